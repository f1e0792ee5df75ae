"""The whole on this machine without containers: `python -m tests.chaos.trial`, until Ctrl-C.

etcd, three PostgreSQL under Patroni, HAProxy, a store with the S3 API, the emulated messengers with their page, and two
nodes. docs/high-availability.md says what to try.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.env_file import read_env
from bot.settings import variables
from tests.chaos.cluster import HOME, Cluster, open_cluster
from tests.contracts.raw import run_raw
from tests.ports import free_ports
from tests.stores import S3, running_store

PASSWORD = "only-for-this-trial"
RESTART_S = 5.0


@dataclass
class Trial:
    """`said`: what both nodes are told. `nodes`: their processes by name."""

    folder: Path
    cluster: Cluster
    page: int
    said: dict[str, str]
    nodes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return ("node1", "node2")

    def port(self, name: str) -> int:
        return self.cluster.nodes[self.names.index(name)]

    def start(self, name: str, *more: str) -> None:
        """A node as its own machine would start it; `more` goes behind `run`."""
        plain = {key: value for key, value in os.environ.items() if key not in variables()}
        own = {"DATA_DIR": str(self.folder / name), "HTTP_PORT": str(self.port(name)), "NODE_NAME": name}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.nodes[name] = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", *more], cwd=HOME, env=plain | self.said | own,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    async def keep_up(self, stopping: asyncio.Event) -> None:
        """Nodes that end are started again after some seconds, as the unit does, until `stopping`."""
        while not stopping.is_set():
            for name in [name for name, process in self.nodes.items() if process.poll() is not None]:
                self.start(name, "--standby")
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), RESTART_S)

    def end(self, name: str, how: signal.Signals) -> int:
        """Its exit code."""
        process = self.nodes.pop(name)
        process.send_signal(how)
        return process.wait(30)


@contextmanager
def messengers(folder: Path, page: int) -> Iterator[Path]:
    """The emulated ones, and the file with what nodes have to be told of them."""
    file = folder / "messengers.env"
    line = [sys.executable, "-m", "bot.sandbox.alone", "--port", str(page), "--settings", str(file)]
    with (folder / "messengers.log").open("ab") as log:
        process = subprocess.Popen(line, cwd=HOME, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield file
    finally:
        process.terminate()
        process.wait(30)


@asynccontextmanager
async def open_trial(folder: Path, store: S3, page: int) -> AsyncIterator[Trial]:
    """All but the nodes runs."""
    first, second = free_ports(2)
    with messengers(folder, page) as file:
        async with open_cluster((first, second)) as cluster:
            await run_raw(cluster.url, f"CREATE USER otklik PASSWORD '{PASSWORD}'")
            await run_raw(cluster.url, "CREATE DATABASE otklik OWNER otklik ENCODING 'UTF8' TEMPLATE template0")
            async with asyncio.timeout(60):
                while not file.exists():  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.1)
            url = f"postgresql://otklik:{PASSWORD}@127.0.0.1:{cluster.port}/otklik?sslmode=disable"
            said = read_env(file, variables()).values | {"DATABASE_URL": url} | store.settings("trial")
            trial = Trial(folder, cluster, page, {name: value or "" for name, value in said.items()})
            try:
                yield trial
            finally:
                for name in list(trial.nodes):
                    trial.end(name, signal.SIGTERM)


async def main(page: int) -> None:
    stopping = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    with tempfile.TemporaryDirectory(prefix="otklik-trial-") as place, running_store() as store:
        async with open_trial(Path(place), store, page) as trial:
            for name in trial.names:
                trial.start(name, "--standby")
            cluster = trial.cluster
            lines = [
                f"page of the messengers   http://127.0.0.1:{page}",
                f"the leading node         http://127.0.0.1:{cluster.web}/leadz",
                *(f"{n}  process {p.pid:<8} http://127.0.0.1:{trial.port(n)}/readyz" for n, p in trial.nodes.items()),
                *(f"{name}    process {cluster.running[name].pid:<8} port {cluster.sql[name]}" for name in cluster.sql),
                f"logs and data            {place}  {cluster.folder}",
                f"DATABASE_URL={trial.said['DATABASE_URL']}",
            ]
            sys.stdout.write("\n".join([*lines, "Ctrl-C ends it.", ""]))
            sys.stdout.flush()
            await trial.keep_up(stopping)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8080))
