"""What every turn shares: the region, the chats, the languages, the ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random, SystemRandom

from handlers.base.message import Address
from handlers.base.own_chats import OwnChats, parse_address
from handlers.base.texts import HOUR_MS, Library
from storage.changes import Changes
from storage.ids import Ids
from storage.region.region import Region

__all__ = ["Bot", "ChannelState", "HeldChat", "Shared", "parse_address"]


def _plain_words(text: str) -> list[str]:
    """Stands in for a dictionary."""
    return list(dict.fromkeys(re.findall(r"\w+", text.lower())))


def _a_report(text: str, asked: str) -> tuple[str, float]:
    """Stands in for a reader of intents: whatever is written is a report."""
    return "report", 1.0


def _no_kind(text: str) -> str:
    """Stands in for a reader of kinds of danger: none is known."""
    return ""


@dataclass(slots=True)
class Shared:
    """The composition root fills it; handlers read it.

    `guess` names the region's topics that a text may be about, likeliest first; "none" stands before those that are not
    likely enough to be taken unasked (see handlers.reading.topics).
    `intent` says what a message means after what was last asked, and how sure that is (handlers.reading.said).
    `is_danger` says whether a text tells of danger, `danger_kind` of which kind (storage.region.region.DANGERS); ""
    where that is not known.
    `officers` are sets of accounts, one set a person. `bots` maps a channel to the bot's own id and
    public name, for links. `is_member` answers from what is known without asking the messenger.
    """

    region: Region
    library: Library
    ids: Ids
    admin_chat: Address | None
    guess: Callable[[str], list[str]]
    is_danger: Callable[[str], bool]
    officers: tuple[frozenset[Address], ...] = ()
    bots: dict[str, Bot] = field(default_factory=dict)
    default_language: str = "ru"
    moved: dict[Address, Address] = field(default_factory=dict)  # groups that got a new id
    fault_alarm_at: int = 0
    apologised: dict[Address, int] = field(default_factory=dict)  # private chats told of a fault of late, and when
    _chats: frozenset[Address] | None = None
    alarm_chat: Address | None = None  # a second address for alarms about the service itself
    channels: Callable[[], Sequence[ChannelState]] = tuple  # how each messenger fares now
    hooks: Callable[[], Sequence[ChannelState]] = tuple  # and each webhook, which is no messenger
    held: Callable[[], Sequence[HeldChat]] = tuple  # operators' chats that take nothing now
    lemmas: Callable[[str], list[str]] = _plain_words  # dictionary forms of a text's words (handlers.reading)
    on_layout: Callable[[str], str] = str  # a text as it was meant, if typed on the other layout of the keyboard
    one_officer: bool = False  # an officer alone may approve his own Extreme alert
    administrators: tuple[str, ...] = ()  # user ids in the admin chat, where nobody is named in DUTY_OFFICERS
    gone: frozenset[str] = frozenset()  # user ids of officers who are known not to be in the admin chat any more
    notice_channels: tuple[Address, ...] = ()  # public channels that get every notice first
    bare_edits: frozenset[str] = frozenset()  # messengers some of whose programs show no buttons under what was edited
    posts_instead: frozenset[str] = frozenset()  # messengers in which one by one is slow and a post in a channel quick
    backup_days: int = 14  # copies of the database are kept so long
    danger_kind: Callable[[str], str] = _no_kind
    intent: Callable[[str, str], tuple[str, float]] = _a_report
    staff_chats: dict[Address, frozenset[Address]] = field(default_factory=dict)
    """By the account of whoever was last asked about: the operators' chats that he belongs to."""
    random: Random = field(default_factory=SystemRandom)  # for codes that nobody may guess
    own: OwnChats = field(init=False)  # which chat is which organisation's

    def __post_init__(self) -> None:
        self.own = OwnChats(self.region, self.now_at)

    def heed(self, changes: Changes) -> None:
        """After every commit: which chats are whose may be otherwise now."""
        self.own.heed(changes)
        self._chats = None

    def operator_chats(self) -> frozenset[Address]:
        """The admin chat, the chats of the centre's teams and those of organisations that have their own."""
        if self._chats is None:
            teams = {self.now_at(parse_address(team.chat)) for team in self.region.teams}
            own = teams | {one.chat for one in self.own.all()}
            self._chats = frozenset(own | ({self.admin_chat} if self.admin_chat else set()))
        return self._chats

    def is_chief(self, chat: Address | None) -> bool:
        """Whether it is the admin chat, where everything is seen."""
        return chat is not None and chat == self.admin_chat

    def has_left(self, account: Address) -> bool:
        """Whether somebody is known to have left the admin chat, and is of no other operators' chat."""
        chief = self.admin_chat
        left = chief is not None and account.channel == chief.channel and account.chat in self.gone
        return left and not self.staff_chats.get(account)

    def teams_at(self, chat: Address | None) -> list[str]:
        """The codes of the centre's teams that work in this chat: one at most."""
        return [team.code for team in self.region.teams if self.now_at(parse_address(team.chat)) == chat]

    def centre_chats(self) -> list[Address]:
        """The admin chat, then the chats of the centre's teams."""
        chief = [self.admin_chat] if self.admin_chat else []
        return [*chief, *(self.now_at(parse_address(team.chat)) for team in self.region.teams)]

    def centre_chat(self, team: str) -> Address | None:
        """Where the centre works on a report: the chat of its team, else the admin chat."""
        found = self.region.team(team)
        return self.now_at(parse_address(found.chat)) if found is not None else self.admin_chat

    def keeps(self, chat: Address) -> bool:
        """Whether what this chat refuses waits until it takes messages again: those of operators and of alarms."""
        alarms = self.now_at(self.alarm_chat) if self.alarm_chat else None
        return chat == alarms or chat in self.operator_chats()

    def accounts_of(self, account: Address) -> frozenset[Address]:
        """All accounts of this duty officer; empty for somebody whom DUTY_OFFICERS does not name."""
        return next((person for person in self.officers if account in person), frozenset())

    def now_at(self, address: Address) -> Address:
        """Where a chat is today: a group may get a new id, as when it becomes a supergroup."""
        while address in self.moved:
            address = self.moved[address]
        return address

    def apologise(self, chats: Iterable[Address], now: int) -> None:
        """These have been told of a fault now; whoever was told before the last hour is forgotten."""
        kept = {chat: at for chat, at in self.apologised.items() if now - at < HOUR_MS}
        self.apologised = kept | dict.fromkeys(chats, now)

    def follow(self, old: Address, new: Address) -> None:
        """From now on `old` means `new`."""
        if new != old:
            self.moved.pop(new, None)  # it is where it is: what was said last counts, and nobody goes round in a circle
            self.moved[old] = new
            if self.admin_chat == old:
                self.admin_chat = new
            self.own.follow(old, new)
            self._chats = None


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a messenger fares: `state` is "ok", "starting", "down" or "stopped" (it will not have the bot).

    `why` is a short code. `since` (when the trouble began) and `paused_until` (it asked for a pause) are UTC
    milliseconds, 0 without one. `held`: kinds of calls that it forbids for now
    (bot.channels.port.METHODS), with until when.
    """

    name: str
    state: str
    why: str = ""
    since: int = 0
    paused_until: int = 0
    held: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldChat:
    """A chat that takes nothing from the bot since `since` (UTC ms). `why` is a short code."""

    chat: Address
    why: str
    since: int


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's own account in a messenger. `link` opens a private chat with it; `opens` is how such a link looks that
    hands something over, with {bot} for the end of `link` and {payload}.
    """

    id: str
    name: str
    link: str  # "https://…/name"
    opens: str = ""

    def start_link(self, payload: str) -> str:
        """Opens the private chat and hands `payload` (A-Z a-z 0-9 _ -, at most 64) to the bot."""
        opens = self.opens or f"{self.link}?start={{payload}}"
        return opens.format(bot=self.link.rpartition("/")[2], payload=payload)
