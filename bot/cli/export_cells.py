"""Cells of the tables that `export` writes: safe in a spreadsheet, times in the region's zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so, or with such a sign in full width, would be calculated by a spreadsheet: an apostrophe goes
before what persons wrote."""

INSIDE = re.compile(r"([;\t\r\n][^\S\r\n]*)(?=(\S))")
"""Where a spreadsheet that takes semicolons, as Russian ones do, would begin a cell or a row of its own within what a
person wrote.
"""


def time_cell(ms: int, zone: ZoneInfo) -> str:
    """ISO 8601; empty for "not yet"."""
    if not ms:
        return ""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone).isoformat(timespec="seconds")


def cell(value: Any) -> str:
    """What persons wrote, so that it is never calculated."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    safe = INSIDE.sub(lambda found: found[1] + ("'" if _calculates(found[2]) else ""), value)
    return f"'{safe}" if _calculates(value) else safe


def _calculates(text: str) -> bool:
    return normalize("NFKC", text[:1]).startswith(FORMULA)
