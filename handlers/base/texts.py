"""Sentences of `locales/` (Fluent), and how times are said in them.

`say` gives marked text: every argument that a person may have written is escaped. `label` gives plain
text for buttons and toasts. Numbers of reports are passed as text, so that no language groups their digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource

from handlers.base.message import Marked, escape, parse_marks

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
FAR_AHEAD_MS = 300 * DAY_MS
LOCALES = Path(__file__).resolve().parents[2] / "locales"
ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.ASCII | re.MULTILINE)
"""Where a sentence of a file begins: all that belongs to it stands farther in, or is a brace."""


LONGEST_ARGUMENT = 2_000
"""Characters; Fluent refuses arguments of over 2,500, so long ones are put in after it."""


FEW, SHORT = 5, 40
"""Sentences with so many arguments of so many characters come again: names of towns, phones, times of the day."""


class MissingText(KeyError):
    """A sentence that no locale has, or one that could not be formed from these arguments."""


@dataclass(slots=True, eq=False)
class Texts:
    """One language of the library, in the region's time zone."""

    language: str
    bundle: FluentBundle
    zone: ZoneInfo

    def say(self, name: str, /, **values: object) -> Marked:
        """A sentence as marked text; `Marked` arguments would be escaped too, so put them in with `join`."""
        return _said(self, name, tuple(values.items())) if _repeats(values) else self._say(name, values)

    def _say(self, name: str, values: Mapping[str, object]) -> Marked:
        ready = {k: escape(v) if isinstance(v, str) else v for k, v in values.items()}
        return Marked(self._format(name, ready))

    def label(self, name: str, /, **values: object) -> str:
        """A sentence as plain text."""
        if _repeats(values):
            return _labelled(self, name, tuple(values.items()))
        return parse_marks(self._say(name, values))[0]

    def has(self, name: str) -> bool:
        return self.bundle.has_message(name)

    def _format(self, name: str, values: dict[str, object]) -> str:
        message = self.bundle.get_message(name) if self.bundle.has_message(name) else None
        if message is None or message.value is None:
            raise MissingText(f"{self.language}: no sentence {name}")
        long = [k for k, v in values.items() if isinstance(v, str) and len(v) > LONGEST_ARGUMENT]
        marks = {key: f"\ue000{place}\ue001" for place, key in enumerate(long)}
        text, errors = self.bundle.format_pattern(message.value, {**values, **marks})
        if errors:
            raise MissingText(f"{self.language}: {name}: {errors[0]}")
        said = str(text)
        for key, mark in marks.items():
            said = said.replace(mark, str(values[key]))
        return said

    # -- times --------------------------------------------------------------------------------
    def local(self, ms: int) -> datetime:
        return datetime.fromtimestamp(ms / 1000, UTC).astimezone(self.zone)

    def clock(self, ms: int) -> str:
        """18:30"""
        return f"{self.local(ms):%H:%M}"

    def date(self, ms: int, now: int | None = None) -> str:
        """22 November, in this language. Where `now` is given, with the year of what lies so far ahead that it would be
        taken for an earlier day; else the year stands only where the sentence adds it.
        """
        at = self.local(ms)
        said = self.label("date", day=str(at.day), month=at.month)
        return f"{said} {at.year}" if now is not None and ms - now > FAR_AHEAD_MS else said

    def moment(self, ms: int, now: int) -> str:
        """Today 18:30, tomorrow 10:00, yesterday 9:15, or the date and time."""
        at, today = self.local(ms), self.local(now).date()
        days = (at.date() - today).days
        near = {0: "moment-today", 1: "moment-tomorrow", -1: "moment-yesterday"}.get(days)
        if near:
            return self.label(near, time=self.clock(ms))
        return self.label("moment-date", date=self.date(ms, now), time=self.clock(ms))


def _repeats(values: Mapping[str, object]) -> bool:
    """Whether a sentence with these arguments is remembered: with none, or with a few short ones."""
    return not values or (
        len(values) <= FEW and all(type(v) is int or (type(v) is str and len(v) <= SHORT) for v in values.values())
    )


Items = tuple[tuple[str, object], ...]


@lru_cache(maxsize=2048)
def _said(texts: Texts, name: str, items: Items) -> Marked:
    return texts._say(name, dict(items))


@lru_cache(maxsize=2048)
def _labelled(texts: Texts, name: str, items: Items) -> str:
    return parse_marks(texts._say(name, dict(items)))[0]


def join(*parts: str, by: str = "\n\n") -> Marked:
    """Marked texts one below another; empty ones are left out."""
    return Marked(by.join(part for part in parts if part))


@lru_cache(maxsize=4)  # tests open many houses
def read_bundles(folder: Path) -> dict[str, FluentBundle]:
    """The sentences of each language that has a folder here."""
    bundles: dict[str, FluentBundle] = {}
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        bundle = bundles[path.name] = _bundle(path.name)
        for file in sorted(path.glob("*.ftl")):
            bundle.keep(file.read_text(encoding="utf-8"))
    return bundles


class Sentences(FluentBundle):
    """A bundle that reads a sentence when it is first asked for: reading all takes a start of the program longer than
    anything else that it does, and most of them are never said there.
    """

    def __init__(self, language: str, functions: Any) -> None:
        super().__init__([language], functions, use_isolating=False)
        self._unread: dict[str, str] = {}

    def keep(self, source: str) -> None:
        """The sentences of a file; of two under one name the first counts."""
        begins = list(ENTRY.finditer(source))
        for found, following in zip(begins, [*begins[1:], None], strict=True):
            entry = source[found.start() : following.start() if following else len(source)]
            self._unread.setdefault(found[1], entry)

    def has_message(self, message_id: str) -> bool:
        self._read(message_id)
        return bool(super().has_message(message_id))

    def _lookup(self, entry_id: str, term: bool = False) -> Any:
        self._read(f"-{entry_id}" if term else entry_id)
        return super()._lookup(entry_id, term)

    def _read(self, name: str) -> None:
        source = self._unread.pop(name, "")
        if source:
            self.add_resource(FluentResource(source))


def _bundle(language: str) -> Sentences:
    """One that sentences may ask `MESSENGER($channel, form: "in")` and `LIST($names, by: "or")`."""

    def sentence(name: str, **values: str) -> str:
        pattern = bundle.get_message(name).value
        assert pattern is not None
        said, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise errors[0]
        return str(said)

    def messenger(channel: str, form: str = "") -> str:
        """A name as its own file has it, `messenger-NAME` or `messenger-NAME-in`; without one, bare."""
        form = form and f"-{form}"
        own = f"messenger-{channel}{form}"
        return sentence(own) if bundle.has_message(own) else sentence(f"messenger-other{form}", channel=channel)

    def listed(names: str, by: str) -> str:
        """Names that are kept apart by commas, with a word before the last."""
        rest, comma, last = names.rpartition(", ")
        return sentence(f"list-{by}", rest=rest, last=last) if comma else names

    functions: Any = {"MESSENGER": messenger, "LIST": listed}
    bundle = Sentences(language, functions)
    return bundle


class Library:
    """Every language of `locales/`, and the words in which commands may be written."""

    def __init__(self, zone: ZoneInfo, default: str = "ru", folder: Path = LOCALES) -> None:
        self.zone, self.default = zone, default
        self._texts = {language: Texts(language, bundle, zone) for language, bundle in read_bundles(folder).items()}
        if default not in self._texts:
            raise MissingText(f"no locale {default} in {folder}")
        self._words: dict[str, frozenset[str]] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def texts(self, language: str) -> Texts:
        """The texts of a language, or of the default one."""
        return self._texts.get(language) or self._texts[self.default]

    def words(self, name: str) -> frozenset[str]:
        """The words of a list that is kept apart by commas, lower case, of all languages: people mix them."""
        if name not in self._words:
            said = (texts.label(name) for texts in self._texts.values())
            self._words[name] = frozenset(w.strip().lower() for text in said for w in text.split(",") if w.strip())
        return self._words[name]


def not_passed(texts: Texts, left_out: Sequence[Sequence[str]]) -> list[Marked]:
    """A line for each file that did not go with a message, given as (name, kind, why)."""
    return [
        texts.say("file-not-passed", name=name or texts.label("file-unnamed", kind=kind), why=why)
        for name, kind, why in left_out
    ]


def units(text: str) -> int:
    """Length as the messengers count it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, ending in an ellipsis where something was cut."""
    if units(text) <= limit:
        return text
    cut = text[: limit - 1]
    while units(cut) > limit - 1:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def span(texts: Texts, ms: int) -> str:
    """How long: minutes, hours, or days."""
    minutes = max(0, ms) // MINUTE_MS
    if not minutes:
        return texts.label("span-moment")
    if minutes < 60:
        return texts.label("span-minutes", count=minutes)
    if minutes < 48 * 60:
        return texts.label("span-hours", count=minutes // 60)
    return texts.label("span-days", count=minutes // (24 * 60))
