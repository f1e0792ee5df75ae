"""The highest report number that was given out, beside the database: a restored copy of an earlier day must not
give a citizen's number to somebody else. A database that knows less than this file has lost commits, or was restored.
"""

from __future__ import annotations

from pathlib import Path

import structlog

from bot.jobs.id_file import read_numbers
from bot.private_files import open_private
from storage.changes import Changes, Query
from storage.records import Report
from storage.store import Store

log = structlog.get_logger()


class LastNumber:
    """Written after each commit with reports, so in the usual case the database knows as much."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = 0
        self._behind = 0

    @property
    def trouble(self) -> str:
        """How many numbers were given out of which the database knows nothing; "" while there are none."""
        return str(self._behind) if self._behind else ""

    def after_restart(self, last: int) -> int:
        """The number to count on from: the database's last one, or the file's if that is ahead of it."""
        self._known = max(last, self.told())
        self._compare(self._known, last)
        return self._known

    async def look(self, store: Store) -> None:
        """Whether the database still knows what was committed: one that failed over may have lost it. StorageError."""
        known = self._known  # read first: what is committed meanwhile is no loss
        last = dict((await store.read(Query("last_ids")))[0])["report"]
        self._compare(known, last)

    def _compare(self, known: int, last: int) -> None:
        before, self._behind = self._behind, max(0, known - last)
        if self._behind and not before:
            log.error("database.behind", given_out=known, found=last)

    def told(self) -> int:
        """The highest number that was given out, as far as the file knows; 0 without one. OSError."""
        found = read_numbers(self.path)
        if found.damaged:
            log.error("last_number.damaged", lines=found.damaged)
        return max(found.numbers, default=0)

    def note(self, changes: Changes) -> None:
        """After a commit. No fsync: what a power cut takes from this file, the database still has."""
        self.keep(max((r.id for r in changes.rows.get(Report, {}).values() if isinstance(r, Report)), default=0))

    def keep(self, newest: int) -> None:
        """This number was given out, and so were all before it."""
        if newest <= self._known:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        with open_private(part) as file:
            file.write(str(newest).encode("ascii"))
        part.replace(self.path)
        self._known = newest  # what could not be written is tried again with the next report
