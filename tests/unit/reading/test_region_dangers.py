"""Danger words by kind, in a region's file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handlers.reading.certain import CERTAIN, written_out
from handlers.reading.region_words import TopicGuesser
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.region import DANGERS


def changed(tmp_path: Path, more: str) -> Path:
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "region"))
    path = folder / "region.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    return folder


def test_words_of_a_kind_are_danger_words_too(tmp_path: Path) -> None:
    region = load_region(changed(tmp_path, '[dangers]\nhealth = ["укусить гадюка"]\n'))
    assert region.dangers == {"health": ("укусить гадюка",)}
    guesser = TopicGuesser(region)
    assert guesser.is_danger("сына укусила гадюка")
    assert guesser.dangers("сына укусила гадюка") == {"health"}
    assert guesser.dangers("сильно пахнет газом") == {""}, "the flat list has no kinds"


def test_a_kind_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RegionError) as caught:
        load_region(changed(tmp_path, '[dangers]\nhelth = ["укусить гадюка"]\n'))
    assert [(fault.code, fault.key) for fault in caught.value.faults] == [("region-unknown-key", "dangers.helth")]


def test_rules_that_decide_stand_once_are_of_a_kind_that_exists_and_say_when_they_do_not_hold() -> None:
    lines = CERTAIN.read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[0].split() for line in lines if not line.startswith("#")]
    assert len({" ".join(name) for name in names}) == len(names)
    assert {name[1] for name in names if len(name) > 1} <= set(DANGERS)
    harmless = {" ".join(name[1:]) for name in names if name[0] == "harmless"}
    assert harmless == {" ".join(name[1:]) for name in names if name[0] == "unless"}


def test_an_entry_with_alternatives_stands_for_all_of_them() -> None:
    assert written_out("a|b c d|e -f") == ["a c d -f", "a c e -f", "b c d -f", "b c e -f"]
    assert written_out(" a  b ") == ["a b"]
