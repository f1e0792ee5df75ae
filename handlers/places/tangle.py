"""How tangled lines are, counted before anything is made of them: what GEOS does with a line grows with the cube of the
places where it crosses itself, and it cannot be interrupted.

Points are WGS 84, latitude first. Counting is bounded itself: whatever comes costs some tenths of a second at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]

MOST_RING_POINTS = 5_000
"""Of one ring. The largest real ones (a coast, a river's valley) stay below a third of it."""
MOST_RING_CROSSINGS = 300
"""Places where one ring may cross itself; a slip of the hand makes one to three."""
MOST_AREA_CROSSINGS = 3_000
"""Places where the rings of an area may cross, all together; overlapping forecasts make some dozens."""
MOST_PAIRS, PAIRS_OF_AN_EDGE = 5_000, 50
"""So many pairs of edges with boxes that meet are looked at, and so many more for each edge. Of real outlines an edge
has two to five; hatching that fills its box has as many as there are edges.
"""
EDGES_TOGETHER = 64
"""So many edges are compared with all others at a time: memory stays small whatever they are."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of closed rings. `begins` and `ends` are arrays of (longitude, latitude); `ring` is each one's ring,
    `place` its place in it and `sizes` how many edges its ring has.
    """

    begins: Any
    ends: Any
    ring: Any
    place: Any
    sizes: Any


def is_tangled(rings: Sequence[Sequence[Point]], most: int = MOST_RING_CROSSINGS) -> bool:
    """Whether these rings cross themselves or each other in more than `most` places, run along themselves more often
    than they are long, or fill their ground with lines so close that nobody means a place by them.
    """
    import numpy as np

    edges = _edges(rings)
    if edges is None:
        return False
    total, crossings, along = len(edges.begins), 0, 0
    for firsts, seconds in _pairs(edges, MOST_PAIRS + PAIRS_OF_AN_EDGE * total):
        if firsts is None:
            return True
        one, other = edges.begins[firsts], edges.ends[firsts]
        here, there = edges.begins[seconds], edges.ends[seconds]
        left, right = _side(one, other, here), _side(one, other, there)
        back, forth = _side(here, there, one), _side(here, there, other)
        crossings += int(np.count_nonzero((left * right < 0) & (back * forth < 0)))
        along += int(np.count_nonzero((left == 0) & (right == 0)))
        if crossings > most or along > 4 * total:
            return True
    return False


def near_pairs(ring: Sequence[Point], most: int) -> list[tuple[int, int]]:
    """Edges (by their places in the ring) that may meet and do not follow each other, at most so many, in order."""
    edges, found = _edges([ring]), list[tuple[int, int]]()
    for firsts, seconds in _pairs(edges, most * EDGES_TOGETHER) if edges is not None else ():
        if firsts is None:
            break
        found += zip(firsts.tolist(), seconds.tolist(), strict=True)
        if len(found) >= most:
            break
    return sorted(found)[:most]


def _edges(rings: Sequence[Sequence[Point]]) -> Edges | None:
    import numpy as np

    begins, ends, ring, place, sizes = [], [], [], [], []
    for number, points in enumerate(rings):
        line = np.array([(lon, lat) for lat, lon in (*points, *points[:1])], dtype=float).reshape(-1, 2)
        moved = np.ones(len(line), dtype=bool)
        moved[1:] = (line[1:] != line[:-1]).any(axis=1)
        line = line[moved]
        count = len(line) - 1
        if count < 3:
            continue
        begins.append(line[:-1])
        ends.append(line[1:])
        ring.append(np.full(count, number))
        place.append(np.arange(count))
        sizes.append(np.full(count, count))
    if not begins:
        return None
    return Edges(*(np.concatenate(parts) for parts in (begins, ends, ring, place, sizes)))


def _pairs(edges: Edges, most: int) -> Iterator[tuple[Any, Any]]:
    """Edges whose boxes meet, as arrays of places in `edges`; each pair once, none of those that follow each other.
    (None, None) where there are more than `most`.
    """
    import numpy as np
    import shapely

    lows, highs = np.minimum(edges.begins, edges.ends), np.maximum(edges.begins, edges.ends)
    boxes = shapely.box(lows[:, 0], lows[:, 1], highs[:, 0], highs[:, 1])
    tree, looked = shapely.STRtree(boxes), 0
    for start in range(0, len(boxes), EDGES_TOGETHER):
        firsts, seconds = tree.query(boxes[start : start + EDGES_TOGETHER])
        looked += len(firsts)
        if looked > most:
            yield None, None
            return
        firsts = firsts + start
        apart = (edges.place[seconds] - edges.place[firsts]) % edges.sizes[firsts]
        follows = (edges.ring[firsts] == edges.ring[seconds]) & ((apart == 1) | (apart == edges.sizes[firsts] - 1))
        wanted = (firsts < seconds) & ~follows
        yield firsts[wanted], seconds[wanted]


def _side(begin: Any, end: Any, point: Any) -> Any:
    """On which side of the lines from `begin` to `end` the points lie: the sign says it, 0 is on the line."""
    along, away = end - begin, point - begin
    return along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]
