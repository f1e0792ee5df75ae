"""Programs that are told by webhooks, and misbehave: one fails three times in ten, one hangs, one is often gone."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from benchmarks.results import Row
from benchmarks.soaking.program import Program
from bot.sandbox.emulators import Emulated
from storage.region.load import FICTIONAL
from tests.unit.webhooks.endpoint import SECRET, Endpoint

FAILS, HANGS, DIES = "fails", "hangs", "dies"
FAILING = 0.3
HANG_S, AWAY_S, THERE_S = 12.0, (2.0, 20.0), (3.0, 30.0)
"""Some calls hang so long; whoever dies is away and there for so many seconds in turn."""
Look = Callable[..., Awaitable[list[Any]]]
"""tests.chaos.life.Life.look."""

BLOCK = """
[[webhooks]]
code = "{code}"
url = "{url}"
secret_env = "SECRET_A"
events = ["report.*", "notice.*"]
texts = true
private = true
rate = 100
"""


def region_with(integrations: str, folder: Path) -> str:
    """Where a copy of the fictional region with these programs is."""
    region = Path(shutil.copytree(FICTIONAL, folder / "region"))
    (region / "integrations.toml").write_text(integrations, encoding="utf-8")
    return str(region)


class Hearer(Endpoint):
    """One of them, on a port of its own, which it keeps while it is away."""

    port = 0
    _runner: web.AppRunner | None = None

    async def comes(self) -> None:
        app = web.Application()
        app.router.add_post("/otklik", self.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}/otklik"

    async def goes(self) -> None:
        """Calls under way are broken off, new ones are refused."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()


@dataclass
class Hearers:
    """`open`, then `misbehave` until cancelled, then `mend`; `close` in the end."""

    dice: random.Random
    all: dict[str, Hearer] = field(default_factory=dict)
    deaths: int = 0

    async def open(self, folder: Path) -> dict[str, str]:
        """A copy of the fictional region that names them; the variables of `.env` for it."""
        answers = {FAILS: self._fails, HANGS: self._hangs, DIES: lambda: 200}
        for code, answer in answers.items():
            self.all[code] = Hearer(answer)
            await self.all[code].comes()
        blocks = (BLOCK.format(code=code, url=one.url) for code, one in self.all.items())
        return {"REGION": region_with("".join(blocks), folder), "SECRET_A": SECRET}

    def _fails(self) -> Any:
        return self.dice.choice([500, 503, 400, "break"]) if self.dice.random() < FAILING else 200

    def _hangs(self) -> Any:
        return "hang" if self.dice.random() < 0.1 else 200

    async def misbehave(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._lets_go())
            tasks.create_task(self._comes_and_goes())

    async def _lets_go(self) -> None:
        while True:
            await asyncio.sleep(HANG_S)
            one = self.all[HANGS]
            one.let_go.set()
            one.let_go = asyncio.Event()

    async def _comes_and_goes(self) -> None:
        one = self.all[DIES]
        while True:
            await asyncio.sleep(self.dice.uniform(*THERE_S))
            await one.goes()
            self.deaths += 1
            await asyncio.sleep(self.dice.uniform(*AWAY_S))
            await one.comes()

    async def mend(self) -> None:
        """From now on all of them listen."""
        for one in self.all.values():
            one.answer = lambda: 200
            one.let_go.set()
            if one._runner is None:
                await one.comes()

    async def close(self) -> None:
        for one in self.all.values():
            one.let_go.set()
            with suppress(OSError):
                await one.goes()

    # -- what came of it --------------------------------------------------------------------------
    async def rows(self, look: Look) -> list[Row]:
        """How many events each was to be told, and lost, got twice, or got in a wrong order."""
        found: list[Row] = []
        for code, one in self.all.items():
            wanted = {int(event) for (event,) in await look("event_id", "outbox", f"channel = 'hook:{code}'")}
            found.append(_row(code, one, wanted))
        return found


def _row(code: str, one: Hearer, wanted: Iterable[int]) -> Row:
    events = set(wanted)
    came = [(number, said["data"]) for number, said in one.taken]
    got = {_id(number) for number, _ in came}
    twice = len(came) - len({number for number, _ in came})
    lost, unknown = len(events - got), len({_id(n) for n in one.calls} - events)
    wrong = sum(not ordered(data) for data in _by_report(came).values()) + one.forged
    return {
        "what": f"webhook that {code}: events", "of": len(events), "count": lost, "calls": sum(one.calls.values()),
        "got_twice_under_one_id": twice, "in_a_wrong_order": wrong, "under_another_id": unknown,
        "goal": "0 lost, 0 in a wrong order", "met": not (lost or wrong or unknown),
    }  # fmt: skip


def _id(number: str) -> int:
    return int(number.rpartition("_")[2])


def _by_report(came: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[int]]:
    """By the report or notice: the sequences in the order in which they came first."""
    found: dict[str, list[int]] = {}
    for _, data in came:
        about = found.setdefault(f"{data.get('report')} {data.get('notice')}", [])
        if data["sequence"] not in about:
            about.append(data["sequence"])
    return found


def ordered(sequences: list[int]) -> bool:
    return sequences == sorted(sequences)


async def end_all(program: Program, hearers: Hearers, emulators: dict[str, Emulated]) -> None:
    """The program, whether or not it still runs, and all that it talks to."""
    with suppress(AssertionError):
        await program.kill()
    await hearers.close()
    for emulator in emulators.values():
        await emulator.stop()
