"""What is added to a report: the answer to an operator's question, or whatever else its author wants to say."""

from __future__ import annotations

import json
from typing import Any

from handlers.base.message import Button, Message
from handlers.base.turn import Turn
from handlers.citizen.draft import ADDING, IDLE, IDLE_MS, ReportDraft, begin, draft_of, drop, keep, my_key
from handlers.citizen.loads import files_of, history_of, own_report
from handlers.citizen.saved import keep_files, remember_messages
from handlers.citizen.screens import pressed_draft, show_draft, tell_old_button
from handlers.reports.card import add_to_card, show_card
from handlers.reports.status import ALIVE, HELP, Status, move, record
from storage.records import Report, ReportEvent, SentMessage, StoredFile

ADDED = "added"
"""Step: something was just added; what follows soon belongs to it too."""
FOLLOW_MS = 2 * 60_000
TAKE_BACK_MS = 15 * 60_000


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
    if draft.lat is not None:
        report.lat, report.lon = draft.lat, draft.lon
        report.settlement, report.municipality = draft.settlement, draft.municipality
    report.danger = int(report.danger or draft.danger)
    show_card(turn, report, [*history_of(turn), event], [*files_of(turn), *stored])
    add_to_card(turn, report, event.text, stored, key="addition-as-reply" if asked else "addition-more")
    drop(turn)
    turn.step(ADDED, report=report.id, until=turn.now + FOLLOW_MS)
    _say_added(turn, report, event, asked)


def _text(turn: Turn, draft: ReportDraft) -> str:
    """The words, with the point if one was sent: staff read this line."""
    words = draft.written or draft.spoken
    if draft.lat is None or draft.lon is None:
        return words
    texts = turn.shared.library.texts(turn.shared.default_language)
    point = texts.label("addition-point", lat=f"{draft.lat:.5f}", lon=f"{draft.lon:.5f}")
    return f"{words}\n{point}".strip()


def _say_added(turn: Turn, report: Report, event: ReportEvent, asked: bool) -> None:
    label, number = turn.texts.label, str(report.id)
    text = turn.t("added-as-reply" if asked else "added-more", number=number)
    rows = (
        (Button(label("button-new-message"), f"c_new:{report.id}:{event.id}"),),
        (Button(label("done"), "c_done"),),
    )
    turn.screen(Message(text, rows))


def belongs_to(turn: Turn) -> int:
    """The open report that a message out of the blue is for: replied to, asked about, or just added to; 0 if none.

    Without a consent only a call for help is.
    """
    consent = bool(turn.person.consent_version)
    alive = {report.id: report for report in turn.many("alive", Report) if consent or report.danger == HELP}
    replied = turn.one("replied", SentMessage)
    if replied and replied.report_id in alive:
        return replied.report_id
    just = turn.data.get("report")
    if turn.dialogue.step == ADDED and just in alive and turn.now <= _until(turn.data):
        return int(just)
    return next((r.id for r in alive.values() if r.status == Status.NEEDS_INFO), 0)


def _until(data: dict[str, Any]) -> int:
    until = data.get("until")
    return until if isinstance(until, int) else 0


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
    if report is None:
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


def ask_for_more(turn: Turn, report_id: int, key: str = "adding-ask") -> None:
    """Ask what is to be added; a draft that is being written comes first and may be added itself."""
    draft = draft_of(turn)
    if draft is not None and not draft.empty:
        draft.offer = report_id
        show_draft(turn, draft, turn.t("adding-draft-first", number=str(report_id)))
        return
    draft = begin(turn, into=report_id)
    draft.shown_at = turn.now
    keep(turn, draft, ADDING)
    turn.after(IDLE_MS, IDLE, my_key(turn))
    rows = ((Button(turn.texts.label("cancel"), f"c_cancel:{draft.id}"),),)
    turn.screen(Message(turn.t(key, number=str(report_id)), rows))


def was_new(turn: Turn) -> None:
    """Button «Это новое сообщение»: what was just added becomes a draft of its own."""
    report, history = own_report(turn), history_of(turn)
    wanted = turn.event.argument.rpartition(":")[2]
    event = next((e for e in history if str(e.id) == wanted and e.actor == turn.person.id), None)
    fresh = event is not None and event.kind in ("reply", "added") and turn.now - event.at <= TAKE_BACK_MS
    if report is None or event is None or not fresh or draft_of(turn) is not None:
        tell_old_button(turn)
        return
    draft = begin(turn)
    draft.texts = [["", event.text]] if event.text else []
    own = [file for file in files_of(turn) if file.event_id == event.id]
    draft.files = [_as_dict(file) for file in own]
    for file in own:
        turn.delete(StoredFile, file.id)
    _take_back(turn, report, event, history, [f for f in files_of(turn) if f.event_id != event.id])
    draft.last_at = turn.now
    show_draft(turn, draft)


def _as_dict(file: StoredFile) -> dict[str, Any]:
    names = ("channel", "handle", "kind", "url", "name", "mime", "size", "transcript")
    values = {name: getattr(file, name) for name in names if getattr(file, name)}
    return {**values, "message": file.source_message}


def _take_back(
    turn: Turn, report: Report, event: ReportEvent, history: list[ReportEvent], files: list[StoredFile]
) -> None:
    """The line leaves the report; a question that it answered is open again; staff are told."""
    was_reply = event.kind == "reply"
    event.kind, event.text, event.data = "added", "", json.dumps({"taken_back": True})
    turn.save(event)
    if was_reply and report.status == Status.ACCEPTED:
        move(turn, report, Status.NEEDS_INFO)
    show_card(turn, report, history, files)
    add_to_card(turn, report, "", (), key="addition-taken-back")
