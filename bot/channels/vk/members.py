"""Who is in a chat and what they are called, asked for all its members together.

VK tells of those who come and go only where the bot reads the whole chat; so its list is believed for seconds.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from bot.channels.lenient import Raw, flag, number, parts, words
from bot.channels.vk.api import Api
from bot.channels.vk.errors import CALL_FAULTS, short
from bot.channels.vk.replies import FIRST_CHAT
from bot.clock import Clock
from handlers.base.event import Membership

log = structlog.get_logger()

KEEP_S = 10
KEEP_REFUSAL_S = 10
KEEP_OLD_S = 60
"""While VK does not answer, its last list holds for so long."""
PAGE = 1000
PAGES = 10


@dataclass(frozen=True, slots=True)
class Member:
    standing: Membership
    name: str


class VkMembers:
    """Members of chats, each chat asked for together and remembered for a while."""

    def __init__(self, api: Api, clock: Clock) -> None:
        self._api, self._clock = api, clock
        self._known: dict[str, tuple[float, dict[str, Member] | None]] = {}  # chat -> until when, who
        self._said_at: dict[str, float] = {}  # chat -> when VK said it
        self._asking = asyncio.Lock()

    async def of(self, chat: str, user: str) -> Membership:
        """UNKNOWN if VK does not say (the bot is no administrator of the chat, or the network is down)."""
        if int(chat) < FIRST_CHAT:
            return Membership.MEMBER if chat == user else Membership.GONE
        known = await self._of_chat(chat)
        if known is None:
            return Membership.UNKNOWN
        return known[user].standing if user in known else Membership.GONE

    async def administrators(self, chat: str) -> list[str] | None:
        """Of a chat; communities are none."""
        known = await self._of_chat(chat)
        if known is None:
            return None
        leads = [user for user, member in known.items() if member.standing is Membership.ADMINISTRATOR]
        return [user for user in leads if not user.startswith("-")]

    async def name(self, chat: str, user: str) -> str:
        """What a member of a chat is called, "" if VK does not say: its events carry no names."""
        known = await self._of_chat(chat) or {}
        return known[user].name if user in known else ""

    def known_name(self, user: str) -> str:
        """What somebody is called who was lately seen to be a member of a chat, "" for anybody else."""
        return next((known[user].name for _, known in self._known.values() if known and user in known), "")

    async def _of_chat(self, chat: str) -> dict[str, Member] | None:
        async with self._asking:
            until, known = self._known.get(chat, (0.0, None))
            if self._clock.monotonic() >= until:
                known = await self._ask_or_keep(chat, known)
                keep = KEEP_S if known is not None else KEEP_REFUSAL_S
                self._known[chat] = (self._clock.monotonic() + keep, known)
        return known

    async def _ask_or_keep(self, chat: str, before: dict[str, Member] | None) -> dict[str, Member] | None:
        """What VK says; while it says nothing, what it said not long ago."""
        found, now = await self._ask(chat), self._clock.monotonic()
        if found is not None:
            self._said_at[chat] = now
            return found
        return before if now < self._said_at.get(chat, -KEEP_OLD_S) + KEEP_OLD_S else None

    def forget(self, chat: str) -> None:
        """Somebody came or left: ask anew. "": of a chat that is not known, so of all."""
        for one in (chat,) if chat else tuple(self._known):
            self._known.pop(one, None)

    async def _ask(self, chat: str) -> dict[str, Member] | None:
        known: dict[str, Membership] = {}
        names: dict[str, str] = {}
        try:
            for page in range(PAGES):
                answer = await self._api.call(
                    "messages.getConversationMembers", peer_id=int(chat), count=PAGE, offset=page * PAGE, extended=True
                )
                items = answer.get("items") if isinstance(answer, dict) else None
                if not isinstance(items, list):
                    log.warning("vk_members_unreadable", chat=chat)
                    return None
                known |= {str(i): _role(m) for m in parts(answer, "items") if (i := number(m, "member_id")) is not None}
                names |= {str(number(p, "id")): _name(p) for p in parts(answer, "profiles")}
                if len(items) < PAGE:
                    break
        except CALL_FAULTS as fault:
            log.warning("vk_members_refused", chat=chat, fault=short(fault))
            return None
        return {user: Member(role, names.get(user, "")) for user, role in known.items()}


def _name(profile: Raw) -> str:
    return " ".join(filter(None, (words(profile, "first_name", 100), words(profile, "last_name", 100))))


def _role(member: Raw) -> Membership:
    admin = flag(member, "is_admin") or flag(member, "is_owner")
    return Membership.ADMINISTRATOR if admin else Membership.MEMBER
