"""Days that rows of other systems promise: ISO, and as the client's map says that it writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from storage.region.region import Region

MIDNIGHT = time()
LONGEST_DAY = 10
"""Characters of a day as ISO writes it; what is longer has an hour, with or without minutes."""


def read_when(text: str, forms: Sequence[tuple[str, bool]], region: Region) -> int | None:
    """UTC milliseconds; a day alone is the end of its working hours, and so is its midnight, as which spreadsheets and
    programs write a day. None for what is no date.
    """
    found = _iso(text) or next((each for each in (_by(text, form) for form in forms) if each is not None), None)
    if found is None:
        return None
    at, has_hour = found
    if at.tzinfo is None:
        at = at.replace(tzinfo=region.zone)
    try:
        here = at.astimezone(region.zone)
        if not has_hour or here.time() == MIDNIGHT:
            here = here.replace(hour=region.closes.hour, minute=region.closes.minute)
        return round(here.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> tuple[datetime, bool] | None:
    try:
        return datetime.fromisoformat(text), len(text) > LONGEST_DAY
    except ValueError:
        return None


def _by(text: str, form: tuple[str, bool]) -> tuple[datetime, bool] | None:
    shape, has_hour = form
    try:
        return datetime.strptime(text, shape), has_hour  # noqa: DTZ007 - the zone is the region's, see read_when
    except ValueError:
        return None
