"""First lines and phones by kind of danger, in a region's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.output import make_voice
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.region import DANGERS, EmergencyAdvice
from tests.unit.test_region_load import folder

__all__ = ["folder"]

HEAD = "# Первая строка и телефоны по видам"


def rewritten(folder: Path, section: str) -> Path:
    """The folder with this in the place of its emergency section."""
    path = folder / "region.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition(HEAD)
    legal = rest[rest.index("[legal.ru]") :]
    path.write_text(f"{before}{section}\n\n{legal}", encoding="utf-8")
    return folder


def said(folder: Path, section: str) -> list[tuple[str, str]]:
    with pytest.raises(RegionError) as caught:
        load_region(rewritten(folder, section))
    voice = make_voice({"DEFAULT_LANGUAGE": "ru"})
    assert all(line.startswith("region.toml:") for line in voice.of_regions(caught.value.faults))
    return [(fault.code, fault.key) for fault in caught.value.faults]


def test_the_fictional_region_has_a_line_in_both_languages_and_a_phone_for_every_kind() -> None:
    region = load_region(FICTIONAL)
    assert set(region.emergency) == set(DANGERS)
    for kind, advice in region.emergency.items():
        assert set(advice.lines) == {"ru", "en"}, kind
        assert advice.phones, kind
    assert region.emergency["gas"].phones[0] == "104"


def test_a_file_without_the_section_loads(folder: Path) -> None:
    assert load_region(rewritten(folder, "")).emergency == {}


def test_a_kind_may_have_phones_alone_or_a_line_alone(folder: Path) -> None:
    made = load_region(rewritten(folder, '[emergency]\ngas = { phones = ["04"] }\nice = { line = { ru = "Стойте" } }'))
    assert made.emergency == {"gas": EmergencyAdvice({}, ("04",)), "ice": EmergencyAdvice({"ru": "Стойте"}, ())}


@pytest.mark.parametrize(
    ("section", "code", "key"),
    [
        ("[emergency.gaz]", "region-unknown-key", "emergency.gaz"),
        ('[emergency.gas]\nphone = ["104"]', "region-unknown-key", "emergency.gas.phone"),
        ('[emergency.gas]\nphones = "104"', "region-wrong-kind", "emergency.gas.phones"),
        ('[emergency.gas]\nphones = ["горгаз"]', "region-bad-phone", "emergency.gas.phones"),
        ('[emergency.gas]\nline = "Не курите"', "region-wrong-kind", "emergency.gas.line"),
        ('[emergency.gas.line]\nen = "Do not smoke"', "region-no-russian", "emergency.gas.line"),
        ('[emergency]\ngas = "104"', "region-wrong-kind", "emergency.gas"),
    ],
)
def test_a_wrong_entry_is_one_fault_at_its_key(folder: Path, section: str, code: str, key: str) -> None:
    assert said(folder, section) == [(code, key)]
