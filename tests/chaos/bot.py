"""A running bot, as it is forked by tests/ha/nursery.py for tests that kill it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from pydantic import SecretStr

from bot.app import App
from bot.channels.max.channel import MaxChannel
from bot.channels.registry import make_channels
from bot.settings import Settings
from handlers.base.shared import parse_address
from storage.region.region import Region
from tests.chaos.fast_clock import FastClock


def told_settings(values: dict[str, Any]) -> dict[str, Any]:
    """The settings that a test gives to each program: its messengers, admin chat, database and folder."""
    return {
        **{
            f"{name}_{field}": SecretStr(value) if field == "token" else value
            for name, own in values["messengers"].items()
            for field, value in own.items()
        },
        "admin_chat": parse_address(values["admin_chat"]),
        "database_url": SecretStr(values["database_url"]),
        "data_dir": Path(values["folder"]),
    }


def settings_of(values: dict[str, Any]) -> Settings:
    notices = Path(values["notices"]) if values.get("notices") else None
    return Settings(_env_file=None, http_port=0).model_copy(update={**told_settings(values), "notice_folder": notices})


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
        if isinstance(channel, MaxChannel):
            channel.polls_within_s = 0.0
    app = App(settings, region, channels, clock)
    await app.start()
    await app.run()


def live_until_killed(values: dict[str, Any], region: Region) -> NoReturn:
    """In a process of its own (tests/ha/nursery.py)."""
    asyncio.run(live(values, region))
    raise AssertionError("the bot ended by itself")
