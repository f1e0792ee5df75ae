"""What waits in the outbox, in memory: enough of each row to know which may go next, and no bodies.

Within a chat and lane (and share) rows keep their order and one is in flight; rows of one slot keep theirs
across lanes. The database stays the truth: a row that is gone when it is claimed is simply dropped here.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.delivery.fairness import BULK
from bot.delivery.limits import FIRST, QUOTAS
from bot.delivery.outcomes import SHARED_DEATHS
from storage.notice_records import COUNTED
from storage.outbox_records import OutboxOp
from storage.plain_value import plain_value
from storage.records import Lane, OutboxRow, Share

Queue = tuple[int, str, int]
"""Lane, chat, share; instead of the share the negative id of a row that stands aside."""


LANES = tuple(Lane)
TURN_PAUSE_MS = 50
"""How soon a row is looked at again that has to let another one pass, which is on its way."""


@plain_value(frozen=True, slots=True)
class Waiting:
    """One row that waits. `due_at`, `expires_at` and `created_at` are UTC milliseconds.

    Rows of an alert or notice with the same `text` say the same to different chats, so that one call may
    carry them together; 0 elsewhere. `notice` is theirs, `counted` the notice whose progress this row is part of.
    `free`: it takes none of its chat's messages (a deletion, an acknowledgement without words; see also
    bot.channels.port.Limits). `deaths`: see storage.outbox_records.OutboxRow. `aside`: what waits behind it in its chat
    need not wait for it. `doubted`: see bot.channels.port.Outcome.
    """

    id: int
    chat: str
    lane: int
    share: int
    slot: str
    due_at: int
    expires_at: int
    text: int = 0
    notice: int = 0
    counted: int = 0
    created_at: int = 0
    free: int = 0
    deaths: int = 0
    aside: bool = False
    doubted: bool = False

    @property
    def queue(self) -> Queue:
        return self.lane, self.chat, -self.id if self.aside else self.share

    @property
    def suspect(self) -> bool:
        """Whether it may be what ends the program: such rows go one at a time (docs/decisions/0086)."""
        return self.deaths >= SHARED_DEATHS

    @property
    def method(self) -> str:
        """What it takes of the messenger (bot.channels.port.METHODS), "" where that depends on what its slot has."""
        if self.lane == Lane.ACK:
            return "ack"
        return "" if self.slot else "send"


class Depth(NamedTuple):
    """Of a lane: how many rows wait, since when the first is due, when the oldest was written (UTC ms, 0: none)."""

    rows: int
    due_at: int
    created_at: int


def waiting(row: OutboxRow) -> Waiting:
    slot = row.slot if row.op in (OutboxOp.PUT, OutboxOp.DELETE) else ""
    text = row.random_id if row.lane in BULK else 0
    counted = row.notice_id if row.purpose == COUNTED else 0
    return Waiting(
        row.id, row.chat, row.lane, row.share, slot, row.due_at, row.expires_at, text, row.notice_id, counted,
        row.created_at, int(row.op == OutboxOp.DELETE or (row.op == OutboxOp.ACK and not row.body)), row.deaths,
    )  # fmt: skip


@dataclass(slots=True)
class Backlog:
    """`ready` holds, per lane, (UTC ms from when, id, queue) of the queues whose head may be looked at; `notices`
    how many rows of each notice are here, also those under way; `doubted` the chats where something may wait in doubt
    of their person; `suspect` the id of the suspect row that is under way, 0 if none is.
    """

    queues: dict[Queue, deque[Waiting]] = field(default_factory=dict)
    flying: set[Queue] = field(default_factory=set)
    slots: dict[tuple[str, str], deque[int]] = field(default_factory=dict)
    ready: dict[int, list[tuple[int, int, Queue]]] = field(default_factory=lambda: {int(lane): [] for lane in Lane})
    known: set[int] = field(default_factory=set)
    notices: Counter[int] = field(default_factory=Counter)
    doubted: set[str] = field(default_factory=set)
    suspect: int = 0

    def offer(self, items: Iterable[Waiting]) -> None:
        """Take in rows; ids that are here already are passed over.

        What waits of a slot in a slower queue joins the row of that slot that goes first: its state went into that one.
        """
        for item in items:
            if item.id in self.known:
                continue
            self.known.add(item.id)
            if item.notice:
                self.notices[item.notice] += 1
            if item.slot and item.share in FIRST and (item.chat, item.slot) in self.slots:
                self._hurry(item)
            queue = self.queues.setdefault(item.queue, deque())
            queue.append(item)
            if item.slot:
                self.slots.setdefault((item.chat, item.slot), deque()).append(item.id)
            if len(queue) == 1 and item.queue not in self.flying:
                self._announce(item.queue, item.due_at)

    def lanes(self) -> list[Lane]:
        """The lanes in which something may be ready."""
        return [lane for lane in LANES if self.ready[lane]]

    def peek(self, lane: Lane, now: int, ready_at: Callable[[Waiting], int]) -> Waiting | None:
        """The row of this lane that is to go next, if one may go now; it stays where it is.

        `ready_at` says from when its chat's limits let a row go (UTC ms).
        """
        heap = self.ready[lane]
        while heap and heap[0][0] <= now:
            _, _, queue = heap[0]
            if queue in self.flying or not self.queues.get(queue):
                heapq.heappop(heap)
                continue
            item = self.queues[queue][0]
            at = max(item.due_at, ready_at(item), 0 if self._has_turn(item) else now + TURN_PAUSE_MS)
            if at <= now:
                return item
            heapq.heapreplace(heap, (at, item.id, queue))
        return None

    def fly(self, item: Waiting) -> None:
        """The row that `peek` gave is on its way."""
        heapq.heappop(self.ready[item.lane])
        self.flying.add(item.queue)
        if item.suspect:
            self.suspect = item.id

    def done(
        self, item: Waiting, again_at: int | None = None, chat: str = "", *, aside: bool = False, doubted: bool = False
    ) -> None:
        """The row is final, or waits again from `again_at`; in `chat`, if its group moved there; letting others of
        its chat pass with `aside`; for a sign of life from its chat with `doubted`.
        """
        queue = self.queues[item.queue]
        assert queue[0].id == item.id
        queue.popleft()
        self.flying.discard(item.queue)
        if self.suspect == item.id:
            self.suspect = 0
        if again_at is not None and chat and chat != item.chat:
            self._move([replace(item, due_at=again_at), *queue], item.queue, chat)
            return
        if doubted:
            self.doubted.add(item.chat)
        again = None if again_at is None else replace(item, due_at=again_at, aside=item.aside or aside, doubted=doubted)
        if again is None:
            self._forget(item)
        elif again.queue == item.queue:
            queue.appendleft(again)
        else:
            self.queues[again.queue] = deque([again])
            self._announce(again.queue, again.due_at)
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

    def look_again(self, chat: str, now: int) -> None:
        """What its chat's limits say has changed: every queue of the chat may be looked at now."""
        for lane in Lane:
            for share in Share:
                queue = int(lane), chat, int(share)
                if queue not in self.flying and self.queues.get(queue):
                    self._announce(queue, now)

    def hear(self, chat: str, now: int) -> bool:
        """The person of this chat is heard of: what waits in doubt of him may go now. Whether anything does."""
        found = False
        self.doubted.discard(chat)
        for lane in Lane:
            queue = int(lane), chat, int(Share.NONE)
            if queue not in self.flying and (rows := self.queues.get(queue)) and rows[0].doubted:
                rows[0] = replace(rows[0], due_at=min(rows[0].due_at, now))
                self._announce(queue, now)
                found = True
        return found

    def next_at(self) -> int | None:
        """The earliest moment at which something may be ready, UTC ms."""
        return min((heap[0][0] for heap in self.ready.values() if heap), default=None)

    def wanted_shares(self, chat: str) -> set[Share]:
        """The shares for which something waits in this chat."""
        lane = int(Lane.OPERATORS)
        return {share for share in Share if self.queues.get((lane, chat, int(share)))}

    def depths(self) -> dict[str, Depth]:
        """What waits in each lane. Looks at every queue: for those who ask every few seconds at most."""
        counts, due_at, created_at = ([0] * (max(Lane) + 1) for _ in range(3))
        for (lane, _, _), queue in self.queues.items():
            counts[lane] += len(queue)
            first = queue[0]
            if not due_at[lane] or first.due_at < due_at[lane]:
                due_at[lane] = first.due_at
            if not created_at[lane] or 0 < first.created_at < created_at[lane]:
                created_at[lane] = first.created_at
        return {lane.name.lower(): Depth(counts[lane], due_at[lane], created_at[lane]) for lane in Lane}

    def _hurry(self, item: Waiting) -> None:
        """What waits of this row's slot among the slower shares of its chat goes before it, in its queue and in the
        order of their ids: else each might wait for the other.
        """
        same = [each for share in QUOTAS for each in self._leave_queue(item, (item.lane, item.chat, int(share)))]
        if not same:
            return
        quicker = self.queues.setdefault(item.queue, deque())
        begins = not quicker and item.queue not in self.flying
        for each in sorted(same, key=lambda each: each.id):
            quicker.append(replace(each, share=item.share, due_at=min(each.due_at, item.due_at)))
        if begins:
            self._announce(item.queue, quicker[0].due_at)

    def _leave_queue(self, item: Waiting, queue: Queue) -> list[Waiting]:
        """The rows of this row's slot in a queue, but for one under way, taken out of it."""
        waiting = self.queues.get(queue)
        if not waiting:
            return []
        under_way = [waiting[0]] if queue in self.flying else []
        rest = list(waiting)[len(under_way) :]
        same = [each for each in rest if each.slot == item.slot]
        if not same:
            return []
        left = deque([*under_way, *(each for each in rest if each.slot != item.slot)])
        if left:
            self.queues[queue] = left
            if not under_way:
                self._announce(queue, left[0].due_at)
        else:
            del self.queues[queue]
        return same

    def _announce(self, queue: Queue, at: int) -> None:
        heapq.heappush(self.ready[queue[0]], (at, self.queues[queue][0].id, queue))

    def _has_turn(self, item: Waiting) -> bool:
        """Whether no row is on its way that has to be through before this one: of its slot, or suspect like it."""
        if item.suspect and self.suspect:
            return False
        return not item.slot or self.slots[item.chat, item.slot][0] == item.id

    def _forget(self, item: Waiting) -> None:
        self.known.discard(item.id)
        if item.notice:
            self.notices[item.notice] -= 1
            if not self.notices[item.notice]:
                del self.notices[item.notice]
        if item.slot:
            ids = self.slots[item.chat, item.slot]
            ids.remove(item.id)
            if not ids:
                del self.slots[item.chat, item.slot]
