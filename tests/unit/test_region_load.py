"""A region's folder: what is wrong is said, all of it, with file and line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.output import Output
from handlers.base.own_region import whole, within
from handlers.base.shared import Shared
from handlers.base.texts import Library
from storage.ids import Ids
from storage.region.faults import RegionError, RegionFault
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region

LONG = "Какой подъезд? " * 10
QUESTION = '[[topics.questions]]\nask = { ru = "Что?" }\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FICTIONAL, tmp_path / "region"))


def change(path: Path, old: str, new: str) -> int:
    """Replaces the first `old`; the line where it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(folder: Path) -> list[RegionFault]:
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    library = Library(ZoneInfo("UTC"))
    for language in library.languages:  # each has a sentence that takes its values
        voice = Output(library.texts(language), library)
        assert all(voice.of_region(fault) for fault in caught.value.faults)
    return caught.value.faults


def test_the_fictional_region_is_complete() -> None:
    region = load_region(FICTIONAL)
    assert region.fictional
    assert len(region.municipalities) >= 6
    assert len(region.settlements) >= 40
    assert len(region.organisations) >= 8
    assert len(region.topics) >= 45
    assert {topic.group for topic in region.topics} == {group.code for group in region.groups}
    for municipality in region.municipalities:
        assert sum(s.municipality == municipality.code for s in region.settlements) >= 5
    named = [*(t.names for t in region.topics), *(o.names for o in region.organisations)]
    for names in (*named, *(c.names for c in region.contacts)):
        assert {"ru", "en"} <= set(names)
    assert region.contacts[0].phone == "112"
    assert set(region.legal) == {"ru", "en"}
    assert all(phone.startswith("8-800-000-00-") for phone in (o.phone for o in region.organisations))


def test_municipalities_adjoin_and_do_not_overlap() -> None:
    region: Region = load_region(FICTIONAL)
    shapes = [m.geometry for m in region.municipalities]
    whole = shapes[0]
    for shape in shapes[1:]:
        whole = whole.union(shape)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    assert whole.area == pytest.approx(sum(shape.area for shape in shapes))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert [f.code for f in faults(tmp_path / "none")] == ["region-missing-folder"]


def test_everything_wrong_is_said_at_once(folder: Path) -> None:
    lines = {
        "topics.toml": change(folder / "topics.toml", 'organisation = "heat"', 'organisation = "haet"'),
        "region.toml": change(folder / "region.toml", 'opens = "09:00"', 'opens = "9 утра"'),
        "organisations.toml": change(folder / "organisations.toml", 'code = "water"', 'code = "heat"'),
        "settlements.csv": change(folder / "settlements.csv", "60.42,63.31", "60.42,93.31"),
    }
    found = faults(folder)
    assert {f.file: f.line for f in found if f.code != "region-no-organisation" or "haet" in f.values["value"]} == lines
    near = next(f for f in found if f.values.get("value") == "haet")
    assert near.values["near"] == "heat"


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("region.toml", "time_zone =", "time_zona =", "region-unknown-key"),
        ("region.toml", "time_zone =", "time_zona =", "region-missing-key"),
        ("region.toml", "Asia/Yekaterinburg", "Asia/Atlantis", "region-bad-zone"),
        ("region.toml", "Asia/Yekaterinburg", "../../etc/passwd", "region-bad-zone"),
        ("region.toml", 'closes = "18:00"', 'closes = "08:00"', "region-hours-order"),
        ("region.toml", '"mon"', '"monday"', "region-bad-day"),
        ("region.toml", "2026-01-01", '"1 января"', "region-bad-date"),
        ("region.toml", "2026-01-01", "2026-01-32", "region-bad-toml"),
        ("region.toml", 'phone = "104"', 'phone = ""', "region-empty"),
        ("region.toml", 'phone = "104"', 'phone = "нет"', "region-bad-phone"),
        ("region.toml", "keep_days = 1095", "keep_days = 0", "region-bad-number"),
        ("region.toml", "keep_days = 1095", 'keep_days = "три года"', "region-wrong-kind"),
        ("region.toml", "fictional = true", "fictional = 1", "region-wrong-kind"),
        ("region.toml", "[legal.ru]", "[legal.rus]", "region-no-russian"),
        ("region.toml", "https://letters", "letters", "region-bad-url"),
        ("region.toml", "[hours]", "[hour]", "region-missing-key"),
        ("region.toml", "[name]", "[[name]]", "region-wrong-kind"),
        ("organisations.toml", "[[organisations]]", "[organisation]", "region-unknown-key"),
        ("organisations.toml", 'code = "heat"', 'code = "тепло"', "region-bad-code"),
        ("organisations.toml", 'phone = "8-800-000-00-02"', 'chat = "-100"', "region-bad-chat"),
        ("topics.toml", "first_hours = 1.5", "first_hours = -1", "region-bad-number"),
        ("topics.toml", 'ru = "Отопление", ', "", "region-no-russian"),
        ("topics.toml", 'code = "hot_water"', 'code = "heating"', "region-double-code"),
        ("topics.toml", "words = [", "words = 5 # [", "region-bad-toml"),
        ("topics.toml", '\ngroup = "streets"', '\ngroup = "street"', "region-no-group"),
        ("topics.toml", 'code = "streets"', 'code = "house"', "region-double-code"),
        ("topics.toml", "about =", "abuot =", "region-unknown-key"),
        ("topics.toml", "\nabout =", '\nkinds = ["грязно"]\nabout =', "region-no-kind"),
        ("topics.toml", "\nexamples = [", "\nexamples = 5 # [", "region-bad-toml"),
        ("topics.toml", 'beside = ["подъезд", "entrance"]\n\n', f"{QUESTION}{QUESTION}", "region-too-many-questions"),
        ("topics.toml", '\nask = { ru = "Какой подъезд?"', '\nask = { ru = " "', "region-empty"),
        ("topics.toml", '\nask = { ru = "Какой подъезд?"', f'\nask = {{ ru = "{LONG}"', "region-too-long"),
        ("topics.toml", '\nanswers = ["1", "2"', f'\nanswers = ["{"1" * 41}", "2"', "region-too-long"),
        ("topics.toml", '\nanswers = ["1", "2"', '\nanswers = ["0", "1", "2"', "region-too-many-answers"),
        ("topics.toml", 'answers = ["1", "2", "3", "4", "5", "6"]', "answers = []", "region-empty"),
        ("topics.toml", '"Стоит", "Застревает"', '"Стоит"', "region-answers-differ"),
        ("topics.toml", '\nbeside = ["подъезд"', '\nnear = ["подъезд"', "region-unknown-key"),
        ("topics.toml", "[[topics.questions]]\nask", "[topics.questions]\nask", "region-wrong-kind"),
        ("other_offices.toml", 'phone = "102"', 'phone = "сто два"', "region-bad-phone"),
        ("other_offices.toml", '"potholes"', '"pothole"', "region-no-topic"),
        ("other_offices.toml", 'phone = "102"', 'settlements = ["moscow"]', "region-no-settlement"),
        ("other_offices.toml", 'phone = "102"', 'municipalities = ["45"]', "region-no-municipality"),
        ("other_offices.toml", "https://doroga", "doroga", "region-bad-url"),
        (
            "other_offices.toml",
            'phone = "8-800-000-01-03"\nsite = "https://sosedi.example/"',
            "",
            "region-no-way-to-reach",
        ),
        ("other_offices.toml", "open_hours =", "hours =", "region-unknown-key"),
        ("other_offices.toml", 'code = "railway"', 'code = "police"', "region-double-code"),
        ("settlements.csv", "code,name", "code,title", "region-missing-column"),
        ("settlements.csv", "code,name,", "code,name,people,", "region-unknown-column"),
        ("settlements.csv", ",99601000,", ",99601999,", "region-no-municipality"),
        ("settlements.csv", "60.42,63.31", "shest,63.31", "region-bad-point"),
        ("settlements.csv", "60.42,63.31", "nan,63.31", "region-bad-point"),
        ("settlements.csv", "60.42,63.31", "55.42,40.31", "region-outside"),
        ("settlements.csv", "60.42,63.31", "63.31,60.42", "region-swapped-point"),
        ("settlements.csv", "Сосновинка", '"Сосновинка', "region-open-quote"),
        ("settlements.csv", "60.42,63.31", "60.42", "region-bad-row"),
        ("settlements.csv", "sosnovinka,", "tikhorechensk,", "region-double-code"),
        ("municipalities.geojson", "{", "", "region-bad-json"),
        ("municipalities.geojson", '"features"', '"feature"', "region-no-features"),
        ("municipalities.geojson", '"Polygon"', '"Point"', "region-not-polygon"),
        ("municipalities.geojson", "[[[63.0, 60.02], ", "[[[63.1, 60.12], ", "region-not-closed"),
        ("municipalities.geojson", '"code": "99601000", ', "", "region-bad-code"),
    ],
)
def test_a_fault_is_found(folder: Path, file: str, old: str, new: str, code: str) -> None:
    change(folder / file, old, new)
    found = faults(folder)
    assert code in [f.code for f in found if f.file == file], found


def test_a_crossed_polygon_is_refused(folder: Path) -> None:
    path = folder / "municipalities.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    ring = document["features"][0]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "region-bad-geometry" in [f.code for f in faults(folder)]


@pytest.mark.parametrize("text", ["[]", "null", "5", '{"features": [1, {}, {"geometry": {"type": "Polygon"}}]}'])
def test_any_other_json_is_refused_without_a_crash(folder: Path, text: str) -> None:
    (folder / "municipalities.geojson").write_text(text, encoding="utf-8")
    assert [f for f in faults(folder) if f.file == "municipalities.geojson"]


@pytest.mark.parametrize("name", ["region.toml", "topics.toml", "organisations.toml", "settlements.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert (name, "region-missing-file") in [(f.file, f.code) for f in faults(folder)]


@pytest.mark.parametrize("name", ["region.toml", "topics.toml", "settlements.csv", "municipalities.geojson"])
def test_a_file_in_another_encoding_is_named(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1251", "replace"))
    assert (name, "region-not-utf8") in [(f.file, f.code) for f in faults(folder)]


@pytest.mark.parametrize("name", ["region.toml", "topics.toml", "organisations.toml"])
def test_an_empty_file_is_no_crash(folder: Path, name: str) -> None:
    (folder / name).write_text("", encoding="utf-8")
    assert [f for f in faults(folder) if f.file == name]


def test_polygons_are_optional(folder: Path) -> None:
    (folder / "municipalities.geojson").unlink()
    assert ("municipalities.csv", "region-missing-file") in [(f.file, f.code) for f in faults(folder)]
    rows = "\n".join(f"9960{n}000,Округ {n}" for n in range(1, 7))
    (folder / "municipalities.csv").write_text("code,name\n" + rows, encoding="utf-8")
    region = load_region(folder)
    assert region.municipalities[0].geometry is None
    assert region.settlements[0].municipality == "99601000"


def test_a_spreadsheets_csv_is_read(folder: Path) -> None:
    path = folder / "settlements.csv"
    text = re.sub(r",(\d+)\.(\d+)", r";\1,\2", path.read_text(encoding="utf-8"))
    text = "\n".join(
        line.replace(",99", ";99").replace(",", ";", 1) if ";" in line else line for line in text.split("\n")
    )
    path.write_text(
        "\ufeff" + text.replace("code,name,municipality,lat,lon", "code;name;municipality;lat;lon"), "utf-8"
    )
    assert load_region(folder).settlement("sosnovinka") == load_region(FICTIONAL).settlement("sosnovinka")


def test_english_is_optional(folder: Path) -> None:
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[legal.en]")].replace('\nen = "Zarechny Territory"', ""), encoding="utf-8")
    region = load_region(folder)
    assert region.legal_in("en") == region.legal["ru"]


def test_a_region_that_does_not_say_its_name_in_sentences_is_called_ours(folder: Path) -> None:
    told = load_region(folder)
    text = (folder / "region.toml").read_text(encoding="utf-8")
    begin, end = text.index("[name_in]"), text.index("[hours]")
    (folder / "region.toml").write_text(text[:begin] + text[end:], encoding="utf-8")
    for region, names in (
        (told, ("в Заречном крае", "Весь Заречный край")),
        (load_region(folder), ("в нашем регионе", "Весь регион")),
    ):
        library = Library(region.zone)
        shared = Shared(region, library, Ids({}), None, lambda text: [], lambda text: False)
        assert (within(shared, library.texts("ru")), whole(shared, library.texts("ru"))) == names


def test_a_third_question_is_named_with_its_own_line(folder: Path) -> None:
    line = change(folder / "topics.toml", 'beside = ["подъезд", "entrance"]\n\n', f"\n{QUESTION}{QUESTION}")
    (found,) = faults(folder)
    assert (found.key.rpartition(".")[2], found.line) == ("questions[3]", line + 3)


def test_a_question_may_be_a_plain_text_and_its_answers_a_plain_list(folder: Path) -> None:
    change(
        folder / "topics.toml", '\nask = { ru = "Какой подъезд?", en = "Which entrance?" }', '\nask = "Какой подъезд?"'
    )
    topic = load_region(folder).topic("entrances")
    assert topic is not None
    assert topic.questions[0].ask == {"ru": "Какой подъезд?"}
    assert topic.questions[0].answers[:2] == ({"ru": "1"}, {"ru": "2"})


def test_a_region_without_other_offices_is_whole_and_empty_lists_are_no_fault(folder: Path) -> None:
    (folder / "other_offices.toml").write_text("# пусто\n", encoding="utf-8")
    assert load_region(folder).other_offices == ()
    (folder / "other_offices.toml").unlink()
    assert load_region(folder).other_offices == ()
