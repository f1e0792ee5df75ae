"""Wrappers around each channel and the store that measure them: calls, transactions and faults, for metrics and health.

They behave as what is inside them does; a `Meter` is told of each call and transaction, and what is needed to
judge whether a messenger or the database is well is remembered here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Protocol

import structlog

from bot.channels.port import Channel, ChannelStopped, Finding, Limits, Outcome, Parcel, Result, Sink
from bot.clock import Clock
from bot.lead.fence import NO_LEAD, Fence
from handlers.base.event import Membership, Update
from handlers.base.message import Message
from handlers.base.shared import Bot
from storage.changes import Query
from storage.lead import Seats
from storage.store import InUse, Rows, StorageError, Store, Unit

log = structlog.get_logger()

NETWORK = frozenset({"network", "no-answer", "server-error", "not-json"})
"""Outcomes' codes by which not the message but the messenger, or the way to it, is at fault; "http-5…" too."""
NOBODY_KNOWS = Outcome(Result.UNKNOWN, why="no-answer")
"""What became of a parcel whose call broke."""
NOT_LEADING = Outcome(Result.RETRY, why=NO_LEAD)
IN_A_ROW = 3
"""So many requests one after another have to fail before sending counts as troubled."""
STILL_S = 2.0
REMEMBERED_S = 180.0
"""Failures longer ago than this say nothing about now: the last rows may have been given up since."""


class Meter(Protocol):
    """What wants to be told. Durations are seconds."""

    def called(self, channel: str, outcomes: Sequence[Outcome], seconds: float) -> None:
        """One `Channel.send` came back."""

    def transacted(self, seconds: float, waited: float, error: str) -> None:
        """One write transaction is over; `error` is "" or the exception's name."""


class ObservedChannel:
    """A channel (bot.channels.port.Channel) that knows whether its messages get through.

    Whatever an adapter raises of what the port does not allow, of an answer that nobody foresaw, is held here: to those
    who ask it is an answer that says nothing.
    """

    def __init__(self, inner: Channel, meter: Meter, clock: Clock) -> None:
        self._inner, self._meter, self._clock = inner, meter, clock
        self.name = inner.name
        self._failures, self._failed_at, self._why = 0, 0.0, ""
        self._complained: set[tuple[str, str]] = set()

    @property
    def round_at(self) -> float:
        return self._inner.round_at

    @property
    def fence(self) -> Fence:
        return self._inner.fence

    @property
    def limits(self) -> Limits:
        return self._inner.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self._inner.limits = limits

    @property
    def trouble(self) -> str:
        """Why nothing comes in or goes out at present, as a short code; "" while all is well."""
        return self._inner.trouble or self._sending_trouble()

    async def start(self) -> Bot:
        try:
            return await self._inner.start()
        except (ChannelStopped, OSError):
            raise
        except Exception as fault:  # noqa: BLE001 - an answer of no known shape
            self._complain("start", fault)
            raise ConnectionError(f"{self.name}: {type(fault).__name__}") from None

    async def receive(self, sink: Sink, cursor: str) -> None:
        await self._inner.receive(sink, cursor)

    def translate(self, raw: str) -> Update:
        return self._inner.translate(raw)

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        return self._inner.parts(message, edit, slotted)

    def cost(self, parcel: Parcel) -> int:
        return self._inner.cost(parcel)

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        if not self._inner.fence.may_call():
            return [NOT_LEADING] * len(parcels)
        began = self._clock.monotonic()
        try:
            outcomes = await self._inner.send(parcels)
        except Exception as fault:  # noqa: BLE001 - some may have been sent
            self._complain("send", fault)
            outcomes = []
        outcomes = [*outcomes, *[NOBODY_KNOWS] * (len(parcels) - len(outcomes))][: len(parcels)]
        now = self._clock.monotonic()
        self._judge(outcomes, now)
        self._meter.called(self.name, outcomes, now - began)
        return outcomes

    async def member(self, chat: str, user: str) -> Membership:
        try:
            return await self._inner.member(chat, user)
        except Exception as fault:  # noqa: BLE001 - as in `start`
            self._complain("member", fault)
            return Membership.UNKNOWN

    async def administrators(self, chat: str) -> list[str] | None:
        try:
            return await self._inner.administrators(chat)
        except Exception as fault:  # noqa: BLE001 - as in `start`
            self._complain("administrators", fault)
            return None

    async def can_write(self, chat: str) -> bool | None:
        try:
            return await self._inner.can_write(chat)
        except Exception as fault:  # noqa: BLE001 - as in `start`
            self._complain("can_write", fault)
            return None

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        try:
            return await self._inner.fetch(handle, url, path)
        except OSError:  # the disk's: whoever keeps the files waits for room
            raise
        except Exception as fault:  # noqa: BLE001 - as in `start`
            self._complain("fetch", fault)
            return "later"

    async def check(self, chat: str) -> list[Finding]:
        return await self._inner.check(chat)

    async def publish_commands(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        try:
            await self._inner.publish_commands(commands)
        except Exception as fault:  # noqa: BLE001 - as in `start`
            self._complain("publish_commands", fault)

    async def close(self) -> None:
        await self._inner.close()

    def _complain(self, method: str, fault: Exception) -> None:
        """Each kind of fault of each method has one line in the log."""
        kind = (method, type(fault).__name__)
        if kind not in self._complained:
            self._complained.add(kind)
            log.error("channel.odd", channel=self.name, method=method, error=kind[1])

    def _judge(self, outcomes: Sequence[Outcome], now: float) -> None:
        """One request failed as a whole, or the messenger answered something."""
        if outcomes and all(_is_network(outcome) for outcome in outcomes):
            self._failures, self._failed_at, self._why = self._failures + 1, now, outcomes[0].why
        elif outcomes:
            self._failures = 0

    def _sending_trouble(self) -> str:
        recent = self._clock.monotonic() - self._failed_at < REMEMBERED_S
        return self._why if self._failures >= IN_A_ROW and recent else ""


def _is_network(outcome: Outcome) -> bool:
    if outcome.result not in (Result.RETRY, Result.UNKNOWN):
        return False
    return outcome.why in NETWORK or outcome.why.startswith("http-5")


class ObservedStore:
    """A store (storage.store.Store) that knows how long its writer has been busy, and since when it fails.

    `lost` is called when another program holds the database that was ours.
    """

    def __init__(self, inner: Store, meter: Meter, clock: Clock) -> None:
        self._inner, self._meter, self._clock = inner, meter, clock
        self._busy_since: float | None = None
        self._failing_since: float | None = None
        self._unread_since: float | None = None
        self._asked: dict[object, float] = {}  # questions under way, and since when
        self.error, self.unread = "", ""
        self.lost: Callable[[], None] = lambda: None

    @property
    def busy_s(self) -> float:
        """How long the transaction under way has lasted; 0 without one."""
        return 0.0 if self._busy_since is None else self._clock.monotonic() - self._busy_since

    @property
    def failing_s(self) -> float:
        """For how long every transaction has failed; 0 while the last one did not."""
        return 0.0 if self._failing_since is None else self._clock.monotonic() - self._failing_since

    @property
    def unread_s(self) -> float:
        """For how long every question has failed because the database is away (`unread`: how); 0: the last did not."""
        return 0.0 if self._unread_since is None else self._clock.monotonic() - self._unread_since

    @property
    def reading_s(self) -> float:
        """How long the oldest question under way has waited for its answer; 0 without one."""
        return self._clock.monotonic() - min(self._asked.values()) if self._asked else 0.0

    async def open(self, *, exclusive: bool = False) -> None:
        await self._inner.open(exclusive=exclusive)

    async def migrate(self) -> list[str]:
        return await self._inner.migrate()

    async def pending(self) -> list[str]:
        return await self._inner.pending()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        asked = began = self._clock.monotonic()
        try:
            async with self._inner.unit() as unit:
                self._busy_since = began = self._clock.monotonic()
                try:
                    yield unit
                finally:
                    self._busy_since = None
        except StorageError as fault:
            now = self._clock.monotonic()
            self.error = type(fault).__name__
            if self._failing_since is None:
                self._failing_since = now
            self._meter.transacted(now - began, began - asked, self.error)
            self._hear(fault)
            raise
        self._failing_since, self.error = None, ""
        self._meter.transacted(self._clock.monotonic() - began, began - asked, "")

    async def read(self, *queries: Query) -> list[Rows]:
        this = object()
        self._asked[this] = self._clock.monotonic()
        try:
            found = await self._inner.read(*queries)
        except StorageError as fault:
            self._hear(fault)
            if fault.retry and self._unread_since is None:
                self._unread_since, self.unread = self._clock.monotonic(), type(fault).__name__
            raise
        finally:
            del self._asked[this]
        self._unread_since = None
        return found

    async def look(self) -> None:
        """A transaction that writes nothing: `lost` is called within it if the database is another's now. Of all else
        that goes wrong it says nothing, and it is no sign that records are taken.
        """
        try:
            async with self._inner.unit():
                pass
        except StorageError as fault:
            self._hear(fault)

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Within it no transaction is under way, and no question either if they end within STILL_S: whoever winds the
        clock on does it here, or what was being written looks as if it had taken that long.
        """
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._inner.unit())
            except StorageError as fault:
                self._hear(fault)
            with suppress(TimeoutError):
                async with asyncio.timeout(STILL_S):
                    while self._asked:  # noqa: ASYNC110 - answers come one by one, nobody signals the last
                        await asyncio.sleep(0.002)
            yield

    def _hear(self, fault: StorageError) -> None:
        if isinstance(fault, InUse):
            self.lost()

    async def contend(self, node: str, mark: str = "") -> bool:
        return await self._inner.contend(node, mark)

    async def enter_lead(self, node: str) -> int:
        return await self._inner.enter_lead(node)

    async def keep_lead(self) -> bool:
        return await self._inner.keep_lead()

    def leading(self) -> bool:
        return self._inner.leading()

    def lead_left_s(self) -> float:
        return self._inner.lead_left_s()

    def lose_lead(self) -> None:
        self._inner.lose_lead()

    async def seats(self) -> Seats:
        return await self._inner.seats()

    async def backup(self, path: str) -> None:
        await self._inner.backup(path)

    async def close(self) -> None:
        await self._inner.close()
