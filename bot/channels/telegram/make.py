"""Telegram, if there is a token for it."""

from __future__ import annotations

from bot.channels.port import Channel
from bot.channels.telegram.about import TelegramSettings
from bot.clock import Clock
from bot.settings import Settings


def make(settings: Settings, clock: Clock) -> Channel | None:
    own = settings.part(TelegramSettings)
    if not own.on:
        return None
    from bot.channels.telegram.channel import TelegramChannel  # aiohttp takes its time to import

    return TelegramChannel(
        own.token.get_secret_value(),
        clock=clock,
        api_url=own.api_url,
        proxy=own.proxy.get_secret_value(),
        rate=own.rate,
        paid_rate=own.paid_rate,
    )
