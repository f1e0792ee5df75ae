"""Who is in a chat and what they are called, asked once a minute for all its members together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog

from bot.channels.port import Membership
from bot.channels.vk.api import Api
from bot.channels.vk.errors import CALL_FAULTS, short
from bot.channels.vk.replies import FIRST_CHAT
from bot.clock import Clock

log = structlog.get_logger()

KEEP_S = 60
KEEP_REFUSAL_S = 10
PAGE = 1000
PAGES = 10


@dataclass(frozen=True, slots=True)
class Member:
    standing: Membership
    name: str


class Members:
    def __init__(self, api: Api, clock: Clock) -> None:
        self._api, self._clock = api, clock
        self._known: dict[str, tuple[float, dict[str, Member] | None]] = {}  # chat -> until when, who
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

    async def _of_chat(self, chat: str) -> dict[str, Member] | None:
        async with self._asking:
            until, known = self._known.get(chat, (0.0, None))
            if self._clock.monotonic() >= until:
                known = await self._ask(chat)
                keep = KEEP_S if known is not None else KEEP_REFUSAL_S
                self._known[chat] = (self._clock.monotonic() + keep, known)
        return known

    def forget(self, chat: str) -> None:
        """Somebody came or left: ask anew."""
        self._known.pop(chat, None)

    async def _ask(self, chat: str) -> dict[str, Member] | None:
        items: list[dict[str, Any]] = []
        names: dict[str, str] = {}
        try:
            for page in range(PAGES):
                answer = await self._api.call(
                    "messages.getConversationMembers", peer_id=int(chat), count=PAGE, offset=page * PAGE, extended=True
                )
                items += answer["items"]
                names |= {str(p["id"]): _name(p) for p in answer.get("profiles") or []}
                if len(answer["items"]) < PAGE:
                    break
            ids = [str(m["member_id"]) for m in items]
            return {i: Member(_role(m), names.get(i, "")) for i, m in zip(ids, items, strict=True)}
        except CALL_FAULTS as fault:
            log.warning("vk_members_refused", chat=chat, fault=short(fault))
        except (KeyError, TypeError):
            log.warning("vk_members_unreadable", chat=chat)
        return None


def _name(profile: dict[str, Any]) -> str:
    return f"{profile.get('first_name', '')} {profile.get('last_name', '')}".strip()


def _role(member: dict[str, Any]) -> Membership:
    admin = member.get("is_admin") or member.get("is_owner")
    return Membership.ADMINISTRATOR if admin else Membership.MEMBER
