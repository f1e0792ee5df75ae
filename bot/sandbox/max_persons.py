"""MAX from its persons' side: they start, write, press, edit, stop the bot, and manage groups."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sandbox.max_check import Json
from bot.sandbox.max_html import MaxText
from bot.sandbox.max_objects import author_json, message_json, take_file, user_json
from bot.sandbox.max_world import PERMISSIONS, MaxMessage, MaxWorld
from bot.sandbox.world import WorldChat, WorldFile

_ALBUM_KINDS = frozenset({"photo", "video"})
MOST_REF = 128


class MaxPersons(MaxWorld):
    """The persons' half of `Messenger`. Ids that do not exist raise KeyError or LookupError.

    `starts_again`: whether Start, or a deep link, in a dialog that runs already is told of; MAX does not say.
    """

    starts_again = True
    _pressed = 0
    _pressed_at = 0

    def start(self, user: str, ref: str = "") -> None:
        person = self.persons[user]
        first = person.blocked or not person.started
        person.blocked, person.started = False, True
        self.tell("person", user, person=user)
        if first or self.starts_again:
            self._dialog("bot_started", user, {"payload": ref[:MOST_REF]} if ref else {})

    def say(
        self,
        user: str,
        chat: str,
        text: str = "",
        *,
        files: Sequence[WorldFile] = (),
        reply_to: str = "",
        lat: float | None = None,
        lon: float | None = None,
        anonymous: bool = False,
        forwarded: bool = False,
        own_contact: bool = False,
    ) -> list[str]:
        """Pictures and videos go together in one message, every other file in one of its own. MAX has no anonymous
        administrators: `anonymous` changes nothing. `own_contact`: a contact has MAX's proof that it is the sender's.
        """
        place = self._open(user, chat)
        if reply_to and self.kept(reply_to) is None:
            raise LookupError(f"no message {reply_to} in chat {chat}")
        album = [file for file in files if file.kind in _ALBUM_KINDS]
        bundles = ([album] if album else []) + [[file] for file in files if file.kind not in _ALBUM_KINDS]
        point = None if lat is None or lon is None else (lat, lon)
        ids = []
        for bundle in bundles or [[]]:
            attached = [take_file(self, file, owner=user if own_contact else "") for file in bundle]
            kept = self.post(
                place, (user, self.persons[user].name), MaxText(text), attached=attached, place=point, reply=reply_to,
                forwarded=forwarded,
            )  # fmt: skip
            self._said("message_created", kept)
            ids.append(kept.shown.id)
            text, point = "", None
        return ids

    def press(self, user: str, chat: str, message: str, data: str) -> None:
        kept = self.by_mid[message]
        now = self._pressed_at = max(self.clock.now(), self._pressed_at + 1)  # no two presses bear one moment
        callback = (
            f"cb.{message.removeprefix('mid.')}.{user}"  # MAX calls it the keyboard's: a second press has the same
        )
        self.presses[callback] = (now, user, chat, message)
        pressed: Json = {"timestamp": now, "callback_id": callback, "payload": data}
        body: Json = {"callback": {**pressed, "user": author_json(self, user)}, "message": None}
        if not kept.shown.deleted:
            body["message"] = message_json(self, kept)
            self._pressed += 1
            if self.chats[chat].private and self._pressed % 2:
                del body["message"]["recipient"]["chat_id"]  # live servers leave it out of some
        self.emit("message_callback", body | self._locale(chat), "" if self.chats[chat].private else chat)

    def press_key(self, user: str, chat: str, label: str, message: str = "") -> None:
        """Presses a button under a message (the newest that has it) by its label; a place needs `say(lat=…)`."""
        wanted = [message] if message else [m.id for m in reversed(self.chats[chat].messages) if not m.deleted]
        for one in wanted:
            keyboard = self.by_mid[one].keyboard
            key = keyboard.find(label) if keyboard is not None else None
            if key is None:
                continue
            if key.kind == "callback":
                self.press(user, chat, one, key.shown.data)
            elif key.kind == "message":
                self.say(user, chat, label)
            elif key.kind == "request_contact":
                self.share_contact(user, chat)
            return
        raise LookupError(f"no button {label!r} in chat {chat}")

    def share_contact(self, user: str, chat: str, phone: str = "+79990000000") -> None:
        """One's own phone, with MAX's proof that it is."""
        card = WorldFile("contact", self.persons[user].name, "", b"", transcript=phone)
        self.say(user, chat, files=[card], own_contact=True)

    def edit(self, user: str, chat: str, message: str, text: str) -> None:
        kept = self._own(user, chat, message)
        if kept.shown.text != text:
            kept.shown.text, kept.shown.edited = text, True
            self.tell("edit", chat, kept.shown)
            self._said("message_edited", kept)

    def delete(self, user: str, chat: str, message: str) -> None:
        self.remove(self._own(user, chat, message))
        body = {"message_id": message, "chat_id": self.number(chat), "user_id": int(user)}
        self.emit("message_removed", body, "" if self.chats[chat].private else chat)

    def block(self, user: str) -> None:
        person = self.persons[user]
        if not person.blocked:
            person.blocked = True
            self.tell("person", user, person=user)
            self._dialog("bot_stopped", user)
            self._dialog("dialog_removed", user)

    def unblock(self, user: str) -> None:
        if self.persons[user].blocked:
            self.start(user)

    def add_group(self, title: str, administrators: Sequence[str] = (), *, chat: str = "") -> WorldChat:
        group = WorldChat(chat or self.new_group_id(), title, False, dict.fromkeys(administrators, "administrator"))
        self.chats[group.id] = group
        self.rights[group.id] = PERMISSIONS
        self.tell("chat", group.id)
        return group

    def add_channel(self, title: str, administrators: Sequence[str] = (), *, chat: str = "") -> WorldChat:
        """Readers see what the bot posts; nobody else writes there."""
        channel = self.add_group(title, administrators, chat=chat)
        self.channels.add(channel.id)
        return channel

    def set_rights(self, chat: str, permissions: Sequence[str] | None) -> None:
        """What the bot may do there; None: it is no administrator. Long polling is not told of it."""
        self.rights.pop(chat, None)
        if permissions is not None:
            self.rights[chat] = tuple(permissions)

    def join(self, chat: str, user: str, role: str = "member") -> None:
        place = self.chats[chat]
        known = user in place.members
        place.members[user] = role
        self.tell("chat", chat)
        if not known:
            self._group("user_added", chat, {"user": user_json(self, self.persons[user]), "inviter_id": None}, chat)

    def leave(self, chat: str, user: str) -> None:
        del self.chats[chat].members[user]
        self.tell("chat", chat)
        self._group("user_removed", chat, {"user": user_json(self, self.persons[user]), "admin_id": None}, chat)

    def kick_bot(self, chat: str, user: str) -> None:
        """An administrator takes the bot out of the chat."""
        self.kicked.add(chat)
        self.rights.pop(chat, None)
        self._group("bot_removed", chat, {"user": user_json(self, self.persons[user])})

    def invite_bot(self, chat: str, user: str, permissions: Sequence[str] | None = PERMISSIONS) -> None:
        """The bot comes (back) into the chat, and is made an administrator. Who did it is not told."""
        self.kicked.discard(chat)
        self._group("bot_added", chat, {})
        self.set_rights(chat, permissions)

    def migrate(self, chat: str) -> str:
        return chat

    def _group(self, kind: str, chat: str, body: Json, only_readers: str = "") -> None:
        self.emit(kind, {"chat_id": int(chat), "is_channel": chat in self.channels, **body}, only_readers)

    def _dialog(self, kind: str, user: str, more: Json | None = None) -> None:
        body = {"chat_id": self.number(user), "user": user_json(self, self.persons[user]), **(more or {})}
        self.emit(kind, body | self._locale(user))

    def _said(self, kind: str, kept: MaxMessage) -> None:
        chat = kept.shown.chat
        body = {"message": message_json(self, kept), **self._locale(chat)}
        self.emit(kind, body, "" if self.chats[chat].private else chat)

    def _locale(self, chat: str) -> Json:
        person = self.persons.get(chat)
        return {"user_locale": person.language or None} if person is not None else {}

    def _open(self, user: str, chat: str) -> WorldChat:
        """The chat to write in; a dialog is started before anything can be written."""
        place = self.chats[chat]
        if place.private:
            if self.persons[user].blocked or not self.persons[user].started:
                self.start(user)
        elif user not in place.members or chat in self.channels:
            raise LookupError(f"{user} does not write in chat {chat}")
        return place

    def _own(self, user: str, chat: str, message: str) -> MaxMessage:
        kept = self.kept(message)
        if kept is None or (kept.shown.sender, kept.shown.chat) != (user, chat):
            raise LookupError(f"{user} has no message {message} in chat {chat}")
        return kept
