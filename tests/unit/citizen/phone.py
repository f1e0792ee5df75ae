"""A citizen's phone: what is written goes through the intake into a real database, what is said is shown as a chat."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from handlers import citizen, operator
from handlers.base.event import CLOCK, Attachment, AttachmentKind, Event, Kind, Point, Update
from handlers.base.message import Address, Message, load_message, parse_marks
from handlers.base.routes import Router
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.intake import Intake
from handlers.reports.status import Status, move, record
from handlers.reports.tell_citizen import send_answer, send_question
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.records import Account, Dialogue, OutboxRow, Person, Report, ReportEvent, SentMessage, StoredFile, Timer
from storage.region.load import FICTIONAL, load_region
from storage.store import Store

ADMIN = Address("telegram", "-100500")
TUESDAY = int(datetime.fromisoformat("2025-11-18T11:00:00+05:00").timestamp() * 1000)
PHOTO = Attachment(AttachmentKind.PHOTO, "photo-1", size=10)
STICKER = Attachment(AttachmentKind.STICKER, "sticker-1")
SECOND, MINUTE, DAY = 1_000, 60_000, 24 * 3_600_000
GUESSES = {"яма": "potholes", "снег": "snow", "люк": "manholes"}


@dataclass
class Shown:
    """A message of the bot as the chat shows it."""

    row: OutboxRow
    message: Message

    @property
    def text(self) -> str:
        return parse_marks(self.message.text)[0]

    @property
    def buttons(self) -> dict[str, str]:
        return {button.label: button.data for row in self.message.buttons for button in row}


def guess(text: str) -> list[str]:
    return [topic for word, topic in GUESSES.items() if word in text.lower()]


@dataclass
class Phone:
    store: Store
    channel: str = "telegram"
    user: str = "77"
    at: int = TUESDAY
    chats: dict[Address, list[Shown]] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.region = load_region(FICTIONAL)
        library = Library(self.region.zone)
        self.shared = Shared(self.region, library, Ids({}), ADMIN, guess, lambda text: "газ" in text.lower())
        self.open()

    def open(self, region_version: str = "") -> None:
        """The program starts (again) over the same database."""
        if region_version:
            self.region.consent_version = region_version
        router = Router()
        router.add(citizen.ROUTES)
        router.add(operator.TICKS)
        self.intake = Intake(self.store, self.shared, router, self, self._members, self._committed)
        self.ids = count(1 if not hasattr(self, "ids") else 10_000)

    # -- the clock that the intake reads --------------------------------------------------------
    def now(self) -> int:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None: ...

    async def _members(self, chat: Address, user: str) -> str:
        return "gone"

    # -- what a citizen does --------------------------------------------------------------------
    async def happens(self, *events: Event) -> None:
        await self.intake.take([Update(event.channel, "1", event.key, "{}", event) for event in events])

    def event(self, kind: Kind = Kind.MESSAGE, **values: object) -> Event:
        number = str(next(self.ids))
        base: dict[str, object] = {"chat": self.user, "sender": self.user, "message": f"m{number}", "language": "ru"}
        return Event(self.channel, f"k{number}", kind, **{**base, **values})  # type: ignore[arg-type]

    async def says(self, text: str = "", *files: Attachment, place: Point | None = None, reply_to: str = "") -> None:
        """One message, and the ten seconds after it."""
        await self.happens(self.event(text=text, attachments=files, place=place, reply_to=reply_to))
        await self.waits(10 * SECOND)

    async def sends_place(self, lat: float, lon: float) -> None:
        await self.says(place=Point(lat, lon))

    async def presses(self, label: str) -> None:
        """The newest button whose label contains this."""
        for shown in reversed(self.chat):
            for name, data in shown.buttons.items():
                if label in name:
                    await self.press_data(data)
                    return
        raise AssertionError(f"no button {label!r} in {[s.buttons for s in self.chat]}")

    async def press_data(self, data: str) -> None:
        await self.happens(self.event(Kind.BUTTON, data=data, message="", ack="a1", ack_until=self.at + 10_000))
        await self.waits(SECOND)

    async def waits(self, ms: int) -> None:
        """Time goes on; what is due on the way happens at its time."""
        until = self.at + ms
        while True:
            rows = (await self.store.read(Query("next_timer")))[0]
            if not rows or rows[0][0] > until:
                break
            self.at = max(self.at, rows[0][0])
            await self.intake.ring()
        self.at = until

    async def files_report(self, text: str = "В Сосновинке на улице Лесной, 5 яма") -> Report:
        """From the first word to the number."""
        await self.says(text)
        await self.presses("Отправить")
        if "согласие" in " ".join(self.last.buttons):
            await self.presses("Даю согласие")
        return (await self.reports())[-1]

    # -- what the staff do ----------------------------------------------------------------------
    async def staff(self, act: Callable[[Turn, Report], None], report_id: int) -> None:
        """Something that an operator does to a report, by whatever is public."""
        report = (await self.store.read(Query("report_by_id", (report_id,))))[0][0]
        event = Event(CLOCK, "", Kind.TICK)
        nobody = Person(0, self.at), Account(CLOCK, "0", 0, self.at), Dialogue(CLOCK, "", "")
        turn = Turn(event, self.at, self.shared, *nobody, self.shared.library.texts("ru"))
        act(turn, report)
        async with self.store.unit() as unit:
            await unit.commit(turn.changes)
        self._committed(turn.changes)

    # -- what is seen ---------------------------------------------------------------------------
    @property
    def here(self) -> Address:
        return Address(self.channel, self.user)

    @property
    def chat(self) -> list[Shown]:
        return self.chats.setdefault(self.here, [])

    @property
    def last(self) -> Shown:
        return self.chat[-1]

    @property
    def admin(self) -> str:
        """All that stands in the operators' chat."""
        return "\n".join(shown.text for shown in self.chats.get(ADMIN, []))

    def sees(self, words: str) -> bool:
        return any(words in shown.text for shown in self.chat)

    async def reports(self) -> list[Report]:
        everything = []
        for number in range(1, 30):
            everything += (await self.store.read(Query("report_by_id", (number,))))[0]
        return everything

    async def history(self, report_id: int) -> list[ReportEvent]:
        return (await self.store.read(Query("report_events", (report_id,))))[0]

    async def files(self, report_id: int) -> list[StoredFile]:
        return (await self.store.read(Query("report_files", (report_id,))))[0]

    async def dialogue(self) -> Dialogue | None:
        key = json.dumps([[self.channel, self.user, self.user]])
        rows = (await self.store.read(Query("dialogues_among", (key,))))[0]
        return rows[0] if rows else None

    async def faults(self) -> list[str]:
        return [fault.error for fault in (await self.store.read(Query("faults_open")))[0]]

    async def account(self) -> Account:
        account: Account = (await self.store.read(Query("account", (self.channel, self.user))))[0][0]
        return account

    async def timer(self, kind: str, key: str) -> Timer:
        timer: Timer = (await self.store.read(Query("timers_among", (json.dumps([[kind, key]]),))))[0][0]
        return timer

    async def fault_ids(self) -> list[int]:
        rows = await self.store.read(Query("fault_by_id", (1,)), Query("fault_by_id", (2,)))
        return [fault.id for group in rows for fault in group]

    async def remembers_sent(self, message: str, report_id: int) -> None:
        """As the delivery does: the bot's message of this id is about that report."""
        sent = SentMessage(self.channel, self.user, message, report_id=report_id, purpose="answer")
        changes = Changes()
        changes.put(sent)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    def _committed(self, changes: Changes) -> None:
        for row in changes.outbox():
            chat = self.chats.setdefault(Address(row.channel, row.chat), [])
            standing = next((i for i, s in enumerate(chat) if row.slot and s.row.slot == row.slot), None)
            if row.op == "ack":
                self.toasts.append(row.body)
            elif row.op == "delete":
                if standing is not None:
                    del chat[standing]
            elif standing is not None:
                chat[standing] = Shown(row, load_message(row.body))
            else:
                chat.append(Shown(row, load_message(row.body)))


def asks(turn: Turn, report: Report) -> None:
    """An operator asks a question."""
    move(turn, report, Status.NEEDS_INFO)
    send_question(turn, report, record(turn, report, "question", "Какой подъезд?"), ())


def answers(turn: Turn, report: Report) -> None:
    """An operator answers."""
    move(turn, report, Status.ANSWERED)
    event = record(turn, report, "answer", "Яму засыпали")
    event.delivery = "delivered"
    send_answer(turn, report, event, ())
