"""Which two notices are said to one person as one message: near-equal ones of neighbouring places (decision 0047)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from handlers.notices.content import Area, Content
from handlers.notices.kinds import Severity
from storage.notice_records import Notice

ALIKE = 75.0
"""From 0 to 100: how like their words are at least. What differs stands in the message, so nothing hangs on it but that
two that have nothing to do with each other stay apart.
"""
LONGEST_TOGETHER = 2_500
"""Characters of both: with all that stands around them, they still fit into one message of any messenger."""


def may_be_joined(severity: int) -> bool:
    """An urgent notice never waits for another one, nor stands beside it."""
    return severity < Severity.SEVERE


def may_join(notice: Notice, content: Content) -> bool:
    """Whether a notice is one that may be said with another one. Answers are counted by notice: none with buttons."""
    return may_be_joined(notice.severity) and not notice.link and not notice.ended_at and not content.ask


def near_equal(one: Content, other: Content) -> bool:
    """Whether they say nearly the same of two places."""
    if _but_place(one) != _but_place(other) or one.texts.keys() != other.texts.keys() or one.area == other.area:
        return False
    pairs = [(one.texts[language], other.texts[language]) for language in one.texts]
    if any(len(a) + len(b) > LONGEST_TOGETHER for a, b in pairs):
        return False
    return all(fuzz.ratio(a.casefold(), b.casefold()) >= ALIKE for a, b in pairs)


def _but_place(content: Content) -> Content:
    """All but where, the words, and when it was to be said."""
    return replace(content, area=Area(), texts={}, send_at=0, repeat_min=0, template="")


def begun_again(cursor: str) -> str:
    """How far a notice is that reads its audience once more: whoever is written out is passed over, and public channels
    are not told again.
    """
    if not cursor:
        return ""
    values: dict[str, Any] = json.loads(cursor)
    return json.dumps({**values, "places": {}})
