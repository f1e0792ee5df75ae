"""MAX's methods that ask or set and say nothing in a chat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.max_check import Json, MaxError, NotDone, denied
from bot.sandbox.max_content import gone
from bot.sandbox.max_objects import chat_json, member_json, message_json
from bot.sandbox.max_persons import MaxPersons
from bot.sandbox.max_uploads import MaxUploads
from bot.sandbox.world import WorldChat

SUBSCRIPTION_LIFE_MS = 8 * 3600 * 1000
_VIDEO = {"width": 1280, "height": 720, "duration": 5}


class MaxQuestions:
    """`table` holds the methods by name. `subscriptions`: webhooks by address; while there is one, nothing is polled.
    Nobody answers them here, so that MAX takes each away after eight hours.
    """

    def __init__(self, world: MaxPersons, uploads: MaxUploads) -> None:
        self.subscriptions: dict[str, Json] = {}
        self.commands: list[Json] = []
        self._world, self._uploads = world, uploads
        self._pinned: dict[str, str] = {}
        self.table: dict[str, Callable[[Json], Any]] = {
            "getMyInfo": self._me,
            "editMyCommands": self._set_commands,
            "getSubscriptions": self._subscriptions,
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "getUploadUrl": lambda values: self._uploads.place(values["type"]),
            "getVideo": self._video,
            "getChat": lambda values: chat_json(self._world, self._chat(values)),
            "sendAction": self._action,
            "getPinnedMessage": self._pin,
            "pinMessage": self._set_pin,
            "unpinMessage": self._unpin,
            "getMembership": lambda values: member_json(self._world, self._chat(values), self._world.bot_id),
            "leaveChat": self._leave,
            "getAdmins": self._admins,
            "getMembers": self._members,
        }

    def _me(self, values: Json) -> Json:
        return {**self._world.bot_user(), "commands": self.commands or None}

    def _set_commands(self, values: Json) -> Json:
        self.commands = values["body"].get("commands", [])
        return {"commands": self.commands}

    # Webhooks

    def webhook(self) -> bool:
        """Whether events go to a webhook."""
        oldest = self._world.clock.now() - SUBSCRIPTION_LIFE_MS
        self.subscriptions = {url: one for url, one in self.subscriptions.items() if one["time"] > oldest}
        return bool(self.subscriptions)

    def _subscriptions(self, values: Json) -> Json:
        self.webhook()
        return {"subscriptions": list(self.subscriptions.values())}

    def _subscribe(self, values: Json) -> Json:
        body = values["body"]
        kinds = body.get("update_types")
        self.subscriptions[body["url"]] = {"url": body["url"], "time": self._world.clock.now(), "update_types": kinds}
        return {}

    def _unsubscribe(self, values: Json) -> Json:
        if self.subscriptions.pop(values["url"], None) is None:
            raise NotDone("subscription.not.found", "no such subscription")
        return {}

    # Chats

    def _chat(self, values: Json) -> WorldChat:
        number = values["chatId"]
        chat = self._world.chats.get(self._world.by_number.get(number, str(number)))
        if chat is None or (chat.id in self._world.persons and number == int(chat.id)):  # a person is no chat
            raise MaxError(404, "chat.not.found", f"Chat {number} not found")
        if chat.id in self._world.kicked:
            raise denied("Key: errors.chat.not.participant, args: [CHAT]")
        return chat

    def _led(self, values: Json) -> WorldChat:
        """The chat, if the bot is its administrator."""
        chat = self._chat(values)
        if not self._world.is_bot_admin(chat.id):
            raise denied("Key: errors.chat.not.admin, args: [CHAT]")
        return chat

    def _members(self, values: Json) -> Json:
        chat = self._led(values)
        there = [self._world.bot_id, *chat.members]
        if values.get("user_ids"):
            wanted = {str(user) for user in values["user_ids"]}
            return {"members": [member_json(self._world, chat, user) for user in there if user in wanted]}
        first, count = values.get("marker", 0), values.get("count", 20)
        page = {"members": [member_json(self._world, chat, user) for user in there[first : first + count]]}
        return {**page, "marker": first + count} if first + count < len(there) else page

    def _admins(self, values: Json) -> Json:
        chat = self._led(values)
        named = [user for user, role in chat.members.items() if role == "administrator"]
        return {"members": [member_json(self._world, chat, user) for user in (self._world.bot_id, *named)]}

    def _action(self, values: Json) -> Json:
        self._chat(values)
        return {}

    def _leave(self, values: Json) -> Json:
        chat = self._chat(values)
        self._world.kicked.add(chat.id)
        self._world.rights.pop(chat.id, None)
        return {}

    def _pin(self, values: Json) -> Json:
        kept = self._world.kept(self._pinned.get(self._chat(values).id, ""))
        return {"message": message_json(self._world, kept) if kept is not None else None}

    def _pins(self, values: Json) -> WorldChat:
        chat = self._led(values)
        if "pin_message" not in self._world.rights[chat.id]:
            raise denied("Key: errors.chat.no.permission, args: [CHAT]")
        return chat

    def _set_pin(self, values: Json) -> Json:
        chat, wanted = self._pins(values), values["body"]["message_id"]
        kept = self._world.kept(wanted)
        if kept is None or kept.shown.chat != chat.id:
            raise gone(wanted)
        self._pinned[chat.id] = wanted
        return {}

    def _unpin(self, values: Json) -> Json:
        self._pinned.pop(self._pins(values).id, None)
        return {}

    # Files

    def _video(self, values: Json) -> Json:
        found = self._world.tokens.get(values["videoToken"])
        if found is None or found[1]["type"] != "video":
            raise MaxError(404, "not.found", "Video not found")
        url = f"{self._world.url}/file/{found[0].id}?sig=sandbox"
        return {"token": values["videoToken"], "urls": {"mp4_720": url, "mp4_1080": None}, **_VIDEO}
