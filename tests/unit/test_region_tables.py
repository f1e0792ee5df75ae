"""A region's tables and maps as people save them; and what is wrong with a whole file is said of that file, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli.output import make_voice
from handlers.reading.places import settlements_in
from storage.csv_rows import CsvRows
from storage.region.faults import RegionFault
from storage.region.load import FICTIONAL, load_region
from tests.unit.test_region_load import change, faults, folder

__all__ = ["folder"]
BORDERS, TOWNS = "municipalities.geojson", "settlements.csv"


def rows(text: str) -> list[list[str]]:
    table = CsvRows(text.splitlines(keepends=True))
    return [table.header, *(list(row.cells) or [f"{row.line}: {row.fault}"] for row in table)]


@pytest.mark.parametrize("text", [
    "a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "sep=;\r\na;b\r\n1;2\r\n", 'SEP=\t\n"a"\t"b"\n1\t2\n',
    "\n \na,b\n\n1,2\n,\n", "a;b;;\n1;2;;\n", ' a , "b"\n "1" , 2\n', "a|b\n1|2\n".replace("a", "sep=|\na", 1),
])  # fmt: skip
def test_a_table_is_read_as_spreadsheets_save_it(text: str) -> None:
    found = rows(text)
    assert [[cell.strip('" ') for cell in row] for row in found] == [["a", "b"], ["1", "2"]]


def test_an_open_quote_spoils_its_own_line_alone() -> None:
    text = 'a,b\n1,"two\n3,4\n5,"six "" seven"\n"7,8\n'
    assert rows(text) == [["a", "b"], ["2: open-quote"], ["3", "4"], ["5", 'six " seven'], ["5: open-quote"]]


def test_a_quote_that_is_never_closed_in_a_large_file_is_one_fault_in_its_line(folder: Path) -> None:
    path = folder / TOWNS
    line = change(path, "Журавлиха", '"Журавлиха')
    more = "".join(f"more{i},Ключи {i},99601000,60.31,63.52\n" for i in range(6000))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert [(f.file, f.line, f.code) for f in faults(folder)] == [(TOWNS, line, "region-open-quote")]


def test_tables_with_tabs_and_a_separators_line_are_read(folder: Path) -> None:
    path = folder / TOWNS
    text = path.read_text(encoding="utf-8")
    path.write_text("sep=\t\r\n" + text.replace(",", "\t").replace("\n", "\t\t\r\n"), encoding="utf-8-sig")
    assert len(load_region(folder).settlements) == len(load_region(FICTIONAL).settlements)


def test_a_town_is_found_by_its_bare_name_however_its_table_names_it(folder: Path) -> None:
    path = folder / TOWNS
    text = path.read_text(encoding="utf-8")
    for named in ("г. Тихореченск", "Город Тихореченск"):
        path.write_text(text.replace("Тихореченск", named, 1), encoding="utf-8")
        found = settlements_in(load_region(folder), "Яма в Тихореченске на Лесной, 5")
        assert [town.name for town in found] == [named]


# -- maps -----------------------------------------------------------------------------------------
def remap(folder: Path, change_point: Callable[[float, float], list[float]]) -> None:
    """Every point of the borders made anew."""
    document = json.loads((folder / BORDERS).read_text(encoding="utf-8"))

    def walk(part: Any) -> Any:
        return change_point(*part[:2]) if not isinstance(part[0], list) else [walk(one) for one in part]

    for feature in document["features"]:
        feature["geometry"]["coordinates"] = walk(feature["geometry"]["coordinates"])
    (folder / BORDERS).write_text(json.dumps(document), encoding="utf-8")


def swap_towns(folder: Path) -> None:
    path = folder / TOWNS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lat,lon", "lon,lat", 1), encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    return [(f.file, f.code) for f in faults(folder)]


def test_borders_with_latitude_first_are_said_of_the_borders_once(folder: Path) -> None:
    remap(folder, lambda lon, lat: [lat, lon])
    assert told(folder) == [(BORDERS, "region-swapped-borders")]


def test_swapped_borders_are_known_by_degrees_that_no_latitude_has(folder: Path) -> None:
    """East of 90° a longitude in a latitude's place is none, whatever the settlements say."""
    remap(folder, lambda lon, lat: [lat, lon + 50])
    assert told(folder) == [(BORDERS, "region-swapped-borders")]


def test_a_border_over_the_180th_meridian_in_one_piece_is_said(folder: Path) -> None:
    """Read as it stands it would be a belt around the Earth, with every town of its latitude inside."""
    remap(folder, lambda lon, lat: [lon + 117 - 360 * (lon > 63), lat])
    assert set(told(folder)) >= {(BORDERS, "region-over-180")}


def test_longitudes_that_go_on_past_180_are_no_metres_of_a_map(folder: Path) -> None:
    remap(folder, lambda lon, lat: [lon + 118, lat])
    assert told(folder) == [(BORDERS, "region-over-180")]


def test_settlements_with_swapped_columns_are_said_of_the_settlements_once(folder: Path) -> None:
    swap_towns(folder)
    assert told(folder) == [(TOWNS, "region-swapped-points")]


def test_one_swapped_settlement_is_said_in_its_line(folder: Path) -> None:
    line = change(folder / TOWNS, "60.42,63.31", "63.31,60.42")
    assert [(f.line, f.code) for f in faults(folder)] == [(line, "region-swapped-point")]


def test_metres_in_place_of_degrees_are_said_of_their_file_once(folder: Path) -> None:
    remap(folder, lambda lon, lat: [lon * 111_319.5, lat * 140_000.0])
    assert told(folder) == [(BORDERS, "region-projected-borders")]


def test_settlements_in_metres_are_said_of_the_settlements_once(folder: Path) -> None:
    path = folder / TOWNS
    head, *lines = path.read_text(encoding="utf-8").strip().splitlines()
    cells = [line.split(",") for line in lines]
    moved = [",".join([*row[:3], str(float(row[3]) * 140_000), str(float(row[4]) * 111_319)]) for row in cells]
    path.write_text("\n".join([head, *moved]) + "\n", encoding="utf-8")
    assert told(folder) == [(TOWNS, "region-projected-points")]


def test_without_borders_the_time_zone_tells_that_all_settlements_are_swapped(folder: Path) -> None:
    (folder / BORDERS).unlink()
    (folder / "municipalities.csv").write_text("code,name\nm1,Округ\n", encoding="utf-8")
    change(folder / "region.toml", "Asia/Yekaterinburg", "Europe/Moscow")
    towns = "code,name,municipality,lat,lon\na,А,m1,37.6,55.7\nb,Б,m1,37.9,55.9\n"
    (folder / TOWNS).write_text(towns, encoding="utf-8")
    assert told(folder) == [(TOWNS, "region-swapped-points")]
    (folder / TOWNS).write_text(towns.replace("lat,lon", "lon,lat"), encoding="utf-8")
    assert load_region(folder).settlements[0].lat == 55.7


@pytest.mark.parametrize(("geometry", "code", "kind"), [
    (None, "region-not-polygon", ""),
    ({"type": "GeometryCollection", "geometries": []}, "region-not-polygon", ""),
    ({"type": "Polygon", "coordinates": []}, "region-bad-geometry", "empty"),
    ({"type": "Polygon", "coordinates": [[[63, 60], [None, 60], [64, 61], [63, 60]]]}, "region-bad-geometry",
     "numbers"),
    ({"type": "Polygon", "coordinates": [[[63, 60], [64, 61], [63, 61], [64, 60], [63, 60]]]}, "region-bad-geometry",
     "crosses"),
    ({"type": "Polygon", "coordinates": [[[63, 60], "x", [64, 61], [63, 60]]]}, "region-bad-geometry", "numbers"),
])  # fmt: skip
def test_a_border_that_cannot_be_used_is_no_fault_of_its_settlements(
    folder: Path, geometry: Any, code: str, kind: str
) -> None:
    document = json.loads((folder / BORDERS).read_text(encoding="utf-8"))
    document["features"][0]["geometry"] = geometry
    (folder / BORDERS).write_text(json.dumps(document), encoding="utf-8")
    found: list[RegionFault] = faults(folder)
    assert [(f.file, f.key, f.code, f.values.get("kind", "")) for f in found] == [
        (BORDERS, "features[1].geometry", code, kind)
    ]


def test_a_feature_without_a_code_is_no_fault_of_its_settlements(folder: Path) -> None:
    change(folder / BORDERS, '"code": "99601000"', '"okt": "99601000"')
    assert told(folder) == [(BORDERS, "region-bad-code")]


def test_names_of_properties_may_stand_in_capitals(folder: Path) -> None:
    path = folder / BORDERS
    text = path.read_text(encoding="utf-8").replace('"code"', '"CODE"').replace('"name"', '"Name"')
    path.write_text(text, encoding="utf-8")
    assert len(load_region(folder).municipalities) == len(load_region(FICTIONAL).municipalities)


@pytest.mark.parametrize("text", [
    '{"features":' + "[" * 100_000 + "]" * 100_000 + "}", '{"features": [' + "9" * 5_000 + "]}",
])  # fmt: skip
def test_json_that_python_cannot_read_is_one_clear_fault(folder: Path, text: str) -> None:
    (folder / BORDERS).write_text(text, encoding="utf-8")
    assert told(folder) == [(BORDERS, "region-json-too-deep")]


@pytest.mark.parametrize("text", ["x = " + "[" * 50_000, "x = " + "9" * 5_000, "x = [[[", "\x01"])
def test_toml_that_python_cannot_read_is_one_clear_fault(folder: Path, text: str) -> None:
    (folder / "topics.toml").write_text(text, encoding="utf-8")
    assert told(folder)[0] == ("topics.toml", "region-bad-toml")


# -- what nobody sees, and what only looks right --------------------------------------------------
@pytest.mark.parametrize("name", [BORDERS, TOWNS, "region.toml", "topics.toml"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_file_in_utf_16_is_said_once_also_without_its_mark(folder: Path, name: str, encoding: str) -> None:
    path = folder / name
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert [code for file, code in told(folder) if file == name] == ["region-not-utf8"]


@pytest.mark.parametrize("name", [BORDERS, TOWNS, "region.toml", "topics.toml"])
def test_marks_that_nobody_sees_do_no_harm(folder: Path, name: str) -> None:
    path = folder / name
    path.write_text("\ufeff\ufeff\u200b" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(load_region(folder).settlements) == len(load_region(FICTIONAL).settlements)


def test_columns_may_stand_in_capitals(folder: Path) -> None:
    change(folder / TOWNS, "code,name,municipality", "Code, NAME ,Municipality")
    assert len(load_region(folder).settlements) == len(load_region(FICTIONAL).settlements)


@pytest.mark.parametrize(("head", "code"), [
    ("", "region-no-header"), ("<html>", "region-no-header"), ("code;name;municipality;lat;lon", "region-bad-rows"),
    ("code,name,municipality,lat,lon,lat", "region-double-column"),
])  # fmt: skip
def test_what_is_wrong_with_every_line_of_a_table_is_said_once(folder: Path, head: str, code: str) -> None:
    change(folder / TOWNS, "code,name,municipality,lat,lon", head)
    assert told(folder) == [(TOWNS, code)]


def test_a_column_in_letters_that_only_look_right_is_read(folder: Path) -> None:
    change(folder / TOWNS, "code,name", "\u0441ode,n\u0430me")
    assert len(load_region(folder).settlements) == len(load_region(FICTIONAL).settlements)


def test_a_key_in_letters_that_only_look_right_says_so(folder: Path) -> None:
    change(folder / "region.toml", "time_zone =", '"tim\u0435_zone" =')
    (said,) = make_voice({"DEFAULT_LANGUAGE": "ru"}).of_regions(faults(folder))
    assert "русские буквы, похожие на латинские: \u0435." in said


@pytest.mark.parametrize(("old", "new", "key"), [
    ('"code": "99601000"', '"code": 99601000.0', ""), ('"code": "99601000"', '"code": 99601000', ""),
    ('"code": "99601000"', '"code": [1]', "code"), ('"code": "99601000"', '"code": true', "code"),
    ('"code": "99601000"', '"code": "\u041e9601000"', "code"),
    ('"name": "Тихореченский городской округ"', '"name": {"ru": "x"}', "name"),
    ('"name": "Тихореченский городской округ"', '"name": "a\\u0000b"', "name"),
    ('"name": "Тихореченский городской округ"', '"name": "a\\ud83db"', "name"),
    ('"name": "Тихореченский городской округ"', f'"name": "{"я" * 201}"', "name"),
])  # fmt: skip
def test_an_odd_code_or_name_of_a_border_is_read_or_said_of_it_alone(
    folder: Path, old: str, new: str, key: str
) -> None:
    change(folder / BORDERS, old, new)
    if not key:
        assert "99601000" in [each.code for each in load_region(folder).municipalities]
        return
    (found,) = faults(folder)
    assert (found.file, found.key) == (BORDERS, f"features[1].properties.{key}")


@pytest.mark.parametrize("text", ["\\u0000", "\\u001b[2J"])
def test_a_text_that_no_database_takes_is_named(folder: Path, text: str) -> None:
    line = change(folder / "topics.toml", '\nname = { ru = "', f'\nname = {{ ru = "{text}') + 1
    assert [(f.line, f.code) for f in faults(folder)] == [(line, "region-unwritable")]


def first_border(folder: Path, change_ring: Callable[[list[Any]], Any]) -> None:
    document = json.loads((folder / BORDERS).read_text(encoding="utf-8"))
    rings = document["features"][0]["geometry"]["coordinates"]
    rings[0] = change_ring(rings[0])
    (folder / BORDERS).write_text(json.dumps(document), encoding="utf-8")


def test_heights_may_stand_at_some_points_and_not_at_others(folder: Path) -> None:
    first_border(folder, lambda ring: [[*point, *[float(n), "x", None][: n % 4]] for n, point in enumerate(ring)])
    assert load_region(folder).municipalities[0].geometry is not None


@pytest.mark.parametrize(("odd", "kind"), [
    (10**400, "numbers"), (-(10**400), "numbers"), (float("nan"), "numbers"), (float("inf"), "numbers"),
    (True, "numbers"), ("63.5", "numbers"), ([[63.5]], "numbers"),
])  # fmt: skip
def test_a_coordinate_that_is_no_number_is_named(folder: Path, odd: Any, kind: str) -> None:
    first_border(folder, lambda ring: [ring[0], [odd, 60.1], *ring[2:]])
    (found,) = faults(folder)
    assert (found.code, found.values["kind"]) == ("region-bad-geometry", kind)


@pytest.mark.parametrize(("points", "code"), [(0, "region-bad-geometry"), (2, "region-bad-geometry"),
                                             (3, "region-not-closed")])  # fmt: skip
def test_a_ring_of_too_few_points_is_named(folder: Path, points: int, code: str) -> None:
    first_border(folder, lambda ring: ring[:points])
    assert told(folder) == [(BORDERS, code)]
