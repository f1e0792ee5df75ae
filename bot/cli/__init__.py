"""The command line: `main` is its only door. No messenger's library and no dictionary is imported here."""

from bot.cli.entry import main

__all__ = ["main"]
