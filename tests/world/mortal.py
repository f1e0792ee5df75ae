"""A store whose user may die at any step."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from storage.changes import Changes, Query
from storage.store import Rows, Store, Unit


class Killed(BaseException):
    """The process is gone: nothing catches this."""


@dataclass
class Mortal:
    """A store whose user dies at the `fatal`-th thing that it does, also just after a commit; 0: never. Not
    `everywhere`: after the `fatal`-th commit; whoever dies between two leaves the rows that the first one left.
    Not `each_read`: reads in a row, and the unit that is opened after them, are one thing. Whoever dies at any of them
    leaves the same rows and forgets the rest.
    """

    store: Store
    fatal: int = 0
    done: int = 0
    everywhere: bool = True
    each_read: bool = True
    reading: bool = False
    wrote: asyncio.Event = field(default_factory=asyncio.Event)  # set by each commit

    def step(self, *, after_commit: bool = False, reading: bool = False) -> None:
        before, self.reading = self.reading, reading
        if reading and before and not self.each_read:
            return
        self.done += self.everywhere or after_commit
        if self.done == self.fatal and (self.everywhere or after_commit):
            raise Killed

    async def read(self, *queries: Query) -> list[Rows]:
        self.step(reading=True)
        return await self.store.read(*queries)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        self.step(reading=True)
        async with self.store.unit() as unit:
            yield MortalUnit(self, unit)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


@dataclass
class MortalUnit:
    owner: Mortal
    unit: Unit

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        self.owner.step()
        return await self.unit.exchange(changes, queries)

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        self.owner.step()
        rows = await self.unit.commit(changes, queries)
        self.owner.wrote.set()
        self.owner.step(after_commit=True)
        return rows
