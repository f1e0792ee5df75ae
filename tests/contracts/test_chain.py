"""A false alarm about a notice that was updated or corrected: whoever has any message of the chain hears of it, and
each of them is marked; on both engines, and whenever the process dies.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.names import messengers
from bot.channels.port import Outcome, Result
from bot.delivery.outcomes import sent_messages
from bot.notices import expansion
from handlers.base.message import Address, parse_marks
from handlers.notices.content import Area
from storage.notice_records import MARK, Notice
from storage.records import OutboxState
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.unit.notices.town import HERE, Town

pytestmark = pytest.mark.usefixtures("in_place")

T, V = "telegram", "vk"
BOTH_TOWNS = Area(settlements=("sosnovinka", "kamyshegrad"))


@pytest.fixture
def town(store: Store, database_url: str, tmp_path: Path) -> Town:
    return Town(store, database_url, tmp_path)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("EXPANSION_CHUNK", 3), ("FIRST_CHUNK", 2), ("AHEAD", 6)):
        monkeypatch.setattr(expansion, name, value)


async def out(town: Town, area: Area = HERE, *, link: str = "", linked: Notice | None = None) -> Notice:
    """A notice that everybody got whom it concerns."""
    more: dict[str, Any] = {"link": link, "linked_id": linked.id} if linked else {}
    notice = await town.notice(area, **more)
    await town.writes_out(notice)
    await town.delivered(notice)
    await town.ends(notice)
    return notice


async def marked(town: Town, by: Notice) -> dict[str, list[str]]:
    """By chat, the slots of what is marked in it."""
    found: dict[str, list[str]] = {}
    for row in await town.rows(by):
        if row.purpose == MARK:
            found.setdefault(row.chat, []).append(row.slot)
    return {chat: sorted(slots) for chat, slots in found.items()}


async def test_each_message_of_the_chain_is_marked_with_its_own_words(town: Town) -> None:
    await town.person("s:sosnovinka")
    await town.person("s:kamyshegrad", on=(V,))
    first = await out(town)
    second = await out(town, BOTH_TOWNS, link="updates", linked=first)
    third = await out(town, BOTH_TOWNS, link="corrects", linked=second)
    withdrawal = await town.notice(link="withdraws", linked_id=third.id)
    await town.writes_out(withdrawal)
    slots = [f"notice:{n.id}" for n in (first, second, third)]
    assert await marked(town, withdrawal) == {"1001": slots, "1002": slots[1:]}
    texts = await town.texts()
    for row in await town.rows(withdrawal):
        if row.purpose == MARK:
            text = parse_marks(town.message(row, texts).text)[0]
            assert text.startswith("❌ ОТМЕНЕНО")
            assert f"Вода {row.slot.partition(':')[2]}" in text
    assert sorted(await town.got(withdrawal)) == [(1, T), (2, V)], "told once, whatever they have"


async def test_that_it_does_not_concern_somebody_is_never_marked_as_cancelled(town: Town) -> None:
    await town.person("s:sosnovinka")
    await town.person("s:kamyshegrad", on=(V,))
    first = await out(town, BOTH_TOWNS)
    second = await out(town, link="corrects", linked=first)
    withdrawal = await town.notice(link="withdraws", linked_id=second.id)
    await town.writes_out(withdrawal)
    slots = [f"notice:{n.id}" for n in (first, second)]
    assert await marked(town, withdrawal) == {"1001": slots, "1002": slots[:1]}


async def test_whoever_has_only_the_first_one_is_told_too(town: Town) -> None:
    """The update was taken back before it reached him."""
    quick = await town.person("s:sosnovinka")
    slow = await town.person("s:sosnovinka")
    first = await out(town)
    second = await town.notice(link="updates", linked_id=first.id)
    await town.writes_out(second)
    await town.delivered(second, but=[slow])
    withdrawal = await town.notice(link="withdraws", linked_id=second.id, count_wanted=1)
    assert (await town.counts(withdrawal))[T] == 2
    await town.writes_out(withdrawal)
    assert sorted(await town.got(withdrawal)) == [(quick, T), (slow, T)]
    assert "ЛОЖНАЯ ТРЕВОГА" in (await town.said(withdrawal))[T, f"{1000 + slow}"]
    found = await marked(town, withdrawal)
    assert found[f"{1000 + slow}"] == [f"notice:{first.id}"]
    assert found[f"{1000 + quick}"] == [f"notice:{first.id}", f"notice:{second.id}"]


async def test_an_all_clear_reaches_whoever_has_only_the_first_one_and_marks_nothing(town: Town) -> None:
    await town.person("s:sosnovinka")
    slow = await town.person("s:sosnovinka")
    first = await out(town)
    second = await town.notice(link="updates", linked_id=first.id)
    await town.writes_out(second)
    await town.delivered(second, but=[slow])
    end = await town.notice(link="ends", linked_id=second.id)
    await town.writes_out(end)
    assert sorted(await town.got(end)) == [(1, T), (slow, T)]
    assert await marked(town, end) == {}


async def test_nothing_that_waits_of_any_of_them_is_said_any_more(town: Town) -> None:
    for _ in range(3):
        await town.person("s:sosnovinka")
    first = await town.notice()
    await town.writes_out(first)
    await town.delivered(first, but=[2])
    second = await town.notice(link="updates", linked_id=first.id)
    await town.writes_out(second)
    # It was under way when the update began, and the messenger said "later".
    await run_raw(
        town.url, f"UPDATE outbox SET state = 0, finished_at = 0 WHERE notice_id = {first.id} AND chat = '1002'"
    )
    withdrawal = await town.notice(link="withdraws", linked_id=second.id)
    await town.writes_out(withdrawal)
    states = [row.state for n in (first, second) for row in await town.rows(n)]
    assert OutboxState.WAITING not in states
    assert (await town.stored(first)).expanded


async def test_a_correction_marks_the_whole_chain_of_whom_it_does_not_concern(town: Town) -> None:
    removed = await town.person("s:kamyshegrad")
    await town.person("s:sosnovinka")
    first = await out(town, BOTH_TOWNS)
    second = await out(town, BOTH_TOWNS, link="updates", linked=first)
    correction = await town.notice(HERE, link="corrects", linked_id=second.id)
    await town.writes_out(correction)
    slots = [f"notice:{first.id}", f"notice:{second.id}"]
    assert await marked(town, correction) == {f"{1000 + removed}": slots}


async def test_an_all_clear_in_the_chain_is_not_marked(town: Town) -> None:
    await town.person("s:sosnovinka")
    first = await out(town)
    await out(town, link="ends", linked=first)
    withdrawal = await town.notice(link="withdraws", linked_id=first.id)
    await town.writes_out(withdrawal)
    assert await marked(town, withdrawal) == {"1001": [f"notice:{first.id}"]}


async def test_links_that_run_in_a_circle_end(town: Town) -> None:
    await town.person("s:sosnovinka")
    first = await out(town)
    second = await out(town, link="updates", linked=first)
    stored = await town.stored(first)
    stored.link, stored.linked_id = "updates", second.id
    await town.save(stored)
    withdrawal = await town.notice(link="withdraws", linked_id=second.id)
    await town.writes_out(withdrawal)
    assert await marked(town, withdrawal) == {"1001": [f"notice:{first.id}", f"notice:{second.id}"]}


async def test_public_channels_are_marked_message_by_message(store: Store, database_url: str, tmp_path: Path) -> None:
    town = Town(store, database_url, tmp_path, public=(Address(T, "-100777"),))
    first = await out(town)
    second = await out(town, link="updates", linked=first)
    withdrawal = await town.notice(link="withdraws", linked_id=second.id)
    await town.writes_out(withdrawal)
    assert await marked(town, withdrawal) == {"-100777": [f"notice:{first.id}", f"notice:{second.id}"]}
    texts = await town.texts()
    was = {row.event_id: town.message(row, texts).text for n in (first, second) for row in await town.rows(n)}
    for row in await town.rows(withdrawal):
        if row.purpose == MARK:
            number = int(row.slot.partition(":")[2])
            assert town.message(row, texts).text.endswith(was[number]), "what stood there, to the letter"


async def test_of_an_original_in_two_messages_that_was_marked_once_the_second_is_not_taken_for_the_first(
    town: Town,
) -> None:
    """The mark is an edit: the first message stands for the mark from then on."""
    person = await town.person("s:kamyshegrad")
    await town.person("s:sosnovinka")
    original, chat = await out(town, BOTH_TOWNS), f"{1000 + person}"
    (row,) = [row for row in await town.rows(original) if row.chat == chat]
    second = replace(row, slot="")
    await town.save(*sent_messages(second, Outcome(Result.SENT, (f"{row.id}0",)), town.clock.now()))
    correction = await town.notice(HERE, link="corrects", linked_id=original.id)
    await town.writes_out(correction)
    for mark in await town.rows(correction):
        if mark.purpose == MARK:
            await town.save(*sent_messages(mark, Outcome(Result.SENT, (str(row.id),)), town.clock.now()))
    withdrawal = await town.notice(BOTH_TOWNS, link="withdraws", linked_id=correction.id)
    await town.writes_out(withdrawal)
    slot = f"notice:{original.id}"
    shown = await run_raw(town.url, f"SELECT message_id FROM sent_message WHERE chat = '{chat}' AND slot = '{slot}'")
    assert [tuple(each) for each in shown] == [(str(row.id),)]


@pytest.mark.usefixtures("in_place")
async def test_a_kill_at_any_moment_marks_each_message_once(town: Town, small_chunks: None) -> None:
    assert small_chunks is None
    for on in ((T,), (V,), messengers()):
        for area in ("s:sosnovinka", "s:kamyshegrad"):
            await town.person(area, on=on, channel="both")
    first = await out(town)
    second = await out(town, BOTH_TOWNS, link="updates", linked=first)
    whole = await town.notice(link="withdraws", linked_id=second.id)
    await town.writes_out(whole)
    everything, everybody = await marked(town, whole), sorted(await town.got(whole))
    assert sum(map(len, everything.values())) == 3 * (2 + len(messengers()))
    await town.delivered(whole)
    await town.ends(whole)
    fatal, lived = 0, False
    while not lived:
        fatal += 1
        notice = await town.notice(link="withdraws", linked_id=second.id)
        lived = await town.writes_out(notice, fatal)
        if not lived:
            await town.writes_out(notice)
        assert await marked(town, notice) == everything, f"killed at step {fatal}"
        assert sorted(await town.got(notice)) == everybody, f"killed at step {fatal}"
        await town.delivered(notice)
        await town.ends(notice)
    assert (30 if town.dies_everywhere else 4) < fatal < 300


async def test_whoever_hears_that_one_danger_is_over_hears_what_is_not_at_his_place(town: Town) -> None:
    """By reader: the grave one first, a slight one below, nothing for whom nothing else concerns."""
    await town.person("s:sosnovinka")
    await town.person("s:kamyshegrad", on=(V,))
    tomorrow = town.clock.now() + 86_400_000
    first = await out(town, BOTH_TOWNS)
    storm = await town.notice(HERE, "sent", kind="weather", severity=4, until=tomorrow)
    slight = await town.notice(Area(settlements=("kamyshegrad",)), "sent", kind="roads", severity=2, until=tomorrow)
    await town.notice(BOTH_TOWNS, "sent", kind="ecology", severity=4, until=tomorrow, drill=True)
    for link, words in (("ends", "✅ Отбой. Паводок"), ("withdraws", "✅ ЛОЖНАЯ ТРЕВОГА: Паводок")):
        step = await town.notice(BOTH_TOWNS, link=link, linked_id=first.id, about={"ru": "Вода идёт"})
        await town.writes_out(step)
        said = await town.said(step)
        near_storm, near_road = said[T, "1001"], said[V, "1002"]
        assert near_storm.startswith("❗ Опасность есть")
        assert near_storm.index(f"№ {storm.id}. Опасно для жизни. Погода") < near_storm.index(words)
        assert near_road.startswith(words)
        assert f"№ {slight.id}. Осторожно. Дороги" in near_road
        assert f"№ {storm.id}." not in near_road
        assert all("Было сказано: «Вода идёт»" in text for text in said.values())
        assert not any("Опасности нет" in text for text in said.values())
        await town.ends(step)
