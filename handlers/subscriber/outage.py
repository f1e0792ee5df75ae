"""Answers to the all-clear of an outage: is it back? Houses still without are counted, and may become reports."""

from __future__ import annotations

import re

from handlers.base.buttons import LABEL_LENGTH, number, part
from handlers.base.loads import Needs, need
from handlers.base.message import Button, clean
from handlers.base.phrases import words_of
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import DAY_MS, shorten
from handlers.base.turn import Turn
from handlers.notices.content import Content, load_content
from handlers.notices.family import NoticeLink
from handlers.notices.kinds import kind_of
from handlers.notices.loads import PLACES, RESPONSE
from handlers.notices.streets import streets
from handlers.reports.beginning import fresh
from handlers.reports.draft import DROP_MS, begin, draft_of
from handlers.reports.draft_screens import show_draft, tell_old_button
from handlers.reports.said_place import said_place
from handlers.reports.words import DraftTick
from handlers.subscriber.answers import QUESTION_OPEN_MS
from handlers.subscriber.common import ask, free_to_ask, show
from handlers.subscriber.responses import ANSWER_LOADS, answer_needs, answer_once, keep_answer, said_notice
from handlers.subscriber.words import SubscriberButton
from storage.notice_records import Notice

OUTAGE_ANSWERS_MS = 7 * DAY_MS
"""So long after an all-clear its answers count."""
LONGEST_HOUSE = 80
"""A longer text is no address."""
DIGIT = re.compile(r"\d")


def ended_outage(turn: Turn) -> tuple[Notice, Content] | None:
    """The all-clear of an outage that was said lately, or None and a kind word."""
    notice = said_notice(turn)
    if notice is None or notice.link != NoticeLink.ENDS or not kind_of(turn.shared.region, notice.kind).group.outage:
        tell_old_button(turn)
        return None
    if turn.now - notice.started_at > OUTAGE_ANSWERS_MS:
        turn.ack(turn.texts.label("answered-over"))
        return None
    return notice, load_content(notice.content)


def on(turn: Turn) -> None:
    """Button «Да, тепло есть»."""
    found = ended_outage(turn)
    if found and answer_once(turn, *found, "on", "answered-already"):
        turn.ack(turn.texts.label("answered-on"))


def off(turn: Turn) -> None:
    """Button «Нет, холодно»: which house is asked once."""
    found = ended_outage(turn)
    if found is None or not answer_once(turn, *found, "off", "answered-already"):
        return
    notice = found[0]
    if not free_to_ask(turn):
        turn.ack(turn.texts.label("answered-on"))  # somebody who writes a report is not asked for something else
        return
    turn.close_screen()
    label = turn.texts.label
    here = [
        (Button(shorten(label("help-here", name=p.name), LABEL_LENGTH), SubscriberButton.HOUSE(notice.id, p.id)),)
        for p in turn.many(PLACES)[:4]
        if p.street
    ]
    skip = (Button(label("house-skip"), SubscriberButton.HOUSE(notice.id, 0)),)
    ask(turn, QuestionStep.HOUSE, turn.t("house-which"), (*here, skip), **{KeptData.NOTICE: notice.id})


@need(*ANSWER_LOADS)
def load_asked(turn: Turn) -> Needs:
    """At the question: the all-clear, and what was answered to it."""
    wanted = turn.data.get(KeptData.NOTICE)
    return answer_needs(turn, wanted if isinstance(wanted, int) else 0)


def told(turn: Turn) -> None:
    """Words at the question: an address, or something else, which is not lost."""
    text, notice, response = clean(turn.event.text).strip(), said_notice(turn), turn.one(RESPONSE)
    late = turn.now - turn.dialogue.screen_at > QUESTION_OPEN_MS
    lost = notice is None or response is None or response.answer != "off"
    if lost or late or not text or len(text) > LONGEST_HOUSE or turn.event.attachments or turn.shared.is_danger(text):
        turn.leave_question()
        fresh(turn)
        return
    assert notice is not None
    said = said_place(turn, text)
    address = ", ".join(part for part in (said.street, said.house) if part)
    _count(turn, notice, said.settlement.code if said.settlement else "", address or text)


def at_place(turn: Turn) -> None:
    """Button of a place of his, or «Не скажу»."""
    notice, response, wanted = said_notice(turn), turn.one(RESPONSE), number(part(turn, 1))
    if notice is None or response is None or response.answer != "off":
        tell_old_button(turn)
        return
    place = next((p for p in turn.many(PLACES) if p.id == wanted), None)
    if place is None:
        _offer_report(turn, notice, "")
    else:
        _count(turn, notice, place.settlement, ", ".join(part for part in (place.street, place.house) if part))


def _count(turn: Turn, notice: Notice, settlement: str, address: str) -> None:
    """The same house is one house, however it is written: see `house_key`."""
    content, response = load_content(notice.content), turn.one(RESPONSE)
    home = f"s:{settlement}" if settlement else (response.area.partition("/")[0] if response else "")
    keep_answer(turn, notice, content, "off", f"{home}/{house_key(address)}")
    _offer_report(turn, notice, address)


def house_key(address: str) -> str:
    """«ул. Лесная, д. 5» and «Лесной улице 5» are one house; an address without a number is its words."""
    number = DIGIT.search(address)
    if number is None:
        return " ".join(words_of(address))[:LONGEST_HOUSE]
    words = [word for word in words_of(address[: number.start()]) if word not in streets().words.house]
    street = streets().key(" ".join(words)) or " ".join(words)
    return f"{street} {''.join(words_of(address[number.start() :]))}".strip()[:LONGEST_HOUSE]


def _offer_report(turn: Turn, notice: Notice, address: str) -> None:
    turn.leave_question()
    turn.data[KeptData.HOUSE] = [notice.id, address]
    turn.after(DROP_MS, DraftTick.DROP, turn.timer_key)
    text = turn.t("house-counted", address=address) if address else turn.t("house-counted-bare")
    label = turn.texts.label
    row = (
        Button(label("house-button-report"), SubscriberButton.REPORT(notice.id)),
        Button(label("house-button-no"), SubscriberButton.NO_REPORT),
    )
    show(turn, text, (row,))


def report(turn: Turn) -> None:
    """Button «Сообщить о проблеме»: a draft that says it, to be looked at and sent."""
    kept, notice = turn.data.get(KeptData.HOUSE), said_notice(turn)
    if notice is None or draft_of(turn) is not None or not (isinstance(kept, list) and kept[:1] == [notice.id]):
        tell_old_button(turn)
        return
    draft = begin(turn)
    text = turn.texts.label(
        f"house-report-{kind_of(turn.shared.region, notice.kind).group.code}", notice=str(notice.id)
    )
    draft.texts, draft.address = [["", text]], str(kept[1])
    response = turn.one(RESPONSE)
    area = response.area.partition("/")[0] if response else ""
    settlement = turn.shared.region.settlement(area.removeprefix("s:")) if area.startswith("s:") else None
    if settlement is not None:
        draft.settlement, draft.municipality = settlement.code, settlement.municipality
    show_draft(turn, draft)


def no_report(turn: Turn) -> None:
    turn.ack()
    turn.data.pop(KeptData.HOUSE, None)
    turn.leave_screen(turn.t("house-thanks"))
