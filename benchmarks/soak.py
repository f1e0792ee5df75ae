"""Everything at once: people, kills, faulty messengers, hostile inputs, a database that does not answer, webhooks that
fail, hang and are gone.

The whole program as an installation runs it, over the sandbox's emulated messengers with their limits on, on SQLite
or on PostgreSQL, which is killed, restarted, refuses the program and loses its answers.
Two thirds of the time it is killed or stopped again and again, the last third it lives on under the same troubles:
there its memory is measured. Everything follows from the seed but the machine's own timing.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.meter import percentile
from benchmarks.results import Row
from benchmarks.soaking.databases import Database, open_database
from benchmarks.soaking.hearers import Hearers, end_all
from benchmarks.soaking.losses import Losses, count
from benchmarks.soaking.program import Program
from benchmarks.soaking.town import Town
from benchmarks.soaking.troubles import Troubles
from bot.clock import RealClock
from bot.sandbox.emulators import Emulated, open_all
from tests.chaos.announcing import Announcing
from tests.chaos.life import told
from tests.contracts.raw import run_raw

MINUTES = 2.0
RESTLESS = 2 / 3
"""This share of the time it is restarted; afterwards it lives on."""
CITIZENS, LISTENERS = 40, 600
NOTICE_EACH = 3
"""Restarts to a notice to everybody."""
CALM_S = 1_200.0
"""Within this after the last trouble everything has to be said; the operators' chat takes 20 messages a minute."""
NEAR_MS = 15_000
HOOKS_S = 300.0
"""So long what waits for webhooks may take, once all of it is due and they listen."""
OF_HOOKS = "channel LIKE 'hook:%'"


@dataclass
class Soak:
    seed: int
    minutes: float
    town: Town
    program: Program
    announcing: Announcing
    troubles: Troubles
    hearers: Hearers
    late_s: float = 0.0
    told: list[Row] = field(default_factory=list)
    caught_up: bool = True

    async def run(self) -> Losses:
        dice = self.town.dice
        await self.program.start()
        await self.town.is_listened_to()
        self.announcing.settle_in(LISTENERS)
        pace = min(20.0, max(4.0, self.minutes))
        async with asyncio.TaskGroup() as tasks:
            going = [
                tasks.create_task(self.town.lives()),
                tasks.create_task(self.troubles.happen(0.2, pace / 2)),
                tasks.create_task(self._watches()),
                tasks.create_task(self.hearers.misbehave()),
            ]
            until = time.monotonic() + 60 * self.minutes
            await self._restarts(time.monotonic() + 60 * self.minutes * RESTLESS, dice, 3 * pace)
            await asyncio.sleep(until - time.monotonic())
            for task in (*going[:2], going[3]):
                task.cancel()
            for silence in self.town.silences.values():
                silence.ends()
            self.troubles.clear()
            await self.hearers.mend()
            await self._becomes_calm()
            going[2].cancel()
        await self._tells_the_rest()
        self.told = await self.hearers.rows(self.town.look)
        losses = await count(self.town, self.announcing)
        await self.program.stop()
        return losses

    async def _restarts(self, until: float, dice: random.Random, longest_s: float) -> None:
        number, announced = 0, False
        while time.monotonic() < until:
            await asyncio.sleep(dice.uniform(0.5, 6) if announced else dice.uniform(3, longest_s))
            await (self.program.stop() if dice.random() < 0.25 else self.program.kill())
            number += 1
            announced = number % NOTICE_EACH == 0
            if announced:
                async with self.town.database:
                    await self.announcing.announce()
            await self.program.start()

    async def _watches(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.program.look()
            await self.program.revive()

    async def _becomes_calm(self) -> None:
        began = time.monotonic()
        while await self._is_busy():
            if time.monotonic() - began > CALM_S:
                self.caught_up = False
                break
            await asyncio.sleep(0.5)
        self.late_s = time.monotonic() - began

    async def _tells_the_rest(self) -> None:
        """What webhooks have still to be told waits for an attempt in minutes or hours: as if these had gone by."""
        await self.program.stop()
        async with self.town.database:
            await run_raw(
                self.town.url, "UPDATE outbox SET due_at = created_at WHERE channel LIKE 'hook:%' AND finished_at = 0"
            )
        await self.program.start()
        until = time.monotonic() + HOOKS_S
        while await self.town.look("id", "outbox", f"{OF_HOOKS} AND finished_at = 0 LIMIT 1"):
            if time.monotonic() > until:
                break
            await asyncio.sleep(0.5)

    async def _is_busy(self) -> bool:
        town, soon = self.town, town_now(self.town) + NEAR_MS
        if any(emulator.pending() for emulator in town.emulators.values()):
            return True
        near = f"kind <> 'idle' AND kind <> 'drop_draft' AND due_at < {soon}"
        return bool(
            await town.look("id", "outbox", f"NOT {OF_HOOKS} AND state < 2 LIMIT 1")
            or await town.look("key", "timer", near)
        )

    # -- figures ---------------------------------------------------------------------------------
    def rows(self, losses: Losses) -> list[Row]:
        town = self.town
        notices = sum(len(accounts) for _, accounts in self.announcing.made.values())
        return [
            self._lost("messages of citizens", len(town.said), len(losses.reports)),
            self._lost("answers of operators", len(town.answered), len(losses.answers)),
            self._lost("notices, by recipient", notices, len(losses.notices)),
            {"what": "did not arrive, and somebody was told", **(losses.told or {"none": 0})},
            _goal("taken in twice", len(losses.reports_twice), "0", not losses.reports_twice),
            _goal("said twice in VK", len(losses.twice["vk"]), "0", not losses.twice["vk"]),
            *(self._again(losses, name) for name in town.emulators if name != "vk"),
            *({"what": f"longest silence in {name}", "s": round(s.longest, 1)} for name, s in town.silences.items()),
            *self.told,
            {"what": "a webhook's address was gone", "count": self.hearers.deaths},
            self._witnesses(),
            self._memory(),
            {"what": "faults set aside", "count": losses.faults.total(), **_named(losses.faults)},
            {"what": "requests that broke a messenger's rules", "count": len(_refused(town))},
            {"what": "restarts", **self.program.ended},
            {"what": "troubles", **self.troubles.happened},
            {"what": "said everything after the end", "s": round(self.late_s, 1), "seed": self.seed,
             "goal": f"within {CALM_S:g} s", "met": self.caught_up},
        ]  # fmt: skip

    @staticmethod
    def _again(losses: Losses, name: str) -> Row:
        unsure, again = losses.unsure[name], losses.again[name]
        row = _goal(f"said again in {name}", again, f"at most the {unsure} uncertain sends",
                    not losses.twice[name] and again <= unsure)  # fmt: skip
        return {**row, "files": losses.again[f"{name}: files"]}

    @staticmethod
    def _lost(what: str, of: int, lost: int) -> Row:
        return {"what": f"lost {what}", "count": lost, "of": of, "goal": "0", "met": not lost}

    def _witnesses(self) -> Row:
        waits = list(self.town.waits())
        missed = sum(witness.missed for witness in self.town.witnesses)
        return {"what": "a person's wait for /help", "s": round(max(waits, default=0.0), 1),
                "median_s": round(percentile(waits, 0.5), 2), "p95_s": round(percentile(waits, 0.95), 1),
                "of": len(waits), "not_within_120_s": missed}  # fmt: skip

    def _memory(self) -> Row:
        """Of the last life: when it was warm (a third of the calm part's length), and at the end."""
        samples = next(life for life in reversed(self.program.lives) if life)  # the last one tells webhooks the rest
        warm = [mb for at, mb in samples if at <= samples[-1][0] / 4] or [0.0]
        most = max((mb for life in self.program.lives for _, mb in life), default=0.0)
        return {"what": "memory, MB", "start": round(warm[-1]), "end": round(samples[-1][1]), "most": round(most),
                "over_s": round(samples[-1][0])}  # fmt: skip


def town_now(town: Town) -> int:
    return town.clock.now()


def _goal(what: str, count: int, goal: str, met: bool) -> Row:
    return {"what": what, "count": count, "goal": goal, "met": met}


def _named(faults: dict[str, int]) -> Row:
    return {error.split(":")[0][:40]: number for error, number in faults.items()}


def _refused(town: Town) -> list[str]:
    return [f"{name} {one}" for name, world in town.emulators.items() for one in world.refused]


def _variables(emulators: dict[str, Emulated]) -> dict[str, str]:
    """The variables of `.env` that lead to these messengers."""
    return {
        f"{name}_{field}".upper(): str(value)
        for name, emulator in emulators.items()
        for field, value in told(emulator.variables()).items()
    }


async def soaked(folder: Path, minutes: float, seed: int, engine: str) -> tuple[list[Row], Losses, list[str]]:
    async with open_database(engine, folder) as database:
        return await _soaked(folder, minutes, seed, database)


async def _soaked(folder: Path, minutes: float, seed: int, database: Database) -> tuple[list[Row], Losses, list[str]]:
    clock = RealClock()
    emulators = open_all(clock)
    setattr(emulators["telegram"], "token", f"1000001:{'A' * 35}")  # noqa: B010 - settings know the shape of a real one
    for emulator in emulators.values():
        await emulator.serve()
    notices = folder / "notices"
    notices.mkdir()
    program = Program(folder, {})
    town = Town(random.Random(seed), emulators, program, database.url, clock)  # type: ignore[arg-type]  # real time, own process
    town.away_s = database.away_s
    town.settle_in(CITIZENS)
    program.values |= {
        **_variables(emulators),
        "ADMIN_CHAT": town.scene.admin_chat,
        "DATABASE_URL": database.way,
        "DATA_DIR": str(folder),
        "NOTICE_FOLDER": str(notices),
    }
    hearers = Hearers(random.Random(seed))
    program.values |= await hearers.open(folder)
    troubles = Troubles(town, program, database, notices)
    soak = Soak(seed, minutes, town, program, Announcing(town), troubles, hearers)
    try:
        losses = await soak.run()
        return soak.rows(losses), losses, _refused(town)
    finally:
        await end_all(program, hearers, emulators)


def measure(
    quick: bool, profile: str = "", *, minutes: float = 0.0, seed: int = 0, engine: str = "sqlite"
) -> list[Row]:
    """`minutes` 0: the short form; `seed` 0: one of chance, which is told; `engine`: "sqlite" or "postgres"."""
    minutes = minutes or MINUTES
    seed = seed or random.SystemRandom().randrange(1, 10**9)
    folder = Path(tempfile.mkdtemp(prefix="otklik-soak-"))
    print(f"  {minutes:g} minutes on {engine}, seed {seed}, in {folder}", flush=True)
    rows, losses, refused = asyncio.run(soaked(folder, minutes, seed, engine))
    if losses.any or refused or any(row.get("met") is False for row in rows):
        print(f"  to be looked into ({folder} is left): {losses} {refused[:20]}", flush=True)
    else:
        shutil.rmtree(folder)
    return rows
