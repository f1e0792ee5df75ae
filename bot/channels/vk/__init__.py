"""VK as a channel."""
