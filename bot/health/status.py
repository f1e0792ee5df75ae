"""How the running service fares: for /healthz, /readyz and /metrics, for /delivery, and for alarms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.backups import DONE, Backups
from bot.channels.port import METHODS, Parcel
from bot.channels.runner import Runner
from bot.chats import Chats
from bot.clock import Clock
from bot.delivery.file_limits import KEEP_FREE
from bot.health.alarms import AlarmCause, Watch
from bot.health.measured import ObservedChannel, ObservedStore
from bot.health.stranded import LOOK_S, Stranded
from bot.jobs.scheduler import Scheduler
from bot.jobs.timers import Timers
from bot.lead.lead import Lead
from bot.supervise import Supervisor
from bot.web.metrics import CONTENT_TYPE, Metrics, Readings
from handlers.base.message import Message
from handlers.base.shared import ChannelState, Shared
from handlers.base.turn import random_id
from handlers.intake import Intake
from handlers.operator.alarms import CHANNEL, METHOD, TASK, TOLD_ALARM, Alarm, addresses, alarm_text, read_alarm
from storage.changes import Changes, Query
from storage.outbox_records import OutboxOp
from storage.records import Lane, OutboxRow, Setting
from storage.store import StorageError
from storage.ticks import Tick

log = structlog.get_logger()

FailingFor = Callable[[int], Mapping[tuple[str, ...], float]]
"""Now, UTC ms -> (channel of a webhook,) -> for how many seconds it has failed."""
DATABASE, DISK, BACKUP = "database", "disk", "backup"
STUCK_S = 30.0
"""A transaction that lasts so long, or a database that takes none for so long, is a fault."""
TASK_S = 120.0
"""A work that has not gone well again for so long is an alarm."""
WRITER_STUCK_S = 180.0
"""A transaction that lasts so long will not end by itself: a database that is merely away ends it sooner (120 s)."""
MOVES_S = 600.0
"""What receives and what sends makes a step within this, the longest poll and every pause included."""
LONG_PAUSE_S = 30.0
"""A messenger that forbids writing for longer than this counts as down; a kind of calls, and it is an alarm (a
captcha, say)."""
HOLD_S = 5.0
"""Between looks whether the database is still ours."""
PROVED = "proved"
"""The setting of this name was written after a transaction had failed (UTC ms)."""
ANSWER_S = 2.0
"""A database that does not answer a small question within this does not answer."""
DISK_LOW = KEEP_FREE
DISK_AGAIN = 600 * 1024 * 1024
"""Bytes free below which there is an alarm, and from which on all is well again."""


@dataclass(slots=True)
class Parts:
    """What is looked at."""

    shared: Shared
    store: ObservedStore
    channels: Mapping[str, ObservedChannel]
    runners: Mapping[str, Runner]
    intake: Intake
    scheduler: Scheduler
    timers: Timers
    metrics: Metrics
    clock: Clock
    backups: Backups
    supervisor: Supervisor
    lead: Lead


class HealthStatus:
    """`free` says how many bytes are free where the data are; OSError if that cannot be said."""

    def __init__(self, parts: Parts, free: Callable[[], int]) -> None:
        self.parts, self._free = parts, free
        self.chats = Chats(parts.shared, {name: runner.sender for name, runner in parts.runners.items()})
        self.stranded = Stranded(parts.channels)
        concerns = [
            AlarmCause(DATABASE, self._database_trouble, STUCK_S),
            AlarmCause(DISK, self._disk_trouble, 0),
            AlarmCause(BACKUP, lambda: parts.backups.trouble, 0),
            *(AlarmCause(f"{CHANNEL}{name}", partial(self._channel_trouble, name)) for name in parts.channels),
            *(AlarmCause(f"{METHOD}{name}", partial(self._held, name), 0) for name in parts.channels),
        ]
        self.watch = Watch(concerns, parts.clock, self._tell)
        self._hooks_fail: FailingFor = lambda now: {}
        self._still_since = 0.0  # monotonic: since then what moves has had no reason to stand still

    @property
    def clock(self) -> Clock:
        return self.parts.clock

    def mind(self, channels: list[str], concerns: list[AlarmCause], failing_s: FailingFor) -> None:
        """Webhooks are watched, too, and what waits for them waits for somebody."""
        self._hooks_fail, self.stranded = failing_s, Stranded([*self.parts.channels, *channels])
        for concern in concerns:
            self.watch.add(concern)

    async def run(self) -> None:
        """Watch until cancelled."""
        for name in self.parts.supervisor.works:
            self.watch.add(AlarmCause(f"{TASK}{name}", partial(self.parts.supervisor.trouble, name), TASK_S))
        while (found := await self._read(Query("settings_like", (TOLD_ALARM,)))) is None:
            await self.parts.clock.sleep(1)
        while not await self._look_for_stranded():
            await self.parts.clock.sleep(1)
        told = [read_alarm(setting.value) for setting in found[0]]
        for concern in (*self.stranded.concerns(told), *self.chats.concerns()):
            self.watch.add(concern)
        self.chats.recall(told)
        self.watch.recall(told)
        for alarm in told:
            if alarm.name == BACKUP:
                self.parts.backups.recall(alarm.why, alarm.since)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._hold(), name="hold")
            group.create_task(self._keep_looking_for_stranded(), name="stranded")
            await self.watch.run()

    async def _hold(self) -> None:
        """Whoever has nothing to write has to learn all the same that the database is another's, or is back."""
        while True:
            await self.parts.store.look()
            if self.parts.store.error:
                await self._prove()
            await self.parts.clock.sleep(HOLD_S)

    async def _prove(self) -> None:
        """A record of our own, which a database that is away or full does not take."""
        changes = Changes()
        changes.put(Setting(PROVED, str(self.parts.clock.now())))
        with suppress(StorageError):
            async with self.parts.store.unit() as unit:
                await unit.commit(changes)

    async def _keep_looking_for_stranded(self) -> None:
        """Another process (the console) may write for a messenger that is not run here, and somebody drop it."""
        while True:
            await self.parts.clock.sleep(LOOK_S)
            if await self._look_for_stranded():
                for concern in (*self.stranded.concerns(), *self.chats.concerns()):
                    self.watch.add(concern)

    async def _look_for_stranded(self) -> bool:
        """Count what waits for messengers that are not run; False if the database did not answer."""
        found = await self._read(self.stranded.query)
        if found is not None:
            self.stranded.take(found[0])
        return found is not None

    # -- how it is --------------------------------------------------------------------------------
    def channels(self) -> tuple[ChannelState, ...]:
        """Each messenger; "down" only after the minute that also makes an alarm of it."""
        return tuple(self._channel(name) for name in self.parts.channels)

    def _channel(self, name: str) -> ChannelState:
        parts, concern = self.parts, self.watch.concerns[f"{CHANNEL}{name}"]
        wait_s = self._pause_s(name)
        paused = parts.clock.now() + int(wait_s * 1000) if wait_s > 0 else 0
        if parts.runners[name].refused:
            state = "stopped"
        elif concern.told:
            state = "down"
        else:
            state = "ok" if name in parts.shared.bots else "starting"
        held = {m: parts.clock.now() + int(s * 1000) for m, s in self._held_s(name).items()}
        return ChannelState(name, state, self._channel_trouble(name), concern.since, paused, held)

    def _channel_trouble(self, name: str) -> str:
        if self.parts.runners[name].refused:
            return "stopped"
        if self._pause_s(name) > LONG_PAUSE_S:
            return self.parts.channels[name].trouble or "paused"
        return self.parts.channels[name].trouble or ("" if name in self.parts.shared.bots else "network")

    def _pause_s(self, name: str) -> float:
        """How long the messenger still wants us to say nothing."""
        paused = self.parts.runners[name].sender.dispatch.pace.paused
        return max(0.0, paused.get("", 0.0) - self.parts.clock.monotonic())

    def _held_s(self, name: str) -> dict[str, float]:
        """Kinds of calls that the messenger forbids, with for how long."""
        dispatch = self.parts.runners[name].sender.dispatch
        return {method: seconds for method in METHODS if (seconds := dispatch.held_s(method)) > 0}

    def _held(self, name: str) -> str:
        """The most important of them, where it is for long."""
        return next((f"held-{method}" for method, s in self._held_s(name).items() if s > LONG_PAUSE_S), "")

    def _database_trouble(self) -> str:
        store = self.parts.store
        if store.busy_s > 0 and store.busy_s >= STUCK_S:
            return "stuck"
        if store.reading_s >= STUCK_S:
            return "silent"
        if store.unread_s > 0:
            return store.unread
        return store.error if store.failing_s > 0 else ""

    def _disk_trouble(self) -> str:
        try:
            free = self._free()
        except OSError:
            return "closed"
        return "low" if free < (DISK_AGAIN if self.watch.is_bad(DISK) else DISK_LOW) else ""

    # -- for the web ------------------------------------------------------------------------------
    def alive(self) -> tuple[bool, dict[str, Any]]:
        """Whether the process does its work: no transaction lasts longer than any that may yet end. A database that
        hangs is no better after a restart. That it answers says the rest.
        """
        busy = self.parts.store.busy_s
        return busy < WRITER_STUCK_S, {"writer_busy_s": round(busy, 3)}

    async def ready(self) -> tuple[bool, dict[str, Any]]:
        """Whether everything that it needs is there: the database answers, each channel works, the operators' chats
        take messages, no work has failed for minutes. What is not well is named. Of a node that waits: whether it could
        take over now.
        """
        states = {state.name: state.state for state in self.channels()}
        store = self.parts.store
        database = await self._answers() and store.failing_s < STUCK_S and store.busy_s < STUCK_S
        tasks = {name: work.error for name, work in self.parts.supervisor.works.items() if self._is_failing(name)}
        chats = {str(held.chat): held.why for held in self.chats.held()}
        usable = database and not self.parts.lead.newer
        well = usable and not tasks and not chats and all(state == "ok" for state in states.values())
        told: dict[str, Any] = {"database": "ok" if database else "failing", "channels": states}
        told |= self.parts.lead.told()
        return well, told | ({"tasks": tasks} if tasks else {}) | ({"chats": chats} if chats else {})

    def lead(self) -> tuple[bool, dict[str, Any]]:
        """Whether this node leads at this very moment."""
        lead = self.parts.lead
        return lead.entered and lead.leading(), lead.told()

    def _is_failing(self, name: str) -> bool:
        concern = self.watch.concerns.get(f"{TASK}{name}")
        return concern is not None and concern.told

    # -- for the watchdog -------------------------------------------------------------------------
    def standstill(self) -> str:
        """What has stopped for good, as a short code; "" while all of it moves, or has a reason not to: a messenger or
        the database that is away is no standstill.
        """
        store, now = self.parts.store, self.parts.clock.monotonic()
        if store.busy_s >= WRITER_STUCK_S:
            return "writer"
        if not self._still_since or self._database_trouble() or self.parts.lead.role == "standby":
            self._still_since = now
        for name, runner in self.parts.runners.items():
            if not runner.refused and name in self.parts.shared.bots:
                for what, at in (("receive", runner.moved_at), ("send", runner.sender.turned_at)):
                    if now - max(at, self._still_since) > MOVES_S:
                        return f"{what} {name}"
        return ""

    async def page(self) -> tuple[bytes, str]:
        """/metrics and its content type."""
        return self.parts.metrics.page(await self._readings()), CONTENT_TYPE

    async def _answers(self) -> bool:
        return await self._read(Query("faults_count")) is not None

    async def _read(self, *queries: Query) -> list[Any] | None:
        try:
            async with asyncio.timeout(ANSWER_S):
                return await self.parts.store.read(*queries)
        except (StorageError, TimeoutError):
            return None

    async def _readings(self) -> Readings:
        parts = self.parts
        now = parts.clock.now()
        asked = Query("delivery_given_up"), Query("faults_count"), Query("setting", (DONE,)), Query("promises_count")
        found = await self._read(*asked)
        senders = [(name, runner.sender) for name, runner in parts.runners.items()]
        depths = {(n, lane): d for n, s in senders for lane, d in s.dispatch.backlog.depths().items()}
        readings = Readings(
            waiting={which: depth.rows for which, depth in depths.items()},
            oldest={which: max(0, now - d.created_at) / 1000 for which, d in depths.items() if d.created_at},
            concluded={(n, *key): count for n, s in senders for key, count in s.claims.counts.items()},
            up={(state.name,): float(state.state == "ok") for state in self.channels()},
            hooks=self._hooks_fail(now),
            held={(n, method): seconds for n in parts.runners for method, seconds in self._held_s(n).items()},
            stranded={(name,): count for name, count in self.stranded.rows.items()},
            shut={(c.chat.channel, c.chat.chat): max(0, now - c.since) / 1000 for c in self.chats.held()},
            paused={(s.name,): max(0, s.paused_until - now) / 1000 for s in self.channels()},
            job_lag={(job,): lag for job, lag in parts.scheduler.lags.items()},
            lead=parts.lead.measured(),
            job_ended={(job,): at / 1000 for job, at in parts.scheduler.ended.items()},
        )
        single = {
            "otklik_database_up": float(found is not None),
            "otklik_database_writer_busy_seconds": parts.store.busy_s,
            "otklik_database_failing_seconds": parts.store.failing_s,
            "otklik_timers_lag_seconds": parts.timers.lag_s(),
        }
        if parts.lead.standby:
            single["otklik_lead_epoch"] = parts.lead.epoch
            single["otklik_config_differs"] = float(bool(parts.lead.same.trouble))
        if found is not None:
            readings.given_up = {(channel, why): count for channel, why, count, _ in found[0]}
            single["otklik_faults_open"] = found[1][0][0]
            readings.promises = {(code, state or "open"): count for code, state, count in found[3]}
            if found[2]:
                single["otklik_backup_last_success_timestamp_seconds"] = int(found[2][0].value) / 1000
        try:
            single["otklik_disk_free_bytes"] = self._free()
        except OSError as fault:
            log.warning("health.disk_unknown", error=type(fault).__name__)
        readings.single = single
        return readings

    # -- alarms -----------------------------------------------------------------------------------
    async def _tell(self, alarm: Alarm) -> None:
        """Through the outbox like everything else; but that nothing can be written cannot wait to be written."""
        if alarm.name == DATABASE and alarm.bad:
            await self._shout(alarm)
        else:
            await self.parts.intake.tick(Tick.ALARM, alarm.name, alarm.dump())

    async def _shout(self, alarm: Alarm) -> None:
        """Straight to the messengers, once."""
        shared, now = self.parts.shared, self.parts.clock.now()
        text = alarm_text(shared, shared.library.texts(shared.default_language), alarm)
        for chat in addresses(shared):
            if chat.channel not in self.parts.channels:
                continue
            row = OutboxRow(0, chat.channel, chat.chat, int(Lane.OPERATORS), OutboxOp.SEND, Message(text).dump())
            row.created_at, row.random_id = now, random_id(now)
            outcome = (await self.parts.channels[chat.channel].send([Parcel(row, Message(text))]))[0]
            log.log(30, "health.shouted", channel=chat.channel, name=alarm.name, result=outcome.result.value)
