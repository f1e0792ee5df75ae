"""The part of `check` that asks the messengers; each is imported only if it has a token."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from bot.channels.port import ChannelStopped, Finding
from bot.clock import RealClock
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramChannel
    from bot.channels.vk.channel import VkChannel

PATIENCE_S = 30
LONG_POLL_MEND = "vk-check-longpoll-mend"
"""The way out of the findings that `VkChannel.enable_events` mends."""


class Asked(Protocol):
    name: str

    async def check(self, chat: str) -> list[Finding]: ...

    async def close(self) -> None: ...


class Takes(Protocol):
    def take(self, area: str, finding: Finding) -> None: ...


async def check(settings: Settings, findings: Takes) -> bool:
    """Adds what the messengers say; whether VK's events could be switched on."""
    mendable = False
    for channel in channels(settings):
        chat = settings.admin_chat
        here = chat.chat if chat is not None and chat.channel == channel.name else ""
        for finding in await _ask(channel, here):
            findings.take(channel.name, finding)
            mendable = mendable or (not finding.ok and finding.mend == LONG_POLL_MEND)
    return mendable


async def _ask(channel: Asked, chat: str) -> list[Finding]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await channel.check(chat)
    except ChannelStopped:
        return [Finding(False, "check-refused", mend="check-refused-mend")]
    except OSError:  # TimeoutError is one
        return [Finding(False, "check-no-answer", mend="check-no-answer-mend")]
    finally:
        await channel.close()


def channels(settings: Settings) -> list[Asked]:
    found: list[Asked] = []
    if settings.has_telegram:
        found.append(_telegram(settings))
    if settings.has_vk:
        found.append(_vk(settings))
    return found


def _telegram(settings: Settings) -> TelegramChannel:
    from bot.channels.telegram import TelegramChannel  # aiohttp takes its time to import

    return TelegramChannel(
        settings.telegram_token.get_secret_value(),
        clock=RealClock(),
        api_url=settings.telegram_api_url,
        proxy=settings.telegram_proxy.get_secret_value(),
    )


def _vk(settings: Settings) -> VkChannel:
    from bot.channels.vk.channel import VkChannel

    token = settings.vk_token.get_secret_value()
    return VkChannel(token, settings.vk_group_id, clock=RealClock(), api_url=settings.vk_api_url)


async def enable_vk_events(settings: Settings) -> None:
    """Bots Long Poll and its events. OSError if VK does not do it."""
    channel = _vk(settings)
    try:
        await channel.enable_events()
    finally:
        await channel.close()
