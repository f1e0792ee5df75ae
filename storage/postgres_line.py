"""How a connection to PostgreSQL is made: to which of the hosts, with which settings, past which poolers.

Nothing is asked for in the start-up packet: PgBouncer refuses what it does not know, and `target_session_attrs`
would take a reader's own settings for the server's.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

import asyncpg

from storage.postgres_faults import DRIVER, connecting_error
from storage.store import StorageError

CONNECT_S = 15.0
HOST_S = 3.0
"""So long each of several hosts may take: one that is switched off answers nothing at all."""
AVOID_S = 30.0
"""A host that was silent is asked after all others for so long."""
COMMAND_S = 120.0
CLOSE_S = 5.0
SILENT_S = 10
"""So long nobody on the other side may confirm what we sent (whole seconds), and so soon a silent line is tried: then a
machine on the way is gone without a word. The system alone would repeat it for a quarter of an hour.
"""

SETTINGS = (
    "SET application_name = 'otklik'; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; "
    "SET tcp_keepalives_count = 3; SET default_transaction_read_only = "
)
"""The server gives up a client whose machine is gone, and its locks, after a minute and not after two hours."""

QUICK = (
    "; SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3; "
    "SET tcp_user_timeout = 6000"
)
"""For a node beside which another waits: after six seconds, by when it has stopped by itself (storage.lead.LEASE_S)."""

ATTRIBUTES = ("any", "primary", "standby", "read-write", "read-only", "prefer-standby")
"""`target_session_attrs` as libpq knows it: https://www.postgresql.org/docs/current/libpq-connect.html"""

WHO = """SELECT pg_backend_pid() || ' ' || (
    SELECT CAST(backend_start AS TEXT) FROM pg_stat_activity WHERE pid = pg_backend_pid()
)"""

END_OWN = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid || ' ' || CAST(backend_start AS TEXT) = $1"
IS_THERE = "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid || ' ' || CAST(backend_start AS TEXT) = $1)"

Host = tuple[str | None, int | None]
"""A name, address or socket's folder, and its port; None: what the driver takes by itself."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """An address taken apart. `dsn` is what is left for the driver: all but the hosts."""

    dsn: str
    hosts: tuple[Host, ...]
    wanted: str
    host_s: float


def read_address(url: str) -> ServerAddress:
    """ValueError if it cannot be read. Hosts stand after "@" or in `host=`, IPv6 in brackets, each with its port."""
    scheme, _, rest = url.partition("://")
    end = min((rest.index(mark) for mark in "/?#" if mark in rest), default=len(rest))
    user, at, hostspec = rest[:end].rpartition("@")
    path, asks, query = rest[end:].partition("?")
    values = {name: found[-1] for name, found in parse_qs(query).items()}
    named = hostspec or values.get("host", "")
    ports = [int(port) for port in values.get("port", "").split(",") if port]
    hosts = [_host(unquote(one) if hostspec else one) for one in named.split(",") if one]
    if ports and len(ports) not in (1, len(hosts)) and hosts:
        raise ValueError("as many ports as hosts, or one")
    every = ports * len(hosts) if len(ports) == 1 else ports
    if every:
        hosts = [(name, port or every[i]) for i, (name, port) in enumerate(hosts)]
    wanted = values.get("target_session_attrs") or os.environ.get("PGTARGETSESSIONATTRS", "any")
    if wanted not in ATTRIBUTES:
        raise ValueError("target_session_attrs")
    own = ("target_session_attrs", "connect_timeout") + (("host", "port") if hosts else ())
    left = "&".join(part for part in query.split("&") if part.partition("=")[0] not in own)
    dsn = f"{scheme}://{user}{at}{path}" + (f"{asks}{left}" if left else "")
    each_s = float(values.get("connect_timeout") or 0) or (HOST_S if len(hosts) > 1 else CONNECT_S)
    return ServerAddress(dsn, tuple(hosts) or ((None, None),), wanted, each_s)


def _host(text: str) -> Host:
    if text.startswith("["):
        name, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.startswith("/") or text.count(":") > 1:
        name, port = text, ""
    else:
        name, _, port = text.partition(":")
    if not name or "@" in name:
        raise ValueError("a host's name")
    return name, int(port) if port else None


class Line:
    """Makes connections to the first host that answers and is what `target_session_attrs` wants."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._silent: dict[Host, float] = {}

    async def connect(self, *, reading: bool = False, bare: bool = False, quick: bool = False) -> Any:
        """A connection with our settings; `bare`: with none; `quick`: see QUICK. StorageError, to be tried again
        unless the address itself is wrong.
        """
        try:
            address = read_address(self.url)
            connection = await self._dial(address)
            if not bare:
                await _settle(connection, SETTINGS + ("on" if reading else "off") + (QUICK if quick else ""))
        except (*DRIVER, ValueError) as error:
            raise connecting_error(error, "connecting to the database") from None
        return connection

    async def _dial(self, address: ServerAddress) -> Any:
        last: Exception | None = None
        second: Any = None
        now = asyncio.get_running_loop().time()
        for host in sorted(address.hosts, key=lambda host: self._silent.get(host, 0.0) > now):
            try:
                connection, fits = await _try_host(address, host)
            except (*DRIVER, ValueError) as error:
                if isinstance(error, TimeoutError):
                    self._silent[host] = asyncio.get_running_loop().time() + AVOID_S
                last = error
                continue
            if fits:
                if second is not None:
                    second.terminate()
                return connection
            if address.wanted == "prefer-standby" and second is None:
                second = connection
            else:
                connection.terminate()
        if second is not None:
            return second
        if last is not None:
            raise last
        told = f"connecting to the database: no host is what target_session_attrs={address.wanted} asks for"
        raise StorageError(told, code="database-no-host", wanted=address.wanted)

    async def refuse_pooler(self) -> None:
        """StorageError where a pooler gives each transaction a server's session of its own: locks, settings and
        prepared statements of a session do not hold there.

        One that talks to the same session as another does while that one is in a transaction, or that changes its
        session in between, is behind such a pooler.
        """
        first = await self.connect(bare=True)
        second = None
        try:
            second = await self.connect(bare=True)
            mixed = await _mixed_up(first, second)
        except (asyncpg.DuplicatePreparedStatementError, asyncpg.InvalidSQLStatementNameError):
            mixed = True
        except DRIVER as error:
            raise connecting_error(error, "connecting to the database") from None
        finally:
            for connection in (first, second):
                if connection is not None:
                    await close(connection)
        if mixed:
            told = "connecting to the database: the pooler in between is in transaction mode; session mode is needed"
            raise StorageError(told, retry=False, code="database-pooler")


async def _try_host(address: ServerAddress, host: Host) -> tuple[Any, bool]:
    """A connection, and whether it is what the address wants. TimeoutError if its host takes too long."""
    name, port = host
    async with asyncio.timeout(address.host_s):
        connection = await asyncpg.connect(
            address.dsn, host=name, port=port, target_session_attrs="any", timeout=10 * address.host_s,
            command_timeout=COMMAND_S, statement_cache_size=512,
        )  # fmt: skip
        try:
            _listen_for_silence(connection)
            return connection, await _fits(connection, address.wanted)
        except BaseException:
            connection.terminate()
            raise


def _listen_for_silence(connection: Any) -> None:
    """The driver sets none of these; a system may lack some."""
    line = connection._transport.get_extra_info("socket")
    if line is None or line.family not in (socket.AF_INET, socket.AF_INET6):
        return
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    each_s = max(1, SILENT_S // 3)
    wanted = {"TCP_KEEPIDLE": SILENT_S, "TCP_KEEPINTVL": each_s, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": SILENT_S * 1000}
    for name, value in wanted.items():
        if (option := getattr(socket, name, None)) is not None:
            line.setsockopt(socket.IPPROTO_TCP, option, value)


async def _fits(connection: Any, wanted: str) -> bool:
    if wanted == "any":
        return True
    standby, closed = await connection.fetchrow(
        "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'"
    )
    if wanted in ("read-write", "read-only"):
        return bool(closed) == (wanted == "read-only")
    return bool(standby) == (wanted != "primary")


async def _mixed_up(first: Any, second: Any) -> bool:
    one = await who(first)
    await second.execute("BEGIN")
    other = await who(second)
    return one == other or one != await who(first)


async def who(connection: Any) -> str:
    """What its session is called among all that were and will be on this server."""
    return str(await connection.fetchval(WHO, timeout=CLOSE_S))


async def end_own(connection: Any, session: str) -> None:
    """A session of ours (see `who`), left behind where a line died, holds its locks until the server notices: it is
    ended, after the COMMIT that it is at, and waited for a little. "" or one that is not there: nothing.
    """
    if not session or not await connection.fetch(END_OWN, session, timeout=CLOSE_S):
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_S):
            while await connection.fetchval(IS_THERE, session):  # noqa: ASYNC110 - the server is asked
                await asyncio.sleep(0.02)


async def _settle(connection: Any, settings: str) -> None:
    try:
        await connection.execute(settings, timeout=CLOSE_S)
    except BaseException:
        connection.terminate()
        raise


async def close(connection: Any, last: str = "") -> None:
    """After a last statement, if there is one. Never fails."""
    try:
        if last and not connection.is_closed():
            await connection.execute(last, timeout=CLOSE_S)
        await connection.close(timeout=CLOSE_S)
    except DRIVER:
        connection.terminate()
