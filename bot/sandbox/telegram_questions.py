"""The Bot API's methods that ask or set and say nothing in a chat, and whether the bot may act in one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.telegram_check import TelegramError, bad_request
from bot.sandbox.telegram_objects import Json, chat_json, file_path
from bot.sandbox.telegram_persons import TelegramPersons
from bot.sandbox.world import WorldChat

MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024


class TelegramQuestions:
    """`table` holds the methods by name; each takes checked fields and raises TelegramError for a refusal."""

    def __init__(self, world: TelegramPersons) -> None:
        self._world = world
        self.table: dict[str, Callable[[Json], Any]] = {
            "getMe": self._get_me,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "setMyCommands": self._set_my_commands,
            "sendChatAction": self._send_chat_action,
            "getFile": self._get_file,
            "getChat": self._get_chat,
            "getChatMember": self._get_chat_member,
            "getChatAdministrators": self._get_chat_administrators,
        }

    def _get_me(self, values: Json) -> Json:
        flags = {"can_join_groups": True, "can_read_all_group_messages": True, "supports_inline_queries": False}
        more = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled")
        return {**self._world.bot_user, **flags, **dict.fromkeys(more, False)}

    def _delete_webhook(self, values: Json) -> bool:
        if values.get("drop_pending_updates"):
            self._world.updates.clear()
        return True

    def _get_webhook_info(self, values: Json) -> Json:
        return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._world.updates)}

    def _set_my_commands(self, values: Json) -> bool:
        for command in values["commands"]:
            name = command["command"]
            if not (1 <= len(name) <= 32 and name.isascii() and name.replace("_", "a").isalnum() and name.islower()):
                raise bad_request("BOT_COMMAND_INVALID", broken=True)
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID", broken=True)
        if len(values["commands"]) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH", broken=True)
        return True

    def _send_chat_action(self, values: Json) -> bool:
        target(self._world, values)
        return True

    def _get_file(self, values: Json) -> Json:
        file = self._world.files.get(values["file_id"])
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(file.content) > MOST_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        unique = f"u{values['file_id']}"
        head = {"file_id": values["file_id"], "file_unique_id": unique, "file_size": len(file.content)}
        return {**head, "file_path": file_path(file)}

    def _get_chat(self, values: Json) -> Json:
        chat = target(self._world, values)
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return {**chat_json(chat), **more}

    def _get_chat_member(self, values: Json) -> Json:
        chat = target(self._world, values)
        user = str(values["user_id"])
        if user != self._world.bot_id and user not in self._world.persons:
            raise bad_request("PARTICIPANT_ID_INVALID")
        return self._world.member_json(chat, user)

    def _get_chat_administrators(self, values: Json) -> list[Json]:
        chat = target(self._world, values)
        if chat.private:
            raise bad_request("there are no administrators in the private chat")
        named = [user for user, role in chat.members.items() if role == "administrator"]
        return [self._world.member_json(chat, user) for user in (self._world.bot_id, *named)]


def target(world: TelegramPersons, values: Json) -> WorldChat:
    """The chat, if the bot may act in it."""
    chat_id = str(values["chat_id"])
    if chat_id in world.migrated:
        raise TelegramError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            parameters={"migrate_to_chat_id": int(world.migrated[chat_id])},
        )
    chat = world.chats.get(chat_id)
    if chat is None or (chat.private and not world.persons[chat_id].started):
        raise bad_request("chat not found")
    if chat_id in world.kicked:
        kind = chat_json(chat)["type"]
        raise TelegramError(403, f"Forbidden: bot was kicked from the {kind} chat")
    if chat_id in world.deactivated:
        raise TelegramError(403, "Forbidden: user is deactivated")
    if chat.private and world.persons[chat_id].blocked:
        raise TelegramError(403, "Forbidden: bot was blocked by the user")
    if values.get("message_thread_id"):
        raise bad_request("message thread not found")
    return chat
