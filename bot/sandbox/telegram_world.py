"""What the emulated Telegram remembers: chats, their messages, files, and updates that wait for the bot."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.telegram_html import Rich
from bot.sandbox.telegram_markup import Markup
from bot.sandbox.telegram_objects import SMALL, Json, chat_json, file_content
from bot.sandbox.world import ShownMessage, World, WorldChat, WorldFile

FIRST_PERSON = 7_000_001
FIRST_UPDATE = 500_000_001
UPDATE_LIFE_MS = 24 * 3600 * 1000
QUERY_LIFE_S = 15.0
_WITH_CAPTION = ("photo", "video", "document", "voice", "audio")
_WITHOUT_TEXT = ("sticker", "video_note", "location", "contact", "poll", "dice")
BY_DEFAULT_NOT_SENT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Kept:
    """A message twice: as shown, and as the Bot API's Message object."""

    shown: ShownMessage
    raw: Json
    bars_editing: bool = False


class TelegramWorld(World):
    """State without a wire; the persons' side and the bot's methods both change it."""

    def __init__(self, clock: Clock, token: str) -> None:
        super().__init__(clock, "telegram", FIRST_PERSON)
        self.token = token
        self.bot_id = token.partition(":")[0]
        self.bot_name = "otklik_sandbox_bot"
        self.bot_user: Json = {
            "id": int(self.bot_id),
            "is_bot": True,
            "first_name": "Отклик",
            "username": self.bot_name,
        }
        self.updates: deque[tuple[int, int, Json]] = deque()
        self.allowed: frozenset[str] | None = None
        self.arrived = asyncio.Event()
        self.migrated: dict[str, str] = {}
        self.kicked: set[str] = set()
        self.deactivated: set[str] = set()
        self.queries: dict[str, tuple[float, str, str]] = {}
        self.one_time: set[str] = set()
        self._kept: dict[tuple[str, str], Kept] = {}
        self._next_update = FIRST_UPDATE
        self._next_message: dict[str, int] = {}
        self._next_file = 1
        self._next_group = 1
        self._next_album = 1
        self._next_query = 1

    def emit(self, kind: str, body: Json) -> None:
        """An update for the bot, unless it asked for other kinds."""
        wanted = kind not in BY_DEFAULT_NOT_SENT if self.allowed is None else kind in self.allowed
        if wanted:
            update = {"update_id": self._next_update, kind: body}
            self.updates.append((self._next_update, self.clock.now(), update))
            self._next_update += 1
            self.arrived.set()

    def drop_old_updates(self) -> None:
        """Telegram keeps what is not confirmed for 24 hours."""
        oldest = self.clock.now() - UPDATE_LIFE_MS
        while self.updates and self.updates[0][1] < oldest:
            self.updates.popleft()

    def kept(self, chat: str, message: str) -> Kept | None:
        """The message, if it is there and not deleted."""
        kept = self._kept.get((chat, message))
        return kept if kept is not None and not kept.shown.deleted else None

    def post(
        self,
        chat: WorldChat,
        author: Json,
        shown_as: tuple[str, str],
        rich: Rich,
        *,
        file: WorldFile | None = None,
        place: tuple[float, float] | None = None,
        reply: Kept | None = None,
        album: str = "",
        markup: Markup | None = None,
    ) -> Kept:
        """A new message in the chat; `author` goes into the Message object, `shown_as` is id and name."""
        number = self._number(chat)
        now = self.clock.now()
        raw: Json = {"message_id": number, **author, "chat": chat_json(chat), "date": now // 1000}
        if reply is not None:
            raw["reply_to_message"] = {k: v for k, v in reply.raw.items() if k != "reply_to_message"}
        if album:
            raw["media_group_id"] = album
        if file is not None:
            self.take_file(file)
            raw.update(file_content(file))
        if place is not None:
            raw["location"] = {"latitude": place[0], "longitude": place[1]}
        _set_text(raw, rich)
        markup = markup or Markup()
        if markup.raw:
            raw["reply_markup"] = markup.raw
        lat, lon = place or (None, None)
        shown = ShownMessage(
            id=str(number),
            chat=chat.id,
            sender=shown_as[0],
            sender_name=shown_as[1],
            at=now,
            text=rich.text,
            spans=rich.spans,
            buttons=markup.inline,
            files=() if file is None else (file,),
            lat=lat,
            lon=lon,
            reply_to="" if reply is None else reply.shown.id,
            album=album,
        )
        kept = Kept(shown, raw, markup.bars_editing)
        self._kept[chat.id, shown.id] = kept
        chat.messages.append(shown)
        self.tell("message", chat.id, shown)
        return kept

    def change(self, kept: Kept, rich: Rich | None, markup: Markup | None) -> bool:
        """Another text (None: the same) and other buttons (None: the same); False if nothing would change."""
        shown, raw = kept.shown, kept.raw
        text = (shown.text, shown.spans) if rich is None else (rich.text, rich.spans)
        buttons = shown.buttons if markup is None else markup.inline
        if text == (shown.text, shown.spans) and buttons == shown.buttons:
            return False
        shown.text, shown.spans = text
        shown.buttons = buttons
        shown.edited = True
        if rich is not None:
            _set_text(raw, rich)
        if markup is not None:
            raw.pop("reply_markup", None)
            if markup.raw:
                raw["reply_markup"] = markup.raw
        raw["edit_date"] = self.clock.now() // 1000
        self.tell("edit", shown.chat, shown)
        return True

    def remove(self, kept: Kept) -> None:
        kept.shown.deleted = True
        self.tell("delete", kept.shown.chat, kept.shown)

    def take_file(self, file: WorldFile) -> None:
        """Give a new file its id, by which it is sent again and fetched."""
        if not file.id:
            file.id = f"tgfile{self._next_file}"
            self._next_file += 1
        if file.id not in self.files:
            self.files[file.id] = file
            self.files[file.id + SMALL] = file

    def new_album(self) -> str:
        self._next_album += 1
        return str(13_000_000_000_000_000 + self._next_album)

    def new_query(self, user: str, chat: str) -> str:
        """The id of a pressed button's query, good for QUERY_LIFE_S seconds."""
        query = str(900_000 + self._next_query)
        self._next_query += 1
        self.queries[query] = (self.clock.monotonic() + QUERY_LIFE_S, user, chat)
        return query

    def _number(self, chat: WorldChat) -> int:
        """Private chats and plain groups share one count, each supergroup has its own."""
        counter = chat.id if chat.id.startswith("-100") else ""
        number = self._next_message.get(counter, 1)
        self._next_message[counter] = number + 1
        return number

    def new_group_id(self, supergroup: bool) -> str:
        number = self._next_group
        self._next_group += 1
        return str(-1_001_000_000_000 - number if supergroup else -4_000_000 - number)


def _set_text(raw: Json, rich: Rich) -> None:
    """A text stands by itself or as the caption of a file; stickers, places and polls have none."""
    if any(kind in raw for kind in _WITHOUT_TEXT):
        return
    prefix = "caption_" if any(kind in raw for kind in _WITH_CAPTION) else ""
    for key, value in ((prefix.rstrip("_") or "text", rich.text), (f"{prefix}entities", rich.entities)):
        raw.pop(key, None)
        if value:
            raw[key] = value
