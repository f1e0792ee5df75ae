"""Opening, the one-instance lock, copies, and a database that fails under the program."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from storage.changes import Query
from storage.file_lock import FileLock
from storage.open import make_store
from storage.postgres import storage_error as postgres_error
from storage.postgres_faults import connecting_error
from storage.postgres_lead import WRITER_LOCK
from storage.records import Person, Setting
from storage.sqlite import SqliteStore
from storage.sqlite_faults import opening_error
from storage.sqlite_faults import storage_error as sqlite_error
from storage.store import InUse, StorageError, StorageFull, Store
from tests.contracts.raw import run_raw, with_postgres
from tests.contracts.test_store import changes_of, persons, save


# -- addresses and files ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "url",
    ["", "otklik.db", "sqlite://otklik.db", "sqlite:///", "sqlite:///:memory:", "sqlite:///folder/", "mysql://a/b"],
)
def test_wrong_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StorageError, match="sqlite:///") as caught:
        make_store(url)
    assert not caught.value.retry


@pytest.mark.parametrize("url", ["postgresql://u:secret@127.0.0.1:1/x", "postgresql://u:secret@127.0.0.1:port/x"])
async def test_server_that_cannot_be_reached_is_told_without_the_password(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        await make_store(url).open()
    assert "secret" not in str(caught.value)
    assert caught.value.retry == (":1/" in url)


def test_relative_and_absolute_paths() -> None:
    for url, path in (("sqlite:///data/a.db", Path("data/a.db")), ("sqlite:////var/a.db", Path("/var/a.db"))):
        store = make_store(url)
        assert isinstance(store, SqliteStore)
        assert store.path == path


async def test_missing_folder_is_made_and_only_the_owner_may_read_the_database(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "new" / "deep" / "otklik.db")
    await store.open(exclusive=True)
    await store.migrate()
    for path in store.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    await store.close()


async def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "otklik.db"
    path.write_text("Dear diary, " * 500)
    for _ in range(2):
        with pytest.raises(StorageError) as caught:
            await SqliteStore(path).open(exclusive=True)
        assert not isinstance(caught.value, InUse)
        assert not caught.value.retry
    with pytest.raises(StorageError, match="cannot open"):
        await SqliteStore(path / "below" / "a.db").open()


async def test_another_programs_database_is_told_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE place (id INTEGER)")
    before = path.read_bytes()
    for exclusive in (False, True):
        with pytest.raises(StorageError) as caught:
            await SqliteStore(path).open(exclusive=exclusive)
        assert (caught.value.code, caught.value.retry) == ("database-others", False)
    assert path.read_bytes() == before


async def test_tables_of_another_program_in_our_database_are_told(empty_url: str) -> None:
    await run_raw(empty_url, "CREATE TABLE person (name TEXT)")
    store = make_store(empty_url)

    async def start() -> None:
        await store.open()
        await store.migrate()

    with pytest.raises(StorageError) as caught:
        await start()
    assert caught.value.code == "database-others"
    await store.close()


def test_a_folder_in_place_of_the_file_is_told_and_leaves_no_thread_that_speaks_too_late(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    for _ in range(5):
        with pytest.raises(StorageError) as caught:
            asyncio.run(SqliteStore(tmp_path).open(exclusive=True))
        assert (caught.value.code, caught.value.retry) == ("database-folder", False)
        assert [each for each in set(threading.enumerate()) - before if "_connection_worker_thread" in each.name] == []


@pytest.mark.parametrize(
    ("number", "passes"),
    [("EROFS", True), ("ENOSPC", True), ("EIO", True), ("EACCES", False), ("ENOTDIR", False)],
)
async def test_a_disk_that_may_come_back_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str, passes: bool
) -> None:
    """Rights and a folder that is none stay as they are until a person comes."""

    def refuse(*_: object) -> int:
        raise OSError(getattr(errno, number), "no")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(StorageError) as caught:
        await SqliteStore(tmp_path / "otklik.db").open(exclusive=True)
    monkeypatch.undo()
    assert (caught.value.retry, caught.value.code == "database-disk") == (passes, passes)


@pytest.mark.parametrize("disk", [True, False])
async def test_a_file_that_may_only_be_read_is_waited_for_if_that_is_its_disks_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: bool
) -> None:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open(exclusive=True)
    await store.close()
    real = os.statvfs(tmp_path)
    flags = SimpleNamespace(f_flag=real.f_flag | os.ST_RDONLY if disk else real.f_flag & ~os.ST_RDONLY)
    monkeypatch.setattr("os.statvfs", lambda _: flags)
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    ours = opening_error(error, store.path)
    assert (ours.retry, ours.code) == (disk, "database-disk" if disk else "database-read-only")


async def test_old_sqlite_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StorageError, match=r"3\.35\.0"):
        await SqliteStore(tmp_path / "a.db").open()


# -- one instance -----------------------------------------------------------------------------
async def test_second_exclusive_opening_is_refused_until_the_first_closes(empty_url: str) -> None:
    first, second, beside = (make_store(empty_url) for _ in range(3))
    await first.open(exclusive=True)
    await first.migrate()
    for _ in range(2):
        with pytest.raises(InUse):
            await second.open(exclusive=True)
    await beside.open()
    await save(beside, Person(1, 7))
    assert await persons(first, 1) == [1]
    await first.close()
    await second.open(exclusive=True)
    assert await persons(second, 1) == [1]
    await second.close()
    await beside.close()


HOLDER = """
import asyncio, sys
from storage.open import make_store
async def main():
    store = make_store(sys.argv[1])
    await store.open(exclusive=True)
    print("held", flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.mark.postgres
async def test_last_commit_of_a_killed_program_is_over_before_the_next_one_reads(postgres_url: str) -> None:
    first, second = make_store(postgres_url), make_store(postgres_url)
    await first.open(exclusive=True)
    await first.migrate()
    await first.close()
    dying = await asyncpg.connect(postgres_url)  # its program is gone, its server process is at the last COMMIT
    await dying.execute(f"SELECT pg_advisory_lock({WRITER_LOCK})")
    await dying.execute("BEGIN")
    await dying.execute("INSERT INTO person (id, created_at) VALUES (1, 7)")
    opening = asyncio.create_task(second.open(exclusive=True))
    waits = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    async with asyncio.timeout(30):
        while not (await run_raw(postgres_url, waits))[0][0]:
            assert not opening.done()
            await asyncio.sleep(0.02)
    await dying.execute("COMMIT")
    await dying.close()
    await opening
    assert await persons(second, 1) == [1]
    await second.close()


@pytest.mark.postgres
async def test_writer_that_never_ends_is_told_and_waited_for_again(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres.PREDECESSOR_S", 0.2)
    dying = await asyncpg.connect(postgres_url)
    await dying.execute(f"SELECT pg_advisory_lock({WRITER_LOCK})")
    store = make_store(postgres_url)
    with pytest.raises(StorageError) as caught:
        await store.open(exclusive=True)
    assert caught.value.retry
    await dying.close()
    await eventually(lambda: store.open(exclusive=True))
    await store.close()


async def test_lock_of_a_killed_program_is_free(empty_url: str) -> None:
    command = [sys.executable, "-c", HOLDER, empty_url]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"held\n"
    store = make_store(empty_url)
    with pytest.raises(InUse):
        await store.open(exclusive=True)
    process.kill()
    await process.wait()
    await eventually(lambda: store.open(exclusive=True))
    await store.close()


async def eventually(work: Callable[[], Awaitable[None]]) -> None:
    """A server may take a moment to notice; until then every refusal says that it may work later."""
    until = time.monotonic() + 30
    while True:
        try:
            await work()
            break
        except StorageError as error:
            if not error.retry or time.monotonic() > until:
                raise
            await asyncio.sleep(0.02)


# -- SQLite under pressure --------------------------------------------------------------------
async def test_database_locked_by_another_program_is_to_be_tried_again(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "otklik.db", busy_s=0.05)
    await store.open()
    await store.migrate()
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(2):
        with pytest.raises(StorageError) as caught:
            await save(store, Person(1, 7))
        assert caught.value.retry
        assert not isinstance(caught.value, StorageFull)
    assert await persons(store, 1) == []  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    await save(store, Person(1, 7))
    assert await persons(store, 1) == [1]
    await store.close()


async def test_full_disk_is_told_apart_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open()
    await store.migrate()
    await save(store, Person(1, 7))
    await _set_room(store, 1)
    with pytest.raises(StorageFull) as caught:
        await save(store, Person(2, 7), Setting("big", "x" * 1_000_000))
    assert caught.value.retry
    assert await persons(store, 1, 2) == [1]
    await _set_room(store, 1_000_000)
    await save(store, Person(2, 7), Setting("big", "x" * 1_000_000))
    assert await persons(store, 1, 2) == [1, 2]
    await store.close()


async def _set_room(store: SqliteStore, pages: int) -> None:
    assert store._writer is not None
    await store._writer.run(lambda connection: connection.execute(f"PRAGMA max_page_count={pages}").fetchall())


async def test_cancelled_commit_is_kept_whole_or_not_at_all(store: Store) -> None:
    cancelled = 0
    for number in range(1, 21):
        task = asyncio.create_task(save(store, Person(number, 1), Person(number + 100, 1)))
        for _ in range(number % 7):
            await asyncio.sleep(0)
        cancelled += task.cancel()
        with suppress(asyncio.CancelledError):  # a quick database may be done with it already
            await task
        await save(store, Person(1000, number))
        assert len(await persons(store, number, number + 100)) in (0, 2)
    assert cancelled > 2


# -- PostgreSQL under pressure ----------------------------------------------------------------
@pytest.fixture
async def served(postgres_url: str) -> Any:
    store = make_store(postgres_url)
    await store.open(exclusive=True)
    await store.migrate()
    yield store
    await store.close()


async def _cut(url: str) -> None:
    """The server ends every connection to this database but ours."""
    end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    await run_raw(url, f"{end} WHERE datname = current_database() AND pid <> pg_backend_pid()")


@pytest.mark.postgres
async def test_lost_connection_keeps_nothing_and_the_next_unit_connects_anew(served: Store, postgres_url: str) -> None:
    assert await persons(served, 1) == []
    async with served.unit() as unit:
        await unit.exchange(changes_of(Person(1, 7)))
        await _cut(postgres_url)
        with pytest.raises(StorageError) as caught:
            await unit.commit(changes_of(Person(2, 7)))
    assert caught.value.retry
    await eventually(lambda: save(served, Person(3, 7)))
    assert await persons(served, 1, 2, 3) == [3]


@pytest.mark.postgres
async def test_one_instance_lock_is_taken_again_after_a_lost_connection(served: Store, postgres_url: str) -> None:
    await _cut(postgres_url)
    await eventually(lambda: save(served, Person(1, 7)))
    with pytest.raises(InUse):
        await make_store(postgres_url).open(exclusive=True)


@pytest.mark.postgres
async def test_program_that_lost_its_lock_to_another_does_not_write(served: Store, postgres_url: str) -> None:
    await _cut(postgres_url)
    other = make_store(postgres_url)
    await other.open(exclusive=True)
    for _ in range(3):
        with pytest.raises(StorageError):
            await save(served, Person(1, 7))
    await other.close()
    await save(served, Person(2, 7))
    assert await persons(served, 1, 2) == [2]


@pytest.mark.postgres
async def test_database_in_another_encoding_is_refused(postgres_server: str, postgres_url: str) -> None:
    name = f"{postgres_url.partition('?')[0].rpartition('/')[2]}_latin"
    make = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
    await with_postgres(postgres_server, lambda connection: connection.execute(make))
    with pytest.raises(StorageError, match="UTF8"):
        await make_store(postgres_url.replace(name.removesuffix("_latin"), name)).open()
    await with_postgres(postgres_server, lambda connection: connection.execute(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.mark.parametrize(
    ("error", "kind", "retry"),
    [
        (asyncpg.DiskFullError("x"), StorageFull, True),
        (asyncpg.DeadlockDetectedError("x"), StorageError, True),
        (asyncpg.AdminShutdownError("x"), StorageError, True),
        (asyncpg.TooManyConnectionsError("x"), StorageError, True),
        (asyncpg.ConnectionDoesNotExistError("x"), StorageError, True),
        (asyncpg.InvalidCachedStatementError("x"), StorageError, True),
        (ConnectionResetError("x"), StorageError, True),
        (TimeoutError(), StorageError, True),
        (asyncpg.UniqueViolationError("x"), StorageError, False),
        (asyncpg.PostgresSyntaxError("x"), StorageError, False),
        (asyncpg.ProgramLimitExceededError("x"), StorageError, False),
        (asyncpg.UndefinedTableError("x"), StorageError, True),
        (asyncpg.InvalidColumnReferenceError("x"), StorageError, True),
        (asyncpg.InsufficientPrivilegeError("x"), StorageError, True),
        (asyncpg.InvalidPasswordError("x"), StorageError, True),
        (asyncpg.InvalidAuthorizationSpecificationError("x"), StorageError, True),
        (asyncpg.InvalidCatalogNameError("x"), StorageError, True),
        (asyncpg.ReadOnlySQLTransactionError("x"), StorageError, True),
        (asyncpg.IdleInTransactionSessionTimeoutError("x"), StorageError, True),
        (asyncpg.CannotConnectNowError("x"), StorageError, True),
        (asyncpg.DuplicatePreparedStatementError("x"), StorageError, True),
        (asyncpg.InvalidTextRepresentationError("secret"), StorageError, False),
        (asyncpg.DataError("secret"), StorageError, False),
    ],
)
def test_driver_errors_become_ours(error: Exception, kind: type[StorageError], retry: bool) -> None:
    ours = postgres_error(error, "doing")
    assert type(ours) is kind
    assert ours.retry == retry
    assert str(ours).startswith("doing: ")
    assert "secret" not in str(ours)


@pytest.mark.parametrize(
    ("code", "words", "retry"),
    [
        (sqlite3.SQLITE_CONSTRAINT, "UNIQUE constraint failed: x.y", False),
        (sqlite3.SQLITE_CONSTRAINT | 8 << 8, "UNIQUE constraint failed: x.y", False),
        (sqlite3.SQLITE_TOOBIG, "string or blob too big", False),
        (sqlite3.SQLITE_ERROR, 'near "SELEC": syntax error', False),
        (sqlite3.SQLITE_ERROR, "no such table: outbox", True),
        (sqlite3.SQLITE_READONLY | 1 << 8, "attempt to write a readonly database", True),
        (sqlite3.SQLITE_CANTOPEN, "unable to open database file", True),
        (sqlite3.SQLITE_FULL, "database or disk is full", True),
        (sqlite3.SQLITE_IOERR | 3 << 8, "disk I/O error", True),
        (sqlite3.SQLITE_BUSY, "database is locked", True),
        (sqlite3.SQLITE_CORRUPT, "database disk image is malformed", True),
        (sqlite3.SQLITE_NOTADB, "file is not a database", True),
        (sqlite3.SQLITE_SCHEMA, "database schema has changed", True),
    ],
)
def test_sqlites_errors_become_ours(code: int, words: str, retry: bool) -> None:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode, error.sqlite_errorname = code, "NAME"
    assert sqlite_error(error, "doing").retry == retry


def test_everything_that_is_met_while_connecting_may_go_well_later() -> None:
    for error in (asyncpg.InvalidParameterValueError("x"), asyncpg.InvalidPasswordError("x"), OSError("x")):
        assert connecting_error(error, "connecting").retry
    assert not connecting_error(ValueError("secret"), "connecting").retry


# -- copies -----------------------------------------------------------------------------------
async def test_copy_is_a_database_of_its_own_taken_while_others_write(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open()
    await store.migrate()
    await save(store, *(Person(n, 7) for n in range(1, 3000)))
    async with store.unit() as unit:
        await unit.exchange(changes_of(Person(5000, 7)))
        await store.backup(str(tmp_path / "copy.db"))
        await unit.commit()
    await store.close()
    assert stat.S_IMODE(os.stat(tmp_path / "copy.db").st_mode) == 0o600
    copy = make_store(f"sqlite:///{tmp_path}/copy.db")
    await copy.open(exclusive=True)
    assert await copy.pending() == []
    assert await persons(copy, 1, 2999, 5000) == [1, 2999]
    await copy.close()


async def test_copy_never_overwrites_a_file(store: Store, database_url: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(StorageError, match=r"pg_dump" if "postgres" in database_url else "exists") as caught:
        await store.backup(str(target))
    assert not caught.value.retry
    assert target.read_text() == "precious"
    with pytest.raises(StorageError):
        await store.backup(str(tmp_path / "no" / "folder" / "copy.db"))


async def test_after_closing_everything_is_in_the_one_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = make_store(url)
    await store.open()
    await store.migrate()
    await save(store, Person(1, 7))
    assert await store.read(Query("person_by_id", (1,))) == [[Person(1, 7)]]
    await store.close()
    assert os.listdir(tmp_path) == ["otklik.db"]
    assert await run_raw(url, "SELECT id FROM person") == [(1,)]


async def test_whoever_lost_his_locks_file_to_another_program_writes_nothing_more(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open(exclusive=True)
    try:
        await store.migrate()
        (tmp_path / "otklik.db.lock").unlink()
        await save(store, Setting("b", "b"))  # nobody else has it: it is taken again
        (tmp_path / "otklik.db.lock").unlink()
        other = FileLock(tmp_path / "otklik.db.lock")
        assert other.take()
        with pytest.raises(InUse):
            await save(store, Setting("a", "b"))
        other.release()
        assert (await store.read(Query("setting", ("a",))))[0] == []
    finally:
        await store.close()
