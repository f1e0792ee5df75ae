"""What keeps a watched folder from being read, as alarms: whoever lays files there does not read our log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.clock import Clock
from bot.health.alarms import AlarmCause

ANSWERS, ALERTS = "outside", "alertfolder"
"""Which folder: so begin the names of its alarms."""
HANGS, CLOSED, STRANGE = "hangs", "closed", "strange"
"""And so they end; `why` of the last two names what lies there."""
HANGS_S = 60.0
"""A disk of another machine that does not answer for so long hangs."""
STRANGE_S = 3600.0
"""So long a file may lie there that is no table and is named in none."""
SHORT = 60
P = ParamSpec("P")
T = TypeVar("T")


class FolderTrouble:
    """What its reader meets. Its concerns are looked at by others; nothing here waits but `beside`."""

    def __init__(self, about: str, root: Path, clock: Clock) -> None:
        self.about, self.root, self._clock = about, root, clock
        self._asked_at = 0.0
        self._asking = False
        self._closed = dict[Path, None]()
        self._strange = dict[Path, float]()

    async def beside(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """The work, in a thread: the folder may be another machine's, which answers slowly or never."""
        self._asking, self._asked_at = True, self._clock.monotonic()
        try:
            return await asyncio.to_thread(work, *args, **named)
        finally:
            self._asking = False

    def cannot(self, path: Path) -> None:
        """It cannot be read, or not be filed away."""
        self._closed[path] = None

    def can(self, path: Path) -> None:
        self._closed.pop(path, None)

    def there(self, paths: Iterable[Path], strangers: Iterable[Path] = ()) -> None:
        """All that there is to be read, and all other files."""
        present, now = set(paths), self._clock.monotonic()
        self._closed = {path: None for path in self._closed if path in present}
        self._strange = {path: self._strange.get(path, now) for path in strangers}

    def concerns(self) -> list[AlarmCause]:
        found = [
            AlarmCause(f"{self.about}{HANGS}", self._hangs, 0), AlarmCause(f"{self.about}{CLOSED}", self._is_closed)
        ]  # fmt: skip
        return [*found, AlarmCause(f"{self.about}{STRANGE}", self._strays, 0)] if self.about == ANSWERS else found

    def _hangs(self) -> str:
        return "hangs" if self._asking and self._clock.monotonic() - self._asked_at >= HANGS_S else ""

    def _is_closed(self) -> str:
        return self._name(tuple(self._closed))  # whole at once: a thread may be adding to it

    def _strays(self) -> str:
        now = self._clock.monotonic()
        return self._name([path for path, since in tuple(self._strange.items()) if now - since >= STRANGE_S])

    def _name(self, paths: Iterable[Path]) -> str:
        """The first of them, as it lies in the folder; "" for none."""
        first = next(iter(paths), None)
        if first is None:
            return ""
        inside = first.relative_to(self.root) if first.is_relative_to(self.root) else first
        return shown_name(str(inside))[:SHORT]


def shown_name(name: str) -> str:
    """A name that can be written down in a line: that of a file need not be UTF-8, and may have line breaks in it."""
    found = name.encode("utf-8", "replace").decode()
    return found if found.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in found)
