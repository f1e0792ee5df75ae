"""Who leads the admin chat: those are the duty officers where the setting names nobody, and have to be called."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.port import Channel
from bot.clock import Clock
from handlers.house import House

EVERY_S = 120.0


class Administrators:
    """Keeps `house.administrators`. What an officer may do is asked of the messenger at each of his acts."""

    def __init__(self, house: House, channels: Mapping[str, Channel], clock: Clock) -> None:
        self.house, self.channels, self.clock = house, channels, clock

    async def run(self) -> None:
        """Ask again and again, until cancelled."""
        while True:
            await self.look()
            await self.clock.sleep(EVERY_S)

    async def look(self) -> None:
        """Ask once; where the messenger does not say, what it said before holds."""
        chat = self.house.admin_chat
        channel = self.channels.get(chat.channel) if chat is not None and not self.house.officers else None
        if chat is None or channel is None:
            return
        found = await channel.administrators(chat.chat)
        if found is not None:
            self.house.administrators = tuple(sorted(found))
