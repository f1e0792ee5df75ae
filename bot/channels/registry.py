"""The channels of the messengers that there are: every folder beside this file, with its `about.py` and `make.py`.

`make(settings, clock)` gives the channel, or None if this installation has no token for it. Imports of the
messenger's library belong inside that function: whoever only asks for help should not wait for them.
"""

from __future__ import annotations

import importlib

from bot.channels.names import messengers
from bot.channels.port import Channel
from bot.clock import Clock
from bot.settings import Settings


def make_channels(settings: Settings, clock: Clock) -> dict[str, Channel]:
    """The channels of this installation by name, in the order of the messengers."""
    channels: dict[str, Channel] = {}
    for folder in messengers():
        channel = importlib.import_module(f"bot.channels.{folder}.make").make(settings, clock)
        if channel is not None:
            channels[channel.name] = channel
    return channels
