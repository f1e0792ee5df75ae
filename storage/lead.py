"""Who leads among several nodes on one database: the one that reads from the messengers and writes to them.

The lead is the one-instance lock and, on PostgreSQL, a row that its node renews every second. A node that cannot renew
it stops by its own clock (LEASE_S) before the others take it to be gone (SILENT_MS): decision 0053.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

RENEW_S = 1.0
"""Between two renewals."""
WAIT_S = 1.1
"""Between two looks of a node that waits: with what it asks now and then, no more than one question a second."""
LEASE_S = 6.0
"""So long a renewal holds, from the moment when it was begun."""
SILENT_MS = 8_000
"""A lead that was not renewed for so long is taken away from its node."""
OVER_MS = 7_000
"""Whoever led has surely stopped by himself so long after his last renewal."""


def lease_clock() -> float:
    """Seconds that go on while the machine sleeps: a node that slept must not believe that it still leads."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class LeadRow:
    """The row as it was at `now`. Times are UTC ms by the database's clock. `node`: "" while nobody leads that writes
    himself down; `renewed_at`: 0 where the lead is kept by its lock alone; `asked_at`: 0, or when somebody last asked
    the node to let go; `same_server`: 0 where it was renewed on a server that has ended since (or on another one).
    """

    epoch: int
    node: str
    since: int
    renewed_at: int
    asked_at: int
    now: int
    same_server: int = 1

    @property
    def age_ms(self) -> int:
        """Since the last renewal; 0 where it is not renewed."""
        return max(0, self.now - self.renewed_at) if self.renewed_at else 0

    def silent_in_s(self) -> float:
        """How soon it may be taken from a node that has been silent for long already; 0.0: not soon."""
        left_s = (SILENT_MS - self.age_ms) / 1000
        return left_s if 0 < left_s <= WAIT_S and self.age_ms * 2 > SILENT_MS else 0.0

    def may_be_taken(self, *, held: bool) -> bool:
        """Whether a node that waits may take the lead. `held`: its lock is held. A lock that is free because its server
        is another one now says nothing of who held it: he goes on where he can, and may believe himself the leader for
        as long as his renewal holds.
        """
        if held:
            return self.age_ms > SILENT_MS
        return bool(self.same_server or not self.renewed_at or self.age_ms >= OVER_MS)


MARK = 8
"""So much of the sum of its configuration (bot/configuration.py) a node that waits shows to the others."""


@dataclass(frozen=True, slots=True)
class Seats:
    """`held`: a program runs on this database. `waiting`: names of nodes that stand by; "" for one without a name.
    `marks`: of those among them who show one, the first MARK digits of their configuration's sum.
    """

    held: bool
    waiting: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
