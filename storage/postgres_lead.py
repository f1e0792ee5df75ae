"""The lead on PostgreSQL: the session that holds the one-instance lock, and the row that its node renews.

What a node may do hangs on its own clock (`leading`); what it may write hangs on its sessions, which whoever takes the
lead away from it ends first, and on the lead's number, which every transaction proves (`begin`). So a node that was
stopped and goes on finds none of them.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import asyncpg

from storage.lead import LEASE_S, MARK, LeadRow, Seats, lease_clock
from storage.postgres_faults import beginning
from storage.postgres_line import CLOSE_S, Line, close
from storage.statements import our_statements
from storage.store import LeadLost, StorageError

INSTANCE_LOCK = 0x6F746B6C696B01
WRITER_LOCK = 0x6F746B6C696B03
TAKING_LOCK = 0x6F746B6C696B04
"""Keys of advisory locks; these are per database, so any fixed numbers will do. TAKING: one node at a time does."""

ANSWER_S = 2.0
"""So long a look or a renewal may take: its answer is worth nothing later."""
FREED_S = 3.0
"""So long the sessions of whoever led may take to end."""
NAME = "otklik"
PROOF = "otklik_lead"
"""A prepared statement of the session that writes: to plan it anew would cost as much as half a transaction."""
WAITING = "otklik standby "
"""A session of a node that waits has this name, the mark of its configuration, and the node's name."""
_MARKED = re.compile(rf"(?:([0-9a-f]{{{MARK}}}) )?(.*)", re.DOTALL)


def _asked_for(key: int) -> str:
    return (
        "locktype = 'advisory' AND objsubid = 1 "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        f"AND CAST(classid AS BIGINT) = {key >> 32} AND CAST(objid AS BIGINT) = {key & 0xFFFFFFFF}"
    )


def _held(key: int) -> str:
    return f"{_asked_for(key)} AND granted"


IS_HELD = f"SELECT EXISTS (SELECT 1 FROM pg_locks WHERE {_held(INSTANCE_LOCK)})"
END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks "
    f"WHERE (({_asked_for(INSTANCE_LOCK)}) OR ({_asked_for(WRITER_LOCK)})) AND pid <> pg_backend_pid()"
)
"""Also whoever waits for one: a writer of the old leader stands in line behind its own earlier session."""
NOBODY_WRITES = "SELECT epoch FROM lead WHERE name = 'otklik' FOR UPDATE"
"""Waits for every transaction that has proved the lead's number, and lets none prove it until this one is over."""
WAITING_NODES = (
    "SELECT substr(application_name, $1) FROM pg_stat_activity "
    f"WHERE datname = current_database() AND application_name LIKE '{WAITING}%' ORDER BY 1"
)
HAS_ROW = "SELECT to_regclass('lead') IS NOT NULL"
END_HOLDER = f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {_held(INSTANCE_LOCK)} AND pid <> pg_backend_pid()"
LOCK = f"SELECT pg_try_advisory_lock({INSTANCE_LOCK})"


def _sql(name: str) -> str:
    return our_statements("postgres").get(name).parts[0]


async def seats(connection: Any) -> Seats:
    """Who sits at the database of this connection."""
    with beginning("looking who leads"):
        held = await connection.fetchval(IS_HELD)
        waiting = await connection.fetch(WAITING_NODES, len(WAITING) + 1)
    found = [match.groups() for (told,) in waiting if (match := _MARKED.fullmatch(told))]
    return Seats(bool(held), tuple(name for _, name in found), frozenset(mark for mark, _ in found if mark))


async def keep_by_lock_alone(holder: Any) -> None:
    """A program without a standby has the lock: nobody may take its silence for its end."""
    with beginning("the one-instance lock"):
        if await holder.fetchval(HAS_ROW):
            await holder.execute(
                "UPDATE lead SET epoch = epoch + 1, node = '', renewed_at = 0, asked_at = 0 WHERE name = 'otklik'"
            )


async def begin(connection: Any, lead: PostgresLead | None) -> None:
    """Begin a transaction that writes. A node that leads proves its lead's number in it, in a way that keeps whoever
    takes over waiting until it is through. LeadLost, StorageError.
    """
    proof = lead.proof(connection) if lead is not None else None
    try:
        with beginning("begin"):
            found = await connection.execute(f"{proof}BEGIN; EXECUTE {PROOF}" if proof is not None else "BEGIN")
    except BaseException:
        if proof is not None:
            connection.terminate()  # nobody knows what the session knows
        raise
    if lead is not None and proof is not None and found != "SELECT 1":
        connection.terminate()  # its lock is in the way of whoever leads now
        lead.lose("another node has taken it")
        raise LeadLost(lead.lost)


class PostgresLead:
    """One node's. `holder` is the session that looks, and once it leads holds the lock; None: there is none."""

    def __init__(self, line: Line, node: str, mark: str = "", clock: Callable[[], float] = lease_clock) -> None:
        self._line, self.node, self._clock = line, node, clock
        self._waits_as = f"{WAITING}{mark} {node}" if mark else f"{WAITING}{node}"
        self.holder: Any = None
        self.epoch = 0
        self.lost = ""
        self._until = 0.0  # so long this node may speak
        self._over_at = 0.0  # from then on its lead is over
        self._silent: Any = None
        self._silent_in_s = 0.0  # so soon the lead that was seen may be taken
        self._proves_on: Any = None  # the session that knows PROOF
        self._has_row = False
        self._turn = asyncio.Lock()

    def leading(self) -> bool:
        return self._clock() < self._until

    def left_s(self) -> float:
        """Seconds until the lead is over, if it is not renewed."""
        return self._over_at - self._clock()

    def proof(self, connection: Any) -> str | None:
        """What has to be said in a session before PROOF finds one row in it as long as the lead is this node's: nothing
        the second time. None where it has no lead, or there is no table of it yet.
        """
        if not self.epoch:
            return None
        if connection is self._proves_on:
            return ""
        self._proves_on = connection
        row = f"SELECT epoch FROM lead WHERE name = 'otklik' AND epoch = {self.epoch:d} FOR KEY SHARE"
        return f"PREPARE {PROOF} AS {row}; "

    # -- waiting --------------------------------------------------------------------------------
    async def contend(self) -> bool:
        """One look; whether the lead is this node's now. StorageError: the database is away."""
        try:
            with beginning("looking who leads"):
                async with asyncio.timeout(ANSWER_S * 2):
                    watch = await self._watch()
                async with asyncio.timeout(ANSWER_S):
                    free = await self._is_free(watch)
                if self._silent_in_s:  # the next look would be later than that
                    await asyncio.sleep(self._silent_in_s + 0.02)
                    async with asyncio.timeout(ANSWER_S):
                        free = await self._is_free(watch)
                return free and await self._take(watch)
        except BaseException:
            self._drop()
            raise

    async def _watch(self) -> Any:
        if self.holder is None or self.holder.is_closed():
            self.holder = await self._line.connect(quick=True)
            await self._call_it(self._waits_as)
        if not self._has_row:
            self._has_row = bool(await self.holder.fetchval(HAS_ROW))
        return self.holder

    async def _call_it(self, name: str) -> None:
        await self.holder.execute("SELECT set_config('application_name', $1, false)", name[:63])

    async def _look(self, watch: Any) -> tuple[bool, LeadRow | None]:
        """Whether the lock is held, and the row, if there is a table of it yet."""
        if not self._has_row:
            return bool(await watch.fetchval(IS_HELD)), None
        lead = f"SELECT ({IS_HELD}), l.* FROM (SELECT 1) AS one LEFT JOIN ({_sql('lead')}) AS l ON TRUE"
        held, *row = await watch.fetchrow(lead)
        return bool(held), LeadRow(*row) if row[0] is not None else None

    async def _is_free(self, watch: Any) -> bool:
        held, lead = await self._look(watch)
        self._silent_in_s = lead.silent_in_s() if lead is not None and held else 0.0
        if lead is None:
            return not held
        return lead.may_be_taken(held=held)

    async def _take(self, watch: Any) -> bool:
        """One node at a time, after a second look: else one that was slow would end the session of the next leader."""
        async with asyncio.timeout(ANSWER_S + FREED_S):
            await watch.execute("BEGIN")
            await watch.execute(f"SELECT pg_advisory_xact_lock({TAKING_LOCK})")
            started = self._clock()
            taken = await self._is_free(watch) and await self._lock(watch)
            if taken and self._has_row:
                await watch.execute(NOBODY_WRITES)
                self.epoch = await watch.fetchval(_sql("lead_enter"), self.node, 1)
            await watch.execute("COMMIT")
        if taken:
            await self._call_it(NAME)
            self._hold(watch, started)
        return taken

    async def _lock(self, watch: Any) -> bool:
        await watch.fetch(END_SESSIONS)
        return await self._locked(watch, FREED_S)

    async def _locked(self, connection: Any, within_s: float) -> bool:
        until = self._clock() + within_s
        while not await connection.fetchval(LOCK, timeout=ANSWER_S):
            if self._clock() > until:
                return False
            await asyncio.sleep(0.05)
        return True

    def _hold(self, holder: Any, started: float) -> None:
        self.holder = holder
        holder.add_termination_listener(self._cut_off)
        self._until = self._over_at = started + LEASE_S

    def _cut_off(self, connection: Any) -> None:
        """Without the session the lock is anybody's: nothing is said until it is surely ours again. Where we ended it
        ourselves because it was silent, the server still holds it for as long as the renewal counts.
        """
        if connection is self.holder and connection is not self._silent:
            self._until = 0.0

    # -- leading --------------------------------------------------------------------------------
    async def enter(self) -> int:
        """Write down who leads, where that was not possible before the migration."""
        async with self._turn:
            if not self._has_row:
                with beginning("the lead"):
                    self.epoch = await self.holder.fetchval(_sql("lead_enter"), self.node, 1, timeout=ANSWER_S)
                self._has_row = True
        return self.epoch

    async def renew(self) -> bool:
        """Whether somebody asked the node to let go. LeadLost, or StorageError: it may be renewed by the next try."""
        async with self._turn:
            self._check()
            await self._regain()
            started = self._clock()
            try:
                with beginning("renewing the lead"):
                    asked = await self._renewed(self.holder)
            except (StorageError, asyncio.CancelledError):
                self._give_up(self.holder)
                raise
            self._until = self._over_at = started + LEASE_S
        return asked > 0

    def _give_up(self, holder: Any) -> None:
        """A session that does not answer is asked nothing more: the next renewal goes by a new one."""
        if not holder.is_closed():
            self._silent = holder
            holder.terminate()

    async def _renewed(self, holder: Any) -> int:
        if not self._has_row:
            await holder.execute("SELECT 1", timeout=ANSWER_S)
            return 0
        row = await holder.fetchrow(_sql("lead_renew"), self.epoch, timeout=ANSWER_S)
        if row is None:
            raise self._lose("another node has taken it")
        return int(row[0])

    async def regain(self) -> None:
        """The lock is held by a living session, or taken again by a new one. LeadLost, StorageError."""
        async with self._turn:
            self._check()
            await self._regain()

    async def _regain(self) -> None:
        if not self.holder.is_closed():
            return
        holder = await self._line.connect(quick=True)
        try:
            with beginning("the one-instance lock"):
                await holder.execute("BEGIN", timeout=ANSWER_S)
                await holder.execute(f"SELECT pg_advisory_xact_lock({TAKING_LOCK})", timeout=ANSWER_S)
                started = self._clock()
                await self._renewed(holder)
                if self._has_row:  # nobody took it since: what holds the lock is a session of ours that was silent
                    await holder.fetch(END_HOLDER, timeout=ANSWER_S)
                if not await self._locked(holder, ANSWER_S):
                    raise self._lose("another node has the lock")
                await holder.execute("COMMIT", timeout=ANSWER_S)
        except BaseException:
            holder.terminate()
            raise
        self._hold(holder, started)

    def _check(self) -> None:
        if self.lost:
            raise LeadLost(self.lost)

    def _lose(self, why: str) -> LeadLost:
        self.lose(why)
        return LeadLost(why)

    def lose(self, why: str) -> None:
        """For good. Nothing is said or written any more."""
        self.lost = self.lost or why
        self._until = self._over_at = 0.0

    # -- the end --------------------------------------------------------------------------------
    async def leave(self) -> None:
        """Let go, so that the next node need not wait. Never fails."""
        holder, self.holder = self.holder, None
        led, self._until = self._until > 0, 0.0
        if holder is None:
            return
        if self.lost:
            holder.terminate()
            return
        try:
            if led and self._has_row and not holder.is_closed():
                await holder.execute(_sql("lead_leave"), self.epoch, timeout=CLOSE_S)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            holder.terminate()
        await close(holder, last="SELECT pg_advisory_unlock_all()")

    def _drop(self) -> None:
        holder, self.holder = self.holder, None
        if holder is not None:
            holder.terminate()
