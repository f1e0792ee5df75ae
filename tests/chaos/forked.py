"""The command line as a process that was forked where everything is imported already (tests/ha/nursery.py)."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
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


async def fork(command: tuple[str, ...], folder: str, environment: dict[str, str]) -> Forked:
    nursery = await asyncio.to_thread(Nursery.of_all)
    with tempfile.TemporaryDirectory(prefix="otklik-pipes-") as place:
        pipes = [str(Path(place, name)) for name in ("out", "errors")]
        stdout, stderr = [await _reading(pipe) for pipe in pipes]
        pid = nursery.ask({"command": command, "folder": folder, "environment": environment, "pipes": pipes})
    return Forked(int(pid), stdout, stderr)


async def _reading(pipe: str) -> asyncio.StreamReader:
    """Of a new pipe with this name, before anybody writes there."""
    os.mkfifo(pipe)
    end = os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), end)
    return reader
