"""What `check --mend` can do about VK by itself."""

from __future__ import annotations

from bot.channels.vk.make import make
from bot.clock import RealClock
from bot.settings import Settings


async def enable_events(settings: Settings) -> None:
    """Bots Long Poll and its events. OSError if VK does not do it."""
    from bot.channels.vk.channel import VkChannel  # vk_api takes its time to import

    channel = make(settings, RealClock())
    assert isinstance(channel, VkChannel)
    try:
        await channel.enable_events()
    finally:
        await channel.close()
