"""The sender of one channel: claims what may go, sends it, writes what became of it.

One cycle is one transaction: the outcomes that came in and the next claims are committed together, and only
then is the network touched. Anything that is claimed and has no outcome after a restart is *unknown*.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import structlog

from bot.channels.port import Channel, Outcome, Parcel, Result
from bot.clock import Clock
from bot.delivery.backlog import Waiting, waiting
from bot.delivery.dispatch import Dispatch, Request
from bot.delivery.ledger import Flight, Landing, Ledger
from bot.delivery.outcomes import Verdict
from bot.delivery.parcels import EXPORT, Parcels, is_export
from bot.delivery.refused_files import keep_marks, put_off, said_of
from handlers.message import Address, parse_marks
from storage.changes import Changes
from storage.notice_records import MARK
from storage.records import Lane, OutboxRow, OutboxState, Share
from storage.store import StorageError, Store

log = structlog.get_logger()

LONGEST_S = 30.0
"""Looks again after this at the latest."""


class Sender:
    """`stopped` is called with the reason when the messenger will not have us at all (token refused),
    `moved` when a group turned out to have a new id.
    """

    def __init__(
        self,
        channel: Channel,
        store: Store,
        clock: Clock,
        parcels: Parcels,
        committed: Callable[[Changes], None],
        *,
        moved: Callable[[Address, Address], None],
        stopped: Callable[[str], None] = lambda why: None,
    ) -> None:
        self.channel, self.clock, self.parcels = channel, clock, parcels
        self.stopped, self.moved = stopped, moved
        self.dispatch = Dispatch(channel.limits, clock)
        self.ledger = Ledger(channel.name, store, clock, committed)
        self.loaded = False  # what an earlier run left is known
        self._landed: list[Landing] = []
        self._under_way = 0  # requests
        self._wake = asyncio.Event()
        self._stopping = False
        self._flights: asyncio.TaskGroup | None = None

    def offer(self, rows: Sequence[OutboxRow]) -> None:
        """Rows that were just committed."""
        self.dispatch.offer([waiting(row) for row in rows])
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the calls under way have landed and are written down."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Send until `stop`. Cancelled instead, it leaves rows whose outcome the next start calls unknown."""
        while not await self._load():
            await self.clock.sleep(1)
        self.loaded = True
        async with asyncio.TaskGroup() as self._flights:
            while not self._stopping or self._under_way or self._landed:
                self._wake.clear()
                if not await self._cycle():
                    await self._sleep()

    async def sweep(self) -> None:
        """Take in rows that this process did not write or was not told of."""
        self.dispatch.offer(await self.ledger.unheard_of())
        self.dispatch.pace.forget_idle(self.clock.monotonic())
        self._wake.set()

    async def resume(self, notice: int) -> None:
        """A notice goes on after a stop: its rows are taken in again."""
        self.dispatch.offer(await self.ledger.of_notice(notice))
        self._wake.set()

    # -- a cycle ------------------------------------------------------------------------------
    async def _cycle(self) -> bool:
        """Write outcomes and claim; False if there was nothing to do.

        Whatever came up while others held the writer goes into the same transaction.
        """
        await self._let_land()
        requests, landed = self._pick(0), list[Landing]()
        if not self._landed and not requests:
            return False
        try:
            async with self.ledger.store.unit() as unit:
                landed, self._landed = self._landed, []
                requests += self._pick(len(requests))
                verdicts, rows = await self.ledger.write(unit, landed, _items(requests))
        except StorageError as fault:
            log.warning("sender.commit_failed", channel=self.channel.name, error=type(fault).__name__)
            self._landed = landed + self._landed
            for item in _items(requests):
                self.dispatch.done(item, self.clock.now() + 500)
            await self.clock.sleep(0.5)
            return True
        for landing, verdict in zip(landed, verdicts, strict=True):
            self._settle(landing.flight, verdict)
        self._launch(requests, {row.id: row for row in rows})
        return True

    async def _let_land(self) -> None:
        """While outcomes come in at every turn of the event loop they are gathered: one commit for all."""
        known = -1
        while known != len(self._landed):
            known = len(self._landed)
            await asyncio.sleep(0)

    def _pick(self, picked: int) -> list[Request]:
        """Further requests that may leave; `picked` are under way to the database already."""
        return [] if self._stopping else self.dispatch.pick(self.channel.limits.in_flight - self._under_way - picked)

    def _settle(self, flight: Flight, verdict: Verdict) -> None:
        again = verdict.due_at if verdict.state is OutboxState.WAITING else None
        aside = flight.row.op == "delete" or flight.row.purpose == MARK  # what needs no order holds up nobody
        self.dispatch.done(flight.item, again, verdict.chat, aside=aside)
        if verdict.chat:
            self.moved(Address(self.channel.name, flight.row.chat), Address(self.channel.name, verdict.chat))

    # -- flights ------------------------------------------------------------------------------
    def _launch(self, requests: Sequence[Request], rows: dict[int, OutboxRow]) -> None:
        assert self._flights is not None
        for request in requests:
            flights = []
            for item in request.items:
                row = rows.get(item.id)
                if row is None:  # replaced, dropped or too late
                    self.dispatch.done(item)
                else:
                    flights.append(Flight(item, row))
            if flights:
                self._under_way += 1
                self._flights.create_task(self._carry(request, flights))

    async def _carry(self, request: Request, flights: list[Flight]) -> None:
        """One request to the messenger; whatever happens, each of its rows lands with an outcome."""
        try:
            await self._deliver(request, flights)
        finally:
            self._under_way -= 1
            self._wake.set()

    async def _deliver(self, request: Request, flights: list[Flight]) -> None:
        try:
            parcels = await self.parcels.prepare([f.row for f in flights])
        except StorageError:
            self._land([Landing(f, Outcome(Result.RETRY, why="database")) for f in flights])
            return
        going: list[tuple[Flight, Parcel]] = []
        for flight, parcel in zip(flights, parcels, strict=True):
            try:
                outcome = await self._before(flight, parcel)
            except (StorageError, OSError):
                outcome = Outcome(Result.RETRY, why="file")
            if outcome is None:
                going.append((flight, parcel))
            else:
                self._land([Landing(flight, outcome)])
        if not going:
            return
        async with self.parcels.common.first_alone([parcel for _, parcel in going]):
            await self.dispatch.leave(request)
            outcomes = await self._send(going)
            self._land([Landing(f, outcome, p.uploaded) for (f, p), outcome in zip(going, outcomes, strict=True)])

    async def _before(self, flight: Flight, parcel: Parcel) -> Outcome | None:
        """What must be known before the call; an outcome if there is nothing to call for."""
        row = flight.row
        flight.edit = bool(parcel.edit)
        parcel.paid = self.dispatch.pace.is_paid(Lane(row.lane))
        if row.op == "delete" and not parcel.edit:
            return Outcome(Result.SENT)  # there is no such message (any more)
        if row.op in ("send", "put") and parcel.files and await self.parcels.complete(parcel) == "later":
            return Outcome(Result.RETRY, why="file")
        flight.left_out = parcel.left_out
        held_s = self._held_s(flight, parcel)
        if held_s:
            return Outcome(Result.RETRY, why="paused", retry_after_s=held_s, scope="row")
        if row.op in ("send", "put"):
            flight.parts = self.channel.parts(parcel.message, flight.edit, row.op == "put")
            await self.dispatch.wait_for_more(row.chat, Share(row.share), self.channel.cost(parcel) - 1)
        return None

    def _held_s(self, flight: Flight, parcel: Parcel) -> float:
        """For how long the messenger forbids what this takes. An edit is rather said anew than that the rest of its
        chat waits for it; those of cards have a queue of their own.
        """
        row, held_s = flight.row, self.dispatch.held_s
        method = row.op if row.op in ("ack", "delete") else "edit" if parcel.edit else "send"
        if method == "edit" and held_s("edit") and Share(row.share) is not Share.EDITS and row.purpose != MARK:
            _say_anew(flight, parcel)
            method = "send"
        uploads = any(file.path is not None and not file.handle for file in parcel.files)
        return max(held_s(method), held_s("upload") if uploads else 0.0)

    async def _send(self, going: list[tuple[Flight, Parcel]]) -> list[Outcome]:
        """One call each, and once more for those whose marks were not understood or whose target is gone."""
        outcomes = await self.channel.send([parcel for _, parcel in going])
        for i, (flight, parcel) in enumerate(going):
            first = outcomes[i]
            if first.gone and (parcel.row.op == "delete" or parcel.row.purpose == MARK):
                outcomes[i] = Outcome(Result.SENT, why=first.why)
            elif first.gone or first.plain:
                parcel.plain = first.plain
                if first.gone:
                    _say_anew(flight, parcel)
                again = (await self.channel.send([parcel]))[0]
                hopeless = again.gone or again.plain
                outcomes[i] = Outcome(Result.REJECTED, why=again.why) if hopeless else again
            if outcomes[i].bad_files:
                outcomes[i] = await self._another_way(flight, parcel, outcomes[i])
            keep_marks(parcel)
        return outcomes

    async def _another_way(self, flight: Flight, parcel: Parcel, refused: Outcome) -> Outcome:
        """A file was refused: its row waits for the file's next form, or words go in its place."""
        log.warning("file.refused", row=parcel.row.id, channel=self.channel.name, why=refused.why)
        if (again := put_off(parcel, refused)) is not None:
            return again
        said = said_of(parcel, refused)
        if any(is_export(ref) for ref in parcel.message.files):
            said = tuple((name, EXPORT, why) for name, _, why in said)
        parcel.instead = parse_marks(await self.parcels.not_passed(parcel, said))[0]
        parcel.plain = False
        return (await self.channel.send([parcel]))[0]

    def _land(self, landings: list[Landing]) -> None:
        for landing in landings:
            if landing.outcome.stop:
                self.stopped(landing.outcome.why)
            self.dispatch.heard(landing.flight.row.chat, landing.outcome)
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
        try:
            await self.ledger.doubt_claimed()
            after = 0
            while items := await self.ledger.waiting_after(after):
                self.dispatch.offer(items)
                after = items[-1].id
        except StorageError as fault:
            log.warning("sender.load_failed", channel=self.channel.name, error=type(fault).__name__)
            return self._stopping
        return True


def _items(requests: Sequence[Request]) -> list[Waiting]:
    return [item for request in requests for item in request.items]


def _say_anew(flight: Flight, parcel: Parcel) -> None:
    """As a message of its own, whatever it was to change or to reply to."""
    parcel.edit = parcel.reply_to = ""
    flight.edit = False
