"""Three PostgreSQL under Patroni with etcd, and HAProxy before them, as processes on loopback ports, with the files of
docs/ha: what the documents tell people to set up is what is tried here.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.ports import free_ports

HOME = Path(__file__).resolve().parents[2]
FILES = HOME / "docs" / "ha"
NAMES = ("db1", "db2", "db3")
PASSWORD = "only-for-this-trial"
UP_S = 120.0


def _program(name: str) -> str:
    """Where it is; Debian keeps servers out of a user's path. The test is skipped, visibly, where it is not."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"no {name}: install patroni, etcd-server, haproxy and postgresql")
    return str(found)


def _postgres() -> str:
    """The folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if not found:
        pytest.skip("no PostgreSQL server of the system: install postgresql")
    return str(found[-1].parent)


@dataclass
class Cluster:
    """`port`: HAProxy's door to the leading database; `web`: its door to the leading node, of those at `nodes`."""

    folder: Path
    nodes: tuple[int, int]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port, self.web, self.client, self.peer, *rest = free_ports(10)
        self.api, self.sql = dict(zip(NAMES, rest[:3], strict=True)), dict(zip(NAMES, rest[3:], strict=True))

    @property
    def url(self) -> str:
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/postgres?sslmode=disable"

    # -- processes -----------------------------------------------------------------------------------
    async def start(self) -> None:
        etcd = f"http://127.0.0.1:{self.client}"
        peer = f"http://127.0.0.1:{self.peer}"
        self._run(
            "etcd", _program("etcd"), "--name", "one", "--data-dir", str(self.folder / "etcd"),
            "--listen-client-urls", etcd, "--advertise-client-urls", etcd,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", f"one={peer}",
        )  # fmt: skip
        await self._until(lambda: self._answers(self.client, "/health"), "etcd")
        for name in NAMES:
            self.start_database(name)
        self._run("haproxy", _program("haproxy"), "-db", "-f", str(FILES / "haproxy.cfg"), more=self._doors())
        await self._until(lambda: self.leader() is not None and self.has_synchronous(), "a leader with a standby")

    def start_database(self, name: str) -> None:
        at = f"127.0.0.1:{self.sql[name]}"
        own = {
            "PATRONI_NAME": name, "PATRONI_ETCD3_HOSTS": f"127.0.0.1:{self.client}",
            "PATRONI_RESTAPI_LISTEN": f"127.0.0.1:{self.api[name]}",
            "PATRONI_RESTAPI_CONNECT_ADDRESS": f"127.0.0.1:{self.api[name]}",
            "PATRONI_POSTGRESQL_LISTEN": at, "PATRONI_POSTGRESQL_CONNECT_ADDRESS": at,
            "PATRONI_POSTGRESQL_DATA_DIR": str(self.folder / name), "PATRONI_POSTGRESQL_BIN_DIR": _postgres(),
            "PATRONI_POSTGRESQL_PGPASS": str(self.folder / f"{name}.pgpass"),
            "PATRONI_SUPERUSER_PASSWORD": PASSWORD, "PATRONI_REPLICATION_PASSWORD": PASSWORD,
        }  # fmt: skip
        self._run(name, _program("patroni"), str(FILES / "patroni.yml"), more=own)

    def _doors(self) -> dict[str, str]:
        doors = {"DB_BIND": f"127.0.0.1:{self.port}", "WEB_BIND": f"127.0.0.1:{self.web}"}
        for name in NAMES:
            doors[name.upper()] = f"127.0.0.1:{self.sql[name]}"
            doors[f"{name.upper()}_API"] = str(self.api[name])
        return doors | {f"NODE{n}": f"127.0.0.1:{port}" for n, port in enumerate(self.nodes, 1)}

    def _run(self, name: str, *line: str, more: dict[str, str] | None = None) -> None:
        """As a user of its own where we are root: PostgreSQL refuses root."""
        user: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if _is_root() else {}
        plain = {key: value for key, value in os.environ.items() if not key.startswith(("PATRONI_", "PG"))}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                line, cwd=self.folder, env=plain | {"HOME": str(self.folder)} | (more or {}),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **user,
            )  # fmt: skip

    def stop(self) -> None:
        for name in (*NAMES, "haproxy", "etcd"):
            self.kill(name)

    def kill(self, name: str) -> None:
        """SIGKILL to all that a machine runs: Patroni, and the server with its children."""
        process = self.running.pop(name, None)
        if process is None:
            return
        victims = [process.pid, *(child.pid for child in _children(process.pid))]
        with suppress(OSError, ValueError):
            server = int((self.folder / name / "postmaster.pid").read_text().split()[0])
            victims += [server, *(child.pid for child in _children(server))]
        for pid in dict.fromkeys(victims):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(20)

    # -- what it is like -------------------------------------------------------------------------------
    def leader(self) -> str | None:
        return next((name for name in NAMES if self._answers(self.api[name], "/primary")), None)

    def has_synchronous(self) -> bool:
        return any(self._answers(self.api[name], "/synchronous") for name in NAMES)

    def standbys(self) -> list[str]:
        return [name for name in NAMES if self._answers(self.api[name], "/replica")]

    async def is_whole(self) -> None:
        """A leader, two standbys, one of them synchronous."""
        await self._until(lambda: bool(self.leader()) and len(self.standbys()) == 2 and self.has_synchronous(), "all")

    async def switch_over(self) -> str:
        """The leader hands over to its synchronous standby, as before an upgrade of its machine; who leads now."""
        old = self.leader()
        new = next(name for name in NAMES if self._answers(self.api[name], "/synchronous"))
        body = f'{{"leader": "{old}", "candidate": "{new}"}}'.encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.api[new]}/switchover", body, method="POST")
        await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=60).read())
        await self._until(lambda: self.leader() == new, f"{new} leads")
        return new

    def _answers(self, port: int, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    async def _until(self, true: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + UP_S
        while not await asyncio.to_thread(true):
            assert time.monotonic() < until, f"{what}: {self.logs()}"
            await asyncio.sleep(0.2)

    def logs(self, names: Sequence[str] = ("etcd", *NAMES, "haproxy")) -> str:
        """The ends of what the processes said."""
        return "\n".join(
            f"== {name}\n{path.read_text(errors='replace')[-6000:]}"
            for name in names
            if (path := self.folder / f"{name}.log").exists()
        )


def _is_root() -> bool:
    return os.geteuid() == 0


def _children(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _folder() -> Path:
    """Not below pytest's, which stays closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="otklik-ha-"))
    folder.chmod(0o755)
    if _is_root():
        shutil.chown(folder, "postgres", "postgres")
    return folder


@asynccontextmanager
async def open_cluster(nodes: tuple[int, int]) -> AsyncIterator[Cluster]:
    """`nodes`: the ports of the web servers of Otklik."""
    for name in ("etcd", "patroni", "haproxy"):
        _program(name)
    _postgres()
    cluster = Cluster(folder := _folder(), nodes)
    try:
        await cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
