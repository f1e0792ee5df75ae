"""VK as a channel: `channel.VkChannel`."""
