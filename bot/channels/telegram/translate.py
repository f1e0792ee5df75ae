"""Updates as neutral events. aiogram checks their shape and gives types; this is its only use here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InaccessibleMessage,
    Message,
    User,
)
from aiogram.types import Update as TelegramUpdate
from pydantic import ValidationError

from bot.channels.telegram.content import attachments, place, text_of
from bot.clock import Clock
from handlers.event import Event, Kind, Update

ACK_MS = 10_000
"""How long Telegram takes an answer to a pressed button (design, promise 7)."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_GROUPS = ("group", "supergroup")
_IN = ("creator", "administrator", "member", "restricted")


class NotOurs(Exception):
    """The update asks nothing of this bot: another bot's command, a channel's post, a service message."""


class Translator:
    """`username` may be "" when it is not known yet: then every mention in a command counts as ours."""

    def __init__(self, bot_id: str, username: str, clock: Clock) -> None:
        self.bot_id = bot_id
        self.username = username
        self._clock = clock

    def translate(self, raw: Mapping[str, Any]) -> Update:
        """Never fails: what cannot be read comes back with its fault, type and field only."""
        key = str(raw.get("update_id", ""))
        text = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
        try:
            event = self._event(key, TelegramUpdate.model_validate(raw))
        except NotOurs:
            return Update("telegram", self.bot_id, key, text, None)
        except ValidationError as error:
            return Update("telegram", self.bot_id, key, text, None, _fields(error))
        except Exception as error:  # noqa: BLE001 - our own slip: kept aside as a fault, the stream goes on
            return Update("telegram", self.bot_id, key, text, None, f"{type(error).__name__} in translate")
        return Update("telegram", self.bot_id, key, text, event)

    def _event(self, key: str, update: TelegramUpdate) -> Event:
        if update.message:
            return self._message(key, update.message)
        if update.edited_message:
            return self._edit(key, update.edited_message)
        if update.callback_query:
            return self._button(key, update.callback_query)
        if update.my_chat_member:
            return self._own_membership(key, update.my_chat_member)
        if update.chat_member:
            return self._membership(key, update.chat_member)
        raise NotOurs

    def _message(self, key: str, message: Message) -> Event:
        chat = str(message.chat.id)
        if message.migrate_to_chat_id:
            return Event(
                "telegram",
                key,
                Kind.MIGRATED,
                chat=chat,
                private=False,
                at=_ms(message),
                migrated_to=str(message.migrate_to_chat_id),
            )
        sender, anonymous = _author(message)
        text, ref = self._command(text_of(message))
        files, point = attachments(message), place(message)
        if not (text or files or point):
            raise NotOurs
        return Event(
            "telegram",
            key,
            Kind.MESSAGE,
            chat=chat,
            private=message.chat.type == "private",
            sender=str(sender.id),
            sender_name=_group_name(message) if anonymous else sender.full_name,
            anonymous=anonymous,
            forwarded=message.forward_origin is not None,
            at=_ms(message),
            text=text,
            message=str(message.message_id),
            reply_to=_reply_to(message),
            reply_text=_reply_text(message),
            attachments=files,
            place=point,
            album=message.media_group_id or "",
            language=_language(sender),
            ref=ref,
        )

    def _edit(self, key: str, message: Message) -> Event:
        """The new text. A moving live location is an edit too, many times a minute: left alone."""
        sender, anonymous = _author(message)
        if message.location:
            raise NotOurs
        return Event(
            "telegram",
            key,
            Kind.EDIT,
            chat=str(message.chat.id),
            private=message.chat.type == "private",
            sender=str(sender.id),
            sender_name=_group_name(message) if anonymous else sender.full_name,
            anonymous=anonymous,
            at=message.edit_date * 1000 if message.edit_date else _ms(message),
            text=text_of(message),
            message=str(message.message_id),
            reply_to=_reply_to(message),
            attachments=attachments(message),
            album=message.media_group_id or "",
            language=_language(sender),
        )

    def _button(self, key: str, query: CallbackQuery) -> Event:
        """A press; the message may be too old for Telegram to show it (InaccessibleMessage)."""
        message: Message | InaccessibleMessage | None = query.message
        if message is None:
            raise NotOurs
        return Event(
            "telegram",
            key,
            Kind.BUTTON,
            chat=str(message.chat.id),
            private=message.chat.type == "private",
            sender=str(query.from_user.id),
            sender_name=query.from_user.full_name,
            data=query.data or "",
            message=str(message.message_id),
            language=_language(query.from_user),
            ack=query.id,
            ack_until=self._clock.now() + ACK_MS,
        )

    def _own_membership(self, key: str, change: ChatMemberUpdated) -> Event:
        """In a private chat: blocked or unblocked. In a group: the bot was added or removed, or its rights changed."""
        private = change.chat.type == "private"
        was_in, is_in = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
        if private and was_in != is_in:
            return self._changed(key, Kind.UNBLOCKED if is_in else Kind.BLOCKED, change, change.from_user)
        if change.chat.type not in _GROUPS or not (was_in or is_in):
            raise NotOurs
        kind = Kind.RIGHTS if was_in else Kind.JOINED
        return self._changed(key, kind, change, change.from_user, "" if is_in else "gone")

    def _membership(self, key: str, change: ChatMemberUpdated) -> Event:
        person = change.new_chat_member.user
        if change.chat.type not in _GROUPS or person.is_bot:
            raise NotOurs
        is_in = _is_in(change.new_chat_member)
        leads = change.new_chat_member.status in ("creator", "administrator")
        member = "administrator" if leads else "member" if is_in else "gone"
        return self._changed(key, Kind.MEMBER, change, person, member)

    def _changed(self, key: str, kind: Kind, change: ChatMemberUpdated, person: User, member: str = "") -> Event:
        return Event(
            "telegram",
            key,
            kind,
            chat=str(change.chat.id),
            private=change.chat.type == "private",
            sender=str(person.id),
            sender_name=person.full_name,
            at=int(change.date.timestamp()) * 1000,
            language=_language(person),
            member=member,
        )

    def _command(self, text: str) -> tuple[str, str]:
        """The text without a mention of us in its command, and what stood behind /start."""
        found = _COMMAND.match(text)
        if found is None:
            return text, ""
        word, mention = found[1], found[2]
        if mention and self.username and mention.lower() != self.username.lower():
            raise NotOurs
        rest = text[found.end() :]
        if word.lower() == "start" and rest.strip():
            return "/start", rest.strip()
        return f"/{word}{rest}", ""


def _author(message: Message) -> tuple[User, bool]:
    """Who wrote it, and whether in the name of a group or channel.

    Channel posts, their automatic copies in the discussion group, and other bots are not ours.
    """
    sender = message.from_user
    if message.chat.type == "channel" or message.is_automatic_forward or sender is None:
        raise NotOurs
    anonymous = message.sender_chat is not None
    if sender.is_bot and not anonymous:
        raise NotOurs
    return sender, anonymous


def _group_name(message: Message) -> str:
    title = message.sender_chat.title if message.sender_chat else None
    return message.author_signature or title or ""


def _reply_to(message: Message) -> str:
    """In a topic every message "replies" to the topic's beginning; that is no reply."""
    earlier = message.reply_to_message
    if earlier is None or earlier.forum_topic_created:
        return ""
    return str(earlier.message_id)


def _reply_text(message: Message) -> str:
    """What the bot had said, if this replies to it."""
    earlier = message.reply_to_message
    if earlier is None or earlier.from_user is None or not earlier.from_user.is_bot or earlier.sender_chat:
        return ""
    return text_of(earlier)


def _is_in(member: Any) -> bool:
    return member.status in _IN and getattr(member, "is_member", True)


def _language(user: User) -> str:
    code = (user.language_code or "")[:2].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _ms(message: Message) -> int:
    return int(message.date.timestamp()) * 1000


def _fields(error: ValidationError) -> str:
    """Types and fields of the first faults, never a value: that may be what a person wrote."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[:3]
    return "; ".join(f"{fault['type']} at {'.'.join(str(part) for part in fault['loc'])}" for fault in found)
