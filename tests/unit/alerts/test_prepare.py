"""What is worked out beside the loop reaches the officers; what cannot be worked out does, too, and says why."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bot.beside import LIMIT_S, Beside, TooMuch
from bot.notices.folder import Folder
from bot.notices.inbox import Inbox
from handlers.alerts import drafting
from handlers.alerts.arrival import FOLDER, Arrival, load_arrival
from handlers.alerts.drafting import place_alert
from handlers.alerts.prepare import read_document, read_items
from handlers.cap.model import Alert
from handlers.cap.safe_xml import CapFault
from handlers.cap.write import write_cap
from handlers.notices.content import Area
from storage.store import Store
from tests.unit.alerts.wire import SAMPLES, TRUSTED, Wire, sample, with_info
from tests.unit.off_the_loop import in_the_loop

T = TypeVar("T")
BOW = ((60.0, 63.0), (60.2, 63.4), (60.2, 63.0), (60.0, 63.4), (60.0, 63.0))
LINE = ((60.0, 63.0), (60.1, 63.1), (60.2, 63.2), (60.0, 63.0))


def drawn(*rings: tuple[tuple[float, float], ...]) -> Alert:
    alert = sample("polygon")
    return with_info(alert, areas=(replace(alert.infos[0].areas[0], polygons=rings, geocodes=()),))


def scribble(count: int) -> tuple[tuple[float, float], ...]:
    rng = random.Random(3)
    points = tuple((60 + rng.random(), 63 + rng.random()) for _ in range(count))
    return (*points, points[0])


class Hurried:
    """A worker for which some work is always too much."""

    def __init__(self, wire: Wire, *refused: Callable[..., object], also_names: bool = False) -> None:
        self.wire, self.refused, self.also_names = wire, refused, also_names

    async def run(self, work: Callable[..., T], *given: object, limit_s: float = LIMIT_S) -> T:
        if work in self.refused and (self.also_names or given[-1] != "time"):
            raise TooMuch("time")
        return work(self.wire.shared.region, *given)


async def through_the_folder(wire: Wire, path: Path, data: bytes, worker: Hurried | Beside) -> None:
    inbox = Inbox(wire.store, wire.intake, wire.world.clock, worker, lambda changes: None)
    folder = Folder(path, inbox, wire.shared.library.texts("ru"))
    await asyncio.to_thread((path / "a.xml").write_bytes, data)
    for _ in range(2):
        await folder.look()
    await wire.passes(0)
    await folder.look()


def test_what_was_worked_out_is_carried_through_the_store(wire: Wire) -> None:
    region = wire.shared.region
    alerts = [sample(path.stem) for path in sorted(SAMPLES.glob("*.xml"))]
    for alert in (*alerts, drawn(BOW), drawn(LINE), drawn(scribble(400))):
        placed = place_alert(region, alert)
        arrival = Arrival(FOLDER, "a.xml", alert, placed=placed)
        assert load_arrival(arrival.dump()) == arrival


def test_an_arrival_that_an_earlier_program_wrote_is_read() -> None:
    values = json.loads(Arrival(FOLDER, "a.xml", sample("wind")).dump())
    del values["placed"]
    assert load_arrival(json.dumps(values)).placed is None


async def test_the_handler_takes_the_place_that_was_worked_out(wire: Wire) -> None:
    placed = replace(place_alert(wire.shared.region, sample("polygon")), area=Area(municipalities=("99603000",)))
    answer = await wire.comes("polygon", placed=placed)
    assert (await wire.content(answer.notice)).area == Area(municipalities=("99603000",))


async def test_an_alert_whose_place_takes_too_long_is_shown_with_its_words(wire: Wire, tmp_path: Path) -> None:
    await through_the_folder(wire, tmp_path, write_cap(drawn(BOW)), Hurried(wire, place_alert))
    assert "за отведённое время не вышло" in wire.text()
    assert (await wire.notices())[0].state in ("draft", "pending")
    assert [path.name for path in (tmp_path / "done").glob("*.xml")] == ["a.xml"]


async def test_an_alert_whose_place_cannot_be_worked_out_at_all_is_a_question(wire: Wire, tmp_path: Path) -> None:
    await through_the_folder(wire, tmp_path, write_cap(drawn(BOW)), Hurried(wire, place_alert, also_names=True))
    assert (await wire.notices())[0].state == "draft"
    assert "не понятно, где это" in wire.text()


async def test_a_document_that_takes_too_long_is_refused_with_its_name(wire: Wire, tmp_path: Path) -> None:
    await through_the_folder(wire, tmp_path, write_cap(drawn(BOW)), Hurried(wire, read_document))
    assert "a.xml" in wire.text()
    assert "слишком сложно" in wire.text()
    assert [path.name for path in (tmp_path / "refused").glob("*.xml")] == ["a.xml"]


@pytest.mark.parametrize("points", [500, 4_000])
async def test_a_scribble_is_refused_and_the_rest_of_the_alert_is_a_question(
    wire: Wire, tmp_path: Path, points: int
) -> None:
    """Over a real process: it comes back in its time, by itself."""
    beside = Beside(replace(wire.shared.region, made={}, _by_code={}), processes=1)
    try:
        await through_the_folder(wire, tmp_path, write_cap(drawn(scribble(points))), beside)
    finally:
        await beside.close()
    assert "пересекает себя слишком часто" in wire.text()
    assert (await wire.notices())[0].state == "draft"


def test_of_a_feed_only_what_is_new_is_read(wire: Wire) -> None:
    alerts = [replace(sample("wind"), identifier=f"hm-{i}") for i in range(3)]
    inside = "".join(write_cap(alert).decode().split("?>", 1)[1] for alert in alerts[:1])
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content>{inside}</content></entry></feed>'.encode()
    region = wire.shared.region
    items = read_items(region, feed, "https://x.example/", [])
    assert isinstance(items, list)
    assert [(item.key, item.alert) for item in items] == [("1", alerts[0])]
    assert read_items(region, feed, "https://x.example/", ["1"]) == []
    faults = read_items(region, b"<a>" * 100, "https://x.example/", [])
    assert isinstance(faults, tuple)
    assert [fault.code for fault in faults] == ["cap-too-deep"]


def with_open_polygons(count: int) -> bytes:
    head, tail = (SAMPLES / "polygon.xml").read_text(encoding="utf-8").split("</area>")
    code = "<geocode><valueName>OKTMO</valueName><value>99602000</value></geocode>"
    return f"{head}{'<polygon>60,63 60,64 61,64 61,63</polygon>' * count}{code}</area>{tail}".encode()


async def test_of_many_open_polygons_a_few_are_shown_and_the_others_counted(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlined = in_the_loop(monkeypatch, drafting, "outline_of")
    waiting = spied(monkeypatch)
    await through_the_folder(wire, tmp_path, with_open_polygons(5_000), Hurried(wire))
    assert len(outlined) == 5
    assert len(waiting[0]) < 20_000
    assert "Ещё ошибок в предупреждении: 4994." in wire.text()
    assert any(file.source.startswith("outline:") for shown in wire.said for file in shown.message.files)


async def test_shapes_that_nobody_looked_at_are_not_written_down(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = [f"{60 + n % 90 / 100},{63 + n % 70 / 100}" for n in range(30_000)]
    ring = f"<polygon>{' '.join([*points, points[0]])}</polygon><geocode>".encode()
    waiting = spied(monkeypatch)
    await through_the_folder(wire, tmp_path, with_open_polygons(0).replace(b"<geocode>", ring), Hurried(wire))
    assert len(waiting[0]) < 20_000
    assert "больше 20 000 точек" in wire.text()


def spied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written down of each arrival: in the loop, where nothing else goes on meanwhile."""
    waiting, dump = list[str](), Arrival.dump

    def dumped(arrival: Arrival) -> str:
        waiting.append(dump(arrival))
        return waiting[-1]

    monkeypatch.setattr(Arrival, "dump", dumped)
    return waiting


async def test_a_serious_fault_behind_many_light_ones_keeps_an_alert_from_going_out(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    light = tuple(CapFault(f"alert/info[1]/area[{n}]", "cap-empty-polygon") for n in range(9))
    serious = CapFault("alert/info[1]/area[9]", "cap-bad-circle", {"value": "60,63"})
    for number, mended in enumerate((light, (*light, serious))):
        await wire.comes(replace(sample("wind"), identifier=f"hm-{number}", mended=mended))
    assert [notice.state for notice in await wire.notices()] == ["sending", "pending"]
