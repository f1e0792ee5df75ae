"""What a line of its history changed of a report goes back: its place and its topic are what they were before it.

    placed, topical = put_back(turn, report, line, data, history)

What was changed after that line stays as it is, and is remembered as changed from what was before the line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handlers.base.turn import Turn
from handlers.reports.card_text import place_before
from handlers.reports.deadlines import give_topic
from handlers.reports.place_keys import set_keys
from handlers.reports.status import LineKind
from handlers.reports.words import PLACE_AT, PLACE_WAS, TOPIC_WAS
from storage.records import Report, ReportEvent

At = tuple[int, int]
Place = tuple[float | None, float | None, str, str, str]


def put_back(
    turn: Turn, report: Report, line: ReportEvent, data: dict[str, Any], history: Sequence[ReportEvent]
) -> tuple[bool, bool]:
    """Whether the place, and whether the topic, is what it was before a line that had this `data`. Saves the report."""
    placed = _is_last(turn, PLACE_WAS, line, data, history)
    if placed:
        report.lat, report.lon, report.settlement, report.municipality, report.address = data[PLACE_WAS]
        set_keys(turn.shared.region, report)
        turn.save(report)
    topic = turn.shared.region.topic(str(data.get(TOPIC_WAS, "")))
    if topic is None or not _is_last(turn, TOPIC_WAS, line, data, history):
        return placed, False
    give_topic(turn.shared.region, report, topic)
    turn.save(report)
    return placed, True


def place_of(report: Report) -> Place:
    """As lines of a history remember it: point, settlement, municipality, address."""
    return report.lat, report.lon, report.settlement, report.municipality, report.address


def place_again(turn: Turn, report: Report) -> str:
    """That the report is again where it is now, for staff."""
    place = place_before(turn.shared.region, {PLACE_WAS: place_of(report)}) or turn.staff_texts.label("card-no-place")
    return turn.staff_texts.label("addition-place-again", place=place)


def data_of(line: ReportEvent) -> dict[str, Any]:
    data = json.loads(line.data or "{}")
    return data if isinstance(data, dict) else {}


def _is_last(turn: Turn, was: str, undone: ReportEvent, data: dict[str, Any], history: Sequence[ReportEvent]) -> bool:
    """Whether this line changed it, and no other one since. The next one that did, if there is one, changed it from
    what was before this one.
    """
    if was not in data:
        return False
    when = _changed_at(was, undone, data)
    later = [(at, line) for line in history if line.id != undone.id and (at := _changes_at(was, line)) and at > when]
    if not later:
        return True
    line = min(later, key=lambda each: each[0])[1]
    if was in (known := data_of(line)):
        line.data = json.dumps({**known, was: data[was]}, ensure_ascii=False)
        turn.save(line)
    return False


def _changes_at(was: str, line: ReportEvent) -> At | None:
    """When a line changed it; None for one that did not. The topic is changed by staff, too."""
    data = data_of(line)
    changed = was in data or (was == TOPIC_WAS and line.kind == LineKind.TOPIC)
    return _changed_at(was, line, data) if changed else None


def _changed_at(was: str, line: ReportEvent, data: dict[str, Any]) -> At:
    """To put such lines in order: a button below a line may move its report later than the line was written."""
    return int(data.get(PLACE_AT, line.at)) if was == PLACE_WAS else line.at, line.id
