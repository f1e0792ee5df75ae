"""What came in, said neutrally: no messenger's words above its folder in `bot/channels`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CLOCK = "clock"
"""The channel name of events that no messenger sent: timers, outcomes, scheduler ticks."""


class Kind(StrEnum):
    MESSAGE = "message"
    BUTTON = "button"
    EDIT = "edit"  # the sender changed an earlier message; `message` is its id, `text` the new text
    REMOVED = "removed"  # the sender, or who may, took away the message `message`; not every messenger tells
    BLOCKED = "blocked"  # the person no longer lets the bot write
    UNBLOCKED = "unblocked"
    JOINED = "joined"  # the bot was added to a group chat by `sender`
    RIGHTS = "rights"  # what the bot may do in this group changed; `member` "gone": it was removed
    MIGRATED = "migrated"  # the group chat `chat` is now `migrated_to`
    MEMBER = "member"  # somebody's membership of a group chat changed; `sender` is that person
    FILED = "filed"  # another program brought a report of `sender`, who has no messenger
    TICK = "tick"  # a timer, a delivery's outcome or a scheduler's job; `data` is "word:key"


class Membership(StrEnum):
    """What somebody is in a group chat."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    GONE = "gone"
    UNKNOWN = "unknown"  # the messenger did not say; asked again later


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    STICKER = "sticker"
    OTHER = "other"  # passed on by name only; `name` says what it was, e.g. "poll"


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, degrees of WGS 84."""

    lat: float
    lon: float


CONTACT, OWN_CONTACT = "contact", "own-contact"
"""Names of attachments: somebody's contact, and the sender's own, for which the messenger vouches."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as the messenger described it; its bytes are fetched later, after the commit."""

    kind: AttachmentKind
    handle: str  # what this messenger's send call takes
    url: str = ""  # a direct, time-limited address, where the messenger gave one
    name: str = ""
    mime: str = ""
    size: int = 0  # bytes; 0: not said
    transcript: str = ""
    """The messenger's own text of a voice message; of a contact name and phone; of a poll, link or the like what the
    event's text has of it: that much of it can be passed on.
    """


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `chat`, `sender`, `message` and `reply_to` are the messenger's ids as text. `at` is the
    messenger's time in UTC milliseconds (0: not said). `key` is unique within (channel, bot id).
    """

    channel: str
    key: str
    kind: Kind
    chat: str = ""
    private: bool = True
    sender: str = ""
    sender_name: str = ""
    anonymous: bool = False  # written in the name of the group itself; nobody can be held to it
    forwarded: bool = False  # somebody else's words that the sender passes on
    at: int = 0
    text: str = ""
    data: str = ""  # a pressed button's data, or a tick's "word:key"
    message: str = ""
    reply_to: str = ""
    reply_text: str = ""  # the bot's own words that were replied to, where the messenger repeats them
    attachments: tuple[Attachment, ...] = ()
    place: Point | None = None
    album: str = ""  # equal for the messages of one album
    language: str = ""  # two letters, or empty
    buttons: bool | None = None  # whether the sender's program shows buttons under messages; None: not said
    ref: str = ""  # what the link that brought the contact handed over
    ack: str = ""  # what the messenger wants back for a pressed button
    ack_until: int = 0  # UTC ms after which an acknowledgement is pointless
    migrated_to: str = ""
    member: str = ""  # Membership; for RIGHTS "" unless it is GONE

    @property
    def brings_more(self) -> bool:
        """Whether there are files or a place beside the words; a sticker is neither."""
        return self.place is not None or any(a.kind is not AttachmentKind.STICKER for a in self.attachments)

    @property
    def word(self) -> str:
        """A button's or tick's name: the part of `data` before the first colon."""
        return self.data.partition(":")[0]

    @property
    def argument(self) -> str:
        """The part of `data` after the first colon."""
        return self.data.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Update:
    """An event with what is needed to confirm it, and to try again if its handler fails.

    `event` is None for what the bot does not react to: still remembered as seen and confirmed.
    `fault` says why the raw update could not be read; such a one is kept aside, never dropped. `writer` is then
    a bare event of the person who wrote it in a private chat, if that much can be read: he is told. `members_of`:
    it is news of who belongs to this chat, and whom it is about cannot be read; "" where the chat cannot either.
    """

    channel: str
    bot: str  # the bot's own id in that messenger
    key: str
    raw: str  # JSON as it arrived; "" for ticks
    event: Event | None
    fault: str = ""
    writer: Event | None = None
    members_of: str | None = None
