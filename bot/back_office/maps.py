"""How a client's tables are read."""

from __future__ import annotations

from handlers.base.shared import Shared
from storage.region.table_maps import TableMap


def map_of(shared: Shared, client: str) -> TableMap:
    """As the region's folder says; our own names where it says nothing."""
    found = (each for each in shared.region.table_maps if each.client == client)
    return next(found, None) or plain_map(client)


def plain_map(client: str) -> TableMap:
    """Our own names and words."""
    return TableMap(client)


def list_map(shared: Shared, client: str) -> TableMap:
    """For lists (JSON), which have our names, and the client's own words all the same."""
    found = map_of(shared, client)
    return TableMap(client, kinds=found.kinds, organisations=found.organisations, dates=found.dates, kind=found.kind)
