"""Warnings of a fault that lasts: one line for each kind in a row, however often it comes."""

from __future__ import annotations

import structlog

log = structlog.get_logger()


class FaultLog:
    """One messenger's reading of updates."""

    def __init__(self) -> None:
        self._said = ""

    def warn(self, event: str, **values: object) -> None:
        """Repeats of one kind have one line, until `over`."""
        if (kind := f"{event} {values}") != self._said:
            self._said = kind
            log.warning(event, **values)

    def over(self) -> None:
        """Something was read again."""
        self._said = ""
