"""The world: one program over one database and its messengers, and people's views over it (see tests/world/view.py).

Handlers are mounted as the program mounts them. What they say leaves through the program's own sending (claims,
parcels, other ways, outcomes), a step at a time, and arrives in the chats of an emulated messenger; what became of it
comes back as ticks. Nothing happens by itself: time goes on when a test says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from uuid import uuid4
from zlib import crc32

from bot.app import FOLDERS
from bot.channels.names import described
from bot.channels.port import Limits
from bot.delivery.backlog import Waiting
from bot.delivery.files import Files
from bot.delivery.prepare import Preparer
from bot.jobs.forgotten import Forgotten
from bot.notices.audience import Audience
from handlers.base.event import Event, Update
from handlers.base.message import Address
from handlers.base.routes import Route, Router
from handlers.base.shared import Bot, ChannelState, Shared
from handlers.base.texts import Library
from handlers.cases import troubles
from handlers.intake import Intake
from handlers.reading import places, rule_words
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.records import Audit, Fault, OutboxRow, Record
from storage.region.answering import AnsweringRule
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Organisation, Region
from storage.store import Store
from tests.world.clock import StillClock
from tests.world.messenger import Chats, Messenger
from tests.world.port import UNHURRIED
from tests.world.sending import StepSender, Wanted

ADMIN = Address("telegram", "-100500")
ROADS = Address("telegram", "-100777")
GUESSES = {"яма": "potholes", "снег": "snow", "люк": "manholes"}
LINKS = {"telegram": "https://t.me/bot", "vk": "https://vk.me/club2", "max": "https://max.ru/id7_bot"}
"""Of the bots whose links tests look at."""


def _bot(name: str) -> tuple[str, Bot]:
    link = LINKS.get(name, f"https://{name}.example/bot")
    return name, Bot("1", link.rpartition("/")[2], link, described(name).start_link)


def guess(text: str) -> list[str]:
    """Stands in for the dictionary, which takes half a second to load."""
    return [topic for word, topic in GUESSES.items() if word in text.lower()]


@cache
def _read() -> tuple[Region, Library]:
    region = load_region(FICTIONAL)
    region.made |= {places.MADE: places.place_reader(region), rule_words.MADE: rule_words.RuleWords(region)}
    troubles.troubles_of(region)
    return region, Library(region.zone)


def fictional() -> Region:
    """The fictional region; a copy of one's own, so that a test may set its values. All copies read places and tell
    troubles apart with one reader: whoever changes the region's places or kinds of trouble gives it `made={}`, too.
    """
    region = _read()[0]
    legal, dangers, emergency = dict(region.legal), dict(region.dangers), dict(region.emergency)
    made = {name: region.made[name] for name in (places.MADE, rule_words.MADE, troubles.MADE)}
    return replace(region, legal=legal, dangers=dangers, emergency=emergency, made=made, _by_code={})


def library() -> Library:
    """Of the fictional region's zone."""
    return _read()[1]


def region_with(**chats: str) -> Region:
    """The fictional region, some of its organisations with chats of their own."""
    own: list[Organisation] = [replace(o, chat=chats.get(o.code, "")) for o in _read()[0].organisations]
    return replace(fictional(), organisations=tuple(own))


def region_with_town_office(chat: str = "") -> Region:
    """The fictional region with an organisation that answers for snow in one town."""
    snow = AnsweringRule("kamyshegrad", "organisations[99]", ("snow",), (("settlement", "kamyshegrad"),))
    own = Organisation("kamyshegrad", {"ru": "Городское хозяйство"}, chat=chat, answers=(snow,))
    return replace(fictional(), organisations=(*_read()[0].organisations, own))


def _mount(folders: Iterable[Iterable[Route]]) -> Router:
    router = Router()
    for routes in folders:
        router.add(routes)
    return router


@cache
def _mounted() -> Router:
    """All routes of the program that are the same in each."""
    return _mount(FOLDERS)


@cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="otklik-world-")


def _own_folder(store: Store) -> Path:
    """Beside the database, or where everything goes that has no place; made when something is written."""
    path = getattr(store, "path", None)
    return path.parent if isinstance(path, Path) else Path(_temporary().name) / uuid4().hex


async def keep(store: Store, *records: Record) -> None:
    """These records are in the database."""
    changes = Changes()
    for record in records:
        changes.put(record)
    async with store.unit() as unit:
        await unit.commit(changes)


@dataclass(frozen=True)
class Drawn:
    """Pictures of areas, without drawing them."""

    folder: Path

    async def keys(self, sources: Sequence[str]) -> dict[str, int]:
        return {source: -crc32(source.encode()) for source in sources}

    async def draw(self, source: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "area.png"
        path.write_bytes(b"picture")
        return path


class World:
    """`chats` is what each chat shows, `toasts` what pressed buttons were answered, `rows` all that was ever said.

    `names`: its messengers. `standings` says who is what in operators' chats; whoever is not named is `otherwise`,
    whoever is in `strangers` is gone. `slow`: what no messenger takes before a test says so (`take_now`). A fault of a
    handler fails the test, unless `forgiving`.
    """

    def __init__(
        self,
        store: Store,
        *,
        region: Region | None = None,
        admin: Address | None = ADMIN,
        officers: tuple[frozenset[Address], ...] = (),
        public: tuple[Address, ...] = (),
        otherwise: str = "member",
        folder: Path | None = None,
        clock: StillClock | None = None,
        limits: Mapping[str, Limits] | None = None,
        folders: Iterable[Iterable[Route]] = FOLDERS,
        routes: Iterable[Route] = (),
        names: Sequence[str] = ("telegram", "vk"),
    ) -> None:
        self.store, self.clock = store, clock or StillClock()
        self.folders, self.routes = tuple(folders), tuple(routes)
        self.limits = limits or {}
        self.otherwise, self.standings, self.strangers = otherwise, dict[str, str](), set[str]()
        self.forgiving = False
        self.slow: Wanted = lambda item: False
        self.chats: Chats = {}
        self.rows: list[OutboxRow] = []
        self.toasts: list[str] = []
        self.audits: list[str] = []
        self.commits: list[Changes] = []
        self.numbers = count(1000)  # of messages, presses and updates
        self.folder = folder or _own_folder(store)
        self.ids = Ids({})
        self.messengers = {
            name: Messenger(name, self.chats, self.numbers, self.limits.get(name, UNHURRIED), toasts=self.toasts)
            for name in names
        }
        self.settle(region or fictional(), admin, officers, public)

    def settle(
        self,
        region: Region,
        admin: Address | None,
        officers: tuple[frozenset[Address], ...] = (),
        public: tuple[Address, ...] = (),
    ) -> None:
        """The program is set up for this region and these chats, and starts."""
        self.region = region
        self.shared = Shared(
            region, library(), self.ids, admin, guess, lambda text: "газ" in text.lower(), officers,
            bots=dict(map(_bot, self.messengers)), notice_channels=public, random=Random(7),
        )  # fmt: skip
        self.shared.channels = lambda: tuple(ChannelState(name, "ok") for name in self.messengers)
        self.open()

    def open(self) -> None:
        """The program starts (again) over the same database; messengers and their chats stay."""
        self.files = Files(self.store, self.messengers, self.folder / "files", self.clock)
        self.forgotten = Forgotten(self.folder / "forgotten.txt")
        router = Router(dict(_mounted().table)) if self.folders is FOLDERS else _mount(self.folders)
        for routes in (self.forgotten.routes(self.files), self.routes):
            router.add(routes)
        self.intake = Intake(self.store, self.shared, router, self.clock, self.standing, self.committed)
        self.senders = {name: self._sender(messenger) for name, messenger in self.messengers.items()}
        self.audience = Audience(self.shared, self.store, self.senders, self.clock, self.committed)

    def _sender(self, messenger: Messenger) -> StepSender:
        preparer = Preparer(messenger, self.store, self.files, self.shared.library, Drawn(self.folder))
        return StepSender(
            messenger, self.store, self.clock, preparer, self.committed, moved=self.shared.follow,
            keeps=lambda chat: self.shared.keeps(Address(messenger.name, chat)),
        )  # fmt: skip

    async def restart(self) -> None:
        """The program died, and starts over what was committed."""
        self.ids = self.shared.ids = Ids(dict((await self.store.read(Query("last_ids")))[0]))
        self.open()
        for sender in self.senders.values():
            await sender.begin()

    # -- what the program asks for ----------------------------------------------------------------
    async def standing(self, chat: Address, user: str) -> str:
        return "gone" if user in self.strangers else self.standings.get(user, self.otherwise)

    def committed(self, changes: Changes) -> None:
        """After every commit."""
        assert self.forgiving or not changes.rows.get(Fault), f"a handler failed: {changes.rows[Fault]}"
        self.commits.append(changes)
        self.shared.heed(changes)
        self.audits += [r.action for r in changes.rows.get(Audit, {}).values() if isinstance(r, Audit)]
        for row in changes.outbox():
            self.rows.append(row)
            if row.channel in self.senders:
                self.senders[row.channel].offer([row])

    # -- what happens -----------------------------------------------------------------------------
    async def take(self, *events: Event) -> None:
        """These come in together."""
        await self.intake.take([Update(event.channel, "1", event.key, "{}", event) for event in events])
        await self.deliver()

    async def tick(self, word: str, key: object = "", text: str = "") -> None:
        await self.intake.tick(word, str(key), text)
        await self.deliver()

    async def writes(self, changes: Changes) -> None:
        """Something else of the program wrote this."""
        async with self.store.unit() as unit:
            await unit.commit(changes)
        self.committed(changes)
        await self.deliver()

    async def deliver(self) -> None:
        """The messengers take everything that is due and not slow."""
        while [sent for sender in self.senders.values() if (sent := await sender.step(self._quick))]:
            pass

    async def take_now(self, *rows: int) -> None:
        """These are taken, though they are slow."""
        for sender in self.senders.values():
            await sender.step(lambda item: item.id in rows)
        await self.deliver()

    def _quick(self, item: Waiting) -> bool:
        return not self.slow(item)

    async def passes(self, ms: int) -> None:
        """Time goes on; what is due on the way happens at its time."""
        until = self.clock.at + ms
        self.clock.mono += ms / 1000
        await self.deliver()
        for _ in range(1000):
            due = await self._next_due()
            if due is None or due > until:
                break
            self.clock.at = max(self.clock.at, due)
            await self.intake.ring()
            await self.deliver()
        else:
            raise AssertionError("time does not go on")
        self.clock.at = until

    async def _next_due(self) -> int | None:
        rows = (await self.store.read(Query("next_timer")))[0]
        dues = [rows[0][0]] if rows and rows[0][0] is not None else []
        dues += [at for sender in self.senders.values() if (at := sender.next_at(self._quick)) is not None]
        return min(dues, default=None)

    async def keep(self, *records: Record) -> None:
        await keep(self.store, *records)

    # -- what is seen -----------------------------------------------------------------------------
    async def faults(self) -> list[str]:
        return [fault.error for fault in (await self.store.read(Query("faults_open")))[0]]
