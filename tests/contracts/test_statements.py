"""Every named statement, whoever wrote it, is one that both engines take; and a wrong file says where it is wrong."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from handlers.notices.states import NoticeState
from handlers.reports.status import QUEUED, Status
from storage.changes import words
from storage.ids import CONSOLE_BASE, COUNTED
from storage.migrate import load_migrations
from storage.records import RECORDS, Person
from storage.statements import SQL, BadStatement, Statements
from storage.store import StorageError, Store
from storage.writing import delete_sql, upsert_sql
from tests.contracts.raw import with_postgres
from tests.contracts.test_outbox import ask
from tests.contracts.test_store import save

PARAMETERS = {"int8", "text", "float8", "json"}
RESULTS = {"int8", "int4", "int2", "text", "float8"}


def test_both_engines_have_the_same_statements() -> None:
    ours, theirs = ({s.name: (s.params, s.record, len(s.parts)) for s in Statements(e)} for e in ("sqlite", "postgres"))
    assert ours == theirs


def test_sqlite_takes_every_statement_and_gives_the_columns_of_its_record(empty: sqlite3.Connection) -> None:
    faults = []
    for statement in Statements("sqlite"):
        for part, uses in zip(statement.parts, statement.uses, strict=True):
            empty.execute("BEGIN")
            try:
                values = ["[]" if n in statement.lists else 1 for n in uses]
                cursor = empty.execute(part, values)
                names = [column[0] for column in cursor.description or ()]
                if statement.record and names != _fields(statement.record):
                    faults.append(f"{statement.file}: {statement.name} gives {names}")
            except sqlite3.Error as error:
                faults.append(f"{statement.file}: {statement.name}: {error}")
            empty.execute("ROLLBACK")
    assert faults == []


@pytest.mark.postgres
async def test_postgres_takes_every_statement_with_parameters_and_results_of_the_agreed_types(
    postgres_url: str,
) -> None:
    faults: list[str] = []

    async def look(connection: Any) -> None:
        for migration in load_migrations("postgres"):
            await connection.execute(";\n".join(migration.statements))
        for statement in Statements("postgres"):
            for part in statement.parts:
                found = await _faults(connection, part, statement.record)
                faults.extend(f"{statement.file}: {statement.name}: {fault}" for fault in found)
        for kind in RECORDS:
            for sql in (upsert_sql(kind), delete_sql(kind)):
                faults.extend(f"generated for {kind.TABLE}: {f}" for f in await _faults(connection, sql, None))

    await with_postgres(postgres_url, look)
    assert faults == []


async def _faults(connection: Any, sql: str, record: type[Any] | None) -> list[str]:
    import asyncpg

    try:
        prepared = await connection.prepare(sql)
    except asyncpg.PostgresError as error:
        return [str(error)]
    faults = [
        f"${n} is {kind.name}: write CAST(${n} AS BIGINT) or AS TEXT"
        for n, kind in enumerate(prepared.get_parameters(), 1)
        if kind.name not in PARAMETERS
    ]
    columns = prepared.get_attributes()
    faults += [f"{c.name} is {c.type.name}: use CAST" for c in columns if c.type.name not in RESULTS]
    if record and [c.name for c in columns] != _fields(record):
        faults.append(f"gives {[c.name for c in columns]}")
    return faults


def _fields(record: type[Any]) -> list[str]:
    return [field.name for field in dataclasses.fields(record)]


def test_statements_of_the_hot_path_use_an_index(empty: sqlite3.Connection) -> None:
    names = ("settings_like", "outbox_depths", "next_timer")  # small tables, and indexes read as they stand
    for statement in Statements("sqlite"):
        if statement.file in ("intake.sql", "outbox.sql", "core.sql") and statement.name not in names:
            for part, uses in zip(statement.parts, statement.uses, strict=True):
                plan = empty.execute(f"EXPLAIN QUERY PLAN {part}", [None] * len(uses)).fetchall()
                steps = [row[3] for row in plan if "json_each" not in row[3] and "CONSTANT" not in row[3]]
                assert not [step for step in steps if step.startswith("SCAN")], statement.name


def test_what_is_quick_reads_no_table_as_a_whole(empty: sqlite3.Connection) -> None:
    """It is answered while everybody waits (storage.sqlite)."""
    quick = [statement for statement in Statements("sqlite") if statement.quick]
    assert {"report_by_id", "cases_near", "outbox_claim_many"} <= {statement.name for statement in quick}
    for statement in quick:
        assert len(statement.parts) == 1, statement.name
        assert not (statement.repeats and statement.lists), f"{statement.name}: nobody counts a command's lists"
        plan = empty.execute(f"EXPLAIN QUERY PLAN {statement.parts[0]}", [None] * statement.params).fetchall()
        steps = [row[3] for row in plan if "json_each" not in row[3]]
        assert not [step for step in steps if step.startswith("SCAN")], statement.name


@pytest.mark.parametrize(
    ("name", "index"),
    [("open311_by_creation", "r USING INDEX report_created"), ("open311_by_update", "r USING INDEX report_updated"),
     ("open311_updates", "e USING INDEX report_event_at"), ("open311_few_updates", "r USING INTEGER PRIMARY KEY"),
     ("open311_few_by_creation", "r USING INTEGER PRIMARY KEY"),
     ("open311_few_by_update", "r USING INTEGER PRIMARY KEY")],
)  # fmt: skip
def test_what_other_programs_ask_for_is_walked_through_by_time(
    empty: sqlite3.Connection, name: str, index: str
) -> None:
    """By an index over the states all that ever was would be sorted, by the numbers of lines all of it read."""
    (part,), (uses,) = Statements("sqlite").get(name).parts, Statements("sqlite").get(name).uses
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {part}", [None] * len(uses)) if "json_" not in row[3]]
    assert plan[0].startswith(f"SEARCH {index} ("), plan
    assert not [step for step in plan if step.startswith("SCAN")], plan
    assert name not in ("open311_by_creation", "open311_by_update", "open311_updates") or not sorted_in(plan), plan


def sorted_in(plan: list[str]) -> list[str]:
    return [step for step in plan if "TEMP B-TREE" in step]


@pytest.mark.parametrize(
    ("name", "index"),
    [("hook_due", "o USING INDEX outbox_live"), ("hook_waiting", "outbox USING INDEX outbox_live"),
     ("hook_next", "outbox USING INDEX outbox_hooks"), ("hook_again", "outbox USING INDEX outbox_hooks"),
     ("hook_older", "o USING INDEX outbox_live"), ("outside_pending", "a USING INDEX outside_act_at")],
)  # fmt: skip
def test_what_waits_for_a_webhook_is_found_without_what_it_was_told_before(
    empty: sqlite3.Connection, name: str, index: str
) -> None:
    (part,), (uses,) = Statements("sqlite").get(name).parts, Statements("sqlite").get(name).uses
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {part}", [None] * len(uses)) if "json_" not in row[3]]
    assert any(step.startswith(f"SEARCH {index} (") for step in plan[:2]), plan


def test_what_an_organisation_has_is_counted_in_the_indexes_alone(empty: sqlite3.Connection) -> None:
    statement = Statements("sqlite").get("open311_numbers")
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {statement.parts[0]}", [None] * statement.params)]
    found = [step.partition(" (")[0] for step in plan if " r " in step]
    assert found == [f"SEARCH r USING COVERING INDEX {name}" for name in ("report_organisation", "report_program")]


def test_no_statement_knows_a_status_of_a_report_or_a_state_of_a_notice() -> None:
    """They stand once, in `handlers`, and come as parameters."""
    known = {word.value for kind in (Status, NoticeState) for word in kind}
    quoted = re.compile(r"'([a-z_]+)'")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(SQL.glob("*.sql"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if known & set(quoted.findall(line))
    ]
    assert found == []


@pytest.mark.postgres
async def test_postgres_finds_what_other_programs_ask_for_by_the_same_indexes(postgres_url: str) -> None:
    """A year of reports: those of an organisation that has few, of a program, and the lines of one day."""
    day = 86_400_000

    async def look(connection: Any) -> dict[str, str]:
        for migration in load_migrations("postgres"):
            await connection.execute(";\n".join(migration.statements))
        await connection.execute(
            """INSERT INTO report
                (id, person_id, channel, chat, language, status, topic, organisation, text, created_at)
            SELECT i, i, CASE WHEN i % 500 = 0 THEN 'open311:city' ELSE 'vk' END, '1', 'ru', 'closed', '',
                CASE WHEN i % 400 = 0 THEN 'water' ELSE 'roads' END, '', i * 1576800::bigint
            FROM generate_series(1, 20000) i"""
        )
        await connection.execute(
            """INSERT INTO report_event (id, report_id, at, kind, actor, text)
            SELECT i, i, i * 1576800::bigint, 'filed', 0, '' FROM generate_series(1, 20000) i"""
        )
        await connection.execute("ANALYZE report; ANALYZE report_event")
        asked = {
            "open311_numbers": (words(["water"]), 0, 400 * day, 2_001, "open311:city"),
            "open311_updates": (
                200 * day, 201 * day, words(Status), 2, 1, "[]", words(["filed"]), "[]", "[]", 100, 0, 400 * day, "",
            ),
        }  # fmt: skip
        return {
            name: "\n".join(
                row[0]
                for row in await connection.fetch(f"EXPLAIN {Statements('postgres').get(name).parts[0]}", *values)
            )
            for name, values in asked.items()
        }

    plans = await with_postgres(postgres_url, look)
    for name, index in (
        ("open311_numbers", "report_organisation"), ("open311_numbers", "report_program"),
        ("open311_updates", "report_event_at"),
    ):  # fmt: skip
        assert index in plans[name], plans[name]
    assert "Seq Scan on report" not in "".join(plans.values()), plans


@pytest.mark.postgres
async def test_words_are_looked_for_in_an_index_though_they_come_as_a_parameter(postgres_url: str) -> None:
    """By a subquery PostgreSQL would read every report that there ever was."""

    async def look(connection: Any) -> list[str]:
        for migration in load_migrations("postgres"):
            await connection.execute(";\n".join(migration.statements))
        await connection.execute(
            """INSERT INTO report (id, person_id, channel, chat, language, status, topic, organisation, text)
            SELECT i, i, 'vk', '1', 'ru', CASE WHEN i % 100 = 0 THEN 'new' ELSE 'closed' END, '', '', ''
            FROM generate_series(1, 20000) i"""
        )
        await connection.execute("ANALYZE report")
        sql = Statements("postgres").get("queue_count").parts[0]
        rows = await connection.fetch(f"EXPLAIN {sql}", 1, "[]", words(QUEUED), "", "", "", "")
        return [row[0] for row in rows]

    plan = "\n".join(await with_postgres(postgres_url, look))
    assert "report_status" in plan, plan


def test_no_parameter_is_there_only_to_be_ignored() -> None:
    """A condition that knows no column and no other way: `AND CAST($2 AS BIGINT) >= 0`."""
    idle = re.compile(r"(?:WHERE|AND) (?:CAST\()?\$\d+(?: AS \w+\))? (?:=|<>|[<>]=?) (?:'[^']*'|\d+)(?! OR| THEN)")
    found = {f"{s.file}: {s.name}" for s in Statements("postgres") for part in s.parts if idle.search(part)}
    assert found == set()


def test_one_question_has_one_statement() -> None:
    """Equal but for the names of their tables, the order of their rows and the name of the statement."""
    known: dict[tuple[str, ...], list[str]] = {}
    for statement in Statements("sqlite"):
        known.setdefault(tuple(map(_plain, statement.parts)), []).append(f"{statement.file}: {statement.name}")
    assert [names for names in known.values() if len(names) > 1] == []


def _plain(sql: str) -> str:
    """A statement without the short names of its tables and without its order, where all rows come."""
    text = " ".join(sql.split())
    for table, short in re.findall(r"(?:FROM|JOIN) (\w+) ([a-z]\w?)\b", text):
        text = re.sub(rf"\b{table} {short}\b", table, text).replace(f" {short}.", " ").replace(f"({short}.", "(")
    return re.sub(r" ORDER BY [^()]*$", "", text) if " LIMIT " not in text else text


async def test_greatest_ids_cover_every_counted_table_and_leave_out_the_consoles(store: Store) -> None:
    await save(store, Person(41, 1), Person(CONSOLE_BASE, 1), Person(CONSOLE_BASE + 7, 1))
    assert dict(await ask(store, "last_ids")) == {**dict.fromkeys(COUNTED, 0), "person": 41}


GOOD = "-- name: a\nSELECT 1 WHERE 1 = $1;\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("SELECT 1;\n", "b.sql: SQL stands before the first name"),
        ("-- record: Person\n" + GOOD, "b.sql: '-- record: Person' stands before the first name"),
        (GOOD + GOOD, "b.sql: a: the name stands in b.sql already"),
        ("-- name: other\nSELECT 1;", "b.sql: other: the name stands in a.sql already"),
        ("-- name: a\n-- record: Persson\nSELECT 1;", "b.sql: a: no record 'Persson'"),
        ("-- name: a\nSELECT {Persson p} FROM person p;", "b.sql: a: no record 'Persson'"),
        ("-- name: a\n-- engine: mysql\nSELECT 1;", "b.sql: a: no engine 'mysql'"),
        ("-- name: a\n-- engine: sqlite\nSELECT 1;", "b.sql: a: no version for postgres"),
        ("-- name: a\n-- engine: sqlite\nSELECT 1;\n" + GOOD, "b.sql: a: the name stands in b.sql already"),
        ("-- name: a\n-- name: c\nSELECT 1;", "b.sql: a: there is no SQL"),
        ("-- name: a\nSELECT $1, $3;", "b.sql: a: parameters have to be"),
        ("-- name: a\nSELECT $1;\nSELECT $3;", "b.sql: a: parameters have to be"),
        ("-- name: a\nSELECT {part p $1};", "b.sql: a: there is no part 'p'"),
        ("-- part: p\n$1 = $2\n-- name: a\nSELECT {part p $1};", "b.sql: a: p takes 2 parameters, not 1"),
        (
            "-- part: p\n{part p $1}\n-- name: a\nSELECT {part p $1};",
            "b.sql: p: there is no part 'p', or it is in itself",
        ),
        ("-- part: other\n1\n", "b.sql: other: the name stands in a.sql already"),
    ],
)
def test_wrong_file_is_refused_naming_file_statement_and_fault(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "a.sql").write_text("-- name: other\nSELECT 2;\n")
    (tmp_path / "b.sql").write_text(text)
    with pytest.raises(BadStatement) as caught:
        Statements("sqlite", tmp_path)
    assert fault in str(caught.value)


def test_statement_is_written_for_its_engine(tmp_path: Path) -> None:
    text = """-- Some words; with a semicolon.
-- name: one
-- record: Setting
SELECT {Setting s} FROM setting s -- why
WHERE s.name IN {words $1} AND s.name IN {texts $1} AND $12 = $2 AND 3 IN ($3,$4,$5,$6,$7,$8,$9,$10,$11);
-- name: two
-- engine: sqlite
SELECT 'a;b', $1;
-- name: two
-- engine: postgres
SELECT CAST($1 AS TEXT);
-- name: four
DELETE FROM a WHERE b IN {each {ints $1}};
UPDATE a SET b = '{}' WHERE c IN {each
    SELECT d FROM e WHERE f <> '{}' LIMIT $2
} AND b <> '';
-- name: three
DELETE FROM a WHERE b = $1;
-- between
DELETE FROM c WHERE b = $3 AND d = $2 AND e = $3;
DELETE FROM f
"""
    (tmp_path / "a.sql").write_text(text)
    lite, post = Statements("sqlite", tmp_path), Statements("postgres", tmp_path)
    assert lite.get("one").parts[0].startswith('SELECT s."name", s."value" FROM setting s')
    assert "(SELECT value FROM json_each(?1)) AND ?12 = ?2" in lite.get("one").parts[0]
    assert "s.name IN (SELECT value FROM json_each(?1)) AND s.name IN (SELECT" in lite.get("one").parts[0]
    assert "s.name = ANY (string_to_array(translate(CAST($1 AS TEXT)" in post.get("one").parts[0]
    assert "json_array_elements_text(CAST($1 AS JSON))" in post.get("one").parts[0]
    assert (lite.get("one").params, set(lite.get("one").lists)) == (12, {0})
    assert lite.get("two").parts == ("SELECT 'a;b', ?1",)
    assert post.get("two").parts == ("SELECT CAST($1 AS TEXT)",)
    first, second, third = (
        "DELETE FROM a WHERE b = ?1",
        "DELETE FROM c WHERE b = ?2 AND d = ?1 AND e = ?2",
        "DELETE FROM f",
    )
    assert lite.get("three").parts == (first, second, third)
    assert lite.get("three").uses == post.get("three").uses == ((0,), (1, 2), ())
    assert lite.get("three").params == 3
    assert post.get("four").parts[0].startswith("DELETE FROM a WHERE b = ANY (ARRAY(SELECT CAST(v AS BIGINT)")
    assert lite.get("four").parts[0] == "DELETE FROM a WHERE b IN (SELECT value FROM json_each(?1))"
    looked_up = "SELECT d FROM e WHERE f <> '{}' LIMIT"
    assert post.get("four").parts[1] == f"UPDATE a SET b = '{{}}' WHERE c = ANY (ARRAY({looked_up} $1\n)) AND b <> ''"
    assert lite.get("four").parts[1] == f"UPDATE a SET b = '{{}}' WHERE c IN ({looked_up} ?1\n) AND b <> ''"


def test_a_part_is_written_out_with_the_parameters_that_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(
        "-- part: one_of\nx IN {words $1}\n-- part: both\n{part one_of $2} AND y IN {texts $1}\n"
        "-- name: a\nSELECT 1 WHERE z = $1 AND {part both $3 $2};\n"
    )
    statement = Statements("sqlite", tmp_path).get("a")
    assert statement.parts[0].startswith("SELECT 1 WHERE z = ?1 AND x IN (SELECT value FROM json_each(?2)) AND y IN")
    assert (statement.params, statement.lists) == (3, frozenset({1, 2}))
    with pytest.raises(StorageError):
        Statements("sqlite", tmp_path).get("both")
