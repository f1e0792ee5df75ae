"""The port: what a messenger's adapter does for the rest of the program. Adding a messenger is one folder beside.

Adapters translate and nothing else. They keep no limits of their own (bot/delivery does), retry nothing,
and map every answer of their messenger to one `Outcome` in one table.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.lead.fence import Fence
from handlers.base.event import Membership, Update
from handlers.base.message import Message
from handlers.base.shared import Bot
from storage.plain_value import plain_value
from storage.records import OutboxRow

Sink = Callable[[Sequence[Update], str], Awaitable[None]]
"""Takes a batch and, after its commit, returns. The text is the channel's cursor ("" where the messenger keeps it),
saved in the same transaction. Raises only if it is cancelled: faults of the database are waited out inside,
so when it returns the batch is committed and may be confirmed to the messenger."""


class Result(StrEnum):
    SENT = "sent"
    RETRY = "retry"  # nothing left the machine, or the messenger said "later"
    UNREACHABLE = "unreachable"  # the person blocked the bot, left, or was deleted
    REJECTED = "rejected"  # the messenger will never take this
    UNKNOWN = "unknown"  # it may have arrived
    EXPIRED = "expired"  # too late to matter (an old button's acknowledgement)


METHODS = ("send", "edit", "delete", "ack", "upload", "together", "keyboard")
"""What a messenger may forbid by itself, while the rest goes on; "together": several calls in one request; "keyboard":
messages go all the same, without it."""


@plain_value(frozen=True, slots=True)
class Outcome:
    """What became of one call. `why` is a short code for people and metrics, never the messenger's raw text.

    `retry_after_s` holds `scope`: "chat" (this chat), "method" (one of METHODS, named in `method`), or "channel"
    (everything). Adapters use no other; "row" and "kept" are bot/delivery's own.
    `migrated_to`: the chat has this new id; the row goes there. `gone`: the message to be edited or
    replied to is not there any more: a put is sent anew, a reply goes without. `plain`: the marks or the
    keyboard were not understood: to be sent once more without them. `stop`: the channel must stop (bad token).
    `shut`: not because of this message: the chat takes nothing from the bot (no rights, topic closed). UNREACHABLE
    says so by itself. `doubted`: with RETRY, the person may be out of reach, and it is not certain yet: whatever waits
    for that is tried at once when he is heard of.
    `bad_files`: what was refused is these of the message's files (indices); `as_file`: each of them may be taken by
    itself, as a plain document that is uploaded anew.
    """

    result: Result
    message_ids: tuple[str, ...] = ()
    why: str = ""
    retry_after_s: float = 0.0
    scope: str = "chat"
    method: str = ""
    migrated_to: str = ""
    gone: bool = False
    plain: bool = False
    stop: bool = False
    shut: bool = False
    doubted: bool = False
    bad_files: tuple[int, ...] = ()
    as_file: bool = False


ALONE = "alone"
"""`kind` of a file that the messenger refused as what it is, or among others: it goes by itself, as a document."""


@plain_value(frozen=True, slots=True)
class SendFile:
    """A file ready to go: a handle of this very messenger, or a local path to upload."""

    kind: str
    handle: str = ""
    path: Path | None = None
    name: str = ""
    mime: str = ""
    stored_id: int = 0
    refused: str = ""  # why this messenger takes it in no form, as it has said before
    came_as: str = ""  # its kind before it became ALONE, for words about it


@dataclass(slots=True)
class Parcel:
    """One row made ready: one part of one message, to be sent with one call.

    `part` counts from 0; `Channel.parts` says how many there are. `edit` is the native id of the message
    to be changed ("" to send a new one); `reply_to` likewise is native here. `plain`: without marks and keyboard.
    `files` are all of the message's files in its order; one that cannot be had has neither handle nor path.
    """

    row: OutboxRow
    message: Message
    part: int = 0
    edit: str = ""
    reply_to: str = ""
    files: tuple[SendFile, ...] = ()
    plain: bool = False
    instead: str = ""  # plain text that is said in place of this part, whose file is refused in every form
    paid: bool = False  # may cost the centre money, so that it goes beyond the free rate
    uploaded: dict[int, str] = field(default_factory=dict)  # the adapter notes: stored id -> new handle
    here: frozenset[int] = frozenset()  # stored ids of files whose form is this chat's alone
    left_out: tuple[tuple[str, str, str], ...] = ()  # files that cannot be had: (name, kind, why)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `check`: a locale key and its values; `ok` False is a fault, with `mend` the key of a way out."""

    ok: bool
    text: str
    values: dict[str, str] = field(default_factory=dict)
    mend: str = ""


class ChannelStopped(Exception):
    """The messenger will not have us (token refused, group settings); the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the messenger allows; bot/delivery keeps it. `burst` messages may go at once to one chat.

    `every_call`: no burst, no more than `chat_per_second` within any second, and deletions and acknowledgements count.
    """

    per_second: float
    chat_per_second: float
    chat_burst: int
    group_per_minute: float  # 0: no such limit
    together: int  # equal messages that one call can carry to different chats; 1: none
    calls: int  # calls that may be gathered into one request
    in_flight: int  # requests under way at once
    free_acks: bool = True  # acknowledgements are outside the limits ; else each is a call
    groups: str = r"-\d+"  # what the ids of groups look like, for group_per_minute
    largest_file: int = 50_000_000  # bytes of a document that the bot may send
    paid_per_second: float = 0  # of alerts, paid for beyond per_second; 0: not switched on
    every_call: bool = False
    membership_s: float = 60  # so long a membership is believed without news of it; 0: the adapter remembers by itself


class Channel(Protocol):
    name: str
    limits: Limits

    @property
    def fence(self) -> Fence:
        """Asked right before each request is written, whatever for (bot/lead/fence.py)."""

    @property
    def trouble(self) -> str:
        """Why nothing comes in at present, as a short code; "" while all is well."""

    @property
    def round_at(self) -> float:
        """When `receive` last got an answer or a fault that it waits out, monotonic seconds; 0.0: not yet."""

    async def start(self) -> Bot:
        """Ask who we are. ChannelStopped for a refused token; network faults are raised as OSError."""

    async def publish_commands(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show the messenger's menu of commands, by language: (command, description). Never raises."""

    async def receive(self, sink: Sink, cursor: str) -> None:
        """Fetch, translate and hand over for ever; confirm only after `sink` returned. Cancelled to stop.

        Network faults are waited out with growing pauses and reported through `trouble`.
        """

    def translate(self, raw: str) -> Update:
        """A stored raw update once more, for `faults retry`."""

    def parts(self, message: Message, edit: bool, slotted: bool = False) -> int:
        """Into how many calls this message goes, at least one.

        `slotted`: the row has a slot (op "put"), so its text must stay a message of its own that can
        be edited later. `send` decides the same from the parcel's row.
        """

    def cost(self, parcel: Parcel) -> int:
        """How many messages this call counts for in the limits (an album counts each item)."""

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        """Carry out parcels, each exactly once; outcomes in their order. Never raises but CancelledError."""

    async def member(self, chat: str, user: str) -> Membership: ...

    async def administrators(self, chat: str) -> list[str] | None:
        """User ids of a group's administrators, without bots; None if the messenger does not say."""

    async def can_write(self, chat: str) -> bool | None:
        """Whether the bot may write there (into a channel: post); None if the messenger does not say."""

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """Bring a file's bytes to `path`; "" or a short reason ("too-big", "gone", "later"). OSError: the disk's."""

    async def check(self, chat: str) -> list[Finding]:
        """Token, rights in the admin chat, settings that the bot needs."""

    async def close(self) -> None: ...
