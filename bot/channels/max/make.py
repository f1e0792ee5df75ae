"""MAX, if there is a token for it."""

from __future__ import annotations

from bot.channels.max.about import MaxSettings
from bot.channels.port import Channel
from bot.clock import Clock
from bot.settings import Settings


def make(settings: Settings, clock: Clock) -> Channel | None:
    own = settings.part(MaxSettings)
    if not own.on:
        return None
    from bot.channels.max.channel import MaxChannel  # aiohttp takes its time to import

    return MaxChannel(
        own.token.get_secret_value(),
        clock=clock,
        api_url=own.api_url,
        proxy=own.proxy.get_secret_value(),
        rate=own.rate,
    )
