"""The loop that writes notices out and counts whom they go to. Handlers decide, this carries out (decision 11).

It is woken by whatever changes a notice, looks again every few moments while one is being sent, and remembers
nothing that is not in the database: a kill at any moment goes on where the last chunk was committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.delivery.sender import Sender
from bot.jobs.repeats import Repeats
from bot.notices.counting import Counting
from bot.notices.expansion import Expansion, Interrupted, Tools
from bot.notices.selection import before
from bot.notices.texts import NoticeTexts
from handlers.base.shared import Shared
from handlers.notices.family import NoticeLink
from handlers.notices.states import CALLED_OFF, SAYABLE, NoticeState
from storage.changes import Changes, Query, words
from storage.notice_records import Notice
from storage.records import OutboxState, Timer
from storage.store import StorageError, Store
from storage.ticks import Tick

log = structlog.get_logger()
T = TypeVar("T")

"""Ticks that tell handlers: what was counted (the text is its JSON), and that everybody has an outcome."""
AUDIENCE_LOOK_S = 0.1
"""While a notice is being sent the loop looks so often whether its senders want more."""
IDLE_S = 30.0
RETRY_S = 15.0
"""A notice that cannot be written out, for whatever reason, is tried again after this, and later and later."""
LONGEST_RETRY_S = 45.0


class Audience:
    """Over the senders of a running App. `committed` is told of every commit."""

    def __init__(
        self,
        shared: Shared,
        store: Store,
        senders: Mapping[str, Sender],
        clock: Clock,
        committed: Callable[[Changes], None],
    ) -> None:
        self.shared, self.store, self.senders, self.clock, self.committed = shared, store, senders, clock, committed
        self._tools = Tools(shared, store, clock, tuple(senders), self._waiting, committed)
        self._open: dict[int, Expansion] = {}  # notices that are being sent
        self._told: dict[int, float] = {}  # finished ones of which handlers were told, and when (monotonic)
        self._failed: dict[str, tuple[int, float]] = {}  # what failed -> times, not again before (monotonic)
        self._send, self._count = asyncio.Event(), asyncio.Event()
        self.faulted: Callable[[Exception], None] = lambda fault: None  # told of each notice's fault

    def note(self, changes: Changes) -> None:
        """What was committed: a notice that changed may have to be counted, sent, or not any more."""
        notices = changes.rows.get(Notice)
        if not notices:
            return
        for (number,), notice in notices.items():
            if not (isinstance(notice, Notice) and notice.state in SAYABLE):
                self._open.pop(number, None)  # if it goes on, its rows have to be taken in again
        self._send.set()
        self._count.set()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._for_ever(self._send, self._round))
            group.create_task(self._for_ever(self._count, self._count_all))

    async def sweep(self) -> None:
        """A wake-up may have been lost, or something come back to a notice that is over."""
        for number, state in (await self.store.read(Query("audience_to_drop", (words(CALLED_OFF),))))[0]:
            await self._by_itself(f"drop {number}", partial(self._drop, number, state))
        self._send.set()
        self._count.set()

    async def _for_ever(self, wake: asyncio.Event, work: Callable[[], Awaitable[float]]) -> None:
        failed = Repeats()
        while True:
            wake.clear()
            try:
                pause = await work()
                failed.over()
            except StorageError as fault:
                if times := failed.again(type(fault).__name__):
                    log.warning("audience.interrupted", error=type(fault).__name__, times=times)
                self._open.clear()
                pause = 1.0
            await self._sleep(wake, pause)

    async def _sleep(self, wake: asyncio.Event, seconds: float) -> None:
        if not seconds:
            return
        sleeper = asyncio.ensure_future(self.clock.sleep(seconds))
        waker = asyncio.ensure_future(wake.wait())
        try:
            await asyncio.wait((sleeper, waker), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
            waker.cancel()

    # -- sending ------------------------------------------------------------------------------
    async def _round(self) -> float:
        """One chunk for each notice that has room, the gravest first; the pause until the next round."""
        sending, over = await self.store.read(
            Query("audience_to_send", (words(SAYABLE),)), Query("audience_to_drop", (words(CALLED_OFF),))
        )
        for number, state in over:
            await self._by_itself(f"drop {number}", partial(self._drop, number, state))
        for number in self._open.keys() - {notice.id for notice in sending}:
            del self._open[number]
        moved = False
        for notice in sorted(sending, key=lambda n: (n.link != NoticeLink.WITHDRAWS, -n.severity, n.id)):
            moved |= bool(await self._by_itself(f"send {notice.id}", partial(self._advance, notice)))
        return 0.0 if moved else AUDIENCE_LOOK_S if sending else IDLE_S

    async def _advance(self, notice: Notice) -> bool:
        try:
            expansion = self._open.get(notice.id)
            if expansion is None or expansion.notice.cursor != notice.cursor:  # another one took persons away from it
                expansion = await self._opened(notice)
            if not (notice.expanded or expansion.expanded):
                return await expansion.advance()
            return await self._finish(notice, expansion)
        except Interrupted:
            self._open.pop(notice.id, None)
            return False
        except Exception:
            self._open.pop(notice.id, None)
            raise

    async def _by_itself(self, what: str, work: Callable[[], Awaitable[T]]) -> T | None:
        """One notice that cannot be said, counted or taken back must not hold up the others: it comes again later."""
        times, again_at = self._failed.get(what, (0, 0.0))
        if again_at > self.clock.monotonic():
            return None
        try:
            found = await work()
        except Exception as fault:
            if isinstance(fault, StorageError) and fault.retry:
                raise
            log.error("notice.failed", what=what, error=type(fault).__name__, times=times + 1)
            self.faulted(fault)
            pause_s = min(LONGEST_RETRY_S, RETRY_S * 2 ** min(times, 10))
            self._failed[what] = (times + 1, self.clock.monotonic() + pause_s)
            return None
        self._failed.pop(what, None)
        return found

    async def _opened(self, notice: Notice) -> Expansion:
        """Begin, or go on after a stop or a restart: rows that wait already are taken in."""
        texts = (await self.store.read(Query("audience_texts", (notice.id,))))[0]
        earlier = await before(self.store, notice)
        expansion = Expansion(self._tools, notice, NoticeTexts(self.shared, notice, texts), earlier)
        for sender in self.senders.values():
            await sender.resume(notice.id)
        self._open[notice.id] = expansion
        return expansion

    async def _finish(self, notice: Notice, expansion: Expansion) -> bool:
        """Everybody is written out; when nothing waits any more, handlers are told (again, if they did not hear)."""
        now = self.clock.monotonic()
        if any(self._waiting(name, notice.id) for name in self.senders):
            return False
        if now - self._told.get(notice.id, -RETRY_S) < RETRY_S:
            return False
        if (await self.store.read(Query("notice_waiting", (notice.id,))))[0][0][0]:
            return False
        if await expansion.second_way():
            return True
        changes = Changes()
        changes.put(Timer(Tick.NOTICE_DONE, str(notice.id), self.clock.now()))
        await self._commit(changes)
        self._told = {n: at for n, at in self._told.items() if now - at < RETRY_S} | {notice.id: now}
        return False

    async def _drop(self, number: int, state: str) -> None:
        """What waits of a notice that was withdrawn, or is over, is not said any more."""
        late = state == NoticeState.EXPIRED
        outcome, why = (OutboxState.EXPIRED, "late") if late else (OutboxState.DROPPED, "withdrawn")
        changes = Changes()
        changes.command("notice_drop", number, self.clock.now(), int(outcome), outcome.name.lower(), why)
        await self._commit(changes)

    def _waiting(self, channel: str, notice: int) -> int:
        """How many rows of a notice this messenger has before it."""
        return self.senders[channel].dispatch.backlog.notices[notice]

    # -- counting -----------------------------------------------------------------------------
    async def _count_all(self) -> float:
        for notice in (await self.store.read(Query("audience_to_count")))[0]:
            await self._by_itself(f"count {notice.id}", partial(self._counted, notice))
        return IDLE_S

    async def _counted(self, notice: Notice) -> None:
        """Count one, and tell: the notice keeps the count, the tick brings it. Not if it was changed meanwhile."""
        found = await Counting(self.shared, self.store, self.senders, self.clock, notice).count()
        changes = Changes()
        async with self.store.unit() as unit:
            [rows] = await unit.exchange(None, [Query("notice_by_id", (notice.id,))])
            if not rows or rows[0].content != notice.content or not rows[0].count_wanted:
                self._count.set()
                return
            changes.command("audience_counted", notice.id, found.dump())
            changes.put(Timer(Tick.NOTICE_COUNTED, str(notice.id), self.clock.now(), found.dump()))
            await unit.commit(changes)
        self.committed(changes)

    async def _commit(self, changes: Changes) -> None:
        async with self.store.unit() as unit:
            await unit.commit(changes)
        self.committed(changes)
