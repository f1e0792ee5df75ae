"""The wire on which alerts come in, and the admin chat that is told: a view over the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from handlers.alerts.arrival import ANSWER, Arrival, ArrivalAnswer, load_answer
from handlers.base.event import Event, Kind
from handlers.base.message import Message
from handlers.cap.model import Alert, Info, Triple, cap_time
from handlers.cap.read import read_cap
from handlers.notices.content import Content, load_content
from storage.changes import Query
from storage.notice_records import CapAlert, Notice, NoticeEvent
from storage.region.notice_rules import AlertSource
from storage.region.region import Region
from storage.store import Store
from tests.world.clock import HOUR, MINUTE, StillClock
from tests.world.messenger import Shown
from tests.world.view import View
from tests.world.world import ADMIN, World, fictional

__all__ = ["ADMIN", "HOUR", "MINUTE", "Wire"]

SAMPLES = Path(__file__).parents[2] / "cap" / "good"
NOW = int(datetime.fromisoformat("2026-11-25T20:01:00+05:00").timestamp() * 1000)
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


def load_zone() -> Any:
    return fictional().zone


def region_with(*sources: AlertSource) -> Region:
    region = fictional()
    return replace(region, notices=replace(region.notices, sources=tuple(sources)))


class Wire(View):
    """Alerts come in from these `sources`; `officer`, who administers the admin chat, presses there."""

    def __init__(self, store: Store, sources: Sequence[AlertSource] = (HYDROMET,)) -> None:
        region, clock = region_with(*sources), StillClock(NOW)
        super().__init__(World(store, region=region, clock=clock, otherwise="administrator"))
        self.officer = "7"
        self._arrivals = count(1)

    @property
    def said(self) -> list[Shown]:
        """What stands in the admin chat, in order."""
        return self.chats.get(ADMIN, [])

    # -- what happens ---------------------------------------------------------------------------
    async def comes(self, alert: Alert | str, **how: Any) -> ArrivalAnswer:
        """An alert arrives as a feed would bring it; what became of it."""
        read = sample(alert) if isinstance(alert, str) else alert
        return await self.arrives(Arrival(**{"by": "folder", "name": "a.xml", "alert": read, "answer": True, **how}))

    async def arrives(self, arrival: Arrival) -> ArrivalAnswer:
        key = f"t{next(self._arrivals)}"
        await self.keep(arrival.timer(key, self.at))
        await self.passes(0)
        rows = (await self.store.read(Query("setting", (f"{ANSWER}{key}",))))[0]
        return load_answer(rows[0].value)

    async def presses(self, data: str) -> None:
        key = str(next(self.world.numbers))
        event = Event(
            ADMIN.channel, key, Kind.BUTTON, ADMIN.chat, private=False, sender=self.officer, sender_name="Олег",
            data=data, ack=key,
        )  # fmt: skip
        await self.world.take(event)

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

    async def all_over(self) -> list[Notice]:
        """Nothing that was said is in force any more; all the notices that there are."""
        notices = await self.notices()
        for notice in notices:
            notice.ended_at = notice.ended_at or self.at
        await self.keep(*notices)
        return notices

    def text(self) -> str:
        return "\n---\n".join(shown.text for shown in self.said)

    def last(self) -> Message:
        return self.said[-1].message

    def buttons(self) -> list[tuple[str, str]]:
        return [(button.label, button.data) for row in self.last().buttons for button in row]
