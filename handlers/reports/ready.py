"""Ready answers: texts with named gaps, the region's (`answers.toml`) and those that staff saved.

gaps_of("На {улица} починим {срок}.")  # ("улица", "срок")
fill("На {улица} починим {срок}.", {"улица": "Лесной, 5"})
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from handlers.base.loads import Load, Needs, need
from handlers.base.texts import Library, shorten
from handlers.base.turn import Turn
from storage.answer_records import ReadyAnswer
from storage.records import Report
from storage.region.region import Region

GAP = re.compile(r"\{([^{}\n]{1,30})\}")
LONG_NUMBER = re.compile(r"[+(]?\d[\d\s()-]{4,}\d")
SAVED, OF_REGION = "s", "r"
"""How a key begins: a saved one's id, a region's code."""
TITLE_LENGTH = 34

SAVED_ANSWERS = Load("saved ready answers", "ready_answers", ReadyAnswer)


@need(SAVED_ANSWERS)
def saved_answers(turn: Turn) -> Needs:
    """All that staff saved."""
    return (SAVED_ANSWERS(),)


@dataclass(frozen=True, slots=True)
class Ready:
    """`key` names it in a button; `topics` are empty for one that fits all."""

    key: str
    title: str
    text: str
    topics: Collection[str]


def all_ready(region: Region, saved: Sequence[ReadyAnswer], topic: str = "") -> list[Ready]:
    """Those of the topic first, then those for any; without a topic all of them."""
    found = [Ready(f"{SAVED}{a.id}", a.title, a.body, (a.topic,) if a.topic else ()) for a in saved]
    found += [Ready(f"{OF_REGION}{t.code}", t.title, t.text, t.topics) for t in region.ready]
    if not topic:
        return found
    return [r for r in found if topic in r.topics] + [r for r in found if not r.topics]


def ready_by_key(region: Region, saved: Sequence[ReadyAnswer], key: str) -> Ready | None:
    return next((ready for ready in all_ready(region, saved) if ready.key == key), None)


def gaps_of(text: str) -> tuple[str, ...]:
    """The names of its gaps, each once, in their order."""
    return tuple(dict.fromkeys(name.strip() for name in GAP.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """With these gaps filled; a gap without a value stays."""
    return GAP.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def known_gaps(library: Library, report: Report) -> dict[str, str]:
    """What the report itself says: its place and its number, by every name that these gaps have."""
    known = {"street": report.address, "number": str(report.id)}
    return {name: value for gap, value in known.items() if value for name in library.words(f"ready-gap-{gap}")}


def prepared(library: Library, ready: Ready, report: Report) -> str:
    """Its text with what is known of the report."""
    known = known_gaps(library, report)
    return GAP.sub(lambda found: known.get(found[1].strip().lower(), found[0]), ready.text)


def read_values(text: str, gaps: Sequence[str]) -> dict[str, str] | None:
    """An operator's words for these gaps: one for each, on lines of their own or kept apart by ";", perhaps each behind
    its gap's name. None: too few, or a gap is left in them.
    """
    said = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    said = [text.strip()] if len(gaps) == 1 and text.strip() else said
    if any(GAP.search(part) for part in said):
        return None
    said = [_unnamed(part, gap) for part, gap in zip(said, gaps, strict=False)] + said[len(gaps) :]
    return dict(zip(gaps, said, strict=True)) if len(said) == len(gaps) else None


def _unnamed(said: str, gap: str) -> str:
    """«срок: завтра» without the gap's name."""
    name, colon, rest = said.partition(":")
    return rest.strip() if colon and rest.strip() and name.strip().lower() == gap.lower() else said


def general(text: str, report: Report, street: str, number: str) -> str:
    """An answer to be used again: this report's address and long numbers become gaps."""
    if report.address:
        text = re.sub(re.escape(report.address), f"{{{street}}}", text, flags=re.IGNORECASE)
    return LONG_NUMBER.sub(f"{{{number}}}", text)


def title_of(text: str) -> str:
    return shorten(" ".join(text.split()), TITLE_LENGTH)
