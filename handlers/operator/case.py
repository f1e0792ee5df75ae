"""What the operators' handlers have in common: the report at hand, who is writing, and how they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handlers.base.buttons import Rows, number_of
from handlers.base.texts import shorten
from handlers.base.turn import Needs, Turn, queries
from handlers.reports.card import card_slot, has_card, own_chat, put_card, put_first_card, show_card
from handlers.reports.card_text import is_erased, status_name
from handlers.reports.status import ALIVE, Status
from storage.records import Report, ReportEvent, SentMessage, Share, StoredFile

OPERATOR = "operator"
"""The purpose under which an operator's own message is remembered; a reply to it is talk among colleagues."""


@dataclass(slots=True)
class Case:
    """A report with all of its history and files."""

    report: Report
    history: list[ReportEvent]
    files: list[StoredFile]

    def keep(self, event: ReportEvent) -> None:
        """Let the history hold this state of a line: a new one, or one that was loaded apart."""
        self.history = sorted([e for e in self.history if e.id != event.id] + [event], key=lambda e: e.id)


def report_queries(number: int) -> dict[str, tuple[str, tuple[Any, ...]]]:
    return {
        "report": ("report_by_id", (number,)),
        "history": ("report_events", (number,)),
        "files": ("report_files", (number,)),
    }


def pressed_report(turn: Turn) -> Needs:
    """The report of a pressed button's "word:NUMBER…", and what the message under which it stands is."""
    event = turn.event
    pressed = ("sent_by_message", (event.channel, event.chat, event.message))
    return queries({**report_queries(number_of(event.argument)), "pressed": pressed})


def numbered_report(turn: Turn) -> Needs:
    """The report of a command's number."""
    return queries(report_queries(number_of(turn.command_argument)))


def case_of(turn: Turn) -> Case | None:
    """The report that the route loaded, if there is one and this chat may see it."""
    report = turn.one("report", Report)
    if report is None or not may_see(turn, report):
        return None
    return Case(report, list(turn.many("history", ReportEvent)), list(turn.many("files", StoredFile)))


def tick_case(turn: Turn) -> Case | None:
    """The report that a tick's route loaded."""
    report = turn.one("report", Report)
    if report is None:
        return None
    return Case(report, list(turn.many("history", ReportEvent)), list(turn.many("files", StoredFile)))


def sees_everything(turn: Turn) -> bool:
    """Whether every report may be shown here; an organisation's own chat has only what is its own.

    A private chat with a member of staff counts as the admin chat while there is no other chat of operators.
    """
    shared = turn.shared
    if turn.event.private:
        return shared.operator_chats() == {shared.admin_chat}
    return turn.here == shared.admin_chat


def may_see(turn: Turn, report: Report) -> bool:
    return sees_everything(turn) or turn.here == own_chat(turn.shared, report.organisation)


def with_case(act: Callable[[Turn, Case], None]) -> Callable[[Turn], None]:
    """A button's handler: only with a report that exists and belongs here, else a kind word."""

    def handle(turn: Turn) -> None:
        operator_name(turn)
        case = case_of(turn)
        if case is None or is_erased(case.report):
            turn.ack(turn.texts.label("op-toast-no-report"))
        else:
            act(turn, case)

    return handle


def with_open_case(act: Callable[[Turn, Case], None]) -> Callable[[Turn], None]:
    """Like `with_case`, for what can only be done with a report that is not over: else its state is shown."""

    def handle(turn: Turn, case: Case) -> None:
        if Status(case.report.status) in ALIVE:
            act(turn, case)
        else:
            turn.ack(turn.texts.label("op-toast-over", status=status_name(turn.texts, case.report)))
            refresh(turn, case)

    return with_case(handle)


def operator_name(turn: Turn) -> str:
    """How colleagues know whoever wrote or pressed this; remembered, since not every event says it."""
    if turn.event.sender_name:
        turn.account.name = shorten(turn.event.sender_name, 60)
    return turn.account.name or turn.texts.label("op-somebody")


# -- saying -----------------------------------------------------------------------------------
def bring_card(turn: Turn, case: Case) -> bool:
    """The report's own card in this chat, where an operator asks for it, unless it came before; whether it did not."""
    if has_card(turn.shared, case.report, turn.here):
        return False
    put_first_card(turn, turn.here, case.report, case.history, case.files, share=Share.ASKED)
    return True


def refresh(turn: Turn, case: Case) -> None:
    """Show the present state on the card in all its chats, and on the copy where a button was pressed."""
    show_card(turn, case.report, case.history, case.files)
    refresh_copy(turn, case)


def refresh_copy(turn: Turn, case: Case) -> None:
    """Only the copy where a button was pressed, if it was one and the report is still seen here."""
    slot = _copy_slot(turn, case.report)
    if slot and may_see(turn, case.report):
        put_copy(turn, case, slot)


def put_copy(turn: Turn, case: Case, slot: str, share: Share = Share.EDITS) -> None:
    """A copy of the card further down in this chat: true at the moment that it names."""
    note = turn.staff_texts.say("card-copy", at=turn.texts.clock(turn.now))
    put_card(turn, turn.here, case.report, case.history, case.files, slot=slot, note=note, share=share)


def show_menu(turn: Turn, case: Case, buttons: Rows) -> None:
    """A menu in place of the buttons of the card (or copy) that was pressed, only in this chat."""
    slot = _copy_slot(turn, case.report)
    put_card(turn, turn.here, case.report, case.history, case.files, slot=slot, buttons=buttons)


def _copy_slot(turn: Turn, report: Report) -> str:
    pressed = turn.one("pressed", SentMessage)
    return pressed.slot if pressed and pressed.slot.startswith(f"{card_slot(report)}:") else ""
