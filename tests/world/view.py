"""What all views over the world share. A view is what one sort of people does and sees; several may share a world."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.base.message import Address
from handlers.base.shared import Shared
from handlers.intake import Intake
from storage.records import OutboxRow, Record
from storage.region.region import Region
from storage.store import Store
from tests.world.clock import MINUTE
from tests.world.messenger import Chats
from tests.world.world import World

FIVE_MINUTES = 5 * MINUTE


@dataclass
class View:
    world: World

    @property
    def store(self) -> Store:
        return self.world.store

    @property
    def shared(self) -> Shared:
        return self.world.shared

    @property
    def region(self) -> Region:
        return self.world.region

    @property
    def intake(self) -> Intake:
        return self.world.intake

    @property
    def at(self) -> int:
        """UTC milliseconds; set it and nothing rings, as if the program had been down."""
        return self.world.clock.at

    @at.setter
    def at(self, at: int) -> None:
        self.world.clock.at = at

    @property
    def chats(self) -> Chats:
        return self.world.chats

    @property
    def rows(self) -> list[OutboxRow]:
        return self.world.rows

    @property
    def toasts(self) -> list[str]:
        return self.world.toasts

    @property
    def audits(self) -> list[str]:
        return self.world.audits

    @property
    def strangers(self) -> set[str]:
        """User ids of those who are not (any more) in the operators' chats."""
        return self.world.strangers

    @strangers.setter
    def strangers(self, users: set[str]) -> None:
        self.world.strangers = users

    @property
    def standings(self) -> dict[str, str]:
        """What users are there: "administrator", "member", "gone", "unknown"."""
        return self.world.standings

    @standings.setter
    def standings(self, standings: dict[str, str]) -> None:
        self.world.standings = standings

    def open(self) -> None:
        self.world.open()

    async def keep(self, *records: Record) -> None:
        await self.world.keep(*records)

    async def ticks(self, word: str, key: object = "", text: str = "") -> None:
        await self.world.tick(word, key, text)

    async def passes(self, ms: int) -> None:
        await self.world.passes(ms)

    async def goes_by(self, ms: int) -> None:
        """The same for hours in which nobody does anything: the program looks at its clock every five minutes. What it
        orders for every 15 seconds says the same each time, and is most of what such an hour costs.
        """
        for _ in range(ms // FIVE_MINUTES):
            self.at += FIVE_MINUTES
            await self.passes(0)
        await self.passes(ms % FIVE_MINUTES)

    def of_chat(self, chat: Address) -> str:
        """All that stands there."""
        return "\n".join(shown.text for shown in self.chats.get(chat, []))
