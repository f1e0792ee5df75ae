"""A messenger's adapter that has nothing behind it: what tests' messengers are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.channels.port import Finding, Limits, Parcel, Sink
from bot.lead.fence import Fence
from handlers.base.event import Membership, Update
from handlers.base.message import Message
from handlers.base.shared import Bot

UNHURRIED = Limits(1000, 1000, 100, 0, 1, 1, 32)
"""Limits that nothing here reaches."""


class EmptyPort:
    """All of a Channel but its name, its limits and `send`: nothing comes in, nobody is a member, no file is there."""

    trouble = ""
    round_at = 0.0

    @property
    def fence(self) -> Fence:
        return Fence()  # nobody is called

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        return 1

    def cost(self, parcel: Parcel) -> int:
        return 1

    async def start(self) -> Bot:
        return Bot("1", "bot", "https://t.me/bot")

    async def publish_commands(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None: ...

    async def receive(self, sink: Sink, cursor: str) -> None:
        raise AssertionError("nothing is read here")

    def translate(self, raw: str) -> Update:
        raise AssertionError("nothing is read here")

    async def member(self, chat: str, user: str) -> Membership:
        return Membership.UNKNOWN

    async def administrators(self, chat: str) -> list[str] | None:
        return None

    async def can_write(self, chat: str) -> bool | None:
        return None

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        return "gone"

    async def check(self, chat: str) -> list[Finding]:
        return []

    async def close(self) -> None: ...
