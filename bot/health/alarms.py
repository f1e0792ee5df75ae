"""Watching over what the service cannot do without: each concern is looked at, told of once, and told of again.

A concern that has been bad for longer than its patience is an alarm; when it is well again, so is that. What was
told stands in the database (by whoever handles the alarm), so that a restart in between forgets neither.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from handlers.operator.alarms import Alarm

log = structlog.get_logger()

LOOK_S = 5.0
PATIENCE_S = 60.0
"""A channel may be away for so long before anybody is woken."""
LOOKS = 3
"""And at least so often it was seen bad: a clock that jumps alarms nobody."""


@dataclass(slots=True)
class AlarmCause:
    """Something that should be well. `probe` answers "" if it is, else a short code; it neither waits nor raises.

    `since` is UTC ms, 0 while all is well.
    """

    name: str
    probe: Callable[[], str]
    patience_s: float = PATIENCE_S
    since: int = 0
    why: str = ""
    told: bool = False
    bad_from: float = 0.0  # monotonic
    looks: int = 0

    def look(self, now: int, monotonic: float) -> Alarm | None:
        """See how it is now; what is to be told, if anything is."""
        why = self.probe()
        if not why:
            return self._well(now)
        if not self.since:
            self.since = now
        if not self.looks:
            self.bad_from = monotonic
        self.looks += 1
        self.why = why
        if self.told or self.looks < LOOKS or monotonic - self.bad_from < self.patience_s:
            return None
        self.told = True
        return Alarm(self.name, True, why, self.since, now)

    def _well(self, now: int) -> Alarm | None:
        alarm = Alarm(self.name, False, self.why, self.since, now) if self.told else None
        self.since, self.why, self.told, self.looks = 0, "", False, 0
        return alarm


class Watch:
    """Looks at every concern each LOOK_S; `tell` is awaited for one alarm after another, in their order."""

    def __init__(self, concerns: Sequence[AlarmCause], clock: Clock, tell: Callable[[Alarm], Awaitable[None]]) -> None:
        self.concerns = {concern.name: concern for concern in concerns}
        self.clock, self._tell = clock, tell
        self._alarms: asyncio.Queue[Alarm] = asyncio.Queue()

    def add(self, concern: AlarmCause) -> None:
        """One more to look at; one of its name that is there already stays."""
        self.concerns.setdefault(concern.name, concern)

    def recall(self, told: Sequence[Alarm]) -> None:
        """What an earlier run told and has not taken back."""
        for alarm in told:
            concern = self.concerns.get(alarm.name)
            if concern is not None:
                concern.told, concern.since, concern.why = True, alarm.since, alarm.why

    def is_bad(self, name: str) -> bool:
        """Whether it has been bad for longer than its patience."""
        return self.concerns[name].told

    def look(self) -> None:
        """One look at everything; alarms wait to be told."""
        now, monotonic = self.clock.now(), self.clock.monotonic()
        for concern in self.concerns.values():
            alarm = concern.look(now, monotonic)
            if alarm is not None:
                log.log(40 if alarm.bad else 20, "watch.alarm", name=alarm.name, bad=alarm.bad, why=alarm.why)
                self._alarms.put_nowait(alarm)

    async def run(self) -> None:
        """Until it is cancelled. Telling may take long (the database may be away); looking goes on meanwhile."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell_all(), name="alarms")
            while True:
                self.look()
                await self.clock.sleep(LOOK_S)

    async def _tell_all(self) -> None:
        while True:
            alarm = await self._alarms.get()
            try:
                await self._tell(alarm)
            except Exception:
                self._alarms.put_nowait(alarm)  # whoever begins this anew tells it
                raise
