"""VK as a channel."""

from bot.channels.vk.channel import VkChannel

__all__ = ["VkChannel"]
