"""Who answers for what: `init` asks it group by group, or reads it from a table."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli.init_questions import Questions
from bot.cli.output import ConsoleError
from storage.csv_rows import CsvRows
from storage.plain_text import read_plain, typed
from storage.region.catalogue import Answerer, answerers
from storage.region.region import name_in

WITH_PHONE = re.compile(r"(.*?)\s*[,;]\s*(\+?[\d(][\d\s()–-]*)")
"""A typed organisation: its name, then its phone."""


@dataclass(slots=True)
class NamedOrganisation:
    """An organisation of the region: `code` is that of the first answerer that it stands for."""

    code: str
    name: str
    phone: str
    stands_for: tuple[str, ...]  # codes of answerers


def ask_answerers(questions: Questions) -> list[NamedOrganisation]:
    """One question for each group of topics; an empty answer leaves it to the centre, one word leaves the rest."""
    voice, found = questions.voice, list[tuple[str, str, str]]()
    voice.say("init-answerers-how")
    enough = voice.text("init-rest-words").split(", ")
    for answerer in answerers():
        typed = _one(questions, answerer)
        if typed is None or typed.lower() in enough:
            break
        if typed:
            found.append((answerer.code, *_parted(typed)))
    return merged(found)


def _one(questions: Questions, answerer: Answerer) -> str | None:
    """What was typed: "" for nobody, None at the end of the input."""
    voice, key = questions.voice, f"answerer-{answerer.code}"
    asks = name_in(answerer.asks, voice.texts.language)
    example = f"{name_in(answerer.names, voice.texts.language)}, 8-800-100-20-30"
    offered = questions.earlier.get(key, "")
    while True:
        asked = voice.text("init-answerer", asks=asks, example=example)
        typed = questions.line(asked + (f" [{offered}]" if offered else ""))
        if not typed:
            return offered or typed
        if _parted(typed)[0]:
            questions.typed[key] = typed
            return typed
        voice.fault(voice.text("init-bad-answerer", value=typed, example=example))


def _parted(typed: str) -> tuple[str, str]:
    """Name and phone of a typed organisation; no name for what is a phone alone."""
    if not any(sign.isalpha() for sign in typed):
        return "", typed
    if parts := WITH_PHONE.fullmatch(typed):
        return parts[1].strip(), parts[2].strip()
    return typed.strip(" ,;"), ""


def read_answerers(path: Path) -> list[NamedOrganisation]:
    """Organisations of a table with the columns for, name and, if wished, phone. `for`: what it answers for, as a code
    (heat) or in the words of the question. ConsoleError for what cannot be read.
    """
    try:
        table = CsvRows(io.StringIO(read_plain(path)))
    except UnicodeDecodeError:
        raise ConsoleError("cli-subscribers-encoding", path=str(path)) from None
    header = [typed(name).lower() for name in table.header]
    known = {name: one.code for one in answerers() for name in (one.code, *map(str.lower, one.asks.values()))}
    if not {"for", "name"} <= set(header):
        raise ConsoleError("init-bad-answerers", path=str(path), line=table.header_line, reason="columns")
    found = []
    for row in table:
        cells = dict(zip(header, row.cells, strict=False))
        code = known.get(cells.get("for", "").lower(), "")
        if row.fault or not code or not cells.get("name"):
            words = ", ".join(one.code for one in answerers())
            reason = row.fault or ("columns" if code else "for")
            raise ConsoleError("init-bad-answerers", path=str(path), line=row.line, reason=reason, words=words)
        found.append((code, cells["name"], cells.get("phone", "")))
    return merged(found)


def merged(found: Iterable[tuple[str, str, str]]) -> list[NamedOrganisation]:
    """One organisation for each name, with the first phone that was given for it."""
    by_name: dict[str, NamedOrganisation] = {}
    for code, name, phone in found:
        known = by_name.setdefault(" ".join(name.lower().split()), NamedOrganisation(code, name, "", ()))
        known.stands_for = (*known.stands_for, code)
        known.phone = known.phone or phone
    return list(by_name.values())


def by_answerer(named: Iterable[NamedOrganisation]) -> dict[str, str]:
    """The code of the organisation by the code of the answerer, as the catalogue wants it."""
    return dict(_pairs(named))


def _pairs(named: Iterable[NamedOrganisation]) -> Iterator[tuple[str, str]]:
    for one in named:
        for code in one.stands_for:
            yield code, one.code
