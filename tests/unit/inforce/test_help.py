"""«Нужна помощь»: 112 first, one tap for the place, a report on top of the queue, and nobody is forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.base.message import Address
from handlers.notices.content import load_content
from handlers.notices.wording import Meaning, notice_message
from handlers.reports.status import AWAITS_STAFF, QUEUED
from storage.changes import Query, words
from storage.records import Dialogue
from tests.unit.citizen.phone import ADMIN, MINUTE, PHOTO, SECOND
from tests.unit.inforce.square import HOUR, TOWN_AT, Square

CALL = "Спасателей вызывает 112. Позвоните сейчас."


async def calls(phone: Square) -> None:
    """A notice, and somebody who presses «Нужна помощь» under it."""
    await phone.begins()
    await phone.notice()
    await phone.press_data("n_help:7")


async def on_top(phone: Square) -> list[int]:
    """The operators' queue, from its top."""
    rows = (
        await phone.store.read(
            Query("queue_page", (1, "[]", words(QUEUED), "", "", phone.at, 10, 0, words(AWAITS_STAFF), "", ""))
        )
    )[0]
    return [row.id for row in rows]


async def test_112_comes_first_with_the_phones_and_the_places_button(phone: Square) -> None:
    await calls(phone)
    first = phone.texts(CALL)[0]
    assert "8-800-000-00-01" in first.text
    assert first.message.keyboard is not None
    assert any(b.location for row in first.message.keyboard.rows for b in row)
    assert phone.chat.index(first) < phone.chat.index(phone.texts("Где вы?")[0])
    assert await phone.reports() == []


async def test_a_point_makes_a_report_on_top_of_the_queue_without_a_consent(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    [report] = await phone.reports()
    assert (report.topic, report.danger, report.settlement) == ("other", 2, "tikhorechensk")
    assert (report.lat, report.lon) == TOWN_AT
    assert "Просит помощи. Оповещение № 7: Паводок" in report.text
    assert "Согласия на обработку данных нет" in report.text
    person = (await phone.store.read(Query("person_by_id", (1,))))[0][0]
    assert person.consent_version == ""
    assert "ОПАСНО ДЛЯ ЛЮДЕЙ" in phone.admin
    assert "Передали дежурным, номер № 1" in phone.last.text
    assert await phone.answers() == [("help", "s:tikhorechensk", 1)]
    assert CALL not in phone.last.text


async def test_with_a_consent_the_card_does_not_speak_of_it(phone: Square) -> None:
    await phone.files_report()
    await phone.notice()
    await phone.press_data("n_help:7")
    await phone.sends_place(*TOWN_AT)
    assert "Согласия" not in (await phone.reports())[-1].text


async def test_words_with_an_address_go_at_once(phone: Square) -> None:
    await calls(phone)
    await phone.says("Тихореченск, улица Лесная, 5. Нас трое, вода по пояс")
    [report] = await phone.reports()
    assert report.address == "Лесная, 5"
    assert report.settlement == "tikhorechensk"
    assert "вода по пояс" in report.text
    assert "Места не назвал" not in report.text


async def test_words_without_a_place_and_photos_go_at_once_too(phone: Square) -> None:
    await calls(phone)
    await phone.says("Помогите, тонем!", PHOTO)
    [report] = await phone.reports()
    assert "тонем" in report.text
    assert "Места не назвал" in report.text
    assert len(await phone.files(report.id)) == 1
    assert "без места" in phone.last.text
    await phone.sends_place(*TOWN_AT)
    assert (await phone.reports())[0].lat == TOWN_AT[0]
    assert len(await phone.reports()) == 1


async def test_a_known_place_is_one_tap(phone: Square) -> None:
    await phone.begins()
    await phone.has_place(4, "дача", *TOWN_AT, settlement="tikhorechensk", street="Лесная", house="5")
    await phone.notice()
    await phone.press_data("n_help:7")
    await phone.presses("Я здесь: дача")
    [report] = await phone.reports()
    assert (report.address, report.lat) == ("Лесная 5", TOWN_AT[0])
    for data in ("n_at:7:4", "n_nowhere:7", "n_nohelp:7"):
        await phone.press_data(data)
    assert len(await phone.reports()) == 1


async def test_somebody_elses_place_is_not_taken(phone: Square) -> None:
    await calls(phone)
    await phone.press_data("n_at:7:99")
    assert await phone.reports() == []


async def test_whoever_does_not_know_where_he_is_goes_without_a_place(phone: Square) -> None:
    await calls(phone)
    await phone.presses("Не знаю, где я")
    assert "Места не назвал" in (await phone.reports())[0].text


@pytest.mark.parametrize("meanwhile", ["", "/now", "/report", "статус"])
async def test_silence_for_a_minute_files_it_wherever_the_talk_stands(phone: Square, meanwhile: str) -> None:
    await calls(phone)
    if meanwhile:
        await phone.says(meanwhile)
    await phone.waits(45 * SECOND)
    assert await phone.reports() == []
    await phone.waits(20 * SECOND)
    assert len(await phone.reports()) == 1
    assert phone.sees("Передали дежурным без места")


@pytest.mark.parametrize("way", ["button", "word"])
async def test_a_slip_is_taken_back(phone: Square, way: str) -> None:
    await calls(phone)
    if way == "button":
        await phone.presses("Нажал случайно")
    else:
        await phone.says("отмена")
    assert phone.sees("помощь не нужна")
    await phone.waits(10 * MINUTE)
    assert await phone.reports() == []
    assert await phone.answers() == []
    assert await phone.step() == ""


async def test_double_taps_call_once(phone: Square) -> None:
    await calls(phone)
    for _ in range(2):
        await phone.press_data("n_help:7")
        assert "уже спросили" in phone.toasts[-1]
    assert len(phone.texts(CALL)) == 1
    await phone.sends_place(*TOWN_AT)
    await phone.press_data("n_help:7")
    assert "уже передали дежурным" in phone.last.text
    assert len(await phone.reports()) == 1


async def test_after_it_was_solved_help_can_be_called_again(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.presses("Помощь уже не нужна")
    await phone.presses("отозвать")
    await phone.press_data("n_help:7")
    await phone.sends_place(*TOWN_AT)
    assert len(await phone.reports()) == 2


async def test_what_is_written_next_belongs_to_the_call_without_a_consent(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.says("Нас уже пятеро, двое детей")
    await phone.waits(5 * SECOND)
    assert "Нас уже пятеро" in str([e.text for e in await phone.history(1)])
    assert len(await phone.reports()) == 1
    assert not phone.sees("Согласие на обработку")


async def test_it_stands_before_older_dangers_in_the_queue(phone: Square) -> None:
    await phone.files_report("В Сосновинке на улице Лесной, 5 пахнет газом")
    await phone.waits(2 * HOUR)
    await phone.notice()
    await phone.press_data("n_help:7")
    await phone.sends_place(*TOWN_AT)
    assert await on_top(phone) == [2, 1]


async def test_a_draft_is_put_aside_and_comes_back(phone: Square) -> None:
    await phone.says("Третий день не чистят снег")
    await phone.notice()
    await phone.press_data("n_help:7")
    await phone.sends_place(*TOWN_AT)
    [report] = await phone.reports()
    assert "снег" not in report.text
    await phone.presses("Вернуться к начатому")
    assert "не чистят снег" in phone.last.text


async def test_what_was_put_aside_is_kept_for_a_day_and_danger_in_it_is_watched_again(phone: Square) -> None:
    await phone.files_report()
    await phone.says("В Сосновинке на улице Лесной, 5 пахнет газом")
    await phone.notice(until=phone.at + 100 * HOUR)
    await phone.press_data("n_help:7")
    await phone.sends_place(*TOWN_AT)
    await phone.presses("Вернуться к начатому")
    await phone.waits(11 * MINUTE)
    assert "пахнет газом" in (await phone.reports())[-1].text
    await phone.says("Третий день не чистят снег")
    await phone.press_data("c_unconsent")
    await phone.press_data("n_help:7")
    await phone.waits(25 * HOUR)
    assert "снег" not in str(await phone.data())


async def test_a_draft_is_kept_by_a_slip_and_by_cancel(phone: Square) -> None:
    await phone.says("Третий день не чистят снег")
    await phone.notice()
    await phone.press_data("n_help:7")
    await phone.presses("Нажал случайно")
    await phone.presses("Вернуться к начатому")
    assert "не чистят снег" in phone.last.text


async def test_safe_after_a_call_stands_on_its_card(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.press_data("n_safe:7")
    assert "Теперь пишет: в безопасности" in phone.admin
    assert [row[0] for row in await phone.answers()] == ["safe"]


# -- when nobody reads it ---------------------------------------------------------------------------
async def test_outside_the_desks_hours_a_press_says_112_and_promises_nothing(phone: Square) -> None:
    await phone.begins()
    await phone.notice()
    phone.desk("flood", opens=12, closes=20)  # it is eleven
    for _ in range(2):
        await phone.press_data("n_help:7")
    assert len(phone.texts(CALL)) == 1
    assert "ничего никому не передали" in phone.last.text
    await phone.waits(10 * MINUTE)
    assert await phone.reports() == []
    assert phone.alarms() == []
    assert [row[0] for row in await phone.answers()] == ["help"]


async def test_a_kind_without_a_desk_promises_nothing(phone: Square) -> None:
    await phone.begins()
    await phone.notice(kind="roads")
    await phone.press_data("n_help:7")
    assert CALL in phone.chat[-2].text
    assert await phone.step() == ""


@pytest.mark.parametrize("link", ["repeats", "updates"])
async def test_help_is_passed_on_from_an_older_message_of_what_still_holds(phone: Square, link: str) -> None:
    await phone.begins()
    await phone.notice(7, ended_at=5)
    await phone.notice(8, link=link, linked_id=7, version=1)
    await phone.press_data("n_help:7")
    assert phone.sees("Где вы?")
    await phone.sends_place(*TOWN_AT)
    [report] = await phone.reports()
    assert f"Оповещение № {7 if link == 'repeats' else 8}: Паводок" in report.text
    assert report.danger == 2


async def test_a_call_that_is_begun_outlives_an_update_of_its_notice(phone: Square) -> None:
    await calls(phone)
    await phone.notice(7, ended_at=5)
    await phone.notice(8, link="updates", linked_id=7)
    await phone.waits(2 * MINUTE)
    assert len(await phone.reports()) == 1


@pytest.mark.parametrize(("over", "said"), [({"until": 1}, "уже не действует"), ({"drill": True}, "Это были учения")])
async def test_old_notices_and_drills_say_112_and_make_no_report(
    phone: Square, over: dict[str, Any], said: str
) -> None:
    await phone.begins()
    await phone.notice(**over)
    await phone.press_data("n_help:7")
    assert phone.sees(CALL)
    assert said in phone.last.text
    await phone.waits(10 * MINUTE)
    assert await phone.reports() == []


async def test_a_press_on_what_no_program_knows_still_says_112(phone: Square) -> None:
    await phone.begins()
    await phone.press_data("n_help:12345")
    assert phone.sees(CALL)


async def test_the_button_stands_there_only_if_the_desk_is_staffed_when_it_is_sent(phone: Square) -> None:
    phone.desk("flood", opens=9, closes=12)
    notice = await phone.notice()  # said at ten
    content = load_content(notice.content)

    def shown(**at: int) -> bool:
        message = notice_message(phone.shared, notice, content, "ru", Meaning.ALERT, **at)
        return "n_help:7" in [b.data for row in message.buttons for b in row]

    assert shown()
    assert not shown(at=phone.at + 2 * HOUR)
    notice.started_at += 2 * HOUR
    assert not shown()


# -- nobody takes it --------------------------------------------------------------------------------
async def test_untaken_for_three_minutes_it_alarms_and_tells_the_person_again_and_again(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.waits(2 * MINUTE)
    assert phone.alarms() == []
    for minutes in (3, 6, 9):
        await phone.waits(3 * MINUTE if minutes > 3 else MINUTE)
        assert len(phone.alarms()) == minutes // 3
        assert f"Прошло {minutes} мину" in phone.last.text
        assert "позвоните 112" in phone.last.text
    alarm = phone.alarms()[0]
    assert "№ 1 · Тихореченск" in alarm.text
    assert alarm.row.share == 4
    assert list(alarm.buttons.values()) == ["o_take:1"]


async def test_an_untaken_call_goes_to_each_officer_in_private_in_either_messenger(phone: Square) -> None:
    officers = (Address("telegram", "501"), Address("vk", "78"))
    phone.shared.officers = tuple(frozenset({officer}) for officer in officers)
    for officer in officers:
        await phone.keep(Dialogue(officer.channel, officer.chat, officer.chat))
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.waits(2 * MINUTE)
    assert not any(phone.chats.get(officer) for officer in officers)
    await phone.waits(MINUTE)
    for officer in officers:
        (said,) = phone.chats[officer]
        assert "просит помощи" in said.text
        assert "№ 1 · Тихореченск" in said.text


async def test_it_does_not_alarm_for_ever_and_says_so(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.waits(3 * HOUR)
    assert len(phone.alarms()) == 10
    assert "так и не взяли" in phone.last.text


async def test_taking_it_ends_the_alarms_and_the_person_hears_at_once(phone: Square) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    await phone.waits(3 * MINUTE)
    assert "у вас" in await phone.staff_presses("o_take:1")
    assert "взял дежурный" in phone.last.text
    await phone.waits(20 * MINUTE)
    assert len(phone.alarms()) == 1
    assert len(phone.texts("ещё никто не взял")) == 1


@pytest.mark.parametrize("way", ["withdrawn", "forgotten"])
async def test_a_call_that_is_over_alarms_nobody(phone: Square, way: str) -> None:
    await calls(phone)
    await phone.sends_place(*TOWN_AT)
    if way == "withdrawn":
        await phone.press_data("c_withdrawn:1")
    else:
        await phone.press_data("c_forgetyes:1")
    await phone.waits(10 * MINUTE)
    assert phone.alarms() == []
    assert not phone.sees("ещё никто не взял")


async def test_many_calls_are_one_alarm(phone: Square) -> None:
    await phone.begins()
    await phone.notice()
    for number in range(7):
        phone.user = str(100 + number)
        await phone.happens(phone.event(text="/start"))
        await phone.press_data("n_help:7")
        await phone.happens(phone.event(text=f"улица Лесная, {number + 1}"))
    await phone.waits(4 * MINUTE)
    first = phone.alarms()[0]
    assert len(phone.alarms()) <= 3
    everything = " ".join(s.text for s in phone.alarms())
    assert "просят помощи" in everything
    assert len([d for d in phone.alarms()[-1].buttons.values() if d.startswith("o_take")]) == 5
    assert "И ещё 2: /queue" in phone.alarms()[-1].text
    assert first.row.channel == ADMIN.channel


async def test_a_restart_loses_no_call(phone: Square) -> None:
    await calls(phone)
    phone.open()
    await phone.waits(2 * MINUTE)
    assert len(await phone.reports()) == 1
    phone.open()
    await phone.waits(3 * MINUTE)
    assert len(phone.alarms()) == 1
