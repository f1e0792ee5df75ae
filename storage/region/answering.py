"""Who answers for which topic at which place: reads `answers` of organisations and keeps them ready to be looked up.

The most exact place decides: a house of a list, then the settlement, the municipality, the whole region; at one place a
rule that names the topic before one for all topics; of these one with words, then one with hours, then one without
either. Two that are equally exact are a fault of the files, so that it never depends on their order who gets a report
(only where a text has words of two rules, the one that stands first in the file answers).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import combinations

from storage.region.faults import nearest
from storage.region.region import Organisation, Region, Settlement, Topic
from storage.region.table import RegionTable

MADE = "answering"
WHOLE = ("region", "")
HOUSE = re.compile(r"(\d{1,4})([^\W\d_]?\S{0,6})")
SPAN = re.compile(r"(\d{1,4})\s*[-–—]\s*(\d{1,4})")
SIDES = ("odd", "even")

Place = tuple[str, ...]
"""("house", settlement, street, house), ("settlement", code), ("municipality", code) or WHOLE."""


@dataclass(frozen=True, slots=True)
class AnsweringRule:
    """One thing that an organisation answers for. Nothing named of a kind: it is not asked for."""

    organisation: str
    key: str = ""  # where it stands in organisations.toml; "" for a topic's own `organisation`
    topics: tuple[str, ...] = ()  # none: all
    places: tuple[Place, ...] = (WHOLE,)
    words: tuple[str, ...] = ()
    hours: tuple[time, time] | None = None  # opens, closes; past midnight where the second is earlier

    @property
    def exactness(self) -> tuple[bool, bool]:
        return bool(self.words), self.hours is not None

    def fits_hour(self, now: time) -> bool:
        return self.hours is None or _within(now, self.hours)


@dataclass(slots=True)
class Answering:
    """All rules of a region by (topic, place), the most exact first; topic "" for all topics."""

    rules: dict[tuple[str, Place], list[AnsweringRule]] = field(default_factory=dict)
    streets: dict[str, set[str]] = field(default_factory=dict)  # those of which houses are named, by settlement

    def answered(self, topic: str, place: Place) -> bool:
        """Whether somebody answers at this very place whatever the words and the hour."""
        found = (*self.rules.get((topic, place), ()), *self.rules.get(("", place), ()))
        return any(rule.exactness == (False, False) for rule in found)


def answering(region: Region) -> Answering:
    """Made once and kept with the region."""
    made = region.made.get(MADE)
    if not isinstance(made, Answering):
        made = region.made[MADE] = indexed(_all_rules(region.organisations, region.topics))
    return made


def unanswered(region: Region) -> list[tuple[Topic, list[str]]]:
    """The topics that nobody answers for somewhere, with the names of those places: municipalities or, where a part of
    one is answered for, settlements. Houses count for nothing: they are never all.
    """
    known, found = answering(region), list[tuple[Topic, list[str]]]()
    towns: dict[str, list[Settlement]] = {}
    for settlement in region.settlements:
        towns.setdefault(settlement.municipality, []).append(settlement)
    for topic in region.topics:
        if known.answered(topic.code, WHOLE):
            continue
        names = list[str]()
        for municipality in region.municipalities:
            if known.answered(topic.code, ("municipality", municipality.code)):
                continue
            own = towns.get(municipality.code, [])
            open_ = [s.name for s in own if not known.answered(topic.code, ("settlement", s.code))]
            names += [municipality.name] if len(open_) == len(own) else open_
        if names:
            found.append((topic, names))
    return found


# -- reading -------------------------------------------------------------------------------------
def read_rules(row: RegionTable, organisation: str) -> tuple[AnsweringRule, ...]:
    """The `answers` of one organisation. The codes in them are judged by `judge_rules`, when all files are read."""
    return tuple(read_rule(part, organisation) for part in (row.tables("answers") if "answers" in row.values else ()))


def read_rule(row: RegionTable, organisation: str) -> AnsweringRule:
    """One table: its keys say which topics and where."""

    def listed(key: str) -> tuple[str, ...]:
        return row.strings(key) if key in row.values else ()

    topics, words = listed("topics"), listed("words")
    places: list[Place] = [("settlement", code) for code in listed("settlements")]
    places += [("municipality", code) for code in listed("municipalities")]
    for house in row.tables("houses") if "houses" in row.values else ():
        places += _houses(house)
    hours = row.table("hours") if "hours" in row.values else None
    span = (hours.clock("opens"), hours.clock("closes")) if hours is not None else None
    if hours is not None:
        hours.finish()
    placed = any(key in row.values for key in ("settlements", "municipalities", "houses"))
    if not topics and not placed:
        row.faults.add(row.path, "answers-nothing")
    row.finish()
    return AnsweringRule(
        organisation, row.path, topics, tuple(dict.fromkeys(places)) if placed else (WHOLE,), words, span
    )


def _houses(row: RegionTable) -> list[Place]:
    """The houses of a street: "5", "12а", "1-15"; `side` takes every second one of the spans."""
    settlement, street, side = row.text("settlement"), row.text("street"), row.text("side", required=False)
    if side and side not in SIDES:
        row.faults.add(row.at("side"), "no-such-word", value=side, words=", ".join(SIDES), near=nearest(side, SIDES))
    found = list[str]()
    for written in row.strings("numbers"):
        if span := SPAN.fullmatch(written):
            first, last = int(span[1]), int(span[2])
            if first > last:
                row.faults.add(row.at("numbers"), "bad-house", value=written)
            found += [str(n) for n in range(first, last + 1) if not side or (n % 2 == 1) == (side == "odd")]
        elif HOUSE.fullmatch(written):
            found.append(house_key(written))
        else:
            row.faults.add(row.at("numbers"), "bad-house", value=written)
    row.finish()
    return [("house", settlement, street_key(street), house) for house in found]


def street_key(name: str) -> str:
    return " ".join(sorted(name.casefold().replace("ё", "е").replace(".", " ").split()))


def house_key(name: str) -> str:
    return "".join(name.casefold().replace("ё", "е").split())


# -- judging -------------------------------------------------------------------------------------
def judge_rules(
    table: RegionTable,
    organisations: Sequence[Organisation],
    topics: Sequence[Topic],
    municipalities: Iterable[str],
    settlements: Iterable[str],
) -> None:
    """Note codes that no file has and rules that are equally exact for the same reports."""
    judge_codes(table, (rule for one in organisations for rule in one.answers), topics, municipalities, settlements)
    note_ties(table, _all_rules(organisations, topics), "answers-tie")


def judge_codes(
    table: RegionTable,
    rules: Iterable[AnsweringRule],
    topics: Sequence[Topic],
    municipalities: Iterable[str],
    settlements: Iterable[str],
) -> None:
    """Note codes that no file has. A file that could not be read (nothing known) is not held against the rules."""
    known = {
        "topics": ({t.code for t in topics}, "no-topic"),
        "municipalities": (set(municipalities), "no-municipality"),
        "settlements": (set(settlements), "no-settlement"),
    }

    def judge(kind: str, key: str, codes: Iterable[str]) -> None:
        there, fault = known[kind]
        for code in dict.fromkeys(codes):
            if there and code and code not in there:
                table.faults.add(key, fault, value=code, near=nearest(code, there))

    for rule in rules:
        judge("topics", f"{rule.key}.topics", rule.topics)
        judge("municipalities", f"{rule.key}.municipalities", (p[1] for p in rule.places if p[0] == "municipality"))
        judge("settlements", f"{rule.key}.settlements", (p[1] for p in rule.places if p[0] == "settlement"))
        judge("settlements", f"{rule.key}.houses", (p[1] for p in rule.places if p[0] == "house"))


def note_ties(table: RegionTable, rules: Iterable[AnsweringRule], fault: str) -> None:
    """Each two rules once, of the one that stands further down; what they share is named."""
    told = set[tuple[str, str]]()
    for (topic, place), alike in indexed(rules).rules.items():
        for first, second in combinations(alike, 2):
            above, below = sorted((first, second), key=lambda rule: (rule.key != "", _order(rule)))
            if (above.key, below.key) in told or not _tie(above, below):
                continue
            told.add((above.key, below.key))
            kind, where = place[0], ", ".join(place[1:])
            table.faults.add(below.key, fault, topic=topic or "none", kind=kind, place=where, other=above.organisation)


def _order(rule: AnsweringRule) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", rule.key)]


def _tie(first: AnsweringRule, second: AnsweringRule) -> bool:
    if first.organisation == second.organisation or first.exactness != second.exactness:
        return False
    if first.words and not set(first.words) & set(second.words):
        return False
    if first.hours is None or second.hours is None:
        return True
    return _within(first.hours[0], second.hours) or _within(second.hours[0], first.hours)


def _within(now: time, hours: tuple[time, time]) -> bool:
    start, end = hours
    return start <= now < end if start < end else now >= start or now < end


def _all_rules(organisations: Sequence[Organisation], topics: Sequence[Topic]) -> list[AnsweringRule]:
    own = [AnsweringRule(t.organisation, topics=(t.code,)) for t in topics if t.organisation]
    return [*own, *(rule for one in organisations for rule in one.answers)]


def indexed(rules: Iterable[AnsweringRule]) -> Answering:
    """The rules by topic and place, the most exact first."""
    made = Answering()
    for rule in rules:
        for place in rule.places:
            for topic in dict.fromkeys(rule.topics) or ("",):
                made.rules.setdefault((topic, place), []).append(rule)
            if place[0] == "house":
                made.streets.setdefault(place[1], set()).add(place[2])
    for found in made.rules.values():
        found.sort(key=lambda rule: rule.exactness, reverse=True)
    return made


def named_topics(organisations: Iterable[Organisation]) -> Callable[[str], bool]:
    """Whether a rule names a topic, which then needs no `organisation` of its own."""
    rules = [rule for one in organisations for rule in one.answers]
    every, named = any(not rule.topics for rule in rules), {code for rule in rules for code in rule.topics}
    return lambda code: every or code in named
