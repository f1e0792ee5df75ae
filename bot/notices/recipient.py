"""One person as a notice sees him: what he wants, where he is reached, whether he sleeps. No database here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.notices.content import Content
from handlers.notices.wanted import is_wanted
from storage.notice_records import everywhere

NEVER_SAID = -1
"""Kinds of somebody without a subscription."""

Account = tuple[str, str]
"""Messenger and user, whose private chat has the user's id."""


@dataclass(slots=True)
class AudienceMember:
    """A person with the accounts that can be reached, the oldest first (statement audience_people)."""

    person: int
    language: str
    kinds: int
    least: int
    extreme: int
    drills: int
    quiet_from: int
    quiet_to: int
    preference: str
    accounts: list[Account] = field(default_factory=list)

    def wants(self, content: Content, bits: int) -> bool:
        """Whether a notice about his area is for him (`bits` of its group)."""
        return is_wanted(self, content, bits)

    def wants_graver(self, content: Content, bits: int) -> bool:
        """Whether he is subscribed to its kind and only its severity keeps it from him."""
        subscribed = self.kinds != NEVER_SAID and bool(self.kinds & bits)
        return subscribed and not content.drill and content.severity < self.least

    def reached(self, running: Collection[str]) -> list[Account]:
        """Where notices come to him: one account, all if he wants that, none if he cannot be reached.

        A messenger that he chose and that does not reach him is replaced by his oldest that does.
        """
        there = self.among(running)
        if everywhere(self.preference):
            return there
        chosen = next((account for account in there if account[0] == self.preference), None)
        return [chosen] if chosen else there[:1]

    def among(self, channels: Collection[str]) -> list[Account]:
        """His oldest account in each of these messengers."""
        first: dict[str, Account] = {}
        for account in self.accounts:
            if account[0] in channels:
                first.setdefault(account[0], account)
        return list(first.values())

    def quiet_until(self, now: int, zone: ZoneInfo) -> int:
        """When his quiet hours end (UTC ms), 0 if he is awake."""
        begins, ends = self.quiet_from, self.quiet_to
        if begins < 0 or ends < 0 or begins == ends:
            return 0
        local = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone)
        minute = local.hour * 60 + local.minute
        quiet = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
        if not quiet:
            return 0
        day = local.date() + timedelta(days=1 if minute >= ends else 0)
        end = datetime(day.year, day.month, day.day, ends // 60, ends % 60, tzinfo=zone)
        return max(now + 1, int(end.timestamp() * 1000))


def audience_members(rows: Iterable[tuple[Any, ...]]) -> dict[int, AudienceMember]:
    """The rows of audience_people, by person."""
    found: dict[int, AudienceMember] = {}
    for person, language, channel, user, _since, kinds, least, extreme, drills, begins, ends, preference in rows:
        member = found.get(person)
        if member is None:
            member = AudienceMember(person, language, kinds, least, extreme, drills, begins, ends, preference)
            found[person] = member
        member.accounts.append((channel, user))
    return found


class SeenPersons:
    """Which persons were met already: a bit for each, in pages, so that a million fit into a quarter of a megabyte."""

    PAGE = 1 << 16

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def meet(self, person: int) -> bool:
        """True the first time."""
        page = self._pages.setdefault(person // self.PAGE, bytearray(self.PAGE // 8))
        place, bit = divmod(person % self.PAGE, 8)
        new = not page[place] >> bit & 1
        page[place] |= 1 << bit
        return new
