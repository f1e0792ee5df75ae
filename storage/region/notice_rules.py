"""What a region says about notices, as data: see `storage.region.notices`, which reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from storage.addresses import AddressReach
from storage.region.notice_kinds import Names, NoticeKind, unnamed_kind

NOTICE_ANSWERS = ("safe", "help", "what", "away")
"""What may stand below a notice for its readers to press: buttons "answer-…", and the words for each, "said-…"."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do: offered for notices of this kind from this severity on (1 … 4)."""

    kind: str
    least: int
    text: Names


@dataclass(frozen=True, slots=True)
class Template:
    """A ready notice. Its texts may hold named gaps, "{shelter}", for which the officer is asked, and "…" where he has
    to write something himself.
    """

    code: str
    name: Names
    kind: str
    severity: int
    text: Names
    hours: float  # in force so long
    ask: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()  # their names, in the order of the Russian text


@dataclass(frozen=True, slots=True)
class StaffHours:
    """When somebody is there to read calls for help, and for which kinds the button is shown."""

    kinds: tuple[str, ...] = ()
    opens: time = time(0)
    closes: time = time(0)  # equal to `opens`: always

    def staffed(self, kind: str, at: time) -> bool:
        if kind not in self.kinds:
            return False
        if self.opens == self.closes:
            return True
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes


@dataclass(frozen=True, slots=True)
class AlertSource:
    """Where alerts come from. From `send_from` severity and `certainty` on they go out at once; 0: always a draft."""

    code: str
    name: Names
    url: str = ""  # a feed (Atom, RSS) or one alert; empty: the watched folder
    senders: tuple[str, ...] = ()  # CAP senders that this source may speak for; empty: any
    every_s: int = 60
    kind: str = "weather"  # where the alert itself does not say
    send_from: int = 0
    certainty: tuple[str, ...] = ("Observed", "Likely")
    inside: bool = False  # it, and what it names, may be in a private network
    certificate: str = ""  # PEM: what it brings has to be signed with this; empty: need not be

    @property
    def reach(self) -> AddressReach:
        """Where its documents, and the addresses in them, may lead."""
        return AddressReach(self.url, self.inside)


@dataclass(frozen=True, slots=True)
class InfoCard:
    """A card of explanation that the centre keeps: what to do in a flood, measures of support."""

    code: str
    group: Names
    title: Names
    text: Names
    url: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told when no officer has decided on a grave notice: `to` are chats as "MESSENGER:ID", after `after_ms`."""

    after_ms: int = 0
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """All of a region's `notices.toml`."""

    advice: tuple[Advice, ...] = ()
    templates: tuple[Template, ...] = ()
    desk: StaffHours = field(default_factory=StaffHours)
    sources: tuple[AlertSource, ...] = ()
    cards: tuple[InfoCard, ...] = ()
    repeat: tuple[str, ...] = ()  # kinds that may be said again every N minutes while in force
    escalation: Escalation = field(default_factory=Escalation)
    kinds: tuple[NoticeKind, ...] = ()
    gaps: dict[str, Names] = field(default_factory=dict)  # what is asked for each gap

    def kind(self, code: str) -> NoticeKind:
        """The kind of this code. A stored notice may have one that the region has no more: also that is a kind."""
        return next((kind for kind in self.kinds if kind.code == code), None) or unnamed_kind(code)

    def has_kind(self, code: str) -> bool:
        return any(kind.code == code for kind in self.kinds)

    def advice_for(self, kind: str, severity: int) -> Names:
        """The advice of this very kind for the highest severity that is reached; empty without one."""
        fitting = [a for a in self.advice if a.kind == kind and a.least <= severity]
        return max(fitting, key=lambda a: a.least).text if fitting else {}

    def template(self, code: str) -> Template | None:
        return next((t for t in self.templates if t.code == code), None)

    def source(self, code: str) -> AlertSource | None:
        return next((s for s in self.sources if s.code == code), None)
