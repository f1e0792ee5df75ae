"""Where a report or a draft is, as places are compared."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.cases.likeness import Spot
from handlers.reports.draft import ReportDraft
from handlers.reports.place_keys import place_keys
from storage.records import Report


def spot_of(report: Report) -> Spot:
    """Where a report is."""
    return Spot(report.settlement, report.street_key, report.house_key, report.lat, report.lon)


def spot_of_draft(turn: Turn, draft: ReportDraft) -> Spot:
    """Where a draft is."""
    keys = place_keys(turn.shared.region, draft.address)
    return Spot(draft.settlement, keys.street, keys.house, draft.lat, draft.lon)
