"""Numbers of floors, buses, posts, telephones, years and roads are no house, and the house beside them stays one."""

from __future__ import annotations

import pytest

from handlers.places.reading import PlaceReader
from handlers.reading.places import place_reader
from storage.region.load import FICTIONAL, load_region

NONE = (
    "на Лесной 43 автобус не ходит", "на Лесной 5 маршрутка", "Лесная 43 автобус не ходит",
    "на Лесной 4 этаж затопило", "на Лесной, 4 этаж",
    "Лесная 4 этаж", "на Лесной 8-912-345-67-89 позвоните", "Лесная 8 912 345 67 89", "Лесная, 8(912)3456789",
    "на Лесной 45-67-89", "на Лесной в 2022 году", "с 2022 на Лесной", "на Лесной +15", "на Лесной дома +15",
    "на Лесной 15 °C", "проезд по Лесной 35₽", "на Лесной 2е сутки без света", "на Лесной 3ю неделю темно",
    "столб номер 5 на Лесной", "фонарь номер 8 по Лесной мигает", "подъезд номер 3 на Лесной",
    "автобус номер 5 на Лесной", "школа номер 5 на Лесной", "на Лесной 17 число", "от Лесной 5 мин пешком",
)  # fmt: skip
HOUSES = (
    "Лесная 5 этаж 3", "Лесная 5, 3 этаж", "Лесная 5 3 этаж", "дом номер 5 на Лесной", "номер 5 по Лесной",
    "Лесная номер 5", "Лесная 5, автобус не ходит", "Лесная 5, столб 12", "опора 15 Лесная 5",
    "Лесная 5 8-912-345-67-89", "Лесная 5 345-67-89", "Лесная 5 8 912 345 67 89", "Лесная 5 автобус 43",
    "на Лесной, 5 автобус не пришёл",
    "в 5 доме на Лесной 4 этаж", "мой номер 89123456789 Лесная 5",
    "Лесная 5 подъезд 3", "Лесная, 5, тел. 8-912-345-67-89", "Лесная 5 квартира 45",
)  # fmt: skip
ROADS = (
    ("трасса М-7, 43 км", "М-7, 43 км"), ("М7 43 км", "М-7, 43 км"), ("43-й км трассы М-7", "М-7, 43 км"),
    ("трасса Р-255 километр 12", "Р-255, 12 км"), ("яма на 43-м км М-7", "М-7, 43 км"), ("трасса 43 км", "43 км"),
    ("на 12 километре", "12 км"), ("по трассе М-7 до школы 5 км", ""), ("до М-7 5 км", ""),
    ("трасса М5 1254 км", "М-5, 1254 км"), ("М-5, 1000 км", "М-5, 1000 км"),
)  # fmt: skip
NOWHERE = ("пикет 7", "опора 15", "подъезд 3", "с 5 по 9", "в 7 утра", "43 автобус", "9 этаж", "остановка 5")


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return place_reader(load_region(FICTIONAL))


def test_a_number_of_something_else_beside_a_street_is_no_house_and_the_street_stays(reader: PlaceReader) -> None:
    assert {text: said for text in NONE if (said := read(reader, text)) != ("Лесная", "")} == {}


def test_a_house_stays_one_beside_such_numbers(reader: PlaceReader) -> None:
    assert {text: said for text in HOUSES if (said := read(reader, text)) != ("Лесная", "5")} == {}


def test_of_several_houses_the_first_stays_and_is_no_telephone(reader: PlaceReader) -> None:
    for text, house in (("Лесная 10 12 14 нет света", "10"), ("Лесная 110 112 114", "110"), ("Лесная 45 12 03", "")):
        assert read(reader, text) == ("Лесная", house), text


def test_a_number_without_a_street_is_no_house(reader: PlaceReader) -> None:
    assert {text: said for text in NOWHERE if (said := read(reader, text)) != ("", "")} == {}


def test_the_number_of_a_road_stands_with_its_kilometre_and_is_none_itself(reader: PlaceReader) -> None:
    assert {text: said for text, place in ROADS if (said := reader.read(text).kilometre) != place} == {}
    assert reader.address(reader.read("трасса М-7, 43 км")) == "М-7, 43 км"
    assert reader.beside("трасса М-7, 43 км", reader.read("трасса М-7, 43 км")) == ""


def test_a_flat_may_stand_before_its_word_and_a_stop_has_its_whole_name(reader: PlaceReader) -> None:
    flat = reader.read("на Лесной 45 квартира затоплена")
    assert (flat.street, flat.house, flat.flat) == ("Лесная", "", "45")
    assert reader.read("на остановке 8 марта темно").landmark == "на остановке 8 марта"
    assert reader.read("остановка 5-й микрорайон, павильон").landmark == "остановка 5-й микрорайон"


def read(reader: PlaceReader, text: str) -> tuple[str, str]:
    said = reader.read(text)
    return said.street, said.house
