"""VK from its persons' side: they start, write, press, edit, block, and come into chats."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.sandbox.vk_check import Json
from bot.sandbox.vk_keyboard import Key
from bot.sandbox.vk_objects import message_json, take_file
from bot.sandbox.vk_world import VkMessage, VkWorld
from bot.sandbox.world import WorldChat, WorldFile

START_LABEL = "Начать"
START_PAYLOAD = '{"command":"start"}'


class VkPersons(VkWorld):
    """The persons' half of `Messenger`. Ids that do not exist raise KeyError or LookupError."""

    def start(self, user: str, ref: str = "") -> None:
        chat = self._open(user, user)
        self._written(self.post(chat, self._sender(user), START_LABEL, payload=START_PAYLOAD, ref=ref))

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
        payload: str = "",
    ) -> list[str]:
        """One message, whatever it holds. VK has no anonymous administrators: `anonymous` changes nothing."""
        place = self._open(user, chat)
        if reply_to and self.kept(chat, reply_to) is None:
            raise LookupError(f"no message {reply_to} in chat {chat}")
        attached = [take_file(self, file, int(user)) for file in files]
        point = None if lat is None or lon is None else (lat, lon)
        kept = self.post(
            place,
            self._sender(user),
            text,
            attached=attached,
            place=point,
            reply=reply_to,
            payload=payload,
        )
        kept.forwarded = kept.shown.forwarded = forwarded
        if forwarded:
            self.tell("message", chat, kept.shown)
        self._written(kept)
        return [kept.shown.id]

    def press(self, user: str, chat: str, message: str, data: str) -> None:
        kept = self._kept[chat, message]
        key = kept.keyboard.find(payload=data) if kept.keyboard is not None and data else None
        if key is not None and key.kind == "text":
            self._write_label(user, chat, key)
        else:
            self._callback(user, chat, data, kept.cmid)

    def press_key(self, user: str, chat: str, label: str, message: str = "") -> None:
        """A key writes its label with its payload; a callback key makes an event. The place needs `say(lat=…)`."""
        under = self._kept[chat, message].keyboard if message else self.keyboards.get(chat)
        key = under.find(label=label) if under is not None else None
        if under is None or key is None:
            raise LookupError(f"no key {label!r} in chat {chat}")
        if key.kind == "callback":
            self._callback(user, chat, key.payload, self._kept[chat, message].cmid if message else 0)
            return
        if under.one_time:
            self.set_keyboard(self.chats[chat], ())
            del self.keyboards[chat]
        self._write_label(user, chat, key)

    def edit(self, user: str, chat: str, message: str, text: str) -> None:
        kept = self._own(user, chat, message)
        if kept.shown.text != text:
            kept.shown.text, kept.shown.edited = text, True
            self.tell("edit", chat, kept.shown)
            self.emit("message_edit", message_json(self, kept))

    def delete(self, user: str, chat: str, message: str) -> None:
        """VK tells communities nothing of it."""
        self.remove(self._own(user, chat, message))

    def block(self, user: str) -> None:
        person = self.persons[user]
        if not person.blocked:
            person.blocked = True
            self.emit("message_deny", {"user_id": int(user)})
            self.tell("person", user, person=user)

    def unblock(self, user: str) -> None:
        person = self.persons[user]
        if person.blocked:
            person.blocked = False
            self._allowed(user)

    def allow(self, user: str) -> None:
        """Presses "allow messages" without writing."""
        self.persons[user].started = True
        self.persons[user].blocked = False
        self._allowed(user)

    def add_group(self, title: str, administrators: Sequence[str] = (), *, chat: str = "") -> WorldChat:
        members = dict.fromkeys(administrators, "administrator")
        group = WorldChat(chat or self.new_chat_id(), title, False, members)
        self.chats[group.id] = group
        self.tell("chat", group.id)
        return group

    def join(self, chat: str, user: str, role: str = "member") -> None:
        place = self.chats[chat]
        known = user in place.members
        place.members[user] = role
        self.tell("chat", chat)
        if not known:
            self._service(place, user, "chat_invite_user")

    def leave(self, chat: str, user: str) -> None:
        place = self.chats[chat]
        del place.members[user]
        self.tell("chat", chat)
        self._service(place, user, "chat_kick_user")

    def kick_bot(self, chat: str, user: str) -> None:
        """An administrator takes the community out of the chat; VK tells it nothing."""
        self.kicked.add(chat)

    def invite_bot(self, chat: str, user: str) -> None:
        """The community comes (back) into the chat."""
        self.kicked.discard(chat)
        action = {"type": "chat_invite_user", "member_id": -self.group_id}
        self._written(self.post(self.chats[chat], self._sender(user), "", action=action))

    def migrate(self, chat: str) -> str:
        return chat

    def _open(self, user: str, chat: str) -> WorldChat:
        """The conversation to write in; writing to the community allows it to write back."""
        place = self.chats[chat]
        if place.private:
            person = self.persons[user]
            if person.blocked or not person.started:
                person.blocked, person.started = False, True
                self._allowed(user)
        elif user not in place.members:
            raise LookupError(f"{user} is not in chat {chat}")
        return place

    def _allowed(self, user: str) -> None:
        self.emit("message_allow", {"user_id": int(user), "key": ""})
        self.tell("person", user, person=user)

    def _own(self, user: str, chat: str, message: str) -> VkMessage:
        kept = self.kept(chat, message)
        if kept is None or kept.shown.sender != user:
            raise LookupError(f"{user} has no message {message} in chat {chat}")
        return kept

    def _sender(self, user: str) -> tuple[str, str]:
        return user, self.persons[user].name

    def _written(self, kept: VkMessage) -> None:
        body = {"message": message_json(self, kept), "client_info": self.client_info(kept.shown.sender)}
        self.emit("message_new", body)

    def _write_label(self, user: str, chat: str, key: Key) -> None:
        self.say(user, chat, key.shown.label, payload=key.payload)

    def _callback(self, user: str, chat: str, payload: str, cmid: int) -> None:
        body: Json = {"user_id": int(user), "peer_id": int(chat), "event_id": self.new_press(user, chat)}
        body["payload"] = json.loads(payload) if payload else {}
        if cmid:
            body["conversation_message_id"] = cmid
        self.emit("message_event", body)

    def _service(self, chat: WorldChat, user: str, kind: str) -> None:
        action = {"type": kind, "member_id": int(user)}
        self._written(self.post(chat, self._sender(user), "", action=action))
