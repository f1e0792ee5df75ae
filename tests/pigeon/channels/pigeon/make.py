"""The pigeon post, if there is a token for it: a channel in this very process, over the loft at its address."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Sequence
from typing import Any

from bot.channels.port import Channel, Finding, Limits, Outcome, Parcel, Result, Sink
from bot.clock import Clock
from bot.sandbox.world import ShownButton, ShownMessage
from bot.settings import Settings
from handlers.base.event import Event, Kind, Membership, Point, Update
from handlers.base.message import Button, parse_marks
from handlers.base.shared import Bot
from tests.world.port import UNHURRIED, EmptyPort

ROLES = {"administrator": Membership.ADMINISTRATOR, "member": Membership.MEMBER}


def make(settings: Settings, clock: Clock) -> Channel | None:
    own = settings.of("pigeon")
    if not own.on:
        return None
    lofts = importlib.import_module("bot.sandbox.pigeon_emulator").LOFTS
    return PigeonChannel(lofts.get(own.api_url))


class PigeonChannel(EmptyPort):
    name = "pigeon"
    limits: Limits = UNHURRIED

    def __init__(self, loft: Any) -> None:
        self.loft = loft

    async def start(self) -> Bot:
        return Bot("9", "Голубь", "https://pigeon.example/coop")

    async def receive(self, sink: Sink, cursor: str) -> None:
        read = int(cursor or 0)
        while True:
            batch = self.loft.updates[read:]
            if batch:
                await sink([self.translate(raw) for raw in batch], str(read + len(batch)))
                read = self.loft.read = read + len(batch)
            else:
                self.loft.arrived.clear()
                await self.loft.arrived.wait()

    def translate(self, raw: str) -> Update:
        values = json.loads(raw)
        lat, lon = values.pop("lat"), values.pop("lon")
        event = Event(
            "pigeon",
            values.pop("key"),
            Kind(values.pop("kind")),
            place=None if lat is None else Point(lat, lon),
            **values,
        )
        return Update("pigeon", "9", event.key, raw, event)

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        await asyncio.sleep(0)
        return [self._take(parcel) for parcel in parcels]

    def _take(self, parcel: Parcel) -> Outcome:
        row, chat = parcel.row, self.loft.chats.get(parcel.row.chat)
        if row.op == "ack":
            self.loft.show_toast(row.chat, row.chat, row.body)
            return Outcome(Result.SENT)
        if chat is None or (chat.private and not self.loft.persons[chat.id].started):
            return Outcome(Result.UNREACHABLE, why="blocked")
        standing = next((m for m in chat.messages if m.id == parcel.edit and not m.deleted), None)
        if parcel.edit and standing is None:
            return Outcome(Result.RETRY, why="gone", gone=True)
        if standing is not None and row.op == "delete":
            standing.deleted = True
            return Outcome(Result.SENT)
        text = parse_marks(parcel.message.text)[0]
        buttons = tuple(tuple(map(_shown, line)) for line in parcel.message.buttons)
        if standing is not None:
            standing.text, standing.buttons, standing.edited = text, buttons, True
            return Outcome(Result.SENT)
        message = ShownMessage(
            self.loft.number(),
            chat.id,
            "bot",
            "Голубь",
            row.created_at,
            text,
            buttons=buttons,
            reply_to=parcel.reply_to,
        )
        chat.messages.append(message)
        self.loft.tell("message", chat.id, message)
        return Outcome(Result.SENT, (message.id,))

    async def member(self, chat: str, user: str) -> Membership:
        return ROLES.get(self.loft.chats[chat].members.get(user, ""), Membership.GONE)

    async def administrators(self, chat: str) -> list[str] | None:
        return [user for user, role in self.loft.chats[chat].members.items() if role == "administrator"]

    async def check(self, chat: str) -> list[Finding]:
        return [Finding(True, "channel-name", {"channel": "pigeon"})]


def _shown(button: Button) -> ShownButton:
    return ShownButton(button.label, button.data, button.url, button.style)
