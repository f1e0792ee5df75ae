"""Who, where and when in Telegram's JSON, and by what an update is known again. Part of `translate`."""

from __future__ import annotations

import hashlib

from bot.channels.lenient import Raw, Unreadable, id_of, number, part, words
from bot.channels.telegram.api_names import ChatType

PRIVATE = ChatType.PRIVATE.value
GROUPS = (ChatType.GROUP.value, ChatType.SUPERGROUP.value)
_TYPES = frozenset(kind.value for kind in ChatType)


def chat_of(holder: Raw) -> tuple[str, str]:
    """A chat's id and type. Without a readable type the id says it: only persons have positive ones. A private chat
    has its person's id.
    """
    chat = part(holder, "chat")
    found, kind = number(chat, "id"), chat.get("type")
    if found is None and kind == PRIVATE:
        found = number(part(holder, "from"), "id")
    if found is None:
        raise Unreadable("chat.id")
    if not isinstance(kind, str) or kind not in _TYPES:
        kind = PRIVATE if found > 0 else GROUPS[1]
    return str(found), kind


def name_of(user: Raw) -> str:
    return " ".join(filter(None, (words(user, "first_name", 200), words(user, "last_name", 200))))


def language_of(user: Raw) -> str:
    code = words(user, "language_code", 32)[:2].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def key_of(update: Raw, raw: str) -> str:
    """By what an update is known again: its number, and what it is about. Numbers begin anew where a server has lost
    its own, and then another update has one that was seen.
    """
    found = number(update, "update_id")
    if found is None:
        return "x:" + hashlib.sha256(raw.encode()).hexdigest()[:32]
    return ":".join(filter(None, (str(found), *_about(update))))


def _about(update: Raw) -> tuple[str, ...]:
    """Which message, press or member, as far as it can be read."""
    for name in ("message", "edited_message"):
        if message := part(update, name):
            return id_of(part(message, "chat"), "id"), id_of(message, "message_id"), id_of(message, "edit_date")
    if query := part(update, "callback_query"):
        return (words(query, "id", 64),)
    for name in ("my_chat_member", "chat_member"):
        if change := part(update, name):
            return id_of(part(change, "chat"), "id"), id_of(change, "date")
    return ()
