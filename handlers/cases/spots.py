"""Where a report or a draft is, as places are compared."""

from __future__ import annotations

from typing import Protocol

from handlers.base.turn import Turn
from handlers.cases.likeness import Spot
from handlers.reports.draft import ReportDraft
from handlers.reports.place_keys import place_keys


class HasSpot(Protocol):
    """A report, or what the statements of cases.sql give of one."""

    @property
    def settlement(self) -> str: ...
    @property
    def street_key(self) -> str: ...
    @property
    def house_key(self) -> str: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


def spot_of(report: HasSpot) -> Spot:
    """Where a report is."""
    return Spot(report.settlement, report.street_key, report.house_key, report.lat, report.lon)


def spot_of_draft(turn: Turn, draft: ReportDraft) -> Spot:
    """Where a draft is."""
    keys = place_keys(turn.shared.region, draft.address)
    return Spot(draft.settlement, keys.street, keys.house, draft.lat, draft.lon)
