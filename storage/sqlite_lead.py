"""The lead on SQLite: two files beside the database's on which processes of this one machine hold locks."""

from __future__ import annotations

from pathlib import Path

from storage.file_lock import FileLock
from storage.lead import Seats
from storage.sqlite_faults import closed_file
from storage.store import InUse


class FileLead:
    """The one-instance lock, once `held` is True, and who waits for it. The system lets go of what a process held when
    it dies, so nothing has to be renewed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_name(path.name + ".lock"))
        self._waiting = FileLock(path.with_name(path.name + ".standby"))
        self.held = False
        self.epoch = 0

    def take(self) -> None:
        """InUse if another program has it. OSError."""
        if not self._lock.take():
            raise in_use(self._path)
        self.held = True

    def contend(self, mark: str) -> bool:
        """Whether it could be taken; if not, others see that somebody waits, and his mark. StorageError."""
        try:
            if self._waiting.take():
                self._waiting.path.write_text(mark, encoding="ascii")
            self.held = self._lock.take()
        except OSError as error:
            raise closed_file(self._path, error) from None
        if self.held:
            self._waiting.release()
        return self.held

    def check(self) -> None:
        """Somebody may have removed the lock's file: then another program could hold a lock of that name."""
        if not self.held:
            return
        try:
            if not self._lock.kept():
                raise in_use(self._path)
        except OSError as error:
            ours = closed_file(self._path, error)
            ours.retry = True
            raise ours from None

    def seats(self) -> Seats:
        """StorageError."""
        try:
            if not self._waiting.is_held():
                return Seats(self._lock.is_held())
            mark = self._waiting.path.read_text(encoding="ascii", errors="replace").strip()
            return Seats(self._lock.is_held(), ("",), frozenset({mark} - {""}))
        except OSError as error:
            raise closed_file(self._path, error) from None

    def release(self) -> None:
        self.held = False
        self._lock.release()
        self._waiting.release()


def in_use(path: Path) -> InUse:
    return InUse(f"another running program holds the database {path}")
