"""Erasing a person in the database: found by indexes, whole, and gone from the disk's bytes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.jobs.chores import KEEP_SENT_MS
from bot.jobs.forgotten import erase_again
from handlers.reports.status import ALIVE, GRACED
from storage.changes import Query, words
from storage.notice_records import Notice
from storage.records import Account, Delivery, OutboxRow, Person, Report, ReportEvent, SentMessage, Timer
from storage.sqlite import SqliteStore
from storage.statements import Statements
from storage.store import Store
from tests.contracts.raw import run_raw, with_postgres
from tests.contracts.test_store import changes_of, save
from tests.databases import open_file

NOW = 77
SECRET = "Тополиная, двадцать один"


SOME = "[1, 2, 3]"
STEPS = (
    Query("forget_next", (1, 9)), Query("forget_weights", (SOME, 1, 9)), Query("forget_next_files", (SOME, 9)),
    Query("forget_next_said", (SOME,)), Query("forget_chat_left", ("telegram", "1", 9, 9, 9)),
    Query("forget_followed", (SOME,)), Query("forget_notices_left", (1, 9)),
    Query("forget_waiting", (1,)), Query("forget_timers", (1,)), Query("forget_rest", (1,)),
    Query("forget_called_off", (1, words(GRACED), Delivery.CALLED_OFF, 9)),
    Query("forget_open", (1, words(ALIVE), "closed", 9, 9)),
    Query("forget_some_bodies", (1, 9)), Query("forget_some_lines", (1, 1, 9)), Query("forget_some_files", (SOME,)),
    Query("forget_these_reports", (SOME,)), Query("forget_some_of_chat", ("telegram", "1", 9, 9, 9)),
    Query("forget_some_notices", (1, 9)),
)  # fmt: skip
"""What handlers/citizen/forgetting.py asks and does."""


def person(number: int, text: str = "") -> list[Any]:
    """Somebody with a report, its history, and rows of every state about it, in his chat and the operators'."""
    chat, base = str(number), number * 100
    row = OutboxRow(base, "telegram", chat, 2, "send", text, created_at=5, due_at=7)
    return [
        Person(number, 1),
        Account("telegram", chat, number, 1),
        Report(number, number, "telegram", chat, "ru", "new", "snow", "", text),
        ReportEvent(base, number, 1, "added", number, text=text, data=json.dumps({"t": text})),
        ReportEvent(base + 1, number, 2, "answer", 9, "Мария", text=text, data='{"kept": 1}'),
        row,
        replace(row, id=base + 1, state=2, finished_at=9),
        replace(row, id=base + 2, chat="-100", report_id=number),
        replace(row, id=base + 3, chat="-100", report_id=number, state=2, finished_at=9),
        replace(row, id=base + 4, state=1, body=""),
        SentMessage("telegram", chat, "5"),
        SentMessage("telegram", "-100", str(base), f"card:{number}", number),
        Timer("draft", f"telegram:{chat}", 50, text),
        Timer("s_tries", f"telegram:{chat}", 60, "5"),
    ]


def on_disk(folder: Path) -> bytes:
    """Every byte of the database, its log and whatever else stands there."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def forget(store: Store, number: int) -> None:
    await erase_again(store, number, NOW)


async def test_a_person_is_erased_and_a_neighbour_is_not(store: Store, database_url: str) -> None:
    await save(store, *person(1, SECRET), *person(2, "у соседа"))
    await forget(store, 1)
    outbox = await run_raw(database_url, "SELECT id, state, body, why, finished_at FROM outbox ORDER BY id")
    assert [tuple(row) for row in outbox[:5]] == [
        (100, 7, "", "forgotten", 7),
        (101, 2, "", "", 9),
        (102, 7, "", "forgotten", 7),
        (103, 2, "", "", 9),
        (104, 1, "", "forgotten", 0),
    ]
    assert [row[2] for row in outbox[5:]] == ["у соседа"] * 4 + [""]
    events = await run_raw(database_url, "SELECT actor, actor_name, text, data FROM report_event ORDER BY id")
    assert [tuple(row) for row in events[:2]] == [(0, "", "", "{}"), (9, "", "", "{}")]
    assert [row[2] for row in events[2:]] == ["у соседа"] * 2
    timers = await run_raw(database_url, "SELECT kind, key FROM timer ORDER BY kind, key")
    assert [tuple(row) for row in timers] == [
        ("draft", "telegram:2"),
        ("s_tries", "telegram:1"),  # or whoever guesses codes would guess on
        ("s_tries", "telegram:2"),
    ]
    sent = await run_raw(database_url, "SELECT chat, message_id FROM sent_message ORDER BY chat, message_id")
    assert [tuple(row) for row in sent] == [("-100", "100"), ("-100", "200"), ("2", "5")]


def with_values(sql: str, values: list[Any]) -> str:
    """The statement with its parameters written out."""
    for at, value in enumerate(values, 1):
        sql = sql.replace(f"${at}", f"'{value}'" if isinstance(value, str) else str(value))
    return sql


async def test_what_is_deleted_is_overwritten_also_where_the_library_would_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def careless(*given: Any, **how: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **how)
        connection.execute("PRAGMA secure_delete=OFF").fetchall()
        return connection

    monkeypatch.setattr(sqlite3, "connect", careless)
    store = await open_file(tmp_path)
    assert isinstance(store, SqliteStore)
    assert store._writer is not None
    told = await store._writer.run(lambda writer: writer.execute("PRAGMA secure_delete").fetchone())
    await store.close()
    assert told == (1,)


async def test_no_big_table_is_read_from_end_to_end_for_it(store: Store, database_url: str) -> None:
    engine = "postgres" if "postgres" in database_url else "sqlite"
    commands = [
        (part, [q.params[i] for i in uses])
        for q in STEPS
        for part, uses in zip(Statements(engine).get(q.name).parts, Statements(engine).get(q.name).uses, strict=True)
    ]
    big = ("outbox", "sent_message", "timer", "report_event")
    if engine == "sqlite":
        connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
        plans = [
            str(row[3]) for sql, values in commands for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
        connection.close()
        read = [plan for plan in plans if plan.startswith("SCAN") and "COVERING INDEX" not in plan]
        assert not [plan for plan in read if plan.split()[1] in (*big, "o", "s", "t", "e")]
        assert [plan for plan in plans if "outbox_chat" in plan]
        return
    plans = await with_postgres(database_url, lambda connection: rows_read(connection, commands))
    assert {name: read for name, read in plans.items() if read > 1_000} == {}


OTHERS = (
    """INSERT INTO report (id, person_id, channel, chat, language, status, topic, organisation, text)
    SELECT i, i, 'vk', 'c' || i, 'ru', 'closed', '', '', 'слова' FROM generate_series(100, 15000) i""",
    """INSERT INTO report_event (id, report_id, at, kind, actor, text)
    SELECT i, i, 1, 'answer', 9, 'слова' FROM generate_series(100, 15000) i""",
    """INSERT INTO outbox (id, channel, chat, lane, op, body, state, created_at, due_at, finished_at, report_id)
    SELECT i, 'vk', 'c' || i, 2, 'send', 'слова', CASE WHEN i % 20 = 0 THEN 0 ELSE 2 END, 1, 1,
    CASE WHEN i % 20 = 0 THEN 0 ELSE 9 END, i FROM generate_series(100, 15000) i""",
    """INSERT INTO sent_message (channel, chat, message_id, report_id)
    SELECT 'vk', 'c' || i, 'm' || i, i FROM generate_series(100, 15000) i""",
    """INSERT INTO hook_event (id, at, kind, report_id, notice_id, organisation, was_organisation, drill, data)
    SELECT i, 1, 'report.created', i, 0, '', '', 0, '{}' FROM generate_series(100, 15000) i""",
    "ANALYZE",
)
"""What stands of others, as much as makes PostgreSQL think that all of it is read sooner than looked up."""


async def rows_read(connection: Any, commands: list[tuple[str, list[Any]]]) -> dict[str, float]:
    """How many rows of a table or index at most each of the statements goes through."""
    for fill in OTHERS:
        await connection.execute(fill)
    found: dict[str, float] = {}
    for sql, values in commands:
        change = connection.transaction()
        await change.start()
        told = await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {with_values(sql, values)}")
        await change.rollback()
        found[sql] = max(_read(json.loads(told)[0]["Plan"]))
    return found


def _read(node: dict[str, Any]) -> Iterator[float]:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    yield (node["Actual Rows"] + removed) * node["Actual Loops"]
    for below in node.get("Plans", ()):
        yield from _read(below)


async def test_nothing_of_the_forgotten_stays_in_the_bytes_on_the_disk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open(exclusive=True)
    await store.migrate()
    await save(store, *(row for n in range(2, 30) for row in person(n, "у соседа " * 20)))
    await save(store, *person(1, SECRET))
    assert SECRET.encode() in on_disk(tmp_path)
    await forget(store, 1)
    assert SECRET.encode() not in on_disk(tmp_path)
    await store.close()


async def test_the_log_is_emptied_later_where_somebody_still_reads(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open(exclusive=True)
    await store.migrate()
    await save(store, *person(1, SECRET))
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM report").fetchall()
    await forget(store, 1)
    assert await store.read(Query("report_by_id", (1,)))
    assert SECRET.encode() in on_disk(tmp_path)
    reader.close()
    store._erasures._tried_at = 0.0
    await save(store, Person(5, 1))
    assert SECRET.encode() not in on_disk(tmp_path)
    await store.close()


async def test_what_was_sent_is_forgotten_by_age_save_what_is_still_needed(store: Store) -> None:
    now = 10 * KEEP_SENT_MS
    old, young = now - KEEP_SENT_MS - 1, now - KEEP_SENT_MS
    open_, closed = person(1)[2], replace(person(2)[2], closed_at=1)
    retired, lately = replace(person(3)[2], closed_at=1, retired=1), replace(person(4)[2], closed_at=young)
    over = Notice(7, "sent", "flood", 4, 0, "{}", until=1)
    holds = replace(over, id=8, until=now)

    def sent(name: str, at: int = old, **more: Any) -> SentMessage:
        return SentMessage("vk", "1", name, sent_at=at, **more)

    await save(
        store, open_, closed, retired, lately, over, holds, sent("gone"), sent("young", young),
        sent("kept-card", report_id=2, purpose="card"), sent("gone-card", report_id=3, purpose="card"),
        sent("kept-answer", report_id=1, purpose="answer"), sent("gone-answer", report_id=2, purpose="answer"),
        sent("kept-lately", report_id=4, purpose="answer"), sent("gone-notice", event_id=7, purpose="notice"),
        sent("kept-notice", event_id=8, purpose="notice"), sent("gone-other", event_id=8, purpose="answer"),
    )  # fmt: skip
    after, found = ("", "", ""), dict[str, bool]()
    while page := (await store.read(Query("sent_page", (now - KEEP_SENT_MS, *after, 3))))[0]:
        after = page[-1][:3]
        found |= {message: bool(may_go) for _, _, message, may_go in page}
    assert {name for name, gone in found.items() if gone} == {name for name in found if name.startswith("gone")}
    assert len(found) == 10
    changes = changes_of()
    changes.command("prune_sent", json.dumps([["vk", "1", "gone"], ["vk", "2", "young"]]))
    async with store.unit() as unit:
        await unit.commit(changes)
    assert await store.read(Query("sent_by_message", ("vk", "1", "gone"))) == [[]]
    assert len((await store.read(Query("sent_by_message", ("vk", "1", "young"))))[0]) == 1
