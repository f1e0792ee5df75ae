"""Ids that the program allocates itself, so that one batch can refer to its own new rows.

The running service counts up from what it finds; commands beside it (`import`, `notice`) count in a
range of their own, so the two never meet. Each range has one holder at a time: a lock sees to it.
"""

from __future__ import annotations

CONSOLE_BASE = 1 << 52
"""Ids of commands that write beside a running service start here."""

COUNTED = (
    "person", "report", "report_event", "attachment", "outbox", "fault", "audit",
    "place", "notice", "notice_text", "notice_event", "ready_answer",
)  # fmt: skip


class Ids:
    """The next id of each table; gaps after a failed batch are fine, a number twice is not."""

    def __init__(self, last: dict[str, int]) -> None:
        self._last = last

    def next(self, table: str) -> int:
        value = self._last.get(table, 0) + 1
        self._last[table] = value
        return value
