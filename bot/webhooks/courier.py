"""Brings events to one webhook, out of the outbox: in order for each report, again by its own schedule, never claimed.

Nothing is kept in memory but how the endpoint fares. A call that is cut off by the end of the program goes again under
its old id, which whoever is called knows by it.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from random import Random
from zlib import crc32

import structlog

from bot.channels.port import Outcome, Result
from bot.clock import Clock
from bot.delivery.limits import Bucket
from bot.health.measured import Meter
from bot.waiting import unless
from bot.web.picture_links import PictureLinks
from bot.webhooks.call import AT_ONCE, HookCaller
from bot.webhooks.schedule import GIVE_UP_MS, LONGEST_PAUSE_S, SCHEDULE_S, CallAnswer, judge_call
from bot.webhooks.tell import Media, NoteRead, Teller, note_nothing
from handlers.webhooks.facts import Listener, body_of, refreshed
from storage.changes import Changes, Query
from storage.hook_records import REPLAY, HookEvent
from storage.records import OutboxRow, OutboxState, Report
from storage.region.region import Region
from storage.region.webhooks import Webhook
from storage.store import Store

log = structlog.get_logger()

IN_A_ROW = 5
"""So many calls one after another have to fail before the endpoint counts as failing."""
PROBE_S = 60.0
"""While it fails one call goes in so many seconds, whatever waits."""
IDLE_S = 15.0
"""Looks again after this at the latest: the console may have written rows."""
COUNT_S = 30.0
GIVEN_UP_AT_ONCE = 1_000
OURS = ("forgotten", "broken")
"""Reasons that say nothing of the endpoint: there was no call."""


@dataclass(slots=True)
class HookState:
    """How an endpoint fares. Times: `since` UTC ms (0: all is well), the others monotonic seconds."""

    since: int = 0
    why: str = ""
    in_a_row: int = 0
    held_until: float = 0.0
    gone: bool = False
    waiting: int = 0
    counted_at: float = -COUNT_S
    delivered: int = 0

    @property
    def failing(self) -> bool:
        return self.in_a_row >= IN_A_ROW or self.held_until > 0


@dataclass(slots=True)
class Courier:
    """One webhook's. `installation` tells our ids from those of others; `base`: where Open311 is from outside, ""
    where it is not. `read` is told which lines its client has got before the call counts as taken, so some twice.
    """

    caller: HookCaller
    store: Store
    clock: Clock
    installation: str
    base: str = ""
    meter: Meter | None = None
    links: PictureLinks | None = None
    read: NoteRead = note_nothing
    random: Random = field(default_factory=Random)
    idle_s: float = IDLE_S
    state: HookState = field(default_factory=HookState)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _rate: Bucket = field(init=False)

    def __post_init__(self) -> None:
        rate = self.hook.rate
        self._rate = Bucket(rate, max(1.0, rate), max(1.0, rate), self.clock.monotonic())

    @property
    def hook(self) -> Webhook:
        return self.caller.hook

    @property
    def listener(self) -> Listener:
        return Listener(self.hook.code, self.hook.texts, self.base)

    def wake(self) -> None:
        """Rows of this webhook were committed."""
        self._wake.set()

    def trouble(self) -> str:
        """How many events wait while the endpoint fails, "" while all is well."""
        return str(self.state.waiting) if self.state.since and not self.state.gone else ""

    def gone(self) -> str:
        """Whether the endpoint said that it is there no more."""
        return "gone" if self.state.gone else ""

    async def run(self) -> None:
        """Until it is cancelled."""
        try:
            while True:
                self._wake.clear()
                wait_s = await self.turn()
                if wait_s > 0:
                    await unless(self._wake, self.clock.sleep(wait_s))
        finally:
            await self.caller.close()

    async def turn(self) -> float:
        """Call what is due, at most AT_ONCE together; for how long there is nothing to do. StorageError."""
        now, mono, state = self.clock.now(), self.clock.monotonic(), self.state
        if state.gone:
            await self._give_up(now + 1, now, "gone")
            return self.idle_s
        if state.held_until > mono:
            return state.held_until - mono
        room = 1 if state.failing else AT_ONCE
        rows = (await self.store.read(Query("hook_due", (self.hook.channel, now, room))))[0]
        if not rows:
            return await self._until_next(now)
        await self._conclude(await self._call_all(rows))
        return 0.0

    async def _until_next(self, now: int) -> float:
        ((due_at,),) = (await self.store.read(Query("hook_next", (self.hook.channel, now))))[0]
        return min(self.idle_s, (due_at - now) / 1000) if due_at else self.idle_s

    # -- calls ------------------------------------------------------------------------------------
    async def _call_all(self, rows: list[OutboxRow]) -> list[tuple[OutboxRow, CallAnswer]]:
        events, read = await self._events(rows), list[int]()
        teller = Teller(self.store, self.listener, self.hook.channel, self.links)
        media = await teller.media(events.values())
        async with asyncio.TaskGroup() as group:
            tasks = []
            for row in rows:
                event = events.get(row.event_id)
                if event is None:
                    continue
                while (at := self._rate.ready_at(mono := self.clock.monotonic())) > mono:
                    await self.clock.sleep(at - mono)
                self._rate.take(mono)
                tasks.append((row, group.create_task(self._call(event, teller, media, read))))
        if read:
            await self.read(self.hook.code, read)
        answers = [(row, task.result()) for row, task in tasks]
        erased = [(row, CallAnswer("forgotten")) for row in rows if row.event_id not in events]
        return answers + erased

    async def _events(self, rows: list[OutboxRow]) -> dict[int, HookEvent]:
        """By id, those that are still there; what was asked for again says what is true now."""
        listed = json.dumps(sorted({row.event_id for row in rows}))
        again = sorted({row.report_id for row in rows if row.purpose == REPLAY and row.report_id})
        found, reports = await self.store.read(
            Query("hook_events_among", (listed,)), Query("reports_among", (json.dumps(again),))
        )
        events: dict[int, HookEvent] = {event.id: event for event in found}
        now: dict[int, Report] = {report.id: report for report in reports}
        for event in events.values():
            report = now.get(event.report_id)
            if report is not None and report.person_id and event.kind != "report.erased":
                event.data = refreshed(event.data, report)
        return events

    async def _call(self, event: HookEvent, teller: Teller, media: Media, read: list[int]) -> CallAnswer:
        """`read` gets the line by which its own author is told."""
        hook, began = self.hook, self.clock.monotonic()
        try:
            fields = teller.fields(event, media)
            body = body_of(fields)
            line = teller.read(event, fields, media)
        except Exception as fault:  # noqa: BLE001 - one event that cannot be written must not hold up the others
            log.error("webhook.broken", webhook=hook.code, number=event.id, error=type(fault).__name__)
            return CallAnswer("broken")
        answer = await self.caller.call(f"msg_{self.installation}_{event.id}", body)
        if self.meter is not None:
            outcome = Outcome(Result.SENT) if answer.ok else Outcome(Result.RETRY, why=answer.why)
            self.meter.called(hook.channel, [outcome], self.clock.monotonic() - began)
        if answer.ok and line:
            read.append(line)
        return answer

    # -- what came of them ------------------------------------------------------------------------
    async def _conclude(self, answered: list[tuple[OutboxRow, CallAnswer]]) -> None:
        now, was_failing, changes = self.clock.now(), self.state.failing, Changes()
        heard = [answer for _, answer in answered if answer.why not in OURS]
        for answer in heard:
            self._hear(answer, now)
        if was_failing and not self.state.failing:
            changes.command("hook_again", self.hook.channel, now)
        lost = 0
        for row, answer in answered:
            if answer.why == "forgotten":
                state, due_at = OutboxState.DROPPED, 0
            elif self.state.gone and not answer.ok:
                state, due_at = OutboxState.GIVEN_UP, 0
            else:
                state, due_at = judge_call(row, answer, now, self.random.random)
            lost += state is OutboxState.GIVEN_UP
            final = state is not OutboxState.WAITING
            changes.command(
                "outbox_conclude", row.id, int(state), due_at or row.due_at, row.attempts + 1, 0, 0,
                now if final else 0, answer.why, row.chat,
            )  # fmt: skip
        if changes:
            async with self.store.unit() as unit:
                await unit.commit(changes)
        if lost:
            log.warning("webhook.given_up", webhook=self.hook.code, count=lost)
        if self.state.since:
            await self._look_after(now)

    def _hear(self, answer: CallAnswer, now: int) -> None:
        """What one answer says of the endpoint."""
        state, mono = self.state, self.clock.monotonic()
        if answer.ok:
            state.delivered += 1
            state.since, state.why, state.in_a_row, state.held_until = 0, "", 0, 0.0
            return
        if not state.since or state.why != answer.why:
            log.warning("webhook.failed", webhook=self.hook.code, why=answer.why)
        state.since, state.why = state.since or now, answer.why
        state.in_a_row += 1
        state.gone = state.gone or answer.why == "gone"
        if answer.pauses:
            pause_s = answer.retry_after_s or SCHEDULE_S[min(state.in_a_row, len(SCHEDULE_S)) - 1]
            state.held_until = mono + min(pause_s, LONGEST_PAUSE_S)
        elif state.failing:
            state.held_until = max(state.held_until, mono + PROBE_S)

    async def _look_after(self, now: int) -> None:
        """While it fails: what is too old is given up, and what waits is counted now and then."""
        mono = self.clock.monotonic()
        if mono - self.state.counted_at < COUNT_S:
            return
        self.state.counted_at = mono
        await self._give_up(now - GIVE_UP_MS, now, self.state.why)
        ((self.state.waiting,),) = (await self.store.read(Query("hook_waiting", (self.hook.channel,))))[0]

    async def _give_up(self, before: int, now: int, why: str) -> None:
        """What was written before `before`, a step at a time: nobody waits long for the writer."""
        while (await self.store.read(Query("hook_older", (self.hook.channel, before))))[0]:
            changes = Changes()
            changes.command("hook_give_up", self.hook.channel, before, now, why, GIVEN_UP_AT_ONCE)
            async with self.store.unit() as unit:
                await unit.commit(changes)


def installation_of(region: Region) -> str:
    """By what our ids differ from those of another region's bot; the same after every start."""
    return f"{crc32(region.names['ru'].encode()):08x}"
