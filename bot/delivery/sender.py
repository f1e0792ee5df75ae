"""The sender of one channel: claims what may go, sends it, writes what became of it.

One cycle is one transaction: the outcomes that came in and the next claims are committed together, and only
then is the network touched. Anything that is claimed and has no outcome after a restart is *unknown*.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.channels.port import Channel, Outcome, Parcel, Result
from bot.clock import Clock
from bot.delivery.backlog import Backlog, Waiting, waiting
from bot.delivery.limits import Pace
from bot.delivery.outcomes import Verdict, judge, news, sent_messages
from bot.delivery.parcels import Parcels
from handlers.aside import follow
from handlers.message import Address
from storage.changes import Changes, Query
from storage.ids import CONSOLE_BASE
from storage.records import FileCopy, Lane, OutboxRow, OutboxState, Share
from storage.store import StorageError, Store

log = structlog.get_logger()

GATHER_S = 0.02
"""Outcomes that arrive this close together are written together."""
LOAD = 5_000
"""Rows read from the outbox at a time when the sender starts."""


@dataclass(slots=True)
class Flight:
    """A claimed row on its way."""

    item: Waiting
    row: OutboxRow
    parts: int = 1
    edit: bool = False


@dataclass(slots=True)
class Landing:
    """What came of a flight; written in the next cycle."""

    flight: Flight
    outcome: Outcome
    uploaded: dict[int, str] = field(default_factory=dict)


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
        stopped: Callable[[str], None],
        moved: Callable[[Address, Address], None],
    ) -> None:
        self.channel, self.store, self.clock, self.parcels = channel, store, clock, parcels
        self.committed, self.stopped, self.moved = committed, stopped, moved
        self.backlog = Backlog()
        self.pace = Pace(channel.limits)
        self.counts: Counter[tuple[str, str]] = Counter()  # (lane, result) -> since the start
        self._landed: list[Landing] = []
        self._flying = 0
        self._wake = asyncio.Event()
        self._stopping = False
        self._flights: asyncio.TaskGroup | None = None

    def offer(self, rows: Sequence[OutboxRow]) -> None:
        """Rows that were just committed."""
        self.backlog.offer([waiting(row) for row in rows])
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the calls under way have landed and are written down."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Send until `stop`. Cancelled instead, it leaves rows whose outcome the next start calls unknown."""
        await self._load()
        async with asyncio.TaskGroup() as self._flights:
            while not self._stopping or self._flying:
                self._wake.clear()
                if not await self._cycle():
                    await self._sleep()

    # -- a cycle ------------------------------------------------------------------------------
    async def _cycle(self) -> bool:
        """Write outcomes and claim; False if there was nothing to do."""
        landed, self._landed = self._landed, []
        picked = self._pick()
        if not landed and not picked:
            return False
        try:
            rows = await self._commit(landed, picked)
        except StorageError as fault:
            log.warning("sender.commit_failed", channel=self.channel.name, error=type(fault).__name__)
            self._landed = landed + self._landed
            for item in picked:
                self.backlog.done(item, self.clock.now() + 500)
            await self.clock.sleep(0.5)
            return True
        self._launch(picked, {row.id: row for row in rows})
        return True

    def _pick(self) -> list[Waiting]:
        room = self.channel.limits.in_flight * self.channel.limits.calls - self._flying
        now, start = self.clock.monotonic(), self.clock.now()
        if room <= 0 or self._stopping:
            return []
        return self.backlog.take(start, room, lambda item: self._ready_at(item, now, start))

    def _ready_at(self, item: Waiting, now: float, start: int) -> int:
        """When the limits let this row go (UTC ms); counts it if that is now."""
        if item.lane == Lane.ACK:
            return start
        share = Share(item.share)
        at = max(
            self.pace.channel_ready_at(now),
            self.pace.chat_ready_at(now, item.chat, share, 1, self.backlog.wanted_shares(item.chat)),
        )
        if at <= now:
            self.pace.take(now, item.chat, share, 1)
            return start
        return start + max(1, int((at - now) * 1000) + 1)

    async def _commit(self, landed: Sequence[Landing], picked: Sequence[Waiting]) -> list[OutboxRow]:
        now = self.clock.now()
        changes, verdicts = Changes(), []
        async with self.store.unit() as unit:
            for landing in landed:
                verdict = await self._verdict(landing, now)
                verdicts.append(verdict)
                self._record(changes, landing, verdict, now)
            ids = [item.id for item in picked if not self._late(item, now)]
            for item in picked:
                if self._late(item, now):
                    self._expire(changes, item, now)
            claimed = await unit.exchange(changes, [Query("outbox_claim_many", (json.dumps(ids), now))] if ids else [])
            await unit.commit()
        self.committed(changes)
        for landing, verdict in zip(landed, verdicts, strict=True):
            again = verdict.due_at if verdict.state is OutboxState.WAITING else None
            self.backlog.done(landing.flight.item, again, verdict.chat)
            if verdict.chat:
                self.moved(
                    Address(self.channel.name, landing.flight.row.chat), Address(self.channel.name, verdict.chat)
                )
            self._flying -= 1
        return claimed[0] if claimed else []

    async def _verdict(self, landing: Landing, now: int) -> Verdict:
        row = landing.flight.row
        verdict = judge(row, landing.outcome, landing.flight.parts, now, edit=landing.flight.edit)
        if verdict.ask_quiet:
            rows = (await self.store.read(Query("outbox_later_in_chat", (row.channel, row.chat, row.claimed_at))))[0]
            if rows and rows[0][0]:
                return replace(verdict, state=OutboxState.GIVEN_UP, why="unknown")
        return verdict

    def _record(self, changes: Changes, landing: Landing, verdict: Verdict, now: int) -> None:
        """Everything that one outcome changes in the database."""
        row, outcome = landing.flight.row, landing.outcome
        final = verdict.state is not OutboxState.WAITING
        changes.command(
            "outbox_conclude", row.id, int(verdict.state), verdict.due_at or row.due_at, row.attempts,
            verdict.unknowns, verdict.parts_done, now if final else 0, verdict.why, verdict.chat or row.chat,
        )  # fmt: skip
        for message in sent_messages(row, outcome, now):
            if message.slot:
                changes.command("sent_slot_leave", row.channel, row.chat, message.slot)
            changes.put(message)
        if row.op == "delete" and final:
            changes.command("sent_slot_leave", row.channel, row.chat, row.slot)
        if verdict.chat:
            follow(changes, Address(row.channel, row.chat), Address(row.channel, verdict.chat))
        if outcome.result is Result.UNREACHABLE:
            changes.command("account_unreachable", row.channel, row.chat, now, outcome.why)
        for stored_id, handle in landing.uploaded.items():
            changes.put(FileCopy(stored_id, row.channel, handle, now))
        timer = news(row, verdict, now)
        if timer is not None:
            changes.put(timer)
        if final:
            self.counts[Lane(row.lane).name.lower(), verdict.state.name.lower()] += 1

    def _late(self, item: Waiting, now: int) -> bool:
        return bool(item.expires_at) and now > item.expires_at

    def _expire(self, changes: Changes, item: Waiting, now: int) -> None:
        changes.command(
            "outbox_conclude", item.id, int(OutboxState.EXPIRED), item.due_at, 0, 0, 0, now, "late", item.chat
        )
        self.counts[Lane(item.lane).name.lower(), "expired"] += 1

    # -- flights ------------------------------------------------------------------------------
    def _launch(self, picked: Sequence[Waiting], rows: dict[int, OutboxRow]) -> None:
        flights = []
        for item in picked:
            row = rows.get(item.id)
            if row is None:  # replaced, dropped or expired meanwhile
                self.backlog.done(item)
                continue
            flights.append(Flight(item, row))
        self._flying += len(flights)
        assert self._flights is not None
        size = self.channel.limits.calls
        for start in range(0, len(flights), size):
            self._flights.create_task(self._fly(flights[start : start + size]))

    async def _fly(self, flights: list[Flight]) -> None:
        """Carry claimed rows to the messenger; whatever happens, each lands with an outcome."""
        try:
            parcels = await self.parcels.prepare([f.row for f in flights])
        except StorageError:
            self._land([Landing(f, Outcome(Result.RETRY, why="database")) for f in flights])
            return
        going: list[tuple[Flight, Parcel]] = []
        for flight, parcel in zip(flights, parcels, strict=True):
            outcome = await self._before(flight, parcel)
            if outcome is None:
                going.append((flight, parcel))
            else:
                self._land([Landing(flight, outcome)])
        if going:
            outcomes = await self._send(going)
            landings = zip(going, outcomes, strict=True)
            self._land([Landing(flight, outcome, parcel.uploaded) for (flight, parcel), outcome in landings])

    async def _before(self, flight: Flight, parcel: Parcel) -> Outcome | None:
        """What must be known before the call; an outcome if there is nothing to call for."""
        flight.edit = bool(parcel.edit)
        if flight.row.op == "delete" and not parcel.edit:
            return Outcome(Result.SENT)  # there is no such message (any more)
        if flight.row.op in ("send", "put"):
            if parcel.files and await self.parcels.complete(parcel) == "later":
                return Outcome(Result.RETRY, why="file")
            flight.parts = self.channel.parts(parcel.message, flight.edit, flight.row.op == "put")
            await self._wait_for_room(parcel)
        return None

    async def _wait_for_room(self, parcel: Parcel) -> None:
        """A call that counts for several messages (an album) waits until all of them may go."""
        extra = self.channel.cost(parcel) - 1
        chat, share = parcel.row.chat, Share(parcel.row.share)
        while extra > 0:
            now = self.clock.monotonic()
            at = self.pace.chat_ready_at(now, chat, share, extra, ())
            if at <= now:
                self.pace.take(now, chat, share, extra)
                return
            await self.clock.sleep(at - now)

    async def _send(self, going: list[tuple[Flight, Parcel]]) -> list[Outcome]:
        """One call each, and once more for those whose marks were not understood or whose target is gone."""
        outcomes = await self.channel.send([parcel for _, parcel in going])
        for i, (flight, parcel) in enumerate(going):
            first = outcomes[i]
            if first.gone and parcel.row.op == "delete":
                outcomes[i] = Outcome(Result.SENT, why=first.why)
            elif first.gone or first.plain:
                parcel.plain = first.plain
                if first.gone:
                    parcel.edit = parcel.reply_to = ""
                    flight.edit = False
                again = (await self.channel.send([parcel]))[0]
                hopeless = again.gone or again.plain
                outcomes[i] = Outcome(Result.REJECTED, why=again.why) if hopeless else again
        return outcomes

    def _land(self, landings: list[Landing]) -> None:
        for landing in landings:
            outcome = landing.outcome
            if outcome.stop:
                self.stopped(outcome.why)
            if outcome.result is Result.RETRY and outcome.retry_after_s:
                until = self.clock.monotonic() + outcome.retry_after_s
                self.pace.pause(landing.flight.row.chat if outcome.scope == "chat" else "", until)
        self._landed += landings
        self._wake.set()

    # -- waiting, starting, stopping -------------------------------------------------------------
    async def _sleep(self) -> None:
        """Until a row is offered, an outcome lands, or the next one may go."""
        next_at = self.backlog.next_at()
        wait = 30.0 if next_at is None else max(0.001, (next_at - self.clock.now()) / 1000)
        if self._stopping or self._flying >= self.channel.limits.in_flight * self.channel.limits.calls:
            wait = 30.0
        sleeper = asyncio.ensure_future(self.clock.sleep(min(wait, 30.0)))
        waker = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait((sleeper, waker), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
            waker.cancel()
        if self._landed and self._flying > len(self._landed):
            await asyncio.sleep(GATHER_S)

    async def _load(self) -> None:
        """What an earlier run left: claimed rows are unknown, the others wait."""
        name = self.channel.name
        left = (await self.store.read(Query("outbox_claimed", (name,))))[0]
        now = self.clock.now()
        changes = Changes()
        for row in left:
            landing = Landing(Flight(waiting(row), row), Outcome(Result.UNKNOWN, why="restart"))
            verdict = await self._verdict(landing, now)
            self._record(changes, landing, verdict, now)
        if left:
            async with self.store.unit() as unit:
                await unit.commit(changes)
            self.committed(changes)
        after = 0
        while True:
            rows = (await self.store.read(Query("outbox_backlog", (name, after, LOAD))))[0]
            self.backlog.offer([Waiting(*row) for row in rows])
            if len(rows) < LOAD:
                break
            after = rows[-1][0]

    async def sweep(self) -> None:
        """Take in rows that this process did not write or was not told of."""
        for after in (0, CONSOLE_BASE - 1):
            rows = (await self.store.read(Query("outbox_backlog", (self.channel.name, after, LOAD))))[0]
            self.backlog.offer([Waiting(*row) for row in rows])
        self.pace.forget_idle(self.clock.monotonic())
        self._wake.set()
