"""Telegram. Of aiogram only the names of the Bot API are read (`api_names`)."""
