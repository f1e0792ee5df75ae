"""Whether people notice other programs: how long they wait for /help while webhooks misbehave, while a program asks.

Three copies of the whole program as processes, each with emulated messengers and people of its own: alone, with three
webhooks (one fails three times in ten, one hangs, one dies and comes back), with a program that asks by Open311 as
often as it may. One lives for some seconds while the other two are stopped, in turn and every other round in the
opposite order, so that whatever else the machine does falls on all of them alike. Messengers and receivers are in this
process; what the receivers cost it, and what came due while a copy stood still, counts against the webhooks.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.meter import percentile
from benchmarks.results import Row
from benchmarks.soaking.hearers import Hearers, end_all, region_with
from benchmarks.soaking.program import Program
from benchmarks.soaking.town import Town
from bot.clock import RealClock
from bot.sandbox.emulators import Emulated, open_all
from bot.sandbox.world import Change, Messenger
from tests.chaos.life import told

MINUTES, QUICK_MINUTES = 10.0, 2.0
PIECE_S, SETTLE_S, DRAIN_S = 8.0, 2.0, 60.0
"""A piece is measured for so long, after so long in which the copy comes to itself; so long the last may wait."""
CITIZENS, ASKERS = 40, 8
"""People who report, in all; people who ask, in each messenger."""
ASK_S = (1.5, 2.5)
"""From an answer to the next question: a chat takes one message a second."""
ALONE, HOOKED, ASKED = "nobody", "three webhooks that misbehave", "a program that asks"
CLIENT_RATE, CLIENT_KEY = 10.0, "k" * 40
CLIENT = """
[[clients]]
code = "bench"
name = { ru = "bench" }
key_env = "KEY_A"
may = ["read"]
texts = true
"""
MOVED = 0.05
"""The share by which people's p95 may move."""
DRAWN = 400
"""So often rounds are drawn again, to see by how much the figure could be another one."""
NOT_COUNTED = -1
Waits = dict[int, list[float]]


def measure(
    quick: bool, profile: str = "", *, minutes: float = 0.0, seed: int = 0, engine: str = "sqlite"
) -> list[Row]:
    """SQLite alone. `minutes`: of all three together."""
    return asyncio.run(_measured(minutes or (QUICK_MINUTES if quick else MINUTES), random.Random(seed)))


async def _measured(minutes: float, dice: random.Random) -> list[Row]:
    async with AsyncExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="otklik-beside-"))
        sides = [Side(name, Path(place) / str(number), dice) for number, name in enumerate((ALONE, HOOKED, ASKED))]
        for side in sides:
            stack.push_async_callback(side.close)
            await side.open()
        until, rounds = time.monotonic() + 60 * minutes, 0
        while time.monotonic() < until or rounds < 2:
            for side in sides[:: 1 if rounds % 2 else -1]:
                await side.lives(rounds)
            rounds += 1
        alone = sides[0]
        return [*(_moved(alone, side, dice) for side in sides[1:]), *(row for side in sides for row in side.told())]


@dataclass
class Asker:
    """Somebody in a messenger who asks for help again and again; `waits`: (round, seconds until he had the answer)."""

    world: Messenger
    user: str
    pace: Pace
    waits: list[tuple[int, float]] = field(default_factory=list)
    waiting: asyncio.Future[None] | None = None

    async def lives(self, dice: random.Random) -> None:
        self.world.listeners.append(self._heard)
        while True:
            await asyncio.sleep(dice.uniform(*ASK_S))
            await self.pace.goes.wait()
            number, began = self.pace.round, time.perf_counter()
            self.waiting = asyncio.get_running_loop().create_future()
            self.world.say(self.user, self.user, "/help")
            await self.waiting
            self.waiting = None
            self.waits.append((number, time.perf_counter() - began))

    def _heard(self, change: Change) -> None:
        said = change.kind == "message" and change.message is not None and change.message.sender == "bot"
        if said and change.chat == self.user and self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(None)


@dataclass
class Pace:
    """Whether people act now, and in which round what they wait for counts."""

    goes: asyncio.Event = field(default_factory=asyncio.Event)
    round: int = NOT_COUNTED


class Side:
    """One copy of the program with its people, its messengers and whoever else it has to do with."""

    def __init__(self, name: str, folder: Path, dice: random.Random) -> None:
        self.name, self.folder, self.dice = name, folder, random.Random(dice.random())
        folder.mkdir()
        self.pace, self.program, self.hearers = Pace(), Program(folder, {}), Hearers(self.dice)
        self.emulators: dict[str, Emulated] = open_all(RealClock())
        self.askers: list[Asker] = []
        self.answered: list[int] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """It runs, its people are there, and it stands still."""
        setattr(self.emulators["telegram"], "token", f"1000001:{'A' * 35}")  # noqa: B010 - of the shape of a real one
        for emulator in self.emulators.values():
            await emulator.serve()
        url = f"sqlite:///{self.folder / 'otklik.db'}"
        town = Town(self.dice, self.emulators, self.program, url, RealClock())  # type: ignore[arg-type]  # real time
        town.settle_in(CITIZENS)
        self._ask_in([*self.emulators.values()])
        values = self.program.values
        values |= {
            f"{name}_{key}".upper(): str(value)
            for name, emulator in self.emulators.items()
            for key, value in told(emulator.variables()).items()
        }
        if self.name == HOOKED:
            values |= await self.hearers.open(self.folder)
        elif self.name == ASKED:
            values |= {"REGION": region_with(CLIENT, self.folder), "OPEN311": "true", "KEY_A": CLIENT_KEY}
        values |= {"ADMIN_CHAT": town.scene.admin_chat, "DATABASE_URL": url, "DATA_DIR": str(self.folder)}
        await self.program.start()
        await town.is_listened_to()
        works: list[Callable[[], Awaitable[None]]] = [lambda: self._traffic(town)]
        works += [self.hearers.misbehave] if self.name == HOOKED else [self._asks] if self.name == ASKED else []
        works += [lambda asker=asker: asker.lives(self.dice) for asker in self.askers]  # type: ignore[misc]
        self._tasks = [asyncio.ensure_future(work()) for work in works]
        self.program.freeze()

    def _ask_in(self, worlds: Sequence[Messenger]) -> None:
        for world in worlds:
            for _ in range(ASKERS):
                user = world.add_person("Свидетель").id
                world.start(user)
                self.askers.append(Asker(world, user, self.pace))

    async def lives(self, number: int) -> None:
        """One piece: it goes on, comes to itself, is measured, answers what was asked, and stands still again."""
        self.program.thaw()
        self.pace.goes.set()
        await asyncio.sleep(SETTLE_S)
        self.pace.round = number
        await asyncio.sleep(PIECE_S)
        self.pace.round = NOT_COUNTED
        self.pace.goes.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_S):
                while any(asker.waiting is not None for asker in self.askers):  # noqa: ASYNC110 - a pause in any case
                    await asyncio.sleep(0.05)
        for task in self._tasks:
            if task.done():
                task.result()
        self.program.freeze()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await end_all(self.program, self.hearers, self.emulators)

    async def _traffic(self, town: Town) -> None:
        while True:
            await self.pace.goes.wait()
            await town.acts()

    async def _asks(self) -> None:
        """As often as it may."""
        url = f"http://127.0.0.1:{self.program.port}/open311/v2/requests.json"
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {CLIENT_KEY}"}) as session:
            while True:
                await self.pace.goes.wait()
                async with session.get(url, params={"page_size": "100"}) as answer:
                    await answer.read()
                    self.answered.append(answer.status)
                await asyncio.sleep(1 / CLIENT_RATE)

    # -- what came of it --------------------------------------------------------------------------
    def waits(self, messenger: str = "") -> Waits:
        """By round, seconds; of all messengers, or of one."""
        found: Waits = {}
        for asker in self.askers:
            for number, seconds in asker.waits:
                if number != NOT_COUNTED and messenger in ("", asker.world.name):
                    found.setdefault(number, []).append(seconds)
        return found

    def told(self) -> list[Row]:
        rows: list[Row] = [
            {"what": f"webhook that {code}", "calls": sum(one.calls.values()), "taken": len(one.taken)}
            for code, one in self.hearers.all.items()
        ]
        if self.name == ASKED:
            rows.append({"what": ASKED, "calls": len(self.answered), "taken": self.answered.count(200)})
        return rows


def _moved(alone: Side, beside: Side, dice: random.Random) -> Row:
    without, found = alone.waits(), beside.waits()
    rounds = sorted(without.keys() & found.keys())
    pairs = {name: (alone.waits(name), beside.waits(name)) for name in alone.emulators}
    drawn = [_mean(pairs, dice.choices(rounds, k=len(rounds))) for _ in range(DRAWN)]
    moved, low, high = _mean(pairs, rounds), percentile(drawn, 0.05), percentile(drawn, 0.95)
    ours, theirs = ([seconds for number in rounds for seconds in side[number]] for side in (without, found))
    return {
        "what": f"a person's wait for /help beside {beside.name}", "p95_s": round(percentile(theirs, 0.95), 4),
        "p95_alone_s": round(percentile(ours, 0.95), 4), "median_s": round(percentile(theirs, 0.5), 4),
        "median_alone_s": round(percentile(ours, 0.5), 4), "of": len(ours) + len(theirs), "rounds": len(rounds),
        "moved_percent": round(100 * moved, 1), "nine_in_ten": f"{100 * low:.1f} to {100 * high:.1f}",
        **{f"{name}_percent": round(100 * _share(*pair, rounds), 1) for name, pair in pairs.items()},
        "goal": f"p95 at most {100 * MOVED:.0f} % more", "met": moved <= MOVED,
    }  # fmt: skip


def _mean(pairs: Mapping[str, tuple[Waits, Waits]], rounds: Sequence[int]) -> float:
    """Of all messengers: in one that is slow by itself the others' waits would not be seen."""
    return statistics.fmean(_share(*pair, rounds) for pair in pairs.values())


def _share(without: Waits, found: Waits, rounds: Sequence[int]) -> float:
    """By how much the p95 over these rounds is more beside than alone."""
    alone, beside = (
        percentile([seconds for number in rounds for seconds in side.get(number, ())], 0.95)
        for side in (without, found)
    )
    return beside / alone - 1 if alone else 0.0
