"""Messages for a messenger that is not run, for its token was taken out: counted, so that somebody is told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from bot.health.alarms import AlarmCause
from handlers.operator.alarms import STRANDED, Alarm
from storage.changes import Query

LOOK_S = 60.0


class Stranded:
    """`running`: the messengers that have a sender. `rows`: how many messages wait for each of the others."""

    def __init__(self, running: Iterable[str]) -> None:
        self.rows: dict[str, int] = {}
        self.query = Query("outbox_stranded", (json.dumps(sorted(running)),))

    def take(self, found: Iterable[tuple[Any, ...]]) -> None:
        """What `query` answered."""
        self.rows = {channel: count for channel, count in found if count}

    def concerns(self, told: Iterable[Alarm] = ()) -> list[AlarmCause]:
        """One for each messenger for which something waits, or of which an earlier run told that."""
        earlier = (alarm.name.removeprefix(STRANDED) for alarm in told if alarm.name.startswith(STRANDED))
        return [AlarmCause(f"{STRANDED}{name}", partial(self.trouble, name), 0) for name in (*self.rows, *earlier)]

    def trouble(self, channel: str) -> str:
        """How many messages wait for nobody, "" for none."""
        return str(self.rows[channel]) if channel in self.rows else ""
