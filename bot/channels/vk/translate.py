"""An update of VK's Bots Long Poll as an Update of ours. Pure: never raises, asks nobody.

Only what is used is read, each part by itself (see decision 23). What the bot does not react to has no event; what
cannot be read has a fault and is kept aside.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from bot.channels.lenient import UNREADABLE, Raw, Unreadable, degrees, flag, ms_of_seconds, number, part, words
from bot.channels.vk.attachments import LONGEST_IN_ALL, post_words, read_attachments, speak, words_of
from bot.channels.vk.replies import FIRST_CHAT, answered, cmid, forwarded
from handlers.base.event import Attachment, AttachmentKind, Event, Kind, Membership, Point, Update

NAME = "vk"
ACK_MS = 50_000
"""A pressed button may be answered within a minute; we stop a little earlier."""

_LANGUAGES = {0: "ru", 3: "en"}
_OTHER_ACTIONS = (
    "chat_photo_update", "chat_photo_remove", "chat_create", "chat_title_update", "chat_pin_message",
    "chat_unpin_message", "chat_screenshot", "conversation_style_update",
)  # fmt: skip
"""What happens in a chat without anybody coming or leaving."""
_MENTION = re.compile(r"\[(?:id|club|public|event)\d+\|([^\[\]]*)\]")
_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
_COORDINATES = re.compile(rf"\s*{_NUMBER}[\s,;]+{_NUMBER}\s*")


def translate(raw: str, group_id: int, now: int, name: str = "") -> Update:
    """A raw update (JSON text, as `whole` makes it) with our event, if it is one for us.

    `name` is the community's own one in mentions; "" while it is not known: then every name counts as ours.
    """
    update: Raw = {}
    event: Event | None = None
    key = fault = ""
    try:
        found = json.loads(raw)
        update = found if isinstance(found, dict) else update
        key = update_key(update, raw)
        event = UpdateReader(group_id, now, name).event(update, key)
    except Unreadable as missing:
        fault = f"vk: unreadable at {missing}"
    except Exception as error:  # noqa: BLE001 - no JSON, or our own slip: kept aside as a fault, the stream goes on
        fault = f"vk: {type(error).__name__}"
    key = key or update_key(update, raw)
    told = _whom_to_tell(update, key, now) if fault else None
    return Update(NAME, str(group_id), key, raw, event, fault, told, _members_of(update, event))


def whole(update: object) -> str:
    """An update as text that every database takes: half characters (lone surrogates) become "?"."""
    text = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def message_of(update: Raw) -> Raw | None:
    """The message of a message_new in its old and its new shape; None for other updates."""
    if update.get("type") != "message_new":
        return None
    return _message_in(part(update, "object"))


def _message_in(thing: Raw) -> Raw | None:
    message = thing.get("message", thing)
    return message if isinstance(message, dict) else None


def update_key(update: Raw, raw: str = "") -> str:
    """Unique within the bot: by peer and cmid for messages, so that history and long poll agree."""
    message = message_of(update)
    if message and (peer := number(message, "peer_id")) and (cmid := number(message, "conversation_message_id")):
        return f"m:{peer}:{cmid}"
    own = words(update, "event_id", 200)
    return f"e:{own}" if own else "x:" + hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:32]


class UpdateReader:
    """Reads for one community at one moment; see `translate`."""

    def __init__(self, group_id: int, now: int, name: str) -> None:
        self.group_id, self.now, self.name = group_id, now, name

    def event(self, update: Raw, key: str) -> Event | None:
        kind, thing = update.get("type"), update.get("object")
        if not isinstance(kind, str):
            raise Unreadable("type")
        if kind not in ("message_new", "message_edit", "message_event", "message_allow", "message_deny"):
            return None
        if not isinstance(thing, dict):
            raise Unreadable("object")
        if kind == "message_event":
            return _press(thing, key, self.now)
        if kind in ("message_allow", "message_deny"):
            user = str(_needed(thing, "user_id"))
            what = Kind.UNBLOCKED if kind == "message_allow" else Kind.BLOCKED
            return Event(NAME, key, what, chat=user, sender=user)
        message = _message_in(thing)
        if message is None:
            raise Unreadable("object.message")
        if kind == "message_edit":
            return self._edit(message, key)
        if message.get("action") and part(message, "action"):
            return _action(message, key, self.group_id)
        client = part(thing, "client_info")
        event = self._message(message, key, number(client, "lang_id"))
        return replace(event, buttons=shows_buttons(client)) if event else None

    def _message(self, message: Raw, key: str, language: int | None) -> Event | None:
        peer = _needed(message, "peer_id")
        sender = _sender(message, peer)
        if sender <= 0 or flag(message, "out"):
            return None
        payload = _payload(message.get("payload"))
        data, started = _data(payload), payload.get("command") == "start"
        own, (reply_to, reply_text) = self._own_words(message), answered(message, peer, self.group_id)
        place = _place(message["geo"]) if message.get("geo") else None
        attachments = _attachments(message)
        passed_on = [] if peer >= FIRST_CHAT or (reply_to and (own or attachments)) else forwarded(message)
        text = "/start" if started else _joined(own, message)
        if passed_on:
            text = "\n".join(part for part in (text, *(self._text(one) for one in passed_on)) if part)
        for one in passed_on:
            attachments += read_attachments(one.get("attachments"))
        _insist(message, text, attachments, place)
        return Event(
            NAME,
            key,
            Kind.BUTTON if data else Kind.MESSAGE,
            chat=str(peer),
            private=peer < FIRST_CHAT,
            sender=str(sender),
            forwarded=bool(passed_on) or _is_passed_on(message, own, peer),
            at=ms_of_seconds(message, "date"),
            text=text[:LONGEST_IN_ALL],
            data=data,
            message=cmid(message),
            reply_to=reply_to,
            reply_text=reply_text,
            attachments=attachments,
            place=place,
            language="" if language is None else _LANGUAGES.get(language, ""),
            ref=words(message, "ref", 300),
        )

    def _edit(self, message: Raw, key: str) -> Event | None:
        peer = _needed(message, "peer_id")
        sender = _sender(message, peer)
        if sender <= 0 or flag(message, "out"):
            return None
        return Event(
            NAME,
            key,
            Kind.EDIT,
            chat=str(peer),
            private=peer < FIRST_CHAT,
            sender=str(sender),
            at=ms_of_seconds(message, "update_time") or ms_of_seconds(message, "date"),
            text=self._text(message)[:LONGEST_IN_ALL],
            message=cmid(message),
            attachments=_attachments(message),
            place=_place(message.get("geo")),
        )

    def _text(self, message: Raw) -> str:
        """What was written, and the words of what was passed on with it."""
        return _joined(self._own_words(message), message)

    def _own_words(self, message: Raw) -> str:
        """Without the mention that calls the bot, other mentions as their names."""
        text = words(message, "text")
        if text[:1] in "[@* \n" and text:
            text = re.sub(rf"\A{self._ours()}", "", text, flags=re.IGNORECASE)
        return _MENTION.sub(r"\1", text) if "[" in text else text

    def _ours(self) -> str:
        """ "[club5|Name]", "@club5", "*club5 (Name)", "@name"; while ours is not known, any name before a command."""
        club = rf"(?:club|public|event){self.group_id}\b"
        name = rf"{re.escape(self.name)}(?![\w.])" if self.name else r"[\w.]+(?=(?:\s*\([^()\n]*\))?[\s,:]*/)"
        written = rf"[@*](?:{club}|{name})(?:\s*\([^()\n]*\))?"
        return rf"\s*(?:\[(?:club|public|event){self.group_id}\|[^\[\]]*\]|{written})[\s,:]*"


def shows_buttons(client: Raw) -> bool | None:
    """Whether the sender's program shows our buttons (inline ones of the kind "callback"); None: it does not say."""
    if client.get("keyboard") is False or client.get("inline_keyboard") is False:
        return False
    actions = client.get("button_actions")
    if isinstance(actions, list):
        return "callback" in actions
    return True if client.get("inline_keyboard") is True else None


def _joined(text: str, message: Raw) -> str:
    """The sender's words with those of what came with them, where there are any."""
    items = message.get("attachments")
    if not items or (not text and not speak(items)):
        return text
    extra = [line for line in words_of(items) if line not in text]
    return "\n".join([text, *extra]).strip() if extra else text


def _is_passed_on(message: Raw, own: str, peer: int) -> bool:
    """Whether a post speaks here and not the sender: in a chat of operators his own words go first, and a poll or link
    without any, too, is not what he says to a citizen.
    """
    items = message.get("attachments")
    if not items or own.startswith("/") or (own and peer >= FIRST_CHAT):
        return False
    return bool(post_words(items)) or (peer >= FIRST_CHAT and speak(items))


def _attachments(message: Raw) -> tuple[Attachment, ...]:
    """The message's own, and a word for a part that came and cannot be read."""
    items, geo, text = message.get("attachments"), message.get("geo"), message.get("text")
    found = read_attachments(items) if items else ()
    odd = bool(items) and not isinstance(items, list)
    lost = bool(geo) and _place(geo) is None and (not isinstance(geo, dict) or bool(geo.get("coordinates")))
    if odd or lost or not (text is None or isinstance(text, str) or words(message, "text")):
        found += (Attachment(AttachmentKind.OTHER, "", name=UNREADABLE),)
    return found


def _insist(message: Raw, text: str, attachments: tuple[Attachment, ...], place: Point | None) -> None:
    """Unreadable, if nothing is left of a message but that something cannot be read."""
    if attachments and not text and place is None and all(one.name == UNREADABLE for one in attachments):
        raise Unreadable(next((f for f in ("text", "attachments", "geo") if message.get(f)), "message"))


def _whom_to_tell(update: Raw, key: str, now: int) -> Event | None:
    """Who wrote what cannot be read, if a private chat and its person can be; who pressed a button, wherever it is."""
    if update.get("type") == "message_event":
        press = part(update, "object")
        user, ack = number(press, "user_id") or 0, words(press, "event_id", 200)
        if not 0 < user < FIRST_CHAT:
            return None
        return Event(NAME, key, Kind.BUTTON, chat=str(user), sender=str(user), ack=ack, ack_until=now + ACK_MS)
    message = message_of(update)
    peer = number(message, "peer_id") if message else None
    if message is None or peer is None or not 0 < peer < FIRST_CHAT or flag(message, "out"):
        return None
    if number(message, "from_id") not in (None, peer):
        return None
    return Event(NAME, key, Kind.MESSAGE, chat=str(peer), sender=str(peer))


def _members_of(update: Raw, event: Event | None) -> str | None:
    """Whose members unreadable news is about; see Update. Also an action that nobody knows: it may be one of those."""
    message = message_of(update) or {}
    if not message.get("action") or (event is not None and event.kind in (Kind.MEMBER, Kind.JOINED, Kind.RIGHTS)):
        return None
    if words(part(message, "action"), "type", 64) in _OTHER_ACTIONS:
        return None
    peer = number(message, "peer_id")
    return "" if peer is None else str(peer)


def _needed(holder: Raw, name: str) -> int:
    found = number(holder, name)
    if found is None:
        raise Unreadable(name)
    return found


def _sender(message: Raw, peer: int) -> int:
    """Who wrote it; a private chat has its person's number."""
    found = number(message, "from_id")
    if found is None and 0 < peer < FIRST_CHAT:
        return peer
    return _needed(message, "from_id")


def _press(press: Raw, key: str, now: int) -> Event:
    peer = _needed(press, "peer_id")
    user = peer if 0 < peer < FIRST_CHAT and number(press, "user_id") is None else _needed(press, "user_id")
    return Event(
        NAME,
        key,
        Kind.BUTTON,
        chat=str(peer),
        private=peer < FIRST_CHAT,
        sender=str(user),
        data=_data(_payload(press.get("payload"))),
        message=cmid(press),
        ack=words(press, "event_id", 200),
        ack_until=now + ACK_MS,
    )


def _action(message: Raw, key: str, group_id: int) -> Event | None:
    """Somebody came to or left a chat; titles, photos and pins do not concern us."""
    action, peer, at = part(message, "action"), _needed(message, "peer_id"), ms_of_seconds(message, "date")
    by, what = number(message, "from_id"), words(action, "type", 64)
    who = number(action, "member_id") or (None if what == "chat_kick_user" else by)  # by a link one comes by oneself
    if what == "chat_invite_user" and who == -group_id:
        return Event(NAME, key, Kind.JOINED, chat=str(peer), private=False, sender=str(by or ""), at=at)
    if what == "chat_kick_user" and who == -group_id:
        return Event(
            NAME, key, Kind.RIGHTS, chat=str(peer), private=False, sender=str(by or ""), at=at, member=Membership.GONE
        )
    came = ("chat_invite_user", "chat_invite_user_by_link", "chat_invite_user_by_message_request")
    if what not in (*came, "chat_kick_user"):
        return None
    if who is None:
        raise Unreadable("action.member_id")
    if who <= 0:
        return None
    member = Membership.MEMBER if what in came else Membership.GONE
    return Event(NAME, key, Kind.MEMBER, chat=str(peer), private=False, sender=str(who), at=at, member=member)


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


def _place(geo: Any) -> Point | None:
    """An object with latitude and longitude, or both in one text ("56.3 44.0", "56,3; 44,0")."""
    at = geo.get("coordinates") if isinstance(geo, dict) else None
    if isinstance(at, str):
        found = _COORDINATES.fullmatch(at)
        at = list(found.groups()) if found else None
    if isinstance(at, dict):
        at = [at.get("latitude"), at.get("longitude")]
    if not isinstance(at, list) or len(at) != 2:
        return None
    lat, lon = degrees(at[0]), degrees(at[1])
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        return None
    return Point(lat, lon)
