"""An update of MAX as an Update of ours. Only what is used is read, each part by itself (see decision 23).

What the bot does not react to has no event; what cannot be read, and a kind of tomorrow, has a fault and is kept aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.channels.answers import dump
from bot.channels.called import CallsAnother, command_of
from bot.channels.lenient import UNREADABLE, Raw, Unreadable, flag, id_of, needed, number, part, words
from bot.channels.max.content import NOTHING_IN_IT, attachments, place, text_of
from bot.channels.max.people import CHANNEL, DIALOG, is_bot, key_of, kind_of, language_of, ms, name_of, where, who
from bot.clock import Clock
from handlers.base.event import Event, Kind, Membership, Update

NAME = "max"
ACK_MS = 15_000
"""MAX does not say how long a pressed button may be answered."""

MOST_DIALOGUES = 20_000

IGNORED = frozenset(
    (
        "dialog_removed",  # comes together with bot_stopped
        "dialog_cleared",
        "dialog_muted",  # makes no sound, arrives all the same
        "dialog_unmuted",
        "chat_title_changed",
        "comment_created",
        "comment_edited",
        "comment_removed",
    )
)
"""Kinds that ask nothing of this bot. A kind that is neither here nor read is kept aside as a fault."""

_PAYLOAD = re.compile(r"[\w-]{1,128}")


class NotForUs(Exception):
    """The update asks nothing of this bot: its own message, another bot's, a channel's post."""


class MaxTranslator:
    """`username` may be "" while it is not known: then every mention in a command counts as ours. `token` shows which
    contacts MAX vouches for; "": none.
    """

    def __init__(self, bot_id: str, username: str, clock: Clock, token: str = "") -> None:
        self.bot_id, self.username, self._clock, self._token = bot_id, username, clock, token
        self._dialogues: dict[str, str] = {}  # a dialogue's own number -> its person
        self._read: dict[str, Callable[[str, Raw], Event]] = {
            "message_created": self._message,
            "message_edited": self._edit,
            "message_removed": self._taken_away,
            "message_callback": self._press,
            "bot_started": self._started,
            "bot_stopped": self._stopped,
            "bot_added": self._added,
            "bot_removed": self._removed,
            "user_added": self._member,
            "user_removed": self._member,
            "bot_admin_permissions_changed": self._rights,
        }

    @property
    def types(self) -> tuple[str, ...]:
        """The kinds of updates that are asked for: those that are not are lost, so it is all of them."""
        return (*self._read, *sorted(IGNORED))

    def translate(self, raw: Any) -> Update:
        """Never fails: what cannot be read comes back with its fault, the field only, and whom to tell of it."""
        text, update = dump(raw), raw if isinstance(raw, dict) else {}
        key, fault = key_of(update, text), ""
        event: Event | None = None
        try:
            event = self._event(key, update)
        except (NotForUs, CallsAnother):
            pass
        except Unreadable as missing:
            fault = f"max: unreadable at {missing}"
        except Exception as error:  # noqa: BLE001 - our own slip: kept aside as a fault, the stream goes on
            fault = f"max: {type(error).__name__}"
        if not fault:
            return Update(NAME, self.bot_id, key, text, event)
        return Update(NAME, self.bot_id, key, text, event, fault, self._whom_to_tell(key, update), _members_of(update))

    def _event(self, key: str, update: Raw) -> Event:
        kind = words(update, "update_type", 64)
        if kind in IGNORED:
            raise NotForUs
        read = self._read.get(kind)
        if read is None:
            raise Unreadable("update_type")
        return read(key, update)

    def unknown_dialogue(self, raw: Any) -> str:
        """The number of the dialogue where somebody wrote of whom neither the update nor this translator knows who he
        is; "" for any other update.
        """
        message = part(raw, "message") if isinstance(raw, dict) else {}
        sender, recipient = part(message, "sender"), part(message, "recipient")
        if recipient.get("chat_type") != DIALOG or number(sender, "user_id") is not None or is_bot(sender):
            return ""
        dialogue = "" if part(raw, "callback") else id_of(recipient, "chat_id")
        return "" if dialogue in self._dialogues else dialogue

    def remember(self, dialogue: str, person: str) -> None:
        """Whose dialogue it is."""
        if dialogue and self._dialogues.get(dialogue) != person:
            self._dialogues[dialogue] = person
            if len(self._dialogues) > MOST_DIALOGUES:
                del self._dialogues[next(iter(self._dialogues))]

    # -- messages -----------------------------------------------------------------------------
    def _message(self, key: str, update: Raw) -> Event:
        message = _held(update, "message")
        event = replace(self._said(key, Kind.MESSAGE, update, message), at=ms(message, "timestamp"))
        body, link = part(message, "body"), part(message, "link")
        text, ref = command_of(event.text, self.username, _PAYLOAD if event.private else None, private=event.private)
        reply_to = reply_text = ""
        linked, files, point = part(link, "message"), event.attachments, place(body)
        if link.get("type") == "reply":
            reply_to = words(linked, "mid", 200)
            reply_text = words(linked, "text") if self._is_me(part(link, "sender")) else ""
        elif linked:
            text = "\n".join(filter(None, (text, text_of(linked))))
            files, point = files + attachments(linked), point or place(linked)
        if not (text or files or point):
            if not (body or linked):
                raise Unreadable("message.body")
            if not (event.private or reply_to):  # in a group, and it answers nobody
                raise NotForUs
            files = (NOTHING_IN_IT,)
        if files and not text and point is None and all(one.name == UNREADABLE for one in files):
            raise Unreadable("message.body.attachments")
        forwarded = bool(linked) and not reply_to and link.get("type") != "reply"
        return replace(
            event,
            text=text,
            ref=ref,
            attachments=files,
            place=point,
            forwarded=forwarded,
            reply_to=reply_to,
            reply_text=reply_text,
        )

    def _edit(self, key: str, update: Raw) -> Event:
        message = _held(update, "message")
        event = self._said(key, Kind.EDIT, update, message)
        if not event.message:
            raise Unreadable("message.body.mid")
        link = part(message, "link")
        replied = words(part(link, "message"), "mid", 200) if link.get("type") == "reply" else ""
        at = ms(update, "timestamp") or ms(message, "timestamp")
        return replace(event, at=at, reply_to=replied, place=place(part(message, "body")))

    def _taken_away(self, key: str, update: Raw) -> Event:
        """Of a dialogue only where it is known whose it is."""
        chat, message = id_of(update, "chat_id"), words(update, "message_id", 200)
        person = self._dialogues.get(chat, "")
        user = id_of(update, "user_id") or person
        if not message or not user or user == self.bot_id or not (person or chat.startswith("-")):
            raise NotForUs
        at = ms(update, "timestamp")
        return Event(
            NAME, key, Kind.REMOVED, chat=person or chat, private=bool(person), sender=user, message=message, at=at
        )  # fmt: skip

    def _said(self, key: str, kind: Kind, update: Raw, message: Raw) -> Event:
        """What messages and edits have in common."""
        sender, recipient, body = part(message, "sender"), part(message, "recipient"), part(message, "body")
        if kind_of(recipient) == CHANNEL or is_bot(sender) or self._is_me(sender):
            raise NotForUs
        user = self._dialogues.get(id_of(recipient, "chat_id"), "") if number(sender, "user_id") is None else ""
        user = user or needed(sender, "user_id", "message.sender.user_id")
        chat, private = where(recipient, user)
        if private:
            self.remember(id_of(recipient, "chat_id"), user)
        return Event(
            NAME,
            key,
            kind,
            chat=chat,
            private=private,
            sender=user,
            sender_name=name_of(sender),
            text=text_of(body),
            message=words(body, "mid", 200),
            attachments=attachments(body, self._token),
            language=language_of(update),
        )

    def _press(self, key: str, update: Raw) -> Event:
        """A pressed button; its message is null once it was deleted, and then only the person is known."""
        callback, message = _held(update, "callback"), part(update, "message")
        person = part(callback, "user")
        user = self._presser(update) or needed(person, "user_id", "callback.user.user_id")
        chat, private = where(part(message, "recipient"), user) if message else (user, True)
        return Event(
            NAME,
            key,
            Kind.BUTTON,
            chat=chat,
            private=private,
            sender=user,
            sender_name=name_of(person),
            data=_data(callback),
            message=words(part(message, "body"), "mid", 200),
            language=language_of(update),
            ack=words(callback, "callback_id", 1024),
            ack_until=self._clock.now() + ACK_MS,
        )

    # -- persons and chats --------------------------------------------------------------------
    def _started(self, key: str, update: Raw) -> Event:
        """The start button: there is no message "/start" in MAX. Also after the bot had been stopped."""
        payload = words(update, "payload", 512)
        ref = payload if _PAYLOAD.fullmatch(payload) else ""
        return replace(self._of_person(key, Kind.MESSAGE, update), text="/start", ref=ref)

    def _stopped(self, key: str, update: Raw) -> Event:
        return self._of_person(key, Kind.BLOCKED, update)

    def _of_person(self, key: str, kind: Kind, update: Raw) -> Event:
        person = who(update)
        user = needed(person, "user_id", "user.user_id")
        return Event(
            NAME,
            key,
            kind,
            chat=user,
            sender=user,
            sender_name=name_of(person),
            at=ms(update, "timestamp"),
            language=language_of(update),
        )

    def _added(self, key: str, update: Raw) -> Event:
        """MAX does not say any more who added the bot; "" then."""
        return self._of_chat(key, Kind.JOINED, update)

    def _removed(self, key: str, update: Raw) -> Event:
        return self._of_chat(key, Kind.RIGHTS, update, Membership.GONE)

    def _rights(self, key: str, update: Raw) -> Event:
        if id_of(update, "bot_id") not in ("", self.bot_id):
            raise NotForUs
        return self._of_chat(key, Kind.RIGHTS, update)

    def _member(self, key: str, update: Raw) -> Event:
        person = who(update)
        if is_bot(person):
            raise NotForUs
        needed(person, "user_id", "user.user_id")
        member = Membership.MEMBER if update.get("update_type") == "user_added" else Membership.GONE
        return self._of_chat(key, Kind.MEMBER, update, member)

    def _of_chat(self, key: str, kind: Kind, update: Raw, member: str = "") -> Event:
        if flag(update, "is_channel"):
            raise NotForUs
        person = who(update)
        return Event(
            NAME,
            key,
            kind,
            chat=needed(update, "chat_id"),
            private=False,
            sender=id_of(person, "user_id"),
            sender_name=name_of(person),
            at=ms(update, "timestamp"),
            member=member,
        )

    # -- parts --------------------------------------------------------------------------------
    def _is_me(self, user: Raw) -> bool:
        return bool(self.bot_id) and id_of(user, "user_id") == self.bot_id

    def _presser(self, update: Raw) -> str:
        """Who pressed: he who says so, or whom the pressed message had been written to; "" if neither can be read."""
        user = id_of(part(part(update, "callback"), "user"), "user_id")
        recipient = part(part(update, "message"), "recipient")
        if not user and recipient.get("chat_type") == DIALOG:
            user = self._dialogues.get(id_of(recipient, "chat_id"), "") or id_of(recipient, "user_id")
        return "" if user == self.bot_id else user

    def _whom_to_tell(self, key: str, update: Raw) -> Event | None:
        """Who wrote what cannot be read, if a dialogue and its person can be; who pressed a button, wherever it is."""
        message, callback = part(update, "message"), part(update, "callback")
        sender, language = part(callback, "user") or part(message, "sender"), language_of(update)
        if is_bot(sender) or self._is_me(sender):
            return None
        if callback:
            user, ack, until = self._presser(update), words(callback, "callback_id", 1024), self._clock.now() + ACK_MS
            told = Event(NAME, key, Kind.BUTTON, chat=user, sender=user, language=language, ack=ack, ack_until=until)
            return told if user else None
        recipient = part(message, "recipient")
        user = id_of(sender, "user_id") or self._dialogues.get(id_of(recipient, "chat_id"), "")
        if not user or recipient.get("chat_type") != DIALOG:
            return None
        return Event(NAME, key, Kind.MESSAGE, chat=user, sender=user, language=language)


def _members_of(update: Raw) -> str | None:
    """Whose members unreadable news is about; see Update. A kind of tomorrow that is about a chat may be such news."""
    kind, chat = words(update, "update_type", 64), id_of(update, "chat_id")
    if kind in ("user_added", "user_removed", "bot_added", "bot_removed", "bot_admin_permissions_changed"):
        return chat
    return chat if chat.startswith("-") and not kind.startswith("message_") else None


def _held(update: Raw, name: str) -> Raw:
    found = part(update, name)
    if not found:
        raise Unreadable(name)
    return found


def _data(callback: Raw) -> str:
    """A payload can be made up by whoever presses."""
    data = callback.get("payload")
    return data if isinstance(data, str) and data.isascii() and data.isprintable() and len(data) <= 64 else ""
