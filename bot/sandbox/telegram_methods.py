"""The Bot API's methods over the emulated Telegram: what they answer and what they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.telegram_check import ReceivedUpload, TelegramError, bad_request
from bot.sandbox.telegram_html import Rich, from_entities, parse_html
from bot.sandbox.telegram_limits import TelegramLimits
from bot.sandbox.telegram_markup import read_markup
from bot.sandbox.telegram_objects import SMALL, Json
from bot.sandbox.telegram_persons import TelegramPersons
from bot.sandbox.telegram_questions import TelegramQuestions, target
from bot.sandbox.telegram_world import Kept
from bot.sandbox.world import WorldChat, WorldFile, utf16_length

MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_TOAST = 200
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_UPLOAD_BYTES = 50 * 1024 * 1024
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
        self._methods: dict[str, Callable[[Json], Any]] = {
            **TelegramQuestions(world).table,
            "sendMessage": self._send_message,
            "sendLocation": self._send_location,
            "sendMediaGroup": self._send_media_group,
            "copyMessage": self._copy_message,
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_callback_query,
        }

    def call(self, method: str, values: Json) -> Any:
        kind = _FILE_METHODS.get(method)
        if kind is not None:
            return self._send_file(kind, values)
        return self._methods[method](values)

    # Sending

    def _send_message(self, values: Json) -> Json:
        chat = target(self._world, values)
        rich = _rich(values, "text")
        if not rich.text.strip():
            raise bad_request("message text is empty", broken=True)
        if utf16_length(rich.text) > MOST_TEXT:
            raise bad_request("message is too long", broken=True)
        return self._post(chat, values, rich)

    def _send_file(self, kind: str, values: Json) -> Json:
        chat = target(self._world, values)
        rich = _caption(values)
        return self._post(chat, values, rich, file=self._file(values[kind], kind))

    def _send_location(self, values: Json) -> Json:
        chat = target(self._world, values)
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
        chat = target(self._world, values)
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
        chat = target(self._world, values)
        source = self._world.kept(str(values["from_chat_id"]), str(values["message_id"]))
        if source is None:
            raise bad_request("message to copy not found")
        shown = source.shown
        marks = source.raw.get("entities") or source.raw.get("caption_entities") or []
        rich = _caption(values) if "caption" in values else Rich(shown.text, shown.spans, marks)
        place = None if shown.lat is None or shown.lon is None else (shown.lat, shown.lon)
        file = shown.files[0] if shown.files else None
        return {"message_id": self._post(chat, values, rich, file=file, place=place)["message_id"]}

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
        chat = target(self._world, values)
        kept = self._world.kept(chat.id, str(values["message_id"]))
        if kept is None:
            raise bad_request("message to edit not found")
        if kept.shown.sender != "bot" or kept.bars_editing:
            raise bad_request("message can't be edited")
        return kept

    def _delete_message(self, values: Json) -> bool:
        chat = target(self._world, values)
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
        self._world.show_toast(user, chat, text)
        return True

    # Shared

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

    def _file(self, value: str | ReceivedUpload, kind: str) -> WorldFile:
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
