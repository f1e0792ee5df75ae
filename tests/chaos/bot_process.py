"""The bot as a process that is killed and started again at any time."""

from __future__ import annotations

import asyncio
import atexit
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NURSERY_S = 300.0
"""So long it may take to import the program and read the region, on a machine that has much else to do."""


class BotNursery:
    """The process that forks bots (tests.chaos.nursery): one for all lives of a test run, since its start takes longer
    than many starts of a bot. One that did not answer is not asked again.
    """

    _running: subprocess.Popen[bytes] | None = None

    @classmethod
    async def ask(cls, line: str) -> str:
        """The line that answers this one; "" is no question, and waits for a new process to be ready."""
        fresh = cls._running is None
        process = cls._running = cls._running or cls._start()
        try:
            if fresh:
                await cls._answer(process, NURSERY_S)
            if not line:
                return ""
            assert process.stdin is not None
            process.stdin.write(f"{line}\n".encode())
            process.stdin.flush()
            return await cls._answer(process, 60)
        except BaseException:
            cls.close()
            raise

    @classmethod
    def close(cls) -> None:
        """Whoever it forked last ends with it."""
        process, cls._running = cls._running, None
        if process is not None:
            process.communicate(timeout=20)

    @classmethod
    def _start(cls) -> subprocess.Popen[bytes]:
        atexit.register(cls.close)
        command = [sys.executable, "-m", "tests.chaos.nursery"]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)

    @staticmethod
    async def _answer(process: subprocess.Popen[bytes], patience_s: float) -> str:
        assert process.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), patience_s)
        assert line, "the nursery has ended"
        return line.decode().strip()


class Bot:
    """The running bot's process, through the nursery."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings, self.kills = settings, 0
        self._lives = False

    async def prepare(self) -> None:
        await BotNursery.ask("")

    async def start(self) -> None:
        await BotNursery.ask(json.dumps(self.settings))
        self._lives = True

    async def kill(self) -> None:
        """SIGKILL; that it still ran is part of the test."""
        self._lives = False
        status = await BotNursery.ask("kill")
        assert status == "-9", f"the bot ended by itself: see {self.settings['log']}"
        self.kills += 1
        # So many kills from outside within seconds hit one input twice, which then is set aside as if it had ended the
        # program itself (tests/unit/test_in_work.py). Here nobody is to blame for them.
        for name in ("in_work", "in_work.deaths"):
            (Path(self.settings["folder"]) / name).unlink(missing_ok=True)

    async def close(self) -> None:
        if self._lives:
            await BotNursery.ask("kill")
