"""The morning's digest: one message of what is still in force, nothing if nothing is, drills by themselves."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.notices.content import Area, Content, load_content
from storage.changes import Query
from storage.notice_records import Notice, Recipient, SubscriptionArea
from storage.records import Lane, Timer
from tests.unit.citizen.phone import MINUTE
from tests.unit.subscriber.subscriber import Subscriber
from tests.unit.subscriber.test_places import has_place

HOUR = 60 * MINUTE


def notice(anna: Subscriber, number: int, state: str = "sent", **more: object) -> Notice:
    drill = int(bool(more.get("drill")))
    content = Content(
        "water",
        2,
        bool(drill),
        Area(settlements=("sosnovinka",)),
        {"ru": f"Воды не будет {number}", "en": f"No water {number}"},
        {"ru": "Запаситесь водой"},
        until=int(str(more.get("until", anna.at + 5 * HOUR))),
    )
    made = Notice(number, state, "water", 2, drill, content.dump(), until=content.until)
    made.ended_at = int(str(more.get("ended_at", 0)))
    return made


async def wakes_up_to(anna: Subscriber, *notices: Notice) -> None:
    person = (await anna.person()).id
    held = [Recipient(n.id, person, anna.channel, anna.user, 2, "ru:alert", held=1) for n in notices]
    await anna.stores(*notices, *held, Timer("morning", f"{anna.channel}:{anna.user}", anna.at + HOUR))
    await anna.waits(HOUR + MINUTE)


async def held(anna: Subscriber) -> list[tuple[int, bool]]:
    rows = (await anna.store.read(Query("recipients_of", ((await anna.person()).id,))))[0]
    return [(row.held, row.row_id > 0) for row in rows]


async def test_what_is_still_in_force_comes_in_one_message(anna: Subscriber) -> None:
    await anna.says("/start")
    before = len(anna.chat)
    over = notice(anna, 3, until=anna.at + MINUTE)
    await wakes_up_to(
        anna, notice(anna, 1), notice(anna, 2), over, notice(anna, 4, ended_at=5), notice(anna, 5, "stopped")
    )
    assert len(anna.chat) == before + 1
    text = anna.last.text
    assert "Пока было тихо, пришло 2 оповещения" in text
    assert "Воды не будет 1" in text
    assert "Воды не будет 2" in text
    assert "Запаситесь водой" in text
    assert "Сосновинка" in text
    assert not any(f"не будет {n}" in text for n in (3, 4, 5))
    assert "не заменяет сирены" in text
    assert anna.last.row.lane == Lane.DIGEST
    assert await held(anna) == [(0, True), (0, True), (1, False)]


async def test_what_was_stopped_and_goes_on_comes_later(anna: Subscriber) -> None:
    await anna.says("/start")
    stopped = notice(anna, 1, "stopped")
    await wakes_up_to(anna, stopped)
    assert not anna.sees("Воды не будет")
    stopped.state = "sending"
    await anna.stores(stopped)
    await anna.waits(HOUR)
    assert "Воды не будет 1" in anna.last.text
    assert await held(anna) == [(0, True)]


async def test_the_end_of_what_he_was_told_of_is_told_too(anna: Subscriber) -> None:
    await anna.says("/start")
    end = notice(anna, 1, ended_at=5)
    end.link, end.linked_id = "ends", 7
    await wakes_up_to(anna, end)
    assert "Отбой" in anna.last.text
    assert "Воды не будет 1" in anna.last.text
    assert "Запаситесь" not in anna.last.text
    assert await held(anna) == [(0, True)]


async def test_a_place_that_it_touches_is_named(anna: Subscriber) -> None:
    await anna.agreed()
    await has_place(anna)
    await wakes_up_to(anna, notice(anna, 1))
    assert "Рядом с вашей точкой: 🌳 дача" in anna.last.text


async def test_nothing_comes_if_nothing_is_in_force(anna: Subscriber) -> None:
    await anna.says("/start")
    before = len(anna.chat)
    await wakes_up_to(anna, notice(anna, 1, "cancelled"))
    assert len(anna.chat) == before
    assert await held(anna) == []


async def test_a_drill_never_stands_beside_what_is_real(anna: Subscriber) -> None:
    await anna.says("/start")
    await wakes_up_to(anna, notice(anna, 1), notice(anna, 2, drill=True))
    real, drill = anna.chat[-2].text, anna.chat[-1].text
    assert "УЧЕНИЯ" not in real
    assert "не будет 2" not in real
    assert drill.startswith("УЧЕНИЯ. Опасности нет")
    assert drill.endswith("УЧЕНИЯ. Опасности нет.")


async def test_many_are_cut_and_counted(anna: Subscriber) -> None:
    await anna.says("/start")
    await wakes_up_to(anna, *(notice(anna, n) for n in range(1, 14)))
    assert "пришло 13 оповещений" in anna.last.text
    assert "И ещё 3" in anna.last.text


async def test_switching_quiet_hours_off_brings_what_waits_at_once(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    person = (await anna.person()).id
    await anna.stores(notice(anna, 1), Recipient(1, person, "telegram", "77", 2, "ru:alert", held=1))
    await anna.presses("Тихие часы")
    await anna.says("без тихих часов")
    assert anna.sees("Воды не будет 1")


async def test_whoever_blocked_the_bot_gets_no_digest(anna: Subscriber) -> None:
    await anna.says("/start")
    await anna.happens(anna.event(Kind.BLOCKED))
    before = len(anna.chat)
    await wakes_up_to(anna, notice(anna, 1))
    assert len(anna.chat) == before


async def test_an_all_clear_that_waited_for_the_morning_says_what_else_is_in_force(anna: Subscriber) -> None:
    await anna.says("/start")
    end = notice(anna, 1)
    end.link, end.linked_id = "ends", 7
    near, far, drill = notice(anna, 2), notice(anna, 3), notice(anna, 4, drill=True)
    for one, where in ((near, "sosnovinka"), (far, "kamyshegrad"), (drill, "sosnovinka")):
        content = load_content(one.content).changed(kind="flood", severity=4, area=Area(settlements=(where,)))
        one.content, one.kind, one.severity = content.dump(), "flood", 4
    await anna.stores(near, far, drill, SubscriptionArea((await anna.person()).id, "s:sosnovinka"))
    await wakes_up_to(anna, end)
    text = anna.last.text
    assert text.startswith("❗ Опасность есть")
    assert "№ 2. Опасно для жизни. Паводок" in text
    assert "№ 3" not in text
    assert "№ 4" not in text
