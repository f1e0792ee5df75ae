"""How long a test waits for what has to come: as long as something gets on. On a machine that has much else to do all
of it takes longer, and what is stuck is stuck on a quick one, too.
"""

from __future__ import annotations

import time
from typing import Any, Protocol

LONGEST_S = 900.0
"""What gets on without an end is a fault as well."""
LOOK_S = 0.5
GETS_ON = (
    ("COUNT(*)", "outbox", "finished_at <> 0"),
    ("COUNT(*), MAX(at)", "seen_update", "1 = 1"),
    ("id, state, expanded, cursor", "notice", "1 = 1 ORDER BY id"),
)
WAITS = "channel, lane, op, state, COUNT(*), MIN(due_at), MAX(due_at), MAX(attempts), MAX(unknowns), MAX(why)"


class Looked(Protocol):
    """tests.chaos.life.Life, as far as it is needed here. `quiet_s`: so long nothing may get on, at the most."""

    quiet_s: float

    async def look(self, what: str, table: str, where: str = "1 = 1") -> list[tuple[Any, ...]]: ...


class Patience:
    """For one wait; asked again and again whether it `lasts`."""

    def __init__(self, life: Looked) -> None:
        self._life = life
        self._began = self._moved = time.monotonic()
        self._looked, self._found = 0.0, list[Any]()

    async def lasts(self) -> None:
        """AssertionError, with all that waits, if it does not."""
        now = time.monotonic()
        if now - self._looked < LOOK_S:
            return
        found = [await self._life.look(*query) for query in GETS_ON]
        self._looked = now
        if found != self._found:
            self._moved, self._found = now, found
        if now - self._moved > self._life.quiet_s or now - self._began > LONGEST_S:
            raise AssertionError(f"for {now - self._moved:.0f} s nothing got on: {await self._what_waits()}")

    async def _what_waits(self) -> list[Any]:
        rows = await self._life.look(WAITS, "outbox", "state < 2 GROUP BY channel, lane, op, state")
        timers = await self._life.look("kind, key, due_at", "timer")
        return [*rows, *await self._life.look("id, state, expanded, cursor", "notice", "state = 'sending'"), *timers]
