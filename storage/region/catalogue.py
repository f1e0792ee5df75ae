"""The topics that a new region begins with, and who has to be named to answer for them (`storage/catalogue/`).

`init` asks by `answerers()` and writes with `write_topics`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storage.region.faults import RegionError, RegionFault
from storage.region.region import Names, Topic, TopicGroup
from storage.region.table import CODE, RegionTable, read_toml
from storage.region.topics import read_topics

FOLDER = Path(__file__).resolve().parents[1] / "catalogue"
CENTRE = "centre"
"""The code of the centre itself: it answers for whatever nobody else was named for."""
OF_TOPIC = re.compile(r'^organisation = "([^"]+)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody who answers for some of the catalogue's topics, in most regions an organisation of its own.

    `asks` says in a few words for what; `names` is what to call it until its own name is known.
    """

    code: str
    names: Names
    asks: Names
    topics: tuple[str, ...]  # codes


def answerers() -> tuple[Answerer, ...]:
    """Whom to ask for, in the order of the questions; all but the centre, which is known."""
    table = _table("organisations.toml")
    topics, _ = catalogue()
    found = []
    for row in table.tables("organisations"):
        code = row.code()
        found.append(Answerer(code, row.names(), row.names("asks"), _of(topics, code)))
        row.finish()
    _raise(table.faults.found)
    return tuple(found)


def catalogue() -> tuple[tuple[Topic, ...], tuple[TopicGroup, ...]]:
    """All topics, each with the code of an answerer or CENTRE as its organisation, and their groups."""
    table = _table("topics.toml")
    found = read_topics(table, set())
    _raise(table.faults.found)
    return found


def write_topics(path: Path, organisations: Mapping[str, str]) -> None:
    """Write the whole catalogue, comments and all, as a region's `topics.toml`.

    `organisations` has the codes of the region's organisations by the answerer's code; one may answer for several.
    CENTRE answers for the rest. ValueError for what is no code, KeyError for an answerer who is not known.
    """
    if wrong := [code for code in organisations.values() if not CODE.fullmatch(code)]:
        raise ValueError(wrong[0])
    if unknown := set(organisations) - {CENTRE, *(one.code for one in answerers())}:
        raise KeyError(min(unknown))
    text = (FOLDER / "topics.toml").read_text(encoding="utf-8")
    path.write_text(
        OF_TOPIC.sub(lambda found: f'organisation = "{organisations.get(found[1], CENTRE)}"', text), encoding="utf-8"
    )


def _of(topics: tuple[Topic, ...], answerer: str) -> tuple[str, ...]:
    return tuple(topic.code for topic in topics if topic.organisation == answerer)


def _table(name: str) -> RegionTable:
    found: list[RegionFault] = []
    table = read_toml(FOLDER / name, found)
    _raise(found)
    assert table is not None
    return table


def _raise(found: list[RegionFault]) -> None:
    """The files come with the program: a fault in them is the program's own."""
    if found:
        raise RegionError(found)
