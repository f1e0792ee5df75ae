"""What is asked often costs no more when a million reports and ten million sent rows lie in the database."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest

from handlers.reports.status import Status
from storage.changes import words
from storage.migrate import load_migrations
from storage.statements import Statement, Statements
from tests.contracts.raw import with_postgres

GROWING = {
    "account", "api_seen", "attachment", "attachment_copy", "audit", "dialogue", "hook_event", "outbox", "outside_act",
    "person", "place", "promise", "recipient", "report", "report_event", "seen_update", "sent_message", "subscription",
    "subscription_area",
}  # fmt: skip
READ_AS_A_WHOLE = {
    "hook_counts": "asked by hand, on the command line",
    "hook_replayable": "asked by hand, on the command line",
    "own_cards_leave": "an organisation's chat is taken away",
    "promises_count": "in its index alone",
    "reports_count": "after a restored copy",
}
NAMED = re.compile(r"(?:FROM|JOIN|UPDATE|INTO) (\w+)(?: (?:AS )?([a-z]\w?)\b)?")
SCANNED = re.compile(r"SCAN (\w+)(?! USING INDEX)")


def plan(connection: sqlite3.Connection, statement: Statement) -> list[str]:
    return [
        row[3]
        for part, uses in zip(statement.parts, statement.uses, strict=True)
        for row in connection.execute(f"EXPLAIN QUERY PLAN {part}", [None] * len(uses))
    ]


def test_no_table_that_grows_is_read_as_a_whole(empty: sqlite3.Connection) -> None:
    """What is read through an index of some of its rows is little."""
    found = set()
    for statement in Statements("sqlite"):
        named = [pair for part in statement.parts for pair in NAMED.findall(part)]
        tables = {short or table: table for table, short in named} | {table: table for table, _ in named}
        read = {tables.get(name) for step in plan(empty, statement) for name in SCANNED.findall(step)}
        if read & GROWING:
            found.add(statement.name)
    assert found == set(READ_AS_A_WHOLE)


@pytest.mark.parametrize(
    ("name", "step"),
    [("reports_joined", "SEARCH r USING INDEX report_merged (merged_into=?)"),
     ("open311_line_pictures", "SEARCH f USING INDEX attachment_event (event_id=?)"),
     ("outbox_lately", "SEARCH outbox USING INDEX outbox_live (channel=? AND id>?)"),
     ("promises_count", "SCAN p USING COVERING INDEX promise_state")],
)  # fmt: skip
def test_what_is_asked_at_each_answer_or_by_the_minute_or_before_a_start_has_its_index(
    empty: sqlite3.Connection, name: str, step: str
) -> None:
    found = plan(empty, Statements("sqlite").get(name))
    assert step in found, found


@pytest.mark.postgres
async def test_postgres_finds_a_cases_reports_and_the_pictures_of_lines_by_their_indexes(postgres_url: str) -> None:
    """Also where it plans once for all values: an index of some rows is taken only if the question says so."""

    async def look(connection: Any) -> dict[str, str]:
        for migration in load_migrations("postgres"):
            await connection.execute(";\n".join(migration.statements))
        await connection.execute(
            """INSERT INTO report
                (id, person_id, channel, chat, language, status, topic, organisation, text, merged_into)
            SELECT i, i, 'vk', '1', 'ru', CASE WHEN i % 4 = 0 THEN 'merged' ELSE 'closed' END, '', '', '',
                CASE WHEN i % 4 = 0 THEN i - 1 ELSE 0 END
            FROM generate_series(1, 20000) i"""
        )
        await connection.execute(
            """INSERT INTO attachment (id, report_id, event_id, person_id, channel, handle, kind)
            SELECT i, i, CASE WHEN i % 4 = 0 THEN i ELSE 0 END, i, 'vk', '', 'photo' FROM generate_series(1, 20000) i"""
        )
        await connection.execute("ANALYZE report; ANALYZE attachment; SET plan_cache_mode = force_generic_plan")
        plans = {}
        for name, values in (
            ("reports_joined", f"3, '{words([Status.MERGED])}'"), ("open311_line_pictures", "'[4, 8]'"),
        ):  # fmt: skip
            await connection.execute(f"PREPARE asked AS {Statements('postgres').get(name).parts[0]}")
            plans[name] = "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN EXECUTE asked({values})"))
            await connection.execute("DEALLOCATE asked")
        return plans

    plans = await with_postgres(postgres_url, look)
    assert "report_merged" in plans["reports_joined"], plans
    assert "attachment_event" in plans["open311_line_pictures"], plans
