"""The pigeon post in the sandbox: a loft without any network, at an address that its channel looks up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from itertools import count
from typing import Any

from pydantic import SecretStr

from bot.clock import Clock
from bot.sandbox.emulators import Emulator
from bot.sandbox.world import ShownMessage, World, WorldChat, WorldFile

LOFTS: dict[str, Loft] = {}
_numbers = count(1)


class Loft(World):
    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, "pigeon", 501)
        self.url = f"http://127.0.0.1/{next(_numbers)}"
        self.updates: list[str] = []
        self.read = 0
        self.arrived = asyncio.Event()
        self._last = count(1)
        LOFTS[self.url] = self

    def number(self) -> str:
        return str(next(self._last))

    async def serve(self) -> None: ...

    async def stop(self) -> None:
        LOFTS.pop(self.url, None)

    def pending(self) -> bool:
        return self.read < len(self.updates)

    def variables(self) -> dict[str, Any]:
        return {"token": SecretStr("pigeon-token"), "api_url": self.url}

    def usage(self) -> dict[str, dict[str, float]]:
        return {}

    def _happens(self, kind: str, user: str, chat: str, **values: Any) -> None:
        update = {"kind": kind, "key": self.number(), "sender": user, "sender_name": self.persons[user].name,
                  "chat": chat, "private": self.chats[chat].private, "at": self.clock.now(), "language": "ru",
                  "lat": None, "lon": None}  # fmt: skip
        self.updates.append(json.dumps({**update, **values}))
        self.arrived.set()

    def add_group(self, title: str, administrators: Sequence[str] = (), *, chat: str = "") -> WorldChat:
        group = WorldChat(chat or f"-{self.number()}", title, False, dict.fromkeys(administrators, "administrator"))
        self.chats[group.id] = group
        return group

    def join(self, chat: str, user: str, role: str = "member") -> None:
        self.chats[chat].members[user] = role

    def leave(self, chat: str, user: str) -> None:
        self.chats[chat].members.pop(user)

    def start(self, user: str, ref: str = "") -> None:
        self.persons[user].started = True
        self._happens("message", user, user, text="/start", ref=ref, message=self.number())

    def say(
        self, user: str, chat: str, text: str = "", *, files: Sequence[WorldFile] = (), reply_to: str = "",
        lat: float | None = None, lon: float | None = None, anonymous: bool = False, forwarded: bool = False,
    ) -> list[str]:  # fmt: skip
        name = self.persons[user].name
        message = ShownMessage(self.number(), chat, user, name, self.clock.now(), text, reply_to=reply_to)
        self.chats[chat].messages.append(message)
        self._happens("message", user, chat, text=text, message=message.id, reply_to=reply_to, lat=lat, lon=lon)
        return [message.id]

    def press(self, user: str, chat: str, message: str, data: str) -> None:
        until = self.clock.now() + 10_000
        self._happens("button", user, chat, data=data, message=message, ack=self.number(), ack_until=until)

    def press_key(self, user: str, chat: str, label: str, message: str = "") -> None:
        self.say(user, chat, label)

    def edit(self, user: str, chat: str, message: str, text: str) -> None:
        self._happens("edit", user, chat, text=text, message=message)

    def delete(self, user: str, chat: str, message: str) -> None: ...

    def block(self, user: str) -> None:
        self.persons[user].started = False
        self._happens("blocked", user, user)

    def unblock(self, user: str) -> None:
        self.start(user)

    def migrate(self, chat: str) -> str:
        return chat


EMULATOR = Emulator(make=lambda clock, limits: Loft(clock), citizen="Вера")
