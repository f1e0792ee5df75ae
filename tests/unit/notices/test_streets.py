"""Streets and houses in whatever form they are written: the same street is the same, and no house is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.notices.content import Street
from handlers.notices.streets import in_street, streets
from handlers.places.streets import LARGEST_HOUSE, BadHouses, write_houses

STREETS = streets()

numbers = st.integers(1, LARGEST_HOUSE)
parity = st.sampled_from(["", "чётные ", "нечётные "])
spans = st.tuples(parity, numbers, numbers).map(lambda s: (s[0], min(s[1:]), max(s[1:])))
houses = st.builds(
    lambda number, letter, part: f"{number}{letter}{part}",
    numbers,
    st.sampled_from(["", "а", "б", "в"]),
    st.sampled_from(["", "к2", "к11", "с1", "к2с3"]),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ул. Лесная", "Лесная"), ("улица Лесная", "Лесной улице"), ("Лесная ул", "на лесную".removeprefix("на ")),
        ("пер. Садовый", "Садовый переулок"), ("пр-т Мира", "проспект мира"), ("1-я Речная", "ул. Речная 1-я"),
        ("Берёзовая", "Березовая"), ("наб. реки Ёлки", "Набережная Реки Елки"), ("ул 8 Марта", "8 Марта"),
        ("Lesnaya st.", "lesnaya street"),
    ],
)  # fmt: skip
def test_the_same_street_written_otherwise(one: str, other: str) -> None:
    assert STREETS.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ул. Лесная", "Лесной переулок"), ("1-я Речная", "2-я Речная"), ("Ленина", "Ленинская"),
        ("проспект Мира", "улица Мира"), ("Садовая", "Новосадовая"),
    ],
)  # fmt: skip
def test_different_streets_stay_different(one: str, other: str) -> None:
    assert not STREETS.same(one, other)


def test_a_street_is_stored_by_its_name_and_only_an_uncommon_kind_is_kept() -> None:
    assert [STREETS.name(t) for t in ("ул. лесная", "пер.Садовый", "Набережная", "", "  ")] == [
        "Лесная", "переулок Садовый", "Набережная", "", "",
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_at_all_can_be_asked_about(text: str) -> None:
    assert STREETS.key(STREETS.name(text)) == STREETS.key(text)
    assert STREETS.house(STREETS.house(text)) == STREETS.house(text)
    try:
        read = STREETS.read_houses(text)
    except BadHouses as bad:
        assert bad.part  # noqa: PT017 - that it is one is the assertion
    else:
        assert STREETS.read_houses(write_houses(read, "нечётные", "чётные")) == read
    assert STREETS.list_covers(text, text) in (True, False)


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("22, корпус 2", "22к2"), ("д. 22 корп. 2", "22к2"), ("5 А", "5а"), ("дом № 7", "7"), ("12/3", "12/3"),
        ("5 стр 1", "5с1"), ("22 к2 стр.1", "22к2с1"), ("5с", "5с"), ("0", ""), ("99999", ""),
        ("у магазина", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_house_is_kept_in_one_form(text: str, house: str) -> None:
    assert STREETS.house(text) == house


@given(st.lists(spans, max_size=4), st.lists(houses, max_size=4), houses)
def test_exactly_the_named_houses_are_covered(
    ranges: list[tuple[str, int, int]], single: list[str], house: str
) -> None:
    text = ", ".join([*(f"{kind}{first}–{last}" for kind, first, last in ranges), *single])
    known = STREETS.split_house(house)
    assert known is not None
    number, rest = known
    in_range = any(
        first <= number <= last and (not kind or (number % 2 == 0) == kind.startswith("чёт"))
        for kind, first, last in ranges
    )
    named = any(
        int("".join(c for c in one if c.isdigit() or c in "кс").split("к")[0].split("с")[0]) == number
        and (one == house or one == str(number) or not rest)
        for one in single
    )
    assert STREETS.covers(STREETS.read_houses(text), house) == (in_range or named or not text)


def test_the_words_of_the_issue_are_understood() -> None:
    read = STREETS.read_houses("1–15, 20, 22к2")
    assert all(STREETS.covers(read, h) for h in ("1", "15", "7а", "20", "22к2", "20к1"))
    assert not any(STREETS.covers(read, h) for h in ("16", "21", "22к3", "115"))
    odd = STREETS.read_houses("нечётная сторона")
    assert STREETS.covers(odd, "1")
    assert STREETS.covers(odd, "9999")
    assert not STREETS.covers(odd, "2")
    assert STREETS.covers(STREETS.read_houses("с 2 по 10"), "10")
    assert STREETS.covers(STREETS.read_houses("дома 2-10 и 14"), "14")


def test_a_house_that_cannot_be_told_is_warned_rather_than_left_out() -> None:
    street = Street("sosnovinka", "Лесная", "1–15")
    assert STREETS.list_covers(street.houses, "")
    assert STREETS.list_covers(street.houses, "у магазина")
    assert STREETS.list_covers("22к2", "22")
    assert STREETS.list_covers("", "777")
    assert in_street(street, "sosnovinka", "", "")
    assert in_street(street, "", "ул. Лесная", "3")
    assert not in_street(street, "zhuravlikha", "ул. Лесная", "3")
    assert not in_street(street, "sosnovinka", "Речная", "3")
    assert not in_street(street, "sosnovinka", "Лесная", "16")


@pytest.mark.parametrize(
    ("text", "part", "why"),
    [
        ("15–1", "15–1", "reversed"), ("1–15, школа", "школа", "unknown"), ("1-5-9", "1-5-9", "unknown"),
        ("0-5", "0-5", "unknown"), ("1–99999", "1–99999", "unknown"), ("нечётные 5", "нечётные 5", "unknown"),
        ("-5", "-5", "unknown"), (",".join("1" for _ in range(101)), "101", "many"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_houses_is_named(text: str, part: str, why: str) -> None:
    with pytest.raises(BadHouses) as found:
        STREETS.read_houses(text)
    assert (found.value.part, found.value.why) == (part, why)
