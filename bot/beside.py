"""Work on what strangers send, in processes beside the program: the loop stays free, and a limit holds whatever the
work does, since a process can be killed where a thread in a C library cannot.

The processes (bot.beside_worker) start when there is first something to do, and end with the program.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import struct
import sys
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import structlog

log = structlog.get_logger()
T = TypeVar("T")

LIMIT_S = 15.0
"""For one piece of work, with the start of its process."""
LARGEST_ANSWER = 64_000_000
HEAD = struct.Struct(">Q")


class TooMuch(Exception):
    """The work was not done; `code` says why: "time", "died" (its process, for want of memory mostly) or "fault"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Worker(Protocol):
    """Whoever does work beside the loop."""

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = LIMIT_S) -> T:
        """`work(shared, *given)`. TooMuch."""


class Beside:
    """`shared` is what all work gets as its first argument; it is carried over once a process. Functions, arguments and
    results have to be picklable; so many pieces of work are done at a time as there are processes.
    """

    def __init__(self, shared: object, processes: int = 2, memory_mb: int = 1_024) -> None:
        self._shared, self._memory_mb = shared, memory_mb
        self._room = asyncio.Semaphore(processes)
        self._idle: list[asyncio.subprocess.Process] = []

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = LIMIT_S) -> T:
        async with self._room:
            task = _framed((work, given, limit_s))
            try:
                async with asyncio.timeout(limit_s):
                    result: T = await self._done(task)
                    return result
            except TimeoutError:
                log.warning("beside.killed", work=work.__name__, limit_s=limit_s)
                raise TooMuch("time") from None

    async def close(self) -> None:
        """Ends the processes. Nothing runs after it."""
        while self._idle:
            await _end(self._idle.pop())

    async def _done(self, task: bytes) -> Any:
        for fresh in (False, True):
            process = self._idle.pop() if self._idle and not fresh else await self._start()
            try:
                answer = await _asked(process, task)
            except (OSError, asyncio.IncompleteReadError):
                await _end(process)
                continue  # an idle one may have been ended by somebody else meanwhile
            except BaseException:
                await asyncio.shield(_end(process))
                raise
            self._idle.append(process)
            well, value = pickle.loads(answer)
            if not well:
                log.warning("beside.failed", error=value)
                raise TooMuch("fault")
            return value
        log.warning("beside.died")
        raise TooMuch("died")

    async def _start(self) -> asyncio.subprocess.Process:
        ways = os.pathsep.join(filter(None, sys.path))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.beside_worker", str(self._memory_mb),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": ways, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C is the program's
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(_framed(self._shared))
        return process


class Here:
    """The same in a thread, without a limit: for tests, and for a command that does one thing."""

    def __init__(self, shared: object) -> None:
        self._shared = shared

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = LIMIT_S) -> T:
        return await asyncio.to_thread(work, self._shared, *given)


async def _asked(process: asyncio.subprocess.Process, task: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(task)
    await process.stdin.drain()
    (size,) = HEAD.unpack(await process.stdout.readexactly(HEAD.size))
    if size > LARGEST_ANSWER:
        raise OSError("a worker's answer is too large")
    return await process.stdout.readexactly(size)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    await process.wait()


def _framed(value: object) -> bytes:
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body
