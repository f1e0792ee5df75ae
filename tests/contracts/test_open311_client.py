"""Our Open311 read by somebody else's client (`georeport`), as it comes from PyPI: real requests, JSON and XML."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.contracts.test_open311 import Client, report, served
from tests.contracts.test_store import save
from tests.world.clock import HOUR, StillClock


def georeport(client: Client, form: str) -> Any:
    from georeport import GeoReport  # it brings requests

    return GeoReport(str(client.make_url("/open311/v2")), output_format=form)


async def kept(store: Store) -> None:
    await save(store, report(1), report(2, status="closed", closed_at=report(2).created_at + HOUR))


@pytest.mark.parametrize("form", ["json", "xml"])
async def test_a_stranger_s_client_finds_services_and_requests(store: Store, tmp_path: Path, form: str) -> None:
    await kept(store)
    async with served(store, tmp_path, public=True, clock=StillClock()) as client:
        theirs = georeport(client, form)
        services = await asyncio.to_thread(theirs.get_service_list)
        assert {"potholes"} <= {service["service_code"] for service in services}
        assert all(service["service_name"] for service in services)
        both = await asyncio.to_thread(theirs.get_service_requests)
        assert {one["service_request_id"]: one["status"] for one in both} == {"1": "open", "2": "closed"}
        closed = await asyncio.to_thread(theirs.get_service_requests, status="closed")
        found = closed if isinstance(closed, list) else [closed]
        assert [one["service_request_id"] for one in found] == ["2"]
        one = await asyncio.to_thread(theirs.get_service_request, "1")
        assert (one["service_request_id"], one["service_code"], one["status"]) == ("1", "potholes", "open")
        days = {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-03-01T00:00:00Z"}
        assert form == "xml" or await asyncio.to_thread(lambda: theirs.get_service_requests(**days)) == []


async def test_a_stranger_s_client_is_told_what_is_wrong(store: Store, tmp_path: Path) -> None:
    from requests import HTTPError

    await kept(store)
    async with served(store, tmp_path, public=True, clock=StillClock()) as client:
        theirs = georeport(client, "json")
        for asked in (lambda: theirs.get_service_request("77"), lambda: theirs.get_service_definition("nothing")):
            with pytest.raises(HTTPError) as told:
                await asyncio.to_thread(asked)
            assert told.value.response.status_code == 404
            assert told.value.response.json()[0]["description"]
    async with served(store, tmp_path) as client:
        theirs = georeport(client, "json")
        with pytest.raises(HTTPError) as told:
            await asyncio.to_thread(theirs.get_service_requests)
        assert told.value.response.status_code in (401, 403)
