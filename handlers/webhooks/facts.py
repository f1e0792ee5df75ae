"""What others are told of an event: kept whole with it, written for each by what he may see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handlers.open311.reports import extended_status
from handlers.reports.status import ALIVE, WORDED, LineKind, Status
from handlers.webhooks.events import ERASED, Happening
from storage.hook_records import HookEvent
from storage.notice_records import Notice
from storage.records import Report, ReportEvent
from storage.region.webhooks import TEST_EVENT

MOST_BYTES = 20_000
"""Of a body; longer words are cut and the event says so."""
CLIENT = "open311:"
"""`Report.channel` of what another program brought in is this with its code."""
REPLIES = (LineKind.REPLY, LineKind.ADDED)
SEVERITIES = {1: "minor", 2: "moderate", 3: "severe", 4: "extreme"}


def facts_of(happening: Happening) -> str:
    """`HookEvent.data`: what everybody may see, what only those may who see texts, whose report it is."""
    if happening.notice is not None:
        return _dump({"seen": _of_notice(happening.notice)})
    report = happening.report
    assert report is not None
    if happening.kind == ERASED:
        return _dump({"seen": {"report": str(report.id)}})
    seen = _of_report(report) | ({"was": happening.was} if happening.was else {})
    client = report.channel.removeprefix(CLIENT) if report.channel.startswith(CLIENT) else ""
    theirs = {"client": client, "account_id": report.chat} if client else {}
    line = happening.line.id if happening.line is not None else 0
    return _dump({"seen": seen, "words": _words(report, happening.line), "theirs": theirs, "line": line})


def refreshed(data: str, report: Report) -> str:
    """The same event with what is true of its report now."""
    kept = json.loads(data)
    kept["seen"] |= _of_report(report)
    words = _words(report, None)
    kept["words"] = kept.get("words", {}) | words
    return _dump(kept)


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of events: his code as a client, whether he sees what people wrote, and where Open311 is from
    outside, "" where it is not.
    """

    client: str
    texts: bool = False
    base: str = ""


def event_fields(event: HookEvent, listener: Listener, media: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON of an event for him. `media`: addresses of the pictures that go with it."""
    kept, base = json.loads(event.data), listener.base
    data: dict[str, Any] = {"sequence": event.id, **kept.get("seen", {})}
    if event.drill:
        data["drill"] = True
    if mine := _is_his(kept, listener):
        data |= kept["theirs"]
    if base and event.report_id and event.kind != ERASED:
        data["url"] = f"{base}/requests/{event.report_id}.json"
    words = kept.get("words", {})
    if listener.texts:
        data |= words
    elif mine and "answer" in words:  # he passes it on to its author
        data["answer"] = words["answer"]
    if media:
        data["media"] = list(media)
    return {"type": event.kind, "timestamp": moment(event.at), "data": data}


def pictured(event: HookEvent, listener: Listener) -> tuple[int, int] | None:
    """(report, line of its history or 0) whose pictures go with the event; None where he sees none. What was said
    brings its own, all else the report's.
    """
    kept = json.loads(event.data)
    if not event.report_id or event.kind == ERASED:
        return None
    words, line = kept.get("words", {}), int(kept.get("line", 0))
    said = "answer" in words or "reply" in words
    if not (listener.texts or ("answer" in words and _is_his(kept, listener))):
        return None
    return (event.report_id, line) if said and line else (event.report_id, 0)


def read_line(event: HookEvent, fields: Mapping[str, Any], listener: Listener) -> int:
    """The line of a history that its author's own program has got whole by these fields, as they were sent; else 0."""
    kept = json.loads(event.data)
    whole = kept.get("words", {}).get("answer") == fields["data"].get("answer")
    return int(kept.get("line", 0)) if whole and _is_his(kept, listener) else 0


def _is_his(kept: Mapping[str, Any], listener: Listener) -> bool:
    """Whether he has brought the report."""
    theirs: Mapping[str, str] = kept.get("theirs") or {}
    return bool(theirs) and theirs["client"] == listener.client


def body_of(fields: dict[str, Any]) -> bytes:
    """The bytes that are signed and sent, at most MOST_BYTES: the longest words are cut, and of pictures the last are
    left out, which a report may have two hundred of. ValueError: neither is what is long.
    """
    body, data = _bytes(fields), fields["data"]
    while len(body) > MOST_BYTES:
        sizes = {name: len(said) for name, said in data.items() if isinstance(said, str)}
        sizes["media"] = sum(map(len, data.get("media", ())))
        longest = max(sizes, key=lambda name: sizes[name])
        if not sizes[longest]:
            raise ValueError("nothing to cut")
        data[longest], data["cut"] = data[longest][: len(data[longest]) * 3 // 4], True
        body = _bytes(fields)
    return body


def test_fields(now: int) -> dict[str, Any]:
    """What `otklik hooks test` sends."""
    return {"type": TEST_EVENT, "timestamp": moment(now), "data": {}}


def moment(ms: int) -> str | None:
    """2026-11-28T16:05:00Z; None for 0."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ms else None


def _of_report(report: Report) -> dict[str, Any]:
    return {
        "report": str(report.id),
        "status": "open" if Status(report.status) in ALIVE else "closed",
        "extended_status": extended_status(report.status),
        "service_code": report.topic or None,
        "organisation": report.organisation or None,
        "municipality": report.municipality or None,
        "settlement": report.settlement or None,
        "merged_into": str(report.merged_into) if report.merged_into else None,
        "requested_at": moment(report.created_at),
        "updated_at": moment(report.closed_at or report.updated_at),
        "first_due_at": moment(report.first_due_at),
        "due_at": moment(report.due_at),
    }


def _words(report: Report, line: ReportEvent | None) -> dict[str, Any]:
    words: dict[str, Any] = {
        "text": report.text, "address": report.address or None, "lat": report.lat, "lon": report.lon,
    }  # fmt: skip
    if line is not None and line.kind in WORDED:
        words["answer"] = line.text
    if line is not None and line.kind in REPLIES:
        words["reply"] = line.text
    return words


def _of_notice(notice: Notice) -> dict[str, Any]:
    return {
        "notice": str(notice.id),
        "state": notice.state,
        "kind": notice.kind,
        "severity": SEVERITIES.get(notice.severity),
        "linked": str(notice.linked_id) if notice.linked_id else None,
        "until": moment(notice.until),
    }


def _dump(kept: dict[str, Any]) -> str:
    return json.dumps({"v": 1, **kept}, ensure_ascii=False)


def _bytes(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
