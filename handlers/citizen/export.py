"""Everything that is stored about a person, for a person to read: the content of the file that /privacy gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from handlers.reports.details import details_in_words
from handlers.reports.status import GRACED
from storage.changes import Query
from storage.marks import told_columns
from storage.records import Delivery, Dialogue, Record, Report, ReportEvent, StoredFile

NOT_STARTED = ("", Delivery.CALLED_OFF)
BESIDE_REPORTS = (
    "subscription",
    "areas",
    "places",
    "notices",
    "responses",
    "codes",
    "shift",
    "promises",
    "connections",
    "connect codes",
    "told to other programs",
)
"""What he is warned of and where, what he was told in notices and answered, which days he was promised; his shift, if
he is of the staff; what other programs were told of his reports, or may ask for."""


def export_queries(person_id: int) -> tuple[Query, ...]:
    """What has to be read; the results go to `export_json` by their `into`."""
    return (
        Query("person_by_id", (person_id,), "person"),
        Query("accounts_of_person", (person_id,), "accounts"),
        Query("citizen_all_reports", (person_id,), "reports"),
        Query("citizen_history", (person_id,), "history"),
        Query("citizen_files", (person_id,), "files"),
        Query("citizen_dialogues", (person_id,), "dialogues"),
        Query("subscription_of", (person_id,), "subscription"),
        Query("subscription_areas_of", (person_id,), "areas"),
        Query("places_of", (person_id,), "places"),
        Query("recipients_of", (person_id,), "notices"),
        Query("responses_of", (person_id,), "responses"),
        Query("join_codes_of", (person_id,), "codes"),
        Query("shift_of", (person_id,), "shift"),
        Query("promises_of", (person_id,), "promises"),
        Query("connections_of", (person_id,), "connections"),
        Query("connect_codes_of", (person_id,), "connect codes"),
        Query("hook_events_of", (person_id,), "told to other programs"),
    )


def export_json(rows: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The rows of `export_queries`, by their names, as a tree: times in ISO 8601 (UTC), empty values left out.

    Each report holds its history and files; a file's "stored as" is its path below DATA_DIR/files.
    """
    return {
        "person": [_readable(row) for row in rows.get("person", ())],
        "accounts": [_readable(row) for row in rows.get("accounts", ())],
        "reports": [_report(row, rows) for row in rows.get("reports", ())],
        "dialogues": [_dialogue(row) for row in rows.get("dialogues", ())],
        **{name: [_readable(row) for row in rows.get(name, ())] for name in BESIDE_REPORTS},
    }


def _report(report: Report, rows: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    history: list[ReportEvent] = [e for e in rows.get("history", ()) if e.report_id == report.id]
    files: list[StoredFile] = [f for f in rows.get("files", ()) if f.report_id == report.id]
    told = [e for e in history if e.kind not in GRACED or e.delivery not in NOT_STARTED]
    return {
        **_readable(report),
        **({"details": answers} if (answers := details_in_words(report, report.language)) else {}),
        "history": [_readable(event) for event in told],
        "files": [{**_readable(file), "stored as": file.path} for file in files],
    }


def _dialogue(dialogue: Dialogue) -> dict[str, Any]:
    return {**_readable(dialogue), "data": json.loads(dialogue.data or "{}")}


def _readable(record: Record) -> dict[str, Any]:
    """What each column's mark lets a person have (storage.marks)."""
    return {
        name.replace("_", " "): _moment(value) if mark.moment else value
        for name, (value, mark) in told_columns(record).items()
        if value not in (None, "", 0, "{}")
    }


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
