"""The Bot API's methods over the emulated Telegram: what they answer and what they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.limits import TelegramLimits
from bot.sandbox.telegram_check import TelegramError, Upload, bad_request
from bot.sandbox.telegram_html import Rich, from_entities, parse_html
from bot.sandbox.telegram_markup import read_markup
from bot.sandbox.telegram_objects import SMALL, Json, chat_json, file_path
from bot.sandbox.telegram_persons import TelegramPersons
from bot.sandbox.telegram_world import Kept
from bot.sandbox.world import WorldChat, WorldFile, utf16_length

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_TOAST = 200
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_UPLOAD_BYTES = 50 * 1024 * 1024
MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024
DELETE_WITHIN_MS = 48 * 3600 * 1000

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_FILE_METHODS = {
    "sendPhoto": "photo",
    "sendVideo": "video",
    "sendDocument": "document",
    "sendVoice": "voice",
    "sendAudio": "audio",
}
_ALONE = frozenset({"document", "audio"})


class TelegramMethods:
    """`call` does what a checked request asks; TelegramError for a refusal."""

    def __init__(self, world: TelegramPersons, limits: TelegramLimits) -> None:
        self._world = world
        self._limits = limits
        self._commands: list[Json] = []
        self._methods: dict[str, Callable[[Json], Any]] = {
            "getMe": self._get_me,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "setMyCommands": self._set_my_commands,
            "sendMessage": self._send_message,
            "sendLocation": self._send_location,
            "sendMediaGroup": self._send_media_group,
            "copyMessage": self._copy_message,
            "sendChatAction": self._send_chat_action,
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_callback_query,
            "getFile": self._get_file,
            "getChat": self._get_chat,
            "getChatMember": self._get_chat_member,
            "getChatAdministrators": self._get_chat_administrators,
        }

    def call(self, method: str, values: Json) -> Any:
        kind = _FILE_METHODS.get(method)
        if kind is not None:
            return self._send_file(kind, values)
        return self._methods[method](values)

    # What the bot is

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
        self._commands = values["commands"]
        return True

    # Sending

    def _send_message(self, values: Json) -> Json:
        chat = self._target(values)
        rich = _rich(values, "text")
        if not rich.text.strip():
            raise bad_request("message text is empty", broken=True)
        if utf16_length(rich.text) > MOST_TEXT:
            raise bad_request("message is too long", broken=True)
        return self._post(chat, values, rich)

    def _send_file(self, kind: str, values: Json) -> Json:
        chat = self._target(values)
        rich = _caption(values)
        return self._post(chat, values, rich, file=self._file(values[kind], kind))

    def _send_location(self, values: Json) -> Json:
        chat = self._target(values)
        place = (values["latitude"], values["longitude"])
        if abs(place[0]) > 90 or abs(place[1]) > 180:
            raise bad_request("wrong location specified", broken=True)
        return self._post(chat, values, Rich(""), place=place)

    def _post(self, chat: WorldChat, values: Json, rich: Rich, **more: Any) -> Json:
        markup = read_markup(values.get("reply_markup"), chat.private)
        reply = self._reply(chat, values)
        self._admit(chat)
        kept = self._post_as_bot(chat, rich, markup=markup, reply=reply, **more)
        if markup.keyboard is not None:
            self._world.set_keyboard(chat, markup.keyboard)
            (self._world.one_time.add if markup.one_time else self._world.one_time.discard)(chat.id)
        return kept.raw

    def _post_as_bot(self, chat: WorldChat, rich: Rich, **more: Any) -> Kept:
        world = self._world
        return world.post(chat, {"from": world.bot_user}, ("bot", world.bot_user["first_name"]), rich, **more)

    def _send_media_group(self, values: Json) -> list[Json]:
        chat = self._target(values)
        items = values["media"]
        if not 2 <= len(items) <= 10:
            raise bad_request("media group must include 2-10 items", broken=True)
        kinds = {item["type"] for item in items}
        for alone in kinds & _ALONE:
            if len(kinds) > 1:
                raise bad_request(f"{alone} can't be mixed with other media types", broken=True)
        texts = [_caption(item) for item in items]
        files = [self._file(item["media"], item["type"]) for item in items]
        reply = self._reply(chat, values)
        self._admit(chat, len(items))
        album = self._world.new_album()
        return [
            self._post_as_bot(chat, rich, file=file, album=album, reply=reply).raw
            for rich, file in zip(texts, files, strict=True)
        ]

    def _copy_message(self, values: Json) -> Json:
        chat = self._target(values)
        source = self._world.kept(str(values["from_chat_id"]), str(values["message_id"]))
        if source is None:
            raise bad_request("message to copy not found")
        shown = source.shown
        marks = source.raw.get("entities") or source.raw.get("caption_entities") or []
        rich = _caption(values) if "caption" in values else Rich(shown.text, shown.spans, marks)
        place = None if shown.lat is None or shown.lon is None else (shown.lat, shown.lon)
        file = shown.files[0] if shown.files else None
        return {"message_id": self._post(chat, values, rich, file=file, place=place)["message_id"]}

    def _send_chat_action(self, values: Json) -> bool:
        self._target(values)
        return True

    # Changing

    def _edit_text(self, values: Json) -> Json:
        kept = self._editable(values)
        if kept.shown.files or kept.shown.lat is not None:
            raise bad_request("there is no text in the message to edit")
        rich = _rich(values, "text")
        if not rich.text.strip():
            raise bad_request("message text is empty", broken=True)
        if utf16_length(rich.text) > MOST_TEXT:
            raise bad_request("message is too long", broken=True)
        return self._change(kept, values, rich)

    def _edit_caption(self, values: Json) -> Json:
        kept = self._editable(values)
        if not kept.shown.files:
            raise bad_request("there is no caption in the message to edit")
        return self._change(kept, values, _caption(values))

    def _edit_markup(self, values: Json) -> Json:
        return self._change(self._editable(values), values, None)

    def _change(self, kept: Kept, values: Json, rich: Rich | None) -> Json:
        chat = self._world.chats[kept.shown.chat]
        markup = read_markup(values.get("reply_markup"), chat.private)
        self._admit(chat)
        if not self._world.change(kept, rich, markup):
            raise bad_request(NOT_MODIFIED)
        return kept.raw

    def _editable(self, values: Json) -> Kept:
        chat = self._target(values)
        kept = self._world.kept(chat.id, str(values["message_id"]))
        if kept is None:
            raise bad_request("message to edit not found")
        if kept.shown.sender != "bot" or kept.bars_editing:
            raise bad_request("message can't be edited")
        return kept

    def _delete_message(self, values: Json) -> bool:
        chat = self._target(values)
        kept = self._world.kept(chat.id, str(values["message_id"]))
        if kept is None:
            raise bad_request("message to delete not found")
        if self._world.clock.now() - kept.shown.at > DELETE_WITHIN_MS:
            raise bad_request("message can't be deleted for everyone")
        self._world.remove(kept)
        return True

    def _answer_callback_query(self, values: Json) -> bool:
        until, user, chat = self._world.queries.get(values["callback_query_id"], (0.0, "", ""))
        if not user or self._world.clock.monotonic() > until:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        text = values.get("text", "")
        if len(text) > MOST_TOAST:
            raise bad_request("MESSAGE_TOO_LONG", broken=True)
        if text:
            self._world.show_toast(user, chat, text)
        return True

    # Asking

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
        chat = self._target(values)
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return {**chat_json(chat), **more}

    def _get_chat_member(self, values: Json) -> Json:
        chat = self._target(values)
        user = str(values["user_id"])
        if user != self._world.bot_id and user not in self._world.persons:
            raise bad_request("PARTICIPANT_ID_INVALID")
        return self._world.member_json(chat, user)

    def _get_chat_administrators(self, values: Json) -> list[Json]:
        chat = self._target(values)
        if chat.private:
            raise bad_request("there are no administrators in the private chat")
        named = [user for user, role in chat.members.items() if role == "administrator"]
        return [self._world.member_json(chat, user) for user in (self._world.bot_id, *named)]

    # Shared

    def _target(self, values: Json) -> WorldChat:
        """The chat, if the bot may act in it."""
        world, chat_id = self._world, str(values["chat_id"])
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

    def _admit(self, chat: WorldChat, messages: int = 1) -> None:
        wait = self._limits.admit(chat.id, messages)
        if wait:
            raise TelegramError(
                429,
                f"Too Many Requests: retry after {wait}",
                broken=True,
                parameters={"retry_after": wait},
            )

    def _reply(self, chat: WorldChat, values: Json) -> Kept | None:
        wanted = values.get("reply_parameters")
        if not wanted:
            return None
        kept = self._world.kept(chat.id, str(wanted["message_id"]))
        if kept is None and not wanted.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return kept

    def _file(self, value: str | Upload, kind: str) -> WorldFile:
        if isinstance(value, str):
            known = self._world.files.get(value.removesuffix(SMALL))
            if known is None:
                raise bad_request("wrong file identifier/HTTP URL specified", broken=True)
            return known
        if not value.content:
            raise bad_request("file must be non-empty", broken=True)
        if len(value.content) > (MOST_PHOTO_BYTES if kind == "photo" else MOST_UPLOAD_BYTES):
            raise bad_request(f"file is too big for {kind}", broken=True)
        return WorldFile(kind, value.name, value.mime, value.content)


def _caption(values: Json) -> Rich:
    rich = _rich(values, "caption")
    if utf16_length(rich.text) > MOST_CAPTION:
        raise bad_request("message caption is too long", broken=True)
    return rich


def _rich(values: Json, field: str) -> Rich:
    text = values.get(field, "")
    mode = values.get("parse_mode", "")
    if mode:
        if mode.lower() != "html":
            raise bad_request(f"unsupported parse_mode {mode}", broken=True)
        return parse_html(text)
    entities = values.get("entities" if field == "text" else "caption_entities")
    return from_entities(text, entities) if entities else Rich(text)
