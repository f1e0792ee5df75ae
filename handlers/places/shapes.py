"""Areas over the region as shapes on the ground: what they touch, what is near, how large they are. In metres.

A degree of longitude is half a degree of latitude at 60° N, so nothing is measured in degrees. Each shape has a plane
of its own (`Plane`), true to scale around it. shapely and numpy take a third of a second to load: only here, when
somebody asks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from handlers.places.plane import Box, Plane
from handlers.places.repair import STEP_DEGREES, Corners, Mend, bent, clipped, mend
from storage.region.region import Region, Settlement

SETTLEMENT_M = 1_500
"""A settlement is known as a point: houses stand so far around it."""
SLIVER = 0.02
"""A municipality that a drawn shape enters with less than this part of both is hardly meant."""
CIRCLE_SIDES = 32  # a quarter of a circle has so many
AROUND = 1 / math.cos(math.pi / (4 * CIRCLE_SIDES))
"""A circle lies within its polygon, so that nobody at its edge is left out: the corners stand out by 0.03 %."""
SURROUNDINGS_M = 500_000
"""What is drawn counts so far around the region; what reaches farther is cut off there."""
DEGREES, SURROUNDINGS, WHOLE, GROUND = "municipalities-in-degrees", "surroundings", "whole", "ground"
ROUGH_M = 100
"""Borders are drawn roughly: what reaches so far over them is still in the region."""


class CircleLike(Protocol):
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def radius_m(self) -> int: ...


class StreetLike(Protocol):
    @property
    def settlement(self) -> str: ...


class AreaLike(Protocol):
    """handlers.notices.content.Area, which this folder does not import."""

    @property
    def region(self) -> bool: ...
    @property
    def municipalities(self) -> Sequence[str]: ...
    @property
    def settlements(self) -> Sequence[str]: ...
    @property
    def circles(self) -> Sequence[CircleLike]: ...
    @property
    def polygons(self) -> Sequence[Sequence[tuple[float, float]]]: ...
    @property
    def streets(self) -> Sequence[StreetLike]: ...


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on its plane. `whole`: the region and everything in it, wherever it lies.

    `geometry` is all that is named and drawn, prepared, in metres; `drawn` what is drawn alone; None without.
    `settlements` are codes of what lies inside (named, in a named municipality, or with houses in what is drawn);
    `municipalities` of what is named, of homes of named settlements, and of what is drawn into (not of neighbours
    that only share a border).
    """

    whole: bool
    plane: Plane
    geometry: Any = None
    drawn: Any = None
    box: Box | None = None
    settlements: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
    named: frozenset[str] = field(default_factory=frozenset)

    @property
    def usable(self) -> bool:
        """Every polygon of it covers some ground."""
        return all(one.usable for one in self.mends)

    @property
    def area_km2(self) -> float:
        return float(self.geometry.area) / 1e6 if self.geometry is not None else 0.0

    @property
    def near_areas(self) -> tuple[str, ...]:
        """As subscriptions name them: settlements inside."""
        return tuple(f"s:{code}" for code in self.settlements)

    @property
    def home_areas(self) -> tuple[str, ...]:
        return tuple(f"m:{code}" for code in self.municipalities)


def shape_of(region: Region, area: AreaLike) -> Shape:
    """The shape of an area. Codes that the region does not know are passed over; so are unusable polygons, of which
    `mends` tells.
    """
    if area.region:
        return whole_of(region)
    read = [mend(ring, number) for number, ring in enumerate(area.polygons, 1)]
    rings = _near(region, [geometry for geometry, _ in read if geometry is not None])
    towns = [s for code in _towns(area) if (s := region.settlement(code))]
    homes = [code for code in area.municipalities if region.municipality(code)]
    inside = [s for s in region.settlements if s.municipality in homes]
    known = _in_degrees(region)
    borders = [known[code] for code in homes if code in known]
    bare = {code for code in homes if code not in known}  # without a border: its settlements stand for it
    points = [*towns, *(s for s in inside if s.municipality in bare)]
    corners = [g.bounds for g in (*rings, *borders)]
    corners += [(s.lon, s.lat, s.lon, s.lat) for s in points] + [(c.lon, c.lat, c.lon, c.lat) for c in area.circles]
    if not corners:
        return Shape(False, Plane(0, 0), mends=tuple(told for _, told in read))
    plane = _plane(corners)
    drawn = _union([*(plane.lay(ring) for ring in rings), *_discs(plane, area.circles)])
    spots = _spots(plane, points)
    geometry = _union([*([drawn] if drawn is not None else []), *(plane.lay(b) for b in borders), *spots])
    reach = max((c.radius_m for c in area.circles), default=0)
    settlements = dict.fromkeys([*(s.code for s in towns), *(s.code for s in inside), *_among(plane, drawn, region)])
    municipalities = dict.fromkeys([*homes, *(s.municipality for s in towns), *_entered(plane, drawn, region)])
    return Shape(
        False, plane, geometry, drawn,
        _box(corners).grown(max(reach, SETTLEMENT_M if points else 0)),
        tuple(settlements), tuple(municipalities), tuple(told for _, told in read),
        frozenset([*(f"m:{code}" for code in homes), *(f"s:{s.code}" for s in towns)]),
    )  # fmt: skip


def touching(shape: Shape, lats: Any, lons: Any, radii_m: Any) -> Any:
    """Which circles (arrays of equal length) touch the shape: a numpy array of bool."""
    import numpy as np
    import shapely

    if shape.whole:
        return np.ones(len(lats), dtype=bool)
    if shape.geometry is None or not len(lats):
        return np.zeros(len(lats), dtype=bool)
    points = shapely.points(*shape.plane.xy(lats, lons))
    return shapely.dwithin(shape.geometry, points, np.asarray(radii_m, dtype=float))


def near_borders(region: Region, shape: Shape, within_m: float = 500) -> list[tuple[str, float]]:
    """Municipalities that what is drawn only just misses or only just enters, with the distance in metres (0:
    entered by a sliver), nearest first. An officer is asked whether he means them.
    """
    if shape.drawn is None:
        return []
    found = []
    for code, border in borders_on(region, shape.plane):
        if f"m:{code}" in shape.named:
            continue
        gap = float(shape.drawn.distance(border))
        if gap:
            if gap <= within_m:
                found.append((code, gap))
        elif _is_sliver(shape.drawn, border):
            found.append((code, 0.0))
    return sorted(found, key=lambda pair: pair[1])


# -- what a shape is made of ----------------------------------------------------------------------
def whole_of(region: Region) -> Shape:
    """The region and everything in it. Made once a region: of detailed borders it takes a second."""
    if WHOLE not in region.made:
        region.made[WHOLE] = _whole(region)
    whole: Shape = region.made[WHOLE]
    return whole


def ground_of(region: Region) -> Any:
    """What lies within the borders and `ROUGH_M` around, prepared, on the plane of `whole_of`; None without borders.
    Made once a region.
    """
    if GROUND not in region.made:
        import shapely

        whole = whole_of(region).geometry
        ground = whole.buffer(ROUGH_M) if whole is not None else None
        shapely.prepare(ground)
        region.made[GROUND] = ground
    return region.made[GROUND]


def _whole(region: Region) -> Shape:
    known = _in_degrees(region)
    corners = [g.bounds for g in known.values()] + [(s.lon, s.lat, s.lon, s.lat) for s in region.settlements]
    plane = _plane(corners) if corners else Plane(0, 0)
    return Shape(
        True, plane, _union([plane.lay(g) for g in known.values()]), None, _box(corners) if corners else None,
        tuple(s.code for s in region.settlements), tuple(m.code for m in region.municipalities),
    )  # fmt: skip


def _towns(area: AreaLike) -> Iterable[str]:
    return dict.fromkeys([*area.settlements, *(street.settlement for street in area.streets)])


def _near(region: Region, geometries: Sequence[Any]) -> list[Any]:
    """What of them lies in the surroundings of the region, with points along the edges."""
    around = surroundings(region)
    if around is None:
        return bent(geometries)
    return bent([cut for geometry in geometries if (cut := clipped(geometry, around)) is not None])


def surroundings(region: Region) -> Corners | None:
    """The region and `SURROUNDINGS_M` around it; None for one without a place. Made once a region."""
    if SURROUNDINGS not in region.made:
        corners = [m.geometry.bounds for m in region.municipalities if m.geometry is not None]
        corners += [(s.lon, s.lat, s.lon, s.lat) for s in region.settlements]
        box = _box(corners).grown(SURROUNDINGS_M) if corners else None
        region.made[SURROUNDINGS] = (box.west, box.south, box.east, box.north) if box else None
    around: Corners | None = region.made[SURROUNDINGS]
    return around


def _in_degrees(region: Region) -> dict[str, Any]:
    """The municipalities' polygons with points along their edges; made once a region."""
    made: dict[str, Any] | None = region.made.get(DEGREES)
    if made is None:
        import shapely

        made = region.made[DEGREES] = {
            m.code: shapely.segmentize(m.geometry, STEP_DEGREES)
            for m in region.municipalities
            if m.geometry is not None
        }
    return made


def borders_on(region: Region, plane: Plane) -> list[tuple[str, Any]]:
    """The municipalities' polygons on a plane, by code."""
    return [(code, plane.lay(border)) for code, border in _in_degrees(region).items()]


def _plane(corners: Sequence[tuple[float, float, float, float]]) -> Plane:
    box = _box(corners)
    return Plane((box.south + box.north) / 2, (box.west + box.east) / 2)


def _box(corners: Sequence[tuple[float, float, float, float]]) -> Box:
    """Corners are west, south, east, north, as shapely says bounds."""
    wests, souths, easts, norths = zip(*corners, strict=True)
    return Box(min(souths), min(wests), max(norths), max(easts))


def _discs(plane: Plane, circles: Sequence[CircleLike]) -> list[Any]:
    import shapely

    if not circles:
        return []
    points = shapely.points(*plane.xy([c.lat for c in circles], [c.lon for c in circles]))
    return list(shapely.buffer(points, [max(1, c.radius_m) * AROUND for c in circles], quad_segs=CIRCLE_SIDES))


def _spots(plane: Plane, settlements: Sequence[Settlement]) -> list[Any]:
    import shapely

    if not settlements:
        return []
    points = shapely.points(*plane.xy([s.lat for s in settlements], [s.lon for s in settlements]))
    return list(shapely.buffer(points, SETTLEMENT_M * AROUND, quad_segs=CIRCLE_SIDES))


def _union(parts: Sequence[Any]) -> Any:
    """One prepared geometry, or None of nothing."""
    import shapely

    if not parts:
        return None
    whole = shapely.union_all([part if part.is_valid else _sound(part) for part in parts])
    shapely.prepare(whole)
    return whole


def _sound(part: Any) -> Any:
    """What a plane made invalid, mended there."""
    import shapely

    return shapely.make_valid(part, method="structure", keep_collapsed=False)


def _among(plane: Plane, drawn: Any, region: Region) -> list[str]:
    """Settlements with houses in what is drawn."""
    import shapely

    if drawn is None or not region.settlements:
        return []
    lats, lons = [s.lat for s in region.settlements], [s.lon for s in region.settlements]
    hit = shapely.dwithin(drawn, shapely.points(*plane.xy(lats, lons)), SETTLEMENT_M)
    return [s.code for s, yes in zip(region.settlements, hit, strict=True) if yes]


def _entered(plane: Plane, drawn: Any, region: Region) -> list[str]:
    """Municipalities that what is drawn enters; without polygons, those of the settlements in it."""
    if drawn is None:
        return []
    borders = borders_on(region, plane)
    entered = [code for code, border in borders if drawn.intersects(border) and drawn.intersection(border).area > 1]
    if not borders:
        inside = set(_among(plane, drawn, region))
        entered = list(dict.fromkeys(s.municipality for s in region.settlements if s.code in inside))
    return entered


def _is_sliver(drawn: Any, border: Any) -> bool:
    shared = drawn.intersection(border).area
    return bool(shared < SLIVER * drawn.area and shared < SLIVER * border.area)
