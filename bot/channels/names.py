"""The names of the messengers that there are: the folders beside this file. Nothing of theirs is imported."""

from __future__ import annotations

import pkgutil

import bot.channels


def messengers() -> tuple[str, ...]:
    """In the order of their names."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(bot.channels.__path__) if module.ispkg))
