"""What is wrong with a region's files is said in Russian, each mistake once, with the line as it should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.output import Output, make_voice
from storage.region.examples import example
from storage.region.faults import RegionError
from storage.region.load import load_region
from storage.region.toml_faults import toml_faults
from tests.unit.test_region_load import change, folder

__all__ = ["folder"]


@pytest.fixture
def voice() -> Output:
    return make_voice({"DEFAULT_LANGUAGE": "ru"})


def said(folder: Path, voice: Output) -> list[str]:
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    return voice.of_regions(caught.value.faults)


def test_of_a_table_that_is_wrong_row_after_row_the_first_rows_are_said_and_how_many_more(
    folder: Path, voice: Output
) -> None:
    path = folder / "settlements.csv"
    head, first, *_ = path.read_text(encoding="utf-8").splitlines()
    rows = [first.replace("tikhorechensk", f"p{n}").replace("60.31", "60x31") for n in range(121)]
    path.write_text("\n".join([head, first, *rows]), encoding="utf-8")
    lines = said(folder, voice)
    assert len(lines) == 21
    assert lines[0].startswith("settlements.csv:3:")
    assert lines[-1] == "settlements.csv: и ещё 101 такая же ошибка дальше в этом файле."


@pytest.mark.parametrize(
    ("line", "kind", "better"),
    [
        ("phone = 8-800-555-01-02", "value", 'phone = "8-800-555-01-02"'),
        ("name = Котельная", "value", 'name = "Котельная"'),
        ("name = «Котельная»", "value", 'name = "Котельная"'),
        ("first_hours = 2,5", "value", "first_hours = 2.5"),
        ("first_hours = 07", "value", "first_hours = 7"),
        ("fictional = False", "value", "fictional = false"),
        ("day = 31.12.2026", "value", "day = 2026-01-31"),
        ('name = "Котельная', "quote", 'name = "Котельная"'),
        ("name: Котельная", "equals", 'name = "Котельная"'),
        ("phone 112", "equals", "phone = 112"),
        ("[[topics]", "head", "[[topics]]"),
        ("[hours", "head", "[hours]"),
        ('pаth = "x"'.replace("а", chr(0x430)), "letters", 'path = "x"'),
        ('имя = "x"', "letters", 'name = "x"'),
        ('path = "C:\\data"', "backslash", 'path = "C:/data"'),
        ('words = ["a" "b"]', "array", 'words = ["…", "…"]'),
        ('name = { ru = "Снег" en = "Snow" }', "table", 'name = { ru = "…", en = "…" }'),
    ],
)
def test_a_line_that_cannot_be_read_is_shown_with_a_better_one(line: str, kind: str, better: str) -> None:
    (found,) = toml_faults(f"# пояснение\n{line}\nlast = 1\n")
    assert (found.line, found.kind, found.shown, found.example) == (2, kind, line, better)


def test_an_open_list_is_found_where_it_was_opened() -> None:
    (found,) = toml_faults('a = 1\nwords = [\n  "яма",\n  "люк"\ncode = "roads"\n')
    assert (found.line, found.kind) == (2, "array")


@pytest.mark.parametrize("mark", ['"""', "'''"])
def test_an_open_text_of_several_lines_is_found_where_it_was_opened(mark: str) -> None:
    (found,) = toml_faults(f"a = 1\nconsent = {mark}\nКто\nЧто\n\nb = 2\n")
    assert (found.line, found.kind) == (2, "quote")


def test_a_key_that_stands_twice_is_found_in_its_own_table() -> None:
    (found,) = toml_faults("[a]\nx = 1\n[b]\nx = 1\ny = 2\nx = 3\n")
    assert (found.line, found.kind) == (6, "twice")


def test_every_mistake_of_writing_is_found_at_once(folder: Path, voice: Output) -> None:
    first = change(folder / "organisations.toml", 'phone = "8-800-000-00-01"', "phone = 8-800-000-00-01")
    second = change(folder / "organisations.toml", 'code = "water"', 'code = "water')
    third = change(folder / "topics.toml", "first_hours = 1.5", "first_hours = 1,5")
    lines = said(folder, voice)
    assert [line.split(": ")[0] for line in lines] == [
        f"organisations.toml:{first}",
        f"organisations.toml:{second}",
        f"topics.toml:{third}",
    ]
    assert 'Нужно так: «phone = "8-800-000-00-01"»' in lines[0]
    assert "кавычка не закрыта" in lines[1]
    assert "first_hours = 1.5" in lines[2]


@pytest.mark.parametrize(
    ("file", "old", "new", "better"),
    [
        (
            "topics.toml",
            'name = { ru = "Отопление", en = "Heating" }',
            'name = "Отопление"',
            'name = { ru = "Отопление" }',
        ),
        ("topics.toml", "first_hours = 1.5", 'first_hours = "полтора"', "first_hours = 2"),
        ("region.toml", 'opens = "09:00"', "opens = 9", 'opens = "09:00"'),
        (
            "region.toml",
            'workdays = ["mon", "tue", "wed", "thu", "fri"]',
            'workdays = "mon"',
            'workdays = ["mon", "tue"',
        ),
        ("region.toml", "consent_version =", "# consent_version =", 'consent_version = "1"'),
        ("region.toml", "[hours]", "[[hours]]", "[hours]"),
        ("topics.toml", "first_hours = 1.5", 'first_hours = "сутки"', "first_hours = 2"),
    ],
)
def test_a_wrong_or_missing_value_is_told_with_a_good_line_of_the_same_key(
    folder: Path, voice: Output, file: str, old: str, new: str, better: str
) -> None:
    change(folder / file, old, new)
    (line,) = said(folder, voice)
    assert line.startswith(f"{file}:")
    assert better in line


def test_every_example_is_read_back() -> None:
    for kind, values in {"text": ("phone", "x"), "number": ("solve_days", "x"), "words": ("words", "x")}.items():
        for key in values:
            assert toml_faults(example(f"topics[2].{key}", kind)) == []


def test_a_mistyped_key_is_said_once_with_what_was_meant(folder: Path, voice: Output) -> None:
    line = change(folder / "region.toml", "time_zone =", "time_zon =")
    other = change(folder / "topics.toml", "solve_days = 1\n", "solvedays = 1\n")
    assert [one.split(": ")[0] for one in said(folder, voice)] == [f"topics.toml:{other}", f"region.toml:{line}"]
    first, second = said(folder, voice)
    assert "Возможно, вы имели в виду «solve_days»" in first
    assert "Возможно, вы имели в виду «time_zone»" in second


def test_a_mistyped_column_is_said_once(folder: Path, voice: Output) -> None:
    change(folder / "settlements.csv", "code,name,municipality", "code,name,municipalty")
    (line,) = said(folder, voice)
    assert "Возможно, вы имели в виду «municipality»" in line


def turned(folder: Path) -> None:
    path = folder / "municipalities.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    for feature in document["features"]:
        rings = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = [[[lat, lon] for lon, lat in ring] for ring in rings]
    path.write_text(json.dumps(document), encoding="utf-8")


def moved(folder: Path, lat: float, lon: float) -> None:
    """The whole region elsewhere, near another city."""
    path = folder / "municipalities.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    for feature in document["features"]:
        rings = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = [[[x + lon, y + lat] for x, y in ring] for ring in rings]
    path.write_text(json.dumps(document), encoding="utf-8")
    head, *rows = (folder / "settlements.csv").read_text(encoding="utf-8").splitlines()
    cells = [row.split(",") for row in rows]
    text = [",".join([*row[:3], str(float(row[3]) + lat), str(float(row[4]) + lon)]) for row in cells]
    (folder / "settlements.csv").write_text("\n".join([head, *text]) + "\n", encoding="utf-8")
    change(folder / "region.toml", "Asia/Yekaterinburg", "Europe/Moscow")


def test_borders_and_settlements_that_are_both_turned_round_are_each_said_once(folder: Path, voice: Output) -> None:
    moved(folder, -5, -26)
    load_region(folder)
    turned(folder)
    change(folder / "settlements.csv", "lat,lon", "lon,lat")
    lines = said(folder, voice)
    assert [line.split(":")[0] for line in lines] == ["municipalities.geojson", "settlements.csv"]
    assert all("переставлены" in line for line in lines)


def test_borders_alone_are_known_to_be_turned_round_by_the_time_zone(folder: Path, voice: Output) -> None:
    moved(folder, -5, -26)
    turned(folder)
    (folder / "settlements.csv").write_text(
        "code,name,municipality,lat,lon\na,А,99601000,55.3,37.5\n", encoding="utf-8"
    )
    (line,) = said(folder, voice)
    assert line.startswith("municipalities.geojson: ")


def test_a_map_of_another_place_is_one_mistake(folder: Path, voice: Output) -> None:
    path = folder / "settlements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",6", ",5"), encoding="utf-8")
    (line,) = said(folder, voice)
    assert "другого места" in line
