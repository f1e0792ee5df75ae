"""What a soak throws at the program: faults of messengers, hostile inputs, a database and a disk that do not answer."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.soaking.databases import Database, Trouble
from benchmarks.soaking.program import Program
from benchmarks.soaking.town import Town
from bot.sandbox.emulators import Emulated
from bot.sandbox.world import FaultRule, WorldFile

DEEP = "[" * 4_000 + "]" * 4_000
ODD = ("", "null", "[1,2,3]", "<html>", DEEP, '{"ok":true}', '{"response":null}', '{"ts":{},"updates":null}')
NAMES = (
    "𠮷" * 70 + ".pdf",
    "../../etc/passwd",
    "a\\b:c*?" * 30,
    "." * 200,
    "a\x00b" + "ж" * 300,
    "CON",
    " ",
    "\u202egnp.exe",
)
HALF_REQUESTS = 300
BODIES: tuple[Any, ...] = (
    None, 5, "текст", [], {}, {"chat": None}, {"from": {"id": "x"}}, {"message_id": 2**70, "chat": {"id": 2**70}},
    {"message": {"id": 1, "peer_id": "x"}}, {"message": {"peer_id": 2**70, "from_id": -1, "text": {"a": [None]}}},
)  # fmt: skip
KINDS = {
    "telegram": ("message", "callback_query", "my_chat_member", "edited_message", "no_such_kind"),
    "vk": ("message_new", "message_event", "message_allow", "message_edit"),
    "max": ("message_created", "message_callback", "message_edited", "bot_started", "no_such_kind"),
}
ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>soak-{number}</identifier>
<sender>alerts@hydromet.example</sender><sent>{sent}</sent><status>Actual</status><msgType>Alert</msgType>
<scope>Public</scope><info><language>ru-RU</language><category>Met</category><event>Ветер</event>
<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
<headline>Сильный ветер</headline><description>Сильный ветер</description>
<area><areaDesc>Берег</areaDesc><polygon>{points}</polygon></area></info></alert>
"""


class Troubles:
    """`happened`: how often each kind was there."""

    def __init__(self, town: Town, program: Program, database: Database, notices: Path) -> None:
        self.town, self.program, self.notices, self.dice = town, program, notices, town.dice
        self.happened: Counter[str] = Counter()
        alone = {
            name: (weight, partial(self._alone, trouble))
            for name, (weight, trouble) in database.exclusive(town.dice).items()
        }
        self.kinds: dict[str, tuple[float, Trouble]] = {
            "messenger refuses": (4, self.refusals),
            "messenger gives no answer": (3, self.unknowns),
            "messenger is away": (1, self.outage),
            "odd answers": (3, self.odd_answers),
            "odd updates": (3, self.odd_updates),
            "odd file names": (3, self.odd_names),
            "hostile polygon": (1, self.polygon),
            **alone,
            **database.beside(town.dice),
            "disk full": (1, self.full_disk),
            "half requests": (1, self.half_requests),
        }

    async def happen(self, least_s: float, most_s: float) -> None:
        """One after another, until cancelled."""
        names, weights = list(self.kinds), [weight for weight, _ in self.kinds.values()]
        while True:
            await asyncio.sleep(self.dice.uniform(least_s, most_s))
            (name,) = self.dice.choices(names, weights)
            self.happened[name] += 1
            await self.kinds[name][1]()

    def clear(self) -> None:
        """Nothing of it is left for the end."""
        for world in self.town.emulators.values():
            world.faults.clear()
        self.program.refuse_writing(False)

    # -- messengers ------------------------------------------------------------------------------
    def _world(self) -> Emulated:
        return self.dice.choice(tuple(self.town.emulators.values()))

    async def refusals(self) -> None:
        """Answers that say that nothing was done."""
        world, times = self._world(), self.dice.randrange(1, 6)
        if world.name == "vk":
            rule = FaultRule("sending", "error", times=times, code=self.dice.choice((6, 9, 10)))
        else:
            method, wait = self.dice.choice(("sending", "receiving")), self.dice.randrange(1, 8)
            rule = FaultRule(method, "429", times=times, seconds=wait)  # MAX says no time with it
        world.faults.append(rule)

    async def unknowns(self) -> None:
        """Answers that do not say whether it was done: one at a time, for what stays unknown twice is given up."""
        fault = self.dice.choice(("cut-before", "cut-after", "500", "502-html", "slow"))
        method = self.dice.choice(("sending", "receiving"))
        self._world().faults.append(FaultRule(method, fault, seconds=self.dice.uniform(2, 40)))

    async def outage(self) -> None:
        rule, world = FaultRule("*", "down", times=-1), self._world()
        world.faults.append(rule)
        await asyncio.sleep(self.dice.uniform(1, 10))
        with suppress(ValueError):
            world.faults.remove(rule)

    async def odd_answers(self) -> None:
        method, times = self.dice.choice((("receiving", 5), ("sending", 1), ("file", 1)))
        self._world().faults.extend(FaultRule(method, "odd", text=self.dice.choice(ODD)) for _ in range(times))

    # -- what comes in ---------------------------------------------------------------------------
    async def odd_updates(self) -> None:
        world = self._world()
        emit: Callable[[str, Any], None] = world.emit  # type: ignore[attr-defined]  # the program's emulators have it
        for _ in range(self.dice.randrange(1, 5)):
            body = self.dice.choice(BODIES)
            spread = world.name == "max" and not isinstance(body, dict)  # its events are one object with their kind
            emit(self.dice.choice(KINDS[world.name]), {"message": body} if spread else body)

    async def odd_names(self) -> None:
        world, user = self.dice.choice(self.town.people)
        kind, name = self.dice.choice(("document", "video", "voice")), self.dice.choice(NAMES)
        self.town.says_something(world, user, (WorldFile(kind, name, "application/octet-stream", b"%PDF-1.4"),))

    async def polygon(self) -> None:
        """A known source's, whose line crosses itself everywhere."""
        count = self.dice.randrange(100, 800)
        spots = [(60 + self.dice.random(), 63 + self.dice.random()) for _ in range(count)]
        points = " ".join(f"{lat:.5f},{lon:.5f}" for lat, lon in [*spots, spots[0]])
        sent = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        number = self.happened["hostile polygon"]
        (self.notices / f"{number}.xml").write_text(ALERT.format(number=number, sent=sent, points=points))

    # -- the machine -----------------------------------------------------------------------------
    async def _alone(self, trouble: Trouble) -> None:
        async with self.town.database:
            await trouble()

    async def full_disk(self) -> None:
        self.program.refuse_writing(True)
        await asyncio.sleep(self.dice.uniform(1, 6))
        self.program.refuse_writing(False)

    async def half_requests(self) -> None:
        """Connections that begin a request and do not end it."""
        writers = []
        for _ in range(HALF_REQUESTS):
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.program.port)
                writer.write(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ")
                writers.append(writer)
        await asyncio.sleep(self.dice.uniform(1, 15))
        for writer in writers:
            writer.transport.abort()
