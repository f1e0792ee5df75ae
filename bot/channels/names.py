"""The messengers that there are: the folders beside this file, and what each says of itself in its `about.py`.

Nothing else of theirs is imported.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import bot.channels
from bot.channels.describe import Description


def described(name: str) -> Description:
    """What this messenger says of itself; its name is one of `messengers()`."""
    about: Description = importlib.import_module(f"bot.channels.{name}.about").ABOUT
    return about


def known() -> tuple[Description, ...]:
    """Every messenger, in the order in which people are shown them."""
    return tuple(sorted(map(described, _folders(*bot.channels.__path__)), key=lambda about: (about.order, about.name)))


@cache
def _folders(*beside: str) -> tuple[str, ...]:
    """Asked for at every turn, and they come with the program."""
    return tuple(module.name for module in pkgutil.iter_modules(beside) if module.ispkg)


def messengers() -> tuple[str, ...]:
    """Their names, in the same order."""
    return tuple(about.name for about in known())


def examples(kind: str) -> str:
    """How an address of this kind ("group", "user", "broadcast") is written in each messenger, with commas."""
    return ", ".join(filter(None, (messenger.example(kind) for messenger in known())))
