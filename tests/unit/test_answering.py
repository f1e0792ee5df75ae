"""Who answers for a topic at a place: how the region's files say it, what is refused, and who gets a report."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import variables
from handlers.reports.office import AnsweringCase, office_of
from storage.region.answering import answering, unanswered
from storage.region.load import load_region
from storage.region.region import Region
from tests.unit.test_region_load import faults, folder

__all__ = ["folder"]

HOUSES = '[[organisations.answers.houses]]\nsettlement = "sosnovinka"\nstreet = "ул. {street}"\nnumbers = [{numbers}]\n'
OFFICES = {
    "town": 'topics = ["snow"]\nsettlements = ["sosnovinka"]',
    "district": 'topics = ["snow", "potholes"]\nmunicipalities = ["99601000"]',
    "everything": 'municipalities = ["99602000"]',
    "managers": 'topics = ["snow"]\n' + HOUSES.format(street="Полевая", numbers='"1-9", "12а"'),
    "odd": HOUSES.format(street="Зелёный переулок", numbers='"1-9"').replace("ул. ", "") + 'side = "odd"\n',
    "icicles": 'topics = ["snow"]\nsettlements = ["sosnovinka"]\nwords = ["сосулька", "сосулька висеть"]',
    "roofs": 'topics = ["snow"]\nsettlements = ["sosnovinka"]\nwords = ["крыша"]',
    "night": 'topics = ["snow"]\nmunicipalities = ["99601000"]\nhours = { opens = "20:00", closes = "06:00" }',
}


def add(folder: Path, code: str, answers: str) -> int:
    """An organisation with this in its `answers`; the line of the block."""
    path = folder / "organisations.toml"
    text = path.read_text(encoding="utf-8")
    head = f'\n[[organisations]]\ncode = "{code}"\nname = {{ ru = "{code}" }}\n'
    path.write_text(f"{text}{head}\n[[organisations.answers]]\n{answers}\n", encoding="utf-8")
    return (text + head).count("\n") + 2


@pytest.fixture
def region(folder: Path) -> Region:
    for code, answers in OFFICES.items():
        add(folder, code, answers)
    return load_region(folder)


def concern(topic: str, town: str = "", address: str = "", text: str = "", hour: int = 12) -> AnsweringCase:
    municipality = {"sosnovinka": "99601000", "zhuravlikha": "99601000", "moroshkino": "99602000"}.get(town, "")
    return AnsweringCase(topic, town, municipality, address, text, time(hour))


def test_the_most_exact_rule_answers(region: Region) -> None:
    table = [
        ("roads", concern("snow")),  # no place: the topic's own
        ("roads", concern("snow", "lipovichi")),  # elsewhere
        ("town", concern("snow", "sosnovinka")),  # a settlement before its municipality
        ("district", concern("snow", "zhuravlikha")),
        ("district", concern("potholes", "sosnovinka")),
        ("everything", concern("heating", "moroshkino")),  # all topics at a place before a topic without a place
        ("managers", concern("snow", "sosnovinka", "Полевая, 7, кв. 12")),  # a house before the settlement
        ("managers", concern("snow", "sosnovinka", "полевая улица дом 3")),
        ("managers", concern("snow", "sosnovinka", "улица Полевая, 12А")),
        ("managers", concern("snow", "sosnovinka", "Полевая, 5к2")),  # a part of a listed house
        ("town", concern("snow", "sosnovinka", "Полевая, 12")),
        ("town", concern("snow", "sosnovinka", "Полевая, 10")),
        ("town", concern("snow", "sosnovinka", "проспект Мира, 7")),
        ("district", concern("snow", "zhuravlikha", "Полевая, 7")),  # the same street of another town
        ("odd", concern("heating", "sosnovinka", "пер. Зеленый, 7")),
        ("heat", concern("heating", "sosnovinka", "пер. Зеленый, 8")),
        ("icicles", concern("snow", "sosnovinka", text="Над входом сосульки")),
        ("roofs", concern("snow", "sosnovinka", text="Снег на крыше")),
        ("icicles", concern("snow", "sosnovinka", text="С крыши висят сосульки")),  # two of its words against one
        ("icicles", concern("snow", "sosnovinka", text="На крыше сосулька")),  # as many: the first of the file
        ("town", concern("snow", "sosnovinka", text="Сугробы во дворе")),
        ("night", concern("snow", "zhuravlikha", hour=23)),
        ("night", concern("snow", "zhuravlikha", hour=5)),
        ("district", concern("snow", "zhuravlikha", hour=6)),
        ("town", concern("snow", "sosnovinka", hour=23)),  # place before hours
        ("centre", concern("no-such-topic", "lipovichi")),
    ]
    for expected, asked in table:
        assert office_of(region, asked) == expected, asked


def test_every_town_can_have_snow_of_its_own(folder: Path) -> None:
    towns = [s.code for s in load_region(folder).settlements][:37]
    for town in towns:
        add(folder, f"snow_{town}", f'topics = ["snow"]\nsettlements = ["{town}"]')
    region = load_region(folder)
    for town in towns:
        assert office_of(region, AnsweringCase("snow", town, "", "", "", time(9))) == f"snow_{town}"
    assert answering(region) is answering(region)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ('topics = ["snow"]\nsettlements = ["sosnovinka"]', 'topics = ["yards", "snow"]\nsettlements = ["sosnovinka"]'),
        ('municipalities = ["99601000"]', 'municipalities = ["99602000", "99601000"]'),
        (HOUSES.format(street="Лесная", numbers='"1-9"'), HOUSES.format(street="лесная", numbers='"9"')),
        ('topics = ["snow"]\nsettlements = ["sosnovinka"]\nwords = ["лёд", "лопата"]',
         'topics = ["snow"]\nsettlements = ["sosnovinka"]\nwords = ["лёд"]'),
        ('municipalities = ["99601000"]\nhours = { opens = "20:00", closes = "06:00" }',
         'municipalities = ["99601000"]\nhours = { opens = "05:00", closes = "09:00" }'),
    ],
)  # fmt: skip
def test_two_that_are_equally_exact_are_refused_with_the_line_of_the_second(
    folder: Path, above: str, below: str
) -> None:
    add(folder, "one", above)
    line = add(folder, "two", below)
    (fault,) = faults(folder)
    assert (fault.code, fault.file, fault.line) == ("region-answers-tie", "organisations.toml", line)
    assert fault.values["other"] == "one"


def test_a_rule_for_the_whole_region_is_held_against_the_topics_own_organisation(folder: Path) -> None:
    line = add(folder, "one", 'topics = ["snow"]')
    (fault,) = faults(folder)
    assert (fault.code, fault.line, fault.values["other"]) == ("region-answers-tie", line, "roads")


def test_narrower_rules_are_no_tie(folder: Path) -> None:
    add(folder, "one", 'topics = ["snow"]\nsettlements = ["sosnovinka"]')
    add(folder, "two", 'topics = ["snow"]\nsettlements = ["sosnovinka"]\nwords = ["лёд"]')
    add(
        folder,
        "three",
        'topics = ["snow"]\nsettlements = ["sosnovinka"]\nhours = { opens = "20:00", closes = "06:00" }',
    )
    add(folder, "four", 'settlements = ["sosnovinka"]\nhours = { opens = "06:00", closes = "20:00" }')
    assert load_region(folder).organisation("four")


def test_what_a_rule_names_has_to_be_there(folder: Path) -> None:
    lines = [
        add(folder, "one", 'topics = ["snoww"]'),
        add(folder, "two", 'settlements = ["sosnovinkaa"]'),
        add(folder, "three", 'municipalities = ["1"]'),
        add(folder, "four", HOUSES.format(street="Лесная", numbers='"девять"')),
        add(folder, "five", 'words = ["лёд"]'),
        add(folder, "six", HOUSES.format(street="Лесная", numbers='"9-1"')),
        add(folder, "seven", HOUSES.format(street="Лесная", numbers='"1"').replace("sosnovinka", "sosna")),
    ]
    found = faults(folder)
    codes = [
        "no-topic",
        "no-settlement",
        "no-municipality",
        "bad-house",
        "answers-nothing",
        "bad-house",
        "no-settlement",
    ]
    said = {fault.line: fault.code for fault in found}
    for line, code in zip(lines, codes, strict=True):
        near = [said[at] for at in range(line, line + 6) if at in said]
        assert near[:1] == [f"region-{code}"], code
    assert {f.values["near"] for f in found if f.code == "region-no-topic"} == {"snow"}


def drop_topics_own(folder: Path) -> None:
    """The topic about snow has no organisation of its own any more."""
    path = folder / "topics.toml"
    head, topic, rest = path.read_text(encoding="utf-8").partition('\ncode = "snow"\n')
    path.write_text(head + topic + rest.replace('organisation = "roads"\n', "", 1), encoding="utf-8")


def test_a_topic_without_an_organisation_is_a_fault_unless_a_rule_names_it(folder: Path) -> None:
    drop_topics_own(folder)
    assert [fault.code for fault in faults(folder)] == ["region-missing-key"]
    add(folder, "town", 'topics = ["snow"]\nsettlements = ["sosnovinka"]')
    region = load_region(folder)
    assert office_of(region, concern("snow", "lipovichi")) == "centre"
    assert office_of(region, concern("snow", "sosnovinka")) == "town"


def test_check_lists_what_nobody_answers_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder.parent)
    drop_topics_own(folder)
    add(folder, "town", 'topics = ["snow"]\nsettlements = ["sosnovinka"]')
    others = [m for m in load_region(folder).municipalities if m.code != "99601000"]
    add(folder, "some", f'topics = ["snow"]\nmunicipalities = ["{others[0].code}"]')
    loaded = load_region(folder)
    ((topic, places),) = unanswered(loaded)
    own = [s.name for s in loaded.settlements if s.municipality == "99601000" and s.code != "sosnovinka"]
    assert topic.code == "snow"
    assert sorted(places) == sorted([*own, *(m.name for m in others[1:])])
    monkeypatch.setenv("REGION", str(folder))
    main(["check"])
    said = capsys.readouterr().out
    assert own[0] in said
    assert f"{len(places) - 5}" in said
    add(folder, "rest", 'topics = ["snow"]')
    assert unanswered(load_region(folder)) == []
