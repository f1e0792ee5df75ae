"""Telegram from its persons' side: they start, write, press, edit, block, and manage groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.sandbox.telegram_html import Rich
from bot.sandbox.telegram_objects import ANONYMOUS, Json, chat_json, user_json
from bot.sandbox.telegram_world import Kept, TelegramWorld
from bot.sandbox.world import WorldChat, WorldFile

_ALBUM_KINDS = frozenset({"photo", "video"})
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


class TelegramPersons(TelegramWorld):
    """The persons' half of `Messenger`. Ids that do not exist raise KeyError or LookupError."""

    def start(self, user: str, ref: str = "") -> None:
        self.say(user, user, f"/start {ref}".rstrip())

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
    ) -> list[str]:
        place = self._open(user, chat)
        reply = self.kept(place.id, reply_to) if reply_to else None
        if reply_to and reply is None:
            raise LookupError(f"no message {reply_to} in chat {chat}")
        author, shown_as = self._author(user, place, anonymous)
        album = ""
        if len(files) > 1 and all(f.kind in _ALBUM_KINDS for f in files):
            album = self.new_album()
        point = None if lat is None or lon is None else (lat, lon)
        posted: list[Kept] = []
        if point is not None or not files:
            words = "" if point is not None else text
            posted.append(self.post(place, author, shown_as, _typed(words), place=point, reply=reply))
        for number, file in enumerate(files):
            caption = _typed(text if number == 0 else "")
            posted.append(self.post(place, author, shown_as, caption, file=file, reply=reply, album=album))
        for kept in posted:
            if forwarded:
                kept.raw["forward_origin"] = {"type": "hidden_user", "sender_user_name": "?", "date": kept.raw["date"]}
                kept.shown.forwarded = True
                self.tell("message", place.id, kept.shown)
            self.emit("message", dict(kept.raw))
        return [kept.shown.id for kept in posted]

    def press(self, user: str, chat: str, message: str, data: str) -> None:
        kept = self._kept[chat, message]
        raw: Json = dict(kept.raw)
        if kept.shown.deleted:
            raw = {"chat": raw["chat"], "message_id": raw["message_id"], "date": 0}
        self.emit(
            "callback_query",
            {
                "id": self.new_query(user, chat),
                "from": user_json(self.persons[user]),
                "message": raw,
                "chat_instance": chat,
                "data": data,
            },
        )

    def press_key(self, user: str, chat: str, label: str, message: str = "") -> None:
        """A key of the reply keyboard writes its label; one that asks for the place needs `say(lat=…)`."""
        if message:
            rows = self._kept[chat, message].shown.buttons
            self.press(user, chat, message, next(b.data for row in rows for b in row if b.label == label))
            return
        place = self.chats[chat]
        if not any(b.label == label for row in place.keyboard for b in row):
            raise LookupError(f"no key {label!r} in chat {chat}")
        if chat in self.one_time:
            self.one_time.discard(chat)
            self.set_keyboard(place, ())
        self.say(user, chat, label)

    def edit(self, user: str, chat: str, message: str, text: str) -> None:
        kept = self._own(user, chat, message)
        if self.change(kept, _typed(text), None):
            self.emit("edited_message", dict(kept.raw))

    def delete(self, user: str, chat: str, message: str) -> None:
        """Telegram tells bots nothing of it."""
        self.remove(self._own(user, chat, message))

    def block(self, user: str) -> None:
        self._reachable(user, False)

    def unblock(self, user: str) -> None:
        self._reachable(user, True)

    def deactivate(self, user: str) -> None:
        """The account is gone for ever; bots learn of it by a 403 only."""
        self.deactivated.add(user)

    def add_group(
        self, title: str, administrators: Sequence[str] = (), supergroup: bool = True, *, chat: str = ""
    ) -> WorldChat:
        members = dict.fromkeys(administrators, "administrator")
        group = WorldChat(chat or self.new_group_id(supergroup), title, False, members)
        self.chats[group.id] = group
        self.tell("chat", group.id)
        return group

    def join(self, chat: str, user: str, role: str = "member") -> None:
        place = self.chats[chat]
        before = self.member_json(place, user)
        place.members[user] = role
        self._membership(place, user, before)
        if before["status"] == "left":
            self._service(place, user, {"new_chat_members": [user_json(self.persons[user])]})

    def leave(self, chat: str, user: str) -> None:
        place = self.chats[chat]
        before = self.member_json(place, user)
        place.members.pop(user, None)
        self._membership(place, user, before)
        self._service(place, user, {"left_chat_member": user_json(self.persons[user])})

    def kick_bot(self, chat: str, user: str) -> None:
        """An administrator takes the bot out of the group."""
        self.kicked.add(chat)
        self._bot_membership(self.chats[chat], user, "administrator", "kicked")

    def invite_bot(self, chat: str, user: str) -> None:
        """The bot comes (back) into the group as an administrator."""
        self.kicked.discard(chat)
        self._bot_membership(self.chats[chat], user, "left", "administrator")

    def migrate(self, chat: str) -> str:
        old = self.chats[chat]
        new = WorldChat(self.new_group_id(True), old.title, False, dict(old.members))
        self.chats[new.id] = new
        self.migrated[chat] = new.id
        self._service(old, "", {"migrate_to_chat_id": int(new.id)})
        self._service(new, "", {"migrate_from_chat_id": int(old.id)})
        self.tell("chat", new.id)
        return new.id

    def member_json(self, chat: WorldChat, user: str) -> Json:
        """A ChatMember object; the bot itself is an administrator."""
        if user == self.bot_id:
            return self._bot_member("kicked" if chat.id in self.kicked else "administrator")
        body = user_json(self.persons[user])
        role = chat.members.get(user, "left")
        if role == "administrator":
            return {"user": body, "status": role, "can_be_edited": False, **_all_rights()}
        return {"user": body, "status": role}

    def _bot_member(self, status: str) -> Json:
        rights: dict[str, Any] = {"until_date": 0} if status == "kicked" else {}
        if status == "administrator":
            rights = {"can_be_edited": False, **_all_rights()}
        return {"user": self.bot_user, "status": status, **rights}

    def _open(self, user: str, chat: str) -> WorldChat:
        """The chat to write in: a private one is started and unblocked by writing."""
        place = self.chats[chat]
        if place.private:
            self.unblock(user)
            person = self.persons[user]
            if not person.started:
                person.started = True
                self.tell("person", chat, person=user)
        elif user not in place.members:
            raise LookupError(f"{user} is not in chat {chat}")
        return place

    def _own(self, user: str, chat: str, message: str) -> Kept:
        kept = self.kept(chat, message)
        if kept is None or kept.shown.sender != user:
            raise LookupError(f"{user} has no message {message} in chat {chat}")
        return kept

    def _author(self, user: str, chat: WorldChat, anonymous: bool) -> tuple[Json, tuple[str, str]]:
        if anonymous:
            return {"from": ANONYMOUS, "sender_chat": chat_json(chat)}, (user, chat.title)
        person = self.persons[user]
        return {"from": user_json(person)}, (user, person.name)

    def _reachable(self, user: str, reachable: bool) -> None:
        person = self.persons[user]
        if person.blocked is not reachable:
            return
        person.blocked = not reachable
        before, after = ("kicked", "member") if reachable else ("member", "kicked")
        self._bot_membership(self.chats[user], user, before, after)
        self.tell("person", user, person=user)

    def _bot_membership(self, chat: WorldChat, user: str, before: str, after: str) -> None:
        self.emit(
            "my_chat_member",
            {
                "chat": chat_json(chat),
                "from": user_json(self.persons[user]),
                "date": self.clock.now() // 1000,
                "old_chat_member": self._bot_member(before),
                "new_chat_member": self._bot_member(after),
            },
        )

    def _membership(self, chat: WorldChat, user: str, before: Json) -> None:
        self.tell("chat", chat.id)
        self.emit(
            "chat_member",
            {
                "chat": chat_json(chat),
                "from": user_json(self.persons[user]),
                "date": self.clock.now() // 1000,
                "old_chat_member": before,
                "new_chat_member": self.member_json(chat, user),
            },
        )

    def _service(self, chat: WorldChat, user: str, content: Json) -> None:
        """A message that the messenger itself writes into a group; shown to nobody here."""
        author = user_json(self.persons[user]) if user else ANONYMOUS
        head = {"message_id": self._number(chat), "from": author, "chat": chat_json(chat)}
        self.emit("message", {**head, "date": self.clock.now() // 1000, **content})


def _all_rights() -> dict[str, bool]:
    return {"is_anonymous": False, **dict.fromkeys(_RIGHTS, True)}


def _typed(text: str) -> Rich:
    """What a person wrote; Telegram marks a command in it."""
    if not text.startswith("/"):
        return Rich(text)
    return Rich(text, (), [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}])
