"""The region: read-only reference data from one folder. What is in it and what one may ask of it.

`storage.region.load` reads and checks the folder; the fictional region of the sandbox and the tests is
`storage/fictional/`. Names come as {language: text}; `name_in` falls back to the region's first language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from storage.region.answer_words import AnswerWords, ReadyText
from storage.region.clients import ApiClient
from storage.region.notice_rules import NoticeRules
from storage.region.table_maps import TableMap
from storage.region.webhooks import Webhook

if TYPE_CHECKING:
    from storage.region.answering import AnsweringRule
    from storage.region.other_offices import OtherOffice
    from storage.region.questions import TopicQuestion

Names = dict[str, str]


DANGERS = (
    "gas", "fire", "water", "ice", "electricity", "shaft", "collapse", "health", "animals", "object", "trapped",
    "scald",
)  # fmt: skip
"""Kinds of danger: gas, fire, somebody in or cut off by water, on or under ice, wires, an open shaft, something that
falls, a life at risk, animals that attack, a suspicious object or a threat, somebody who cannot get out, steam and hot
water of a burst main. The last one is known by words alone (`handlers/reading/certain.txt`)."""

CASE_WITHIN_M, CASE_DAYS = 250, 14
"""How far apart and how old reports of one trouble may be, where a region does not say."""


def name_in(names: Names, language: str) -> str:
    return names.get(language) or next(iter(names.values()))


@dataclass(frozen=True, slots=True)
class Topic:
    """What reports are about. `words` betray it: dictionary forms, "*" at the end for any ending."""

    code: str
    names: Names
    words: tuple[str, ...]
    organisation: str  # who answers for it where no organisation's `answers` is more exact; may be empty
    first_hours: float  # working hours until a first answer is due
    solve_days: int  # calendar days until the solution is due
    emoji: str = ""
    group: str = ""  # a TopicGroup's code; empty: it stands in none
    about: str = ""  # for administrators and operators, in Russian: what belongs here and what does not
    examples: tuple[str, ...] = ()  # how people write about it
    one_house: bool = False  # a trouble is always that of one house: of two houses they are two
    no_trouble: bool = False  # nothing is to be solved (thanks): whoever is answered is not asked whether it is
    case_within_m: int = 0  # so far apart two reports may be of one trouble; 0: as the region says
    case_days: int = 0  # so old a report may be for that; 0: as the region says
    kinds: tuple[str, ...] = ()  # "name: words": troubles of it that are never one
    questions: tuple[TopicQuestion, ...] = ()  # asked of the author before it is sent


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Topics that stand together on the buttons."""

    code: str
    names: Names
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    code: str
    names: Names
    phone: str = ""
    chat: str = ""  # its own operators' chat, "MESSENGER:ID"; empty: the admin chat
    answers: tuple[AnsweringRule, ...] = ()  # topics and places that it answers for besides its own topics


@dataclass(frozen=True, slots=True)
class Team:
    """A part of the centre that works in a chat of its own, for some topics or places."""

    code: str
    names: Names
    chat: str  # as of an organisation
    takes: AnsweringRule  # which reports; `organisation` is the team's code


@dataclass(frozen=True, slots=True)
class Municipality:
    code: str  # ОКТМО where it has one
    name: str
    geometry: Any = None  # a prepared shapely geometry, or None without polygons


@dataclass(frozen=True, slots=True)
class Settlement:
    code: str
    name: str
    municipality: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Contact:
    """An emergency phone. The first one of a region is shown first (112)."""

    names: Names
    phone: str


@dataclass(frozen=True, slots=True)
class EmergencyAdvice:
    """What is said first of one kind of danger, and whom to call. Either may be missing."""

    lines: Names = field(default_factory=dict)  # plain text by language
    phones: tuple[str, ...] = ()  # the first to call first; the names of those that are contacts stand there


@dataclass(frozen=True, slots=True)
class Legal:
    """The region's own texts in one language; marked texts are allowed."""

    centre: str  # the name of the centre that runs the bot
    greeting: str
    consent: str  # who, what for, how long, how to withdraw
    appeal: str  # that a message is no official appeal (59-ФЗ), and where one is made
    appeal_url: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who hears of an overdue report, so many working hours after its deadline: whoever took it, then the chat of the
    organisation that answers, then the centre, then its head (`head_chat`, "" for nobody). Only ever later.
    """

    operator: float = 0
    organisation: float = 0
    centre: float = 0
    head: float = 0
    head_chat: str = ""


@dataclass(slots=True)
class Region:
    """What a region's folder says, checked. Nobody changes it while the program runs."""

    names: Names
    zone: ZoneInfo
    opens: time
    closes: time
    workdays: frozenset[int]  # 0: Monday
    holidays: frozenset[date]
    consent_version: str
    legal: dict[str, Legal]
    contacts: tuple[Contact, ...]
    topics: tuple[Topic, ...]
    organisations: tuple[Organisation, ...]
    municipalities: tuple[Municipality, ...]
    settlements: tuple[Settlement, ...]
    danger_words: tuple[str, ...]  # of every kind: those of `dangers`, too
    keep_days: int = 1095  # how long a closed report is kept
    fictional: bool = False
    folder: Path | None = None
    notices: NoticeRules = field(default_factory=NoticeRules)
    names_in: Names = field(default_factory=dict)  # "in Zarechny Territory", where the region's file says so
    names_whole: Names = field(default_factory=dict)  # "the whole of Zarechny Territory"
    dangers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # words by one of DANGERS
    emergency: dict[str, EmergencyAdvice] = field(default_factory=dict)  # by one of DANGERS; kinds may be missing
    groups: tuple[TopicGroup, ...] = ()
    case_within_m: int = CASE_WITHIN_M  # so far apart two reports of a topic may be of one trouble
    case_days: int = CASE_DAYS  # so old a report may be for that
    quiet_from: time = time(22)  # until `quiet_to` nobody is asked anything; equal: people may be asked at any time
    quiet_to: time = time(8)
    answers: AnswerWords = field(default_factory=AnswerWords)
    ready: tuple[ReadyText, ...] = ()
    other_offices: tuple[OtherOffice, ...] = ()
    overdue: Ladder = field(default_factory=Ladder)
    clients: tuple[ApiClient, ...] = ()  # other programs that may ask
    webhooks: tuple[Webhook, ...] = ()  # and such that are called when something happens
    table_maps: tuple[TableMap, ...] = ()  # how tables of those that answer are read
    teams: tuple[Team, ...] = ()
    made: dict[str, Any] = field(default_factory=dict)  # indices that `handlers.places.find` makes once
    _by_code: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, items in (
            ("topic", self.topics),
            ("organisation", self.organisations),
            ("municipality", self.municipalities),
            ("settlement", self.settlements),
            ("team", self.teams),
        ):
            for item in items:
                self._by_code[kind, item.code] = item

    def topic(self, code: str) -> Topic | None:
        found = self._by_code.get(("topic", code))
        return found if isinstance(found, Topic) else None

    def organisation(self, code: str) -> Organisation | None:
        found = self._by_code.get(("organisation", code))
        return found if isinstance(found, Organisation) else None

    def team(self, code: str) -> Team | None:
        found = self._by_code.get(("team", code))
        return found if isinstance(found, Team) else None

    def municipality(self, code: str) -> Municipality | None:
        found = self._by_code.get(("municipality", code))
        return found if isinstance(found, Municipality) else None

    def settlement(self, code: str) -> Settlement | None:
        found = self._by_code.get(("settlement", code))
        return found if isinstance(found, Settlement) else None

    def legal_in(self, language: str) -> Legal:
        return self.legal.get(language) or next(iter(self.legal.values()))
