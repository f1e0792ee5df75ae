"""Adding to a report by buttons, and taking back what was added to the wrong one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.adding import add_to_report, ask_for_more
from handlers.reports.card import add_to_card, show_card
from handlers.reports.draft import begin, draft_of
from handlers.reports.draft_screens import pressed_draft, show_draft, tell_old_button
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY
from handlers.reports.own_report import own_report
from handlers.reports.status import ALIVE, Status, move
from storage.records import Report, ReportEvent, StoredFile

TAKE_BACK_MS = 15 * MINUTE_MS


def gathered(turn: Turn) -> None:
    """Tick: nothing came for a moment, so what was gathered is shown or added."""
    draft = draft_of(turn)
    if draft is None or not draft.gathering:
        return
    if draft.into and not draft.empty:
        add_to_report(turn, draft)
    else:
        show_draft(turn, draft)


def add_draft(turn: Turn) -> None:
    """Button «Дополнить № N» under a draft: it belongs to that report."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    report = own_report(turn)
    if report is None or draft.empty:
        show_draft(turn, draft)
        return
    draft.into = report.id
    add_to_report(turn, draft)


def more(turn: Turn) -> None:
    """Button «Дополнить» of a report: what is written next is added to it."""
    report = own_report(turn)
    if report is None:
        tell_old_button(turn)
    elif Status(report.status) not in ALIVE:
        turn.ack(turn.texts.label("toast-is-over", number=str(report.id)))
    else:
        ask_for_more(turn, report.id)


def was_new(turn: Turn) -> None:
    """Button «Это новое сообщение»: what was just added becomes a draft of its own."""
    report, history = own_report(turn), turn.many(REPORT_HISTORY)
    wanted = turn.event.argument.rpartition(":")[2]
    event = next((e for e in history if str(e.id) == wanted and e.actor == turn.person.id), None)
    fresh = event is not None and event.kind in ("reply", "added") and turn.now - event.at <= TAKE_BACK_MS
    if report is None or event is None or not fresh or draft_of(turn) is not None:
        tell_old_button(turn)
        return
    draft = begin(turn)
    draft.texts = [["", event.text]] if event.text else []
    own = [file for file in turn.many(REPORT_FILES) if file.event_id == event.id]
    draft.files = [_as_dict(file) for file in own]
    for file in own:
        turn.delete(StoredFile, file.id)
    _take_back(turn, report, event, history, [f for f in turn.many(REPORT_FILES) if f.event_id != event.id])
    draft.last_at = turn.now
    show_draft(turn, draft)


def _as_dict(file: StoredFile) -> dict[str, Any]:
    names = ("channel", "handle", "kind", "url", "name", "mime", "size", "transcript")
    values = {name: getattr(file, name) for name in names if getattr(file, name)}
    return {**values, "message": file.source_message}


def _take_back(
    turn: Turn, report: Report, event: ReportEvent, history: Sequence[ReportEvent], files: Sequence[StoredFile]
) -> None:
    """The line leaves the report; a question that it answered is open again; staff are told."""
    was_reply = event.kind == "reply"
    event.kind, event.text, event.data = "added", "", json.dumps({"taken_back": True})
    turn.save(event)
    if was_reply and report.status == Status.ACCEPTED:
        move(turn, report, Status.NEEDS_INFO)
    show_card(turn, report, history, files)
    add_to_card(turn, report, "", (), key="addition-taken-back")
