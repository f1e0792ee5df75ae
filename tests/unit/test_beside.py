"""What takes too long, or kills its process, is given up with a word, and the loop goes on meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.beside import Beside, TooMuch

HOME = Path(__file__).parents[2]
T = TypeVar("T")


def add(shared: int, other: int) -> int:
    return shared + other


def never_ends(shared: int) -> None:
    while True:
        pass


def dies(shared: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wants_memory(shared: int) -> int:
    return len(bytearray(3 << 30))


def fails(shared: int) -> None:
    sys.stdout.write("a library says something\n")
    sys.stdout.flush()
    raise ZeroDivisionError("with a name in it")


def lives_on(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def let_go_first(shared: int) -> str:
    return Path("/proc/self/oom_score_adj").read_text().strip()


def pid(shared: int) -> int:
    return os.getpid()


class Patient(Beside):
    """A process starts and imports this file within the limit, which is the program's own otherwise."""

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = 100) -> T:
        return await super().run(work, *given, limit_s=limit_s)


@pytest.fixture
async def beside() -> AsyncIterator[Beside]:
    made = Patient(40, processes=1)
    yield made
    await made.close()


async def test_work_is_done_in_a_process_that_stays(beside: Beside) -> None:
    assert await beside.run(add, 2) == 42
    first = await beside.run(pid)
    assert first != os.getpid()
    assert await beside.run(pid) == first
    with pytest.raises(TooMuch) as caught:
        await beside.run(fails)
    assert caught.value.code == "fault"
    assert await beside.run(pid) == first


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc here")
async def test_where_memory_runs_out_it_goes_before_the_program(beside: Beside) -> None:
    assert int(await beside.run(let_go_first)) > int(let_go_first(0))


async def test_the_loop_goes_on_and_what_never_ends_is_killed(beside: Beside) -> None:
    turns = 0

    async def lives() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    before, other = await beside.run(pid), asyncio.create_task(lives())
    with pytest.raises(TooMuch) as caught:
        await beside.run(never_ends, limit_s=0.2)
    other.cancel()
    assert caught.value.code == "time"
    assert turns > 10
    assert not lives_on(before)
    assert await beside.run(add, 1) == 41


async def test_what_kills_its_process_or_eats_the_memory_is_given_up(beside: Beside) -> None:
    for work, code in ((dies, "died"), (wants_memory, "fault")):
        with pytest.raises(TooMuch) as caught:
            await beside.run(work)
        assert caught.value.code == code
    os.kill(await beside.run(pid), signal.SIGKILL)
    assert await beside.run(add, 3) == 43, "an idle process that somebody ended is started anew"


async def test_whoever_is_cancelled_leaves_no_process(beside: Beside) -> None:
    before = await beside.run(pid)
    task = asyncio.create_task(beside.run(never_ends))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait((task,))
    assert not lives_on(before)


def test_the_processes_end_with_the_program() -> None:
    code = (
        "import asyncio, os\nfrom bot.beside import Beside\nfrom tests.unit.test_beside import pid\n"
        "async def main():\n    print(await Beside(1).run(pid, limit_s=100), flush=True)\n    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, timeout=200, check=False)
    worker = Path(f"/proc/{int(done.stdout)}")
    until = time.monotonic() + 60
    while worker.exists():
        assert time.monotonic() < until, "it lives on"
        time.sleep(0.01)
