"""`python -m benchmarks.servers NAME JSON`: one line of JSON when it listens, then until its input is closed."""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import logging
import sys
from contextlib import AsyncExitStack

from benchmarks.loops import loop_factory


async def _main(name: str, arguments: dict[str, object]) -> None:
    module = importlib.import_module(f"benchmarks.servers.{name}")
    async with AsyncExitStack() as stack:
        listening = await module.serve(arguments, stack)
        gc.collect()
        gc.disable()  # while it searches, calls heap up before it, and would be counted as a burst of the program's
        print(json.dumps(listening), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a side that is done hangs up in mid-call
    with asyncio.Runner(loop_factory=loop_factory(True)) as runner:
        runner.run(_main(sys.argv[1], json.loads(sys.argv[2])))
