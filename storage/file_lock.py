"""A lock that one process at a time holds on a file; the system lets go of it when the process dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


TRIES, BETWEEN_S = 3, 0.01
"""`is_held` looks by taking the lock for a moment, in which nobody else's start may fail."""


class FileLock:
    """The file stays when the lock is given back: to remove it would let two hold a lock of one name (`kept`)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """False if somebody else holds it. OSError if the file cannot be made."""
        for left in reversed(range(TRIES)):
            if self._descriptor is not None or self._take():
                return True
            time.sleep(BETWEEN_S if left else 0)
        return False

    def _take(self) -> bool:
        descriptor = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def is_held(self) -> bool:
        """Whether anybody holds it. OSError likewise, but for a file that is not there."""
        if self._descriptor is not None:
            return True
        if not self.path.exists() or not self._take():
            return self.path.exists()
        self.release()
        return False

    def kept(self) -> bool:
        """Whether the lock that was taken is still that of the file of this name; one that went with its file is
        taken again. False if somebody else holds it. OSError as for `take`.
        """
        if self._descriptor is not None:
            held = os.fstat(self._descriptor)
            try:
                named = os.stat(self.path)
            except FileNotFoundError:
                named = None
            if named is not None and (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino):
                return True
            self.release()
        return self.take()

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
