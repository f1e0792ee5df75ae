"""A commit for which nobody answered: done or not, the next reading of its updates tells."""

from __future__ import annotations

from collections.abc import Container, Sequence

from handlers.base import faults
from handlers.base.event import Update
from storage.changes import Changes


class UnsureCommit:
    """The last one; nothing after one that was answered."""

    def __init__(self) -> None:
        self._noted: tuple[Update, Changes] | None = None

    def note(self, updates: Sequence[Update], written: Changes) -> None:
        """The commit of what came of these updates failed, and may have been done all the same."""
        self._noted = (updates[0], written) if updates else None

    def proved(
        self, updates: Sequence[Update], seen: Container[tuple[str, str, str]], ringing: Container[str]
    ) -> Changes | None:
        """What it wrote, if it was done: its first update stands among those that were `seen` (channel, bot, key), or
        its timer no longer among those `ringing`. Asked when these updates are read again; it is forgotten then.
        """
        if self._noted is None:
            return None
        (first, written), self._noted = self._noted, None
        event = first.event
        if event is not None and faults.is_timer(event):
            done = event.data not in ringing
        else:
            done = (first.channel, first.bot, first.key) in seen
        return written if done and any(update is first for update in updates) else None
