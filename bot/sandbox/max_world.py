"""What the emulated MAX remembers: dialogs, groups, channels, messages, files, and events that wait for the bot."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.sandbox.max_check import Json
from bot.sandbox.max_html import MaxText
from bot.sandbox.max_keyboard import MaxKeyboard
from bot.sandbox.world import ShownMessage, World, WorldChat, WorldFile

FIRST_PERSON = 9_000_001
FIRST_DIALOG = 300_000_000_001
FIRST_GROUP = -71_000_000_000_001
FIRST_MARKER = 60_000_001
EVENT_LIFE_MS = 24 * 3600 * 1000
PERMISSIONS = (
    *("read_all_messages", "add_remove_members", "add_admins", "change_chat_info", "pin_message", "edit_link"),
    *("write", "edit", "delete", "can_call", "view_stats"),
)  # fmt: skip


@dataclass(slots=True)
class MaxEvent:
    """Something for the bot, told to whoever asks for a marker that is not beyond its `number`."""

    number: int
    at: int
    kind: str
    body: Json
    again: bool = False  # told a second time


@dataclass(slots=True)
class MaxMessage:
    """A message as shown (its id is the mid), with what MAX alone keeps of it."""

    shown: ShownMessage
    seq: int
    markup: tuple[Json, ...] = ()
    attachments: list[Json] = field(default_factory=list)
    keyboard: MaxKeyboard | None = None


Attached = tuple[WorldFile, Json]
"""A file with its attachment object."""


class MaxWorld(World):
    """State without a wire; the persons' side and the bot's methods both change it.

    A dialog is kept under its person's id; MAX itself gives it another number (`dialogs`). `rights` are what the bot
    may do in a group as its administrator: a group that is not there has the bot as a plain member, and MAX tells it
    nothing of what happens in such a group, or without `read_all_messages`.
    """

    url = ""

    def __init__(self, clock: Clock, token: str) -> None:
        super().__init__(clock, "max", FIRST_PERSON)
        self.token = token
        self.bot_id = "8000001"
        self.bot_name = "otklik_sandbox_bot"
        self.title = "Отклик"
        self.events: deque[MaxEvent] = deque()
        self.marker = FIRST_MARKER  # of the next event
        self.arrived = asyncio.Event()
        self.dialogs: dict[str, int] = {}
        self.by_number: dict[int, str] = {}
        self.rights: dict[str, tuple[str, ...]] = {}
        self.channels: set[str] = set()
        self.kicked: set[str] = set()
        self.tokens: dict[str, Attached] = {}
        self.presses: dict[str, tuple[int, str, str, str]] = {}  # at, user, chat, message
        self.by_mid: dict[str, MaxMessage] = {}
        self._next_group = FIRST_GROUP
        self._next_file = 1
        self._seq = 0

    def emit(self, kind: str, body: Json, group: str = "") -> None:
        """An event; of what happens in a `group` only an administrator who may read everything hears."""
        if group and "read_all_messages" not in self.rights.get(group, ()):
            return
        now = self.clock.now()
        self._queue(MaxEvent(self.marker, now, kind, {"update_type": kind, "timestamp": now, **body}))

    def tell_again(self, event: MaxEvent) -> None:
        """MAX may send the same event twice; the second time it stands behind everything that came since."""
        if not event.again:
            self._queue(MaxEvent(self.marker, self.clock.now(), event.kind, event.body, again=True))

    def _queue(self, event: MaxEvent) -> None:
        self.events.append(event)
        self.marker += 1
        self.arrived.set()

    def drop_old_events(self) -> None:
        oldest = self.clock.now() - EVENT_LIFE_MS
        while self.events and self.events[0].at < oldest:
            self.events.popleft()

    def number(self, chat: str) -> int:
        """MAX's own id of a chat; a dialog's is not its person's."""
        if not self.chats[chat].private:
            return int(chat)
        if chat not in self.dialogs:
            number = self.dialogs[chat] = FIRST_DIALOG + len(self.dialogs)
            self.by_number[number] = chat
        return self.dialogs[chat]

    def kept(self, message: str) -> MaxMessage | None:
        """The message, if it is there and not deleted."""
        kept = self.by_mid.get(message)
        return kept if kept is not None and not kept.shown.deleted else None

    def post(
        self,
        chat: WorldChat,
        sender: tuple[str, str],
        rich: MaxText,
        *,
        attached: Sequence[Attached] = (),
        place: tuple[float, float] | None = None,
        reply: str = "",
        keyboard: MaxKeyboard | None = None,
        forwarded: bool = False,
    ) -> MaxMessage:
        """A new message in the chat; `sender` is id ("bot" for ours) and name."""
        now = self.clock.now()
        self._seq = max(self._seq + 1, now << 16)
        lat, lon = place or (None, None)
        shown = ShownMessage(
            id=f"mid.{self.number(chat.id) & (1 << 64) - 1:016x}{self._seq:016x}",
            chat=chat.id,
            sender=sender[0],
            sender_name=sender[1],
            at=now,
            text=rich.text,
            spans=rich.spans,
            buttons=keyboard.shown if keyboard is not None else (),
            files=tuple(file for file, _ in attached),
            lat=lat,
            lon=lon,
            reply_to=reply,
            forwarded=forwarded,
        )
        kept = MaxMessage(shown, self._seq, rich.markup, [body for _, body in attached], keyboard)
        self.by_mid[shown.id] = kept
        chat.messages.append(shown)
        self.tell("message", chat.id, shown)
        return kept

    def remove(self, kept: MaxMessage) -> None:
        kept.shown.deleted = True
        self.tell("delete", kept.shown.chat, kept.shown)

    def new_file_number(self) -> int:
        number = self._next_file
        self._next_file += 1
        return number

    def new_group_id(self) -> str:
        number = self._next_group
        self._next_group -= 1
        return str(number)

    def is_bot_admin(self, chat: str) -> bool:
        return chat in self.rights and chat not in self.kicked

    def bot_user(self) -> Json:
        head: Json = {"user_id": int(self.bot_id), "first_name": self.title, "name": self.title, "is_bot": True}
        return {**head, "username": self.bot_name, "last_activity_time": self.clock.now()}
