"""The highest report number that was given out, beside the database: a restored copy of an earlier day must not
give a citizen's number to somebody else.
"""

from __future__ import annotations

from pathlib import Path

import structlog

from bot.jobs.id_file import read_numbers
from bot.private_files import open_private
from storage.changes import Changes
from storage.records import Report

log = structlog.get_logger()


class LastNumber:
    """Written after each commit with reports, so in the usual case the database knows as much."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = 0

    def after_restart(self, last: int) -> int:
        """The number to count on from: the database's last one, or the file's if that is ahead of it."""
        self._known = max(last, self.told())
        return self._known

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
