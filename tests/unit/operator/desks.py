"""The private chats of those on shift: a view over the office's world."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from storage.changes import Query
from storage.shift_records import Shift
from tests.unit.operator.office import ADMIN, Office
from tests.world.messenger import Shown
from tests.world.view import View


@dataclass
class Desk(View):
    """One member of the staff in his private chat with the bot."""

    office: Office
    who: str
    channel: str = ADMIN.channel

    @property
    def chat(self) -> Address:
        return Address(self.channel, self.who)

    async def says(self, text: str = "", **more: object) -> str:
        key = str(next(self.world.numbers))
        event = Event(self.channel, key, Kind.MESSAGE, self.who, private=True, sender=self.who, sender_name=self.who)
        await self.world.take(replace(event, text=text, message=key, **more))  # type: ignore[arg-type]
        return key

    async def edits(self, message: str, text: str) -> None:
        key = str(next(self.world.numbers))
        event = Event(self.channel, key, Kind.EDIT, self.who, private=True, sender=self.who, sender_name=self.who)
        await self.world.take(replace(event, text=text, message=message))

    async def presses(self, data: str, said: Shown | None = None) -> str:
        """A pressed button; the toast that answered it."""
        key = str(next(self.world.numbers))
        event = Event(self.channel, key, Kind.BUTTON, self.who, private=True, sender=self.who, sender_name=self.who)
        await self.world.take(replace(event, data=data, message=said.id if said else "", ack=key))
        return self.toasts[-1]

    async def begins(self) -> None:
        await self.says("/shift")
        await self.presses("o_sbegin", self.last())
        await self.passes(0)

    async def next(self) -> None:
        await self.presses("o_next")
        await self.passes(0)

    def shown(self) -> list[Shown]:
        return self.chats.get(self.chat, [])

    def last(self) -> Shown:
        return self.shown()[-1]

    def card(self) -> Shown:
        """The newest card on this desk."""
        return [said for said in self.shown() if said.row.slot.startswith("card:")][-1]

    def on_desk(self) -> int:
        """The number of the newest card."""
        return self.card().row.report_id

    async def shift(self) -> Shift | None:
        account = (await self.store.read(Query("accounts_among", (self.channel, f'["{self.who}"]'))))[0]
        rows = (await self.store.read(Query("shift_of", (account[0].person_id,))))[0] if account else []
        return rows[0] if rows else None


def desk(office: Office, who: str, channel: str = ADMIN.channel) -> Desk:
    return Desk(office.world, office, who, channel)
