"""The emulated messengers and their page in a process of their own, so that several nodes can be tried over them:
`python -m bot.sandbox.alone --port 8080 --settings FILE` writes into FILE what the nodes have to be told.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from bot.clock import MovableClock
from bot.private_files import open_private
from bot.sandbox.emulators import Emulated, open_all
from bot.sandbox.home_region import kept_inside, open_chats
from bot.sandbox.scene import Scene, open_scene
from bot.sandbox.server import SandboxPage
from storage.region.load import FICTIONAL, load_region


async def serve(port: int, file: Path) -> None:
    """Until SIGINT or SIGTERM. Only this machine is answered. OSError where the port is taken."""
    await asyncio.to_thread(file.unlink, missing_ok=True)  # an earlier one's
    clock, region = MovableClock(), kept_inside(load_region(FICTIONAL))
    emulators = open_all(clock)
    for emulator in emulators.values():
        await emulator.serve()
    scene = open_scene(emulators, next(iter(emulators)))
    open_chats(emulators, region, scene)
    for officer in scene.operators:
        emulators[scene.admin_messenger].start(officer)

    async def nothing() -> dict[str, Any]:
        return {"lanes": [], "limits": {name: one.usage() for name, one in emulators.items()}, "clock": clock.now()}

    page = SandboxPage(emulators, panel=nothing, clock=clock, actions={}, region=region)
    application = web.Application()
    application.add_routes(page.routes())
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    part = file.with_name(f"{file.name}.part")
    with open_private(part) as opened:
        opened.write("".join(f"{line}\n" for line in variables(emulators, scene)).encode("utf-8"))
    await asyncio.to_thread(part.replace, file)
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    try:
        await stopping.wait()
    finally:
        await page.close()
        await runner.cleanup()
        for emulator in emulators.values():
            await emulator.stop()


def variables(emulators: dict[str, Emulated], scene: Scene) -> list[str]:
    """Lines of an `.env` for whoever is to be connected here."""
    lines = []
    for name, emulator in emulators.items():
        for field, value in emulator.variables().items():
            plain = value.get_secret_value() if isinstance(value, SecretStr) else value
            lines.append(f"{name}_{field}".upper() + f"={plain}")
    officers = ",".join(str(officer) for officer in scene.officers)
    return [*lines, f"ADMIN_CHAT={scene.admin_chat}", f"DUTY_OFFICERS={officers}"]


def main(line: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox.alone")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--settings", type=Path, required=True)
    said = parser.parse_args(line)
    asyncio.run(serve(said.port, said.settings))
    return os.EX_OK


if __name__ == "__main__":
    raise SystemExit(main())
