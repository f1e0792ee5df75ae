"""A process that has imported everything and forks a running bot whenever it is asked to.

Lines come in on standard input: a JSON object starts a bot with these settings, "kill" ends it by SIGKILL.
Each is answered by a line. Forking happens before any event loop or thread exists here.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.channels.max import channel as _max
from bot.channels.registry import make_channels
from bot.channels.telegram import channel as _telegram
from bot.channels.telegram import translate as _aiogram
from bot.channels.vk import channel as _vk
from bot.readers import make_readers
from bot.settings import Settings
from handlers.base.shared import parse_address
from handlers.base.texts import Library
from handlers.reading.words import analyzer
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region
from tests.chaos.fast_clock import FastClock

WARMED = (_telegram, _aiogram, _vk, _max)
"""Imported here, so that no child has to."""


def warm() -> Region:
    """The region, with all that is read once and kept: words, models, sentences. So no child spends a second on it."""
    region = load_region(FICTIONAL)
    make_readers(region, Library(region.zone))
    analyzer()
    return region


def settings_of(values: dict[str, Any]) -> Settings:
    return Settings(_env_file=None, http_port=0).model_copy(
        update={
            **{
                f"{name}_{field}": SecretStr(value) if field == "token" else value
                for name, own in values["messengers"].items()
                for field, value in own.items()
            },
            "admin_chat": parse_address(values["admin_chat"]),
            "database_url": SecretStr(values["database_url"]),
            "data_dir": Path(values["folder"]),
            "notice_folder": Path(values["notices"]) if values.get("notices") else None,
        }
    )


async def live(values: dict[str, Any], region: Region) -> None:
    """A bot until it is killed."""
    settings, clock = settings_of(values), FastClock(values["base"], values["pace"])
    channels = make_channels(settings, clock)
    for channel in channels.values():
        channel.limits = replace(
            channel.limits,
            per_second=values.get("per_second", 1000),
            chat_per_second=1000,
            chat_burst=100,
            group_per_minute=0,
        )
        if isinstance(channel, _max.MaxChannel):
            channel.polls_within_s = 0.0
    app = App(settings, region, channels, clock)
    await app.start()
    await app.run()


def child(values: dict[str, Any], region: Region) -> None:
    log = os.open(values["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.close(0)
    try:
        asyncio.run(live(values, region))
    except BaseException:  # noqa: BLE001 - a forked child must not go on as the nursery
        os.write(2, traceback.format_exc().encode())
    os.write(2, b"the bot ended by itself\n")
    os._exit(1)


def main() -> None:
    running, region = 0, warm()

    def end() -> str:
        os.kill(running, signal.SIGKILL)
        return str(os.waitstatus_to_exitcode(os.waitpid(running, 0)[1]))

    os.write(1, b"ready\n")
    for line in sys.stdin:
        answer = ""
        if line.strip() == "kill":
            answer, running = end() if running else "", 0  # to kill 0 would be to kill whoever asks
        else:
            running = os.fork()
            if not running:
                child(json.loads(line), region)
            answer = str(running)
        os.write(1, f"{answer}\n".encode())
    if running:
        end()


if __name__ == "__main__":
    main()
