"""Two near-equal notices of neighbouring places: whoever is in both gets one message; nobody loses either of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handlers.notices.content import Area
from handlers.notices.moves import move
from handlers.notices.states import Act, Role
from storage.changes import Changes, Query
from storage.notice_records import Notice
from storage.records import OutboxState
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.unit.notices.test_life import turn_of
from tests.unit.notices.town import HERE, SOSNOVINKA, Town

pytestmark = pytest.mark.usefixtures("in_place")

T, V = "telegram", "vk"
THERE = Area(settlements=("zhuravlikha",))
SAID = {"ru": "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной станции."}
NEAR = {"ru": "В Журавлихе завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной."}
WATER: dict[str, Any] = {"kind": "water", "severity": 2, "until": 4_000_000_000_000}


@pytest.fixture
def town(store: Store, database_url: str, tmp_path: Path) -> Town:
    return Town(store, database_url, tmp_path)


async def two(town: Town, **more: Any) -> tuple[Notice, Notice]:
    """Both are being sent."""
    here = {**WATER, "texts": SAID}
    return await town.notice(HERE, **here), await town.notice(THERE, **{**here, **more})


async def both_and_one(town: Town) -> tuple[int, int]:
    """Somebody of both places, somebody of the first alone."""
    return await town.person("s:sosnovinka", "s:zhuravlikha"), await town.person("s:sosnovinka")


async def waiting(town: Town, *notices: Notice) -> list[tuple[str, str]]:
    """(chat, text) of what waits of these notices."""
    texts = await town.texts()
    rows = [row for notice in notices for row in await town.rows(notice) if row.state == OutboxState.WAITING]
    return [(row.chat, town.message(row, texts).text) for row in sorted(rows, key=lambda row: row.id)]


async def counted(town: Town, notice: Notice) -> dict[str, int]:
    rows = await run_raw(town.url, f"SELECT outcome, count FROM notice_count WHERE notice_id = {notice.id}")
    return dict(rows)


async def leaves(town: Town, *notices: Notice) -> None:
    """The messengers take all that waits, as the sender writes it."""
    for notice in notices:
        for row in await town.rows(notice):
            if row.state == OutboxState.WAITING:
                now, changes = town.clock.now(), Changes()
                changes.command("notice_count_add", f"[{row.id}]", "sent", "")
                changes.command("outbox_conclude", row.id, 2, row.due_at, 1, 0, 1, now, "", row.chat)
                async with town.store.unit() as unit:
                    await unit.commit(changes)


async def acts(town: Town, notice: Notice, act: Act) -> None:
    """An officer's press, as far as the notice itself is concerned."""
    turn, stored = turn_of("telegram:1"), await town.stored(notice)
    assert move(turn, stored, act, Role.OFFICER, who="telegram:1", name="Анна")
    async with town.store.unit() as unit:
        await unit.commit(turn.changes)


async def test_one_message_names_both_places_and_counts_for_both(town: Town) -> None:
    both, alone = await both_and_one(town)
    first, second = await two(town)
    await town.writes_out(first)
    await town.writes_out(second)
    found = dict(await waiting(town, first, second))
    assert len(await waiting(town, first, second)) == 2
    text = found[str(1000 + both)]
    assert "📍 Сосновинка; Журавлиха" in text
    assert text.count("насосной станции") == 1
    assert f"№ {first.id} и № {second.id}" in text
    assert "Журавлиха" not in found[str(1000 + alone)]
    assert (await town.store.read(Query("notice_waiting", (first.id,))))[0] == [(2,)]
    await leaves(town, first, second)
    assert (await counted(town, first), await counted(town, second)) == ({"sent": 2}, {"sent": 1})
    for notice, persons in ((first, [both, alone]), (second, [both])):
        got = await town.store.read(Query("audience_receivers", (notice.id, 0, 9)))
        assert [person for (person,) in got[0]] == persons
        assert (await town.store.read(Query("notice_waiting", (notice.id,))))[0] == [(0,)]


async def test_words_that_differ_both_stand_there_each_under_its_place(town: Town) -> None:
    await both_and_one(town)
    first, second = await two(town, texts=NEAR)
    await town.writes_out(first)
    await town.writes_out(second)
    text = dict(await waiting(town, first, second))["1001"]
    assert text.index("Сосновинка") < text.index("станции") < text.index("📍 Журавлиха") < text.index("В Журавлихе")


async def test_his_places_are_named(town: Town) -> None:
    person = await town.person(places=[("дом", *SOSNOVINKA), ("дача", 60.18, 63.27)])
    first, second = await two(town)
    await town.writes_out(first)
    await town.writes_out(second)
    [(chat, text)] = await waiting(town, first, second)
    assert chat == str(1000 + person)
    assert text.startswith("📌 Рядом с вашей точкой: дом, дача")


@pytest.mark.parametrize(
    "more",
    [
        {"severity": 3}, {"kind": "power"}, {"until": 5_000_000_000_000}, {"todo": {"ru": "Запасите воду."}},
        {"texts": {"ru": "Ночью сильный ветер, закройте окна."}}, {"ask": ("safe",)}, {"drill": True},
    ],
)  # fmt: skip
async def test_what_is_not_near_equal_stays_apart(town: Town, more: dict[str, Any]) -> None:
    await town.person("s:sosnovinka", "s:zhuravlikha", drills=1)
    first, second = await two(town, **more)
    await town.writes_out(first)
    await town.writes_out(second)
    assert len(await waiting(town, first, second)) == 2


@pytest.mark.parametrize("severity", [3, 4])
async def test_an_urgent_notice_is_never_joined(town: Town, severity: int) -> None:
    await both_and_one(town)
    first, second = [await town.notice(a, texts=SAID, severity=severity, kind="water") for a in (HERE, THERE)]
    await town.writes_out(first)
    await town.writes_out(second)
    assert len(await waiting(town, first, second)) == 3


async def test_what_has_left_is_not_called_back(town: Town) -> None:
    await both_and_one(town)
    first, second = await two(town)
    await town.writes_out(first)
    await leaves(town, first)
    await town.writes_out(second)
    [(_, text)] = await waiting(town, second)
    assert "Сосновинка" not in text


@pytest.mark.parametrize("stopped", [0, 1])
async def test_a_stop_parts_them_and_going_on_brings_the_other_one(town: Town, stopped: int) -> None:
    both, _ = await both_and_one(town)
    notices = await two(town)
    for notice in notices:
        await town.writes_out(notice)
    await acts(town, notices[stopped], Act.STOP)
    other = notices[1 - stopped]
    assert str(1000 + both) not in dict(await waiting(town, other))
    await town.writes_out(other)
    text = dict(await waiting(town, other))[str(1000 + both)]
    assert f"№ {other.id}." in text
    assert f"№ {notices[stopped].id}" not in text
    await leaves(town, other)
    await acts(town, notices[stopped], Act.GO_ON)
    await town.writes_out(notices[stopped])
    assert str(1000 + both) in dict(await waiting(town, notices[stopped]))
    await leaves(town, *notices)
    assert (await counted(town, notices[0]), await counted(town, notices[1])) == ({"sent": 2}, {"sent": 1})


@pytest.mark.parametrize("ended", [0, 1])
async def test_the_end_of_one_leaves_the_other_alone(town: Town, ended: int) -> None:
    both, _ = await both_and_one(town)
    notices = await two(town)
    for notice in notices:
        await town.writes_out(notice)
    gone, other = notices[ended], notices[1 - ended]
    end = await town.notice(HERE if not ended else THERE, link="ends", linked_id=gone.id, **WATER)
    await town.writes_out(end)
    await town.writes_out(other)
    found = await waiting(town, gone, other)
    assert [text.count("№") for chat, text in found if chat == str(1000 + both)] == [1]
    assert await waiting(town, gone) == []
    assert (await counted(town, gone)).get("dropped", 0) == (2 if not ended else 1)
    assert await waiting(town, end) == []


async def test_an_all_clear_for_one_reaches_him_and_says_that_the_other_holds(town: Town) -> None:
    both, alone = await both_and_one(town)
    first, second = await two(town)
    for notice in (first, second):
        await town.writes_out(notice)
    await leaves(town, first, second)
    for notice in (first, second):
        await town.ends(notice)
    end = await town.notice(HERE, link="ends", linked_id=first.id, **WATER)
    await town.writes_out(end)
    found = dict(await waiting(town, end))
    assert f"№ {second.id}" in found[str(1000 + both)]
    assert f"№ {second.id}" not in found[str(1000 + alone)]
    last = await town.notice(THERE, link="ends", linked_id=second.id, **WATER)
    await town.writes_out(last)
    assert dict(await waiting(town, last)).keys() == {str(1000 + both)}


async def test_whoever_is_forgotten_meanwhile_comes_back_in_no_row(town: Town) -> None:
    await both_and_one(town)
    first, second = await two(town)
    await town.writes_out(first)
    await run_raw(town.url, "DELETE FROM recipient WHERE person_id = 1")
    await town.writes_out(second)
    assert [r.person_id for r in await town.recipients(first)] == [2]


async def test_a_kill_anywhere_loses_neither_and_says_nothing_twice(town: Town) -> None:
    people = [await town.person("s:sosnovinka", "s:zhuravlikha", on=(T, V)[n % 2 :]) for n in range(3)]
    for fatal in range(1, 90):
        first, second = await two(town)
        lived = await town.writes_out(first) and await town.writes_out(second, fatal)
        await town.writes_out(second)
        found = await waiting(town, first, second)
        assert sorted(chat for chat, _ in found) == [str(1000 + p) for p in people], fatal
        assert all(f"№ {first.id} и № {second.id}" in text for _, text in found), fatal
        for notice in (first, second):
            await leaves(town, notice)
            await town.ends(notice)
        if lived:
            return
    raise AssertionError("it never lived")


@pytest.mark.parametrize("wrong", [0, 1])
async def test_a_false_alarm_of_one_is_said_and_marks_no_message_that_says_the_other_too(
    town: Town, wrong: int
) -> None:
    both, alone = await both_and_one(town)
    notices = await two(town)
    for notice in notices:
        await town.writes_out(notice)
    for notice in notices:
        await town.delivered(notice)
        await town.ends(notice)
    gone, other = notices[wrong], notices[1 - wrong]
    stored = await town.stored(gone)
    stored.state, stored.ended_at = "cancelled", town.clock.now()
    await town.save(stored)
    alarm = await town.notice(HERE if not wrong else THERE, link="withdraws", linked_id=gone.id, **WATER)
    await town.writes_out(alarm)
    found = dict(await waiting(town, alarm))
    assert f"№ {other.id}" in found[str(1000 + both)]
    marked = {row.chat for row in await town.rows(alarm) if row.purpose == "notice_mark"}
    assert marked == ({str(1000 + alone)} if not wrong else set())


async def test_rows_of_two_go_with_the_rows_of_the_outbox(town: Town) -> None:
    await both_and_one(town)
    first, second = await two(town)
    for notice in (first, second):
        await town.writes_out(notice)
    await leaves(town, first, second)
    for limit, left in ((0, 1), (9, 0)):
        changes = Changes()
        changes.command("prune_outbox", town.clock.now() + 1, limit)
        async with town.store.unit() as unit:
            await unit.commit(changes)
        assert (await run_raw(town.url, "SELECT COUNT(*) FROM two_in_one"))[0][0] == left
