"""`python -m benchmarks.sides NAME < JSON`: measure one side; the last line of its output is the result as JSON.

Arguments that all sides know: `folder` (empty, for files), `uvloop` (run on it), `profile` (a file for a sample of
where the time went).
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import sys

from benchmarks.loops import loop_factory
from bot.logs import set_up_logs


def main(name: str, arguments: dict[str, object]) -> None:
    set_up_logs("text", "ERROR")
    logging.disable(logging.WARNING)  # a peer's log of every message would be measured too
    module = importlib.import_module(f"benchmarks.sides.{name}")
    if not asyncio.iscoroutinefunction(module.measure):
        print(json.dumps(module.measure(arguments)))
        return
    with asyncio.Runner(loop_factory=loop_factory(bool(arguments.get("uvloop")))) as runner:
        print(json.dumps(runner.run(module.measure(arguments))))


if __name__ == "__main__":
    main(sys.argv[1], json.load(sys.stdin))
