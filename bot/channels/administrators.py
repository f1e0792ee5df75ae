"""Who of the duty officers belongs to the admin chat: whom to call when a grave notice waits for one of them.

Where the setting names nobody, its administrators are the officers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.channels.port import Channel
from bot.clock import Clock
from handlers.base.event import Membership
from handlers.base.message import Address
from handlers.base.shared import Shared

EVERY_S = 120.0


class Administrators:
    """Keeps `shared.administrators` and `shared.gone`. What an officer may do is asked of the messenger at each of his
    acts; `standing` is how (bot.channels.members).
    """

    def __init__(
        self,
        shared: Shared,
        channels: Mapping[str, Channel],
        clock: Clock,
        standing: Callable[[Address, str], Awaitable[str]],
    ) -> None:
        self.shared, self.channels, self.clock, self.standing = shared, channels, clock, standing

    async def run(self) -> None:
        """Ask again and again, until cancelled."""
        while True:
            await self.look()
            await self.clock.sleep(EVERY_S)

    async def look(self) -> None:
        """Ask once; where the messenger does not say, what it said before holds."""
        chat = self.shared.admin_chat
        if chat is None:
            return
        if self.shared.officers:
            await self._look_for_officers(chat)
        elif (channel := self.channels.get(chat.channel)) is not None:
            found = await channel.administrators(chat.chat)
            if found is not None:
                self.shared.administrators = tuple(sorted(found))
                self.shared.gone -= set(found)

    async def _look_for_officers(self, chat: Address) -> None:
        """Of each named one, whether he is still in the chat."""
        named = {a.chat for officer in self.shared.officers for a in officer if a.channel == chat.channel}
        for user in sorted(named):
            standing = await self.standing(chat, user)
            if standing == Membership.GONE:
                self.shared.gone |= {user}
            elif standing != Membership.UNKNOWN:
                self.shared.gone -= {user}
