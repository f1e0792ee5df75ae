"""VK as a channel: the port's methods, each a line or two over the modules beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import structlog
from vk_api.exceptions import ApiError

from bot.channels.port import ChannelStopped, Finding, Limits, Outcome, Parcel, Sink
from bot.channels.split import is_short
from bot.channels.vk.api import Api
from bot.channels.vk.check import can_write, check, enable_events, group_of
from bot.channels.vk.errors import CALL_FAULTS, outcome_of_code, short
from bot.channels.vk.members import VkMembers
from bot.channels.vk.receive import VkReceiver
from bot.channels.vk.render import layout
from bot.channels.vk.send import VkSender
from bot.channels.vk.translate import NAME, translate
from bot.clock import Clock
from bot.lead.fence import Fence
from handlers.base.event import Kind, Membership, Update
from handlers.base.message import Message
from handlers.base.shared import Bot

log = structlog.get_logger()

API_URL = "https://api.vk.ru"
LARGEST_FILE = 200 * 1024 * 1024
"""Bytes; VK's own limit for a document."""

LIMITS = Limits(
    per_second=20,
    chat_per_second=5,
    chat_burst=10,
    group_per_minute=0,
    together=100,
    calls=25,
    in_flight=24,
    free_acks=False,
    membership_s=0,
    groups=r"[2-9]\d{9}",
    largest_file=200_000_000,
)


class VkChannel:
    """One VK community (see bot.channels.port.Channel). `rate`: requests a second, all together."""

    name = NAME

    def __init__(
        self, token: str, group_id: int, *, clock: Clock, api_url: str = API_URL, rate: float = 20, proxy: str = ""
    ) -> None:
        self.limits = replace(LIMITS, per_second=rate)
        self._group_id, self._clock = group_id, clock
        self.fence = Fence()
        self._api = Api(token, clock, api_url, rate, proxy, self.fence)
        self._members = VkMembers(self._api, clock)
        self._sender = VkSender(self._api)
        self._receiver = VkReceiver(self._api, group_id, clock, self._note)

    @property
    def trouble(self) -> str:
        """Why nothing arrives at present, as a short code; "" while all is well."""
        return self._receiver.trouble

    @property
    def round_at(self) -> float:
        return self._receiver.round_at

    async def start(self) -> Bot:
        try:
            group = group_of(await self._api.call("groups.getById", group_id=self._group_id))
        except ApiError as fault:
            outcome = outcome_of_code(fault.code)
            if outcome.stop or outcome.result == "rejected":
                raise ChannelStopped(f"vk: {outcome.why} (code {fault.code})") from None
            raise OSError(f"vk: {outcome.why}") from None
        except CALL_FAULTS as fault:
            raise OSError(f"vk: {short(fault)}") from None
        except (IndexError, KeyError, TypeError):
            group = None
        if not isinstance(group, dict):
            raise ChannelStopped(f"vk: no community {self._group_id}")
        address = group.get("screen_name") or f"club{self._group_id}"
        self._receiver.name = str(address)
        return Bot(str(self._group_id), str(group.get("name") or address), f"https://vk.me/{address}")

    async def publish_commands(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """VK has no menu of commands."""

    async def receive(self, sink: Sink, cursor: str) -> None:
        async def named(updates: Sequence[Update], ts: str) -> None:
            await sink([await self._named(update) for update in updates], ts)

        await self._receiver.run(named, cursor)

    def translate(self, raw: str) -> Update:
        return translate(raw, self._group_id, self._clock.now(), self._receiver.name)

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        return 1 if is_short(message) else len(layout(message, edit, slotted))

    def cost(self, parcel: Parcel) -> int:
        return 1

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        return await self._sender.send(parcels)

    async def member(self, chat: str, user: str) -> Membership:
        return await self._members.of(chat, user)

    async def administrators(self, chat: str) -> list[str] | None:
        return await self._members.administrators(chat)

    async def can_write(self, chat: str) -> bool | None:
        return await can_write(self._api, self._group_id, chat)

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        return await self._api.download(url, path, LARGEST_FILE) if url else "gone"

    async def check(self, chat: str) -> list[Finding]:
        return await check(self._api, self._group_id, chat)

    async def enable_events(self) -> None:
        """Switch on Bots Long Poll and the events that the bot needs. OSError if VK does not do it."""
        try:
            await enable_events(self._api, self._group_id)
        except CALL_FAULTS as fault:
            raise OSError(f"vk: {short(fault)}") from None

    async def close(self) -> None:
        await self._api.end()

    async def _named(self, update: Update) -> Update:
        """In a chat people are known by name, and VK's events do not carry it; a member of one in private, too."""
        event = update.event
        if event is None or not event.sender or event.kind is Kind.MEMBER:
            return update
        if event.private:
            known = self._members.known_name(event.sender)
            return replace(update, event=replace(event, sender_name=known)) if known else update
        try:
            name = await self._members.name(event.chat, event.sender)
        except Exception as fault:  # noqa: BLE001 - a name that VK does not say as it should holds up nobody
            log.warning("vk_name_unreadable", fault=type(fault).__name__)
            return update
        return replace(update, event=replace(event, sender_name=name))

    def _note(self, update: Update) -> None:
        if update.event and update.event.kind in (Kind.MEMBER, Kind.JOINED):
            self._members.forget(update.event.chat)
        elif update.members_of is not None:
            self._members.forget(update.members_of)
