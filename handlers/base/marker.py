"""What the intake tells of the update that it is handling, so that one which ends the program is known afterwards."""

from __future__ import annotations

from typing import Protocol

DEADLY = -1
"""`Marker.begin`: this update was in work at two deaths of the program."""


class Deadly(Exception):
    """This input was being handled at two deaths of the program."""


class Marker(Protocol):
    """bot.in_work.InWork."""

    def begin(self, key: str) -> int: ...
    def end(self, slot: int) -> None: ...
    def committed(self) -> None: ...


class NoMarker:
    """Notes nothing."""

    def begin(self, key: str) -> int:
        return 0

    def end(self, slot: int) -> None:
        pass

    def committed(self) -> None:
        pass
