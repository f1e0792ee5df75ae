"""SQLite: two processes on one machine, for an upgrade without a gap. The lock goes with the process that held it."""

from __future__ import annotations

import time
from pathlib import Path

from tests.chaos.bot_process import Nursery
from tests.ha.test_handover import BUSY_S, hands_over, standing


async def test_on_one_machine_the_other_process_goes_on(nursery: Nursery, tmp_path: Path) -> None:
    async with standing(nursery, tmp_path, f"sqlite:///{tmp_path}/otklik.db") as pair:
        first, _ = pair.nodes
        assert await pair.leader() is first
        began = time.monotonic()
        await first.kill()
        assert await hands_over(pair, first, began) < BUSY_S
        first.start()
        await pair.waits(first)
