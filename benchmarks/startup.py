"""How soon the command line answers, and that it does so without the messengers' libraries."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
RUNS = 7
HEAVY = ("aiogram", "vk_api", "pymorphy3", "asyncpg")
PROBE = """
import sys
from bot.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
print("|".join(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


def measure(quick: bool, profile: str = "") -> list[dict[str, object]]:
    """Whole processes, from start to exit: `--help`, and `check` of an installation without tokens."""
    return [_row("--help", ["--help"]), _row("check", ["check"])]


def _row(name: str, arguments: list[str]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("TELEGRAM_", "VK_"))} | {
            "PYTHONPATH": str(HOME)
        }
        _run([sys.executable, "-m", "bot", *arguments], folder, env)
        times = [_run([sys.executable, "-m", "bot", *arguments], folder, env)[0] for _ in range(RUNS)]
        probe = PROBE.format(arguments=arguments, heavy=HEAVY)
        loaded = _run([sys.executable, "-c", probe], folder, env)[1].strip().splitlines()[-1:]
    return {
        "what": name,
        "median_s": round(statistics.median(times), 2),
        "min_s": round(min(times), 2),
        "max_s": round(max(times), 2),
        "heavy_imports": "".join(loaded) or "none",
    }


def _run(command: list[str], folder: str, env: dict[str, str]) -> tuple[float, str]:
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    return time.perf_counter() - began, done.stderr
