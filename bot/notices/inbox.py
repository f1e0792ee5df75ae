"""The inbox of alerts: whatever a feed, the folder or the console brought becomes a timer, in one transaction with what
remembers that it was fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from bot.beside import TooMuch, Worker
from bot.clock import Clock
from bot.notices.shapes import make_all_ready, make_ready
from handlers.alerts.arrival import ANSWER, Arrival, ArrivalAnswer, load_answer
from handlers.alerts.drafting import place_alert
from handlers.alerts.prepare import TIME, nowhere, read_document, without_unused_shapes
from handlers.cap.safe_xml import CapFault
from handlers.intake import Intake
from storage.changes import Changes, Query
from storage.records import Setting
from storage.store import Store

log = structlog.get_logger()

INBOX_LOOK_S = 1.0
"""So long an alert waits at most that another process put down (`otklik notice`)."""

ORDER_MS = 1_000
"""Timers ring by their due time: what comes together gets times so far back, one after the other."""


class Inbox:
    """Writes arrivals; `run` sees to it that those of other processes are heard at once, too."""

    def __init__(
        self, store: Store, intake: Intake, clock: Clock, beside: Worker, committed: Callable[[Changes], None]
    ) -> None:
        self.store, self.intake, self.clock, self.beside, self._committed = store, intake, clock, beside, committed
        self._latest = 0  # the due time that was given last

    async def read(self, arrival: Arrival, data: bytes) -> Arrival:
        """The arrival with the alert of a document and its place, or with what is wrong with it."""
        try:
            read = await self.beside.run(read_document, data, arrival.source, self.clock.now())
        except TooMuch as fault:
            log.warning("alert.not_read", why=fault.code)
            return replace(arrival, bad=(CapFault("", "cap-too-hard"),))
        if isinstance(read, tuple):
            return replace(arrival, bad=read)
        return await self.place(replace(arrival, alert=read))

    async def place(self, arrival: Arrival) -> Arrival:
        """The arrival with its alert's place. What cannot be worked out in time is for an officer: with the place as
        codes and names have it, or without any.
        """
        alert = arrival.alert
        if alert is None or not alert.infos:
            return arrival
        for heavy in ("", TIME):
            try:
                placed = await self.beside.run(place_alert, alert, heavy)
                await make_ready(self.intake.shared.region, placed.area)
                return replace(arrival, placed=placed, alert=without_unused_shapes(alert, placed))
            except TooMuch as fault:
                log.warning("alert.not_placed", why=fault.code, shapes=not heavy)
        return replace(arrival, placed=nowhere(alert))

    async def put(self, arrivals: Mapping[str, Arrival], *settings: Setting) -> None:
        """All of it in one transaction, to be judged in this order: an update after what it updates. An arrival whose
        key waits already is the same one.
        """
        changes = Changes()
        for key, arrival in arrivals.items():
            self._latest = max(self._latest + 1, self.clock.now() - ORDER_MS)
            changes.put(arrival.timer(key, self._latest))
        for setting in settings:
            changes.put(setting)
        async with self.store.unit() as unit:
            await unit.commit(changes)
        self._committed(changes)

    async def answer(self, key: str) -> ArrivalAnswer | None:
        """What became of an arrival that wanted an answer; None while that is not known."""
        rows: list[Setting] = (await self.store.read(Query("setting", (f"{ANSWER}{key}",))))[0]
        return load_answer(rows[0].value) if rows else None

    async def forget(self, *keys: str) -> None:
        """The answers are not needed any more."""
        changes = Changes()
        for key in keys:
            changes.delete(Setting, f"{ANSWER}{key}")
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def run(self) -> None:
        await make_all_ready(self.intake.shared.region, self.store, self.clock.now())
        while True:
            if (await self.store.read(Query("alerts_waiting", (self.clock.now(),))))[0]:
                await self.intake.ring()
            await self.clock.sleep(INBOX_LOOK_S)
