"""An element of a CAP document whose children were sorted by name: its texts, and what is wrong with them.

`faults` refuse the document; `mended` are those that were left out or put right, so that the rest can be used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

from handlers.cap import schema as words
from handlers.cap.safe_xml import CapFault
from handlers.cap.schema import NAMESPACE, SIGNATURE, Node

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
LOOSE_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
ID = re.compile(r"[^\s,<&]+")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
LONGEST_ID = 500
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Years of alerts; others are how a source's program writes that it does not know."""


def is_time(text: str) -> bool:
    """Whether it is a time as CAP 1.2 writes it, of whatever year."""
    if not TIME.fullmatch(text):
        return False
    try:
        return math.isfinite(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError):
        return False


def strict_time(text: str) -> str:
    """A time with "Z" or with fractions of a second as CAP 1.2 writes it; any other text as it is."""
    found = LOOSE_TIME.fullmatch(text)
    return f"{found[1]}{'-00:00' if found[2] == 'Z' else found[2]}" if found else text


def in_range(text: str) -> bool:
    return FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def shown(tag: object) -> str:
    return str(tag)[:120]


@dataclass(slots=True)
class DegreesBox:
    """An element whose children were sorted by name; what breaks its table is already noted in `faults`."""

    where: str
    table: tuple[Node, ...]
    faults: list[CapFault]
    mended: list[CapFault] = field(default_factory=list)
    children: dict[str, list[Element]] = field(default_factory=dict)
    signed: bool = False
    older: bool = False  # an older version, whose times are looser

    @classmethod
    def open(
        cls,
        element: Element,
        where: str,
        table: tuple[Node, ...],
        faults: list[CapFault],
        mended: list[CapFault],
        older: bool = False,
    ) -> DegreesBox:
        box = cls(where, table, faults, mended, older=older)
        order = {part.name: place for place, part in enumerate(table)}
        latest = -1
        for child in element:
            name = str(child.tag).removeprefix(f"{{{NAMESPACE}}}")
            if child.tag == SIGNATURE and where == "alert":
                box.signed, latest = True, len(table)
            elif name == child.tag or name not in order:
                box.fault("", "cap-unknown-element", name=shown(child.tag))
            else:
                if order[name] < latest:
                    box.fault(name, "cap-order", name=name)
                latest = max(latest, order[name])
                box.children.setdefault(name, []).append(child)
        box._count()
        return box

    def _count(self) -> None:
        for part in self.table:
            here = self.children.get(part.name, [])
            if len(here) < part.least:
                self.fault(part.name, "cap-missing")
            if part.most and len(here) > part.most:
                self.fault(part.name, "cap-twice", count=str(len(here)))

    def fault(self, place: str, code: str, **values: str) -> None:
        where = f"{self.where}/{place}" if place else self.where
        self.faults.append(CapFault(where, code, values))

    def mend(self, place: str, code: str, ring: Sequence[tuple[float, float]] = (), **values: str) -> None:
        """A fault that does not refuse the document."""
        where = f"{self.where}/{place}" if place else self.where
        self.mended.append(CapFault(where, code, values, ring=tuple(ring)))

    def placed(self, name: str) -> list[tuple[str, str]]:
        """The texts of all children of this name, each with the name under which its faults are noted."""
        part = next(one for one in self.table if one.name == name)
        found = []
        for number, element in enumerate(self.children.get(name, []), 1):
            where = f"{name}[{number}]" if part.most != 1 else name
            if len(element):
                self.fault(where, "cap-not-text")
            text = (element.text or "").strip()
            if part.words and text not in part.words:
                if name == "certainty" and text in words.OLDER:
                    text = words.OLDER[text]
                else:
                    self.fault(where, "cap-bad-word", value=text[:60], words=", ".join(part.words))
            found.append((text, where))
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(text for text, _ in self.placed(name))

    def text(self, name: str, *, needed: bool = True) -> str:
        """The only child of this name; one that has to be there has to say something."""
        found = self.placed(name)
        part = next(one for one in self.table if one.name == name)
        if needed and part.least and not part.words and found and not found[0][0]:
            self.fault(name, "cap-empty")
        return found[0][0] if found else ""

    def id(self, name: str) -> str:
        value = self.text(name)
        if value and (not ID.fullmatch(value) or len(value) > LONGEST_ID):
            self.fault(name, "cap-bad-id", value=value[:60])
        return value

    def time(self, name: str, *, needed: bool = False) -> str:
        """The time, "" where there is none. One of an impossible year is left out, unless it is needed."""
        value = self.text(name)
        value = strict_time(value) if self.older else value
        if value and not is_time(value):
            self.fault(name, "cap-bad-time", value=value[:60])
        elif value and needed and not in_range(value):
            self.fault(name, "cap-odd-year", value=value[:60])
        elif value and (int(value[:4]) < FIRST_YEAR or (name != "expires" and not in_range(value))):
            self.mend(name, "cap-odd-year", value=value[:60])
            return ""
        return value

    def number(self, name: str) -> str:
        value = self.text(name)
        if value and not NUMBER.fullmatch(value):
            self.fault(name, "cap-bad-number", value=value[:60])
        return value

    def language(self) -> str:
        value = self.text("language")
        if value and not LANGUAGE.fullmatch(value):
            self.fault("language", "cap-bad-language", value=value[:60])
        return value

    def inner(self, name: str, table: tuple[Node, ...]) -> list[DegreesBox]:
        """Children that are elements with children of their own."""
        found = self.children.get(name, [])
        return [
            DegreesBox.open(element, f"{self.where}/{name}[{number}]", table, self.faults, self.mended, self.older)
            for number, element in enumerate(found, 1)
        ]
