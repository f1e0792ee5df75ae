"""A card once more at the bottom of the chat, in full, or as it was before a menu."""

from __future__ import annotations

from handlers.base.staff import tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.case import (
    ReportCase,
    bring_card,
    case_of,
    is_of_centre,
    number_of_message,
    refresh,
    tick_case,
)
from handlers.operator.words import OperatorData
from handlers.reports.card import CARD, card_slot, card_text, put_copy, show_card
from handlers.reports.card_text import full_text, is_erased, team_name
from handlers.reports.danger import kind_of_report
from handlers.reports.loads import REPORT, author_counts
from storage.records import Share


def back(turn: Turn, case: ReportCase) -> None:
    """o_card: away with the menu."""
    refresh(turn, case)


def open_card(turn: Turn, case: ReportCase) -> None:
    """o_open: the card anew, so that nobody scrolls for it."""
    show_copy(turn, case)


def open_numbered(turn: Turn) -> None:
    """The command "status NUMBER", or in private a number alone: its card."""
    case = case_of(turn)
    if case is not None:
        show_copy(turn, case)
    else:
        say_not_here(turn, turn.command_argument or str(number_of_message(turn) or "?"))


def say_not_here(turn: Turn, number: str) -> None:
    """Of a report that cannot be opened here: teams of one centre read which of them has it."""
    report = turn.one(REPORT)
    if report is not None and not is_erased(report) and is_of_centre(turn):
        team = team_name(turn.texts, turn.shared.region, report.team)
        tell(turn, turn.t("op-other-team", number=str(report.id), team=team))
    else:
        tell(turn, turn.t("op-no-report", number=number))


def show_copy(turn: Turn, case: ReportCase) -> None:
    """The card here, a copy of it if it came before.

    In a private chat it is only to be read: work is done where colleagues see it.
    """
    if turn.event.private:
        texts, number = turn.staff_texts, str(case.report.id)
        author = author_counts(turn, case.report.id)
        kind = kind_of_report(turn.shared, case.report, case.history, case.files)
        text = card_text(texts, case.report, case.history, case.files, turn.now, turn.shared.region, author, kind)
        how = (
            texts.say("card-private-shift")
            if turn.data.get(OperatorData.DESK)
            else texts.say("card-private", number=number)
        )
        tell(turn, join(text, how), report_id=case.report.id, purpose=CARD)
    elif not bring_card(turn, case):
        slot = f"{card_slot(case.report)}:{turn.new_id('outbox')}"
        put_copy(turn, turn.here, case.report, case.history, case.files, slot, Share.ASKED)


def open_full(turn: Turn, case: ReportCase) -> None:
    """o_full: every word, notes too."""
    text = full_text(turn.staff_texts, case.report, case.history, case.files, turn.now, turn.shared.region)
    tell(turn, text, report_id=case.report.id, purpose=CARD)


def redraw(turn: Turn) -> None:
    """Tick CARD: its card and the newest copies show how it stands."""
    case = tick_case(turn)
    if case is not None:
        show_card(turn, case.report, case.history, case.files)
