"""How many people a notice goes to, by messenger, and how long that takes: read in pages, a bit for each person."""

from __future__ import annotations

import asyncio
import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.delivery.fairness import ALERT_TURNS
from bot.delivery.limits import MARGIN
from bot.delivery.sender import Sender
from bot.notices.recipient import SeenPersons
from bot.notices.selection import BEGIN, After, Candidate, Selection, before
from handlers.base.shared import Shared
from handlers.notices.content import load_content, wakes
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink
from handlers.notices.kinds import Severity
from handlers.notices.wording import Meaning
from storage.notice_records import Notice
from storage.records import Lane
from storage.store import Store

COUNTING_PAGE = 1_000
GROUPS = {Meaning.NOT_YOU: "removed", Meaning.CORRECTED: "kept", Meaning.ALERT: "added"}
PLACELESS = frozenset({"bare", "silent"})
"""Sources of people who named no place: subscribed to the whole region by saying nothing, or never subscribed."""
HALF = 0.5
"""What a notice keeps of the rate while people write (promise 7)."""


@dataclass(slots=True)
class Count:
    """`accounts`: messages by messenger. `near`, `held`: messages to people with a point of theirs there, and to those
    asleep.
    """

    accounts: Counter[str] = field(default_factory=Counter)
    near: int = 0
    held: int = 0
    late: int = 0  # of those asleep whose morning comes when it is over: they never get it
    nowhere: int = 0  # messages to people who named no place
    below: int = 0  # people who want this kind, but only when it is graver
    groups: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, int] = field(default_factory=dict)
    link: str = ""

    def dump(self) -> str:
        """As contract: {MESSENGER: n, …, "near": n, "held": n, "seconds": {…}}; "late", "below", "nowhere" and
        "groups"."""
        values: dict[str, object] = {**self.accounts, "near": self.near, "held": self.held, "seconds": self.seconds}
        values |= {name: count for name, count in self._seldom() if count}
        if self.link == NoticeLink.CORRECTS:
            values["groups"] = {name: self.groups[name] for name in GROUPS.values()}
        return json.dumps(values)

    def _seldom(self) -> tuple[tuple[str, int], ...]:
        return ("late", self.late), ("below", self.below), ("nowhere", self.nowhere)


class Counting:
    """Whom one notice would reach by now, without writing anything."""

    def __init__(
        self, shared: Shared, store: Store, senders: Mapping[str, Sender], clock: Clock, notice: Notice
    ) -> None:
        self.shared, self.senders, self.clock, self.notice = shared, senders, clock, notice
        self.content = load_content(notice.content)
        self.store = store

    async def count(self) -> Count:
        """Everybody once. StorageError."""
        met = SeenPersons()
        found = Count(Counter(dict.fromkeys(self.senders, 0)), link=self.notice.link)
        below: set[int] = set()
        earlier = await before(self.store, self.notice)
        selection = Selection(self.store, self.shared, self.notice, tuple(self.senders), earlier, below)
        for source in selection.sources():
            after: After | None = BEGIN
            while after is not None:
                page = await selection.page(source, after, COUNTING_PAGE)
                for candidate in page.candidates:
                    if met.meet(candidate.member.person):
                        self._add(found, candidate, placeless=source.kind in PLACELESS)
                after = page.after
                await asyncio.sleep(0)  # others first
        found.below = len(below)
        found.seconds = {name: self._seconds(name, count) for name, count in found.accounts.items()}
        return found

    def _add(self, found: Count, candidate: Candidate, *, placeless: bool) -> None:
        accounts = len(candidate.accounts)
        found.accounts.update(channel for channel, _ in candidate.accounts)
        found.near += accounts if candidate.places else 0
        found.nowhere += accounts if placeless else 0
        found.groups[GROUPS.get(candidate.meaning, "")] += accounts
        if wakes(self.content) or candidate.meaning is Meaning.NOT_YOU:
            return
        starts = max(self.clock.now(), self.content.send_at)
        until = candidate.member.quiet_until(starts, self.shared.region.zone)
        never = bool(until) and 0 < self.content.until <= until and self.notice.link not in NO_DANGER_LINKS
        found.late += accounts if never else 0
        found.held += accounts if until and not never else 0

    def _seconds(self, channel: str, count: int) -> int:
        """How long so many messages take from now on: the messenger's limits, our fairness, and what waits already."""
        dispatch = self.senders[channel].dispatch
        limits, depths = dispatch.limits, {name: d.rows for name, d in dispatch.backlog.depths().items()}
        alert = self.notice.severity >= Severity.SEVERE
        per_second = limits.paid_per_second if alert and limits.paid_per_second else limits.per_second / MARGIN
        ahead = depths[Lane.ALERT.name.lower()] + (0 if alert else depths[Lane.NOTICE.name.lower()])
        if depths[Lane.PERSON.name.lower()] + depths[Lane.OPERATORS.name.lower()]:
            per_second *= ALERT_TURNS / (ALERT_TURNS + 1) if alert else HALF
        return math.ceil((count + ahead) / (per_second * limits.together)) if count else 0
