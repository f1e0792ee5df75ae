"""Settlements of a region's folder: each with its point, held against the borders of its municipality.

What is wrong with a whole file (latitude and longitude in each other's place, metres in place of degrees) is said
once, and of the file that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from storage.region.earth import metres
from storage.region.faults import Faults, nearest
from storage.region.polygons import FILE as POLYGONS
from storage.region.polygons import Polygons, contains
from storage.region.region import Municipality, Settlement
from storage.region.zone_cities import FAR_M, city_of

MOST = 0.5
"""What is wrong with more rows than this part of a file is wrong with the file."""
FEWEST = 2
FEW_OUTSIDE = 4
"""So many lines, most of them outside their borders: the borders are another place's, or the codes are mixed up."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row: where it stands, its cells, its point as written (NaN where it is no number)."""

    number: int
    cells: Mapping[str, str]
    lat: float
    lon: float
    home: Municipality | None

    @property
    def on_globe(self) -> bool:
        return abs(self.lat) <= 90 and abs(self.lon) <= 180

    @property
    def turned(self) -> bool:
        """Whether it is a point of its municipality with latitude and longitude in each other's place."""
        inside = self.home is None or self.home.geometry is None or contains(self.home, self.lon, self.lat)
        return abs(self.lon) <= 90 and abs(self.lat) <= 180 and inside

    @property
    def outside(self) -> bool:
        return self.home is not None and self.home.geometry is not None and not contains(self.home, self.lat, self.lon)


def read_settlements(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    check: Callable[[Mapping[str, str], int], None],
    polygons: Polygons,
    zone: str,
    faults: Faults,
) -> tuple[Settlement, ...]:
    """The settlements of a table's rows. `check` judges code and name; `zone` is the region's time zone, "" unknown."""
    by_code = {m.code: m for m in polygons.municipalities}
    before = len(faults.found)
    lines = []
    for number, cells in rows:
        check(cells, number)
        home = by_code.get(cells["municipality"])
        if polygons.complete and polygons.codes and cells["municipality"] not in polygons.codes:
            near = nearest(cells["municipality"], polygons.codes)
            faults.add("municipality", "no-municipality", number, value=cells["municipality"], near=near)
        lines.append(TableLine(number, cells, _degrees(cells["lat"]), _degrees(cells["lon"]), home))
    if not lines and len(faults.found) == before:
        faults.add("", "no-rows")
    if not _whole_file(lines, zone, faults):
        _each_line(lines, faults)
    return tuple(
        Settlement(ln.cells["code"], ln.cells["name"], ln.cells["municipality"], ln.lat, ln.lon)
        for ln in lines
        if ln.on_globe
    )


def _degrees(cell: str) -> float:
    """NaN for what is no number; a decimal comma is one."""
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return float("nan")


def _whole_file(lines: list[TableLine], zone: str, faults: Faults) -> bool:
    """Note what is wrong with a whole file, if that is it."""

    def most(count: int) -> bool:
        return count >= FEWEST and count > MOST * len(lines)

    if most(sum(abs(ln.lat) > 180 or abs(ln.lon) > 180 for ln in lines)):
        faults.add("lat", "projected-points")
    elif most(sum(not ln.on_globe and ln.turned for ln in lines)):
        faults.add("lat", "swapped-points")
    elif most(sum(ln.on_globe and ln.outside and ln.turned for ln in lines)):
        if _turned_is_nearer(lines, zone, 1.0):
            faults.add("lat", "swapped-points")
        else:
            Faults(POLYGONS, faults.found).add("features", "swapped-borders")
    elif not any(ln.outside for ln in lines) and _far_and_turned(lines, zone):
        faults.add("lat", "swapped-points")
        if any(ln.home is not None and ln.home.geometry is not None for ln in lines):  # they lie within: alike
            Faults(POLYGONS, faults.found).add("features", "swapped-borders")
    elif most(sum(ln.on_globe and ln.outside for ln in lines)) and len(lines) >= FEW_OUTSIDE:
        astray = [ln for ln in lines if ln.outside]
        first = astray[0].cells["name"]
        faults.add("lat", "outside-most", count=len(astray), all=len(lines), name=first)
    else:
        return False
    return True


def _each_line(lines: list[TableLine], faults: Faults) -> None:
    for ln in lines:
        if not ln.on_globe:
            key = "lat" if not abs(ln.lat) <= 90 else "lon"
            faults.add(key, "bad-point", ln.number, value=ln.cells[key])
        elif ln.outside and ln.home is not None:
            code = "swapped-point" if ln.turned else "outside"
            faults.add("lat", code, ln.number, name=ln.cells["name"], municipality=ln.home.name)


def _turned_is_nearer(lines: list[TableLine], zone: str, times: float) -> bool:
    """Whether the points lie so many times nearer to the city of the time zone when they are turned round."""
    city = city_of(zone)
    if city is None or not lines:
        return False
    lat, lon = sum(ln.lat for ln in lines) / len(lines), sum(ln.lon for ln in lines) / len(lines)
    return metres(lon, lat, *city) * times < metres(lat, lon, *city)


def _far_and_turned(lines: list[TableLine], zone: str) -> bool:
    """Without borders only the time zone tells that a point is not where it should be."""
    city, good = city_of(zone), [ln for ln in lines if ln.on_globe and abs(ln.lon) <= 90]
    if city is None or len(good) < FEWEST or len(good) < len(lines):
        return False
    far = all(metres(ln.lat, ln.lon, *city) > FAR_M for ln in good)
    return far and _turned_is_nearer(good, zone, 3.0)
