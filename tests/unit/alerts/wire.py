"""The wire on which alerts come in: the real intake over a real database; what the admin chat is told is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from handlers import alerts
from handlers.alerts.arrival import ANSWER, Arrival, ArrivalAnswer, load_answer
from handlers.base.event import Event, Kind, Update
from handlers.base.message import Address, Message, load_message, parse_marks
from handlers.base.routes import Router
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.cap.model import Alert, Info, Triple, cap_time
from handlers.cap.read import read_cap
from handlers.intake import Intake
from handlers.notices.content import Content, load_content
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.notice_records import CapAlert, Notice, NoticeEvent
from storage.records import Fault, OutboxRow, Record, Timer
from storage.region.load import FICTIONAL, load_region
from storage.region.notice_rules import AlertSource
from storage.region.region import Region
from storage.store import Store
from storage.ticks import Tick

ADMIN = Address("telegram", "-100500")
SAMPLES = Path(__file__).parents[2] / "cap" / "good"
NOW = int(datetime.fromisoformat("2026-11-25T20:01:00+05:00").timestamp() * 1000)
MINUTE, HOUR = 60_000, 3_600_000
SENDER = "alerts@hydromet.example"
HYDROMET = AlertSource("hydromet", {"ru": "Заречный гидрометцентр"}, senders=(SENDER,))
TRUSTED = replace(HYDROMET, send_from=3)


@cache
def sample(name: str) -> Alert:
    return read_cap((SAMPLES / f"{name}.xml").read_bytes())


def with_info(alert: Alert, **values: Any) -> Alert:
    """The alert with its first info block changed."""
    infos: tuple[Info, ...] = (replace(alert.infos[0], **values), *alert.infos[1:])
    return replace(alert, infos=infos)


def later(alert: Alert, minutes: int, identifier: str = "", kind: str = "", *about: Alert) -> Alert:
    """Another alert of the same sender, so many minutes after NOW."""
    sent = cap_time(NOW + minutes * MINUTE, load_zone())
    triples: tuple[Triple, ...] = tuple(one.triple for one in about)
    kind = kind or alert.kind
    return replace(alert, sent=sent, identifier=identifier or alert.identifier, kind=kind, references=triples)


@cache
def _region() -> Region:
    return load_region(FICTIONAL)


def load_zone() -> Any:
    return _region().zone


def region_with(*sources: AlertSource) -> Region:
    region = _region()
    return replace(region, notices=replace(region.notices, sources=sources), made={}, _by_code={})


@dataclass
class Wire:
    """`said` is what stands in the admin chat, by its slot where it has one, in order."""

    store: Store
    sources: Sequence[AlertSource] = (HYDROMET,)
    at: int = NOW
    said: list[tuple[OutboxRow, Message]] = field(default_factory=list)
    officer: str = "7"
    forgiving: bool = False  # faults may be kept

    def __post_init__(self) -> None:
        region = region_with(*self.sources)
        self.shared = Shared(region, Library(region.zone), Ids({}), ADMIN, lambda text: [], lambda text: False)
        router = Router()
        router.add(alerts.ROUTES)
        self.intake = Intake(self.store, self.shared, router, self, self._member, self._committed)
        self.toasts: list[str] = []
        self._keys = count(1)

    # -- what the intake wants ------------------------------------------------------------------
    def now(self) -> int:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("the database failed")

    async def _member(self, chat: Address, user: str) -> str:
        return "administrator"

    def _committed(self, changes: Changes) -> None:
        assert self.forgiving or not changes.rows.get(Fault), f"a handler failed: {changes.rows[Fault]}"
        for row in changes.outbox():
            if row.op == "ack":
                self.toasts.append(row.body)
                continue
            entry = (row, load_message(row.body))
            place = next((i for i, (old, _) in enumerate(self.said) if row.slot and old.slot == row.slot), None)
            if place is None:
                self.said.append(entry)
            else:
                self.said[place] = entry

    # -- what happens ---------------------------------------------------------------------------
    async def comes(self, alert: Alert | str, **how: Any) -> ArrivalAnswer:
        """An alert arrives as a feed would bring it; what became of it."""
        read = sample(alert) if isinstance(alert, str) else alert
        return await self.arrives(Arrival(**{"by": "folder", "name": "a.xml", "alert": read, "answer": True, **how}))

    async def arrives(self, arrival: Arrival) -> ArrivalAnswer:
        key = f"t{next(self._keys)}"
        await self.keep(arrival.timer(key, self.at))
        await self.rings(Tick.ALERT)
        rows = (await self.store.read(Query("setting", (f"{ANSWER}{key}",))))[0]
        return load_answer(rows[0].value)

    async def rings(self, kind: str) -> None:
        """The timers of this kind that are due; others belong to other parts of the house."""
        due: list[Timer] = (await self.store.read(Query("timers_due", (self.at, 100))))[0]
        for timer in due:
            if timer.kind == kind:
                event = Event("clock", "", Kind.TICK, data=f"{timer.kind}:{timer.key}", text=timer.data)
                await self.intake.take([Update("clock", "", "", "{}", event)])

    async def presses(self, data: str) -> None:
        key = str(next(self._keys))
        event = Event(
            ADMIN.channel, key, Kind.BUTTON, ADMIN.chat, private=False, sender=self.officer, sender_name="Олег",
            data=data, ack=key,
        )  # fmt: skip
        await self.intake.take([Update(ADMIN.channel, "1", key, "{}", event)])

    async def keep(self, *records: Record) -> None:
        changes = Changes()
        for record in records:
            changes.put(record)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    # -- what there is --------------------------------------------------------------------------
    async def notice(self, number: int) -> Notice:
        found = (await self.store.read(Query("notice_by_id", (number,))))[0][0]
        assert isinstance(found, Notice)
        return found

    async def content(self, number: int) -> Content:
        return load_content((await self.notice(number)).content)

    async def notices(self) -> list[Notice]:
        found: list[Notice] = (await self.store.read(Query("notices_among", (str(list(range(1, 400))),))))[0]
        return found

    async def history(self, number: int) -> list[tuple[str, str]]:
        events: list[NoticeEvent] = (await self.store.read(Query("notice_events", (number,))))[0]
        return [(event.what, event.actor) for event in events]

    async def known(self, alert: Alert | str) -> CapAlert | None:
        read = sample(alert) if isinstance(alert, str) else alert
        rows: list[CapAlert] = (await self.store.read(Query("cap_named", (read.sender, read.identifier))))[0]
        return next((row for row in rows if row.sent == read.sent), None)

    async def went_out(self, number: int, state: str = "sending") -> Notice:
        """As if the clock and the audience had done their part."""
        notice = await self.notice(number)
        notice.state, notice.started_at = state, self.at
        notice.approved_at = notice.approved_at or self.at
        await self.keep(notice)
        return notice

    def text(self) -> str:
        return "\n---\n".join(parse_marks(message.text)[0] for _, message in self.said)

    def last(self) -> Message:
        return self.said[-1][1]

    def buttons(self) -> list[tuple[str, str]]:
        return [(button.label, button.data) for row in self.last().buttons for button in row]
