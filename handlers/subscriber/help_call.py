"""«Нужна помощь»: 112 first, then the place by one tap, then a report on top of the operators' queue.

A call for help does not wait for a consent (docs/decisions/0013-help.md) nor for ever for a place: what is known after
a minute goes. The answer to the notice (NoticeResponse "help" without a report) is what still has to be filed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.base.buttons import LABEL_LENGTH, number, part
from handlers.base.contacts import emergency_contacts
from handlers.base.greeting import menu
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.steps import KeptData, OpenStep
from handlers.base.texts import MINUTE_MS, join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import Content, load_content
from handlers.notices.family import shown_number
from handlers.notices.in_force import holds
from handlers.notices.loads import PLACES, RESPONSE
from handlers.notices.names import notice_name
from handlers.notices.staffed import staffed
from handlers.reports.card import show_new_card
from handlers.reports.collect import add_message
from handlers.reports.draft import DROP_MS, ReportDraft, begin, consented, draft_of, drop
from handlers.reports.draft_screens import tell_old_button
from handlers.reports.said_place import said_place, take_place
from handlers.reports.said_point import set_point
from handlers.reports.saved import keep_files, remember_messages
from handlers.reports.sending import make_report
from handlers.reports.spoken_of import expect_more
from handlers.reports.status import HELP, LineKind, record
from handlers.reports.topic_choice import OTHER_TOPIC
from handlers.reports.words import HELPING_STEP, DraftButton, DraftTick, ReportButton, ReportTick
from handlers.subscriber.help_alarm import watch
from handlers.subscriber.responses import ANSWER_LOADS, answer_needs, call_of, keep_answer, said_notice
from handlers.subscriber.words import SubscriberButton, SubscriberData
from storage.notice_records import Notice, NoticeResponse, Place
from storage.records import Report

PLACE_WAIT_MS = MINUTE_MS
"""The personal timer ReportTick.HELPING: after this the call goes without a place. Its data is the notice."""
CALL_FOLLOW_MS = 15 * MINUTE_MS
"""What is written within this time after it belongs to the call."""
LONGEST_SAID_ADDRESS = 80
"""A longer text with a number in it is no address."""
CALL_AGAIN_MS = 10_000
"""Within this time a second tap hears it only once."""
CALL_DUE_MS = 3 * MINUTE_MS
"""A call for help is answered within this time, or it is late."""


def help_(turn: Turn) -> None:
    """Button «Нужна помощь»."""
    notice = said_notice(turn)
    if notice is None:
        _call(turn)
        tell_old_button(turn)
        return
    content, report, earlier = load_content(notice.content), call_of(turn), turn.one(RESPONSE)
    if report is not None:
        _already(turn, report)
    elif earlier is not None and earlier.answer == "help" and not earlier.report_id and _asking(turn, notice):
        turn.ack(turn.texts.label("answered-help-already"))
    elif content.drill:
        _not_passed_on(turn, notice, content, "help-drill")
    elif not holds(notice, turn.now):
        _not_passed_on(turn, None, content, "help-over")
    elif not staffed(turn.shared, content.kind, turn.now):
        _not_passed_on(turn, notice, content, "help-closed")
    else:
        _ask(turn, notice, content)


def _call(turn: Turn) -> None:
    """Before anything else: whom to call. With the keyboard that has the place's button."""
    text = join(turn.t("help-call"), emergency_contacts(turn))
    turn.say(Message(text, keyboard=menu(turn.texts)), careful=True, purpose="danger")


def _not_passed_on(turn: Turn, notice: Notice | None, content: Content, key: str) -> None:
    """Nobody reads it now: say so, promise nothing. It counts all the same. A second tap says it once."""
    said = turn.data.get(SubscriberData.CALLED_AT)
    if isinstance(said, int) and turn.now - said < CALL_AGAIN_MS:
        turn.ack(turn.texts.label("help-toast-call"))
        return
    if notice is not None:
        keep_answer(turn, notice, content, "help")
    _call(turn)
    turn.data[SubscriberData.CALLED_AT] = turn.now
    turn.say(turn.t(key))


def _already(turn: Turn, report: Report) -> None:
    _call(turn)
    row = (Button(turn.texts.label("button-more"), ReportButton.MORE(report.id)),)
    turn.say(Message(turn.t("help-already", number=str(report.id)), (row,)))


def _asking(turn: Turn, notice: Notice) -> bool:
    return turn.dialogue.step == HELPING_STEP and turn.data.get(KeptData.NOTICE) == notice.id


# -- the place ----------------------------------------------------------------------------------------
def _ask(turn: Turn, notice: Notice, content: Content) -> None:
    """Ask where he is. What he was writing is put aside, and can be brought back."""
    keep_answer(turn, notice, content, "help", report=0)
    _call(turn)
    turn.step(HELPING_STEP, **{KeptData.NOTICE: notice.id}, **_put_aside(turn))
    turn.after(PLACE_WAIT_MS, ReportTick.HELPING, turn.timer_key, str(notice.id))
    label = turn.texts.label
    here = [Button(_here(turn, place), SubscriberButton.AT(notice.id, place.id)) for place in turn.many(PLACES)[:5]]
    rows = [tuple(here[at : at + 2]) for at in range(0, len(here), 2)]
    rows += [(Button(label("help-nowhere"), SubscriberButton.NOWHERE(notice.id)),)]
    rows += [(Button(label("help-mistake"), SubscriberButton.NO_HELP(notice.id)),)]
    turn.close_screen()
    turn.screen(Message(turn.t("help-where"), tuple(rows)))


def _put_aside(turn: Turn) -> dict[str, Any]:
    """What he was writing, for the button that brings it back within a day; its danger is watched anew then."""
    draft = draft_of(turn)
    kept = turn.kept(KeptData.UNDO)
    if draft is not None:
        draft.danger_set = draft.gathering = False
        kept = {} if draft.empty else {KeptData.UNDO: draft.dump()}
        drop(turn)
    if kept:
        turn.after(DROP_MS, DraftTick.DROP, turn.timer_key)
    return kept


def _here(turn: Turn, place: Place) -> str:
    return shorten(turn.texts.label("help-here", name=place.name), LABEL_LENGTH)


@need(*ANSWER_LOADS)
def load_asked(turn: Turn) -> Needs:
    """At the step and at the tick: the notice to which help was asked, and what was answered to it."""
    wanted = turn.data.get(KeptData.NOTICE) if turn.dialogue.step == HELPING_STEP else None
    notice = wanted if isinstance(wanted, int) else number(turn.event.text)
    return answer_needs(turn, notice)


def told(turn: Turn) -> None:
    """A message while the place is asked for: a point, an address, or what has happened. It goes at once."""
    notice, response = said_notice(turn), turn.one(RESPONSE)
    if notice is None or response is None or response.report_id:
        _leave(turn)
        return
    draft = _draft(turn)
    text = turn.event.text.strip()
    added = add_message(turn, draft)
    if text and turn.event.place is None:
        _read_address(turn, draft, text)
    if not added:
        turn.say(turn.t("help-where"))
        return
    _file(turn, notice, response, draft)


def _read_address(turn: Turn, draft: ReportDraft, text: str) -> None:
    """The place in his words. Words that name none are told all the same, as what has happened."""
    said = said_place(turn, text)
    take_place(turn, draft, said)
    if not draft.address and not draft.settlement:
        draft.address = text if len(text) <= LONGEST_SAID_ADDRESS and any(c.isdigit() for c in text) else ""


def at_place(turn: Turn) -> None:
    """Button «Я здесь: дача»."""
    wanted = number(part(turn, 1))
    place = next((p for p in turn.many(PLACES) if p.id == wanted), None)
    pending = _pending(turn)
    if pending is None or place is None:
        tell_old_button(turn)
        return
    draft = _draft(turn)
    set_point(turn, draft, place.lat, place.lon)
    draft.settlement = place.settlement or draft.settlement
    draft.municipality = place.municipality or draft.municipality
    draft.address = " ".join(part for part in (place.street, place.house) if part) or place.name
    _file(turn, *pending, draft)


def nowhere(turn: Turn) -> None:
    """Button «Не знаю, где я»: it goes without a place."""
    pending = _pending(turn)
    if pending is None:
        tell_old_button(turn)
    else:
        _file(turn, *pending, _draft(turn))


def waited(turn: Turn) -> None:
    """Tick: a minute without a place, so it goes without one, wherever the talk stands by now."""
    pending = _pending(turn)
    if pending is not None:
        if turn.dialogue.step == HELPING_STEP:
            turn.close_screen()
        _file(turn, *pending, _draft(turn))


def mistake(turn: Turn) -> None:
    """Button «Нажал случайно»: nothing is passed on."""
    pending = _pending(turn)
    if pending is None:
        tell_old_button(turn)
        return
    _, response = pending
    turn.delete(NoticeResponse, response.notice_id, response.person_id)
    turn.forget_timer(ReportTick.HELPING, turn.timer_key)
    undo = _undo_row(turn)
    _leave(turn)
    turn.leave_screen(Message(turn.t("help-mistaken"), undo))


def _pending(turn: Turn) -> tuple[Notice, NoticeResponse] | None:
    """The call that was not filed yet."""
    notice, response = said_notice(turn), turn.one(RESPONSE)
    if notice is None or response is None or response.answer != "help" or response.report_id:
        return None
    if load_content(notice.content).drill:
        return None
    return notice, response


def _draft(turn: Turn) -> ReportDraft:
    draft = begin(turn)
    draft.danger = True  # 112 was said
    draft.topic = OTHER_TOPIC
    return draft


def _leave(turn: Turn) -> None:
    """The talk goes on where it was; a draft that was put aside can still be brought back."""
    if turn.dialogue.step == HELPING_STEP:
        turn.step("", **turn.kept(KeptData.UNDO))


# -- the report ---------------------------------------------------------------------------------------
def _file(turn: Turn, notice: Notice, response: NoticeResponse, draft: ReportDraft) -> None:
    content = load_content(notice.content)
    report = make_report(turn, draft)
    report.danger = HELP
    report.first_due_at = turn.now + CALL_DUE_MS
    report.text = _text(turn, notice, content, draft)
    turn.save(report)
    record(turn, report, LineKind.FILED)
    keep_files(turn, draft, report.id, 0)
    remember_messages(turn, draft, report.id)
    show_new_card(turn, report)
    area = f"s:{report.settlement}" if report.settlement else response.area
    turn.save(replace(response, report_id=report.id, area=area))
    turn.forget_timer(ReportTick.HELPING, turn.timer_key)
    watch(turn, report)
    _confirm(turn, report, placeless=not draft.has_place)


def _text(turn: Turn, notice: Notice, content: Content, draft: ReportDraft) -> str:
    """What operators read: to which notice, and on what ground it is kept without a consent."""
    texts = turn.staff_texts
    kind = notice_name(texts, turn.shared.region, content)
    lines = [
        texts.label("help-report", notice=str(shown_number(notice)), kind=kind),
        "" if draft.has_place else texts.label("help-report-placeless"),
        "" if consented(turn) else texts.label("help-report-no-consent"),
        draft.words,
    ]
    return "\n".join(line for line in lines if line)


def _confirm(turn: Turn, report: Report, *, placeless: bool) -> None:
    """The number; what follows belongs to it."""
    undo, label = _undo_row(turn), turn.texts.label
    kept = turn.kept(KeptData.UNDO) if undo else {}
    if turn.dialogue.step in (HELPING_STEP, "", OpenStep.ADDED):
        expect_more(turn, report, CALL_FOLLOW_MS, **kept)
    key = "help-sent-placeless" if placeless else "help-sent"
    rows = (
        (Button(label("button-more"), ReportButton.MORE(report.id)),),
        (Button(label("help-no-longer"), ReportButton.WITHDRAW(report.id)),),
        *undo,
    )
    text = join(turn.t(key, number=str(report.id)), turn.t("help-more"))
    slot = turn.screen_slot if turn.dialogue.screen and turn.event.ack else ""
    if not slot:
        turn.close_screen()
    turn.say(Message(text, rows), slot=slot, careful=True, purpose="confirmation", report_id=report.id)
    turn.leave_screen()


def _undo_row(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """The way back to what was being written."""
    kept = turn.data.get(KeptData.UNDO)
    if not isinstance(kept, dict) or "id" not in kept:
        return ()
    return ((Button(turn.texts.label("help-to-draft"), DraftButton.UNDO(kept["id"])),),)
