"""What other programs' questions cost with a million reports: a page of GET /requests and of /servicerequestupdates."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from benchmarks.fill import NOW, Size, fill
from benchmarks.meter import percentile
from benchmarks.results import Row
from bot.clock import RealClock
from bot.notices.fetch import WebFetcher
from bot.web.callers import Callers
from bot.web.client_bodies import ClientBodies
from bot.web.client_files import ClientFiles
from bot.web.notice_files import NoticeFiles
from bot.web.open311 import PREFIX, Open311
from bot.web.open311_filing import Open311Filing
from handlers.base.routes import Router
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.intake import Intake
from storage.ids import Ids
from storage.open import make_store
from storage.region.clients import ApiClient
from storage.region.load import FICTIONAL, load_region

LARGE, QUICK = Size(people=300_000, reports=1_000_000, outbox=0), Size(people=30_000, reports=100_000, outbox=0)
ROUNDS = 60
GOAL_MS = 50.0
PAGE = 100
KEY = "k" * 40
CLIENT = ApiClient("bench", {"ru": "bench"}, "KEY", may=frozenset({"read"}), texts=True, rate=1_000_000)
DAY_S = 86_400
Took = tuple[float, float]


def measure(quick: bool, profile: str = "") -> list[Row]:
    """SQLite, over a real connection on this machine, one question after the other."""
    size = QUICK if quick else LARGE
    with tempfile.TemporaryDirectory(prefix="otklik-open311-") as folder:
        path = Path(folder) / "otklik.db"
        fill(path, size)
        return asyncio.run(_measured(path, size))


async def _measured(path: Path, size: Size) -> list[Row]:
    store = make_store(f"sqlite:///{path}")
    await store.open()
    region = replace(load_region(FICTIONAL), clients=(CLIENT,))
    library, ids = Library(region.zone), Ids({"audit": 10**9})
    shared = Shared(region, library, ids, None, lambda text: [], lambda text: False)
    clock = _LateClock()
    intake = Intake(store, shared, Router(), clock, _nobody, lambda changes: None)
    callers = Callers((CLIENT,), {"KEY": KEY}, clock, public=False)
    filing = Open311Filing(intake, ClientBodies(callers, ClientFiles(WebFetcher(), path.parent / "brought")))
    app = web.Application()
    app.add_routes(Open311(intake, callers, NoticeFiles(store, path.parent), filing).routes())
    try:
        async with TestClient(TestServer(app)) as client:
            return [_row(what, await _asked(client, query), size) for what, query in _questions()]
    finally:
        await store.close()


class _LateClock(RealClock):
    """It is the end of the year of which the reports are."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = NOW - super().now()

    def now(self) -> int:
        return super().now() + self._ahead


async def _nobody(chat: object, user: str) -> str:
    return "gone"


def _questions() -> Sequence[tuple[str, Sequence[str]]]:
    """Each with another page or another day a round."""
    pages = [f"requests.json?page_size={PAGE}&page={1 + n % 100}" for n in range(ROUNDS)]
    days = [_since(n) for n in range(ROUNDS)]
    return (
        (f"GET /requests, {PAGE} a page, to the 100th page", pages),
        (f"GET /requests of a day, {PAGE} a page", [f"requests.json?page_size={PAGE}&{day}" for day in days]),
        ("GET /requests by time of the last change", [f"requests.json?page_size={PAGE}&updated_after={_day(n)}"
                                                      for n in range(ROUNDS)]),
        ("GET /requests of one organisation that has none", ["requests.json?organisation=water"] * ROUNDS),
        ("the same by time of the last change",
         [f"requests.json?organisation=water&updated_after={_day(n)}" for n in range(ROUNDS)]),
        ("GET /servicerequestupdates of a day", [f"servicerequestupdates.json?page_size={PAGE}&{day}" for day in days]),
        ("GET /servicerequestupdates of a month, to the 100th page",
         [f"servicerequestupdates.json?page_size={PAGE}&start_date={_day(30)}&page={1 + n % 100}"
          for n in range(ROUNDS)]),
    )  # fmt: skip


def _day(number: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(NOW / 1000 - (1 + number) * DAY_S))


def _since(number: int) -> str:
    return f"start_date={_day(number)}T00:00:00Z&end_date={_day(number)}T23:59:59Z"


async def _asked(client: TestClient[web.Request, web.Application], questions: Sequence[str]) -> list[Took]:
    """Milliseconds of each, after one that warms up: on the clock, and of CPU, the asking program's share with it."""
    took = []
    for question in (questions[0], *questions):
        began, cpu = time.perf_counter(), time.process_time()
        answer = await client.get(f"{PREFIX}/{question}", headers={"Authorization": f"Bearer {KEY}"})
        await answer.read()
        if answer.status != 200:
            raise SystemExit(f"{question}: {answer.status} {await answer.text()}")
        took.append(((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000))
    return took[1:]


def _row(what: str, took: list[Took], size: Size) -> Row:
    clock, cpu = [each for each, _ in took], [each for _, each in took]
    p95 = percentile(clock, 0.95)
    return {
        "what": what, "reports": size.reports, "p50_ms": round(percentile(clock, 0.5), 1), "p95_ms": round(p95, 1),
        "cpu_p95_ms": round(percentile(cpu, 0.95), 1),
        "goal": f"p95 {GOAL_MS:.0f} ms", "met": p95 <= GOAL_MS,
    }  # fmt: skip
