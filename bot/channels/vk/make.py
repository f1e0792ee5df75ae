"""VK, if there is a token for it."""

from __future__ import annotations

from bot.channels.port import Channel
from bot.clock import Clock
from bot.settings import Settings


def make(settings: Settings, clock: Clock) -> Channel | None:
    if not settings.has_vk:
        return None
    from bot.channels.vk.channel import VkChannel  # vk_api takes its time to import

    token = settings.vk_token.get_secret_value()
    return VkChannel(
        token,
        settings.vk_group_id,
        clock=clock,
        api_url=settings.vk_api_url,
        rate=settings.vk_rate,
        proxy=settings.vk_proxy.get_secret_value(),
    )
