"""The parameters of GET /requests and /servicerequestupdates as values. All that is wrong is said at once; an empty
parameter counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.base.texts import DAY_MS
from handlers.open311.faults import ApiFault, ApiRefused, bad
from handlers.open311.moments import read_moment
from handlers.reports.status import ALIVE, Status
from storage.region.region import Region

MOST = 1_000
"""Reports on a page, and without parameters (GeoReport v2)."""
DEEPEST = 10_000
"""Reports that may be walked through by pages; further back it is asked by time."""
SPAN_DAYS, UPDATES_SPAN_DAYS = 90, 31
MOST_NUMBERS = 100
NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)
SHORT = 40
"""Characters of a wrong value that are said again."""


@dataclass(frozen=True, slots=True)
class AskedPage:
    """`number` counts from 1."""

    number: int = 1
    size: int = MOST

    @property
    def skipped(self) -> int:
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class ReportsAsked:
    """`numbers`: just these reports, else those between the moments (UTC ms) of their writing or, with `by_update`, of
    their last change. Empty tuples: all.
    """

    numbers: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    statuses: frozenset[Status] = frozenset(Status)
    since: int = 0
    until: int = 0
    by_update: bool = False
    organisation: str = ""
    municipality: str = ""
    page: AskedPage = AskedPage()


@dataclass(frozen=True, slots=True)
class UpdatesAsked:
    """Lines of reports' histories between two moments, UTC ms."""

    since: int
    until: int
    page: AskedPage


class _Parameters:
    """Takes parameters and notes what is wrong with them."""

    def __init__(self, given: Mapping[str, str], region: Region) -> None:
        self.given = {name: text.strip() for name, text in given.items() if text.strip()}
        self.region, self.faults = region, list[ApiFault]()

    def words(self, name: str) -> tuple[str, ...]:
        """A list that is kept apart by commas."""
        return tuple(dict.fromkeys(word.strip() for word in self.given.get(name, "").split(",") if word.strip()))

    def moment(self, name: str) -> int | None:
        if (text := self.given.get(name)) is None:
            return None
        found = read_moment(text, self.region.zone)
        if found is None:
            self.faults.append(bad("bad-date", name=name, value=text[:SHORT]))
        return found

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """Of the standard's examples page 0 is the first; a page that is too large is the largest."""
        if (text := self.given.get(name)) is None:
            return default
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            self.faults.append(bad("bad-number", name=name, value=text[:SHORT]))
            return default
        return min(max(int(text), low), high)

    def span(self, since: str, until: str, now: int, days: int, default_days: int) -> tuple[int, int]:
        """Two moments; one alone has the other at the greatest distance, but never later than now."""
        begins, ends = self.moment(since), self.moment(until)
        if begins is None and ends is None:
            return now - default_days * DAY_MS, now
        if begins is None:
            begins = (ends or now) - days * DAY_MS
        if ends is None:
            ends = min(begins + days * DAY_MS, now)
        if ends - begins > days * DAY_MS:
            self.faults.append(bad("long-span", since=since, until=until, days=str(days)))
        return begins, ends

    def page(self) -> AskedPage:
        size = self.number("page_size" if "page_size" in self.given else "count", MOST, 1, MOST)
        page = AskedPage(self.number("page", 1, 1, 10**9), size)
        if page.number * page.size > DEEPEST and page.number > 1:
            self.faults.append(bad("deep-page", most=str(DEEPEST)))
        return page

    def done(self) -> None:
        if self.faults:
            raise ApiRefused(*self.faults)


def read_asked(given: Mapping[str, str], region: Region, now: int) -> ReportsAsked:
    """What GET /requests asks for. ApiRefused."""
    read = _Parameters(given, region)
    if numbers := _numbers(read):
        read.done()
        return ReportsAsked(numbers)
    by_update = "updated_after" in read.given or "updated_before" in read.given
    names = ("updated_after", "updated_before") if by_update else ("start_date", "end_date")
    since, until = read.span(*names, now, SPAN_DAYS, SPAN_DAYS)
    asked = ReportsAsked(
        (), _topics(read), _statuses(read), since, until, by_update,
        _code(read, "organisation", {o.code for o in region.organisations}),
        _code(read, "municipality", {m.code for m in region.municipalities}), read.page(),
    )  # fmt: skip
    read.done()
    return asked


def read_updates_asked(given: Mapping[str, str], region: Region, now: int) -> UpdatesAsked:
    """What GET /servicerequestupdates asks for: the last day, where nothing is said. ApiRefused."""
    read = _Parameters(given, region)
    since, until = read.span("start_date", "end_date", now, UPDATES_SPAN_DAYS, 1)
    page = read.page()
    read.done()
    return UpdatesAsked(since, until, page)


def _numbers(read: _Parameters) -> tuple[int, ...]:
    texts = read.words("service_request_id")
    if len(texts) > MOST_NUMBERS:
        read.faults.append(bad("many-numbers", most=str(MOST_NUMBERS)))
    for text in texts:
        if not NUMBER.fullmatch(text):
            read.faults.append(bad("bad-number", name="service_request_id", value=text[:SHORT]))
    return tuple(int(text) for text in texts if NUMBER.fullmatch(text))


def _topics(read: _Parameters) -> tuple[str, ...]:
    topics = read.words("service_code")
    for code in topics:
        if read.region.topic(code) is None:
            read.faults.append(bad("no-such-code", name="service_code", value=code[:SHORT]))
    return topics


def _statuses(read: _Parameters) -> frozenset[Status]:
    """open, closed, or both."""
    said = {word.lower() for word in read.words("status")}
    for word in sorted(said - {"open", "closed"}):
        read.faults.append(bad("bad-status", value=word[:SHORT]))
    kinds = {"open": frozenset(ALIVE), "closed": frozenset(Status) - ALIVE}
    return frozenset().union(*(kinds[word] for word in said if word in kinds)) if said else frozenset(Status)


def _code(read: _Parameters, name: str, known: set[str]) -> str:
    value = read.given.get(name, "")
    if value and value not in known:
        read.faults.append(bad("no-such-code", name=name, value=value[:SHORT]))
    return value
