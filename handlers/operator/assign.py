"""«Поручить»: an operator gives a report to a colleague by name. It is then his as if he had taken it, only longer.

He is told in his private chat, or by name in the group where he cannot be written to; his shift offers it first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Button, Message
from handlers.base.staff import tell
from handlers.base.texts import DAY_MS, HOUR_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, operator_name, refresh, sees_everything, show_menu, tick_case
from handlers.operator.doer import chat_of_line
from handlers.operator.take import HOLD_MS, hold_for
from handlers.operator.words import OperatorButton, OperatorTick, ShiftTick
from handlers.reports.card import card_slot, chats_of, own_chat
from handlers.reports.card_buttons import paged_menu
from handlers.reports.card_text import topic_name
from handlers.reports.loads import REPORT, REPORT_EVENT
from handlers.reports.saved import ASSIGNED
from handlers.reports.status import HELP, LineKind, Status, move, record
from handlers.reports.words import ReportButton
from storage.records import Lane, Report, ReportEvent, Share

ASSIGNED_MS = 24 * HOUR_MS
"""So long it stays his while he does nothing; what is dangerous no longer than if he had taken it himself."""
LATELY_MS = 7 * DAY_MS


@dataclass(frozen=True, slots=True)
class Colleague:
    """A row of the statement `colleagues`: an account of somebody who acted lately or is on shift. `reachable`: he has
    a private chat with the bot. He acted on reports of so many `organisations`; of one alone, it is `organisation`.
    """

    person_id: int
    channel: str
    user: str
    name: str
    reachable: int
    on_shift: int
    organisations: int
    organisation: str

    @property
    def account(self) -> Address:
        return Address(self.channel, self.user)


COLLEAGUES = Load("colleagues to whom a report can be given", "colleagues", Colleague)


@need(COLLEAGUES)
def load_colleagues(turn: Turn) -> Needs:
    """A stage after the report's."""
    report = turn.one(REPORT)
    if report is None:
        return ()
    return (COLLEAGUES(turn.now - LATELY_MS, int(sees_everything(turn)), report.organisation),)


def assign(turn: Turn, case: ReportCase) -> None:
    """o_assign: to whom? Whoever is on shift stands first."""
    texts, listed = turn.texts, _listed(turn, case.report)
    listed.pop(case.report.taken_by, None)
    if not listed:
        turn.ack(texts.label("op-toast-no-colleagues"))
        refresh(turn, case)
        return
    choices = [
        (
            texts.label("op-colleague-on-shift", who=rows[0].name) if rows[0].on_shift else rows[0].name,
            ReportButton.ASSIGN_TO(case.report.id, person),
        )
        for person, rows in listed.items()
    ]
    show_menu(turn, case, paged_menu(texts, case.report, choices, ReportButton.ASSIGN, number(part(turn, 1))))


def assign_to(turn: Turn, case: ReportCase) -> None:
    """o_assignto: it is his from now on, whoever had it before."""
    report, listed = case.report, _listed(turn, case.report)
    rows = listed.get(number(part(turn, 1)))
    if rows is None:
        turn.ack(turn.texts.label("op-toast-no-colleague"))
    elif report.taken_by == rows[0].person_id:
        turn.ack(turn.texts.label("op-toast-his-already", who=rows[0].name))
    else:
        before = listed.get(report.taken_by)
        event = _give(turn, case, rows[0])
        _tell_him(turn, report, event, rows)
        if before is not None and report.taken_by != before[0].person_id:
            _tell_before(turn, report, before)
        turn.ack(turn.texts.label("op-toast-assigned", number=str(report.id), who=rows[0].name))
    refresh(turn, case)


def _give(turn: Turn, case: ReportCase, to: Colleague) -> ReportEvent:
    report = case.report
    if report.status == Status.NEW and report.danger != HELP:  # a call for help is taken by whoever does it
        move(turn, report, Status.ACCEPTED)
    hold_for(turn, report, to.person_id, to.name, HOLD_MS if report.danger else ASSIGNED_MS)
    event = record(turn, report, LineKind.ASSIGNED, to.name, actor_name=operator_name(turn), chat=str(turn.here))
    case.keep(event)
    return event


def _listed(turn: Turn, report: Report) -> dict[int, list[Colleague]]:
    """Accounts by person, in the order in which they are shown: of whoever may see this report."""
    found: dict[int, list[Colleague]] = {}
    for each in turn.many(COLLEAGUES):
        if _may_have(turn, report, each):
            found.setdefault(each.person_id, []).append(each)
    return found


def _may_have(turn: Turn, report: Report, colleague: Colleague) -> bool:
    """Not whoever is known, or by all that he did, to belong to another organisation's chat alone."""
    shared = turn.shared
    theirs = (shared.admin_chat, shared.centre_chat(report.team), own_chat(shared, report))
    his = shared.staff_chats.get(colleague.account)
    if his is not None:
        return not his.isdisjoint(chat for chat in theirs if chat is not None)
    has_own = any(one.organisation == colleague.organisation for one in shared.own.all())
    alone = colleague.organisations == 1 and has_own
    return not alone or colleague.organisation == report.organisation


# -- telling ----------------------------------------------------------------------------------
def _tell_him(turn: Turn, report: Report, event: ReportEvent, rows: list[Colleague]) -> None:
    """In his private chat, if he has one; nothing of what the author wrote is in it: the buttons ask who presses."""
    if report.taken_by == turn.person.id:
        return
    account = next((each.account for each in rows if each.reachable), None)
    on_shift = next((each.account for each in rows if each.on_shift and each.reachable), None)
    if account is None:
        _name_in_group(turn, report, event)
        return
    texts, to = turn.staff_texts, on_shift or account
    onward = (
        Button(texts.label("shift-button-next"), ReportButton.NEXT(), style="good")
        if on_shift
        else Button(texts.label("shift-button-begin"), OperatorButton.SHIFT_BEGIN(), style="good")
    )
    rows_below = (
        (Button(texts.label("op-button-open", number=str(report.id)), ReportButton.OPEN(report.id)), onward),
        (Button(texts.label("op-button-release"), ReportButton.RELEASE(report.id)),),
    )
    topic = topic_name(texts, turn.shared.region, report.topic)
    text = texts.say("assigned-you", number=str(report.id), topic=topic, who=event.actor_name)
    turn.send(
        to, Message(text, rows_below), careful=True, report_id=report.id, event_id=event.id, purpose=ASSIGNED,
        then=f"{OperatorTick.ASSIGNED}:{event.id}",
    )  # fmt: skip
    if on_shift:
        turn.after(0, ShiftTick.OFFER, on_shift)


def _tell_before(turn: Turn, report: Report, rows: list[Colleague]) -> None:
    """Whoever had it has it no more; his own press needs no word."""
    account = next((each.account for each in rows if each.reachable), None)
    if account is not None and rows[0].person_id != turn.person.id:
        text = turn.staff_texts.say("assigned-moved", number=str(report.id), who=report.taken_name)
        turn.send(account, text, report_id=report.id)


def _name_in_group(turn: Turn, report: Report, event: ReportEvent) -> None:
    text = turn.staff_texts.say("assigned-in-group", number=str(report.id), who=event.text)
    message = Message(text, reply_to=f"slot:{card_slot(report)}")
    chat = chat_of_line(turn, event)
    if turn.event.ack and turn.here == chat and not turn.event.private:
        tell(turn, message, report_id=report.id)
        return
    for each in (chat,) if chat in turn.shared.operator_chats() else chats_of(turn.shared, report)[:1]:
        turn.send(each, message, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id)


def told(turn: Turn) -> None:
    """Tick "assigned": its text says what became of the message to him. Where it did not reach him he is named in the
    group, if the report is his still.
    """
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or json.loads(turn.event.text or "{}").get("result") == "sent":
        return
    if case.report.taken_by and case.report.taken_name == event.text:
        _name_in_group(turn, case.report, event)
