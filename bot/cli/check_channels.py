"""The part of `check` that asks the messengers; each is imported only if it has a token."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.channels.port import Channel, ChannelStopped, Finding
from bot.channels.registry import make_channels
from bot.clock import RealClock
from bot.settings import Settings

PATIENCE_S = 30
LONG_POLL_MEND = "vk-check-longpoll-mend"
"""The way out of the findings that `VkChannel.enable_events` mends."""


class Takes(Protocol):
    def take(self, area: str, finding: Finding) -> None: ...


async def check(settings: Settings, findings: Takes) -> bool:
    """Adds what the messengers say; whether VK's events could be switched on."""
    mendable = False
    for channel in make_channels(settings, RealClock()).values():
        chat = settings.admin_chat
        here = chat.chat if chat is not None and chat.channel == channel.name else ""
        for finding in await _ask(channel, here):
            findings.take(channel.name, finding)
            mendable = mendable or (not finding.ok and finding.mend == LONG_POLL_MEND)
    return mendable


async def _ask(channel: Channel, chat: str) -> list[Finding]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await channel.check(chat)
    except ChannelStopped:
        return [Finding(False, "check-refused", mend="check-refused-mend")]
    except OSError:  # TimeoutError is one
        return [Finding(False, "check-no-answer", mend="check-no-answer-mend")]
    finally:
        await channel.close()


async def enable_vk_events(settings: Settings) -> None:
    """Bots Long Poll and its events. OSError if VK does not do it."""
    from bot.channels.vk.channel import VkChannel

    channel = make_channels(settings, RealClock())["vk"]
    assert isinstance(channel, VkChannel)
    try:
        await channel.enable_events()
    finally:
        await channel.close()
