"""Lines as they came: where they cross, how much ground changes, and that their picture's name fits into a row."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.base.texts import Library
from handlers.notices.outlines import (
    MOST_PICTURE_POINTS,
    Depicted,
    area_ref,
    ground_line,
    outline_ref,
    place_of,
    read_ref,
)
from handlers.places.outlines import MOST_SHOWN_CROSSINGS, outline_of, thinned
from tests.world.world import fictional

BOW = ((60.0, 63.0), (60.2, 63.4), (60.2, 63.0), (60.0, 63.4), (60.0, 63.0))
LOOP = ((60.0, 63.0), (60.0, 63.4), (60.3, 63.4), (60.3, 63.1), (60.1, 63.1), (60.1, 63.3), (60.2, 63.3),
        (60.2, 63.0), (60.0, 63.0))  # fmt: skip
LIBRARY = Library(fictional().zone)

points = st.tuples(st.floats(59, 61), st.floats(62, 64))


def test_a_bow_keeps_its_ground_and_its_crossing_is_named() -> None:
    bow = outline_of(BOW)
    assert bow.crossings == ((60.1, 63.2),)
    assert place_of(bow) == "60.1000 63.2000"
    assert bow.drawn_km2 == pytest.approx(bow.mended_km2)
    assert bow.mended_km2 == pytest.approx(246, abs=2)
    assert LIBRARY.texts("ru").label("outline-ground-same", km2=247) in ground_line(LIBRARY.texts("ru"), [bow])


def test_what_was_enclosed_twice_is_ground_that_was_added() -> None:
    loop = outline_of(LOOP)
    assert loop.mended_km2 - loop.drawn_km2 == pytest.approx(123, abs=2)
    said = ground_line(LIBRARY.texts("ru"), [loop])
    assert "была 554 км², стала 677 км²" in said
    assert "it was 801 km²" in ground_line(LIBRARY.texts("en"), [loop, outline_of(BOW)])


def test_a_line_that_touches_itself_at_a_point_is_marked_there() -> None:
    eight = ((60.0, 63.0), (60.0, 63.2), (60.1, 63.1), (60.2, 63.2), (60.2, 63.0), (60.1, 63.1), (60.0, 63.0))
    assert outline_of(eight).crossings == ((60.1, 63.1),)


def test_a_sound_ring_has_nothing_to_show_and_a_scribble_not_everything() -> None:
    assert outline_of(((60.0, 63.0), (60.1, 63.0), (60.1, 63.1), (60.0, 63.0))).crossings == ()
    scribble = [(60 + 0.1 * math.sin(i * 2.4), 63 + 0.1 * math.cos(i * 2.4)) for i in range(60)]
    assert len(outline_of([*scribble, scribble[0]]).crossings) == MOST_SHOWN_CROSSINGS


def test_a_line_that_does_not_close_is_marked_at_its_gap() -> None:
    ref = outline_ref([outline_of(BOW[1:4])])
    assert ref is not None
    shown = read_ref(ref.source)
    assert shown is not None
    assert shown.marks == (BOW[1], BOW[3])


@pytest.mark.parametrize("ring", [(), ((95.0, 63.0), (96.0, 63.0), (math.nan, 1.0))])
def test_without_a_point_on_earth_there_is_no_picture(ring: tuple[tuple[float, float], ...]) -> None:
    assert outline_ref([outline_of(ring)]) is None


def test_the_names_of_other_files_are_no_pictures() -> None:
    assert read_ref(area_ref(7).source) == Depicted(7)
    assert read_ref("stored:7") is None


@settings(max_examples=60, deadline=None)
@given(st.lists(points, min_size=1, max_size=900))
def test_whatever_comes_its_picture_can_be_named_and_read_back(ring: list[tuple[float, float]]) -> None:
    outline = outline_of(ring)
    ref = outline_ref([outline, outline], 12)
    assert ref is not None
    assert len(ref.source) < 12_000
    shown = read_ref(ref.source)
    assert shown is not None
    assert shown.notice == 12
    assert sum(len(line) for line in shown.lines) <= MOST_PICTURE_POINTS
    assert shown.lines[0][0] == (round(ring[0][0], 5), round(ring[0][1], 5))


def test_a_thinned_line_keeps_its_corners() -> None:
    along = [(60.0, 63 + i / 1000) for i in range(500)]
    up = [(60 + i / 1000, 63.5) for i in range(500)]
    assert thinned([*along, *up], 10) == (along[0], up[0], up[-1])
