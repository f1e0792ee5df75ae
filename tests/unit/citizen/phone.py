"""A citizen's phone: a view over the world of what one person writes, presses and sees."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from handlers.base.event import CLOCK, Attachment, AttachmentKind, Event, Kind, Point
from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.reports.status import LineKind, Status, move, record
from handlers.reports.tell_citizen import send_answer, send_question
from storage.changes import Query
from storage.records import Account, Dialogue, Person, Report, ReportEvent, SentMessage, StoredFile, Timer
from tests.world.clock import DAY, MINUTE, SECOND, TUESDAY
from tests.world.messenger import Shown
from tests.world.view import View
from tests.world.world import ADMIN

__all__ = ["ADMIN", "DAY", "MINUTE", "SECOND", "TUESDAY", "Phone", "Shown"]

PHOTO = Attachment(AttachmentKind.PHOTO, "photo-1", size=10)
STICKER = Attachment(AttachmentKind.STICKER, "sticker-1")


@dataclass
class Phone(View):
    """`user` in the messenger `channel`. A fault of a handler is kept and told, as citizens meet it."""

    channel: str = "telegram"
    user: str = "77"

    def __post_init__(self) -> None:
        self.world.forgiving = True

    def open(self, region_version: str = "") -> None:
        """The program starts again, perhaps with other terms of consent."""
        if region_version:
            self.region.consent_version = region_version
        self.world.open()

    # -- what a citizen does --------------------------------------------------------------------
    async def happens(self, *events: Event) -> None:
        await self.world.take(*events)

    def event(self, kind: Kind = Kind.MESSAGE, **values: object) -> Event:
        number = str(next(self.world.numbers))
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
        await self.passes(ms)

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
        await self.world.writes(turn.changes)

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
        return self.of_chat(ADMIN)

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
        return await self.world.faults()

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
        await self.keep(SentMessage(self.channel, self.user, message, report_id=report_id, purpose="answer"))


def asks(turn: Turn, report: Report) -> None:
    """An operator asks a question."""
    move(turn, report, Status.NEEDS_INFO)
    send_question(turn, report, record(turn, report, LineKind.QUESTION, "Какой подъезд?"), ())


def answers(turn: Turn, report: Report) -> None:
    """An operator answers."""
    move(turn, report, Status.ANSWERED)
    event = record(turn, report, LineKind.ANSWER, "Яму засыпали")
    event.delivery = "delivered"
    send_answer(turn, report, event, ())
