"""Russian in Latin letters, and letters that are held down."""

from __future__ import annotations

import pytest

from handlers.reading.latin import LatinReader
from handlers.reading.spelling import slips
from handlers.reading.words import WordReader
from tests.unit.reading import readers


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gorit saray u reki", "горит сарай у реки"),
        ("shkola bez tepla uzhe nedelyu", "школа без тепла уже неделю"),
        ("lift slomalsya", "лифт сломался"),
        ("deti na ldu", "дети на льду"),
        ("the gas pipe is leaking", "the gas pipe is leaking"),
        ("no hot water", "no hot water"),
        ("Sosnovinka", "Sosnovinka"),
        ("", ""),
    ],
)
def test_russian_in_latin_letters_is_told_from_english(written: str, meant: str) -> None:
    assert LatinReader(slips(), WordReader().is_known).in_cyrillic(written) == meant


def test_a_danger_in_latin_letters_is_seen() -> None:
    assert readers.danger().kind_of("gorit saray, ogon idet na dom") == "fire"
    assert readers.danger().kind_of("fonar ne gorit u magazina") == ""


def test_a_letter_that_is_held_down_counts_once() -> None:
    one, other = (set(readers.features().read(text)[0].tolist()) for text in ("пожаааар в доме", "пожар в доме"))
    assert one == other
