"""Who hears of a commit: each part of the program that has something to do after one, the senders among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.channels.runner import Runner
from bot.delivery.files import Files
from bot.supervise import Supervisor
from bot.web.metrics import Metrics
from storage.changes import Changes
from storage.records import Fault, OutboxRow, StoredFile

COMMITTED = "committed"
"""The name under which faults of those are noted who hear of a commit."""


class Committed:
    """Called after every commit with what was written; tells everybody that `listeners` gives then, in their order.
    What one of them does wrong changes nothing for those who committed.
    """

    def __init__(self, supervisor: Supervisor, listeners: Callable[[], Iterable[Callable[[Changes], None]]]) -> None:
        self._supervisor, self._listeners = supervisor, listeners
        supervisor.declare(COMMITTED)

    def __call__(self, changes: Changes) -> None:
        for note in self._listeners():
            try:
                note(changes)
            except Exception as fault:  # noqa: BLE001 - it is committed, whatever they make of it
                self._supervisor.note(COMMITTED, fault)


def wake(runners: Mapping[str, Runner], files: Files, metrics: Metrics, changes: Changes) -> None:
    """Wakes whoever carries out what was committed: the sender of each messenger with its rows, the fetching of files.
    Counts updates that were kept aside.
    """
    rows: dict[str, list[OutboxRow]] = {}
    for row in changes.outbox():
        rows.setdefault(row.channel, []).append(row)
    for channel, waiting in rows.items():
        if channel in runners:
            runners[channel].sender.offer(waiting)
    if StoredFile in changes.rows:
        files.wake()
    faults = changes.rows.get(Fault, {}).values()
    if kept := sum(1 for row in faults if isinstance(row, Fault) and not row.solved_at):
        metrics.faulted(kept)
