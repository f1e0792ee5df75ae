"""What the program of a soak remembers in, and what happens to that: a file of SQLite, or a PostgreSQL server."""

from __future__ import annotations

import asyncio
import random
import secrets
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from benchmarks.servers import postgres
from tests.chaos import server_troubles
from tests.contracts.raw import run_raw, sqlite_path
from tests.proxy import CuttingLine, cutting_line, through

AWAY_S = 120.0
"""Whoever looks past the program waits so long for a server that is away."""
Trouble = Callable[[], Awaitable[None]]


class Database(Protocol):
    """`way`: its address for the program; `url`: for whoever looks past it. `exclusive`: troubles during which nobody
    else may write into it past the program; each kind by its name, with its weight.
    """

    url: str
    way: str
    away_s: float

    def exclusive(self, dice: random.Random) -> Mapping[str, tuple[float, Trouble]]: ...

    def beside(self, dice: random.Random) -> Mapping[str, tuple[float, Trouble]]: ...


class Sqlite:
    away_s = 0.0

    def __init__(self, folder: Path) -> None:
        self.url = self.way = f"sqlite:///{folder / 'otklik.db'}"

    def exclusive(self, dice: random.Random) -> Mapping[str, tuple[float, Trouble]]:
        async def locked() -> None:
            """Another program writes into it, and takes its time."""
            other = sqlite3.connect(sqlite_path(self.url), isolation_level=None, timeout=0)
            try:
                with suppress(sqlite3.OperationalError):  # the program itself is writing: the next time then
                    other.execute("BEGIN IMMEDIATE")
                    await asyncio.sleep(dice.uniform(0.5, 9))
                    other.execute("ROLLBACK")
            finally:
                other.close()

        return {"database locked": (2, locked)}

    def beside(self, dice: random.Random) -> Mapping[str, tuple[float, Trouble]]:
        return {}


class Postgres:
    """A server that keeps what it confirms. The program comes as a role of its own, over a line that can be cut."""

    away_s = AWAY_S

    def __init__(self, running: Any, name: str, role: str, line: CuttingLine) -> None:
        self._running, self._name, self._role, self._line = running, name, role, line
        self._server = running.get_uri()
        self.url = server_troubles.with_name(self._server, name)
        self.way = through(server_troubles.as_role(self.url, role), f"127.0.0.1:{line.port}")

    def exclusive(self, dice: random.Random) -> Mapping[str, tuple[float, Trouble]]:
        async def killed() -> None:
            await server_troubles.kill_backend(self._server, self._name)
            await server_troubles.is_back(self._server, AWAY_S)

        async def restarted() -> None:
            await server_troubles.restart(self._running)
            await server_troubles.is_back(self._server, AWAY_S)

        async def refused() -> None:
            how = dice.choice((server_troubles.NOT_ALLOWED, server_troubles.NO_ROOM))
            await server_troubles.refused_for_a_while(self._server, self._name, self._role, how, dice.uniform(1, 10))

        return {"database killed": (1, killed), "database restarted": (1, restarted), "database refuses": (2, refused)}

    def beside(self, dice: random.Random) -> Mapping[str, tuple[float, Trouble]]:
        async def lost() -> None:
            try:
                self._line.every = dice.choice((2, 3, 5))
                await asyncio.sleep(dice.uniform(0.5, 3))
            finally:
                self._line.every = 0

        return {"answers to COMMIT lost": (3, lost)}


@asynccontextmanager
async def open_database(engine: str, folder: Path) -> AsyncIterator[Database]:
    """One with nothing in it; "postgres" needs the server of the dev requirements, for nobody else's may be killed."""
    if engine == "sqlite":
        yield Sqlite(folder)
        return
    async with AsyncExitStack() as stack:
        running = postgres.begin(stack)
        if running is None:
            raise SystemExit("no PostgreSQL server that a soak may kill")
        server, name = running.get_uri(), f"otklik_{secrets.token_hex(6)}"
        await run_raw(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        await server_troubles.make_owner(server, name, f"{name}_owner")
        line = await stack.enter_async_context(cutting_line(server_troubles.with_name(server, name)))
        yield Postgres(running, name, f"{name}_owner", line)
