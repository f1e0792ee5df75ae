"""MAX as a channel: the port's methods, each a line or two over the modules beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from urllib.parse import quote

import structlog

from bot.channels.answers import UnreadableAnswer, parse
from bot.channels.lenient import id_of, part, words
from bot.channels.max import chats
from bot.channels.max.client import MaxClient
from bot.channels.max.gate import Gate
from bot.channels.max.pauses import OutOfReach
from bot.channels.max.people import name_of
from bot.channels.max.receive import WAIT_S, WITHIN_S, MaxReceiver, note
from bot.channels.max.render import pieces_of
from bot.channels.max.send import MaxSender
from bot.channels.max.translate import NAME, MaxTranslator
from bot.channels.port import ChannelStopped, Finding, Limits, Outcome, Parcel, Sink
from bot.channels.split import is_short
from bot.clock import Clock
from bot.lead.fence import Fence
from handlers.base.event import Membership, Update
from handlers.base.message import Message
from handlers.base.shared import Bot

log = structlog.get_logger()

API_URL = "https://platform-api2.max.ru"
LARGEST_FILE = 200 * 1024 * 1024
"""Bytes taken in, as from the others."""
COMMANDS, LONGEST_DESCRIPTION = 32, 128
VIDEOS = ("mp4_1080", "mp4_720", "mp4_480", "mp4_360", "mp4_240", "mp4_144")
"""A video's forms, the best first."""
POLLING = 8
"""Connections beside those of messages under way: the long poll, memberships, files."""

LIMITS = Limits(
    per_second=30,
    chat_per_second=2,
    chat_burst=0,
    group_per_minute=0,
    together=1,
    calls=1,
    in_flight=24,
    free_acks=False,
    every_call=True,
    groups=r"-\d+",
    largest_file=200_000_000,
)


class MaxChannel:
    """One bot of MAX (see bot.channels.port.Channel). `rate`: requests a second, all together. `wait_s`: how long an
    empty answer may be held back. `polls_within_s`: so long two questions for updates take. `random` spreads the pauses
    after "too many".
    """

    name = NAME

    def __init__(
        self,
        token: str,
        *,
        clock: Clock,
        api_url: str = API_URL,
        proxy: str = "",
        rate: float = LIMITS.per_second,
        wait_s: int = WAIT_S,
        patience_s: float = 30.0,
        random: Random | None = None,
    ) -> None:
        self.limits = replace(LIMITS, per_second=rate)
        self.round_at = 0.0
        self.polls_within_s = WITHIN_S
        self._clock, self._wait_s = clock, wait_s
        self.fence, gate = Fence(), Gate(clock, lambda: self.limits)
        connections = LIMITS.in_flight + POLLING
        self._client = MaxClient(token, api_url, proxy, patience_s, connections, gate, self.fence)
        self._reach = OutOfReach()
        self._sender = MaxSender(self._client, self._reach, random)
        self._translator = MaxTranslator("", "", clock, token)
        self._receiving = ""

    @property
    def trouble(self) -> str:
        """Why nothing comes in at present, or why persons are out of reach, as a short code; "" while all is well."""
        return self._receiving or self._reach.trouble

    async def start(self) -> Bot:
        """GET /me. ChannelStopped for a refused token, OSError when MAX cannot be asked now."""
        answer = await self._client.call("GET", "/me")
        if answer.status == 401 and answer.body is not None:
            raise ChannelStopped("max: the token was refused")
        if not answer.ok:
            raise ConnectionError(f"max: no answer ({answer.failure or answer.status})")
        me = answer.fields
        bot_id, username = id_of(me, "user_id"), words(me, "username", 200)
        if not bot_id:
            raise ConnectionError("max: an answer of no known shape")
        self._translator.bot_id, self._translator.username = bot_id, username
        return Bot(bot_id, name_of(me) or username, f"https://max.ru/{username}" if username else "")

    async def publish_commands(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """The menu of commands; MAX knows no languages, so it is the first one's. A refusal is logged, nothing more."""
        first = next(iter(commands.values()), ())
        menu = [{"name": name, "description": said[:LONGEST_DESCRIPTION]} for name, said in first[:COMMANDS]]
        answer = await self._client.call("PATCH", "/me/commands", body={"commands": menu})
        if not answer.ok:
            log.warning("max_commands_refused", status=answer.status)

    async def receive(self, sink: Sink, cursor: str) -> None:
        def told(trouble: str) -> None:
            self._receiving, self.round_at = trouble, self._clock.monotonic()

        def seen(update: Update) -> None:
            note(update, self._reach.stopped, self._reach.started)

        loop = MaxReceiver(self._client, self._translator, self._clock, told, seen, self._wait_s, self.polls_within_s)
        await loop.run(sink, cursor)

    def translate(self, raw: str) -> Update:
        try:
            found = parse(raw.encode("utf-8", "replace"))
        except UnreadableAnswer:
            found = None
        return self._translator.translate(found)

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        return 1 if is_short(message) else len(pieces_of(message, edit, slotted))

    def cost(self, parcel: Parcel) -> int:
        """An album is one message."""
        return 1

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        return [await self._sender.send(parcel) for parcel in parcels]

    async def member(self, chat: str, user: str) -> Membership:
        return await chats.member(self._client, chat, user)

    async def administrators(self, chat: str) -> list[str] | None:
        return await chats.administrators(self._client, chat)

    async def can_write(self, chat: str) -> bool | None:
        return await chats.can_write(self._client, chat)

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """From its address; a video's addresses are asked for by its token, the best that is not too big is taken."""
        if url:
            return await self._client.download(url, path, LARGEST_FILE)
        if not handle:
            return "gone"
        answer = await self._client.call("GET", f"/videos/{quote(handle, safe='')}")
        if not answer.ok:
            return "gone" if answer.status in (400, 403, 404) else "later"
        why = "gone"
        for name in VIDEOS:
            if found := words(part(answer.fields, "urls"), name, 4096):
                why = await self._client.download(found, path, LARGEST_FILE)
                if why != "too-big":
                    return why
        return why

    async def check(self, chat: str) -> list[Finding]:
        return await chats.findings(self._client, chat, self._clock.now())

    async def close(self) -> None:
        await self._client.close()
