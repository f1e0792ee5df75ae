"""Which of our kinds an alert is about: by its event (handlers.notices.kinds), else a table for CAP's categories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from handlers.base.texts import Library
from handlers.cap.model import Info
from handlers.notices.kinds import kind_of_event
from storage.letters import folded
from storage.region.notice_rules import AlertSource
from storage.region.region import Region

OWN_CODE = "otklik"
"""The valueName of the eventCode in which our own alerts name the kind."""
BY_CATEGORY = {"Met": "weather", "Env": "ecology", "Transport": "roads"}
"""Categories that are of one kind of ours whatever happened. Others say too little: an earthquake and a flood are both
Geo, an attack and a lost child both Security or Rescue."""


def sure_kind(region: Region, infos: Sequence[Info]) -> str:
    """The kind by our own code, by a code of the event or by its words; "" where none says it. Only such a kind carries
    advice of ours.
    """
    for info in infos:
        for name, value in info.event_codes:
            if name == OWN_CODE and region.notices.has_kind(value):
                return value
    said = (kind_of_event(region.notices.kinds, i.categories, i.event_codes, i.event) for i in infos)
    return next(filter(None, said), "")


def likely_kind(infos: Sequence[Info], source: AlertSource) -> tuple[str, bool]:
    """The kind under which it goes to people where none is sure, and whether the category says it; else it is what the
    source is for.
    """
    known = [BY_CATEGORY[c] for info in infos for c in info.categories if c in BY_CATEGORY]
    return (known[0], True) if known else (source.kind, False)


@cache
def _words_in(texts: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in texts.lower().split(","))))


def says_mistaken(library: Library, said: str) -> bool:
    """Whether a cancellation says in its own words that the warning was a mistake (`cap-words-mistaken`), and nothing
    of another that takes its place (`cap-words-replaced`).
    """
    text = " " + " ".join(re.findall(r"\w+", folded(said)))
    names = library.languages

    def has(key: str) -> bool:
        words = [word for name in names for word in _words_in(library.texts(name).label(key))]
        found = [m.start() for word in words for m in re.finditer(re.escape(f" {word}"), text)]
        denied = tuple(f" {word}" for name in names for word in _words_in(library.texts(name).label("cap-words-not")))
        return any(not text[:at].endswith(denied) for at in found)

    return has("cap-words-mistaken") and not has("cap-words-replaced")
