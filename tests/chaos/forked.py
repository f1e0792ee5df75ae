"""`otklik run` as a process: started by Python as an installation does it, or forked where everything is imported
already (tests/ha/nursery.py).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.chaos.bot_process import Nursery


class Forked:
    """What tests ask of a process of asyncio."""

    def __init__(self, pid: int, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader) -> None:
        self.pid, self.stdout, self.stderr = pid, stdout, stderr
        self._code: int | None = None

    @property
    def returncode(self) -> int | None:
        if self._code is None and (answer := Nursery.of_all().ask(self.pid)):
            self._code = int(answer)
        return self._code

    def send_signal(self, which: signal.Signals) -> None:
        os.kill(self.pid, which)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        while (code := self.returncode) is None:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
        return code

    async def communicate(self) -> tuple[bytes, bytes]:
        """All that it says until its end."""
        out, errors = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await self.wait()
        return out, errors


Program = asyncio.subprocess.Process | Forked
Run = Callable[[dict[str, str]], Awaitable[Program]]


async def start(values: dict[str, str]) -> asyncio.subprocess.Process:
    """`values`: its whole environment; it runs in DATA_DIR."""
    program = (sys.executable, "-m", "bot", "run")
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*program, cwd=values["DATA_DIR"], env=values, stdout=pipe, stderr=pipe)


async def fork(values: dict[str, str]) -> Forked:
    nursery = await asyncio.to_thread(Nursery.of_all)
    with tempfile.TemporaryDirectory(prefix="otklik-pipes-") as place:
        pipes = [str(Path(place, name)) for name in ("out", "errors")]
        stdout, stderr = [await _reading(pipe) for pipe in pipes]
        asked = {"command": ["run"], "folder": values["DATA_DIR"], "environment": values, "pipes": pipes}
        pid = int(nursery.ask(asked))
    return Forked(pid, stdout, stderr)


async def _reading(pipe: str) -> asyncio.StreamReader:
    """Of a new pipe with this name, before anybody writes there."""
    os.mkfifo(pipe)
    end = os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), end)
    return reader
