"""Who, where and when in MAX's JSON, and by what an event is known again. Part of `translate`.

A dialogue has two numbers: the person's and one of its own, which is missing in some events. The person's is the one
that is used everywhere, also to write to him.
"""

from __future__ import annotations

import hashlib

from bot.channels.lenient import Raw, flag, id_of, needed, number, part, words

DIALOG, CHAT, CHANNEL = "dialog", "chat", "channel"


def kind_of(recipient: Raw) -> str:
    """What kind of chat; without a readable kind its number says it: only groups and channels have negative ones."""
    kind = recipient.get("chat_type")
    if kind in (DIALOG, CHAT, CHANNEL):
        return str(kind)
    return CHAT if (number(recipient, "chat_id") or 0) < 0 else DIALOG


def where(recipient: Raw, person: str) -> tuple[str, bool]:
    """The chat, and whether it is a dialogue with this person."""
    if kind_of(recipient) == DIALOG:
        return person, True
    return needed(recipient, "chat_id", "recipient.chat_id"), False


def name_of(user: Raw) -> str:
    said = " ".join(filter(None, (words(user, "first_name", 200), words(user, "last_name", 200))))
    return said or words(user, "name", 400)


def language_of(update: Raw) -> str:
    code = words(update, "user_locale", 32)[:2].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def ms(holder: Raw, name: str) -> int:
    found = number(holder, name) or 0
    return found if 0 < found < 10**14 else 0


def who(update: Raw) -> Raw:
    """Of an event about a chat: the user; newer ones name no more than his number."""
    return part(update, "user") or {"user_id": update.get("user_id"), "is_bot": False}


def is_bot(user: Raw) -> bool:
    return flag(user, "is_bot")


def key_of(update: Raw, raw: str) -> str:
    """By what an update is known again. MAX numbers none, and sends some twice; a repeat has the same moment."""
    kind = words(update, "update_type", 64)
    message, callback = part(update, "message"), part(update, "callback")
    body = part(message, "body")
    mid, at = words(body, "mid", 200), id_of(update, "timestamp")
    if kind == "message_created" and mid:
        return f"m:{mid}"
    if kind == "message_edited" and mid:
        return f"e:{mid}:{at}:{_short(words(body, 'text'))}"
    if kind == "message_callback" and callback.get("callback_id"):
        pressed = (words(callback, name) for name in ("callback_id", "timestamp", "payload"))
        return f"c:{_short('|'.join((*pressed, id_of(part(callback, 'user'), 'user_id'))))}"
    chat, person = id_of(update, "chat_id"), id_of(who(update), "user_id")
    if kind and at and (chat or person):
        return f"{kind}:{chat}:{person}:{at}:{words(update, 'message_id', 200)}".rstrip(":")
    return f"x:{_short(raw)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
