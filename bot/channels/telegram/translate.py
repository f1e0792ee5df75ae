"""Updates as neutral events. Only what is used is read, each part by itself (see decision 23); names are aiogram's."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.channels.called import CallsAnother, command_of
from bot.channels.lenient import Raw, Unreadable, flag, id_of, ms_of_seconds, needed, number, part, words
from bot.channels.telegram.api_names import ChatMemberStatus, ChatType
from bot.channels.telegram.content import attachments, place, plain_text_of, quoted, text_of, unread
from bot.channels.telegram.people import GROUPS, PRIVATE, chat_of, key_of, language_of, name_of
from bot.clock import Clock
from handlers.base.event import Event, Kind, Membership, Update

ACK_MS = 10_000
"""How long Telegram takes an answer to a pressed button (README, promise 7)."""

_PAYLOAD = re.compile(r"[\w-]{1,64}")
"""What a start link hands over; other words after /start were written by a person."""
_LEADS = (ChatMemberStatus.CREATOR.value, ChatMemberStatus.ADMINISTRATOR.value)
_OUT = (ChatMemberStatus.LEFT.value, ChatMemberStatus.KICKED.value)
_RESTRICTED = ChatMemberStatus.RESTRICTED.value
_MEMBER = ChatMemberStatus.MEMBER.value
_FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_from_chat", "forward_sender_name")


class NotOurs(Exception):
    """The update asks nothing of this bot: another bot's command, a channel's post, a service message."""


class Translator:
    """`username` may be "" when it is not known yet: then every mention in a command counts as ours."""

    def __init__(self, bot_id: str, username: str, clock: Clock) -> None:
        self.bot_id = bot_id
        self.username = username
        self._clock = clock

    def translate(self, raw: Any) -> Update:
        """Never fails: what cannot be read comes back with its fault, the field only, and whom to tell of it."""
        text, update = _kept(raw), raw if isinstance(raw, dict) else {}
        key = key_of(update, text)
        event: Event | None = None
        fault = "" if isinstance(raw, dict) else "unreadable update"
        try:
            event = self._event(key, update)
        except (NotOurs, CallsAnother):
            pass
        except Unreadable as missing:
            fault = f"unreadable at {missing}"
        except Exception as error:  # noqa: BLE001 - our own slip: kept aside as a fault, the stream goes on
            fault = f"{type(error).__name__} in translate"
        if not fault:
            return Update("telegram", self.bot_id, key, text, event)
        told = _whom_to_tell(key, update, self._clock.now() + ACK_MS)
        return Update("telegram", self.bot_id, key, text, event, fault, told, _members_of(update))

    def _event(self, key: str, update: Raw) -> Event:
        for name, read in (
            ("message", self._message),
            ("edited_message", self._edit),
            ("callback_query", self._button),
            ("my_chat_member", self._own_membership),
            ("chat_member", self._membership),
        ):
            thing = update.get(name)
            if thing is None:
                continue
            if not isinstance(thing, dict):
                raise Unreadable(name)
            try:
                return read(key, thing)
            except Unreadable as missing:
                raise Unreadable(f"{name}.{missing}") from None
        raise NotOurs

    def _message(self, key: str, message: Raw) -> Event:
        chat, kind = chat_of(message)
        if message.get("migrate_to_chat_id") is not None and kind != PRIVATE:
            if (new := number(message, "migrate_to_chat_id") or 0) >= 0:  # no group has such a number
                raise Unreadable("migrate_to_chat_id")
            return Event(
                "telegram",
                key,
                Kind.MIGRATED,
                chat=chat,
                private=False,
                at=ms_of_seconds(message, "date"),
                migrated_to=str(new),
            )
        sender, anonymous = _author(message, chat, kind)
        text, ref = command_of(text_of(message), self.username, _PAYLOAD, private=kind == PRIVATE)
        files, point = attachments(message), place(message)
        if not (text or files or point):
            raise NotOurs
        if not (text or point) and len(files) == 1 and (field := unread(message, None)) and not files[0].handle:
            raise Unreadable(field)
        if kind == PRIVATE and not text.startswith("/") and (passed_on := quoted(message)):
            text = "\n".join(filter(None, (text, passed_on)))
        return Event(
            "telegram",
            key,
            Kind.MESSAGE,
            chat=chat,
            private=kind == PRIVATE,
            sender=sender,
            sender_name=_group_name(message) if anonymous else name_of(part(message, "from")),
            anonymous=anonymous,
            forwarded=any(message.get(name) is not None for name in _FORWARDED),
            at=ms_of_seconds(message, "date"),
            text=text,
            message=id_of(message, "message_id"),
            reply_to=_reply_to(message),
            reply_text=_reply_text(message, self.bot_id),
            attachments=files,
            place=point,
            album=words(message, "media_group_id", 64),
            language=language_of(part(message, "from")),
            ref=ref,
        )

    def _edit(self, key: str, message: Raw) -> Event:
        """The new text. A moving live location is an edit too, many times a minute: left alone."""
        chat, kind = chat_of(message)
        sender, anonymous = _author(message, chat, kind)
        if message.get("location") is not None:
            raise NotOurs
        return Event(
            "telegram",
            key,
            Kind.EDIT,
            chat=chat,
            private=kind == PRIVATE,
            sender=sender,
            sender_name=_group_name(message) if anonymous else name_of(part(message, "from")),
            anonymous=anonymous,
            at=ms_of_seconds(message, "edit_date") or ms_of_seconds(message, "date"),
            text=text_of(message),
            message=id_of(message, "message_id"),
            reply_to=_reply_to(message),
            attachments=attachments(message),
            album=words(message, "media_group_id", 64),
            language=language_of(part(message, "from")),
        )

    def _button(self, key: str, query: Raw) -> Event:
        """A press; the message may be too old for Telegram to show it (InaccessibleMessage)."""
        message, sender = query.get("message"), part(query, "from")
        if message is None:
            raise NotOurs
        if not isinstance(message, dict):
            raise Unreadable("message")
        chat, kind = chat_of(message)
        user = chat if kind == PRIVATE and number(sender, "id") is None else needed(sender, "id", "from.id")
        return Event(
            "telegram",
            key,
            Kind.BUTTON,
            chat=chat,
            private=kind == PRIVATE,
            sender=user,
            sender_name=name_of(sender),
            data=words(query, "data", 64),
            message=id_of(message, "message_id"),
            language=language_of(sender),
            ack=words(query, "id", 64),
            ack_until=self._clock.now() + ACK_MS,
        )

    def _own_membership(self, key: str, change: Raw) -> Event:
        """In a private chat: blocked or unblocked. In a group: the bot was added or removed, or its rights changed."""
        chat, kind = chat_of(change)
        private = kind == PRIVATE
        was_in, is_in = _is_in(part(change, "old_chat_member")), _is_in(_new(change))
        if is_in is None or not (private or kind in GROUPS) or (private and was_in == is_in) or not (was_in or is_in):
            raise NotOurs
        by = part(change, "from")
        user = chat if private and number(by, "id") is None else id_of(by, "id")
        if private:
            return _changed(key, Kind.UNBLOCKED if is_in else Kind.BLOCKED, change, chat, kind, by, user)
        what = Kind.RIGHTS if was_in else Kind.JOINED
        return _changed(key, what, change, chat, kind, by, user, "" if is_in else Membership.GONE)

    def _membership(self, key: str, change: Raw) -> Event:
        """Of a person: status, user and chat are all that is needed. A status of tomorrow is "unknown": asked anew."""
        chat, kind = chat_of(change)
        new = _new(change)
        person = part(new, "user")
        if kind not in GROUPS or flag(person, "is_bot"):
            raise NotOurs
        user = needed(person, "id", "new_chat_member.user.id")
        is_in, status = _is_in(new), new.get("status")
        leads = status in _LEADS
        found = Membership.ADMINISTRATOR if leads else Membership.MEMBER if is_in else Membership.GONE
        member = Membership.UNKNOWN if is_in is None else found
        return _changed(key, Kind.MEMBER, change, chat, kind, person, user, member)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps makes one for each text


def _kept(raw: object) -> str:
    """The update as text that every database takes; "" for what no JSON can hold."""
    try:
        return _encode(raw).encode("utf-8", "replace").decode()
    except (RecursionError, TypeError, ValueError):
        return ""


def _whom_to_tell(key: str, update: Raw, ack_until: int) -> Event | None:
    """Who wrote what cannot be read, if a private chat and its person can be; who pressed a button, wherever it is."""
    query = part(update, "callback_query")
    message = part(query, "message") or part(update, "message")
    sender = part(query or message, "from")
    person, language = id_of(sender, "id"), language_of(sender)
    if flag(sender, "is_bot"):
        return None
    try:
        chat, kind = chat_of(message)
    except Unreadable:
        chat, kind = person, PRIVATE if query and person else ""
    if kind != PRIVATE or person not in ("", chat):
        return None
    if not query:
        return Event("telegram", key, Kind.MESSAGE, chat=chat, sender=chat, language=language)
    ack = words(query, "id", 64)
    return Event("telegram", key, Kind.BUTTON, chat=chat, sender=chat, language=language, ack=ack, ack_until=ack_until)


def _members_of(update: Raw) -> str | None:
    """Whose members unreadable news is about; see Update."""
    for name in ("chat_member", "my_chat_member"):
        if update.get(name) is not None:
            return id_of(part(part(update, name), "chat"), "id")
    return None


def _author(message: Raw, chat: str, kind: str) -> tuple[str, bool]:
    """Who wrote it, and whether in the name of a group or channel.

    Channel posts, their automatic copies in the discussion group, and other bots are not ours.
    """
    sender = message.get("from")
    if kind == ChatType.CHANNEL.value or flag(message, "is_automatic_forward"):
        raise NotOurs
    if sender is None and kind != PRIVATE:
        raise NotOurs
    anonymous = message.get("sender_chat") is not None
    who = part(message, "from")
    if flag(who, "is_bot") and not anonymous:
        raise NotOurs
    found = number(who, "id")
    if found is None and kind != PRIVATE:
        raise Unreadable("from.id")
    return (chat if found is None else str(found)), anonymous


def _group_name(message: Raw) -> str:
    return words(message, "author_signature", 200) or words(part(message, "sender_chat"), "title", 200)


def _reply_to(message: Raw) -> str:
    """In a topic every message "replies" to the topic's beginning; that is no reply."""
    earlier = part(message, "reply_to_message")
    return "" if earlier.get("forum_topic_created") is not None else id_of(earlier, "message_id")


def _reply_text(message: Raw, bot_id: str) -> str:
    """What this very bot had said, if this replies to it: other bots speak of numbers of their own."""
    earlier = part(message, "reply_to_message")
    if id_of(part(earlier, "from"), "id") != bot_id or earlier.get("sender_chat") is not None:
        return ""
    return plain_text_of(earlier)


def _new(change: Raw) -> Raw:
    member = part(change, "new_chat_member")
    if not isinstance(member.get("status"), str):
        raise Unreadable("new_chat_member.status")
    return member


def _is_in(member: Raw) -> bool | None:
    """Whether a member is in the chat; None for a status that nobody knows. Telegram leaves out what is false."""
    status = member.get("status")
    if status == _RESTRICTED:
        return flag(member, "is_member")
    if status in _LEADS or status == _MEMBER:
        return True
    return False if status in _OUT else None


def _changed(
    key: str, kind: Kind, change: Raw, chat: str, where: str, person: Raw, user: str, member: str = ""
) -> Event:
    return Event(
        "telegram",
        key,
        kind,
        chat=chat,
        private=where == PRIVATE,
        sender=user,
        sender_name=name_of(person),
        at=ms_of_seconds(change, "date"),
        language=language_of(person),
        member=member,
    )
