"""VK, if there is a token for it."""

from __future__ import annotations

from bot.channels.port import Channel
from bot.channels.vk.about import VkSettings
from bot.clock import Clock
from bot.settings import Settings


def make(settings: Settings, clock: Clock) -> Channel | None:
    own = settings.part(VkSettings)
    if not own.on:
        return None
    from bot.channels.vk.channel import VkChannel  # vk_api takes its time to import

    return VkChannel(
        own.token.get_secret_value(),
        own.group_id,
        clock=clock,
        api_url=own.api_url,
        rate=own.rate,
        proxy=own.proxy.get_secret_value(),
    )
