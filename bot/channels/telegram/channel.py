"""The Telegram channel: the port's methods over the parts of this folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from bot.channels.answers import UnreadableAnswer, key_of, parse, whole
from bot.channels.lenient import flag, part, words
from bot.channels.port import ChannelStopped, Finding, Limits, Outcome, Parcel, Sink
from bot.channels.split import is_short
from bot.channels.telegram import checks, receive
from bot.channels.telegram.client import ApiAnswer, Client
from bot.channels.telegram.render import native, plan
from bot.channels.telegram.send import send
from bot.channels.telegram.translate import Translator
from bot.clock import Clock
from bot.lead.fence import Fence
from handlers.base.event import Membership, Update
from handlers.base.message import Message
from handlers.base.shared import Bot
from storage.outbox_records import OutboxOp

log = structlog.get_logger()

LIMITS = Limits(
    per_second=30,
    chat_per_second=1,
    chat_burst=3,
    group_per_minute=20,
    together=1,
    calls=1,
    in_flight=100,
    largest_file=50_000_000,
)

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes taken in, in small pieces."""
POLLING = 8
"""Connections beside those of messages under way: the long poll, memberships, files."""
SLOWEST_ANSWER_S = 0.4
"""So many requests are under way at a rate when the messenger takes this long to answer."""

_MEMBERSHIP = {
    "creator": Membership.ADMINISTRATOR,
    "administrator": Membership.ADMINISTRATOR,
    "member": Membership.MEMBER,
    "left": Membership.GONE,
    "kicked": Membership.GONE,
}
_STRANGER = ("user not found", "participant_id_invalid", "user_not_participant", "member not found")


class TelegramChannel:
    """See `bot.channels.port.Channel`.

    `rate`: messages a second in all. `paid_rate` above 0: so many alerts a second, beyond the free 30 paid
    in Stars (allow_paid_broadcast). `poll_s`: how long a getUpdates may be held (the server's cap is 50).
    `trouble` is "" while updates come in, else a short code: "network", "server", "conflict", "too-many".
    """

    name = "telegram"

    def __init__(
        self,
        token: str,
        *,
        clock: Clock,
        api_url: str = "https://api.telegram.org",
        proxy: str = "",
        rate: float = LIMITS.per_second,
        paid_rate: float = 0,
        poll_s: int = 50,
        patience_s: float = 30.0,
    ) -> None:
        in_flight = max(LIMITS.in_flight, int(paid_rate * SLOWEST_ANSWER_S))
        self.limits = replace(LIMITS, per_second=rate, paid_per_second=paid_rate, in_flight=in_flight)
        self.trouble = ""
        self.round_at = 0.0
        self.username = ""
        self.bot_id = token.partition(":")[0]
        self._poll_s = poll_s
        self._clock = clock
        self.fence = Fence()
        self._client = Client(token, api_url, proxy, patience_s, in_flight + POLLING, self.fence)
        self._translator: Translator | None = None

    async def start(self) -> Bot:
        """getMe. ChannelStopped for a refused token, OSError when Telegram cannot be asked now."""
        answer = await self._client.call("getMe")
        if answer.code in (401, 404) and answer.body is not None:
            raise ChannelStopped("telegram: the token was refused")
        if not answer.ok:
            raise ConnectionError(f"telegram: no answer ({answer.failure or answer.code})")
        me = answer.fields
        if not whole(me.get("id")) or not isinstance(me.get("username"), str):
            raise ConnectionError("telegram: an answer of no known shape")
        self.username = me["username"]
        name = str(me.get("first_name") or self.username)
        return Bot(str(whole(me["id"])), name, f"https://t.me/{self.username}")

    async def receive(self, sink: Sink, cursor: str) -> None:
        """Hand over updates for ever; the cursor is not used, Telegram keeps it by itself."""
        translator = self._reader()

        def told(trouble: str) -> None:
            self.trouble, self.round_at = trouble, self._clock.monotonic()

        loop = receive.TelegramReceiver(self._client, translator, self._clock, self._poll_s, told)
        await loop.run(sink)

    def translate(self, raw: str) -> Update:
        try:
            found = parse(raw.encode("utf-8", "replace"))
        except UnreadableAnswer:
            found = None
        if not isinstance(found, dict):
            return Update(self.name, self.bot_id, key_of(raw), raw, None, "telegram: not readable")
        return self._reader().translate(found)

    def _reader(self) -> Translator:
        if self._translator is None or self._translator.username != self.username:
            self._translator = Translator(self.bot_id, self.username, self._clock)
        return self._translator

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        return 1 if is_short(message) else len(plan(message, edit, slotted))

    def cost(self, parcel: Parcel) -> int:
        """Acknowledgements count for nothing, each item of an album for one."""
        if parcel.row.op == OutboxOp.ACK:
            return 0
        if parcel.row.op == OutboxOp.DELETE:
            return 1
        if is_short(parcel.message):
            return 1
        pieces = plan(parcel.message, bool(parcel.edit), parcel.row.op == OutboxOp.PUT)
        return max(1, len(pieces[parcel.part].files)) if parcel.part < len(pieces) else 1

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        return [await send(self._client, parcel) for parcel in parcels]

    async def member(self, chat: str, user: str) -> Membership:
        """getChatMember; for others it is reliable only where the bot is an administrator."""
        params = {"chat_id": native(chat), "user_id": native(user)}
        return _membership(await self._client.call("getChatMember", params))

    async def administrators(self, chat: str) -> list[str] | None:
        answer = await self._client.call("getChatAdministrators", {"chat_id": native(chat)})
        if not answer.ok or not isinstance(answer.result, list):
            return None
        users = [part(member, "user") for member in answer.result if isinstance(member, dict)]
        return [words(user, "id") for user in users if words(user, "id") and not flag(user, "is_bot")]

    async def can_write(self, chat: str) -> bool | None:
        return await checks.can_write(self._client, self.bot_id, chat)

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """getFile, then the bytes. Telegram serves bots files of up to 20 MB, an own Bot API server larger ones."""
        answer = await self._client.call("getFile", {"file_id": handle})
        if answer.ok:
            file_path = answer.fields.get("file_path")
            if not isinstance(file_path, str):
                return "later"  # not what getFile answers; a proxy's, perhaps
            return await self._client.download(file_path, path, LARGEST_FILE) if file_path else "gone"
        text = answer.description.lower()
        if "too big" in text:
            return "too-big"
        return "gone" if answer.code == 400 and "temporarily unavailable" not in text else "later"

    async def publish_commands(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """The command menu of private chats, by language (two letters): (command, description) in order.

        The first language is also shown to persons of any other. A refusal is logged, nothing more.
        """
        languages = list(commands)
        for code in ["", *languages] if languages else []:
            menu = [{"command": c, "description": d[:256]} for c, d in commands[code or languages[0]]]
            params: dict[str, Any] = {"commands": menu, "scope": {"type": "all_private_chats"}}
            if code:
                params["language_code"] = code
            answer = await self._client.call("setMyCommands", params)
            if not answer.ok:
                log.warning("telegram_commands_refused", language=code, code=answer.code)

    async def check(self, chat: str) -> list[Finding]:
        return await checks.findings(self._client, self.bot_id, chat)

    async def close(self) -> None:
        await self._client.close()


def _membership(answer: ApiAnswer) -> Membership:
    if answer.ok:
        status = words(answer.fields, "status", 32)
        if status == "restricted":
            return Membership.MEMBER if flag(answer.fields, "is_member") else Membership.GONE
        return _MEMBERSHIP.get(status, Membership.UNKNOWN)
    text = answer.description.lower()
    stranger = answer.code == 400 and any(part in text for part in _STRANGER)
    return Membership.GONE if stranger else Membership.UNKNOWN
