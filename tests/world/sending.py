"""The program's sender, a step at a time: no tasks, no limits, no waiting; everything else is its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.port import Channel
from bot.delivery.backlog import Waiting, waiting
from bot.delivery.carrier import Carrier
from bot.delivery.claims import Flight
from bot.delivery.dispatch import Dispatch, Request
from bot.delivery.sender import Sender
from handlers.base.message import Address
from storage.records import Lane, OutboxRow, OutboxState, Share

Wanted = Callable[[Waiting], bool]


class Unhurried(Dispatch):
    """Everything may leave at once."""

    async def leave(self, request: Request) -> None: ...

    async def wait_for_more(self, chat: str, share: Share, more: int) -> None: ...


class StepSender(Sender):
    """`queue` is what waits, in the order in which it was said."""

    def __init__(self, channel: Channel, *rest: Any, **how: Any) -> None:
        super().__init__(channel, *rest, **how)
        self.dispatch = Unhurried(channel.limits, self.clock, self.dispatch.held)
        self.carrier = Carrier(channel, self.preparer, self.dispatch, self._land)
        self.queue: list[Waiting] = []

    def offer(self, rows: Sequence[OutboxRow]) -> None:
        self.queue += [waiting(row) for row in rows]

    async def resume(self, notice: int) -> None:
        known = {item.id for item in self.queue}
        self.queue += [item for item in await self.claims.of_notice(notice) if item.id not in known]

    async def begin(self) -> None:
        """As at a start: what an earlier run left claimed is doubtful, what waits is read."""
        await self.claims.doubt_claimed()
        self.queue = await self.claims.waiting_after(0)

    def next_at(self, wanted: Wanted) -> int | None:
        """When something (that is `wanted`) may go."""
        return min((item.due_at for item in self.queue if wanted(item)), default=None)

    async def step(self, wanted: Wanted) -> int:
        """Send what is due (and `wanted`), but of one slot only the first; how many rows that were."""
        picked, slots, now = list[Waiting](), set[tuple[str, str]](), self.clock.now()
        for item in self.queue:
            place = (item.chat, item.slot)
            if item.due_at <= now and place not in slots and wanted(item):
                picked.append(item)
                slots |= {place} if item.slot else set()
        if not picked:
            return 0
        chosen = {item.id for item in picked}
        self.queue = [item for item in self.queue if item.id not in chosen]
        async with self.claims.store.unit() as unit:
            _, claimed, shown = await self.claims.write(unit, [], picked)
        rows = {row.id: row for row in claimed}  # what is not there was replaced, dropped, stopped, or is late
        flights = [Flight(item, rows[item.id], shown=shown) for item in picked if item.id in rows]
        if flights:
            await self.carrier.carry(Request(Lane.PERSON, 0.0, [flight.item for flight in flights]), flights)
            await self._conclude()
        return len(picked)

    async def _conclude(self) -> None:
        landed, self._landed = self._landed, []
        async with self.claims.store.unit() as unit:
            verdicts, _, _ = await self.claims.write(unit, landed, [])
        for landing, verdict in zip(landed, verdicts, strict=True):
            item = landing.flight.item
            if verdict.state is OutboxState.WAITING:
                self.queue.append(replace(item, due_at=verdict.due_at, chat=verdict.chat or item.chat))
            if verdict.chat:
                self.moved(Address(self.channel.name, item.chat), Address(self.channel.name, verdict.chat))
