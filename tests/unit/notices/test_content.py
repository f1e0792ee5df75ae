"""A notice's content as a value: stored, read back, hashed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.base.texts import Library
from handlers.notices.content import Area, Circle, Content, Street, load_content
from handlers.notices.kinds import ALL_KINDS, DANGERS, GROUPS, Severity, group_of, is_group, kind_name, kind_of
from storage.region.notice_rules import NOTICE_ANSWERS
from storage.region.notices import SEVERITIES
from tests.world.world import fictional

degrees = st.floats(-80, 80, allow_nan=False)
codes = st.lists(st.text("abcxyz0123_", min_size=1, max_size=8), max_size=3).map(tuple)
words = st.dictionaries(st.sampled_from(["ru", "en", "tt"]), st.text(max_size=20), max_size=3)
circles = st.builds(Circle, degrees, degrees, st.integers(1, 99_999))
rings = st.lists(st.tuples(degrees, degrees), min_size=4, max_size=6).map(tuple)
areas = st.builds(
    Area,
    st.booleans(),
    codes,
    codes,
    st.lists(circles, max_size=2).map(tuple),
    st.lists(rings, max_size=2).map(tuple),
    st.lists(st.builds(Street, st.text(max_size=5), st.text(max_size=9), st.text(max_size=9)), max_size=2).map(tuple),
)
contents = st.builds(
    Content,
    st.sampled_from([kind.code for kind in fictional().notices.kinds]),
    st.sampled_from([int(severity) for severity in Severity]),
    st.booleans(),
    areas,
    words,
    words,
    st.integers(0, 1 << 45),
    st.integers(0, 1 << 45),
    st.integers(0, 600),
    st.lists(st.integers(1, 1 << 40), max_size=3).map(tuple),
    st.lists(st.sampled_from(NOTICE_ANSWERS), max_size=4).map(tuple),
)


@given(contents)
def test_content_comes_back_as_it_was_stored(content: Content) -> None:
    assert load_content(content.dump()) == content
    assert load_content(content.dump()).digest() == content.digest()


@given(contents, contents)
def test_different_contents_have_different_hashes(one: Content, other: Content) -> None:
    assert (one.digest() == other.digest()) == (one == other)


def test_every_change_that_a_reader_would_notice_changes_the_hash() -> None:
    content = Content("flood", 4, texts={"ru": "Вода прибывает"}, area=Area(settlements=("sosnovinka",)), until=5)
    changes = (
        {"kind": "weather"}, {"severity": 3}, {"drill": True}, {"texts": {"ru": "Вода ушла"}}, {"until": 6},
        {"area": Area(settlements=("zhuravlikha",))}, {"todo": {"ru": "Уходите"}}, {"files": (1,)}, {"ask": ("help",)},
    )  # fmt: skip
    digests = {content.digest(), *(content.changed(**change).digest() for change in changes)}
    assert len(digests) == len(changes) + 1


def test_bits_of_kinds_are_single_and_never_change() -> None:
    """They stand in stored subscriptions."""
    bits = {group.code: group.bit for group in GROUPS}
    assert bits == {
        "flood": 1, "weather": 2, "water": 4, "heat": 8, "power": 16, "gas": 32, "roads": 64, "ecology": 128,
        "rumour": 256, "news": 512, "fire": 1024, "threat": 2048, "health": 4096, "people": 8192,
    }  # fmt: skip
    assert (ALL_KINDS, DANGERS) == (16383, 16383 - 256 - 512)
    assert not is_group("earthquake")


def test_kinds_groups_and_severities_have_names() -> None:
    region = fictional()
    assert tuple(severity.name.lower() for severity in Severity) == SEVERITIES
    library = Library(region.zone)
    for language in library.languages:
        texts = library.texts(language)
        assert all(texts.label(f"kind-{group.code}") for group in GROUPS)
        assert all(kind_name(texts, region, kind.code) for kind in region.notices.kinds)
        assert [texts.label(f"severity-{int(severity)}") for severity in Severity]
        assert all(texts.label(f"answer-{word}") for word in NOTICE_ANSWERS)
    assert [s for s in Severity if s.loud] == [Severity.SEVERE, Severity.EXTREME]
    assert group_of("heat").outage
    assert not kind_of(region, "flood").group.outage
