"""Whatever is tapped or written, in whatever order: a way out is always there, and what is stored makes sense."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.notices.kinds import ALL_KINDS
from handlers.subscriber.places import LONGEST_PLACE_NAME, MOST_PLACES, RADII
from tests.databases import open_file
from tests.unit.subscriber.subscriber import MOSCOW, SOSNOVINKA, Subscriber
from tests.world.world import World

WORDS = (
    "/alerts",
    "/places",
    "Кедрачи",
    "Сасновенка",
    "23-7",
    "ъъъ",
    "п. Кедрачи, ул. Лесная, 5",
    "дача",
    "/cancel",
    "да",
)
OUT = {"s_done", "s_alerts", "s_places:0"}
acts = st.lists(
    st.one_of(
        st.tuples(st.just("tap"), st.integers(0, 9)),
        st.tuples(st.just("say"), st.sampled_from(WORDS)),
        st.tuples(st.just("old"), st.integers(0, 200)),
        st.tuples(st.just("place"), st.sampled_from([SOSNOVINKA, MOSCOW])),
    ),
    max_size=25,
)


def has_a_way_out(anna: Subscriber) -> bool:
    """The newest screen with buttons of ours leads on; what has no buttons is over."""
    data = list(anna.last.buttons.values())
    ours = [d for d in data if d.startswith("s_")]
    return not ours or bool(OUT & set(data)) or any(d.startswith(("s_later", "c_draft", "c_cancel")) for d in data)


def keeps_the_limits(anna: Subscriber) -> bool:
    rows = anna.last.message.buttons
    fits = all(len(b.data) <= 64 and len(b.label) <= 40 for row in rows for b in row)
    return fits and len(rows) <= 6 and sum(map(len, rows)) <= 10


async def is_consistent(anna: Subscriber) -> None:
    row, areas, places = await anna.wanted(), await anna.areas(), await anna.places()
    if row is not None:
        assert row.kinds & ~ALL_KINDS == 0
        assert row.least in (1, 2, 3, 4)
        assert {row.extreme, row.drills} <= {0, 1}
        quiet = (row.quiet_from, row.quiet_to)
        assert quiet == (-1, -1) or (quiet[0] != quiet[1] and all(0 <= q < 1440 for q in quiet))
    for area in areas:
        kind, _, code = area.partition(":")
        assert area == "*" or (anna.region.settlement if kind == "s" else anna.region.municipality)(code)
    assert not areas or row is not None
    assert len(places) <= MOST_PLACES
    assert all(p.radius_m in RADII and 0 < len(p.name) <= LONGEST_PLACE_NAME for p in places)
    assert not places or (await anna.person()).consent_version


async def run(steps: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await open_file(Path(folder))
        anna = Subscriber(World(store, otherwise="gone"))
        seen: list[str] = []
        await anna.says("/alerts")
        for kind, value in steps:
            taps = list(anna.last.buttons.values())
            seen += [data for data in taps if data not in seen]
            if kind == "say":
                await anna.says(str(value))
            elif kind == "place":
                assert isinstance(value, tuple)
                await anna.sends_place(*value)
            elif kind == "old" and seen:
                await anna.press_data(seen[int(str(value)) % len(seen)])
            elif taps:
                await anna.press_data(taps[int(str(value)) % len(taps)])
            assert has_a_way_out(anna), anna.last
            assert keeps_the_limits(anna), anna.last
            await is_consistent(anna)
        assert await anna.faults() == []
        await anna.says("/alerts")
        assert any(data in OUT or data.startswith("c_draft") for data in anna.last.buttons.values())
        await store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
def test_any_taps_and_words_leave_a_way_out_and_a_consistent_subscription(steps: list[tuple[str, object]]) -> None:
    asyncio.run(run(steps))


def test_an_area_that_is_named_before_any_subscription_leaves_a_row_beside_it() -> None:
    """What random taps found once in a while."""
    steps: list[tuple[str, object]] = [("place", SOSNOVINKA), ("tap", 0), ("tap", 0), ("say", "/alerts"), ("tap", 1)]
    asyncio.run(run([*steps, ("place", SOSNOVINKA)]))
