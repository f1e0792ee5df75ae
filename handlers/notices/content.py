"""What a notice says and where, as one value that can be stored, hashed and compared.

Coordinates are WGS 84, latitude first; distances are metres; times are UTC milliseconds.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

CONTENT_VERSION = 1
ADDED = frozenset({"about"})
"""Fields that contents of the first program did not have."""
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
    `urgency` and `certainty` are CAP's words. `contacts`: the area's phones are added. `about`: of what ends, withdraws
    or corrects, the words by language of the notice that it is about.
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
    about: dict[str, str] = field(default_factory=dict)

    def dump(self) -> str:
        """What came later stands there only if it says something: a digest that was made before stays as it is."""
        values = {name: value for name, value in asdict(self).items() if value or name not in ADDED}
        return json.dumps({"v": CONTENT_VERSION, **values}, ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Equal for equal contents: what an officer approves is what he saw."""
        return hashlib.sha256(self.dump().encode()).hexdigest()

    def changed(self, **values: Any) -> Content:
        return replace(self, **values)


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
