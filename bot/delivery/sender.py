"""The sender of one channel: claims what may go, sends it, writes what became of it.

One cycle is one transaction: the outcomes that came in and the next claims are committed together, and only
then is the network touched. Anything that is claimed and has no outcome after a restart is *unknown*.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import structlog

from bot.channels.port import Channel
from bot.clock import Clock
from bot.delivery.backlog import Backlog, Waiting, waiting
from bot.delivery.carrier import Carrier
from bot.delivery.claims import Claims, Flight, Landing
from bot.delivery.dispatch import Dispatch, Request
from bot.delivery.held import HeldChats
from bot.delivery.outcomes import SendVerdict
from bot.delivery.prepare import Preparer
from bot.delivery.salvage import Salvage
from bot.delivery.slots import Shown
from bot.jobs.repeats import Repeats
from bot.waiting import happens
from handlers.base.message import Address
from storage.changes import Changes
from storage.notice_records import MARK
from storage.outbox_records import OutboxOp
from storage.records import OutboxRow, OutboxState
from storage.store import StorageError, Store

log = structlog.get_logger()

FILES_TRIES = 40
"""That a chat forbids a message with files may be due to the files: after so many refusals it is taken to be."""
LONGEST_S = 30.0
"""Looks again after this at the latest."""
LANDS_S = 180.0
"""So long calls under way are waited for before a sender that broke begins anew."""


class Sender:
    """`stopped` is called with the reason when the messenger will not have us at all (token refused),
    `moved` when a group turned out to have a new id. `keeps`: whether a chat is the operators' own, so that what it
    refuses waits until it takes messages again.
    """

    def __init__(
        self,
        channel: Channel,
        store: Store,
        clock: Clock,
        preparer: Preparer,
        committed: Callable[[Changes], None],
        *,
        moved: Callable[[Address, Address], None],
        stopped: Callable[[str], None] = lambda why: None,
        keeps: Callable[[str], bool] = lambda chat: False,
    ) -> None:
        self.channel, self.clock, self.preparer = channel, clock, preparer
        self.stopped, self.moved = stopped, moved
        self.dispatch = Dispatch(channel.limits, clock, HeldChats(channel.name, keeps))
        self.claims = Claims(channel.name, store, clock, committed)
        self.loaded = False  # what an earlier run left is known
        self._early: list[Waiting] = []  # what was committed before that was known: it comes after it
        self.turned_at = 0.0  # monotonic: when it last looked for something to do
        self._landed: list[Landing] = []
        self._under_way = 0  # requests
        self._wake = asyncio.Event()
        self._stopping = False
        self._flights: asyncio.TaskGroup | None = None
        self._salvage = Salvage(channel.name)
        self._repeats = Repeats()
        self.carrier = Carrier(channel, preparer, self.dispatch, self._land)

    def offer(self, rows: Sequence[OutboxRow]) -> None:
        """Rows that were just committed."""
        self._take_in([waiting(row) for row in rows])

    def alive(self, chats: set[str]) -> None:
        """Something came from these chats: those that took no messages are asked again."""
        for chat in chats:
            if self.dispatch.alive(chat):
                self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the calls under way have landed and are written down."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Send until `stop`. Cancelled instead, it leaves rows whose outcome the next start calls unknown.

        It may be run again after a fault: what landed is written down, and everything else read anew.
        """
        self._forget_memory()
        while not await self._load():
            await self.clock.sleep(1)
        self.loaded = True
        self._take_in(self._early)
        self._early = []
        async with asyncio.TaskGroup() as self._flights:
            try:
                while not self._stopping or self._under_way or self._landed:
                    self._wake.clear()
                    self.turned_at = self.clock.monotonic()
                    if not await self._cycle():
                        await self._sleep()
            except Exception:
                await self._let_all_land()
                raise

    def _forget_memory(self) -> None:
        """Before a new beginning: what waits is read anew. The pace stays, and what landed."""
        if self.loaded:
            self.loaded = False
            self.dispatch.backlog = Backlog()

    async def _let_all_land(self) -> None:
        """A sender that broke cuts no call off: then nobody would know what became of it."""
        until = self.clock.monotonic() + LANDS_S
        while self._under_way and self.clock.monotonic() < until:
            self._wake.clear()
            await happens(self._wake, 1.0)

    async def sweep(self) -> None:
        """Take in rows that this process did not write or was not told of."""
        self._take_in(await self.claims.unheard_of())
        self.dispatch.pace.forget_idle(self.clock.monotonic())

    async def resume(self, notice: int) -> None:
        """A notice goes on after a stop: its rows are taken in again."""
        self._take_in(await self.claims.of_notice(notice))

    def _take_in(self, items: Sequence[Waiting]) -> None:
        """What waits keeps the order in which it was written: nothing goes before what an earlier run left."""
        if self.loaded:
            self.dispatch.offer(items)
            self._wake.set()
        else:
            self._early.extend(items)

    # -- a cycle ------------------------------------------------------------------------------
    async def _cycle(self) -> bool:
        """Write outcomes and claim; False if there was nothing to do.

        Whatever came up while others held the writer goes into the same transaction.
        """
        await self._let_land()
        self._salvage.choose(self._landed)
        requests = [] if self._salvage.careful else self._pick(0)
        if not self._landed and not requests:
            return False
        landed, left = list[Landing](), list[Landing]()
        try:
            async with self.claims.store.unit() as unit:
                landed, left = self._salvage.choose(self._landed)
                self._landed = []
                requests += [] if self._salvage.careful else self._pick(len(requests))
                verdicts, rows, shown = await self.claims.write(unit, landed, _items(requests))
        except Exception as fault:  # noqa: BLE001 - whatever it is: nothing was written, and nothing may be lost
            await self._not_written(landed, left, _items(requests), fault)
            return True
        self._landed = left + self._landed
        self._repeats.over()
        self._salvage.went_well(landed, _items(requests))
        for landing, verdict in zip(landed, verdicts, strict=True):
            self._settle(landing, verdict)
        self._launch(requests, {row.id: row for row in rows}, shown)
        return True

    async def _not_written(
        self, landed: list[Landing], left: list[Landing], items: list[Waiting], fault: Exception
    ) -> None:
        """All of it is tried again, a little later; what will never be written goes by itself."""
        if times := self._repeats.again(f"commit {type(fault).__name__}"):
            log.warning("sender.commit_failed", channel=self.channel.name, error=type(fault).__name__, times=times)
        if not isinstance(fault, StorageError):
            self.carrier.faulted(fault)
        if landed or left:
            again, dropped = self._salvage.failed(landed, left, fault)
            self._landed = again + self._landed
            if dropped is not None:
                self.dispatch.done(dropped.flight.item)
        for item in items:
            self.dispatch.done(item, self.clock.now() + self._salvage.wait_ms(item, fault))
        await self.clock.sleep(0.5)

    async def _let_land(self) -> None:
        """While outcomes come in at every turn of the event loop they are gathered: one commit for all."""
        known = -1
        while known != len(self._landed):
            known = len(self._landed)
            await asyncio.sleep(0)

    def _pick(self, picked: int) -> list[Request]:
        """Further requests that may leave; `picked` are under way to the database already."""
        return [] if self._stopping else self.dispatch.pick(self.channel.limits.in_flight - self._under_way - picked)

    def _settle(self, landing: Landing, verdict: SendVerdict) -> None:
        flight = landing.flight
        again = verdict.due_at if verdict.state is OutboxState.WAITING else None
        self.carrier.concluded(flight.row.id, verdict.why, final=again is None)
        if verdict.kept:  # its chat says when, and that may become sooner
            again = self.clock.now()
        aside = flight.row.op == OutboxOp.DELETE or flight.row.purpose == MARK  # what needs no order holds up nobody
        self.dispatch.done(flight.item, again, verdict.chat, aside=aside, doubted=landing.outcome.doubted)
        if verdict.chat:
            self.moved(Address(self.channel.name, flight.row.chat), Address(self.channel.name, verdict.chat))

    # -- flights ------------------------------------------------------------------------------
    def _launch(self, requests: Sequence[Request], rows: dict[int, OutboxRow], shown: Shown) -> None:
        assert self._flights is not None
        for request in requests:
            flights = []
            for item in request.items:
                row = rows.get(item.id)
                if row is None:  # replaced, dropped or too late
                    self.dispatch.not_left(item)
                else:
                    flights.append(Flight(item, row, shown=shown))
            if flights:
                self._under_way += 1
                self._flights.create_task(self._carry(request, flights))

    async def _carry(self, request: Request, flights: list[Flight]) -> None:
        try:
            await self.carrier.carry(request, flights)
        finally:
            self._under_way -= 1
            self._wake.set()

    def _land(self, landings: list[Landing]) -> None:
        for landing in landings:
            flight = landing.flight
            row = flight.row
            flight.landed = True
            doubtful = row.op == OutboxOp.DELETE or row.purpose == MARK or (flight.files and row.attempts > FILES_TRIES)
            landing.outcome = self.dispatch.kept(flight.item, landing.outcome, edit=flight.edit, doubtful=doubtful)
            flight.since = self.dispatch.held.since(row.chat, self.clock.now())
            if landing.outcome.stop:
                self.stopped(landing.outcome.why)
            self.dispatch.heard(row.chat, landing.outcome)
        self._landed += landings
        self._wake.set()

    # -- waiting and starting ---------------------------------------------------------------------
    async def _sleep(self) -> None:
        """Until a row is offered, an outcome lands, or the next one may go."""
        full = self._stopping or self._under_way >= self.channel.limits.in_flight
        next_at = None if full else self.dispatch.next_at()
        wait = LONGEST_S if next_at is None else (next_at - self.clock.now()) / 1000
        sleeper = asyncio.ensure_future(self.clock.sleep(min(max(wait, 0.001), LONGEST_S)))
        waker = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait((sleeper, waker), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
            waker.cancel()

    async def _load(self) -> bool:
        """Take over what an earlier run left; False if the database would not let us (yet)."""
        self.turned_at = self.clock.monotonic()
        try:
            await self._write_down()
            await self.claims.doubt_claimed()
            after = 0
            while items := await self.claims.waiting_after(after):
                self.dispatch.offer(self.dispatch.at_once(items))
                after = items[-1].id
        except StorageError as fault:
            if times := self._repeats.again(f"load {type(fault).__name__}"):
                log.warning("sender.load_failed", channel=self.channel.name, error=type(fault).__name__, times=times)
            return self._stopping
        return True

    async def _write_down(self) -> None:
        """What landed before this sender broke; what cannot be written down is unknown. StorageError: later."""
        while self._landed:
            try:
                async with self.claims.store.unit() as unit:
                    await self.claims.write(unit, self._landed[:1], [])
            except Exception as fault:
                if isinstance(fault, StorageError) and fault.retry:
                    raise
                log.error("sender.outcome_unwritable", channel=self.channel.name, row=self._landed[0].flight.row.id)
            del self._landed[0]


def _items(requests: Sequence[Request]) -> list[Waiting]:
    return [item for request in requests for item in request.items]
