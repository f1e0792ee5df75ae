"""The operators' chats: a view over the world of what is written and pressed there, and of what citizens get."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.channels.port import Outcome, Result
from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.reports.card import show_new_card
from storage.changes import Query
from storage.records import Account, Dialogue, Lane, Person, Report, ReportEvent, StoredFile
from storage.region.region import Region
from tests.world.clock import MINUTE, TUESDAY
from tests.world.messenger import Shown
from tests.world.view import View
from tests.world.world import ADMIN, ROADS, region_with

__all__ = ["ADMIN", "CITIZEN", "MINUTE", "ROADS", "TUESDAY", "Office", "region_with"]

CITIZEN = Address("vk", "31")
FATES = {
    "sent": Outcome(Result.SENT),
    "unreachable": Outcome(Result.UNREACHABLE, why="blocked"),
    "rejected": Outcome(Result.REJECTED, why="refused"),
}
"""What the messenger answers, so that this becomes of a row in the end."""


@dataclass
class Office(View):
    """Operators write and press. Answers arrive at once, unless they are `slow`."""

    @property
    def admin(self) -> Address:
        assert self.shared.admin_chat is not None
        return self.shared.admin_chat

    def moves_to(self, region: Region, admin: Address = ADMIN) -> None:
        """The program is set up for this region and this admin chat."""
        self.world.settle(region, admin)

    def slow(self) -> None:
        """From now on answers are on their way until `delivered`."""
        self.world.slow = lambda item: any(row.then for row in self.rows if row.id == item.id)

    # -- what happens -------------------------------------------------------------------------
    async def says(self, who: str, text: str = "", chat: Address = ADMIN, **more: object) -> str:
        """An operator's message; its id."""
        key = str(next(self.world.numbers))
        event = Event(chat.channel, key, Kind.MESSAGE, chat.chat, private=False, sender=who, sender_name=who)
        await self.world.take(replace(event, text=text, message=key, **more))  # type: ignore[arg-type]
        return key

    async def edits(self, who: str, message: str, text: str, chat: Address = ADMIN) -> None:
        key = str(next(self.world.numbers))
        event = Event(chat.channel, key, Kind.EDIT, chat.chat, private=False, sender=who, sender_name=who)
        await self.world.take(replace(event, text=text, message=message))

    async def presses(
        self, who: str, data: str, said: Shown | None = None, chat: Address = ADMIN, **more: object
    ) -> str:
        """A pressed button; the toast that answered it."""
        key = str(next(self.world.numbers))
        event = Event(chat.channel, key, Kind.BUTTON, chat.chat, private=False, sender=who, sender_name=who)
        before = len(self.toasts)
        await self.world.take(replace(event, data=data, message=said.id if said else "", ack=key, **more))  # type: ignore[arg-type]
        assert len(self.toasts) == before + 1, "a pressed button is answered exactly once"
        return self.toasts[-1]

    async def joins(self, chat: Address, by: str = "Анна") -> None:
        """The bot is added to a group."""
        await self.world.take(Event(chat.channel, str(next(self.world.numbers)), Kind.JOINED, chat.chat, False, by))

    def event_of_nobody(self) -> Event:
        return Event("clock", "", Kind.TICK)

    async def delivered(self, event: ReportEvent, result: str = "sent", why: str = "") -> None:
        """The messenger takes or refuses the message of this event, which was slow, and the program hears of it."""
        row = next(row for row in self.rows if row.then and row.event_id == event.id)
        outcome = replace(FATES[result], why=why or FATES[result].why)
        messenger = self.world.messengers[row.channel]
        if result != "sent":
            messenger.answers[row.chat] = outcome
        await self.world.take_now(row.id)
        await self.passes(0)
        messenger.answers.pop(row.chat, None)

    # -- what there is ------------------------------------------------------------------------
    async def files_report(self, number: int = 1, **values: object) -> Report:
        """A report of somebody's in VK, with its card."""
        defaults: dict[str, object] = {
            "text": "Яма на дороге", "created_at": self.at, "updated_at": self.at,
            "first_due_at": self.at + 180 * MINUTE, "lat": 60.31,
            "lon": 63.52, "settlement": "tikhorechensk", "municipality": "99601000", "address": "Лесная, 5",
        }  # fmt: skip
        report = Report(number, 31, CITIZEN.channel, CITIZEN.chat, "ru", "new", "potholes", "roads", "")
        for name, value in {**defaults, **values}.items():
            setattr(report, name, value)
        person, account = Person(31, 1), Account("vk", "31", 31, 1)
        self.shared.ids.next("person")
        await self.keep(person, account, report)
        event = self.event_of_nobody()
        turn = Turn(event, self.at, self.shared, person, account, Dialogue("", "", ""), self.shared.library.texts("ru"))
        show_new_card(turn, report)
        await self.world.writes(turn.changes)
        await self.passes(0)
        return await self.report(number)

    async def report(self, number: int = 1) -> Report:
        rows = await self.store.read(Query("report_by_id", (number,)))
        found = rows[0][0]
        assert isinstance(found, Report)
        return found

    async def history(self, number: int = 1) -> list[ReportEvent]:
        return list((await self.store.read(Query("report_events", (number,))))[0])

    async def files(self, number: int = 1) -> list[StoredFile]:
        return list((await self.store.read(Query("report_files", (number,))))[0])

    def card(self, number: int = 1, chat: Address = ADMIN) -> Shown:
        return next(s for s in self.chats[chat] if s.row.slot == f"card:{number}")

    def last(self, chat: Address = ADMIN) -> Shown:
        return self.chats[chat][-1]

    def to_citizen(self) -> list[Shown]:
        return self.chats.get(CITIZEN, [])

    def lanes(self, chat: Address = ADMIN) -> set[Lane]:
        return {Lane(r.lane) for r in self.rows if Address(r.channel, r.chat) == chat and r.op != "ack"}
