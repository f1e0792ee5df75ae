"""The region's quiet hours: what asks people for something waits until they are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.region.region import Region


def awake_at(region: Region, ms: int) -> int:
    """This moment, or the end of the quiet hours in which it lies (UTC ms)."""
    begins, ends = region.quiet_from, region.quiet_to
    local = datetime.fromtimestamp(ms / 1000, UTC).astimezone(region.zone)
    at = local.time().replace(tzinfo=None)
    quiet = begins <= at < ends if begins < ends else at >= begins or at < ends
    if begins == ends or not quiet:
        return ms
    day = local.date() + timedelta(days=1 if at >= ends else 0)
    return round(datetime.combine(day, ends, region.zone).timestamp() * 1000)
