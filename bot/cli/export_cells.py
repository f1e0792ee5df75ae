"""Cells of the tables that `export` writes: safe in a spreadsheet, times in the region's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so, or with such a sign in full width, would be calculated by a spreadsheet: an apostrophe goes
before what persons wrote."""


def time_cell(ms: int, zone: ZoneInfo) -> str:
    """ISO 8601; empty for "not yet"."""
    if not ms:
        return ""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone).isoformat(timespec="seconds")


def cell(value: Any) -> str:
    """What persons wrote, so that it is never calculated."""
    if value is None:
        return ""
    if isinstance(value, str) and normalize("NFKC", value[:1]).startswith(FORMULA):
        return "'" + value
    return str(value)
