"""The bot as a process that is killed and started again at any time."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STARTS_S, ANSWERS_S = 200.0, 60.0
"""The nursery imports everything within this, and answers a line within this, on the busiest machine. Both are less
than pytest waits for a test (pyproject.toml): it would say only where the test stands, and end all others with it.
"""


class Nursery:
    """The process that forks programs (tests/ha/nursery.py): one for a whole run of tests, since its start takes longer
    than many starts of a program there. One that did not answer is not asked again.
    """

    command = (sys.executable, "-X", "faulthandler", "-m", "tests.ha.nursery")
    _running: Nursery | None = None

    def __init__(self) -> None:
        self._process = subprocess.Popen(self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(self.close)
        self._answer("its start", STARTS_S)

    @classmethod
    def of_all(cls) -> Nursery:
        cls._running = cls._running or cls()
        return cls._running

    def ask(self, what: dict[str, Any] | int) -> str:
        """What became of these settings: a process id; of a process id: its exit code, "" while it runs."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer(f"process {what}" if isinstance(what, int) else str(what.get("command", "a start")))

    async def ended(self, pid: int, within_s: float = 60.0) -> int:
        """The exit code of what was forked, as soon as there is one."""
        async with asyncio.timeout(within_s):
            while not (answer := self.ask(pid)):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        return int(answer)

    def _answer(self, to: str, within_s: float = 0.0) -> str:
        """One line, which it writes at once."""
        within_s = within_s or ANSWERS_S
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], within_s)[0]:
            Nursery._running = None
            self._process.send_signal(signal.SIGABRT)  # it says where it stands, on standard error
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            raise AssertionError(f"the nursery did not answer within {within_s:.0f} s: {to}")
        line = self._process.stdout.readline()
        if not line:
            Nursery._running = None
            raise AssertionError(f"the nursery has ended: {to}")
        return line.decode().strip()

    def close(self) -> None:
        """Whoever it forked ends with it."""
        try:
            self._process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()


class Bot:
    """The running bot's process, through the nursery."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings, self.kills = settings, 0
        self._pid = 0

    async def prepare(self) -> None:
        await asyncio.to_thread(Nursery.of_all)

    async def start(self) -> None:
        self._pid = int(Nursery.of_all().ask(self.settings))

    async def kill(self) -> None:
        """SIGKILL; that it still ran is part of the test."""
        status = await self._ends()
        assert status == -signal.SIGKILL, f"the bot ended by itself: see {self.settings['log']}"
        self.kills += 1
        # So many kills from outside within seconds hit one input twice, which then is set aside as if it had ended the
        # program itself (tests/unit/test_in_work.py). Here nobody is to blame for them.
        for name in ("in_work", "in_work.deaths"):
            (Path(self.settings["folder"]) / name).unlink(missing_ok=True)

    async def _ends(self) -> int:
        pid, self._pid = self._pid, 0
        os.kill(pid, signal.SIGKILL)
        return await Nursery.of_all().ended(pid)

    async def close(self) -> None:
        if self._pid:
            await self._ends()
