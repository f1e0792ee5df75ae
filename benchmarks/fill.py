"""A database as years leave it: filled by SQL alone, safe against nothing, quickly."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers.lean_telegram import FIRST_CHAT
from storage.open import make_store

YEAR_MS = 365 * 24 * 3_600_000
NOW = 1_767_225_600_000
"""1 January 2026, UTC milliseconds: all rows are of the year before it."""
STEP = 500_000

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"

_PEOPLE = (
    "INSERT INTO person (id, created_at, language, consent_version, consent_at)"
    " SELECT i, {at}, 'ru', '2025-1', {at} FROM n",
    "INSERT INTO account (channel, user_id, person_id, created_at)"
    " SELECT 'telegram', CAST({chat} + i - 1 AS TEXT), i, {at} FROM n",
    "INSERT INTO dialogue (channel, chat, user_id, person_id, screen, screen_at, updated_at)"
    " SELECT 'telegram', CAST({chat} + i - 1 AS TEXT), CAST({chat} + i - 1 AS TEXT), i, i, {at}, {at} FROM n",
)
_REPORTS = (
    "INSERT INTO report (id, person_id, channel, chat, language, status, topic, organisation, text, address,"
    " created_at, updated_at, first_due_at, due_at, answered_at, closed_at, carded) SELECT i, {person}, 'telegram',"
    " CAST({chat} + {person} - 1 AS TEXT), 'ru', CASE WHEN i % 100 = 0 THEN 'accepted' ELSE 'closed' END, 'roads',"
    " 'roads', 'There is a deep hole in the road before house ' || i || ', cars break their wheels in it.',"
    " 'Main street ' || i % 200, {at}, {at}, {at}, {at}, {at}, CASE WHEN i % 100 = 0 THEN 0 ELSE {at} END, 1 FROM n",
    "INSERT INTO report_event (id, report_id, at, kind, actor, text) SELECT i * 2, i, {at}, 'filed', {person}, ''"
    " FROM n",
    "INSERT INTO report_event (id, report_id, at, kind, actor, text, delivery, delivery_at) SELECT i * 2 + 1, i, {at},"
    " 'answer', 1, 'The road service will fill it within three days.', 'delivered', {at} FROM n",
    "INSERT INTO sent_message (channel, chat, message_id, slot, report_id, purpose, sent_at)"
    " SELECT 'telegram', '-1000000001', CAST(i AS TEXT), 'card:' || i, i, 'card', {at} FROM n",
    "INSERT INTO seen_update (channel, bot, key, at) SELECT 'telegram', '1000001', CAST(-i AS TEXT), {at} FROM n",
)
_OUTBOX = (
    "INSERT INTO outbox (id, channel, chat, lane, op, body, state, created_at, due_at, attempts, parts_done,"
    " random_id, finished_at) SELECT i, 'telegram', CAST({chat} + {person} - 1 AS TEXT), 2, 'send', '', 2, {at},"
    " {at}, 1, 1, i % 2147483647, {at} FROM n",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; every person has the same number of reports."""

    people: int
    reports: int
    outbox: int


def fill(path: Path, size: Size) -> None:
    """Make `path` a database of the present schema with so much in it."""
    asyncio.run(_migrate(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        for statements, count in ((_PEOPLE, size.people), (_REPORTS, size.reports), (_OUTBOX, size.outbox)):
            for first in range(1, count + 1, STEP):
                _step(connection, statements, first, min(first + STEP - 1, count), count, size.people)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _step(
    connection: sqlite3.Connection, statements: tuple[str, ...], first: int, last: int, count: int, people: int
) -> None:
    numbers = _NUMBERS.format(first=first, last=last)
    at = f"{NOW - YEAR_MS} + i * {max(1, YEAR_MS // count)}"
    connection.execute("BEGIN")
    for statement in statements:
        insert, _, select = statement.partition(" SELECT ")
        told = select.format(at=f"({at})", chat=FIRST_CHAT, person=f"((i - 1) % {people} + 1)")
        connection.execute(f"{insert} {numbers} SELECT {told}")
    connection.execute("COMMIT")


async def _migrate(path: Path) -> None:
    store = make_store(f"sqlite:///{path}")
    await store.open()
    await store.migrate()
    await store.close()
