"""What we write we read back the same: alerts with anything in them that CAP allows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.cap import schema as words
from handlers.cap.model import (
    Alert,
    AlertArea,
    Disc,
    Info,
    Resource,
    Triple,
    alert_values,
    cap_time,
    fields_of,
    load_alert,
)
from handlers.cap.read import read_cap
from handlers.cap.write import plain, write_cap
from storage.region.notice_kinds import CAP_CATEGORIES
from storage.region.notices import CERTAINTIES

GOOD = sorted((Path(__file__).parent / "good").glob("*.xml"))

texts = st.text(max_size=40).map(plain)
said = texts.filter(bool)
ids = st.text(st.characters(codec="utf-8", exclude_characters=",<&"), min_size=1, max_size=20).filter(
    lambda text: plain(text) == text and not any(c.isspace() for c in text)
)
moments = st.builds(
    lambda at, minutes: at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes))).isoformat(),
    st.datetimes(datetime(2026, 1, 3), datetime(2026, 6, 1)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
before = st.just("1980-01-01T00:00:00-00:00")
after = st.just("2026-12-01T00:00:00+00:00")
lats, lons = st.floats(-90, 90), st.floats(-180, 180)
rings = st.lists(st.tuples(lats, lons), min_size=3, max_size=6).map(lambda points: (*points, points[0]))
pairs = st.tuples(said, texts)
areas = st.builds(
    AlertArea,
    said,
    st.lists(rings, max_size=2).map(tuple),
    st.lists(st.builds(Disc, lats, lons, st.floats(0, 20_000)), max_size=2).map(tuple),
    st.lists(pairs, max_size=2).map(tuple),
    st.sampled_from(["10", "-3.5"]),
    st.sampled_from(["", "20"]),
)
resources = st.builds(Resource, said, said, st.sampled_from(["", "10"]), texts, texts, texts)
infos = st.builds(
    Info,
    st.lists(st.sampled_from(words.CATEGORIES), min_size=1, max_size=3).map(tuple),
    said,
    st.sampled_from(words.URGENCIES),
    st.sampled_from(words.SEVERITIES),
    st.sampled_from(words.CERTAINTIES),
    st.sampled_from(["ru-RU", "en-US", "tt", "sr-Latn-RS"]),
    st.lists(st.sampled_from(words.RESPONSES), max_size=2).map(tuple),
    texts,
    st.lists(pairs, max_size=2).map(tuple),
    st.one_of(st.just(""), moments),
    st.one_of(st.just(""), moments),
    st.one_of(st.just(""), after),
    *[texts] * 6,
    st.lists(pairs, max_size=2).map(tuple),
    st.lists(resources, max_size=2).map(tuple),
    st.lists(areas, max_size=2).map(tuple),
)
alerts = st.builds(
    Alert,
    ids,
    ids,
    moments,
    st.sampled_from(words.STATUSES),
    st.sampled_from(words.MESSAGE_TYPES),
    st.sampled_from(words.SCOPES),
    *[texts] * 3,
    st.lists(texts, max_size=2).map(tuple),
    texts,
    st.lists(st.builds(Triple, ids, ids, before), min_size=1, max_size=3, unique=True).map(tuple),
    texts,
    st.lists(infos, min_size=1, max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(alerts)
def test_what_we_write_we_read_back_the_same(alert: Alert) -> None:
    assert read_cap(write_cap(alert)) == alert


@settings(max_examples=100, deadline=None)
@given(alerts)
def test_what_the_store_carries_comes_out_the_same(alert: Alert) -> None:
    assert load_alert(json.loads(json.dumps(alert_values(alert), default=fields_of))) == alert


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_becomes_one_that_xml_can_hold(text: str) -> None:
    ready = plain(text)
    info = Info(("Met",), "x", "Expected", "Minor", "Likely", description=ready)
    alert = Alert("1", "us", "2026-11-25T20:00:00+05:00", "Actual", "Alert", "Public", infos=(info,))
    assert read_cap(write_cap(alert)).infos[0].description == ready


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_sample_survives_reading_and_writing(path: Path) -> None:
    alert = read_cap(path.read_bytes())
    again = read_cap(write_cap(alert))
    assert {**vars_of(again), "signed": alert.signed} == vars_of(alert)


def vars_of(alert: Alert) -> dict[str, object]:
    return {name: getattr(alert, name) for name in Alert.__slots__}


def test_times_have_whole_seconds_and_an_offset() -> None:
    assert cap_time(1_795_968_000_999) == "2026-11-29T16:00:00+00:00"
    assert cap_time(1_795_968_000_000, timezone(timedelta(hours=5))) == "2026-11-29T21:00:00+05:00"
    assert datetime.fromisoformat(cap_time(0)).tzinfo is not None


def test_a_region_may_name_what_cap_knows_and_nothing_else() -> None:
    """CAP is a library that knows nothing of regions, so both have these lists."""
    assert (CAP_CATEGORIES, CERTAINTIES) == (words.CATEGORIES, words.CERTAINTIES)
