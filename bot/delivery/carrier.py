"""Requests on their way: rows are made ready, leave at their moment, and land with what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import structlog

from bot.channels.port import Channel, Outcome, Parcel, Result
from bot.delivery.claims import Flight, Landing
from bot.delivery.dispatch import Dispatch, Request
from bot.delivery.other_ways import OtherWays, say_anew
from bot.delivery.prepare import Preparer
from bot.delivery.salvage import BROKEN
from storage.notice_records import MARK
from storage.outbox_records import SAYS, OutboxOp
from storage.records import Lane, Share
from storage.store import StorageError

log = structlog.get_logger()

FAULTS = 3
"""So many faults of our own in making a row ready and it is given up: it must not hold up its chat for ever."""


class Carrier:
    """One channel's. `land` takes what became of rows, `faulted` is told of faults of our own."""

    def __init__(
        self, channel: Channel, preparer: Preparer, dispatch: Dispatch, land: Callable[[list[Landing]], None]
    ) -> None:
        self.channel, self.preparer, self.dispatch, self.land = channel, preparer, dispatch, land
        self.ways = OtherWays(channel, preparer, dispatch)
        self.faulted: Callable[[Exception], None] = lambda fault: None
        self._faults: Counter[int] = Counter()  # row -> faults of our own in a row

    def concluded(self, row: int, why: str, *, final: bool) -> None:
        """What became of a row was written down."""
        if self._faults and (final or why != BROKEN):
            self._faults.pop(row, None)

    async def carry(self, request: Request, flights: list[Flight]) -> None:
        """One request to the messenger; whatever happens, each of its rows lands with an outcome."""
        try:
            await self._deliver(request, flights)
        except Exception as fault:  # noqa: BLE001 - one request's fault is that of its rows alone
            self._break(flights, fault)

    async def _deliver(self, request: Request, flights: list[Flight]) -> None:
        going: list[tuple[Flight, Parcel]] = []
        for flight, parcel in await self._prepared(flights):
            try:
                outcome = await self._before(flight, parcel)
            except (StorageError, OSError):
                outcome = Outcome(Result.RETRY, why="file")
            except Exception as fault:  # noqa: BLE001 - the others of this request go
                self._break([flight], fault)
                continue
            if outcome is None:
                going.append((flight, parcel))
            else:
                self.land([Landing(flight, outcome)])
        if not going:
            return
        async with self.preparer.common.first_alone([parcel for _, parcel in going]):
            await self.dispatch.leave(request)
            outcomes = await self._send(going)
            self.land([Landing(f, outcome, p.uploaded) for (f, p), outcome in zip(going, outcomes, strict=True)])

    async def _prepared(self, flights: list[Flight]) -> list[tuple[Flight, Parcel]]:
        """Each row with its parcel; those that cannot be made ready have landed."""
        try:
            parcels = await self.preparer.prepare([f.row for f in flights], flights[0].shown)
        except StorageError:
            self.land([Landing(f, Outcome(Result.RETRY, why="database")) for f in flights])
            return []
        except Exception as fault:  # noqa: BLE001 - which of them it was is seen when each is made ready alone
            if len(flights) > 1:
                return [pair for flight in flights for pair in await self._prepared([flight])]
            self._break(flights, fault)
            return []
        return list(zip(flights, parcels, strict=True))

    def _break(self, flights: list[Flight], fault: Exception) -> None:
        """A fault of our own: what may have left is unknown; the rest is tried again a few times, then given up."""
        hit = [flight for flight in flights if not flight.landed]
        self.faulted(fault)
        log.error(
            "sender.broken", channel=self.channel.name, rows=[f.row.id for f in hit], error=type(fault).__name__
        )  # fmt: skip
        for flight in hit:
            self._faults[flight.row.id] += 1
            if flight.called:
                outcome = Outcome(Result.UNKNOWN, why="no-answer")
            else:
                hopeless = self._faults[flight.row.id] >= FAULTS
                outcome = Outcome(Result.REJECTED if hopeless else Result.RETRY, why=BROKEN)
            self.land([Landing(flight, outcome)])

    async def _before(self, flight: Flight, parcel: Parcel) -> Outcome | None:
        """What must be known before the call; an outcome if there is nothing to call for."""
        row = flight.row
        flight.edit = bool(parcel.edit)
        parcel.paid = self.dispatch.pace.is_paid(Lane(row.lane))
        if row.op == OutboxOp.DELETE and not parcel.edit:
            return Outcome(Result.SENT)  # there is no such message (any more)
        if row.op in SAYS and parcel.files and await self.preparer.complete(parcel) == "later":
            return Outcome(Result.RETRY, why="file")
        flight.left_out, flight.files = parcel.left_out, bool(parcel.files)
        held_s = self._held_s(flight, parcel)
        if held_s:
            return Outcome(Result.RETRY, why="paused", retry_after_s=held_s, scope="row")
        if row.op in SAYS:
            flight.parts = self.channel.parts(parcel.message, flight.edit, row.op == OutboxOp.PUT)
            await self.dispatch.wait_for_more(row.chat, Share(row.share), self.channel.cost(parcel) - 1)
        return None

    def _held_s(self, flight: Flight, parcel: Parcel) -> float:
        """For how long the messenger forbids what this takes. An edit is rather said anew than that the rest of its
        chat waits for it; those of cards have a queue of their own.
        """
        row, held_s = flight.row, self.dispatch.held_s
        method = row.op if row.op in (OutboxOp.ACK, OutboxOp.DELETE) else "edit" if parcel.edit else "send"
        if method == "edit" and held_s("edit") and Share(row.share) is not Share.EDITS and row.purpose != MARK:
            say_anew(flight, parcel)
            method = "send"
        uploads = any(file.path is not None and not file.handle for file in parcel.files)
        return max(held_s(method), held_s("upload") if uploads else 0.0)

    async def _send(self, going: list[tuple[Flight, Parcel]]) -> list[Outcome]:
        """One call each, and again in another way for what is refused as it is."""
        for flight, _ in going:
            flight.called = True
        outcomes = await self.channel.send([parcel for _, parcel in going])
        return [await self.ways.mended(*pair, outcome) for pair, outcome in zip(going, outcomes, strict=True)]
