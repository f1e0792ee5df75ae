"""The event loop that something is measured on."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from importlib.util import find_spec


def has_uvloop() -> bool:
    return find_spec("uvloop") is not None


def loop_factory(uvloop: bool) -> Callable[[], asyncio.AbstractEventLoop]:
    """uvloop's where it is wanted and installed, else asyncio's own."""
    if uvloop and has_uvloop():
        factory: Callable[[], asyncio.AbstractEventLoop] = importlib.import_module("uvloop").new_event_loop
        return factory
    return asyncio.new_event_loop
