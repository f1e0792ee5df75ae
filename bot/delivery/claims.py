"""What the database knows of a channel's deliveries: claims, outcomes, and what an earlier run left."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.channels.port import Outcome, Result
from bot.clock import Clock
from bot.delivery.backlog import Waiting, waiting
from bot.delivery.inherited import Inherited
from bot.delivery.outcomes import DEATH, SendVerdict, judge, news, sent_messages, witness
from bot.delivery.refused_files import place_of_copy
from bot.delivery.slots import Shown, answer, question
from handlers.base.faults import follow
from handlers.base.message import Address
from handlers.notices.moves import TAKEN_BACK
from handlers.notices.states import IN_FORCE, SAYABLE
from storage.changes import Changes, Query, words
from storage.ids import CONSOLE_BASE
from storage.notice_records import COUNTED
from storage.outbox_records import OutboxOp
from storage.records import FileCopy, Lane, OutboxRow, OutboxState
from storage.store import StorageError, Store, Unit

log = structlog.get_logger()

LONGEST_WAIT_MS = 600_000
"""No messenger asks for a longer pause (the longest seen is 984 s)."""
Tally = dict[tuple[str, str], list[int]]
"""(outcome, why) -> ids of notices' rows in one batch."""
LOAD = 5_000
"""Rows read from the outbox at a time."""


@dataclass(slots=True)
class Flight:
    """A claimed row on its way. `parts`: the calls that all of it takes; `edit`: this one changes a message;
    `left_out`: files that do not go with it, as (name, kind, why). `called`: the messenger may have it already;
    `landed`: what became of it is known. `since`: see bot.delivery.outcomes.judge. `shown`: which messages show the
    slots of what was claimed with it.
    """

    item: Waiting
    row: OutboxRow
    parts: int = 1
    edit: bool = False
    left_out: tuple[tuple[str, str, str], ...] = ()
    called: bool = False
    landed: bool = False
    files: bool = False
    since: int = 0
    shown: Shown = field(default_factory=dict)


@dataclass(slots=True)
class Landing:
    """What came of a flight."""

    flight: Flight
    outcome: Outcome
    uploaded: dict[int, str] = field(default_factory=dict)


class Claims:
    """One channel's. `committed` is told of every commit."""

    def __init__(self, channel: str, store: Store, clock: Clock, committed: Callable[[Changes], None]) -> None:
        self.channel, self.store, self.clock, self.committed = channel, store, clock, committed
        self.counts: Counter[tuple[str, str]] = Counter()  # (lane, outcome) -> since the start
        self.inherited: Inherited | None = None  # what an earlier run left to know
        self._doubtful: set[int] = set()  # perhaps claimed by a commit whose answer was lost
        self._refused: set[int] = set()  # were not to be claimed: it is looked whether they ever will be

    async def write(
        self, unit: Unit, landed: Sequence[Landing], picked: Sequence[Waiting]
    ) -> tuple[list[SendVerdict], list[OutboxRow], Shown]:
        """Outcomes are written, rows claimed, and the unit committed. A picked row that is not among the claimed
        ones was replaced, dropped, or is too late; of its slot, as of theirs, it is told which message shows it.
        StorageError: nothing of it happened.
        """
        now, changes = self.clock.now(), Changes()
        verdicts = [await self._verdict(landing, now) for landing in landed]
        tally: Tally = {}
        for landing, verdict in zip(landed, verdicts, strict=True):
            self._record(changes, landing, verdict, now, tally)
        on_time = [item.id for item in picked if not is_late(item, now)]
        late = [item for item in picked if is_late(item, now)]
        for item in late:
            self._expire(changes, item, now, tally)
        changes = _counted_first(changes, tally)
        for pause in self.inherited.news() if self.inherited is not None else ():
            changes.put(pause)
        if self._doubtful:
            changes.command("outbox_release", json.dumps(sorted(self._doubtful)))
        if self._refused:
            over = int(OutboxState.DROPPED)
            changes.command("outbox_late_over", json.dumps(sorted(self._refused)), now, over, TAKEN_BACK)
        wanted = (json.dumps(on_time), now, words(SAYABLE), words(IN_FORCE))
        claims = [Query("outbox_claim_many", wanted)] if on_time else []
        slots = sorted({(item.chat, item.slot) for item in picked if item.slot})
        claims += [question(self.channel, slots)] if claims and slots else []
        try:
            claimed = await unit.commit(changes, claims)
        except StorageError:
            self._doubtful.update(on_time)
            raise
        self._doubtful.clear()
        self._refused = set(on_time) - {row.id for row in claimed[0]} if claimed else set()
        if self.inherited is not None:
            self.inherited.written()
        self._count(landed, verdicts, late)
        self.committed(changes)
        return verdicts, claimed[0] if claimed else [], answer(slots, claimed[1]) if claimed[1:] else {}

    async def doubt_claimed(self) -> None:
        """Claimed rows of an earlier run: their outcome is unknown. Before that, what it left to know."""
        if self.inherited is not None:
            await self.inherited.recall(self.store)
        now, changes = self.clock.now(), Changes()
        tally: Tally = {}
        rows = (await self.store.read(Query("outbox_claimed", (self.channel,))))[0]
        if rows:
            changes.command("outbox_died", json.dumps([row.id for row in rows]))
        landings = [Landing(Flight(waiting(row), row), Outcome(Result.UNKNOWN, why=DEATH)) for row in rows]
        verdicts = [await self._verdict(landing, now) for landing in landings]
        for landing, verdict in zip(landings, verdicts, strict=True):
            self._record(changes, landing, verdict, now, tally)
        changes = _counted_first(changes, tally)
        if changes:
            async with self.store.unit() as unit:
                await unit.commit(changes)
            self._count(landings, verdicts)
            self.committed(changes)

    async def waiting_after(self, after: int) -> list[Waiting]:
        """Rows that wait, by id, some thousands at a time.

        None waits longer than LONGEST_WAIT_MS from here, though its moment was set by a clock that was ahead.
        """
        rows = (await self.store.read(Query("outbox_backlog", (self.channel, after, LOAD, words(SAYABLE)))))[0]
        latest = self.clock.now() + LONGEST_WAIT_MS
        items = (Waiting(*row) for row in rows)
        return [item if item.due_at <= latest else replace(item, due_at=latest) for item in items]

    async def of_notice(self, notice: int) -> list[Waiting]:
        """What waits of a notice, which may be said again: rows that a stop held back are in nobody's memory."""
        rows = (await self.store.read(Query("outbox_of_notice", (self.channel, notice))))[0]
        return [Waiting(*row) for row in rows]

    async def unheard_of(self) -> list[Waiting]:
        """Rows that wait and that this process may not have been told of: another one's, or a lost wake-up's."""
        return [*await self.waiting_after(0), *await self.waiting_after(CONSOLE_BASE - 1)]

    async def _verdict(self, landing: Landing, now: int) -> SendVerdict:
        row = landing.flight.row
        flight = landing.flight
        verdict = judge(row, landing.outcome, flight.parts, now, edit=flight.edit, since=flight.since)
        if verdict.ask_quiet:
            rows = (await self.store.read(Query("outbox_later_in_chat", (row.channel, row.chat, row.claimed_at))))[0]
            if rows and rows[0][0]:
                return replace(verdict, state=OutboxState.GIVEN_UP, why="unknown")
        return verdict

    def _record(self, changes: Changes, landing: Landing, verdict: SendVerdict, now: int, tally: Tally) -> None:
        """Everything that one outcome changes."""
        row, outcome = landing.flight.row, landing.outcome
        final = verdict.state is not OutboxState.WAITING
        changes.command(
            "outbox_conclude", row.id, int(verdict.state), verdict.due_at or row.due_at, row.attempts,
            verdict.unknowns, verdict.parts_done, now if final else 0, verdict.why, verdict.chat or row.chat,
        )  # fmt: skip
        if verdict.kept:
            changes.command("outbox_untried", row.id)
        for message in sent_messages(row, outcome, now):
            if message.slot:
                changes.command("sent_slot_leave", row.channel, row.chat, message.slot)
            changes.put(message)
        if final and row.notice_id and row.purpose == COUNTED:
            tally.setdefault((verdict.state.name.lower(), verdict.why), []).append(row.id)
        if row.op == OutboxOp.DELETE and final:
            changes.command("sent_slot_leave", row.channel, row.chat, row.slot)
        if verdict.chat:
            follow(changes, Address(row.channel, row.chat), Address(row.channel, verdict.chat))
        if outcome.result is Result.UNREACHABLE:
            changes.command("account_unreachable", row.channel, row.chat, now, outcome.why)
        for stored_id, handle in landing.uploaded.items():
            where, handle = place_of_copy(row.channel, row.chat, handle)
            changes.put(FileCopy(stored_id, where, handle, now))
        timer = news(row, verdict, now, landing.flight.left_out)
        if timer is not None:
            changes.put(timer)

    def _expire(self, changes: Changes, item: Waiting, now: int, tally: Tally) -> None:
        state = int(OutboxState.EXPIRED)
        changes.command("outbox_conclude", item.id, state, item.due_at, 0, 0, 0, now, "late", item.chat)
        if item.counted:
            tally.setdefault((OutboxState.EXPIRED.name.lower(), "late"), []).append(item.id)

    def _count(self, landed: Sequence[Landing], verdicts: Sequence[SendVerdict], late: Sequence[Waiting] = ()) -> None:
        """After the commit: how many came to an end, and in the log those of whose end nobody else is told."""
        lost = Counter[tuple[str, str, str]]()  # lane, result, why
        for item in late:
            lane = Lane(item.lane).name.lower()
            self.counts[lane, "expired"] += 1
            lost[lane, "expired", "late"] += int(item.lane != Lane.ACK and not item.counted)
        for landing, verdict in zip(landed, verdicts, strict=True):
            row, state = landing.flight.row, verdict.state.name.lower()
            lane = Lane(row.lane).name.lower()
            if verdict.state is not OutboxState.WAITING:
                self.counts[lane, state] += 1
            lost[lane, state, verdict.why] += int(witness(row, verdict.state) in ("delivery", "log"))
        for (lane, state, why), count in sorted((+lost).items()):
            log.warning("outbox.not_delivered", channel=self.channel, lane=lane, result=state, why=why, count=count)


def _counted_first(changes: Changes, tally: Tally) -> Changes:
    """What becomes of notices' rows goes into their counts, in the transaction that says so of the rows, and before
    it is said: only rows that are not final yet count, so a batch whose commit's answer was lost counts once.
    """
    counts = [
        Query("notice_count_add", (json.dumps(ids), outcome, why)) for (outcome, why), ids in sorted(tally.items())
    ]
    return Changes(changes.rows, [*counts, *changes.commands])


def is_late(item: Waiting, now: int) -> bool:
    """Too late to matter: it is not sent any more, and counted."""
    return bool(item.expires_at) and now > item.expires_at
