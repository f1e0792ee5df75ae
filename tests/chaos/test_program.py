"""The program as a process of its own: signals, a start that cannot be, a full disk.

In the short form one is started by Python, as an installation does it; the others are forked where everything is
imported already.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.clock import RealClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.world import FaultRule, ShownMessage
from tests.chaos.forked import Program, Run, start
from tests.contracts.raw import run_raw
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTS_S, PATIENCE_S = 120.0, 60.0
"""So long for a program that imports everything, and for what one that runs does, on the busiest machine."""


@dataclass
class Outside:
    """An emulated Telegram, and the settings of a program over it."""

    telegram: TelegramEmulator
    values: dict[str, str]

    def somebody(self) -> str:
        user = self.telegram.add_person("Анна").id
        self.telegram.start(user)
        return user

    def told(self, user: str) -> list[ShownMessage]:
        return [m for m in self.telegram.chats[user].messages if m.sender == "bot" and not m.deleted]

    async def until_told(self, user: str, text: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not any(text in m.text for m in self.told(user)):  # noqa: ASYNC110 - what a screen shows
                await asyncio.sleep(0.05)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A disk of its own that is soon full; only root may make one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=False)
        if made.returncode:
            pytest.skip("this machine mounts nothing, even for root")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@asynccontextmanager
async def outside(folder: Path | None = None) -> AsyncIterator[Outside]:
    """`folder`: where the program's data is kept, if not anywhere."""
    telegram = TelegramEmulator(RealClock(), token=f"1000001:{'A' * 35}")
    await telegram.serve()
    with tempfile.TemporaryDirectory() if folder is None else nullcontext(str(folder)) as data:
        owner = telegram.add_person("Мария").id
        values = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "ADMIN_CHAT": f"telegram:{telegram.add_group('Операторы', (owner,)).id}",
            "DATABASE_URL": f"sqlite:///{data}/own.db",
            "DATA_DIR": data,
            "HTTP_PORT": "0",
        }
        yield Outside(telegram, values)
    await telegram.stop()


@asynccontextmanager
async def running(run: Run, values: dict[str, str]) -> AsyncIterator[Program]:
    """The program at work; killed at the end, if it has not ended."""
    program = await run(values)
    try:
        assert await says(program, b"service.running")
        yield program
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()


async def says(program: Program, wanted: bytes) -> bool:
    """Whether a line of its log holds this, before it ends."""
    assert program.stderr is not None
    async with asyncio.timeout(STARTS_S):
        while line := await program.stderr.readline():
            if wanted in line:
                return True
    return False


async def ends(program: Program) -> None:
    """SIGTERM ends it cleanly, and no call that a messenger holds back for a minute is waited for."""
    program.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(program.wait(), 40) == 0


async def is_refused(run: Run, values: dict[str, str]) -> str:
    """The one line with which the program declines to start."""
    program = await run(values)
    out, errors = await asyncio.wait_for(program.communicate(), STARTS_S)
    lines = errors.decode().splitlines()
    told = [line for line in lines if line.strip() and "[info" not in line]
    assert (program.returncode, len(told)) == (2, 1), (out, lines)
    return told[0]


async def test_a_second_program_is_refused_and_sigterm_does_not_wait_for_a_messenger_that_does_not_answer(
    run: Run,
) -> None:
    async with outside() as world, running(start, world.values) as program:
        await is_refused(run, world.values)
        user = world.somebody()
        world.telegram.faults.append(FaultRule("sendMessage", "slow", times=-1, seconds=60))
        world.telegram.say(user, user, "Здравствуйте")
        async with asyncio.timeout(PATIENCE_S):
            while not world.told(user):  # noqa: ASYNC110 - what a screen shows
                await asyncio.sleep(0.05)
        await ends(program)


async def test_a_full_disk_stops_the_intake_and_nothing_else(run: Run) -> None:
    """Every write fails as on a full disk; what was not stored is not confirmed, and comes in by itself later."""
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux lets us limit another process")
    async with outside() as world, running(run, world.values) as program:
        user = world.somebody()
        await world.until_told(user, "Здравствуйте")
        _, most = resource.prlimit(program.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (0, most))
        world.telegram.say(user, user, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
        assert await says(program, b"intake.commit_failed")
        assert await says(program, b"intake.commit_failed"), "it tries again"
        assert world.telegram.pending(), "confirmed and not stored"
        assert program.returncode is None
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (most, most))
        await world.until_told(user, "Проверьте")
        assert not world.telegram.pending()
        await ends(program)
        drafts = await run_raw(world.values["DATABASE_URL"], "SELECT data FROM dialogue WHERE data <> '{}'")
        assert [data.count("не чистят снег") for (data,) in drafts] == [1]


async def test_a_disk_without_a_free_byte_stops_the_intake_until_there_is_room(run: Run) -> None:
    """The same with the real thing: the database itself says that it is full."""
    with small_disk(megabytes=12) as disk:
        async with outside(disk) as world, running(run, world.values) as program:
            user = world.somebody()
            await world.until_told(user, "Здравствуйте")
            full = disk / "somebody-else.bin"
            with full.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
                file.writelines(itertools.repeat(b"x" * 4096))
            world.telegram.say(user, user, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
            assert await says(program, b"StorageFull")
            assert world.telegram.pending(), "confirmed and not stored"
            assert program.returncode is None
            full.unlink()
            await world.until_told(user, "Проверьте")
            assert not world.telegram.pending()
            await ends(program)


async def test_a_wrong_token_ends_the_start_with_one_clear_line(run: Run) -> None:
    async with outside() as world:
        wrong = f"1000001:{'B' * 35}"
        assert wrong not in await is_refused(run, {**world.values, "TELEGRAM_TOKEN": wrong})


async def test_a_port_in_use_ends_the_start_with_one_clear_line(run: Run) -> None:
    async with outside() as world:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            assert port in await is_refused(run, {**world.values, "HTTP_PORT": port})


def heard(systemd: socket.socket) -> list[str]:
    """What the program has told systemd so far."""
    said = []
    while True:
        try:
            said.append(systemd.recv(1000).decode())
        except BlockingIOError:
            return said


async def test_a_database_that_is_away_is_waited_for_and_a_stop_ends_the_waiting(run: Run) -> None:
    """Nobody listens at this address: the web server says what is missing, and SIGTERM is obeyed at once."""
    pytest.importorskip("asyncpg")
    port = free_port()
    async with outside() as world:
        systemd = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        systemd.bind(notified := f"{world.values['DATA_DIR']}/notify")
        systemd.setblocking(False)
        away = {**world.values, "DATABASE_URL": "postgresql://otklik@127.0.0.1:1/otklik", "HTTP_PORT": str(port)}
        program = await run({**away, "NOTIFY_SOCKET": notified})
        try:
            assert await says(program, b"database.not_reached")
            assert await says(program, b"database.not_reached"), "it tries again"
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    assert answer.status == 200
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    assert (answer.status, (await answer.json())["database"]) == (503, "failing")
            await ends(program)
            said = heard(systemd)
            assert {"READY=1\nSTATUS=waiting for the database", "WATCHDOG=1"} <= set(said)
            assert said[-1] == "STOPPING=1"
        finally:
            systemd.close()
            if program.returncode is None:
                program.kill()
                await program.wait()


async def test_what_no_input_of_a_person_is_ends_with_a_code_that_is_restarted(run: Run) -> None:
    async with outside() as world:
        os.mkdir(f"{world.values['DATA_DIR']}/last_number.txt")
        program = await run(world.values)
        _, errors = await asyncio.wait_for(program.communicate(), STARTS_S)
        told = [line for line in errors.decode().splitlines() if line.strip() and "[info" not in line]
        assert (program.returncode, len(told)) == (1, 1), told


def test_a_process_whose_loop_does_not_turn_is_ended_from_outside_of_it() -> None:
    code = (
        "import bot.watchdog as dog\n"
        "dog.STUCK_S = 0.2\n"
        "dog.HardGuard().wind()\n"
        "while True: pass\n"  # as a regular expression that never ends: nothing else of Python gets its turn
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=200, check=False)
    assert done.returncode == 1
    assert b"Timeout" in done.stderr
