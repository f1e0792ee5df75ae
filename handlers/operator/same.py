"""«Уже есть такое»: the reports that may be of the same trouble, each on a button, beside the question for a number."""

from __future__ import annotations

from handlers.base.buttons import LABEL_LENGTH, Rows, number, part
from handlers.base.loads import Needs, need
from handlers.base.message import Button
from handlers.base.texts import shorten, span
from handlers.base.turn import Turn
from handlers.cases.loads import KNOWN_CASES, around_spot, cases
from handlers.cases.rank import RankedCase, beside, candidates
from handlers.cases.spots import spot_of
from handlers.cases.where import where
from handlers.operator.case import ReportCase, refresh, show_menu
from handlers.operator.join import join_to
from handlers.operator.prompts import drop_prompt, prompt
from handlers.reports.loads import JOINED_REPORTS, OTHER_REPORT, REPORT, joined_to
from handlers.reports.words import ReportButton

MOST = 4
"""So many are offered; with the way back they are on one screen of ten buttons."""
NOBODY = 0
"""In place of a person whose reports are left out: two of one author may well be joined."""


@need(*KNOWN_CASES)
def load_same(turn: Turn) -> Needs:
    """Second stage, where the reason is that there is one already: what may be the same."""
    report = turn.one(REPORT)
    if report is None or part(turn, 1) != "duplicate":
        return ()
    return around_spot(turn, spot_of(report), report.topic, report.text, NOBODY)


def ask_for_same(turn: Turn, case: ReportCase) -> None:
    """Ask for the number, and put what may be the same on the card's buttons."""
    prompt(turn, case, "join")
    report = case.report
    others = [other for other in cases(turn) if other.id != report.id]
    found = candidates(turn.shared, report.text, report.topic, spot_of(report), others, MOST, report.address)
    likely = {each.case.id for each in found}
    near = beside(turn.shared, report.topic, spot_of(report), others, MOST + len(found))
    found = [*found, *(each for each in near if each.case.id not in likely)][:MOST]
    if found:
        show_menu(turn, case, _menu(turn, case, found))
    else:
        refresh(turn, case)


def _menu(turn: Turn, case: ReportCase, found: list[RankedCase]) -> Rows:
    texts, number_ = turn.staff_texts, case.report.id
    rows = [
        (Button(shorten(_label(turn, each), LABEL_LENGTH), ReportButton.JOIN_TO(number_, each.case.id)),)
        for each in found
    ]
    return (*rows, (Button(texts.label("op-button-back"), ReportButton.CARD(number_)),))


def _label(turn: Turn, found: RankedCase) -> str:
    texts, case = turn.staff_texts, found.case
    return texts.label(
        "op-button-same",
        number=str(case.id),
        where=where(turn, texts, found) or texts.label("known-somewhere"),
        age=span(texts, turn.now - case.created_at),
        people=case.followers + 1,
    )


@need(OTHER_REPORT, JOINED_REPORTS)
def load_other(turn: Turn) -> Needs:
    """Of a pressed candidate: the other report, and what was joined to this one."""
    return OTHER_REPORT(number(part(turn, 1))), joined_to(number(part(turn, 0)))


def joined_by_button(turn: Turn, case: ReportCase) -> None:
    """o_join: this report becomes one of the other's case, after the ten seconds."""
    if join_to(turn, case, number(part(turn, 1))):
        drop_prompt(turn, case.report.id, "join")
        turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


@need(JOINED_REPORTS)
def load_joined(turn: Turn) -> Needs:
    """What was joined to the report of a pressed button."""
    return (joined_to(number(part(turn, 0))),)
