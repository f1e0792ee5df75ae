"""SQLite without aiosqlite's thread: going there and back costs more than most of what is done there."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
import pytest

T = TypeVar("T")


class InPlace:
    """What the store uses of an aiosqlite connection, in the thread that asks. What waits for another connection of
    this thread would wait in vain.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._conn = raw
        self._closed = False

    async def _execute(self, work: Callable[[], T]) -> T:
        """Others have their turn before the answer comes; the work is done though whoever asked is cancelled."""
        if self._closed:
            raise ValueError("Connection closed")
        try:
            return work()
        finally:
            await asyncio.sleep(0)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._conn.close()
            await asyncio.sleep(0)


async def _connect(path: Path, **options: Any) -> InPlace:
    return InPlace(sqlite3.connect(path, **options))


@contextmanager
def sqlite_in_place() -> Iterator[None]:
    """Stores that are opened meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite, "connect", _connect)
        yield


def is_in_place() -> bool:
    """Whether stores that are opened now ask in their own thread."""
    connect: Any = aiosqlite.connect
    return connect is _connect
