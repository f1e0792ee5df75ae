"""What goes into a sender's next transaction, so that a row whose outcome cannot be written holds up no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import structlog

from bot.channels.port import Outcome, Result
from bot.delivery.backlog import Waiting
from bot.delivery.claims import Landing
from storage.store import StorageError

log = structlog.get_logger()

TRIES = 3
"""So often an outcome that the database or we ourselves cannot write is tried alone; then it is written bare."""
BROKEN = "broken"
"""Why a row was given up whose every attempt was our own fault."""
AGAIN_MS = 500
LONGEST_MS = 60_000


class Salvage:
    """`careful`: after a fault that will come again the outcomes are written one by one, and nothing new is claimed."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.careful = False
        self._tries: Counter[int] = Counter()  # row -> faults in a row

    def choose(self, landed: list[Landing]) -> tuple[list[Landing], list[Landing]]:
        """What is to be written now, and what has to wait."""
        self.careful = self.careful and bool(landed)
        return (landed[:1], landed[1:]) if self.careful else (landed, [])

    def failed(
        self, landed: list[Landing], left: list[Landing], fault: Exception
    ) -> tuple[list[Landing], Landing | None]:
        """After a transaction that failed: what is to be written yet, and the one that was let go of. Its row stays
        claimed without an outcome, which the next start calls unknown.
        """
        if isinstance(fault, StorageError) and fault.retry:
            return landed + left, None
        if not self.careful or not landed:
            self.careful = True
            return landed + left, None
        landing, row = landed[0], landed[0].flight.row
        self._tries[row.id] += 1
        if self._tries[row.id] < TRIES:
            return [*left, landing], None
        if self._tries[row.id] == TRIES:
            log.error("sender.outcome_unwritable", channel=self.channel, row=row.id, error=type(fault).__name__)
            return [*left, Landing(landing.flight, Outcome(Result.REJECTED, why=BROKEN))], None
        del self._tries[row.id]
        log.error("sender.let_go", channel=self.channel, row=row.id, error=type(fault).__name__)
        return left, landing

    def wait_ms(self, item: Waiting, fault: Exception) -> int:
        """How long a row waits whose claim failed: the longer the more often, unless the database was merely away."""
        if isinstance(fault, StorageError) and fault.retry:
            return AGAIN_MS
        self._tries[item.id] += 1
        return min(LONGEST_MS, AGAIN_MS << min(self._tries[item.id], 10))

    def went_well(self, landed: Sequence[Landing], claimed: Sequence[Waiting]) -> None:
        """These were written."""
        if self._tries:
            for number in (*(one.flight.row.id for one in landed), *(item.id for item in claimed)):
                self._tries.pop(number, None)
