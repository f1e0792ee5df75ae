"""Servers and measured sides as processes of their own, and what they say of themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
PATIENCE_S = 60 * 60


def _environment() -> dict[str, str]:
    """Without an installation's own settings: they must not reach what is measured."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TELEGRAM_", "VK_", "MAX_"))}
    return kept | {"PYTHONPATH": str(HOME), "PYTHONWARNINGS": "ignore"}


@contextmanager
def server(name: str, **arguments: Any) -> Iterator[dict[str, Any]]:
    """A module of benchmarks.servers, running; what it says of itself (at least "url")."""
    command = [sys.executable, "-m", "benchmarks.servers", name, json.dumps(arguments)]
    running = subprocess.Popen(
        command, cwd=HOME, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        line = running.stdout.readline()
        if not line:
            raise RuntimeError(f"the server {name} did not start")
        yield json.loads(line)
    finally:
        running.stdin.close()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        running.stdout.close()


def side(name: str, **arguments: Any) -> dict[str, Any]:
    """Run a module of benchmarks.sides to its end in a fresh process and an empty folder; its result."""
    with tempfile.TemporaryDirectory(prefix="otklik-bench-") as folder:
        command = [sys.executable, "-m", "benchmarks.sides", name]
        given = json.dumps({"folder": folder, **arguments})  # not as an argument: it may name every chat
        done = subprocess.run(
            command, cwd=HOME, env=_environment(), input=given, stdout=subprocess.PIPE, text=True, timeout=PATIENCE_S
        )
    if done.returncode:
        raise RuntimeError(f"the side {name} ended with {done.returncode}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result
