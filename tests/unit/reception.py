"""The intake over a real database with tiny routes: what a test writes is all that there is to handle."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from handlers.base.event import Event, Kind, Update
from handlers.base.message import Marked, load_message, parse_marks
from handlers.base.routes import Route
from handlers.base.turn import Turn
from storage.changes import Changes, Query
from storage.lead import Seats
from storage.records import Dialogue, Fault, OutboxRow, Setting, Timer
from storage.store import Rows, StorageError, Store, Unit
from tests.world.clock import TUESDAY, SleepyClock
from tests.world.view import View
from tests.world.world import ADMIN, World

START = TUESDAY

__all__ = ["ADMIN", "START", "Reception"]

Hook = Callable[[Changes], None]


def nothing(changes: Changes) -> None:
    """A database without any fault."""


class FlakyUnit:
    def __init__(self, unit: Unit, store: FlakyStore) -> None:
        self.unit, self.store = unit, store

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        if changes is not None:
            self.store.before(changes)
        return await self.unit.exchange(changes, queries)

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        self.store.before(changes or Changes())
        rows = await self.unit.commit(changes, queries)
        self.store.after(changes or Changes())
        return rows


class FlakyStore:
    """A store in which `before` or `after` a write, or at `reading`, StorageError may be raised."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.before: Hook = nothing
        self.after: Hook = nothing
        self.reading: Hook = nothing

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self.store.unit() as unit:
            yield FlakyUnit(unit, self)

    async def read(self, *queries: Query) -> list[Rows]:
        self.reading(Changes())
        return await self.store.read(*queries)

    async def open(self, *, exclusive: bool = False) -> None:
        await self.store.open(exclusive=exclusive)

    async def migrate(self) -> list[str]:
        return await self.store.migrate()

    async def pending(self) -> list[str]:
        return await self.store.pending()

    async def backup(self, path: str) -> None:
        await self.store.backup(path)

    async def close(self) -> None:
        await self.store.close()

    async def contend(self, node: str, mark: str = "") -> bool:
        return await self.store.contend(node, mark)

    async def enter_lead(self, node: str) -> int:
        return await self.store.enter_lead(node)

    async def keep_lead(self) -> bool:
        return await self.store.keep_lead()

    def leading(self) -> bool:
        return self.store.leading()

    def lead_left_s(self) -> float:
        return self.store.lead_left_s()

    def lose_lead(self) -> None:
        self.store.lose_lead()

    async def seats(self) -> Seats:
        return await self.store.seats()


def failing(times: int, *, retry: bool = True) -> Hook:
    """Fails so many times, then never again."""
    left = iter(range(times))

    def hook(changes: Changes) -> None:
        if next(left, None) is not None:
            raise StorageError("disk I/O error", retry=retry)

    return hook


def refusing(poison: str) -> Hook:
    """Never takes a message in which this stands."""

    def hook(changes: Changes) -> None:
        if any(poison in row.body for row in changes.outbox()):
            raise StorageError("a value does not fit", retry=False)

    return hook


class Reception(View):
    """Persons write; `said` is what went to the outbox, in its order, as (chat, text). No messenger takes it."""

    def __init__(self, store: FlakyStore, routes: Iterable[Route], standing: dict[str, str] | None = None) -> None:
        self.clock = SleepyClock()
        super().__init__(World(store, clock=self.clock, folders=(), routes=routes))
        self.world.forgiving = True
        self.world.standings = standing or {}
        self.keys = count(1)

    @property
    def commits(self) -> list[Changes]:
        return self.world.commits

    @property
    def slept(self) -> list[float]:
        return self.clock.slept

    @property
    def mono(self) -> float:
        return self.clock.mono

    @mono.setter
    def mono(self, seconds: float) -> None:
        self.clock.mono = seconds

    # -- what comes in ---------------------------------------------------------------------------
    def update(
        self, text: str = "", kind: Kind = Kind.MESSAGE, user: str = "7", key: str = "", **more: object
    ) -> Update:
        key = key or f"k{next(self.keys)}"
        base: dict[str, object] = {"chat": user, "sender": user, "message": key, "text": text}
        event = Event("telegram", key, kind, **{**base, **more})  # type: ignore[arg-type]
        return Update("telegram", "1", key, f'{{"update_id": "{key}"}}', event)

    def in_admin_chat(self, text: str, user: str, **more: Any) -> Update:
        return self.update(text, user=user, chat=ADMIN.chat, private=False, **more)

    async def takes(self, *texts: str) -> None:
        await self.intake.take([self.update(text) for text in texts])

    # -- what came of it -------------------------------------------------------------------------
    async def outbox(self) -> list[OutboxRow]:
        """Everything that was ever put into the outbox and still stands there, by id."""
        rows: list[OutboxRow] = []
        for changes in self.commits:
            rows += changes.outbox()
        return sorted(rows, key=lambda row: row.id)

    async def said(self, chat: str = "7") -> list[str]:
        rows = [r for r in await self.outbox() if r.chat == chat and r.op == "send"]
        return [parse_marks(load_message(r.body).text)[0] for r in rows]

    async def faults(self) -> list[Fault]:
        return list((await self.store.read(Query("faults_open")))[0])

    async def setting(self, name: str) -> str:
        rows: list[Setting] = (await self.store.read(Query("setting", (name,))))[0]
        return rows[0].value if rows else ""

    async def seen(self) -> int:
        """How many of the updates that were made here are remembered."""
        keys = "[" + ",".join(f'"k{i}"' for i in range(1, next(self.keys) + 1)) + "]"
        return len((await self.store.read(Query("seen_among", ("telegram", "1", keys))))[0])

    async def timers(self) -> list[Timer]:
        return list((await self.store.read(Query("timers_due", (1 << 60, 100))))[0])

    async def dialogue(self, user: str = "7") -> Dialogue | None:
        rows = (await self.store.read(Query("dialogues_among", (f'[["telegram", "{user}", "{user}"]]',))))[0]
        return rows[0] if rows else None


def echo(turn: Turn) -> None:
    """Says the text back."""
    turn.say(Marked(f"heard {turn.event.text}"))
