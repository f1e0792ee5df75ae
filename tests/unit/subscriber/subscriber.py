"""A citizen's phone with warnings: two messengers on one table, and what is stored of his wishes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from storage.changes import Query
from storage.notice_records import Place, Subscription
from storage.record import Record
from storage.records import Person
from tests.unit.citizen.phone import Phone

SOSNOVINKA = (60.42, 63.31)
MOSCOW = (55.75, 37.61)


class Subscriber(Phone):
    """Anna in Telegram; `in_vk` for what she (or somebody) does there."""

    @property
    def erased(self) -> list[str]:
        """Ids that went into the log of the forgotten."""
        return [str(number) for number in self.world.forgotten.ids()]

    @contextmanager
    def as_user(self, channel: str, user: str) -> Iterator[None]:
        """What follows is done in that account."""
        before = self.channel, self.user
        self.channel, self.user = channel, user
        yield
        self.channel, self.user = before

    def in_vk(self, user: str = "88") -> AbstractContextManager[None]:
        return self.as_user("vk", user)

    async def agreed(self) -> None:
        """She has given her consent, by her first report; the offer has come and was not answered."""
        await self.files_report("На улице Лесной, 5 в Сосновинке яма")
        await self.waits(60_000)

    async def person(self) -> Person:
        rows = await self.store.read(Query("persons_of_accounts", (self.channel, f'["{self.user}"]')))
        found: Person = rows[0][0]
        return found

    async def wanted(self) -> Subscription | None:
        rows = (await self.store.read(Query("subscription_of", ((await self.person()).id,))))[0]
        return rows[0] if rows else None

    async def kept(self) -> Subscription:
        row = await self.wanted()
        assert row is not None
        return row

    async def areas(self) -> list[str]:
        rows = (await self.store.read(Query("subscription_areas_of", ((await self.person()).id,))))[0]
        return [row.area for row in rows]

    async def places(self) -> list[Place]:
        return (await self.store.read(Query("places_of", ((await self.person()).id,))))[0]

    async def code(self) -> str:
        """The code that was given last in this account: nothing but the message has it."""
        found = re.search(r"\b(\w{4}) (\w{4})\b", self.last.text)
        assert found is not None
        return found[1] + found[2]

    async def stores(self, *records: Record) -> None:
        await self.keep(*records)

    @property
    def labels(self) -> list[str]:
        return list(self.last.buttons)
