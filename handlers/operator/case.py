"""What the operators' handlers have in common: the report at hand, who is writing, and how they are told."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps

from handlers.base.buttons import Rows, number_of
from handlers.base.commands import read_numbered_answer
from handlers.base.loads import Needs, need
from handlers.base.message import Address, clean
from handlers.base.shared import Shared
from handlers.base.texts import shorten
from handlers.base.turn import Turn
from handlers.reports.card import InTeam, card_slot, has_card, own_chat, put_card, put_copy, put_first_card, show_card
from handlers.reports.card_text import is_erased, status_name
from handlers.reports.loads import (
    REPORT,
    REPORT_EVENT,
    REPORT_FILES,
    REPORT_HISTORY,
    SENT,
    WHOLE_REPORT,
    copy_slots,
    sent,
    whole_report,
)
from handlers.reports.status import ALIVE, Status
from storage.records import Report, ReportEvent, Share, StoredFile

TEAM = "@"
"""Stands before a team's code where organisations' codes stand, too."""


@dataclass(slots=True)
class ReportCase:
    """A report with all of its history and files."""

    report: Report
    history: list[ReportEvent]
    files: list[StoredFile]

    def keep(self, event: ReportEvent) -> None:
        """Let the history hold this state of a line: a new one, or one that was loaded apart."""
        self.history = sorted([e for e in self.history if e.id != event.id] + [event], key=lambda e: e.id)


@need(*WHOLE_REPORT, SENT)
def pressed_report(turn: Turn) -> Needs:
    """The report of a pressed button's "word:NUMBER…", and what the message under which it stands is."""
    return (*whole_report(number_of(turn.event.argument)), sent(turn, turn.event.message))


@need(*WHOLE_REPORT)
def numbered_report(turn: Turn) -> Needs:
    """The report of a command's number."""
    return whole_report(number_of(turn.command_argument))


def number_of_message(turn: Turn) -> int:
    """The number of a "№ 123", written alone or after a command; 0 for none."""
    written = read_numbered_answer(turn.event.text)
    return number_of(turn.command_argument) or (written[0] if written else 0)


@need(*WHOLE_REPORT)
def written_report(turn: Turn) -> Needs:
    """The report whose number was written alone."""
    return whole_report(number_of_message(turn))


@need(*WHOLE_REPORT)
def ticked_report(turn: Turn) -> Needs:
    """The report whose number a tick bears."""
    return whole_report(number_of(turn.event.argument))


@need(REPORT_EVENT)
def pointed_event(turn: Turn) -> Needs:
    """First stage: the history line whose id a button or a tick bears."""
    return (REPORT_EVENT(number_of(turn.event.argument)),)


@need(*WHOLE_REPORT)
def report_of_event(turn: Turn) -> Needs:
    """Second stage: the report of the history line that the first one loaded."""
    event = turn.one(REPORT_EVENT)
    return whole_report(event.report_id) if event else ()


def case_of(turn: Turn) -> ReportCase | None:
    """The report that the route loaded, if there is one and this chat may see it."""
    case = tick_case(turn)
    return case if case is not None and may_see(turn, case.report) else None


def tick_case(turn: Turn) -> ReportCase | None:
    """The report that a tick's route loaded."""
    report = turn.one(REPORT)
    return ReportCase(report, list(turn.many(REPORT_HISTORY)), list(turn.many(REPORT_FILES))) if report else None


def case_among(turn: Turn, report: Report) -> ReportCase:
    """One of several reports that a route loaded, each with its history and files."""
    history = [event for event in turn.many(REPORT_HISTORY) if event.report_id == report.id]
    return ReportCase(report, history, [file for file in turn.many(REPORT_FILES) if file.report_id == report.id])


def sees_everything(turn: Turn) -> bool:
    """Whether every report may be shown here; an organisation's own chat has only what is its own.

    A private chat with somebody of the staff is for what the chats that he belongs to are for.
    """
    return any(turn.shared.is_chief(chat) for chat in his_chats(turn))


def is_of_centre(turn: Turn) -> bool:
    """Whether who does this is of the centre: of the admin chat, or of one of its teams."""
    return sees_everything(turn) or any(turn.shared.teams_at(chat) for chat in his_chats(turn))


def shown_at(shared: Shared, chats: Collection[Address | None]) -> list[str]:
    """Whose reports are shown in these chats, as the part `shown` of the statements names them: codes of organisations
    (handlers.base.own_chats), and of teams with an "@" before them.
    """
    return [
        *shared.own.scope(chats),
        *(f"{TEAM}{code}" for chat in sorted(chats, key=str) for code in shared.teams_at(chat)),
    ]


def his_chats(turn: Turn) -> frozenset[Address | None]:
    """The operators' chats for which what is done here counts."""
    if not turn.event.private:
        return frozenset((turn.here,))
    return turn.shared.staff_chats.get(Address(turn.event.channel, turn.event.sender), frozenset())


def may_see(turn: Turn, report: InTeam) -> bool:
    """An organisation sees what is its own, a team of the centre what it takes."""
    his = his_chats(turn)
    own, team = own_chat(turn.shared, report), turn.shared.region.team(report.team)
    return sees_everything(turn) or own in his or (team is not None and turn.shared.centre_chat(team.code) in his)


def with_case(act: Callable[[Turn, ReportCase], None]) -> Callable[[Turn], None]:
    """A button's handler: only with a report that exists and belongs here, else a kind word."""

    @wraps(act)
    def handle(turn: Turn) -> None:
        operator_name(turn)
        case = case_of(turn)
        if case is None or is_erased(case.report):
            turn.ack(turn.texts.label("op-toast-no-report"))
        else:
            act(turn, case)

    return handle


def with_open_case(act: Callable[[Turn, ReportCase], None]) -> Callable[[Turn], None]:
    """Like `with_case`, for what can only be done with a report that is not over: else its state is shown."""

    @wraps(act)
    def handle(turn: Turn, case: ReportCase) -> None:
        if Status(case.report.status) in ALIVE:
            act(turn, case)
        else:
            turn.ack(turn.texts.label("op-toast-over", status=status_name(turn.texts, case.report)))
            refresh(turn, case)

    return with_case(handle)


def operator_name(turn: Turn) -> str:
    """How colleagues know whoever wrote or pressed this; remembered, since not every event says it."""
    if name := clean(" ".join(turn.event.sender_name.split())).strip():
        turn.account.name = shorten(name, 60)
    return turn.account.name or turn.texts.label("op-somebody")


# -- saying -----------------------------------------------------------------------------------
def bring_card(turn: Turn, case: ReportCase) -> bool:
    """The report's own card in this chat, where an operator asks for it, unless it came before; whether it did not."""
    return bring_card_to(turn, case, turn.here)


def bring_card_to(turn: Turn, case: ReportCase, chat: Address) -> bool:
    """The same for a chat in which something is about to be confirmed; in private none is put down."""
    if chat not in turn.shared.operator_chats() or has_card(turn.shared, case.report, chat):
        return False
    put_first_card(turn, chat, case.report, case.history, case.files, share=Share.ASKED)
    return True


def refresh(turn: Turn, case: ReportCase) -> None:
    """Show the present state on the card in all its chats, and on the copy where a button was pressed."""
    note_pressed(turn, case.report)
    show_card(turn, case.report, case.history, case.files)
    refresh_copy(turn, case)


def refresh_copy(turn: Turn, case: ReportCase) -> None:
    """The copy where a button was pressed, if it is an older one and the report is still seen here."""
    slot = _copy_slot(turn, case.report)
    if slot in copy_slots(turn, turn.here, case.report.id)[1:] and may_see(turn, case.report):
        put_copy(turn, turn.here, case.report, case.history, case.files, slot)


def show_menu(turn: Turn, case: ReportCase, buttons: Rows) -> None:
    """A menu in place of the buttons of the card (or copy) that was pressed, only in this chat."""
    slot = _copy_slot(turn, case.report)
    note_pressed(turn, case.report)
    put_card(turn, turn.here, case.report, case.history, case.files, slot=slot, buttons=buttons)


def note_pressed(turn: Turn, report: Report) -> None:
    """So that the message that was pressed changes first (see put_card)."""
    if turn.event.ack:
        turn.pressed = _copy_slot(turn, report) or card_slot(report)


def _copy_slot(turn: Turn, report: Report) -> str:
    pressed = turn.one(SENT)
    return pressed.slot if pressed and pressed.slot.startswith(f"{card_slot(report)}:") else ""
