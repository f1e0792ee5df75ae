"""Two messengers, one person: joined by a code, nothing lost, nobody's code stolen, and apart again."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest

from handlers.base.codes import new_code, read_code, shown
from handlers.base.event import Kind
from handlers.notices.kinds import DANGERS
from storage.changes import Query
from storage.notice_records import Notice, NoticeResponse, Recipient
from tests.unit.citizen.phone import MINUTE
from tests.unit.subscriber.subscriber import SOSNOVINKA, Subscriber
from tests.unit.subscriber.test_places import has_place

ERASED = (
    "person", "account", "subscription", "subscription_area", "place", "recipient", "notice_response", "join_code",
)  # fmt: skip


async def gets_code(anna: Subscriber) -> str:
    await anna.says("/alerts")
    await anna.presses("У меня есть и")
    return await anna.code()


async def joins(anna: Subscriber, code: str) -> None:
    await anna.says(code)
    await anna.presses("Да, это мой код")


def test_codes_are_read_from_both_keyboards_and_look_like_nothing_else() -> None:
    for seed in range(200):
        code = new_code(Random(seed))
        assert len(code) == 8
        assert read_code(shown(code).lower()) == code
        assert read_code(code.translate(str.maketrans("ACEHKMPTX", "АСЕНКМРТХ"))) == code
        assert not set(code) & set("01OILBSZ")
    for text in ("А123МН77", "telegram", "12345678", "Сосновинка", "A2", "Лесная 5", ""):
        assert read_code(text) == ""


async def test_a_code_joins_both_and_nothing_is_lost(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await has_place(anna)
    with anna.in_vk():
        await anna.files_report("На улице Речной, 7 в Кедрачах яма")
        await anna.waits(MINUTE)
        await anna.presses("Подписаться")
        await has_place(anna, "мама")
        was = (await anna.person()).id
    code = await gets_code(anna)
    assert shown(code) in anna.last.text
    with anna.in_vk():
        await anna.says(shown(code).lower())
        assert "дали в Telegram" in anna.last.text
        await anna.presses("Да, это мой код")
        assert "Соединили с Telegram" in anna.last.text
        joined = await anna.person()
        await anna.says("/reports")
        assert len(anna.labels) >= 2
    assert joined.id == (await anna.person()).id != was
    assert joined.consent_version == "2026-1"
    assert [r.person_id for r in await anna.reports()] == [joined.id] * 2
    assert [p.name for p in await anna.places()] == ["🌳 дача", "👵 мама"]
    assert await anna.areas() == ["s:kedrachi", "s:sosnovinka"]
    assert (await anna.kept()).channel == "all"
    assert anna.sees("К вам присоединили ВКонтакте")


async def test_by_a_link_and_where_notices_come(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    code = await gets_code(anna)
    url = next(b.url for row in anna.last.message.buttons for b in row if b.url)
    assert url == f"https://vk.me/club2?ref=join_{code}"
    with anna.in_vk():
        await anna.happens(anna.event(text="/start", ref=f"join_{code}"))
        assert anna.sees("Это бот Центра")
        await anna.presses("Да, это мой код")
        assert (await anna.person()).source == ""
        await anna.presses("ВКонтакте")
        assert (await anna.kept()).channel == "vk"
        assert "✅ ВКонтакте" in anna.labels
    await anna.says("/alerts")
    assert "во ВКонтакте" in anna.last.text


async def test_a_link_that_comes_again_does_not_swallow_a_report(anna: Subscriber) -> None:
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        await anna.happens(anna.event(text="В Сосновинке на улице Лесной, 5 яма", ref=f"join_{code}"))
        await anna.waits(10_000)
        assert "Лесной, 5" in anna.last.text


async def test_a_code_counts_once_and_ten_minutes(anna: Subscriber) -> None:
    code = await gets_code(anna)
    await anna.waits(11 * MINUTE)
    with anna.in_vk():
        await anna.says(code)
        assert "не подходит" in anna.last.text
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
    with anna.in_vk("99"):
        await anna.says(code)
        assert "не подходит" in anna.last.text


async def test_a_newer_code_makes_the_older_one_void(anna: Subscriber) -> None:
    older = await gets_code(anna)
    newer = await gets_code(anna)
    assert older != newer
    with anna.in_vk():
        await anna.says(older)
        assert "не подходит" in anna.last.text
        await anna.says(newer)
        assert "дали в Telegram" in anna.last.text


async def test_guessing_stops_after_five_wrong_codes(anna: Subscriber) -> None:
    code = await gets_code(anna)
    with anna.in_vk():
        for n in range(4):
            await anna.says(new_code(Random(1000 + n)))
            assert "Осталось" in anna.last.text
        await anna.press_data(f"s_joinyes:{new_code(Random(2000))}")
        assert "Слишком много" in anna.last.text
        await anna.says(code)
        assert "Слишком много" in anna.last.text
        await anna.press_data(f"s_joinyes:{code}")
        assert "Слишком много" in anna.last.text
        one = (await anna.person()).id
        await anna.waits(11 * MINUTE)
    assert one != (await anna.person()).id
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        assert "Соединили" in anna.last.text


async def test_who_has_himself_forgotten_may_not_guess_on(anna: Subscriber) -> None:
    code = await gets_code(anna)
    with anna.in_vk():
        for n in range(5):
            await anna.says(new_code(Random(1000 + n)))
        await anna.says("/forget")
        await anna.presses("Да, удалить")
        await anna.says(code)
        assert "Слишком много" in anna.last.text
        await anna.says("/forget")
        await anna.presses("Да, удалить")
        await anna.waits(11 * MINUTE)
        assert await anna.store.read(Query("account", ("vk", anna.user))) == [[]], "the timer made nobody anew"


async def test_a_code_is_no_good_in_the_messenger_it_came_from(anna: Subscriber) -> None:
    code = await gets_code(anna)
    await anna.says(code)
    assert "не здесь" in anna.last.text
    with anna.as_user("telegram", "99"):
        await anna.says(code)
        assert "не подходит" in anna.last.text


async def test_saying_no_joins_nothing(anna: Subscriber) -> None:
    code = await gets_code(anna)
    with anna.in_vk():
        await anna.says(code)
        await anna.presses("Нет, код не мой")
        other = (await anna.person()).id
    assert other != (await anna.person()).id


async def test_a_second_account_in_one_messenger_is_not_joined(anna: Subscriber) -> None:
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
    with anna.in_vk("99"):
        code = await gets_code(anna)
    await anna.says(code)
    assert "К вам уже присоединили ВКонтакте" in anna.last.text


async def test_whoever_took_his_consent_back_is_asked_again(anna: Subscriber) -> None:
    await anna.agreed()
    with anna.in_vk():
        await anna.agreed()
        await anna.says("/privacy")
        await anna.presses("Отозвать согласие")
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        assert "спросим ещё раз" in anna.last.text
    assert (await anna.person()).consent_version == ""


async def test_the_newer_consent_stands(anna: Subscriber) -> None:
    await anna.agreed()
    first = (await anna.person()).consent_at
    with anna.in_vk():
        await anna.agreed()
        newer = (await anna.person()).consent_at
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
    assert (await anna.person()).consent_at == newer > first


async def test_whole_region_and_a_settlement_make_the_whole_region(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    with anna.in_vk():
        await anna.says("/alerts")
        await anna.presses("Подписаться")
        await anna.presses("Даю согласие")
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        await anna.says("/alerts")
        assert "Где: Весь Заречный край" in anna.last.text
    assert (await anna.kept()).kinds == DANGERS


async def test_apart_again_each_has_his_own(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await has_place(anna)
    with anna.in_vk():
        await anna.files_report("В Сосновинке на улице Речной, 7 яма")
        await anna.waits(MINUTE)
        await has_place(anna, "мама")
        was = (await anna.person()).id
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
    await anna.presses("Разъединить")
    await anna.presses("Да, разъединить")
    assert "Разъединили" in anna.last.text
    assert [p.name for p in await anna.places()] == ["🌳 дача"]
    mine = (await anna.person()).id
    with anna.in_vk():
        assert anna.sees("Мессенджеры разъединили из Telegram")
        person = await anna.person()
        assert person.id == was != mine
        assert person.consent_version == "2026-1"
        assert [p.name for p in await anna.places()] == ["👵 мама"]
        assert (await anna.kept()).kinds == DANGERS
        assert await anna.areas() == ["s:sosnovinka"]
    assert sorted((r.channel, r.person_id) for r in await anna.reports()) == [("telegram", mine), ("vk", was)]


async def test_apart_from_the_messenger_that_came_later(anna: Subscriber) -> None:
    await anna.agreed()
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        await anna.presses("Разъединить")
        await anna.presses("Да, разъединить")
        vk = (await anna.person()).id
        assert (await anna.person()).consent_version == ""
        await anna.presses("У меня есть и")
    assert vk != (await anna.person()).id
    assert (await anna.person()).consent_version == "2026-1"
    with anna.in_vk():
        code = await anna.code()
    await joins(anna, code)
    assert "Соединили с ВКонтакте" in anna.last.text
    assert (await anna.person()).id == vk


async def test_what_was_told_and_answered_moves_once(anna: Subscriber) -> None:
    await anna.says("/start")
    with anna.in_vk():
        await anna.says("/start")
        other = (await anna.person()).id
    mine = (await anna.person()).id
    await anna.stores(
        Notice(1, "pending", "flood", 3, 0, "{}", hands=f'["vk:88", "p:{other}"]', author=other),
        Recipient(1, mine, "telegram", "77", 1),
        Recipient(1, other, "vk", "88", 1),
        NoticeResponse(1, mine, "safe", 5),
        NoticeResponse(1, other, "help", 9),
    )
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
    rows = await anna.store.read(*_told(mine), *_told(other))
    assert [(r.channel, r.person_id) for r in rows[0]] == [("telegram", mine), ("vk", mine)]
    assert [(r.answer, r.person_id) for r in rows[1]] == [("help", mine)]
    assert rows[2:] == [[], []]
    assert f'"p:{mine}"' in await hands(anna)
    await anna.says("/alerts")
    await anna.presses("Куда присылать")
    await anna.presses("Разъединить")
    await anna.presses("Да, разъединить")
    assert f'"p:{mine}", "p:{other}"' in await hands(anna)


def _told(person: int) -> tuple[Query, Query]:
    return Query("recipients_of", (person,)), Query("responses_of", (person,))


async def hands(anna: Subscriber) -> str:
    """Whose hands notice 1 has been in."""
    base = sqlite3.connect(anna.world.folder / "otklik.db")
    found = base.execute("SELECT hands FROM notice WHERE id = 1").fetchone()
    base.close()
    return str(found[0])


async def test_blocked_and_back_in_one_messenger_does_not_touch_the_other(anna: Subscriber) -> None:
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        await anna.happens(anna.event(Kind.BLOCKED))
        assert (await anna.account()).unreachable_at
    assert not (await anna.account()).unreachable_at
    with anna.in_vk():
        await anna.happens(anna.event(Kind.UNBLOCKED))
        assert not (await anna.account()).unreachable_at


async def test_forgetting_one_forgets_both_and_all_that_was_joined(anna: Subscriber, tmp_path: Path) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await has_place(anna)
    mine = (await anna.person()).id
    code = await gets_code(anna)
    with anna.in_vk():
        await anna.says("/start")
        other = (await anna.person()).id
        await joins(anna, code)
    await anna.stores(
        NoticeResponse(7, (await anna.person()).id, "safe", 5), Recipient(7, (await anna.person()).id, "vk", "88", 1)
    )
    await anna.says("/forget")
    await anna.presses("Да, удалить")
    base = sqlite3.connect(tmp_path / "otklik.db")
    for table in ERASED:
        assert base.execute(f"SELECT * FROM {table}").fetchall() == [], table
    assert base.execute("SELECT * FROM setting WHERE name LIKE 'joined%'").fetchall() == []
    base.close()
    assert sorted(anna.erased) == sorted([str(mine), str(other)]), "a copy of an earlier day knows both"


@pytest.mark.parametrize("data", ["s_joinyes:", "s_joinyes:%%%", "s_splityes", "s_split", "s_chan", "s_setchan:vk"])
async def test_forged_buttons_do_nothing(anna: Subscriber, data: str) -> None:
    await anna.says("/start")
    await anna.press_data(data)
    assert await anna.wanted() is None
    assert anna.last.buttons


async def test_a_place_for_the_joined_is_found_in_both(anna: Subscriber) -> None:
    await anna.agreed()
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        await anna.says("/places")
        await anna.presses("Добавить место")
        await anna.sends_place(*SOSNOVINKA)
        await anna.presses("дом")
        await anna.presses("1 км")
    await anna.says("/places")
    assert "🏠 дом · 1 км" in anna.labels


async def test_joining_in_one_group_with_what_the_other_says(anna: Subscriber) -> None:
    """Both write at the same moment: what comes after the joining is the joined person's, what comes before stays."""
    await anna.agreed()
    await anna.presses("Подписаться")
    code = await gets_code(anna)
    with anna.in_vk():
        await anna.says(code)
        yes = anna.event(Kind.BUTTON, data=f"s_joinyes:{code}", message="", ack="a", ack_until=anna.at + 9_000)
        there = anna.event(text="/alerts")
    here = anna.event(text="/language")
    after = anna.event(Kind.BUTTON, data="s_drills", message="", ack="b", ack_until=anna.at + 9_000)
    await anna.happens(here, yes, there, after)
    mine = await anna.person()
    assert mine.consent_version == "2026-1"
    assert (await anna.kept()).drills == 1
    with anna.in_vk():
        assert (await anna.person()).id == mine.id
        assert "Где: Сосновинка" in anna.last.text


async def test_apart_in_one_group_with_what_the_other_says(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    code = await gets_code(anna)
    with anna.in_vk():
        await joins(anna, code)
        drill = anna.event(Kind.BUTTON, data="s_drills", message="", ack="b", ack_until=anna.at + 9_000)
    await anna.happens(
        anna.event(Kind.BUTTON, data="s_splityes", message="", ack="a", ack_until=anna.at + 9_000), drill
    )
    assert (await anna.kept()).drills == 0
    with anna.in_vk():
        assert (await anna.kept()).drills == 1


@pytest.mark.parametrize("word", ["/status", "/reports", "/language", "/privacy", "/forget"])
async def test_another_screen_takes_the_question_for_a_code_with_it(anna: Subscriber, word: str) -> None:
    await anna.files_report()
    await anna.says("код")
    asked = await anna.dialogue()
    assert asked is not None
    assert asked.step == "s_code"
    await anna.says(word)
    left = await anna.dialogue()
    assert left is not None
    assert left.step == ""
    await anna.says("На улице Речной, 7 в Кедрачах яма")
    assert anna.last.text.startswith("Проверьте")
