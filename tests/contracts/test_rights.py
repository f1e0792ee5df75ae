"""Who is let in at which door for other programs: one count of wrong keys and one pace for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.delivery.shelf import Shelf
from bot.notices.fetch import WebFetcher
from bot.programs import Programs
from bot.settings import Settings
from bot.web.callers import WRONG
from bot.web.metrics import Metrics
from storage.region.clients import BURST, RIGHTS, ApiClient
from tests.databases import open_file
from tests.unit.operator.office import Office
from tests.world.world import World, fictional

BASE = "/open311/v2"
DOORS = (
    ("GET", f"{BASE}/requests.json", "read"), ("GET", f"{BASE}/requests.xml", "read"),
    ("GET", f"{BASE}/requests", "read"), ("GET", f"{BASE}/requests/1.json", "read"),
    ("GET", f"{BASE}/servicerequestupdates.json", "read"), ("GET", f"{BASE}/servicerequestupdates", "read"),
    ("GET", f"{BASE}/events", "read"), ("GET", f"{BASE}/events.json", "read"),
    ("GET", f"{BASE}/tokens/1.json", "file"), ("POST", f"{BASE}/requests.json", "file"),
    ("POST", f"{BASE}/requests", "file"), ("POST", f"{BASE}/servicerequestupdates.json", "answer file"),
    ("POST", f"{BASE}/servicerequestupdates", "answer file"), ("POST", "/back-office/answers", "answer"),
)  # fmt: skip
ONE_OF_EACH = (DOORS[0], DOORS[6], DOORS[9], DOORS[11], DOORS[13])
FORM = {"service_code": "potholes", "lat": "60.3", "long": "63.5", "service_request_id": "1", "status": "OPEN"}

Client = TestClient[web.Request, web.Application]


class _Leads:
    """What is asked of the health status here."""

    def __init__(self, office: Office) -> None:
        self.clock = office.world.clock

    def mind(self, *told: object) -> None:
        """Nothing is watched."""

    def lead(self) -> tuple[bool, dict[str, Any]]:
        return True, {}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Client]:
    """All doors of the program, for one client of each right."""
    async with opened(tmp_path, [client(right, {right}) for right in RIGHTS]) as served:
        yield served


@asynccontextmanager
async def opened(folder: Path, clients: Iterable[ApiClient]) -> AsyncIterator[Client]:
    region = replace(fictional(), clients=tuple(clients))
    with pytest.MonkeyPatch.context() as environment:
        for known in region.clients:
            environment.setenv(known.key_env, key(known.code))
        store = await open_file(folder)
        office = Office(World(store, region=region))
        said = Settings(open311=True, data_dir=folder)
        programs = Programs(said, store, office.world.clock, Metrics(), WebFetcher())
        app = web.Application()
        shelf = Shelf(folder, None, office.world.clock)
        app.add_routes(programs.routes(office.intake, _Leads(office), shelf))
        async with TestClient(TestServer(app)) as http:
            yield http
        await store.close()


def client(code: str, may: Iterable[str], **values: Any) -> ApiClient:
    return ApiClient(code, {"ru": code}, f"KEY_{code.upper()}", may=frozenset(may), **values)


def key(code: str) -> str:
    return f"{code}-{'k' * 40}"


async def knock(http: Client, method: str, path: str, said: str) -> ClientResponse:
    body: dict[str, Any] = {"json": []} if "back-office" in path else {"data": FORM} if method == "POST" else {}
    return await http.request(method, path, headers={"Authorization": f"Bearer {said}"}, **body)


@pytest.mark.parametrize("right", RIGHTS)
async def test_a_client_gets_in_at_the_doors_of_its_rights_alone(house: Client, right: str) -> None:
    for method, path, wanted in DOORS:
        answer = await knock(house, method, path, key(right))
        assert (answer.status == 403) == (right not in wanted.split()), (right, method, path, await answer.text())


async def test_whoever_guesses_keys_has_ten_tries_at_all_doors_together(house: Client) -> None:
    for number in range(WRONG):
        method, path, _ = ONE_OF_EACH[number % len(ONE_OF_EACH)]
        assert (await knock(house, method, path, f"{number}" * 40)).status == 403
    for method, path, rights in DOORS:
        assert (await knock(house, method, path, key(rights.split()[0]))).status == 429, path


async def test_the_pace_of_a_client_is_one_at_all_doors(tmp_path: Path) -> None:
    async with opened(tmp_path, [client("all", RIGHTS, rate=0.001)]) as house:
        for number in range(BURST):
            method, path, _ = ONE_OF_EACH[number % len(ONE_OF_EACH)]
            assert (await knock(house, method, path, key("all"))).status not in (403, 429), (number, path)
        for method, path, _ in ONE_OF_EACH:
            assert (await knock(house, method, path, key("all"))).status == 429, path
