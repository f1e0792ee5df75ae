"""Telegram, if there is a token for it."""

from __future__ import annotations

from bot.channels.port import Channel
from bot.clock import Clock
from bot.settings import Settings


def make(settings: Settings, clock: Clock) -> Channel | None:
    if not settings.has_telegram:
        return None
    from bot.channels.telegram.channel import TelegramChannel  # aiohttp takes its time to import

    return TelegramChannel(
        settings.telegram_token.get_secret_value(),
        clock=clock,
        api_url=settings.telegram_api_url,
        proxy=settings.telegram_proxy.get_secret_value(),
        rate=settings.telegram_rate,
        paid_rate=settings.telegram_paid_rate,
    )
