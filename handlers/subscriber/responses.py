"""What somebody answers to a notice by its buttons: safe, help, what to do, not there. The newest answer stands.

«Что делать?» is a question and takes nothing back. Old notices and double taps are answered kindly and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.texts import MINUTE_MS, join
from handlers.base.turn import Turn
from handlers.notices.concern import concerns
from handlers.notices.content import Content, load_content
from handlers.notices.family import shown_number
from handlers.notices.in_force import holds
from handlers.notices.loads import PLACES, RESPONSE, SUBSCRIPTION_AREAS
from handlers.notices.states import IN_FORCE, NoticeState
from handlers.reports.card import add_to_card, show_card
from handlers.reports.draft_screens import tell_old_button
from handlers.reports.loads import REPORT, REPORT_FILES, REPORT_HISTORY, WHOLE_REPORT, whole_report
from handlers.reports.status import ALIVE, LineKind, Status, record
from handlers.subscriber.info import card_for, card_text
from handlers.subscriber.wishes import WHOLE_REGION, areas_of
from handlers.subscriber.words import SubscriberButton
from storage.changes import words
from storage.notice_records import Notice, NoticeResponse
from storage.records import Report
from storage.region.region import name_in

DOUBLE_MS = MINUTE_MS
"""A second tap within this time asks for nothing new."""

Answer = Callable[[Turn, Notice, Content], None]


# -- loads --------------------------------------------------------------------------------------------
SAID_NOTICE = Load("notice that is answered", "notice_standing", Notice)
"""Parameters: a notice, now, and the states that hold: then it is the newest of the notice's chain that holds, if one
does; without any, the notice itself.
"""
ANSWER_LOADS = (SAID_NOTICE, SUBSCRIPTION_AREAS, PLACES)


def answer_needs(turn: Turn, notice: int, holding: Iterable[NoticeState] = ()) -> Needs:
    """Asks for ANSWER_LOADS: a notice, or the newest in one of these states that stands in its place, and where this
    person is concerned.
    """
    person = turn.person.id
    return (SAID_NOTICE(notice, turn.now, words(holding)), SUBSCRIPTION_AREAS(person), PLACES(person))


@need(*ANSWER_LOADS)
def load_pressed(turn: Turn) -> Needs:
    """The notice of a button's "word:ID…"."""
    return answer_needs(turn, number(part(turn, 0)))


@need(*ANSWER_LOADS)
def load_standing(turn: Turn) -> Needs:
    """Under a message that may be an older one: what stands in the place of the button's notice."""
    return answer_needs(turn, number(part(turn, 0)), IN_FORCE)


@need(RESPONSE)
def load_response(turn: Turn) -> Needs:
    """Second stage: what this person answered to it, whichever of its repeats he answered."""
    notice = said_notice(turn)
    return (RESPONSE(shown_number(notice), turn.person.id),) if notice is not None else ()


@need(*WHOLE_REPORT)
def load_answered(turn: Turn) -> Needs:
    """Third stage: the call for help that his answer became."""
    response = turn.one(RESPONSE)
    return whole_report(response.report_id) if response and response.report_id else ()


def call_of(turn: Turn) -> Report | None:
    """This person's call for help, if it is still open."""
    report = turn.one(REPORT)
    if report is None or report.person_id != turn.person.id or Status(report.status) not in ALIVE:
        return None
    return report


# -- answering ----------------------------------------------------------------------------------------
def to_notice(answer: Answer) -> Callable[[Turn], None]:
    """A button's handler: only for a notice that was said; one that does not hold any more says so."""

    def handle(turn: Turn) -> None:
        notice = said_notice(turn)
        if notice is None:
            tell_old_button(turn)
        elif not holds(notice, turn.now):
            turn.ack(turn.texts.label("answered-over"))
        else:
            answer(turn, notice, load_content(notice.content))

    return handle


def said_notice(turn: Turn) -> Notice | None:
    """The loaded notice if people have ever seen it: nobody answers to a draft by forging its number."""
    notice = turn.one(SAID_NOTICE)
    return notice if notice is not None and notice.started_at else None


def safe(turn: Turn, notice: Notice, content: Content) -> None:
    """«Я в безопасности»: whoever was called for help hears it, too."""
    if not answer_once(turn, notice, content, "safe", "answered-safe-already"):
        return
    turn.ack(turn.texts.label("answered-safe"))
    report = call_of(turn)
    if report is not None:
        text = turn.staff_texts.label("help-now-safe")
        event = record(turn, report, LineKind.ADDED, text)
        show_card(turn, report, [*turn.many(REPORT_HISTORY), event], turn.many(REPORT_FILES))
        add_to_card(turn, report, text, (), key="addition-more")


def away(turn: Turn, notice: Notice, content: Content) -> None:
    """«Я сейчас не там»: perhaps the areas are not his any more."""
    if not answer_once(turn, notice, content, "away", "answered-away-already"):
        return
    turn.ack(turn.texts.label("answered-away"))
    turn.say(
        Message(turn.t("away-change"), ((Button(turn.texts.label("button-change-areas"), SubscriberButton.ALERTS),),))
    )


def what(turn: Turn, notice: Notice, content: Content) -> None:
    """«Что делать?»: the advice, and the card of this danger."""
    earlier = turn.one(RESPONSE)
    if earlier is not None and earlier.answer == "what" and turn.now - earlier.at < DOUBLE_MS:
        turn.ack(turn.texts.label("answered-what-already"))
        return
    if earlier is None or earlier.answer == "what":
        keep_answer(turn, notice, content, "what")
    turn.say(_what_to_do(turn, content))


def _what_to_do(turn: Turn, content: Content) -> Message:
    texts, language = turn.texts, turn.texts.language
    advice = content.todo or turn.shared.region.notices.advice_for(content.kind, content.severity)
    said = escape(name_in(advice, language)) if advice else Marked("")
    card = card_for(turn, content.kind)
    nothing = texts.say("what-nothing") if not (said or card) else ""
    text = join(
        texts.say("notice-drill") if content.drill else "",
        join(texts.say("what-heading"), said or nothing, by="\n") if said or nothing else "",
        card_text(texts, card) if card else "",
    )
    more = ((Button(texts.label("info-button-more"), url=card.url),),) if card and card.url else ()
    return Message(text, more)


# -- keeping ------------------------------------------------------------------------------------------
def answer_once(turn: Turn, notice: Notice, content: Content, answer: str, already: str) -> bool:
    """Keep the answer; False (and a kind word) where it was given before."""
    earlier = turn.one(RESPONSE)
    if earlier is not None and earlier.answer == answer:
        turn.ack(turn.texts.label(already))
        return False
    keep_answer(turn, notice, content, answer)
    return True


def keep_answer(
    turn: Turn, notice: Notice, content: Content, answer: str, area: str = "", report: int | None = None
) -> None:
    """The newest answer of this person to this notice. `report`: the call for help that it became; without it one
    that he made before stays known.
    """
    earlier = turn.one(RESPONSE)
    if report is None:
        report = earlier.report_id if earlier else 0
    area = area or where(turn, content)
    turn.save(NoticeResponse(shown_number(notice), turn.person.id, answer, turn.now, area=area, report_id=report))


def where(turn: Turn, content: Content) -> str:
    """Where this person is concerned, as far as it is only one place: "s:CODE", "m:CODE", or ""."""
    region, areas = turn.shared.region, areas_of(turn) - {WHOLE_REGION}
    [found] = concerns(region, [content], areas or {WHOLE_REGION}, turn.many(PLACES))
    towns = {place.settlement for place in found.places if place.settlement}
    if len(towns) == 1:
        return f"s:{towns.pop()}"
    concerned = {area for area in areas if concerns(region, [content], {area}, ())[0]}
    settlements = {area for area in concerned if area.startswith("s:")} or concerned
    return settlements.pop() if len(settlements) == 1 else ""
