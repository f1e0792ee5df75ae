"""Dates of Open311: W3C's, with an offset or Z; our own are said in the region's zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

DAY = r"(?:\d{4}-\d\d-\d\d|\d{8})"
HOUR = r"(?:\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?|\d{4}(?:\d\d(?:[.,]\d{1,9})?)?)"
SHAPE = re.compile(rf"{DAY}(?:[T ]{HOUR}(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII | re.I)
"""As W3C, ISO 8601 and their users write it: with and without signs between, an offset of hours alone."""
MONTH = re.compile(r"\d{4}(?:-\d\d)?", re.ASCII)
"""W3C's year and month: they begin with their first day."""
BARE_OFFSET = re.compile(r"([T ]\d\d[\d:.,]*) (\d\d(?::?\d\d)?)$", re.ASCII | re.I)


def read_moment(text: str, zone: tzinfo) -> int | None:
    """UTC milliseconds of a date; one without an offset is the region's. A plus in an address arrives as a blank, so a
    blank before the offset is read as one. None for what is no date.
    """
    said = BARE_OFFSET.sub(r"\1+\2", text.strip())
    if MONTH.fullmatch(said):
        said = f"{said}-01-01"[: len("YYYY-MM-DD")]
    if not SHAPE.fullmatch(said):
        return None
    try:
        found = datetime.fromisoformat(said.upper().replace("Z", "+00:00").replace(",", "."))
        if found.tzinfo is None:
            found = found.replace(tzinfo=zone)
        return round(found.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def write_moment(ms: int, zone: tzinfo) -> str | None:
    """2026-11-28T21:05:00+05:00; None for 0."""
    if not ms:
        return None
    return datetime.fromtimestamp(ms // 1000, UTC).astimezone(zone).isoformat(timespec="seconds")
