"""Answers with files of other programs, brought to two nodes of which the leading one dies on the way: at the store,
between the store and the answer, after the answer, while the file is fetched and while it is sent.

Whoever was told yes is kept his word; whoever was told nothing sends the same again, and it is one. A third program is
called for all that happens, and hears each event under one id, whichever node calls.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.clock import RealClock
from bot.delivery.objects import Objects
from bot.delivery.shelf import Shelf, name_of
from bot.sandbox.emulators import open_all
from storage.open import make_store
from storage.records import Account, Person, Report
from tests.chaos.bot_process import Bot, Nursery
from tests.chaos.fast_clock import PACE, FastClock
from tests.chaos.life import Life
from tests.chaos.test_hook_kills import moody
from tests.contracts.test_store import save
from tests.ha.brought import KEYS, Death, Moment, Program, StoreWire, links
from tests.ha.nodes import Pair, two_nodes
from tests.ha.test_takeover import forget_work
from tests.stores import S3
from tests.unit.webhooks.endpoint import SECRET, Endpoint, endpoint

pytestmark = pytest.mark.postgres
SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
KILLS = int(os.environ.get("HA_FILES", "60"))
"""Rounds of the long form."""
TAKING, TAKEN, KEEPING = Moment("PUT waiting"), Moment("PUT waiting", answered=True), Moment("PUT files")
KEPT, LINKED = Moment("PUT files", answered=True), Moment("GET link")
FOLDER, LINK, FILED = "folder", "link", "filed"
MOMENTS = {
    FILED: (TAKING, TAKEN, KEEPING, KEPT, None),
    LINK: (LINKED, KEEPING, KEPT, None),
    FOLDER: (TAKING, TAKEN, KEEPING, KEPT, None),
}  # fmt: skip
"""When the node dies by the way on which a file comes; None: some time after the program was told yes."""
SHORT = ((FILED, TAKEN), (FILED, KEEPING), (FOLDER, KEEPING))
"""Whoever had no answer comes again; what was taken is to be had from the store alone."""


@dataclass
class Brought:
    """What was promised: by its mark the file's bytes, and the report that it answers (0: it came with one)."""

    life: Life
    pair: Pair
    program: Program
    content: dict[str, bytes]
    link: str
    called: Endpoint
    deaths: list[Death] = field(default_factory=list)
    promised: dict[str, int] = field(default_factory=dict)

    def comes(self, moment: Moment) -> bool:
        return any(death.comes(moment) for death in self.deaths[-1:])

    async def brings(self, number: int, way: str, at: Moment | None, late_s: float) -> None:
        """The answer to report `number`, or another report, with a file of its own; the leading node dies meanwhile."""
        old = await self.pair.leader()
        mark = f"фл{number:05d}х"
        self.content[mark] = content = b"\xff\xd8\xff\xe0" + mark.encode() * 4_000
        self.deaths.append(death := Death(old, at))
        row = {"id": mark, "report": number, "kind": "answered", "text": f"Яму засыпали {mark}"}
        if way == FILED:
            place = {"service_code": "potholes", "lat": "60.31", "long": "63.52"}
            await self.program.files(f"key-{number}", {**place, "description": f"Яма у школы {mark}"}, content)
        elif way == LINK:
            await self.program.answers({**row, "files": f"{self.link}{mark}"})
        else:
            await self.program.lays_down({**row, "files": f"{mark}.jpg"}, content)
        self.promised[mark] = 0 if way == FILED else number
        if at is None:
            await asyncio.sleep(late_s)
            death.strikes()
        async with asyncio.timeout(60):
            while not death.over:  # noqa: ASYNC110 - a request of another process
                await asyncio.sleep(0.01)
        await old.ends()
        await self.pair.leader(besides=old.name)
        forget_work(old)
        old.start()
        await self.pair.waits(old)

    # -- what must be true -----------------------------------------------------------------------
    async def check(self) -> None:
        await self.life.becomes_quiet()
        assert await self.life.look("error", "fault") == []
        await self.life.check_doubles()
        said = [text for (text,) in await self.life.look("text", "report_event", "kind = 'answer'")]
        said += [text for (text,) in await self.life.look("text", "report")]
        for mark, number in self.promised.items():
            assert sum(mark in text for text in said) == 1, mark
            await self._has_file(mark, number)
        await self._all_is_told()
        assert not list((self.program.folder / "incident" / "errors").glob("*"))
        assert not [each for each in (self.program.folder / "incident").iterdir() if each.is_file()]

    async def _all_is_told(self) -> None:
        """Whichever node called: each event at least once, always under one id, those of a report in their order."""
        events = [number for (number,) in await self.life.look("id", "hook_event")]
        ids = {number: int(number.rpartition("_")[2]) for number in self.called.calls}
        assert (self.called.forged, sorted(ids.values())) == (0, sorted(events))
        assert {number for number, _ in self.called.taken} == ids.keys()
        came: dict[str, list[int]] = {}
        for number, said in self.called.taken:
            came.setdefault(said["data"]["report"], []).append(ids[number])
        for numbers in came.values():
            assert list(dict.fromkeys(numbers)) == sorted(set(numbers))

    async def _has_file(self, mark: str, number: int) -> None:
        """Whoever it is for: once in VK, in the others at most once more for each attempt that nobody answered."""
        if number:
            ((channel, chat),) = await self.life.look("channel, chat", "report", f"id = {number}")
        else:
            channel, chat = self.life.scene.admin_messenger, self.life.scene.admin_chat_id
        where = f"channel = '{channel}' AND chat = '{chat}' AND op = 'send'"
        ((doubts,),) = await self.life.look("COALESCE(SUM(unknowns), 0)", "outbox", where)
        messages = [m for m in self.life.world(channel).chats[chat].messages if m.sender == "bot" and not m.deleted]
        shown = sum(file.content == self.content[mark] for message in messages for file in message.files)
        assert 1 <= shown <= 1 + (0 if channel == "vk" else doubts), (mark, channel, shown, doubts)

    async def check_store(self, objects: Objects, folder: Path) -> int:
        """In the store is what the database knows of, and nothing else once what was never taken is old; how many
        objects there were of that.
        """
        store = make_store(self.life.url)
        await store.open()
        shelf = Shelf(folder, objects, RealClock())
        try:
            await shelf.clear(store)
            left = len(await objects.names("waiting/"))
            await shelf.drop_waiting(store, older_than_s=-60)
        finally:
            await store.close()
        assert await objects.names("waiting/") == []
        kept = await self.life.look("path", "attachment", "path <> '' AND path NOT LIKE '-%'")
        assert sorted(await objects.names("files/")) == sorted(name_of(path)[6:] for (path,) in kept)
        assert len(kept) == len(self.promised)
        return left


async def file_reports(life: Life, count: int) -> None:
    """One for each answer that will come, each of somebody of his own."""
    store = make_store(life.url)
    await store.open()
    for number in range(1, count + 1):
        world = life.in_turn(number)
        user = world.add_person(f"Житель {number}").id
        world.start(user)
        channel, now = next(name for name, each in life.emulators.items() if each is world), life.clock.now()
        report = Report(number, number, channel, user, "ru", "new", "potholes", "roads", "Яма на дороге, Лесная, 5")
        report.created_at = report.updated_at = now
        report.settlement, report.municipality, report.carded = "tikhorechensk", "99601000", 1
        await save(store, Person(number, now, "ru", consent_version="1", consent_at=now),
                   Account(channel, user, number, now), report)  # fmt: skip
    await store.close()


@asynccontextmanager
async def bringing(
    nursery: Nursery, folder: Path, url: str, s3: S3, count: int, scale: float, answer: Callable[[], Any]
) -> AsyncIterator[tuple[Brought, Objects]]:
    """Two nodes that lead in turn, a store, a program with `count` reports to answer, and one that is told of all; it
    gives each call this `answer`.
    """
    print(f"CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    clock = FastClock(time.time(), PACE)
    emulators = open_all(clock, limits=False)
    for emulator in emulators.values():
        await emulator.serve()
    life = Life(random.Random(SEED), emulators, Bot({}), url, clock)
    life.settle_in(0)
    await file_reports(life, count)
    content, found = dict[str, bytes](), list[Brought]()

    def watches(moment: Moment) -> bool:
        return any(one.comes(moment) for one in found)

    wire = StoreWire(watches)
    server = await wire.open(s3.endpoint)
    objects = s3.objects(f"ha{SEED}-{count}")
    (shared := folder / "share").mkdir()
    try:
        async with links(watches, content) as link, endpoint(answer) as called:
            settings = {"files_url": s3.url(objects.place.prefix, endpoint=wire.url), "back_office_dir": str(shared)}
            values = {
                "admin_chat": life.scene.admin_chat, "base": clock.base, "pace": PACE, "scale": scale,
                "settings": {**settings, "open311": True}, "programs": KEYS, "links_from": link,
                "hook": called.url, "hook_secret": SECRET,
                "secrets": {"files_key": s3.key, "files_secret": s3.secret},
            }  # fmt: skip
            async with two_nodes(nursery, folder, emulators, values, (url, url)) as pair:
                found.append(Brought(life, pair, Program(pair, shared), content, link, called))
                yield found[0], objects
    finally:
        server.close()
        for emulator in emulators.values():
            await emulator.stop()


async def test_files_of_other_programs_outlive_the_node_that_took_them(
    nursery: Nursery, tmp_path: Path, ready_postgres: str, s3: S3
) -> None:
    async with bringing(nursery, tmp_path, ready_postgres, s3, len(SHORT), 2.0, lambda: 200) as (one, objects):
        for number, (way, at) in enumerate(SHORT, 1):
            await one.brings(number, way, at, one.life.dice.uniform(0.0, 0.8))
        await one.check()
        await one.check_store(objects, tmp_path)


@pytest.mark.chaos
async def test_files_brought_again_and_again_to_nodes_that_die_are_all_there_and_once(
    nursery: Nursery, tmp_path: Path, ready_postgres: str, s3: S3
) -> None:
    moods = moody(random.Random(SEED))
    ways = [(way, at) for way, moments in MOMENTS.items() for at in moments]
    async with bringing(nursery, tmp_path, ready_postgres, s3, KILLS, 1.0, moods) as (one, objects):
        for number in range(1, KILLS + 1):
            await one.brings(number, *ways[number % len(ways)], one.life.dice.uniform(0.0, 1.5))
        await one.check()
        left = await one.check_store(objects, tmp_path)
        doubts = await one.life.look("channel, COUNT(*)", "outbox", "unknowns > 0 GROUP BY channel")
    print(f"{KILLS} kills, {one.program.unanswered} requests without an answer")  # noqa: T201 - the figures
    print(f"rows in doubt {dict(doubts)}, objects that were left to their age {left}")  # noqa: T201
