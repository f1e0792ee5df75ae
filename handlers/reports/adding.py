"""What is added to a report: the answer to an operator's question, or whatever else its author wants to say."""

from __future__ import annotations

from typing import Any

from handlers.base.message import Button, Message
from handlers.base.steps import OpenStep
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.card import add_to_card, show_card
from handlers.reports.draft import ReportDraft, begin, draft_of, drop, go_on, keep
from handlers.reports.draft_screens import show_draft
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, SENT
from handlers.reports.own_report import OPEN_REPORTS, own_report
from handlers.reports.saved import keep_files, remember_messages
from handlers.reports.status import ALIVE, HELP, Status, move, record
from handlers.reports.words import DRAFT_IDLE_MS, DraftButton, DraftStep, DraftTick, ReportButton
from storage.records import Report, ReportEvent

ADDITION_FOLLOWS_MS = 2 * MINUTE_MS


def add_to_report(turn: Turn, draft: ReportDraft) -> None:
    """Put the draft into its report's history and card. A report that is over takes nothing more."""
    report = own_report(turn)
    if report is None or report.id != draft.into or Status(report.status) not in ALIVE:
        closed, draft.into = draft.into, 0
        keep(turn, draft)
        show_draft(turn, draft, turn.t("adding-too-late", number=str(closed)))
        return
    asked = report.status == Status.NEEDS_INFO
    event = record(turn, report, "reply" if asked else "added", _text(turn, draft))
    stored = keep_files(turn, draft, report.id, event.id)
    remember_messages(turn, draft, report.id, event.id)
    if asked:
        move(turn, report, Status.ACCEPTED)
    _take_place(report, draft)
    report.danger = int(report.danger or draft.danger)
    show_card(turn, report, [*turn.many(REPORT_HISTORY), event], [*turn.many(REPORT_FILES), *stored])
    add_to_card(turn, report, event.text, stored, key="addition-as-reply" if asked else "addition-more")
    drop(turn)
    turn.step(OpenStep.ADDED, report=report.id, until=turn.now + ADDITION_FOLLOWS_MS)
    _say_added(turn, report, event, asked)
    if (following := go_on(turn, draft)) is not None:
        turn.leave_screen()
        show_draft(turn, following, turn.t("waiting-goes-on"))


def _text(turn: Turn, draft: ReportDraft) -> str:
    """The words, written and spoken, with the place if one was told apart from them: staff read this line."""
    lines, label = [draft.words], turn.staff_texts.label
    if draft.address and draft.address not in draft.words:
        lines.append(label("addition-address", address=draft.address))
    if draft.lat is not None and draft.lon is not None:
        lines.append(label("addition-point", lat=f"{draft.lat:.5f}", lon=f"{draft.lon:.5f}"))
    return "\n".join(line for line in lines if line)


def _take_place(report: Report, draft: ReportDraft) -> None:
    """A point is the report's place from now on; a place in words only where it has none."""
    if draft.lat is not None:
        report.lat, report.lon = draft.lat, draft.lon
        report.settlement, report.municipality = draft.settlement, draft.municipality
    elif draft.has_place and report.lat is None and not (report.address or report.settlement):
        report.address = draft.address
        report.settlement, report.municipality = draft.settlement, draft.municipality


def _say_added(turn: Turn, report: Report, event: ReportEvent, asked: bool) -> None:
    label, number = turn.texts.label, str(report.id)
    text = turn.t("added-as-reply" if asked else "added-more", number=number)
    rows = (
        (Button(label("button-new-message"), ReportButton.SEPARATE(report.id, event.id)),),
        (Button(label("done"), ReportButton.ADDED_ALL),),
    )
    turn.screen(Message(text, rows))


def belongs_to(turn: Turn) -> int:
    """The open report that a message out of the blue is for: replied to, asked about, or just added to; 0 if none.

    Without a consent only a call for help is.
    """
    consent = bool(turn.person.consent_version)
    alive = {report.id: report for report in turn.many(OPEN_REPORTS) if consent or report.danger == HELP}
    replied = turn.one(SENT)
    if replied and replied.report_id in alive:
        return replied.report_id
    just = turn.data.get("report")
    if turn.dialogue.step == OpenStep.ADDED and just in alive and turn.now <= _until(turn.data):
        return int(just)
    return next((r.id for r in alive.values() if r.status == Status.NEEDS_INFO), 0)


def _until(data: dict[str, Any]) -> int:
    until = data.get("until")
    return until if isinstance(until, int) else 0


def ask_for_more(turn: Turn, report_id: int, key: str = "adding-ask") -> None:
    """Ask what is to be added; a draft that is being written comes first and may be added itself."""
    draft = draft_of(turn)
    if draft is not None and not draft.empty:
        draft.offer = report_id
        show_draft(turn, draft, turn.t("adding-draft-first", number=str(report_id)))
        return
    draft = begin(turn, into=report_id)
    draft.shown_at = turn.now
    keep(turn, draft, DraftStep.ADDING)
    turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    rows = ((Button(turn.texts.label("cancel"), DraftButton.CANCEL(draft.id)),),)
    turn.screen(Message(turn.t(key, number=str(report_id)), rows))
