"""What the emulated messengers show and let persons do; the same for all.

Tests, the page and the storm button act through `Messenger`; the bot acts through the HTTP servers in
`<name>_api`, which read and change the same chats. Ids are text here as everywhere above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.clock import Clock
from handlers.base.message import Span


@dataclass(slots=True)
class WorldFile:
    kind: str  # photo, video, document, voice, sticker, video_note, contact, wall (a post), other
    name: str
    mime: str
    content: bytes
    id: str = ""  # given when it enters the world; the page fetches it by this
    transcript: str = ""  # what is said; of a contact the phone, of a post its text


@dataclass(frozen=True, slots=True)
class ShownButton:
    label: str
    data: str = ""  # "" for links and for buttons that write their label
    url: str = ""
    style: str = ""
    location: bool = False


@dataclass(slots=True)
class ShownMessage:
    """A message as its messenger shows it to whoever is in the chat."""

    id: str
    chat: str
    sender: str  # user id, or "bot"
    sender_name: str
    at: int
    text: str = ""  # plain
    spans: tuple[Span, ...] = ()
    buttons: tuple[tuple[ShownButton, ...], ...] = ()
    files: tuple[WorldFile, ...] = ()
    lat: float | None = None
    lon: float | None = None
    reply_to: str = ""
    album: str = ""
    edited: bool = False
    deleted: bool = False
    forwarded: bool = False  # somebody else's words that the sender passed on


@dataclass(slots=True)
class WorldPerson:
    id: str
    name: str
    language: str = "ru"
    started: bool = False  # the bot may write to this person
    blocked: bool = False


@dataclass(slots=True)
class WorldChat:
    id: str
    title: str
    private: bool
    members: dict[str, str] = field(default_factory=dict)  # user id -> "administrator" | "member"
    messages: list[ShownMessage] = field(default_factory=list)
    keyboard: tuple[tuple[ShownButton, ...], ...] = ()  # the reply keyboard now in force


@dataclass(frozen=True, slots=True)
class Change:
    """Something to redraw: told to every listener after it happened."""

    messenger: str
    chat: str
    kind: str  # "message", "edit", "delete", "keyboard", "toast", "person", "chat"
    message: ShownMessage | None = None
    person: str = ""
    text: str = ""  # a toast's


@dataclass(slots=True)
class FaultRule:
    """How the server misbehaves: the first matching rule with `times` left wins.

    `fault`: "refuse" (connection closed before reading), "cut-before", "cut-after" (closed without an answer,
    before or after the call took effect), "500", "502-html", "odd" (`text` is the answer, without any effect),
    "slow" (answers after `seconds`), "429" (`seconds` is retry_after), "409" (another one receives, too), "error"
    (`code`, with the words of `text` where the messenger has any), "down" (refuses everything).
    """

    method: str  # a method's name, "sending", "receiving", or "*"
    fault: str
    times: int = 1  # -1: until it is taken away
    seconds: float = 0.0
    code: int = 0
    text: str = ""
    chat: str = ""  # only for this chat; "" for all


class Messenger(Protocol):
    """One emulated messenger, seen from its persons' side."""

    name: str
    persons: dict[str, WorldPerson]
    chats: dict[str, WorldChat]
    faults: list[FaultRule]
    refused: list[str]  # calls refused because a limit was exceeded or the request broke the specification
    listeners: list[Callable[[Change], None]]

    def add_person(self, name: str, language: str = "ru") -> WorldPerson: ...

    def add_group(self, title: str, administrators: Sequence[str] = (), *, chat: str = "") -> WorldChat:
        """A group chat with the bot in it as administrator; no event. `chat`: its id, if a
        certain one is wanted.
        """

    def join(self, chat: str, user: str, role: str = "member") -> None: ...

    def leave(self, chat: str, user: str) -> None: ...

    def start(self, user: str, ref: str = "") -> None:
        """Opens the private chat and presses Start («Начать»)."""

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
        """A message; several photos or videos make an album (in some messengers several updates). Its ids.

        `forwarded`: somebody else wrote it, in a chat that the bot does not know.
        """

    def press(self, user: str, chat: str, message: str, data: str) -> None:
        """Presses a button under a message; `data` need not be there any more (an old screen)."""

    def edit(self, user: str, chat: str, message: str, text: str) -> None: ...

    def delete(self, user: str, chat: str, message: str) -> None: ...

    def block(self, user: str) -> None: ...

    def unblock(self, user: str) -> None: ...

    def migrate(self, chat: str) -> str:
        """Where groups can get a new id: this one gets it. Its id from now on."""

    def private_chat(self, user: str) -> str:
        """The id of the person's chat with the bot."""

    def toasts(self, user: str) -> list[str]:
        """Short answers to pressed buttons that this person saw, oldest first."""

    def press_key(self, user: str, chat: str, label: str, message: str = "") -> None:
        """Presses a button of the keyboard in force by its label; with `message`, one that stands under it."""

    def texts(self, chat: str) -> list[str]:
        """What stands in the chat now, oldest first; deleted messages are left out."""

    def last(self, chat: str) -> ShownMessage:
        """The chat's newest message that is not deleted; LookupError for an empty chat."""

    def usage(self) -> dict[str, dict[str, float]]:
        """How full each limit is now: its name -> {"used", "limit", "seconds"}."""


class World:
    """What the emulators keep in the same way: persons, chats, files, and who is told of changes."""

    def __init__(self, clock: Clock, name: str, first_person: int) -> None:
        self.clock = clock
        self.name = name
        self.persons: dict[str, WorldPerson] = {}
        self.chats: dict[str, WorldChat] = {}
        self.faults: list[FaultRule] = []
        self.refused: list[str] = []
        self.listeners: list[Callable[[Change], None]] = []
        self.files: dict[str, WorldFile] = {}
        self._toasts: dict[str, list[str]] = {}
        self._next_person = first_person

    def add_person(self, name: str, language: str = "ru") -> WorldPerson:
        person = WorldPerson(str(self._next_person), name, language)
        self._next_person += 1
        self.persons[person.id] = person
        self.chats[person.id] = WorldChat(person.id, name, True, {person.id: "member"})
        self.tell("person", person.id, person=person.id)
        return person

    def private_chat(self, user: str) -> str:
        return self.persons[user].id

    def toasts(self, user: str) -> list[str]:
        return list(self._toasts.get(user, ()))

    def texts(self, chat: str) -> list[str]:
        return [m.text for m in self.chats[chat].messages if not m.deleted]

    def last(self, chat: str) -> ShownMessage:
        for message in reversed(self.chats[chat].messages):
            if not message.deleted:
                return message
        raise LookupError(f"nothing stands in chat {chat}")

    def tell(
        self, kind: str, chat: str, message: ShownMessage | None = None, *, person: str = "", text: str = ""
    ) -> None:
        """Every listener hears of a change that has happened."""
        if self.listeners:
            change = Change(self.name, chat, kind, message, person, text)
            for listener in tuple(self.listeners):
                listener(change)

    def show_toast(self, user: str, chat: str, text: str) -> None:
        """A pressed button is answered; with an empty text it only stops waiting."""
        if text:
            self._toasts.setdefault(user, []).append(text)
        self.tell("toast", chat, person=user, text=text)

    def set_keyboard(self, chat: WorldChat, rows: tuple[tuple[ShownButton, ...], ...]) -> None:
        if rows != chat.keyboard:
            chat.keyboard = rows
            self.tell("keyboard", chat.id)


def first_and_last_name(name: str) -> tuple[str, str]:
    """A full name as the messengers keep it."""
    first, _, last = name.partition(" ")
    return first, last


def utf16_length(text: str) -> int:
    """Both messengers count text and marks in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def utf16_to_index(text: str, units: int) -> int:
    """Where so many UTF-16 units from the start are in a Python text; ValueError if beyond or inside a sign."""
    if units < 0 or units > utf16_length(text):
        raise ValueError("outside the text")
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le"))
