"""What is wrong with a region's folder, as data: the console makes sentences of it (`locales/*/region.ftl`)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RegionFault:
    """One fault: the file, the key in it ("topics[3].words"), the sentence's name and its values.

    `line` counts from 1; 0 where there is none to name.
    """

    file: str
    key: str
    code: str
    values: dict[str, str] = field(default_factory=dict)
    line: int = 0


class RegionError(Exception):
    """The region's folder cannot be used; `faults` has everything that is wrong with it."""

    def __init__(self, faults: list[RegionFault]) -> None:
        super().__init__("; ".join(f"{f.file}:{f.line} {f.key} {f.code}" for f in faults))
        self.faults = faults


@dataclass(slots=True)
class Faults:
    """Collects the faults of one file; `lines` says where its keys stand."""

    file: str
    found: list[RegionFault]
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, code: str, line: int = 0, **values: object) -> None:
        said = {name: str(value) for name, value in values.items()}
        self.found.append(RegionFault(self.file, key, f"region-{code}", said, line or self.line_of(key)))

    def unique(self, codes: Iterable[str], key: str) -> None:
        """A code that stands in the list `key` for the second time is a fault."""
        seen: set[str] = set()
        for number, code in enumerate(codes, 1):
            if code and code in seen:
                self.add(f"{key}[{number}].code", "double-code", value=code)
            seen.add(code)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the nearest table around it."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = re.sub(r"(\.?[^.\[]+|\[\d+\])$", "", key)
        return 0


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or "none", which sentences can tell apart."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), "none")


HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\"'-]+)\s*\]")
KEY = re.compile(r"^\s*([\w.\"'-]+)\s*=")


def toml_lines(text: str) -> dict[str, int]:
    """Where the keys of a TOML file stand: "topics[2].code" -> line. The parser itself does not say."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    tables: dict[str, str] = {}  # the last of each list of tables, by its header
    prefix = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            above, _, last = header[2].rpartition(".")
            prefix = f"{tables[above]}.{last}" if above in tables else header[2]
            if header[1] == "[[":
                counts[prefix] = counts.get(prefix, 0) + 1
                prefix = tables[header[2]] = f"{prefix}[{counts[prefix]}]"
            lines.setdefault(prefix, number)
        elif key := KEY.match(line):
            lines.setdefault(f"{prefix}.{key[1]}" if prefix else key[1], number)
    return lines
