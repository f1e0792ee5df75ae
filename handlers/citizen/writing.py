"""A message while a report is being written: it belongs to it, or it begins another one."""

from __future__ import annotations

from handlers.base.message import clean
from handlers.base.phrases import consists_of, is_small_talk, phrases
from handlers.base.turn import Turn
from handlers.citizen.earlier_answer import answers_earlier
from handlers.citizen.place_again import corrects_place, place_is_wrong
from handlers.citizen.to_screen import said_to_screen
from handlers.citizen.topic_again import corrects_topic
from handlers.reports.collect import take
from handlers.reports.draft import draft_of, drop
from handlers.reports.draft_screens import show_again, show_draft, show_place_question
from handlers.reports.its_words import only_goes_on
from handlers.reports.second import offer_second
from handlers.reports.words import DraftScreen


def at_draft(turn: Turn) -> None:
    """Nothing of it is lost: small talk shows the screen again, another place moves it, a story of its own is asked
    about.
    """
    draft = draft_of(turn)
    assert draft is not None
    if said_to_screen(turn, draft):
        return
    if draft.into and draft.empty and only_goes_on(turn):
        drop(turn)
        turn.leave_screen(turn.t("added-done"))
    elif is_small_talk(turn, asked=draft.into > 0) or (not (draft.into or draft.words) and _only_points(turn)):
        show_again(turn, draft)
    elif consists_of(turn.event.text, phrases(turn, "place-again-words")) and draft.showing == DraftScreen.REVIEW:
        show_draft(turn, draft, turn.t("draft-what-wrong"))
    elif place_is_wrong(turn, draft, text := clean(turn.event.text).strip()):
        show_place_question(turn, draft)
    elif draft.showing == DraftScreen.REVIEW and answers_earlier(turn, draft, text):
        show_draft(turn, draft)
    elif corrects_place(turn, draft, text) or corrects_topic(turn, draft, text):
        return
    elif not offer_second(turn, draft, text):
        take(turn, draft)


def _only_points(turn: Turn) -> bool:
    """«Вот тут» below a point or a photo: what happened there is still to be told."""
    event = turn.event
    return not event.attachments and event.place is None and consists_of(event.text, phrases(turn, "points-there"))
