"""The words of this folder's button and timers."""

from __future__ import annotations

from enum import StrEnum

from handlers.base.buttons import Word


class OutsideButton(Word):
    STOP = "x_stop"  # of many that came at once; then the client, and since when (UTC seconds)


class OutsideTick(StrEnum):
    STOP = "x_stop"  # key: a line of a history that is about to go, and is not to
    STOP_ALL = "x_stop_all"  # key: as the button has it; looks again for what is about to go
