"""What a VK message answers to, and what it passes on. Part of `translate`."""

from __future__ import annotations

from bot.channels.lenient import Raw, number, part, parts, words

FIRST_CHAT = 2_000_000_000
"""Peers above it are chats, below it persons."""

MOST_FORWARDED, FORWARD_DEPTH = 10, 2
"""So many forwarded messages are read, so deep; VK lets a person send a hundred."""


def cmid(message: Raw) -> str:
    return str(number(message, "conversation_message_id") or "")


def answered(message: Raw, peer: int, group_id: int) -> tuple[str, str]:
    """The number of the message that this replies to, and what it said if it is the bot's; "" for what it is not."""
    if not (message.get("reply_message") or message.get("fwd_messages")):
        return "", ""
    replies = (part(message, "reply_message"), *_meant(message, peer, group_id))
    own = next((words(reply, "text") for reply in replies if number(reply, "from_id") == -group_id), "")
    return next((found for reply in replies if (found := cmid(reply))), ""), own


def _meant(message: Raw, peer: int, group_id: int) -> list[Raw]:
    """Forwarded messages that mean a reply, as some clients do it: of this very chat, or without a chat by the bot."""
    found = parts(message, "fwd_messages")
    here = [one for one in found if number(one, "peer_id") == peer]
    bare = [one for one in found if one.get("peer_id") is None and number(one, "from_id") == -group_id]
    return here or (bare if peer >= FIRST_CHAT else [])


def forwarded(message: Raw) -> list[Raw]:
    """The messages that came with this one, in their order, the first of them at most; forwards hold forwards."""
    found: list[Raw] = []

    def gather(holder: Raw, depth: int) -> None:
        for one in parts(holder, "fwd_messages"):
            if len(found) < MOST_FORWARDED:
                found.append(one)
                if depth:
                    gather(one, depth - 1)

    gather(message, FORWARD_DEPTH)
    return found
