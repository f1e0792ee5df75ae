"""An update of VK's Bots Long Poll as an Update of ours. Pure: never raises, asks nobody.

What the bot does not react to has no event; what cannot be read has a fault and is kept aside.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.vk.attachments import links, read_attachments
from handlers.event import Event, Kind, Point, Update

NAME = "vk"
FIRST_CHAT = 2_000_000_000
"""Peers above it are chats, below it persons."""

ACK_MS = 50_000
"""A pressed button may be answered within a minute; we stop a little earlier."""

MOST_FORWARDED, FORWARD_DEPTH = 10, 2
"""So many forwarded messages are read, so deep; VK lets a person send a hundred."""

_LANGUAGES = {0: "ru", 3: "en"}
_MENTION = re.compile(r"\[(?:id|club|public|event)\d+\|([^\[\]]*)\]")

Raw = Mapping[str, Any]


def translate(raw: str, group_id: int, now: int) -> Update:
    """A raw update (JSON text, as `whole` makes it) with our event, if it is one for us."""
    key = ""
    try:
        update = json.loads(raw)
        key = update_key(update)
        event = _event(update, key, group_id, now)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ArithmeticError, RecursionError) as fault:
        key = key or "x:" + hashlib.sha256(raw.encode()).hexdigest()[:32]
        return Update(NAME, str(group_id), key, raw, None, fault=f"vk: {type(fault).__name__}")
    return Update(NAME, str(group_id), key, raw, event)


def whole(update: object) -> str:
    """An update as text that every database takes: half characters (lone surrogates) become "?"."""
    text = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def message_of(update: Raw) -> Raw | None:
    """The message of a message_new in its old and its new shape; None for other updates."""
    if update.get("type") != "message_new":
        return None
    thing = update["object"]
    message = thing.get("message", thing)
    return message if isinstance(message, dict) else None


def update_key(update: Raw) -> str:
    """Unique within the bot: by peer and cmid for messages, so that history and long poll agree."""
    message = message_of(update)
    if message and message.get("peer_id") and message.get("conversation_message_id"):
        return f"m:{int(message['peer_id'])}:{int(message['conversation_message_id'])}"
    return f"e:{update['event_id']}"


def _event(update: Raw, key: str, group_id: int, now: int) -> Event | None:
    kind, thing = update["type"], update["object"]
    if kind == "message_new":
        message = thing.get("message", thing)
        if message.get("action"):
            return _action(message, key, group_id)
        return _message(message, key, group_id, (thing.get("client_info") or {}).get("lang_id"))
    if kind == "message_edit":
        return _edit(thing.get("message", thing), key, group_id)
    if kind == "message_event":
        return _press(thing, key, now)
    if kind in ("message_allow", "message_deny"):
        user = str(int(thing["user_id"]))
        what = Kind.UNBLOCKED if kind == "message_allow" else Kind.BLOCKED
        return Event(NAME, key, what, chat=user, sender=user)
    return None


def _message(message: Raw, key: str, group_id: int, language: Any) -> Event | None:
    sender, peer = int(message["from_id"]), int(message["peer_id"])
    if sender <= 0 or message.get("out"):
        return None
    payload = _payload(message.get("payload"))
    data = _data(payload)
    text = "/start" if payload.get("command") == "start" else _text(message, group_id)
    reply_to = _reply_to(message, peer)
    attachments = read_attachments(message.get("attachments"))
    passed_on = [] if peer >= FIRST_CHAT or (reply_to and (text or attachments)) else forwarded(message)
    text = "\n".join(part for part in (text, *(_text(one, group_id) for one in passed_on)) if part)
    for one in passed_on:
        attachments += read_attachments(one.get("attachments"))
    return Event(
        NAME,
        key,
        Kind.BUTTON if data else Kind.MESSAGE,
        chat=str(peer),
        private=peer < FIRST_CHAT,
        sender=str(sender),
        forwarded=bool(passed_on),
        at=int(message.get("date") or 0) * 1000,
        text=text,
        data=data,
        message=_cmid(message),
        reply_to=reply_to,
        reply_text=_reply_text(message, group_id),
        attachments=attachments,
        place=_place(message.get("geo")),
        language=_LANGUAGES.get(language, ""),
        ref=_said(message.get("ref")),
    )


def _edit(message: Raw, key: str, group_id: int) -> Event | None:
    sender, peer = int(message["from_id"]), int(message["peer_id"])
    if sender <= 0 or message.get("out"):
        return None
    return Event(
        NAME,
        key,
        Kind.EDIT,
        chat=str(peer),
        private=peer < FIRST_CHAT,
        sender=str(sender),
        at=int(message.get("update_time") or message.get("date") or 0) * 1000,
        text=_text(message, group_id),
        message=_cmid(message),
        attachments=read_attachments(message.get("attachments")),
        place=_place(message.get("geo")),
    )


def _press(press: Raw, key: str, now: int) -> Event:
    peer = int(press["peer_id"])
    return Event(
        NAME,
        key,
        Kind.BUTTON,
        chat=str(peer),
        private=peer < FIRST_CHAT,
        sender=str(int(press["user_id"])),
        data=_data(_payload(press.get("payload"))),
        message=_cmid(press),
        ack=str(press["event_id"]),
        ack_until=now + ACK_MS,
    )


def _action(message: Raw, key: str, group_id: int) -> Event | None:
    """Somebody came to or left a chat; titles, photos and pins do not concern us."""
    action, by, peer = message["action"], int(message["from_id"]), int(message["peer_id"])
    what, at = action["type"], int(message.get("date") or 0) * 1000
    who = int(action.get("member_id") or by)
    if what == "chat_invite_user" and who == -group_id:
        return Event(NAME, key, Kind.JOINED, chat=str(peer), private=False, sender=str(by), at=at)
    if what == "chat_kick_user" and who == -group_id:
        return Event(NAME, key, Kind.RIGHTS, chat=str(peer), private=False, sender=str(by), at=at, member="gone")
    came = ("chat_invite_user", "chat_invite_user_by_link", "chat_invite_user_by_message_request")
    if who <= 0 or what not in (*came, "chat_kick_user"):
        return None
    member = "member" if what in came else "gone"
    return Event(NAME, key, Kind.MEMBER, chat=str(peer), private=False, sender=str(who), at=at, member=member)


def _text(message: Raw, group_id: int) -> str:
    """What was written: without the mention that calls the bot, other mentions as their names."""
    text = _said(message.get("text"))
    ours = rf"\s*(?:\[(?:club|public|event){group_id}\|[^\[\]]*\]|[@*](?:club|public|event){group_id}\b)[\s,:]*"
    text = re.sub(rf"\A{ours}", "", text)
    text = _MENTION.sub(r"\1", text)
    extra = [url for url in links(message.get("attachments")) if url not in text]
    return "\n".join([text, *map(_said, extra)]).strip() if extra else text


def _said(value: Any) -> str:
    """A person's text; NUL, which PostgreSQL refuses, is left out."""
    return str(value).replace("\x00", "") if value else ""


def _payload(value: Any) -> Raw:
    """A button's payload: VK gives an object or its text, and a person can forge either."""
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _data(payload: Raw) -> str:
    data = payload.get("d")
    return data if isinstance(data, str) and data.isascii() and data.isprintable() and len(data) <= 64 else ""


def _cmid(message: Raw) -> str:
    return str(int(message.get("conversation_message_id") or 0) or "")


def _reply_text(message: Raw, group_id: int) -> str:
    """What the bot had said, if this replies to it."""
    reply = message.get("reply_message")
    if isinstance(reply, dict) and str(reply.get("from_id")) == f"-{group_id}":
        return _said(reply.get("text"))
    return ""


def _reply_to(message: Raw, peer: int) -> str:
    reply = message.get("reply_message")
    if isinstance(reply, dict) and _cmid(reply):
        return _cmid(reply)
    # some clients forward instead of replying
    for forwarded in message.get("fwd_messages") or ():
        if forwarded.get("peer_id") == peer and _cmid(forwarded):
            return _cmid(forwarded)
    return ""


def forwarded(message: Raw) -> list[Raw]:
    """The messages that came with this one, in their order, the first of them at most; forwards hold forwards."""
    found: list[Raw] = []

    def gather(holder: Raw, depth: int) -> None:
        for one in holder.get("fwd_messages") or ():
            if len(found) < MOST_FORWARDED and isinstance(one, dict):
                found.append(one)
                if depth:
                    gather(one, depth - 1)

    gather(message, FORWARD_DEPTH)
    return found


def _place(geo: Any) -> Point | None:
    at = (geo or {}).get("coordinates") or {}
    if isinstance(at, str):
        lat, _, lon = at.partition(" ")
        at = {"latitude": lat, "longitude": lon}
    if at.get("latitude") is None or at.get("longitude") is None:
        return None
    point = Point(float(at["latitude"]), float(at["longitude"]))
    return point if abs(point.lat) <= 90 and abs(point.lon) <= 180 else None
