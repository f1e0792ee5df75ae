"""What the sender of an update is to the operators, asked before its transaction: no network is awaited in one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.base.event import Event
from handlers.base.message import Address
from handlers.base.routes import Route
from handlers.base.shared import Shared
from handlers.notices.officers import witnesses

Members = Callable[[Address, str], Awaitable[str]]
"""Asks whether a user belongs to a chat: "administrator", "member", "gone" or "unknown"."""
BEST_FIRST = ("administrator", "member", "unknown")


class Unasked(Exception):
    """Only the dialogue says that a message is for duty officers or staff: whether its sender is one has to be asked
    first.
    """

    def __init__(self, event: Event, route: Route) -> None:
        super().__init__("an officer's step")
        self.event, self.route = event, route


@dataclass(slots=True)
class Standings:
    """`members` asks the messenger, or knows."""

    shared: Shared
    members: Members

    async def for_route(self, route: Route, event: Event) -> str:
        """What a route for staff or officers has to know of who presses or writes."""
        return await (self._as_officer(event) if route.officer else self._as_staff(event))

    async def _as_officer(self, event: Event) -> str:
        """What the person is in the admin chat, by whichever of his accounts can be there."""
        chat = self.shared.admin_chat
        users = witnesses(self.shared, Address(event.channel, event.sender))
        if chat is None or not users:
            return "gone"
        return _best({await self.members(chat, user) for user in users})

    async def _as_staff(self, event: Event) -> str:
        """The best that this person is in any operators' chat of this messenger."""
        chats = (chat for chat in self.shared.operator_chats() if chat.channel == event.channel)
        return _best({await self.members(chat, event.sender) for chat in chats})


def _best(standings: set[str]) -> str:
    return next((standing for standing in BEST_FIRST if standing in standings), "gone")
