"""MAX; its settings come with what the messenger says of itself."""

from __future__ import annotations

from bot.channels.port import Channel
from bot.clock import Clock
from bot.settings import Settings


def make(settings: Settings, clock: Clock) -> Channel | None:
    return None
