"""What was erased leaves SQLite's log, too: until it is overwritten, -wal keeps every earlier state of a page."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence

from storage.writing import Write

ERASING = ("forget_", "retire_reports")
"""Commands of `storage/sql` after which nothing of the old text may stay on the disk."""


class Erasures:
    """Whether something was erased whose earlier text still stands in the log (-wal), and emptying that."""

    def __init__(self) -> None:
        self.pending = False
        self._tried_at = 0.0

    def look(self, connection: sqlite3.Connection, writes: Sequence[Write]) -> None:
        """After a commit of these: bring the log into the database and cut it to nothing. While somebody reads an
        earlier state that cannot be: it is tried again after a later commit, once in a second.
        """
        erased = any(step.name.startswith(ERASING) for step in writes)
        self.pending |= erased
        if not self.pending or (not erased and time.monotonic() - self._tried_at < 1.0):
            return
        self._tried_at = time.monotonic()
        waits = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        try:
            connection.execute("PRAGMA busy_timeout=0")  # nobody waits for a reader here
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.pending = bool(busy)
        except sqlite3.Error:
            pass  # what was committed stays committed
        finally:
            connection.execute(f"PRAGMA busy_timeout={waits}")
