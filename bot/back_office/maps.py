"""How a client's tables are read."""

from __future__ import annotations

from handlers.outside.table import MOST_BYTES, TableRead, read_csv, read_json
from storage.region.region import Region
from storage.region.table_maps import TableMap


def map_of(region: Region, client: str) -> TableMap:
    """As the region's folder says; our own names where it says nothing."""
    found = (each for each in region.table_maps if each.client == client)
    return next(found, None) or TableMap(client)


def list_map(region: Region, client: str) -> TableMap:
    """For lists (JSON), which have our names, and the client's own words all the same."""
    found = map_of(region, client)
    return TableMap(client, kinds=found.kinds, organisations=found.organisations, dates=found.dates, kind=found.kind)


def read_document(region: Region, client: str, name: str, data: bytes) -> tuple[TableRead, TableMap]:
    """A file by its name: what stands in it, and with which map its rows are read."""
    as_list = name.lower().endswith(".json")
    table_map = list_map(region, client) if as_list else map_of(region, client)
    if len(data) > MOST_BYTES:
        return TableRead(fault="bytes", values={"most": str(MOST_BYTES // 1024 // 1024)}), table_map
    return read_json(data) if as_list else read_csv(data, table_map), table_map
