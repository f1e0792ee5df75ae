"""What waits in the outbox, in memory: enough of each row to know which may go next, and no bodies.

Within a chat and lane (and share) rows keep their order and one is in flight; rows of one slot keep theirs
across lanes. The database stays the truth: a row that is gone when it is claimed is simply dropped here.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from storage.records import Lane, OutboxRow, Share

Queue = tuple[int, str, int]
"""Lane, chat, share."""


@dataclass(slots=True, frozen=True)
class Waiting:
    """One row that waits. `due_at` and `expires_at` are UTC milliseconds."""

    id: int
    chat: str
    lane: int
    share: int
    slot: str
    due_at: int
    expires_at: int

    @property
    def queue(self) -> Queue:
        return self.lane, self.chat, self.share


def waiting(row: OutboxRow) -> Waiting:
    slot = row.slot if row.op in ("put", "delete") else ""
    return Waiting(row.id, row.chat, row.lane, row.share, slot, row.due_at, row.expires_at)


@dataclass(slots=True)
class Backlog:
    """`ready` holds, per lane, (UTC ms from when, id, queue) of the queues whose head may be looked at."""

    queues: dict[Queue, deque[Waiting]] = field(default_factory=dict)
    flying: set[Queue] = field(default_factory=set)
    slots: dict[tuple[str, str], deque[int]] = field(default_factory=dict)
    ready: dict[int, list[tuple[int, int, Queue]]] = field(default_factory=lambda: {int(lane): [] for lane in Lane})
    known: set[int] = field(default_factory=set)

    def offer(self, items: Iterable[Waiting]) -> None:
        """Take in rows; ids that are here already are passed over."""
        for item in items:
            if item.id in self.known:
                continue
            self.known.add(item.id)
            queue = self.queues.setdefault(item.queue, deque())
            queue.append(item)
            if item.slot:
                self.slots.setdefault((item.chat, item.slot), deque()).append(item.id)
            if len(queue) == 1 and item.queue not in self.flying:
                self._announce(item.queue, item.due_at)

    def take(self, now: int, most: int, ready_at: Callable[[Waiting], int]) -> list[Waiting]:
        """Up to `most` rows that may go now, the urgent first; they count as in flight.

        `ready_at` says from when the limits let a row go (UTC ms); a row that is taken must be counted
        by it at once.
        """
        taken: list[Waiting] = []
        for lane in sorted(self.ready):
            heap = self.ready[lane]
            while heap and heap[0][0] <= now and len(taken) < most:
                _, _, queue = heapq.heappop(heap)
                if queue in self.flying or not self.queues.get(queue):
                    continue
                item = self.queues[queue][0]
                if item.due_at > now or not self._first_of_slot(item):
                    self._announce(queue, max(item.due_at, now + 50))
                    continue
                at = ready_at(item)
                if at > now:
                    self._announce(queue, at)
                    continue
                self.flying.add(queue)
                taken.append(item)
        return taken

    def done(self, item: Waiting, again_at: int | None = None, chat: str = "") -> None:
        """The row is final, or waits again from `again_at`; in `chat`, if its group moved there."""
        queue = self.queues[item.queue]
        assert queue[0].id == item.id
        queue.popleft()
        self.flying.discard(item.queue)
        if again_at is not None and chat and chat != item.chat:
            self._move([replace(item, due_at=again_at), *queue], item.queue, chat)
            return
        if again_at is not None:
            queue.appendleft(replace(item, due_at=again_at))
        else:
            self._forget(item)
        if queue:
            self._announce(item.queue, queue[0].due_at)
        else:
            del self.queues[item.queue]

    def _move(self, items: list[Waiting], queue: Queue, chat: str) -> None:
        """All of a queue goes on, in its order, under the group's new id."""
        del self.queues[queue]
        for item in items:
            self._forget(item)
        self.offer([replace(item, chat=chat) for item in items])

    def next_at(self) -> int | None:
        """The earliest moment at which something may be ready, UTC ms."""
        return min((heap[0][0] for heap in self.ready.values() if heap), default=None)

    def wanted_shares(self, chat: str) -> set[Share]:
        """The shares for which something waits in this chat."""
        lane = int(Lane.OPERATORS)
        return {share for share in Share if self.queues.get((lane, chat, int(share)))}

    def depths(self) -> dict[str, int]:
        """How many wait in each lane."""
        depths = {lane.name.lower(): 0 for lane in Lane}
        for (lane, _, _), queue in self.queues.items():
            depths[Lane(lane).name.lower()] += len(queue)
        return depths

    def _announce(self, queue: Queue, at: int) -> None:
        heapq.heappush(self.ready[queue[0]], (at, self.queues[queue][0].id, queue))

    def _first_of_slot(self, item: Waiting) -> bool:
        return not item.slot or self.slots[item.chat, item.slot][0] == item.id

    def _forget(self, item: Waiting) -> None:
        self.known.discard(item.id)
        if item.slot:
            ids = self.slots[item.chat, item.slot]
            ids.remove(item.id)
            if not ids:
                del self.slots[item.chat, item.slot]
