"""A sender over a real database and a messenger that answers what a test wrote down for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.port import Limits, Outcome, Parcel, Result
from bot.delivery.files import Files
from bot.delivery.inherited import Inherited
from bot.delivery.prepare import Preparer
from bot.delivery.sender import Sender
from handlers.base.message import Address, Message
from storage.changes import Changes
from storage.record import columns
from storage.records import Lane, OutboxRow, OutboxState, Record, Timer
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.world.clock import DayClock
from tests.world.in_place import is_in_place
from tests.world.port import UNHURRIED, EmptyPort
from tests.world.stillness import Stillness
from tests.world.waits import PATIENCE_S, until
from tests.world.world import keep, library

CHAT = "7"


@dataclass(frozen=True)
class Call:
    """One parcel as it came to the messenger."""

    id: int
    chat: str
    op: str
    text: str
    part: int
    edit: str
    reply_to: str
    plain: bool
    instead: str = ""


@dataclass
class FakeChannel(EmptyPort):
    """`script` says for each text what becomes of its next calls; what is not in it is sent.

    A text with "|" goes in as many parts. While `gate` is closed, calls stay under way.
    """

    script: dict[str, list[Outcome]] = field(default_factory=dict)
    name: str = "telegram"
    trouble: str = ""
    round_at: float = 0.0
    limits: Limits = UNHURRIED
    calls: list[Call] = field(default_factory=list)
    refusing: dict[str, Outcome] = field(default_factory=dict)  # what a chat answers to everything

    def __post_init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self._next = 100

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        return 1 if edit else message.text.count("|") + 1

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        self.calls += [
            Call(p.row.id, p.row.chat, p.row.op, p.message.text, p.part, p.edit, p.reply_to, p.plain, p.instead)
            for p in parcels
        ]
        await self.gate.wait()
        return [self._outcome(p) for p in parcels]

    def _outcome(self, parcel: Parcel) -> Outcome:
        if parcel.row.chat in self.refusing:
            return self.refusing[parcel.row.chat]
        wanted = self.script.get(parcel.message.text)
        if wanted:
            return wanted.pop(0)
        if parcel.edit or parcel.row.op == "ack":
            return Outcome(Result.SENT)
        self._next += 1
        return Outcome(Result.SENT, (str(self._next),))


@dataclass
class Post:
    """`calls` shows what came to the messenger; `passes` winds the clock and waits until all is done."""

    store: Store
    url: str
    folder: Path
    channel: FakeChannel
    commits: list[Changes] = field(default_factory=list)
    moves: list[tuple[Address, Address]] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    operators: set[str] = field(default_factory=set)  # chats whose refusals are waited out
    inherits: bool = False  # another node goes on from here

    def __post_init__(self) -> None:
        self.clock = DayClock()
        self._still = Stillness()
        self._ids = 0
        self._running: asyncio.Task[None] | None = None

    def row(
        self, text: str = "", chat: str = CHAT, *, op: str = "", lane: Lane = Lane.PERSON, **more: Any
    ) -> OutboxRow:
        """A row due now; with a slot it is a put."""
        self._ids += 1
        body = Message(text, reply_to=more.pop("reply_to", "")).dump() if op not in ("ack", "delete") else text
        row = OutboxRow(
            self._ids, self.channel.name, chat, int(lane), op or ("put" if more.get("slot") else "send"), body
        )
        row.created_at = row.due_at = self.clock.now()
        for name, value in more.items():
            setattr(row, name, value)
        return row

    async def keep(self, *records: Record) -> None:
        """Commit, without telling the sender."""
        await keep(self.store, *records)

    async def posts(self, *rows: OutboxRow) -> None:
        """Commit rows, tell the sender, wait until they are done or wait for a later time."""
        await self.keep(*rows)
        self.sender.offer(rows)
        await self.settles()

    # -- the sender's life -------------------------------------------------------------------------
    async def starts(self, *, wait: bool = True) -> None:
        files = Files(self.store, {self.channel.name: self.channel}, self.folder, self.clock)
        self.sender = Sender(
            self.channel,
            self.store,
            self.clock,
            Preparer(self.channel, self.store, files, library()),
            self.commits.append,
            stopped=self.stops.append,
            moved=lambda old, new: self.moves.append((old, new)),
            keeps=lambda chat: chat in self.operators,
        )
        if self.inherits:
            dispatch = self.sender.dispatch
            self.sender.claims.inherited = Inherited(self.channel.name, dispatch, self.clock, dispatch.held.keeps)
        self._running = asyncio.create_task(self.sender.run())
        if wait:
            await self.settles()

    async def dies(self) -> None:
        """As if killed: nothing more is written down."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
        self._running = None
        self.channel.gate.set()

    async def stops_cleanly(self) -> None:
        assert self._running is not None
        self.sender.stop()
        await asyncio.wait_for(self._running, PATIENCE_S)
        self._running = None

    async def restarts(self) -> None:
        """A new run over the channel as it is now."""
        await self.dies()
        await self.starts()

    async def settles(self) -> None:
        """Until nothing can happen any more: rows are final, wait for a later time, or stand before the gate."""
        calm, looks = 0, 1 if is_in_place() else 3
        async with asyncio.timeout(PATIENCE_S):
            while calm < looks:
                await (self._still.is_broken(0.005) if is_in_place() else asyncio.sleep(0.005))
                calm = calm + 1 if self._held() or self._asleep() else 0
                if self._running is not None and self._running.done():
                    self._running.result()

    def _asleep(self) -> bool:
        """Rows that wait for an earlier one of their slot are looked at every 50 ms: that is soon."""
        next_at = self.sender.dispatch.next_at()
        if not self.sender.loaded:
            return self._running is None
        return not self.sender.dispatch.backlog.flying and (next_at is None or next_at > self.clock.now() + 200)

    def _held(self) -> bool:
        return not self.channel.gate.is_set() and bool(self.channel.calls)

    async def until_called(self, times: int) -> None:
        await until(lambda: len(self.channel.calls) >= times, f"call {times}")

    async def gets_on(self) -> None:
        """What can happen by itself at this moment has happened, however long this machine takes for it."""
        await (self._still.comes() if is_in_place() else asyncio.sleep(0.05))

    async def seconds_pass(self, seconds: int) -> None:
        """One by one: what is tried again a second later is tried in each."""
        for _ in range(seconds):
            self.clock.leap(1)
            await self.gets_on()
        await self.settles()

    async def passes(self, seconds: float) -> None:
        self.clock.leap(seconds)
        await self.settles()

    # -- looking -----------------------------------------------------------------------------------
    @property
    def texts(self) -> list[str]:
        return [call.text for call in self.channel.calls]

    async def state(self, row: OutboxRow) -> OutboxState:
        return OutboxState((await self.look("outbox", "state", f"id = {row.id}"))[0][0])

    async def stored(self, row: OutboxRow) -> OutboxRow:
        names = '"' + '", "'.join(columns(OutboxRow)) + '"'
        return OutboxRow(*(await self.look("outbox", names, f"id = {row.id}"))[0])

    async def look(self, table: str, what: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
        return await run_raw(self.url, f"SELECT {what} FROM {table} WHERE {where} ORDER BY 1")

    def news(self) -> list[tuple[str, str, str]]:
        """The ticks that tell of final outcomes: (kind, key, data)."""
        timers = [t for c in self.commits for t in c.rows.get(Timer, {}).values() if isinstance(t, Timer)]
        return [(t.kind, t.key, t.data) for t in timers]


@asynccontextmanager
async def open_post(store: Store, url: str, folder: Path) -> AsyncIterator[Post]:
    post = Post(store, url, folder, FakeChannel())
    await post.starts()
    try:
        yield post
    finally:
        await post.dies()
