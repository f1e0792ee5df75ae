"""PostgreSQL as it stands in a region: several hosts, some of them silent, poolers in between, locks that get lost."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from storage.open import make_store
from storage.postgres import PostgresStore
from storage.postgres_lead import INSTANCE_LOCK
from storage.postgres_line import HOST_S, read_address
from storage.records import Person
from storage.sqlite import SqliteStore
from storage.store import InUse, StorageError
from tests.contracts.raw import run_raw
from tests.contracts.test_store import persons, save
from tests.proxy import cutting_line, dying_line, through

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there a line's end can be made deaf")
PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
NO_PGBOUNCER = "no pgbouncer: apt-get install pgbouncer"


async def _works(url: str) -> None:
    """It can be opened for a service, brought up to date, written and read."""
    store = make_store(url)
    await store.open(exclusive=True)
    try:
        await store.migrate()
        await save(store, Person(1, 7))
        assert await persons(store, 1, 2) == [1]
    finally:
        await store.close()


# -- addresses --------------------------------------------------------------------------------
def test_hosts_are_read_with_their_ports_in_their_order() -> None:
    address = read_address("postgresql://u:p%40s@one,two:5433,[fd00::1]:5434,[::1]/db?sslmode=require&port=6000")
    assert address.hosts == (("one", 6000), ("two", 5433), ("fd00::1", 5434), ("::1", 6000))
    assert address.dsn == "postgresql://u:p%40s@/db?sslmode=require"
    assert (address.wanted, address.host_s) == ("any", HOST_S)


def test_hosts_of_the_query_and_what_is_wanted_of_them_are_read() -> None:
    url = "postgresql://u@/db?host=/run/pg,10.0.0.2&port=1,2&target_session_attrs=read-write&connect_timeout=7"
    address = read_address(url)
    assert address.hosts == (("/run/pg", 1), ("10.0.0.2", 2))
    assert (address.dsn, address.wanted, address.host_s) == ("postgresql://u@/db", "read-write", 7.0)
    assert read_address("postgresql:///db").hosts == ((None, None),)


@pytest.mark.parametrize("rest", ["u@h:x/db", "u@h/db?target_session_attrs=best", "u@h1,h2,h3/db?port=1,2", "u@:1/db"])
def test_an_address_that_cannot_be_read_is_told(rest: str) -> None:
    with pytest.raises(ValueError):
        read_address(f"postgresql://{rest}")


# -- several hosts ----------------------------------------------------------------------------
@asynccontextmanager
async def silent_host(host: str = "127.0.0.1") -> AsyncIterator[tuple[int, list[int]]]:
    """Accepts and never answers, as a machine that hangs; its port, and a list as long as its callers."""
    callers: list[int] = []

    def hears(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        callers.append(len(callers))

    server = await asyncio.start_server(hears, host, 0)
    try:
        yield server.sockets[0].getsockname()[1], callers
    finally:
        server.close()


@pytest.mark.postgres
async def test_a_silent_host_is_passed_over_and_then_asked_last(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres_line.HOST_S", 0.3)
    async with silent_host() as (silent, callers), cutting_line(postgres_url) as line:
        hosts = f"127.0.0.1:{silent},127.0.0.1:1,127.0.0.1:{line.port}"
        await _works(through(postgres_url, hosts, "&target_session_attrs=read-write"))
        assert len(callers) == 1


@pytest.mark.postgres
async def test_a_host_that_never_answers_is_told_as_silent(postgres_url: str) -> None:
    async with silent_host() as (silent, _):
        url = through(postgres_url, f"127.0.0.1:{silent}", "&connect_timeout=0.2")
        with pytest.raises(StorageError) as caught:
            await make_store(url).open(exclusive=True)
    assert (caught.value.code, caught.value.retry) == ("database-silent", True)


@pytest.mark.postgres
async def test_hosts_are_chosen_by_what_is_wanted_of_them(postgres_url: str) -> None:
    async with cutting_line(postgres_url) as line:
        host = f"127.0.0.1:{line.port}"
        for wanted in ("any", "primary", "read-write", "prefer-standby"):
            await _works(through(postgres_url, host, f"&target_session_attrs={wanted}"))
        name = postgres_url.partition("?")[0].rpartition("/")[2]
        await run_raw(postgres_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        await _works(through(postgres_url, host, "&target_session_attrs=read-only"))
        for wanted in ("standby", "read-write"):
            with pytest.raises(StorageError) as caught:
                await make_store(through(postgres_url, host, f"&target_session_attrs={wanted}")).open()
            assert (caught.value.code, caught.value.retry) == ("database-no-host", True)


# -- poolers ----------------------------------------------------------------------------------
@pytest.mark.postgres
async def test_nothing_is_asked_for_in_the_start_up_packet(postgres_url: str) -> None:
    async with cutting_line(postgres_url) as line:
        await _works(through(postgres_url, f"127.0.0.1:{line.port}"))
        begun = [greeting[8:].rstrip(b"\0").split(b"\0") for greeting in line.greetings]
        assert len(begun) > 3
        assert {name for fields in begun for name in fields[::2]} == {b"client_encoding", b"user", b"database"}


@pytest.fixture
def pooler_folder() -> Iterator[Path]:
    """Not below pytest's own folder: the pooler, which will not be root, has to read it."""
    folder = Path(tempfile.mkdtemp(prefix="otklik-pool-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _settings_of_pooler(folder: Path, server: int, port: int, mode: str) -> str:
    (folder / "users.txt").write_text('"postgres" ""\n')
    path = folder / "pgbouncer.ini"
    path.write_text(
        f"[databases]\n* = host=127.0.0.1 port={server} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nunix_socket_dir =\nauth_type = trust\nauth_file = {folder}/users.txt\n"
        f"pool_mode = {mode}\nlogfile = {folder}/log\n"
    )
    return str(path)


@pytest.fixture
async def pooled(postgres_url: str, pooler_folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address through a PgBouncer as it comes, in the mode that the test's parameter names."""
    if PGBOUNCER is None:
        if os.environ.get("CI"):
            pytest.fail(NO_PGBOUNCER, pytrace=False)
        pytest.skip(NO_PGBOUNCER)
    async with silent_host() as (free, _):
        pass  # its port is free now
    as_user = ("-u", "nobody") if os.geteuid() == 0 else ()
    async with cutting_line(postgres_url) as line:
        settings = _settings_of_pooler(pooler_folder, line.port, free, request.param)
        process = await asyncio.create_subprocess_exec(PGBOUNCER, "-q", *as_user, settings)
        try:
            await _until(lambda: _answers(free))
            yield through(postgres_url, f"127.0.0.1:{free}", "&connect_timeout=5")
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@pytest.mark.postgres
@pytest.mark.parametrize("pooled", ["session"], indirect=True)
async def test_a_pooler_in_session_mode_works_as_it_comes(pooled: str) -> None:
    for _ in range(2):
        await _works(pooled)


@pytest.mark.postgres
@pytest.mark.parametrize("pooled", ["transaction"], indirect=True)
async def test_a_pooler_in_transaction_mode_is_told_in_clear_words(pooled: str) -> None:
    for exclusive in (True, False):
        with pytest.raises(StorageError) as caught:
            await make_store(pooled).open(exclusive=exclusive)
        assert (caught.value.code, caught.value.retry) == ("database-pooler", False)


# -- the one-instance lock --------------------------------------------------------------------
async def _end_holder(url: str) -> None:
    """The server ends the session that holds the lock, and only that one."""
    key = f"classid = {INSTANCE_LOCK >> 32} AND objid = {INSTANCE_LOCK & 0xFFFFFFFF}"
    await run_raw(url, f"SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE {key} AND granted")


@pytest.mark.postgres
async def test_a_program_that_lost_its_lock_lets_the_next_one_write(postgres_url: str) -> None:
    first, second = PostgresStore(postgres_url), PostgresStore(postgres_url)
    await first.open(exclusive=True)
    await first.migrate()
    await save(first, Person(1, 7))
    await _end_holder(postgres_url)
    takes = asyncio.create_task(second.open(exclusive=True))
    await _until(lambda: run_raw(postgres_url, f"SELECT 1 FROM pg_locks WHERE objid = {INSTANCE_LOCK & 0xFFFFFFFF}"))
    for _ in range(2):
        with pytest.raises(InUse) as caught:
            async with first.unit():
                pass
        assert caught.value.code == "database-in-use"
    await takes
    await save(second, Person(2, 7))
    assert await persons(second, 1, 2) == [1, 2]
    await second.close()
    await first.close()


@pytest.mark.postgres
async def test_a_lock_that_is_free_again_is_taken_again(postgres_url: str) -> None:
    store = PostgresStore(postgres_url)
    await store.open(exclusive=True)
    await store.migrate()
    await _end_holder(postgres_url)
    await save(store, Person(1, 7))
    with pytest.raises(InUse) as caught:
        await PostgresStore(postgres_url).open(exclusive=True)
    assert caught.value.lingers
    await store.close()


@pytest.mark.postgres
@LINUX
async def test_a_line_that_died_without_a_word_is_left_by_who_writes_and_who_waits(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is there and still sees the old sessions, which hold our locks."""
    monkeypatch.setattr("storage.postgres_line.SILENT_S", 1)
    async with dying_line(postgres_url) as line, asyncio.timeout(50):
        store = PostgresStore(through(postgres_url, f"127.0.0.1:{line.port}"))
        await store.open(exclusive=True)
        await store.migrate()
        await save(store, Person(1, 7))
        line.dies()
        with pytest.raises(StorageError) as caught:
            await save(store, Person(2, 7))
        assert caught.value.retry
        await save(store, Person(2, 7))

        line.dies()
        before = line.taken
        while line.taken < before + 2:  # nobody has anything to say, and both sessions come anew
            async with store.unit():
                pass
            await asyncio.sleep(0.05)
        await save(store, Person(3, 7))
        assert await persons(store, 1, 2, 3) == [1, 2, 3]
        await store.close()


async def _until(ask: Any) -> None:
    async with asyncio.timeout(30):
        while not await ask():  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.01)


async def test_a_lock_whose_file_was_removed_is_taken_again_or_known_as_anothers(tmp_path: Path) -> None:
    first, second = SqliteStore(tmp_path / "otklik.db"), SqliteStore(tmp_path / "otklik.db")
    await first.open(exclusive=True)
    await first.migrate()
    (tmp_path / "otklik.db.lock").unlink()
    await save(first, Person(1, 7))
    with pytest.raises(InUse) as caught:
        await second.open(exclusive=True)
    assert not caught.value.lingers
    (tmp_path / "otklik.db.lock").unlink()
    await second.open(exclusive=True)
    for _ in range(2):
        with pytest.raises(InUse):
            await save(first, Person(2, 7))
    await save(second, Person(3, 7))
    assert await persons(second, 1, 2, 3) == [1, 3]
    await second.close()
    await save(first, Person(4, 7))
    await first.close()
