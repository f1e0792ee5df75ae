"""A point of the map in a draft: sent by the messenger, or its numbers in words («60.3105, 63.5212», a link)."""

from __future__ import annotations

import re

from handlers.base.turn import Turn
from handlers.places.find import locate
from handlers.reports.draft import ReportDraft

NUMBERS = re.compile(r"(?<![\d.])(-?\d{1,3}\.\d{2,})(?:[\s,;/]{1,3}|%2C)(-?\d{1,3}\.\d{2,})(?![\d.])", re.IGNORECASE)
"""Latitude and longitude, or the other way round, as links of maps have them; fewer digits are no point."""


def set_point(turn: Turn, draft: ReportDraft, lat: float, lon: float) -> None:
    settlement, municipality = locate(turn.shared.region, lat, lon)
    draft.lat, draft.lon, draft.placeless = lat, lon, False
    draft.settlement = settlement.code if settlement else ""
    draft.municipality = municipality.code if municipality else ""
    draft.outside = settlement is None and municipality is None


def take_said_point(turn: Turn, draft: ReportDraft) -> None:
    """The first two numbers in its words that are a point of the region are its place."""
    for found in NUMBERS.finditer(draft.written):
        one, other = float(found[1]), float(found[2])
        for lat, lon in ((one, other), (other, one)):
            if abs(lat) <= 90 and abs(lon) <= 180 and any(locate(turn.shared.region, lat, lon)):
                set_point(turn, draft, lat, lon)
                return
