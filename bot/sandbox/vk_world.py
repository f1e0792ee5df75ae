"""What the emulated VK remembers: conversations, messages, files, and the community's events."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from bot.sandbox.vk_check import VERSION, Json
from bot.sandbox.vk_keyboard import Keyboard
from bot.sandbox.world import ShownMessage, World, WorldChat, WorldFile
from handlers.base.message import Span

FIRST_PERSON = 5_000_001
FIRST_CHAT = 2_000_000_001
FIRST_TS = 1001
EVENTS_KEPT = 20_000
EVENT_LIFE_S = 60.0
ON_AT_FIRST = ("message_new", "message_event", "message_allow", "message_deny", "message_edit")


Attached = tuple[WorldFile, Json]
"""A file with its attachment object."""


@dataclass(slots=True)
class VkMessage:
    """A message as shown (its id is the cmid), with what VK alone keeps of it."""

    shown: ShownMessage
    number: int  # the community-wide id; 0 in chats
    attachments: list[Json] = field(default_factory=list)
    payload: str = ""
    ref: str = ""
    action: Json | None = None
    keyboard: Keyboard | None = None
    forwarded: bool = False  # what is shown is somebody else's message

    @property
    def cmid(self) -> int:
        return int(self.shown.id)


class VkWorld(World):
    """State without a wire; the persons' side and the bot's methods both change it."""

    url = ""

    def __init__(self, clock: Clock, token: str, group_id: int) -> None:
        super().__init__(clock, "vk", FIRST_PERSON)
        self.token = token
        self.group_id = group_id
        self.bot_id = str(group_id)
        self.bot_name = "otklik_sandbox"
        self.title = "Отклик"
        self.events: deque[Json] = deque(maxlen=EVENTS_KEPT)
        self.ts = FIRST_TS
        self.arrived = asyncio.Event()
        self.enabled = set(ON_AT_FIRST)
        self.bot_is_admin: dict[str, bool] = {}
        self.kicked: set[str] = set()
        self.pressed: dict[str, tuple[float, str, str]] = {}
        self.keyboards: dict[str, Keyboard] = {}
        self.buttonless: set[str] = set()  # persons whose program shows no buttons
        self.by_number: dict[int, VkMessage] = {}
        self.handles: dict[str, Attached] = {}
        self._kept: dict[tuple[str, str], VkMessage] = {}
        self._last_cmid: dict[str, int] = {}
        self._next_number = 1
        self._next_event = 1
        self._next_file = 457_239_001
        self._next_chat = FIRST_CHAT

    def emit(self, kind: str, body: Json) -> None:
        """An event for the community, if it is switched on."""
        if kind not in self.enabled:
            return
        event_id = f"{self._next_event:040x}"
        self._next_event += 1
        head = {"group_id": self.group_id, "type": kind, "event_id": event_id, "v": VERSION}
        self.events.append({**head, "object": body})
        self.ts += 1
        self.arrived.set()

    def kept(self, chat: str, message: str) -> VkMessage | None:
        """The message, if it is there and not deleted."""
        kept = self._kept.get((chat, message))
        return kept if kept is not None and not kept.shown.deleted else None

    def post(
        self,
        chat: WorldChat,
        sender: tuple[str, str],
        text: str,
        *,
        spans: tuple[Span, ...] = (),
        attached: Sequence[Attached] = (),
        place: tuple[float, float] | None = None,
        reply: str = "",
        keyboard: Keyboard | None = None,
        payload: str = "",
        ref: str = "",
        action: Json | None = None,
    ) -> VkMessage:
        """A new message in the conversation; `sender` is id ("bot" for ours) and name.

        With an `action` it is a line that VK itself writes: it takes a cmid and is shown to nobody.
        """
        cmid = self._last_cmid[chat.id] = self.last_cmid(chat.id) + 1
        lat, lon = place or (None, None)
        shown = ShownMessage(
            id=str(cmid),
            chat=chat.id,
            sender=sender[0],
            sender_name=sender[1],
            at=self.clock.now(),
            text=text,
            spans=spans,
            buttons=keyboard.shown if keyboard is not None and keyboard.inline else (),
            files=tuple(file for file, _ in attached),
            lat=lat,
            lon=lon,
            reply_to=reply,
        )
        kept = VkMessage(shown, 0, [body for _, body in attached], payload, ref, action, keyboard)
        if chat.private:
            kept.number = self._next_number
            self.by_number[kept.number] = kept
            self._next_number += 1
        self._kept[chat.id, shown.id] = kept
        if action is None:
            chat.messages.append(shown)
            self.tell("message", chat.id, shown)
        return kept

    def last_cmid(self, chat: str) -> int:
        return self._last_cmid.get(chat, 0)

    def remove(self, kept: VkMessage) -> None:
        kept.shown.deleted = True
        self.tell("delete", kept.shown.chat, kept.shown)

    def use_keyboard(self, chat: WorldChat, keyboard: Keyboard) -> None:
        """An ordinary keyboard takes the place of the one in force; one without buttons takes it away."""
        self.keyboards[chat.id] = keyboard
        self.set_keyboard(chat, keyboard.shown)

    def new_file_number(self) -> int:
        number = self._next_file
        self._next_file += 1
        return number

    def new_press(self, user: str, chat: str) -> str:
        """The id of a pressed callback button's event, good for EVENT_LIFE_S seconds and one answer."""
        event_id = f"press{self._next_event:08x}"
        self._next_event += 1
        self.pressed[event_id] = (self.clock.monotonic() + EVENT_LIFE_S, user, chat)
        return event_id

    def new_chat_id(self) -> str:
        number = self._next_chat
        self._next_chat += 1
        return str(number)

    def client_info(self, user: str) -> Json:
        actions: list[Any] = ["text", "vkpay", "open_app", "location", "open_link", "callback", "intent_subscribe"]
        person = self.persons.get(user)
        english = person is not None and person.language == "en"
        shows = user not in self.buttonless
        actions = actions if shows else ["text"]
        flags = {"keyboard": shows, "inline_keyboard": shows, "carousel": shows, "lang_id": 3 if english else 0}
        return {"button_actions": actions, **flags}
