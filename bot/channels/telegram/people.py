"""Who, where and when in Telegram's JSON. Part of `translate`."""

from __future__ import annotations

from bot.channels.lenient import Raw, Unreadable, number, part, words
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
