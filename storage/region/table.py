"""Reads values out of a TOML table and notes every fault instead of stopping at the first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from storage.plain_text import is_writable, plain_address, read_plain
from storage.region.examples import example
from storage.region.faults import Faults, RegionFault, nearest, toml_lines
from storage.region.region import Names
from storage.region.toml_faults import toml_faults

CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
CHAT = re.compile(r"[a-z][a-z0-9_]*:-?[0-9]+")
"""A chat of some messenger; which there are, and what their ids look like, is judged where messengers are known."""
LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(slots=True)
class RegionTable:
    """One table; every getter returns something usable and notes what was wrong with the real value."""

    values: dict[str, Any]
    faults: Faults
    path: str = ""
    asked: set[str] = field(default_factory=set)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def get(self, key: str, kind: type | tuple[type, ...], name: str, required: bool) -> Any:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            if required:
                self.faults.add(self.at(key), "missing-key", example=example(self.at(key), name))
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            said = example(self.at(key), name, value)
            self.faults.add(self.at(key), "wrong-kind", kind=name, example=said)
            return None
        return value

    def text(self, key: str, required: bool = True) -> str:
        value = self.get(key, str, "text", required)
        if value is not None and required and not value.strip():
            self.faults.add(self.at(key), "empty")
        return str(value or "").strip()

    def flag(self, key: str) -> bool:
        return bool(self.get(key, bool, "flag", False))

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = self.get(key, (int, float), "number", default is None)
        if value is None:
            return low if default is None else default
        if not low <= value <= high:
            self.faults.add(self.at(key), "bad-number", low=f"{low:g}", high=f"{high:g}")
            return low
        return float(value)

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list, "list", True) or []
        if any(not isinstance(value, str) or not value.strip() for value in values):
            self.faults.add(self.at(key), "wrong-kind", kind="words", example=example(self.at(key), "words"))
        return tuple(value.strip() for value in values if isinstance(value, str) and value.strip())

    def code(self, key: str = "code") -> str:
        value = self.text(key)
        if value and not CODE.fullmatch(value):
            self.faults.add(self.at(key), "bad-code", value=value)
        return value

    def chat(self, key: str = "chat") -> str:
        value = plain_address(self.text(key, required=False))
        if value and not CHAT.fullmatch(value):
            self.faults.add(self.at(key), "bad-chat", value=value)
        return value

    def phone(self, key: str, required: bool) -> str:
        value = self.text(key, required)
        if value and not any(c.isdigit() for c in value):
            self.faults.add(self.at(key), "bad-phone", value=value)
        return value

    def names(self, key: str = "name") -> Names:
        """Texts by language; Russian is required and comes first."""
        table = self.table(key)
        names = {lang: text for lang in table.languages() if (text := table.text(lang))}
        if table.values and "ru" not in table.values:
            self.faults.add(self.at(key), "no-russian")
        return dict(sorted(names.items(), key=lambda item: item[0] != "ru")) or {"ru": "?"}

    def languages(self) -> list[str]:
        """Keys that are languages; others are faults."""
        good = [key for key in self.values if LANGUAGE.fullmatch(key)]
        for key in self.values:
            if key not in good:
                self.faults.add(self.at(key), "bad-language", value=key)
        return good

    def clock(self, key: str) -> time:
        value = self.text(key)
        try:
            return time.fromisoformat(value) if value else time(0)
        except ValueError:
            self.faults.add(self.at(key), "bad-time", value=value)
            return time(0)

    def dates(self, key: str) -> frozenset[date]:
        """Dates, bare (2026-01-01) or in quotes."""
        found: set[date] = set()
        for value in self.get(key, list, "list", True) or []:
            try:
                found.add(date.fromisoformat(str(value)))
            except ValueError:
                self.faults.add(self.at(key), "bad-date", value=value)
        return frozenset(found)

    def table(self, key: str) -> RegionTable:
        return RegionTable(self.get(key, dict, "table", True) or {}, self.faults, self.at(key))

    def tables(self, key: str) -> list[RegionTable]:
        rows = self.get(key, list, "tables", True)
        if rows is not None and (not rows or any(not isinstance(row, dict) for row in rows)):
            self.faults.add(self.at(key), "wrong-kind", kind="tables", example=example(self.at(key), "tables"))
        good = [(i, row) for i, row in enumerate(rows or [], 1) if isinstance(row, dict)]
        return [RegionTable(row, self.faults, f"{self.at(key)}[{i}]") for i, row in good]

    def finish(self) -> None:
        """Every key that nobody asked for is a fault."""
        for key in self.values:
            if key not in self.asked:
                self.faults.add(self.at(key), "unknown-key", value=key, near=nearest(key, self.asked))


def read_text(path: Path, found: list[RegionFault]) -> str | None:
    """A file's text, or None with a fault noted."""
    faults = Faults(path.name, found)
    try:
        return read_plain(path)
    except FileNotFoundError:
        faults.add("", "missing-file")
    except UnicodeDecodeError:
        faults.add("", "not-utf8")
    except OSError as fault:
        faults.add("", "unreadable", errno=fault.errno or 0)
    return None


def read_toml(path: Path, found: list[RegionFault]) -> RegionTable | None:
    """A TOML file as a table, or None with a fault noted."""
    text = read_text(path, found)
    if text is None:
        return None
    faults = Faults(path.name, found, toml_lines(text))
    try:
        values = tomllib.loads(text)
        for key in _unwritable(values):
            faults.add(key, "unwritable")
        return RegionTable(values, faults)
    except (ValueError, RecursionError):  # also brackets within brackets, numbers of thousands of digits
        for wrong in toml_faults(text):
            said = {"kind": wrong.kind, "shown": wrong.shown or "none", "example": wrong.example or "none"}
            faults.add("", "bad-toml", wrong.line, **said)
        return None


def _unwritable(value: Any, key: str = "") -> Iterator[str]:
    """Where texts stand that no database takes; only an escape (\\u0000) brings them into a file."""
    if isinstance(value, str) and not is_writable(value):
        yield key
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unwritable(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _unwritable(inner, f"{key}[{number}]")
