"""The whole program as a process: started as an installation starts it, killed, stopped, and looked at from outside."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from tests.chaos.bot_process import ROOT
from tests.ports import free_port

START_S, STOP_S = 300.0, 60.0
RUNNING = b"service.running"
BAD_INPUT = 2  # its exit code
IN_WORK = ("in_work", "in_work.deaths")


class Program:
    """`./otklik run` over a folder. `values`: its environment besides PATH; `port`: of its web server.

    `ended`: how often it went by which way ("kill", "stop", "by itself 1"). `lives`: of each life the seconds since
    its start and its resident megabytes, each second (the processes it works with counted too).
    """

    def __init__(self, folder: Path, values: dict[str, str]) -> None:
        self.port = free_port()
        self.folder, self.log = folder, folder / "program.log"
        self.values = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HTTP_PORT": str(self.port), **values}
        self.ended: Counter[str] = Counter()
        self.lives: list[list[tuple[float, float]]] = []
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._began = 0.0

    async def start(self) -> None:
        """Returns when it runs; if it ends before, it is started again, as the unit does."""
        while not await self._start():
            if self._code() == BAD_INPUT:
                raise SystemExit(f"the program refuses its settings: see {self.log}")
            self.ended[f"at its start {self._code()}"] += 1
            await asyncio.sleep(1)

    async def _start(self) -> bool:
        pipe, program = asyncio.subprocess.PIPE, (sys.executable, "-m", "bot", "run")
        process = await asyncio.create_subprocess_exec(
            *program, cwd=self.folder, env=self.values, stdout=asyncio.subprocess.DEVNULL, stderr=pipe, limit=2**20
        )
        running = asyncio.Event()
        self._reading = asyncio.create_task(self._read(process, running))
        self._began = time.monotonic()
        self.lives.append([])
        waiting = asyncio.create_task(running.wait())
        await asyncio.wait((waiting, self._reading), timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        self._process = process
        return running.is_set()

    def _code(self) -> int | None:
        return None if self._process is None else self._process.returncode

    async def kill(self) -> None:
        """SIGKILL. Kills from outside are nobody's fault: what was in work at two of them is not set aside for that."""
        await self._end(signal.SIGKILL, "kill")
        for name in IN_WORK:
            (self.folder / name).unlink(missing_ok=True)

    async def stop(self) -> None:
        """SIGTERM."""
        await self._end(signal.SIGTERM, "stop")

    def freeze(self) -> None:
        """It stands still until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self._process is None or self._process.returncode is not None:
            raise SystemExit(f"the program ended by itself: see {self.log}")
        self._process.send_signal(number)

    async def revive(self) -> None:
        """Start it again if it has ended by itself, as the unit does."""
        if self._code() is not None:
            self.ended[f"by itself {self._code()}"] += 1
            self._process = None
            await self.start()

    def look(self) -> None:
        """One measure of its memory."""
        if self._process is not None and self._process.returncode is None:
            self.lives[-1].append((time.monotonic() - self._began, resident_mb(self._process.pid)))

    def refuse_writing(self, refused: bool) -> None:
        """As on a full disk: every write into a file fails."""
        if self._process is not None and self._process.returncode is None:
            _, most = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0 if refused else most, most))

    async def _end(self, number: int, name: str) -> None:
        process, self._process = self._process, None
        assert process is not None
        if process.returncode is not None:
            self.ended[f"by itself {process.returncode}"] += 1
            return
        process.send_signal(number)
        try:
            async with asyncio.timeout(STOP_S):
                await process.wait()
        except TimeoutError:
            name = f"{name} not obeyed"
            process.kill()
            await process.wait()
        self.ended[name] += 1

    async def _read(self, process: asyncio.subprocess.Process, running: asyncio.Event) -> None:
        assert process.stderr is not None
        with open(self.log, "ab") as log:  # noqa: ASYNC230 - a local file, line by line
            while line := await process.stderr.readline():
                log.write(line)
                if RUNNING in line:
                    running.set()
        await process.wait()


def resident_mb(pid: int) -> float:
    """Of a process and its children; 0.0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return own / 1024 + sum(resident_mb(int(child)) for child in children)
