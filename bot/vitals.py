"""How the running service fares: for /healthz, /readyz and /metrics, for /delivery, and for alarms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.channels.port import METHODS, Parcel
from bot.clock import Clock
from bot.delivery.file_limits import KEEP_FREE
from bot.door import Door
from bot.observed import ObservedChannel, ObservedStore
from bot.scheduler import Scheduler
from bot.timers import Timers
from bot.watch import Concern, Watch
from bot.web.metrics import CONTENT_TYPE, Metrics, Readings
from handlers.house import ChannelState, House
from handlers.intake import Intake
from handlers.message import Message
from handlers.operator.alarms import ALARM, CHANNEL, METHOD, TOLD, Alarm, addresses, alarm_text, load_alarm
from handlers.turn import random_id
from storage.changes import Query
from storage.records import Lane, OutboxRow
from storage.store import StorageError

log = structlog.get_logger()

DATABASE, DISK = "database", "disk"
STUCK_S = 30.0
"""A transaction that lasts so long, or a database that takes none for so long, is a fault."""
LONG_PAUSE_S = 30.0
"""A messenger that forbids writing for longer than this counts as down; a kind of calls, and it is an alarm (VK's
captcha, 29)."""
ANSWER_S = 2.0
"""A database that does not answer a small question within this does not answer."""
DISK_LOW = KEEP_FREE
DISK_AGAIN = 600 * 1024 * 1024
"""Bytes free below which there is an alarm, and from which on all is well again."""


@dataclass(slots=True)
class Parts:
    """What is looked at."""

    house: House
    store: ObservedStore
    channels: Mapping[str, ObservedChannel]
    doors: Mapping[str, Door]
    intake: Intake
    scheduler: Scheduler
    timers: Timers
    metrics: Metrics
    clock: Clock


class Vitals:
    """`free` says how many bytes are free where the data are; OSError if that cannot be said."""

    def __init__(self, parts: Parts, free: Callable[[], int]) -> None:
        self.parts, self._free = parts, free
        concerns = [
            Concern(DATABASE, self._database_trouble, STUCK_S),
            Concern(DISK, self._disk_trouble, 0),
            *(Concern(f"{CHANNEL}{name}", partial(self._channel_trouble, name)) for name in parts.channels),
            *(Concern(f"{METHOD}{name}", partial(self._held, name), 0) for name in parts.channels),
        ]
        self.watch = Watch(concerns, parts.clock, self._tell)

    async def run(self) -> None:
        """Watch until cancelled."""
        while (found := await self._read(Query("settings_like", (TOLD,)))) is None:
            await self.parts.clock.sleep(1)
        told = found[0]
        self.watch.recall([load_alarm(setting.value) for setting in told])
        await self.watch.run()

    # -- how it is --------------------------------------------------------------------------------
    def channels(self) -> tuple[ChannelState, ...]:
        """Each messenger; "down" only after the minute that also makes an alarm of it."""
        return tuple(self._channel(name) for name in self.parts.channels)

    def _channel(self, name: str) -> ChannelState:
        parts, concern = self.parts, self.watch.concerns[f"{CHANNEL}{name}"]
        wait_s = self._pause_s(name)
        paused = parts.clock.now() + int(wait_s * 1000) if wait_s > 0 else 0
        if parts.doors[name].refused:
            state = "stopped"
        elif concern.told:
            state = "down"
        else:
            state = "ok" if name in parts.house.bots else "starting"
        held = {m: parts.clock.now() + int(s * 1000) for m, s in self._held_s(name).items()}
        return ChannelState(name, state, self._channel_trouble(name), concern.since, paused, held)

    def _channel_trouble(self, name: str) -> str:
        if self.parts.doors[name].refused:
            return "stopped"
        if self._pause_s(name) > LONG_PAUSE_S:
            return "paused"
        return self.parts.channels[name].trouble or ("" if name in self.parts.house.bots else "network")

    def _pause_s(self, name: str) -> float:
        """How long the messenger still wants us to say nothing."""
        paused = self.parts.doors[name].sender.dispatch.pace.paused
        return max(0.0, paused.get("", 0.0) - self.parts.clock.monotonic())

    def _held_s(self, name: str) -> dict[str, float]:
        """Kinds of calls that the messenger forbids, with for how long."""
        dispatch = self.parts.doors[name].sender.dispatch
        return {method: seconds for method in METHODS if (seconds := dispatch.held_s(method)) > 0}

    def _held(self, name: str) -> str:
        """The most important of them, where it is for long."""
        return next((f"held-{method}" for method, s in self._held_s(name).items() if s > LONG_PAUSE_S), "")

    def _database_trouble(self) -> str:
        store = self.parts.store
        if store.busy_s > 0 and store.busy_s >= STUCK_S:
            return "stuck"
        return store.error if store.failing_s > 0 else ""

    def _disk_trouble(self) -> str:
        try:
            free = self._free()
        except OSError:
            return ""
        return "low" if free < (DISK_AGAIN if self.watch.is_bad(DISK) else DISK_LOW) else ""

    # -- for the web ------------------------------------------------------------------------------
    def alive(self) -> tuple[bool, dict[str, Any]]:
        """Whether the process does its work: no transaction is stuck. That it answers says the rest."""
        busy = self.parts.store.busy_s
        return busy < STUCK_S, {"writer_busy_s": round(busy, 3)}

    async def ready(self) -> tuple[bool, dict[str, Any]]:
        """Whether everything that it needs is there: the database answers, each channel works."""
        states = {state.name: state.state for state in self.channels()}
        database = await self._answers() and self.parts.store.failing_s < STUCK_S
        well = database and all(state == "ok" for state in states.values())
        return well, {"database": "ok" if database else "failing", "channels": states}

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
        found = await self._read(Query("delivery_waiting"), Query("delivery_given_up"), Query("faults_count"))
        senders = [(name, door.sender) for name, door in parts.doors.items()]
        readings = Readings(
            waiting={(n, lane): d[0] for n, s in senders for lane, d in s.dispatch.backlog.depths().items()},
            concluded={(n, *key): count for n, s in senders for key, count in s.ledger.counts.items()},
            up={(state.name,): float(state.state == "ok") for state in self.channels()},
            held={(n, method): seconds for n in parts.doors for method, seconds in self._held_s(n).items()},
            paused={(s.name,): max(0, s.paused_until - now) / 1000 for s in self.channels()},
            job_lag={(job,): lag for job, lag in parts.scheduler.lags.items()},
            job_ended={(job,): at / 1000 for job, at in parts.scheduler.ended.items()},
        )
        single = {
            "otklik_database_up": float(found is not None),
            "otklik_database_writer_busy_seconds": parts.store.busy_s,
            "otklik_database_failing_seconds": parts.store.failing_s,
            "otklik_timers_lag_seconds": parts.timers.lag_s(),
        }
        if found is not None:
            readings.oldest = {(c, Lane(ln).name.lower()): max(0, now - at) / 1000 for c, ln, _, at in found[0]}
            readings.given_up = {(channel, why): count for channel, why, count, _ in found[1]}
            single["otklik_faults_open"] = found[2][0][0]
        try:
            single["otklik_disk_free_bytes"] = self._free()
        except OSError as fault:
            log.warning("vitals.disk_unknown", error=type(fault).__name__)
        readings.single = single
        return readings

    # -- alarms -----------------------------------------------------------------------------------
    async def _tell(self, alarm: Alarm) -> None:
        """Through the outbox like everything else; but that nothing can be written cannot wait to be written."""
        if alarm.name == DATABASE and alarm.bad:
            await self._shout(alarm)
        else:
            await self.parts.intake.tick(ALARM, alarm.name, alarm.dump())

    async def _shout(self, alarm: Alarm) -> None:
        """Straight to the messengers, once."""
        house, now = self.parts.house, self.parts.clock.now()
        text = alarm_text(house.library.texts(house.default_language), alarm)
        for chat in addresses(house):
            if chat.channel not in self.parts.channels:
                continue
            row = OutboxRow(0, chat.channel, chat.chat, int(Lane.OPERATORS), "send", Message(text).dump())
            row.created_at, row.random_id = now, random_id(now)
            outcome = (await self.parts.channels[chat.channel].send([Parcel(row, Message(text))]))[0]
            log.log(30, "vitals.shouted", channel=chat.channel, name=alarm.name, result=outcome.result.value)
