"""Shapes that take long are made in a thread before a handler asks for them, and once."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from bot.notices.shapes import make_all_ready
from handlers.cap.write import write_cap
from handlers.notices import concern
from handlers.officer.compose.drawn import BadShape, draw
from handlers.places import shapes
from storage.region.region import Region
from tests.databases import open_file
from tests.unit.alerts.test_prepare import Hurried, drawn, through_the_folder
from tests.unit.alerts.wire import NOW, Wire
from tests.unit.off_the_loop import in_the_loop
from tests.world.world import fictional


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    store = await open_file(tmp_path)
    yield Wire(store)
    await store.close()


SQUARE = ((60.28, 63.45), (60.28, 63.60), (60.35, 63.60), (60.35, 63.45), (60.28, 63.45))


def ring(number: int) -> tuple[tuple[float, float], ...]:
    turns = [2 * math.pi * n / 330 for n in range(330)]
    points = [(60.3 + 0.01 * number + 0.1 * math.sin(t), 63.5 + 0.2 * math.cos(t)) for t in turns]
    return (*points, points[0])


async def test_an_alert_of_many_points_is_shown_without_making_its_shape_in_the_loop(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = in_the_loop(monkeypatch, concern, "shape_of")
    await through_the_folder(wire, tmp_path, write_cap(drawn(*map(ring, range(4)))), Hurried(wire))
    assert "Тихореченск" in wire.text()
    assert made == [False]


async def test_after_a_start_what_waits_is_made_ready_again(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await through_the_folder(wire, tmp_path, write_cap(drawn(*map(ring, range(4)))), Hurried(wire))
    fresh = replace(wire.shared.region, made={})
    made = in_the_loop(monkeypatch, concern, "shape_of")
    await make_all_ready(fresh, wire.store, NOW)
    assert made == [False]
    concern.reach_of(fresh, (await wire.content(1)).area)
    assert made == [False]


async def test_detailed_borders_are_joined_once_and_not_at_each_drawing(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = detailed(fictional())
    made = in_the_loop(monkeypatch, shapes, "_whole")
    await make_all_ready(region, wire.store, NOW)
    assert made == [False]
    for _ in range(2):
        assert draw(region, (SQUARE,)).said == ()
    with pytest.raises(BadShape):
        draw(region, (tuple((lat + 9, lon) for lat, lon in SQUARE),))
    assert made == [False]


def detailed(region: Region) -> Region:
    municipalities = tuple(
        replace(m, geometry=shapely.segmentize(m.geometry, 0.0005)) if m.geometry is not None else m
        for m in region.municipalities
    )
    return replace(region, made={}, municipalities=municipalities)
