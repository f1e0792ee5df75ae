"""«Правда ли это?»: what somebody passes on is compared with our notices, and can go to the operators.

Reached by a button and the next message, or by a button under a draft that began with a forwarded message.
"""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.contacts import emergency_contacts
from handlers.base.event import AttachmentKind
from handlers.base.greeting import keep_source
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, clean
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import DAY_MS, join
from handlers.base.turn import Turn
from handlers.notices.concern import concerns
from handlers.notices.content import load_content
from handlers.notices.family import shown_number
from handlers.notices.in_force import holds
from handlers.reports.beginning import fresh
from handlers.reports.draft import DROP_MS, ReportDraft, begin, draft_of
from handlers.reports.draft_screens import draft_button, pressed_draft, show_draft, tell_old_button
from handlers.reports.sending import send
from handlers.reports.topic_choice import OTHER_TOPIC
from handlers.reports.words import DraftButton, DraftTick
from handlers.subscriber import rumour_words
from handlers.subscriber.answers import QUESTION_OPEN_MS
from handlers.subscriber.asked_where import asked_where
from handlers.subscriber.common import ask, free_to_ask, show
from handlers.subscriber.likeness import Likeness, Match, best_match
from handlers.subscriber.notice_line import notice_line
from handlers.subscriber.words import SubscriberButton
from storage.notice_records import Notice

MOST_THERE = 3
RUMOUR_TOPICS = ("rumours", "rumour")
"""Topics that a region may have for this; without one it is "other"."""
COMPARED_MS = 60 * DAY_MS
"""Older notices are not compared: nobody passes them on."""
SAID_LATELY = Load("notices that were said lately", "inforce_said_since", Notice)


@need(SAID_LATELY)
def load_lately(turn: Turn) -> Needs:
    return (SAID_LATELY(turn.now - COMPARED_MS),)


def ask_for_it(turn: Turn) -> None:
    """Button «Правда ли это?»: the next message is what is meant."""
    draft = draft_of(turn)
    if draft is not None and not free_to_ask(turn):
        show_draft(turn, draft, turn.t("rumour-draft-first"))
        return
    ask(turn, QuestionStep.RUMOUR, turn.t("rumour-ask"), (_out(turn),))


def asked(turn: Turn) -> None:
    """A message at that question."""
    event = turn.event
    if event.place is not None or turn.now - turn.dialogue.screen_at > QUESTION_OPEN_MS:
        turn.leave_question()
        fresh(turn)
        return
    spoken = [a.transcript for a in event.attachments if a.kind is AttachmentKind.VOICE and a.transcript]
    text = clean("\n".join([event.text, *spoken])).strip()
    if not text:
        ask(turn, QuestionStep.RUMOUR, turn.t("rumour-words-needed"), (_out(turn),))
        return
    match = find(turn, text)
    if match.likeness is Likeness.TOO_SHORT:
        ask(turn, QuestionStep.RUMOUR, turn.t("rumour-too-short"), (_out(turn),))
        return
    turn.leave_question()
    _show(turn, text, match)


def asked_outright(turn: Turn) -> None:
    """A message that itself asks whether something is true."""
    keep_source(turn)
    text = clean(turn.event.text).strip()
    _show(turn, text, find(turn, text))


def _show(turn: Turn, text: str, match: Match) -> None:
    """What we know of it; the words stay for a day, so that they can go to the operators."""
    event = turn.event
    turn.data[KeptData.RUMOUR] = [event.message, text]
    turn.after(DROP_MS, DraftTick.DROP, turn.timer_key)
    rows = [_open(turn, match), *_pass_on(turn, match, 0), (_again(turn), *_out(turn))]
    show(turn, answer(turn, text, match), rows)


def check_draft(turn: Turn) -> None:
    """Button «Проверить, правда ли это» under a draft that began with a forwarded message. The draft stays."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    text = draft.words
    match = find(turn, text)
    rows = [_open(turn, match), *_pass_on(turn, match, draft.id), *_leave_draft(turn, draft)]
    if match.likeness is Likeness.TOO_SHORT:
        show(turn, turn.t("rumour-too-short"), draft_button(turn))
    else:
        show(turn, answer(turn, text, match), rows)


def pass_on(turn: Turn) -> None:
    """Button «Передать дежурным»: it becomes a report with a mark, after the consent where there is none."""
    wanted = number(part(turn, 0))
    if wanted:
        draft = pressed_draft(turn)
        if draft is None:
            return
        if draft.empty:
            show_draft(turn, draft)
            return
    else:
        kept = turn.data.get(KeptData.RUMOUR)
        if draft_of(turn) is not None or not (isinstance(kept, list) and len(kept) == 2):
            tell_old_button(turn)
            return
        draft = begin(turn)
        draft.texts, draft.messages = [[str(kept[0]), str(kept[1])]], [str(kept[0])]
        draft.danger = turn.shared.is_danger(str(kept[1]))
    mark = turn.staff_texts.label("rumour-mark")
    if ["", mark] not in draft.texts:
        draft.texts.insert(0, ["", mark])
    draft.topic, draft.topic_chosen = _topic(turn), True
    draft.placeless = draft.placeless or not draft.has_place
    send(turn, draft)


def not_needed(turn: Turn) -> None:
    """Button «Не нужно»: nothing is kept of what was checked."""
    turn.ack()
    turn.data.pop(KeptData.RUMOUR, None)
    turn.leave_question()
    turn.leave_screen(turn.t("rumour-thanks"))


def _topic(turn: Turn) -> str:
    return next((code for code in RUMOUR_TOPICS if turn.shared.region.topic(code)), OTHER_TOPIC)


# -- the answer -------------------------------------------------------------------------------------
def find(turn: Turn, text: str) -> Match:
    notices = [(notice, load_content(notice.content)) for notice in turn.many(SAID_LATELY)]
    return best_match(turn.shared, text, notices)


def answer(turn: Turn, text: str, match: Match) -> Marked:
    """What we know of it. Our own words stand below, so that everybody can compare."""
    if match.notice is None or match.content is None or match.likeness is Likeness.NONE:
        danger = turn.shared.is_danger(text)
        phones = emergency_contacts(turn, turn.shared.danger_kind(text)) if danger else ""
        if there := _in_force_there(turn, text):
            return there
        contacts = join(turn.t("rumour-none-danger"), phones, by="\n") if danger else ""
        return join(turn.t("rumour-none"), contacts, turn.t("rumour-pass-offer"))
    lately = turn.many(SAID_LATELY)
    good = rumour_words.still_good(turn, match.notice, lately)
    return join(
        rumour_words.verdict(turn, match, match.notice, match.content, good=good),
        rumour_words.we_said(turn, match.content),
        rumour_words.standing(turn, match.notice, lately),
        turn.t("rumour-pass-offer") if match.likeness is Likeness.ALIKE else "",
    )


def _in_force_there(turn: Turn, text: str) -> Marked | None:
    """What holds at the place that is asked about, where none of our notices says just that: nobody is told that we
    know of nothing there.
    """
    asked = asked_where(turn, text)
    if asked is None:
        return None
    held = [n for n in turn.many(SAID_LATELY) if holds(n, turn.now) and not n.drill]
    contents = [load_content(n.content) for n in held]
    found = concerns(turn.shared.region, contents, asked.areas, asked.places)
    lines = [
        notice_line(turn, notice, content)
        for notice, content, concern in zip(held, contents, found, strict=True)
        if concern
    ]
    if not lines:
        return None
    return join(turn.t("rumour-there", name=asked.name), *lines[:MOST_THERE], turn.t("rumour-pass-offer"))


def _open(turn: Turn, match: Match) -> tuple[Button, ...]:
    if match.notice is None or match.likeness is Likeness.NONE or match.notice.drill:
        return ()
    notice = rumour_words.newest_of(match.notice, turn.many(SAID_LATELY))
    if not holds(notice, turn.now):
        return ()
    label = turn.texts.label("rumour-button-open", number=str(shown_number(notice)))
    return (Button(label, SubscriberButton.OPEN(notice.id, 0)),)


def _pass_on(turn: Turn, match: Match, draft_id: int) -> tuple[tuple[Button, ...], ...]:
    if match.likeness is Likeness.OURS:
        return ()
    return ((Button(turn.texts.label("button-rumour-pass"), SubscriberButton.PASS_ON(draft_id)),),)


def _again(turn: Turn) -> Button:
    return Button(turn.texts.label("button-rumour-again"), SubscriberButton.RUMOUR)


def _out(turn: Turn) -> tuple[Button, ...]:
    return (Button(turn.texts.label("button-rumour-no"), SubscriberButton.NO_RUMOUR),)


def _leave_draft(turn: Turn, draft: ReportDraft) -> tuple[tuple[Button, ...], ...]:
    return (*draft_button(turn), (Button(turn.texts.label("button-rumour-no"), DraftButton.CANCEL(draft.id)),))
