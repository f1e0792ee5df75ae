"""What a notice says and where, as one value that can be stored, hashed and compared.

Coordinates are WGS 84, latitude first; distances are metres; times are UTC milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from handlers.notices.kinds import Severity

CONTENT_VERSION = 1
ADDED = frozenset({"about", "stale", "wake", "begins", "event", "ending", "web", "contact", "template"})
"""Fields that contents of the first program did not have: without them one is stored, and hashed, as it was before."""
GAPS = ("…", "...")
"""What stands in a template where something has to be filled in."""
NAMED_GAP = re.compile(r"\{([a-z][a-z0-9_]{0,31})\}")
"""A gap of a region's template, for which there is a question."""
SHOWN_GAP = re.compile(rf"{NAMED_GAP.pattern}(\.(?!\.))?")
UNTIL_GAP, PHONE_GAP = "until", "phone"
SPOKEN_FIELDS = ("texts", "todo")
"""Fields with words by language."""
LONGEST_NOTICE_TEXT = 3_000
"""Characters of one text: with all that stands around it, it still fits into one message of either messenger."""


Point = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True)
class Circle:
    lat: float
    lon: float
    radius_m: int


@dataclass(frozen=True, slots=True)
class Street:
    """Houses of a street, as the officer wrote them ("1–15, 20, 22к2"); empty: all of it."""

    settlement: str  # a code of the region
    name: str
    houses: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """The union of all that is named. `region`: everywhere. Codes are the region's."""

    region: bool = False
    municipalities: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = ()
    polygons: tuple[tuple[Point, ...], ...] = ()  # closed rings: the last point repeats the first
    streets: tuple[Street, ...] = ()

    @property
    def empty(self) -> bool:
        return self == Area()

    @property
    def shaped(self) -> bool:
        """Drawn on the map, besides what is named."""
        return bool(self.circles or self.polygons)


@dataclass(frozen=True, slots=True)
class Content:
    """All that is frozen when a notice is submitted. Texts by language are plain text; Russian is there at least.

    `todo` is what to do. `ask`: the buttons under it ("safe", "help", "what", "away"). `files` are ids of stored files,
    `documents` those of them that are no pictures.
    `urgency` and `certainty` are CAP's words. `contacts`: the area's phones are added. What alerts from outside say
    besides: `begins` when it begins, if that is later than when people read it; `event` what it is, by language, where
    no kind of ours is known for sure; `ending` "lifted" where a source took its warning back and did not say that the
    danger is over; `web` and `contact` where to learn more.
    `template`: the region's template that it was made of; only then its words may have named gaps. `about`: of what
    ends, withdraws or corrects, the words by language of the notice that it is about. `stale`: "texts:en" where the
    Russian words were changed after these were written. `wake`: quiet hours do not hold it back, whatever its severity.
    """

    kind: str
    severity: int
    drill: bool = False
    area: Area = field(default_factory=Area)
    texts: dict[str, str] = field(default_factory=dict)
    todo: dict[str, str] = field(default_factory=dict)
    until: int = 0
    send_at: int = 0
    repeat_min: int = 0
    files: tuple[int, ...] = ()
    ask: tuple[str, ...] = ()
    contacts: bool = True
    urgency: str = "Expected"
    certainty: str = "Likely"
    documents: tuple[int, ...] = ()
    begins: int = 0
    event: dict[str, str] = field(default_factory=dict)
    ending: str = ""
    web: str = ""
    contact: str = ""

    about: dict[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()
    wake: bool = False
    template: str = ""

    def dump(self) -> str:
        """What came later stands there only if it says something: a digest that was made before stays as it is."""
        values = {name: value for name, value in asdict(self).items() if value or name not in ADDED}
        return json.dumps({"v": CONTENT_VERSION, **values}, ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Equal for equal contents: what an officer approves is what he saw."""
        return hashlib.sha256(self.dump().encode()).hexdigest()

    def changed(self, **values: Any) -> Content:
        return replace(self, **values)


SEEN_LENGTH = 12


def seen_of(content: Content) -> str:
    """What a button or a dialogue remembers of the content that it showed."""
    return content.digest()[:SEEN_LENGTH]


def wakes(content: Content) -> bool:
    """Whether it comes through quiet hours."""
    return content.wake or Severity(content.severity).loud


def as_draft(content: Content) -> Content:
    """With what a correction or something newer of it begins: when it went out, and how often, is its own."""
    return content.changed(send_at=0, repeat_min=0, about={})


def left_out(content: Content) -> dict[str, str]:
    """Languages that are not said, since they would not say what the Russian words do, and why: "stale" or "gap"."""
    found = {}
    for language in dict.fromkeys((*content.texts, *content.todo)):
        words = [getattr(content, name).get(language, "") for name in SPOKEN_FIELDS]
        if language == "ru" or not any(words):
            continue
        if any(f"{name}:{language}" in content.stale for name in SPOKEN_FIELDS):
            found[language] = "stale"
        elif any(has_gap(content, text) for text in words):
            found[language] = "gap"
    return found


def spoken(content: Content) -> Content:
    """The content with the languages that belong together; readers of another one get the Russian words."""
    out = left_out(content)
    if not out and not named_gaps(content):
        return content
    kept = {
        name: {code: without_gaps(text) for code, text in getattr(content, name).items() if code not in out}
        for name in SPOKEN_FIELDS
    }
    return content.changed(**kept)


def has_gap(content: Content, text: str) -> bool:
    """Whether something has to be written there yet."""
    return any(gap in text for gap in GAPS) or bool(content.template and NAMED_GAP.search(text))


def named_gaps(content: Content) -> list[str]:
    """The gaps of its template that are still open, in the order of the Russian words."""
    if not content.template:
        return []
    words = "\n".join(getattr(content, name).get("ru", "") for name in SPOKEN_FIELDS)
    return list(dict.fromkeys(NAMED_GAP.findall(words)))


def without_gaps(text: str) -> str:
    """For whoever reads it: named gaps as three dots, also where a sentence ends with one."""
    return SHOWN_GAP.sub(GAPS[0], text)


def fill_gap(content: Content, name: str, answer: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """For `Content.changed`: the words with this gap filled; `answer` says with what, by language."""
    return {
        field: {code: _filled(text, f"{{{name}}}", answer(code)) for code, text in getattr(content, field).items()}
        for field in SPOKEN_FIELDS
    }


def _filled(text: str, gap: str, answer: str) -> str:
    """A sentence ends once: with the answer's own stop or with that of the text."""
    said, *rest = text.split(gap)
    for after in rest:
        words = answer.rstrip(" .") if after.startswith((".", ",")) else answer
        ends = not after.strip() or (after[0].isspace() and after.lstrip()[0].isupper())
        said += words + ("." if ends and not words.endswith((".", "!", "?", "…")) else "") + after
    return said


def said_anew(before: Content, after: Content) -> Content:
    """The content after a change: words of another language that were there before the Russian ones are stale."""
    stale = set(after.stale)
    for name in SPOKEN_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        for language in {*old, *new} - {"ru"}:
            key, changed = f"{name}:{language}", old.get(language) != new.get(language)
            if not new.get(language) or changed:
                stale.discard(key)
            elif old.get("ru", "") != new.get("ru", ""):
                stale.add(key)
    return after.changed(stale=tuple(sorted(stale)))


def in_language(said: dict[str, str], language: str) -> str:
    """What is said in this language; Russian stands in; "" without either."""
    return said.get(language) or said.get("ru", "")


def load_content(text: str) -> Content:
    """The content that `dump` stored, by this program or an earlier one."""
    values: dict[str, Any] = json.loads(text)
    values.pop("v", None)
    area = values.pop("area", {})
    lists: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Content(
        area=load_area(area),
        **lists,
    )


def load_area(values: dict[str, Any]) -> Area:
    """What `dataclasses.asdict` and JSON made of an area."""
    return Area(
        bool(values.get("region")),
        tuple(values.get("municipalities", ())),
        tuple(values.get("settlements", ())),
        tuple(Circle(**circle) for circle in values.get("circles", ())),
        tuple(tuple((lat, lon) for lat, lon in ring) for ring in values.get("polygons", ())),
        tuple(Street(**street) for street in values.get("streets", ())),
    )
