"""Telegram. Only `translate` needs aiogram, and only a running channel imports it."""
