"""The operators' handlers over a real database: events go in through the intake, what is said is kept as chats."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from handlers import clock, operator
from handlers.base.event import Event, Kind, Update
from handlers.base.message import Address, Message, load_message, parse_marks
from handlers.base.routes import Router
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.intake import Intake
from handlers.reports.card import show_new_card
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.records import (
    Account,
    Audit,
    Dialogue,
    Fault,
    Lane,
    OutboxRow,
    Person,
    Record,
    Report,
    ReportEvent,
    SentMessage,
    StoredFile,
)
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Organisation, Region
from storage.store import Store

ADMIN = Address("telegram", "-100500")
ROADS = Address("telegram", "-100777")
CITIZEN = Address("vk", "31")
TUESDAY = int(datetime.fromisoformat("2025-11-18T11:00:00+05:00").timestamp() * 1000)
MINUTE = 60_000


@dataclass
class Said:
    """A message of the bot as its chat shows it."""

    id: str
    row: OutboxRow
    message: Message

    @property
    def text(self) -> str:
        return parse_marks(self.message.text)[0]

    @property
    def data(self) -> list[str]:
        return [button.data for row in self.message.buttons for button in row]


def region_with(**chats: str) -> Region:
    """The fictional region, some of its organisations with chats of their own."""
    region = load_region(FICTIONAL)
    own: list[Organisation] = [replace(o, chat=chats.get(o.code, "")) for o in region.organisations]
    return replace(region, organisations=tuple(own), _by_code={})


@dataclass
class Office:
    """Operators write and press; `chats` holds what each chat shows, `gone` what was taken away."""

    store: Store
    region: Region = field(default_factory=region_with)
    at: int = TUESDAY
    admin: Address = ADMIN

    def __post_init__(self) -> None:
        self.shared = Shared(
            self.region, Library(self.region.zone), Ids({}), self.admin, lambda text: [], lambda text: False
        )
        router = Router()
        router.add(operator.ROUTES)
        router.add(clock.ROUTES)
        self.intake = Intake(self.store, self.shared, router, self, self._member, self._committed)
        self.chats: dict[Address, list[Said]] = {}
        self.rows: list[OutboxRow] = []
        self.toasts: list[str] = []
        self.audits: list[str] = []
        self.strangers: set[str] = set()
        self._sent: list[SentMessage] = []
        self._waiting: list[OutboxRow] = []
        self._numbers = count(1000)

    # -- what the intake wants ----------------------------------------------------------------
    def now(self) -> int:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("the database failed")

    async def _member(self, chat: Address, user: str) -> str:
        return "gone" if user in self.strangers else "member"

    def _committed(self, changes: Changes) -> None:
        assert not changes.rows.get(Fault), f"a handler failed: {changes.rows[Fault]}"
        for row in changes.outbox():
            self._show(row)
        self.audits += [r.action for r in changes.rows.get(Audit, {}).values() if isinstance(r, Audit)]

    def _show(self, row: OutboxRow) -> None:
        chat = self.chats.setdefault(Address(row.channel, row.chat), [])
        self.rows.append(row)
        self._waiting.append(row)
        shown = next((s for s in chat if row.slot and s.row.slot == row.slot), None)
        if row.op == "ack":
            self.toasts.append(row.body)
        elif row.op == "delete":
            assert shown is not None, f"nothing to take away in slot {row.slot}"
            chat.remove(shown)
        elif shown is not None:
            shown.message = load_message(row.body)
        else:
            said = Said(str(next(self._numbers)), row, load_message(row.body))
            chat.append(said)
            self._sent.append(
                SentMessage(row.channel, row.chat, said.id, row.slot, row.report_id, row.event_id, row.purpose, self.at)
            )

    # -- what happens -------------------------------------------------------------------------
    async def _happen(self, event: Event) -> None:
        await self.intake.take([Update(event.channel, "1", event.key, "{}", event)])
        await self._deliver()

    async def _deliver(self) -> None:
        """What was said has been sent: it is remembered, and nothing waits in the outbox."""
        changes = Changes()
        for message in self._sent:
            changes.put(message)
        for row in self._waiting:
            changes.delete(OutboxRow, row.id)
        self._sent.clear()
        self._waiting.clear()
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def keep(self, *records: Record) -> None:
        changes = Changes()
        for record in records:
            changes.put(record)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def says(self, who: str, text: str = "", chat: Address = ADMIN, **more: object) -> str:
        """An operator's message; its id."""
        key = str(next(self._numbers))
        event = Event(chat.channel, key, Kind.MESSAGE, chat.chat, private=False, sender=who, sender_name=who)
        await self._happen(replace(event, text=text, message=key, **more))  # type: ignore[arg-type]
        return key

    async def edits(self, who: str, message: str, text: str, chat: Address = ADMIN) -> None:
        key = str(next(self._numbers))
        event = Event(chat.channel, key, Kind.EDIT, chat.chat, private=False, sender=who, sender_name=who)
        await self._happen(replace(event, text=text, message=message))

    async def presses(
        self, who: str, data: str, said: Said | None = None, chat: Address = ADMIN, **more: object
    ) -> str:
        """A pressed button; the toast that answered it."""
        key = str(next(self._numbers))
        event = Event(chat.channel, key, Kind.BUTTON, chat.chat, private=False, sender=who, sender_name=who)
        before = len(self.toasts)
        await self._happen(replace(event, data=data, message=said.id if said else "", ack=key, **more))  # type: ignore[arg-type]
        assert len(self.toasts) == before + 1, "a pressed button is answered exactly once"
        return self.toasts[-1]

    async def joins(self, chat: Address, by: str = "Анна") -> None:
        """The bot is added to a group."""
        await self._happen(Event(chat.channel, str(next(self._numbers)), Kind.JOINED, chat.chat, False, by))

    def event_of_nobody(self) -> Event:
        return Event("clock", "", Kind.TICK)

    async def ticks(self, word: str, key: object = "", text: str = "") -> None:
        await self.intake.tick(word, str(key), text)
        await self._deliver()

    async def passes(self, ms: int) -> None:
        """Time goes by, and due timers ring."""
        self.at += ms
        await self._deliver()
        while await self.intake.ring():
            await self._deliver()

    async def delivered(self, event: ReportEvent, result: str = "sent", why: str = "") -> None:
        await self.ticks("delivered", event.id, json.dumps({"result": result, "why": why, "at": self.at}))

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
        await self.keep(*(r for table in turn.changes.rows.values() for r in table.values() if r is not None))
        self._committed(turn.changes)
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

    def card(self, number: int = 1, chat: Address = ADMIN) -> Said:
        return next(s for s in self.chats[chat] if s.row.slot == f"card:{number}")

    def last(self, chat: Address = ADMIN) -> Said:
        return self.chats[chat][-1]

    def to_citizen(self) -> list[Said]:
        return self.chats.get(CITIZEN, [])

    def lanes(self, chat: Address = ADMIN) -> set[Lane]:
        return {Lane(r.lane) for r in self.rows if Address(r.channel, r.chat) == chat and r.op != "ack"}
