"""What officers type, read by itself: times, names, shapes, hard words. Every bad input is named, none is guessed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.base.moment_words import moment_words
from handlers.base.moments import BadMoment, read_moment
from handlers.base.texts import Library
from handlers.notices.content import Circle
from handlers.notices.plain import hard_to_read
from handlers.officer.compose.drawn import BadShape, check_circle, draw, read_geojson, read_point, read_radius
from handlers.places.named import MOST_NAMES, read_names
from handlers.reading.places import place_reader
from tests.world.world import fictional

REGION = fictional()
LIBRARY = Library(REGION.zone)
WORDS = moment_words(LIBRARY)
NOW = int(datetime.fromisoformat("2025-11-18T11:00:00+05:00").timestamp() * 1000)
SQUARE = [[63.4, 60.3], [63.6, 60.3], [63.6, 60.4], [63.4, 60.4], [63.4, 60.3]]
KM, M = LIBRARY.words("compose-words-km"), LIBRARY.words("compose-words-m")


# -- times ----------------------------------------------------------------------------------------
def moment(text: str, now: int = NOW) -> str:
    at = read_moment(text, now, REGION.zone, WORDS)
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(REGION.zone).strftime("%d.%m.%y %H:%M")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("до 18:00", "18.11.25 18:00"), ("18:00", "18.11.25 18:00"), ("18.00", "18.11.25 18:00"),
        ("до 18", "18.11.25 18:00"), ("в 18.30", "18.11.25 18:30"), ("до 24:00", "19.11.25 00:00"),
        ("завтра 8:00", "19.11.25 08:00"), ("до завтра, 8:00", "19.11.25 08:00"), ("завтра в 8", "19.11.25 08:00"),
        ("послезавтра 07:05", "20.11.25 07:05"), ("сегодня до 23:59", "18.11.25 23:59"),
        ("25.11 08:00", "25.11.25 08:00"), ("25.11.2025 8:00", "25.11.25 08:00"), ("25.11.25 в 8:00", "25.11.25 08:00"),
        ("08:00 25.11", "25.11.25 08:00"), ("25 ноября 8:00", "25.11.25 08:00"),
        ("до 25 ноября 8:00", "25.11.25 08:00"),
        ("25/11 08:00", "25.11.25 08:00"), ("через 3 часа", "18.11.25 14:00"), ("3 ч", "18.11.25 14:00"),
        ("через час", "18.11.25 12:00"), ("40 минут", "18.11.25 11:40"), ("1,5 часа", "18.11.25 12:30"),
        ("2 суток", "20.11.25 11:00"), ("tomorrow at 8:00", "19.11.25 08:00"), ("in 3 hours", "18.11.25 14:00"),
        ("until 25 Nov 08:00", "25.11.25 08:00"), ("до завтра 9 утра", "19.11.25 09:00"),
        ("до 9 утра", "19.11.25 09:00"), ("до 6 вечера", "18.11.25 18:00"), ("до 3 дня", "18.11.25 15:00"),
        ("3 дня", "21.11.25 11:00"),
        ("до утра", "19.11.25 08:00"), ("до завтрашнего утра", "19.11.25 08:00"), ("до вечера", "18.11.25 18:00"),
        ("до обеда", "18.11.25 12:00"), ("до обеда завтра", "19.11.25 12:00"), ("завтра до обеда", "19.11.25 12:00"),
        ("до конца дня", "19.11.25 00:00"), ("до конца завтрашнего дня", "20.11.25 00:00"),
        ("до утра 25 ноября", "25.11.25 08:00"), ("18:00 завтра", "19.11.25 18:00"),
        ("until tomorrow morning", "19.11.25 08:00"), ("until the end of the day", "19.11.25 00:00"),
        ("до 00:00", "19.11.25 00:00"), ("сегодня до 0:00", "19.11.25 00:00"), ("завтра 00:00", "19.11.25 00:00"),
        ("до 12 ночи", "19.11.25 00:00"), ("до 2 ночи", "19.11.25 02:00"), ("until 6 pm", "18.11.25 18:00"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_written(text: str, at: str) -> None:
    assert moment(text) == at


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "unknown"), ("скоро", "unknown"), ("18", "unknown"), ("сегодня до завтра", "unknown"),
        ("утра до утра", "unknown"), ("18:00 19:00", "unknown"),
        ("10:59", "past"), ("сегодня 8:00", "past"), ("17.11 08:00", "past"), ("11:00", "past"),
        ("25:00", "no-such"), ("31.02 08:00", "no-such"), ("18:70", "no-such"), ("25.13 08:00", "no-such"),
        ("25.11", "no-time"), ("завтра", "no-time"), ("25 ноября", "no-time"),
        ("25.03.2026 08:00", "far"), ("31.12.9999 24:00", "no-such"), ("31.12.9999 23:00", "far"),
        ("через 60 дней", "far"), ("через 0 часов", "past"),
        ("25 зимобря 8:00", "unknown"),
        ("99999999999999999999:00", "unknown"), ("through 3", "unknown"), ("📅", "unknown"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(BadMoment) as bad:
        moment(text)
    assert bad.value.why == why


def test_a_day_without_a_year_after_new_year_is_of_the_next_one() -> None:
    december = int(datetime.fromisoformat("2025-12-30T11:00:00+05:00").timestamp() * 1000)
    assert moment("02.01 08:00", december) == "02.01.26 08:00"


def test_hours_go_over_a_change_of_clocks_and_the_clock_stays_the_clock() -> None:
    zone = ZoneInfo("Europe/Berlin")
    evening = int(datetime(2026, 3, 28, 20, tzinfo=zone).timestamp() * 1000)
    assert read_moment("через 12 часов", evening, zone, WORDS) == evening + 12 * 3_600_000
    assert read_moment("завтра 8:00", evening, zone, WORDS) == evening + 11 * 3_600_000


@given(st.text(max_size=40), st.integers(NOW, NOW + 10**10))
def test_any_text_is_a_later_time_within_a_month_or_refused(text: str, now: int) -> None:
    try:
        at = read_moment(text, now, REGION.zone, WORDS)
    except BadMoment as bad:
        assert LIBRARY.texts("ru").has(f"compose-fault-time-{bad.why}")  # noqa: PT017
    else:
        assert now - 1_000 < at <= now + 31 * 24 * 3_600_000


# -- names ----------------------------------------------------------------------------------------
def named(text: str) -> tuple[list[str], list[str], list[str]]:
    found = read_names(place_reader(REGION), text)
    return found.settlements, found.municipalities, [name for name, _ in found.unknown]


@pytest.mark.parametrize(
    ("text", "settlements", "municipalities", "unknown"),
    [
        ("Сосновинка, Журавлиха и Новые Плёсы", ["sosnovinka", "zhuravlikha", "novye_plyosy"], [], []),
        ("новых плесах и дальнем стане", ["novye_plyosy", "dalny_stan"], [], []),
        ("с. Сосновинка; г Тихореченск\nд. Кедрачи", ["sosnovinka", "tikhorechensk", "kedrachi"], [], []),
        ("Камышеградский округ, Сосновинка", ["sosnovinka"], ["99602000"], []),
        ("Верхнелосинском районе", [], ["99604000"], []),
        ("Сосновинка, Сосновинка", ["sosnovinka"], [], []),
        ("Сосновинка Лесная 5", [], [], []),
        ("Москва", [], [], ["Москва"]),
        ("", [], [], []), (",,;;", [], [], []), ("и и и", [], [], ["и и и"]), ("12345", [], [], ["12345"]),
    ],
)  # fmt: skip
def test_names_of_places_are_found_in_any_case_and_what_is_unknown_is_named(
    text: str, settlements: list[str], municipalities: list[str], unknown: list[str]
) -> None:
    assert named(text) == (settlements, municipalities, unknown)


def test_a_list_without_end_is_refused() -> None:
    assert read_names(place_reader(REGION), "Сосновинка," * (MOST_NAMES + 1)).many


@given(st.text(max_size=60))
def test_any_text_names_only_what_there_is(text: str) -> None:
    settlements, municipalities, _ = named(text)
    assert all(REGION.settlement(code) for code in settlements)
    assert all(REGION.municipality(code) for code in municipalities)


# -- shapes ---------------------------------------------------------------------------------------
def geojson(geometry: object) -> str:
    return json.dumps(geometry)


def polygon(*rings: list[list[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    "document",
    [
        polygon(SQUARE),
        {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon(SQUARE)}]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}, polygon(SQUARE)]},
        polygon([[*point, 120.5] for point in SQUARE]),
        polygon(SQUARE[:-1]),
    ],
)
def test_geojson_is_read_however_it_is_wrapped(document: dict[str, object]) -> None:
    drawing = read_geojson(REGION, geojson(document))
    ((ring),) = drawing.rings
    assert set(ring) == {(60.3, 63.4), (60.3, 63.6), (60.4, 63.6), (60.4, 63.4)}
    assert ring[0] == ring[-1]


SHOWN = {"ring-points": [3], "ring-flat": [4], "ring-range": [4], "swapped": [5], "outside": [4]}
"""What came, by its number of points, is shown where it was a line at all."""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "no-json"), ("[" * 100_000, "no-json"), ("[]", "no-polygon"), ("{}", "no-polygon"),
        ("null", "no-polygon"),
        ("12", "no-polygon"), (geojson({"type": "Point", "coordinates": [63, 60]}), "no-polygon"),
        (geojson(polygon()), "no-polygon"), (geojson(polygon(SQUARE[:2])), "ring-points"),
        (geojson({"type": "Polygon", "coordinates": ["abc"]}), "ring-points"),
        (geojson({"type": "Polygon", "coordinates": [[["a", "b"]]]}), "no-numbers"),
        (geojson({"type": "Polygon", "coordinates": [[[True, False]] * 4]}), "no-numbers"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 60], [63, 60], [63, 61], [62, 60]]]}', "no-numbers"),
        (geojson({"type": "Polygon", "coordinates": [[[10**400, 60], [63, 60], [63, 61], [62, 60]]]}), "no-numbers"),
        ('{"type": "Polygon", "coordinates": [[[1e999, 60], [63, 60], [63, 61], [62, 60]]]}', "no-numbers"),
        (geojson(polygon([[63.4, 60.3], [63.5, 60.3], [63.6, 60.3], [63.4, 60.3]])), "ring-flat"),
        (geojson(polygon([[463.4, 60.3], [463.6, 60.3], [463.6, 60.4], [463.4, 60.3]])), "ring-range"),
        (geojson(polygon([[lat, lon] for lon, lat in SQUARE])), "swapped"),
        (geojson(polygon([[37.4, 55.3], [37.6, 55.3], [37.6, 55.4], [37.4, 55.3]])), "outside"),
        (geojson({"type": "MultiPolygon", "coordinates": [[SQUARE]] * 21}), "many-rings"),
        (geojson(polygon([[63 + i / 10_000, 60.3] for i in range(1_001)])), "many-points"),
        ("x" * 1_000_001, "text-long"),
    ],
)  # fmt: skip
def test_a_shape_that_cannot_be_used_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(BadShape) as bad:
        read_geojson(REGION, text)
    assert bad.value.why == why
    assert [len(one.ring) for one in bad.value.outlines] == ([] if '"abc"' in text else SHOWN.get(why, []))
    assert LIBRARY.texts("ru").label(f"drawn-{why}", what=bad.value.what)


def test_what_one_should_know_of_a_usable_shape_is_said() -> None:
    hole = [[63.45, 60.32], [63.5, 60.32], [63.5, 60.35], [63.45, 60.32]]
    assert read_geojson(REGION, geojson(polygon(SQUARE, hole))).said == ("holes",)
    tiny = [[63.5, 60.31], [63.501, 60.31], [63.501, 60.3103], [63.5, 60.31]]
    assert read_geojson(REGION, geojson(polygon(tiny))).said == ("tiny",)
    huge = [[62.0, 59.0], [67.0, 59.0], [67.0, 62.0], [62.0, 62.0], [62.0, 59.0]]
    assert read_geojson(REGION, geojson(polygon(huge))).said == ("huge", "outside-partly")


def test_a_ring_that_crosses_itself_becomes_rings_that_do_not() -> None:
    bow = ((60.3, 63.4), (60.4, 63.6), (60.3, 63.6), (60.4, 63.4))
    drawing = draw(REGION, (bow,))
    (mended,) = drawing.mended
    ((lat, lon),) = mended.crossings
    assert (round(lat, 3), round(lon, 3)) == (60.35, 63.5)
    assert set(mended.ring) == set(bow)
    assert len(drawing.rings) == 2
    again = draw(REGION, drawing.rings)
    assert not again.mended
    assert again.rings == drawing.rings


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("60.31 63.52", (60.31, 63.52)), ("60,31; 63,52", (60.31, 63.52)), ("60.31, 63.52", (60.31, 63.52)),
        (" 60 63 ", (60.0, 63.0)), ("-60.5 -63", (-60.5, -63.0)), ("95 63", None), ("60.31", None), ("60 63 5", None),
        ("улица 60 63", None), ("", None),
    ],
)  # fmt: skip
def test_a_point_in_numbers(text: str, point: tuple[float, float] | None) -> None:
    assert read_point(text) == point


@pytest.mark.parametrize(
    ("text", "metres"), [("700 м", 700), ("1,5 км", 1_500), ("3", 3_000), ("500", 500), ("2 km", 2_000), ("50м", 50)]
)
def test_a_distance_in_words(text: str, metres: int) -> None:
    assert read_radius(text, KM, M) == metres


@pytest.mark.parametrize("text", ["", "0", "10 м", "101 км", "-5 км", "пять", "5 миль", "5 км 300 м"])
def test_a_distance_that_is_none(text: str) -> None:
    with pytest.raises(BadShape):
        read_radius(text, KM, M)


def test_a_circle_has_to_touch_the_region() -> None:
    assert check_circle(REGION, Circle(60.31, 63.52, 1_000)) == ()
    with pytest.raises(BadShape):
        check_circle(REGION, Circle(55.75, 37.61, 100_000))


# -- hard words -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Вода прибывает. Уходите на возвышенность.", []),
        ("МЧС работает. Звоните 112.", []),
        ("Осуществляется отключение.", ["officialese"]),
        ("ВНИМАНИЕ! НЕМЕДЛЕННО уходите.", ["shouted"]),
        ("слово " * 25, ["sentence"]),
        ("Электроэнергоснабжение отключено.", ["word"]),
        ("", []),
    ],
)
def test_hard_reading_is_named_by_its_kind(text: str, why: list[str]) -> None:
    assert [hard.why for hard in hard_to_read(text, sorted(LIBRARY.words("plain-officialese")))] == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The water is rising. Go to higher ground.", []),
        ("word " * 25, []),
        ("word " * 26, ["sentence"]),
        ("Your neighbourhoods have no water.", []),
        ("Decontamination begins.", ["word"]),
        ("Prior to leaving, shut off the gas.", ["officialese"]),
    ],
)
def test_english_has_limits_of_its_own(text: str, why: list[str]) -> None:
    assert [hard.why for hard in hard_to_read(text, sorted(LIBRARY.words("plain-officialese")), "en")] == why


def test_the_regions_own_texts_are_easy_to_read() -> None:
    words = sorted(LIBRARY.words("plain-officialese"))
    rules = REGION.notices
    for language in ("ru", "en"):
        for text in [*(t.text[language] for t in rules.templates), *(a.text[language] for a in rules.advice)]:
            assert hard_to_read(text, words, language) == [], text


def test_an_hour_from_now_is_an_hour_where_the_clock_is_put_back() -> None:
    zone = ZoneInfo("Europe/Berlin")
    now = int(datetime(2026, 10, 25, 2, 30, tzinfo=zone).timestamp() * 1000)
    assert read_moment("через час", now, zone, WORDS) == now + 3_600_000
