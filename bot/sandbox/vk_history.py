"""VK's methods that read conversations: members, history, messages by their ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.sandbox.vk_check import Json, VkError, invalid
from bot.sandbox.vk_objects import author_number, group_json, message_json, user_json
from bot.sandbox.vk_persons import VkPersons
from bot.sandbox.vk_world import VkMessage
from bot.sandbox.world import ShownMessage, WorldChat


class VkHistory:
    """`table` holds the methods by name; each takes checked parameters and raises VkError for a refusal."""

    def __init__(self, world: VkPersons) -> None:
        self._world = world
        self.table: dict[str, Callable[[Json], Any]] = {
            "messages.getConversationMembers": self._members,
            "messages.getByConversationMessageId": self._by_cmid,
            "messages.getConversations": self._conversations,
            "messages.getHistory": self._history,
            "messages.getById": self._by_id,
            "messages.isMessagesFromGroupAllowed": self._is_allowed,
        }

    def _chat(self, peer: Any) -> WorldChat:
        chat = self._world.chats.get(str(peer))
        if chat is None:
            raise VkError(917 if len(str(peer)) == 10 else 100, "" if len(str(peer)) == 10 else "peer_id")
        return chat

    def _members(self, values: Json) -> Json:
        world, chat = self._world, self._chat(values["peer_id"])
        if not world.bot_is_admin.get(chat.id, True):
            raise VkError(917)
        us = {"member_id": -world.group_id, "join_date": 1_700_000_000}
        if not chat.private:
            us.update(is_admin=True, can_kick=False)
        items = [us]
        for user, role in chat.members.items():
            item: Json = {"member_id": int(user), "invited_by": int(user), "join_date": 1_700_000_000}
            if role == "administrator":
                item["is_admin"] = True
            items.append({**item, "can_kick": role != "administrator"} if not chat.private else item)
        start = values.get("offset", 0)
        end = start + values.get("count", len(items))
        profiles = [user_json(world.persons[user]) for user in chat.members]
        return {
            "count": len(items),
            "items": items[start:end],
            "profiles": profiles,
            "groups": [group_json(world)],
        }

    def _by_cmid(self, values: Json) -> Json:
        chat = self._chat(values["peer_id"])
        return self._messages([self._world.kept(chat.id, str(n)) for n in values["conversation_message_ids"]])

    def _by_id(self, values: Json) -> Json:
        if "message_ids" in values:
            return self._messages([self._world.by_number.get(n) for n in values["message_ids"]])
        if "peer_id" not in values or "cmids" not in values:
            raise invalid("message_ids or peer_id and cmids are required")
        return self._messages([self._world.kept(str(values["peer_id"]), str(n)) for n in values["cmids"]])

    def _history(self, values: Json) -> Json:
        chat = self._chat(values.get("peer_id", values.get("user_id", "")))
        there = [m for m in chat.messages if not m.deleted]
        ordered = there if values.get("rev") else there[::-1]
        if "start_message_id" in values:
            ordered = self._from_message(ordered, values["start_message_id"])
        start = max(0, values.get("offset", 0))
        chosen = ordered[start : start + values.get("count", 20)]
        return {**self._messages(self._kept(chosen)), "count": len(there)}

    def _from_message(self, messages: list[ShownMessage], number: int) -> list[ShownMessage]:
        kept = self._world.by_number.get(number)
        if kept is None:
            raise VkError(100, "start_message_id")
        for at, shown in enumerate(messages):
            if shown is kept.shown:
                return messages[at:]
        return []

    def _conversations(self, values: Json) -> Json:
        wanted = values.get("filter", "all")
        found = []
        for chat in self._world.chats.values():
            there = [m for m in chat.messages if not m.deleted]
            unanswered = bool(there) and there[-1].sender != "bot"
            if there and (wanted == "all" or (wanted in ("unread", "unanswered") and unanswered)):
                found.append((there[-1].at, chat, there))
        found.sort(key=lambda item: item[0], reverse=True)
        start = values.get("offset", 0)
        page = found[start : start + values.get("count", 20)]
        items = [self._conversation(chat, there) for _, chat, there in page]
        return {"count": len(found), "unread_count": len(found), "items": items}

    def _conversation(self, chat: WorldChat, there: list[ShownMessage]) -> Json:
        last = self._kept(there[-1:])[0]
        unread = 0
        for shown in reversed(there):
            if shown.sender == "bot":
                break
            unread += 1
        kind = "user" if chat.private else "chat"
        person = self._world.persons.get(chat.id)
        local = int(chat.id) if chat.private else int(chat.id) - 2_000_000_000
        return {
            "conversation": {
                "peer": {"id": int(chat.id), "type": kind, "local_id": local},
                "last_message_id": last.number,
                "last_conversation_message_id": last.cmid,
                "in_read": last.number,
                "out_read": last.number,
                "unread_count": unread,
                "can_write": {"allowed": person is None or not person.blocked},
            },
            "last_message": message_json(self._world, last),
        }

    def _is_allowed(self, values: Json) -> Json:
        person = self._world.persons.get(str(values["user_id"]))
        return {"is_allowed": int(person is not None and person.started and not person.blocked)}

    def _kept(self, messages: Sequence[ShownMessage]) -> list[VkMessage]:
        found = [self._world.kept(m.chat, m.id) for m in messages]
        return [kept for kept in found if kept is not None]

    def _messages(self, found: Sequence[VkMessage | None]) -> Json:
        items = [message_json(self._world, k) for k in found if k is not None and not k.shown.deleted]
        authors = {author_number(self._world, k.shown.sender) for k in found if k is not None}
        profiles = [user_json(self._world.persons[str(n)]) for n in sorted(authors) if n > 0]
        return {"count": len(items), "items": items, "profiles": profiles}
