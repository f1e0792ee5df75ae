"""«Моя смена»: one report at a time in a private chat, and never the same one for two."""

from __future__ import annotations

import json

import pytest

from handlers.operator.gather import GATHER_AFTER_MS, SHIFT_GATHER_MS
from handlers.operator.shift.state import IDLE_LOOK_MS, LEASE_MS, LINE_MS, SILENT_MS
from storage.changes import Query
from storage.records import StoredFile
from tests.unit.operator.desks import Desk, desk
from tests.unit.operator.office import ADMIN, CITIZEN, MINUTE, ROADS, Office, region_with

GRACE = 11_000


@pytest.fixture
def anna(office: Office) -> Desk:
    return desk(office, "Анна")


@pytest.fixture
def boris(office: Office) -> Desk:
    return desk(office, "Борис")


def cards(office: Office) -> list[int]:
    """Reports with a card of their own in the admin chat."""
    shown = office.chats.get(ADMIN, [])
    return [said.row.report_id for said in shown if said.row.slot.startswith("card:") and said.row.slot.count(":") == 1]


def lines(office: Office) -> list[str]:
    return [said.text for said in office.chats.get(ADMIN, []) if said.row.slot.startswith("shifts:")]


async def test_danger_comes_first_then_the_overdue_then_the_oldest(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, created_at=office.at - MINUTE, text="Старше")
    await office.files_report(3, first_due_at=office.at - 1)
    await office.files_report(4, danger=1)
    await office.files_report(5, danger=2)
    await anna.begins()
    order = [anna.on_desk()]
    for _ in range(4):
        await anna.next()
        order.append(anna.on_desk())
    assert order == [5, 4, 3, 2, 1]
    await anna.next()
    assert "кроме пропущенных вами: 5" in anna.last().text
    await anna.presses("o_next:again")
    await anna.passes(0)
    assert anna.on_desk() in (4, 5)


async def test_plain_words_are_the_answer_and_next_brings_another(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, created_at=office.at + 1)
    await anna.begins()
    assert "Яма на дороге" in anna.card().text
    await anna.says("Яму заделаем завтра")
    assert "Яму заделаем завтра" in anna.last().text
    assert {"o_undo", "o_next"} <= {data.partition(":")[0] for data in anna.last().data}
    await anna.next()
    assert anna.on_desk() == 2
    await anna.passes(GRACE)
    (said,) = office.to_citizen()
    assert "Яму заделаем завтра" in said.text
    assert (await office.report(1)).status == "answered"
    assert (await office.report(2)).status == "new"
    first = next(said for said in anna.shown() if said.row.report_id == 1 and said.row.slot.startswith("card:"))
    assert "доставлено" in first.text
    shift = await anna.shift()
    assert shift is not None
    assert (shift.answered, shift.passed) == (1, 0)


async def test_nobody_gets_what_another_has_on_his_desk(office: Office, anna: Desk, boris: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, created_at=office.at + 1)
    await anna.begins()
    await boris.begins()
    assert (anna.on_desk(), boris.on_desk()) == (1, 2)
    assert "Занимается Анна" in await office.presses("Вера", "o_take:1")
    await anna.next()
    assert "ничего не ждёт, кроме" in anna.last().text
    await boris.next()
    assert boris.on_desk() == 1


async def test_of_two_who_press_in_the_same_moment_each_gets_another(office: Office, anna: Desk, boris: Desk) -> None:
    for who in (anna, boris):
        await who.begins()
    for number in (1, 2, 3, 4):
        await office.files_report(number, created_at=office.at + number)
    await office.passes(0)
    held = {(await office.report(number)).taken_name: number for number in (1, 2, 3, 4)}
    assert set(held) == {"Анна", "Борис", ""}
    assert {anna.on_desk(), boris.on_desk()} == {held["Анна"], held["Борис"]}


async def test_an_empty_desk_gets_the_next_report_as_it_comes(office: Office, anna: Desk) -> None:
    await anna.begins()
    assert "ничего не ждёт" in anna.last().text
    said = len(anna.shown())
    await anna.passes(5 * IDLE_LOOK_MS)
    assert len(anna.shown()) == said, "nothing is said again while nothing comes"
    await office.files_report(1)
    assert anna.on_desk() == 1


async def test_whoever_writes_a_report_of_his_own_is_not_interrupted(office: Office, anna: Desk) -> None:
    await anna.begins()
    await anna.says("/report")
    step = await dialogue_step(office, anna)
    assert step not in ("", "o_shift")
    await office.files_report(1)
    await anna.passes(2 * IDLE_LOOK_MS)
    assert await dialogue_step(office, anna) == step
    assert (await office.report(1)).taken_by == 0
    await anna.next()
    assert anna.on_desk() == 1


async def dialogue_step(office: Office, who: Desk) -> str:
    rows = (await office.store.read(Query("dialogues_among", (json.dumps([[who.channel, who.who, who.who]]),))))[0]
    return str(rows[0].step)


async def test_the_lease_ends_by_time_and_words_that_come_later_go_to_nobody(
    office: Office, anna: Desk, boris: Desk
) -> None:
    await office.files_report(1)
    await anna.begins()
    await anna.passes(LEASE_MS - 1000)
    assert (await office.report(1)).taken_name == "Анна"
    await anna.passes(2000)
    assert (await office.report(1)).taken_by == 0
    await boris.begins()
    assert boris.on_desk() == 1
    await anna.says("Уже едем")
    assert "взял другой сотрудник: Борис" in anna.last().text
    await anna.passes(GRACE)
    assert office.to_citizen() == []


async def test_words_renew_the_lease_and_take_back_what_is_still_free(office: Office, anna: Desk, boris: Desk) -> None:
    await office.files_report(1)
    await anna.begins()
    await anna.passes(LEASE_MS + 1000)
    await anna.says("// посмотрю у коллег")
    assert (await office.report(1)).taken_name == "Анна"
    await anna.passes(LEASE_MS - 1000)
    await boris.begins()
    assert "ничего не ждёт" in boris.last().text


async def test_lease_step_and_desk_survive_a_restart(office: Office, anna: Desk, boris: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, created_at=office.at + 1)
    await anna.begins()
    await office.world.restart()
    await boris.begins()
    assert boris.on_desk() == 2
    await anna.says("Ответ после перезапуска")
    await office.world.restart()
    await anna.passes(GRACE)
    assert ["Ответ после перезапуска" in said.text for said in office.to_citizen()] == [True]


async def test_off_shift_everything_is_free_and_the_next_one_reads_how_it_stands(office: Office, anna: Desk) -> None:
    for number in (1, 2, 3):
        await office.files_report(number, danger=int(number == 3), created_at=office.at + number)
    await anna.begins()
    await anna.says("Едем")
    await anna.next()
    await anna.next()
    await anna.passes(3 * MINUTE)
    await anna.presses("o_off")
    await anna.passes(0)
    for wanted in ("Смена закончена", "Ответов: 1, пропущено: 2", "за 3 мин", "Ждут ответа: 2"):
        assert wanted in anna.last().text
    assert [(await office.report(number)).taken_by for number in (1, 2, 3)] == [0, 0, 0]
    assert await anna.shift() is None
    assert "Смену закончил сотрудник Анна: ответов 1, пропущено 2" in lines(office)[-1]
    await anna.presses("o_next")
    assert "закончена" in anna.last().text


async def test_two_hours_of_silence_end_it(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await anna.begins()
    await anna.passes(SILENT_MS - MINUTE)
    assert await anna.shift() is not None
    await anna.passes(2 * MINUTE)
    assert await anna.shift() is None
    assert "два часа" in anna.last().text


async def test_the_group_sees_dangers_at_once_and_else_what_no_desk_took(
    office: Office, anna: Desk, boris: Desk
) -> None:
    await anna.begins()
    await office.files_report(1)
    await office.files_report(2)
    await office.files_report(3, danger=1)
    await office.passes(GATHER_AFTER_MS)
    assert cards(office) == [3]
    await office.passes(SHIFT_GATHER_MS)
    assert sorted(cards(office)) == [2, 3], "the first one is on Anna's desk"
    await anna.next()
    await office.passes(SHIFT_GATHER_MS)
    assert 1 in cards(office), "what she passed over is for the others"


async def test_the_group_hears_of_the_shifts_once_a_minute_at_most(office: Office, anna: Desk, boris: Desk) -> None:
    for number in range(1, 9):
        await office.files_report(number, created_at=office.at + number)
    await anna.begins()
    await boris.begins()
    office.rows.clear()
    for _ in range(3):
        await anna.next()
        await boris.next()
    await office.passes(LINE_MS)
    told = [row for row in office.rows if row.slot.startswith("shifts:")]
    assert len(told) == 1
    assert "На смене: Анна, Борис" in lines(office)[-1]
    assert "Разобрали с прошлого раза: 6" in lines(office)[-1]
    await office.passes(5 * MINUTE)
    assert len([row for row in office.rows if row.slot.startswith("shifts:")]) == 1
    assert len(lines(office)) == 1


async def test_shift_may_be_of_one_topic_and_place(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, topic="snow", text="Снег")
    await office.files_report(3, topic="snow", settlement="", municipality="", text="Снег")
    await anna.says("/shift")
    screen = anna.last()
    await anna.presses(next(d for d in screen.data if d.startswith("o_stopics")), screen)
    snow = next(b.data for row in screen.message.buttons for b in row if "Снег" in b.label)
    await anna.presses(snow, screen)
    await anna.presses(next(d for d in screen.data if d.startswith("o_splaces")), screen)
    wordless = next(b.data for row in screen.message.buttons for b in row if "место словами" in b.label.lower())
    await anna.presses(wordless, screen)
    assert "Ждут ответа: 1" in screen.text
    await anna.presses("o_sbegin", screen)
    await anna.passes(0)
    assert anna.on_desk() == 3
    await anna.next()
    assert "ничего не ждёт" in anna.last().text


async def test_a_question_and_a_reason_are_written_without_pointing_at_anything(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, created_at=office.at + 1)
    await anna.begins()
    await anna.presses("o_ask:1", anna.card())
    await anna.says("С какой стороны дома?")
    await anna.passes(GRACE)
    assert "С какой стороны дома?" in office.to_citizen()[-1].text
    assert (await office.report(1)).status == "needs_info"
    await anna.next()
    await anna.presses("o_reason:2:other", anna.card())
    await anna.says("Это двор частного дома")
    await anna.passes(GRACE)
    assert (await office.report(2)).status == "rejected"


async def test_a_prompt_that_was_dropped_is_answered_by_nothing(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await anna.begins()
    await anna.presses("o_ask:1", anna.card())
    await anna.says("/cancel")
    await anna.says("Это обычный ответ")
    await anna.passes(GRACE)
    assert (await office.report(1)).status == "answered"


async def test_a_reply_to_an_earlier_card_is_about_that_one(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    await office.files_report(2, created_at=office.at + 1)
    await anna.begins()
    first = anna.card()
    await anna.next()
    await anna.says("Про первое", reply_to=first.id)
    await anna.says("№ 1 и ещё раз")
    await anna.passes(GRACE)
    assert [(await office.report(number)).status for number in (1, 2)] == ["answered", "new"]
    assert sum("и ещё раз" in said.text for said in office.to_citizen()) == 1


async def test_words_without_a_report_and_forwarded_ones_go_to_nobody(office: Office, anna: Desk) -> None:
    await anna.begins()
    await anna.says("Кому это?")
    assert "нет сообщения на руках" in anna.last().text
    await office.files_report(1)
    await anna.says("Чужие слова", forwarded=True)
    assert "своими словами" in anna.last().text
    await anna.passes(GRACE)
    assert office.to_citizen() == []


async def test_words_of_a_button_are_never_an_answer(office: Office, anna: Desk) -> None:
    for number in (1, 2, 3):
        await office.files_report(number, created_at=office.at + number)
    await anna.begins()
    await anna.says("Едем")
    await anna.says("Дальше")
    await anna.passes(0)
    assert anna.on_desk() == 2
    for word in ("Отменить отправку", "отклонить", "➡️ Передать", "ВЗЯТЬ", "Ещё не решено"):
        await anna.says("Пока думаем", reply_to=anna.card().id)  # its confirmation stands last
        await anna.says(word)
        await anna.passes(0)
    await anna.says("следующее")
    await anna.passes(GRACE)
    assert anna.on_desk() == 3
    await anna.says("закончить смену")
    await anna.passes(GRACE)
    assert "Смена закончена" in anna.last().text
    heard = [said.text for said in office.to_citizen()]
    assert not [text for text in heard if any(word in text for word in ("тменить", "тклонить", "ередать", "ВЗЯТЬ"))]
    assert await anna.shift() is None


async def test_all_pictures_come_with_the_card(office: Office, anna: Desk) -> None:
    await office.keep(*(StoredFile(i, 1, 0, 31, "vk", f"h{i}", "photo") for i in range(1, 4)))
    await office.files_report(1)
    await anna.begins()
    assert len(anna.last().message.files) == 3
    assert len(anna.card().data) <= 10


async def test_who_is_of_an_organisation_only_gets_what_is_its_own(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    rita = desk(office, "Рита")
    asked = office.world.standing

    async def standing(chat: object, user: str) -> str:
        return "gone" if user == "Рита" and chat == ADMIN else await asked(chat, user)  # type: ignore[arg-type]

    office.world.intake.members = standing
    await office.files_report(1, topic="heating", organisation="housing")
    await office.files_report(2, created_at=office.at + 1)
    await rita.begins()
    assert rita.on_desk() == 2
    assert "нет" in await rita.presses("o_take:1")
    await rita.next()
    assert "ничего не ждёт" in rita.last().text


async def test_a_stranger_is_refused_and_who_left_the_staff_is_a_citizen_again(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    stranger = desk(office, "Чужой")
    office.strangers.add("Чужой")
    await stranger.says("/shift")
    assert "только сотрудники" in stranger.last().text
    for data in ("o_sbegin", "o_next", "o_off", "o_take:1", "o_files:1", "o_stopics:1:0::", "o_shift:1:0::"):
        assert "только сотрудники" in await stranger.presses(data)
    assert await stranger.shift() is None
    await anna.begins()
    office.strangers.add("Анна")
    await anna.says("В Сосновинке на улице Лесной, 5 не горит фонарь")
    await anna.passes(GRACE)
    assert office.to_citizen() == []
    assert "не горит фонарь" in anna.last().text, "her words are a report of her own"


async def test_in_the_group_the_command_leads_to_the_private_chat(office: Office) -> None:
    await office.says("Анна", "/shift")
    assert "личном чате" in office.last().text
    assert [b.url for row in office.last().message.buttons for b in row] == ["https://t.me/bot?start=shift"]


async def test_forged_buttons_are_answered_kindly(office: Office, anna: Desk) -> None:
    await office.files_report(1)
    for data in ("o_next:x:y", "o_off:9", "o_sbegin:1", "o_shift:::::", "o_stopics", "o_splaces:-1:99:zz:q9"):
        await anna.presses(data)
    assert office.to_citizen() == []


async def test_nothing_of_a_forgotten_author_stays_on_a_desk(office: Office, anna: Desk) -> None:
    await office.keep(*(StoredFile(i, 1, 0, 31, "vk", f"h{i}", "photo") for i in range(1, 3)))
    await office.files_report(1)
    await anna.begins()
    assert "Яма на дороге" in office.of_chat(anna.chat)
    citizen = desk(office, CITIZEN.chat, CITIZEN.channel)
    office.strangers.add(CITIZEN.chat)
    await citizen.says("/forget")
    await citizen.presses("c_forgetyes:31", citizen.last())
    await citizen.passes(GRACE)
    assert "Яма на дороге" not in office.of_chat(anna.chat)
    assert not [said for said in anna.shown() if said.message.files]
    await anna.says("Ответ")
    await anna.passes(GRACE)
    assert "некому" in office.of_chat(anna.chat) or "нет" in anna.last().text
