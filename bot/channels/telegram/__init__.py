"""Telegram: `channel.TelegramChannel`. Only `translate` needs aiogram, and only a running channel imports it."""

from bot.channels.telegram.channel import LIMITS, TelegramChannel

__all__ = ["LIMITS", "TelegramChannel"]
