"""Who belongs to which chat: asked of the messenger, remembered for a moment, corrected by its news."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.port import Channel
from bot.clock import Clock
from handlers.base.event import Event, Membership
from handlers.base.message import Address

KEEP_UNKNOWN_S = 15.0
"""When the messenger did not say, it is asked again so soon."""
MOST_KNOWN = 5_000
"""Whoever asks for /help is asked about, so these may be all citizens; then what is out of date is forgotten."""


class Members:
    """Answers for the intake; never raises."""

    def __init__(self, channels: Mapping[str, Channel], clock: Clock) -> None:
        self.channels, self.clock = channels, clock
        self._known: dict[tuple[Address, str], tuple[Membership, float]] = {}

    async def standing(self, chat: Address, user: str) -> str:
        """A Membership."""
        known = self._known.get((chat, user))
        if known is not None and known[1] > self.clock.monotonic():
            return known[0].value
        channel = self.channels.get(chat.channel)
        if channel is None:
            return Membership.UNKNOWN.value
        found = await channel.member(chat.chat, user)
        keep = KEEP_UNKNOWN_S if found is Membership.UNKNOWN else channel.limits.membership_s
        self._known[chat, user] = (found, self.clock.monotonic() + keep)
        if len(self._known) > MOST_KNOWN:
            now = self.clock.monotonic()
            self._known = {who: known for who, known in self._known.items() if known[1] > now}
        return found.value

    def note(self, event: Event) -> None:
        """A membership changed: what was remembered of this person is asked anew."""
        self._known.pop((Address(event.channel, event.chat), event.sender), None)

    def forget(self, channel: str, chat: str) -> None:
        """Somebody of this chat came, left or got other rights, and it cannot be read who: all are asked anew. "": of
        any chat of the channel.
        """
        for place, user in list(self._known):
            if place.channel == channel and chat in ("", place.chat):
                del self._known[place, user]
