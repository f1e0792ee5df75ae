"""Warnings as a citizen sets them up: subscribed, changed, places kept, accounts joined, gone and back."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from handlers.notices.content import Area, Content
from storage.changes import Changes, Query
from storage.notice_records import Notice, Recipient
from storage.records import Timer
from tests.persons.people import NAMES, Citizen, citizen
from tests.persons.reporting import MINUTE_S, TIKHORECHENSK, agrees, pauses, reports, rows, whole_database
from tests.persons.stage import Stage

HOUR_MS = 3_600_000


async def subscribes(anna: Citizen) -> None:
    """Without a report before: consent, then the name of the town."""
    await anna.says("подписки")
    await anna.presses("Подписаться")
    await agrees(anna)
    await anna.says("Сосновинка")


def areas(stage: Stage) -> list[str]:
    return [area for (area,) in rows(stage, "SELECT area FROM subscription_area ORDER BY area")]


async def test_after_the_first_report_one_tap_subscribes(stage: Stage, anna: Citizen) -> None:
    await reports(anna, "На улице Лесной, 5 в Сосновинке не чистят снег")
    await stage.passes(16)
    await anna.sees("Предупреждать вас")
    await anna.presses("Подписаться")
    await anna.sees("Подписали", "Где: Сосновинка", "с 22:00 до 8:00")
    assert areas(stage) == ["s:sosnovinka"]
    await stage.passes(MINUTE_S * 20)
    assert len([m for m in anna.messages() if "Предупреждать вас" in m.text]) == 0


async def test_the_menu_button_opens_it_and_words_name_the_town(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    anna.messenger.press_key(anna.user, anna.chat, "🔔 Оповещения")
    await stage.quiet()
    await anna.sees("О чём мы вас предупреждаем", "Только о самом страшном")
    await anna.presses("Подписаться")
    await agrees(anna)
    await anna.sees("скажите, где вы живёте")
    await anna.says("Сасновенка")
    await anna.sees("которое из этих")
    await anna.presses("Сосновинка")
    await anna.sees("Добавили: Сосновинка")
    await anna.presses("Готово")
    assert areas(stage) == ["s:sosnovinka"]


async def test_every_part_is_changed_by_buttons(stage: Stage, anna: Citizen) -> None:
    await subscribes(anna)
    await anna.says("/alerts")
    await anna.presses("Где")
    await anna.presses("Тихореченский")
    await anna.presses("Кедрачи")
    await anna.presses("Назад")
    await anna.presses("Назад")
    await anna.sees("Где: Кедрачи, Сосновинка")
    await anna.presses("О чём")
    await anna.presses("🌊")
    await anna.presses("Назад")
    await anna.presses("Важность")
    await anna.presses("«Опасно» и опаснее")
    await anna.presses("Тихие часы")
    await anna.says("23-7")
    await anna.sees("Запомнили", "с 23:00 до 7:00", "«Опасно» и опаснее")
    await anna.presses("Участвовать в учениях")
    await anna.presses("Не слать даже")
    await anna.presses("не присылать даже это")
    await anna.presses("Вернуть")
    await anna.sees("«Опасно для жизни» приходит всегда", "Учебные")
    anna.does_not_see("Паводок")
    row = rows(stage, "SELECT least, extreme, drills, quiet_from, quiet_to FROM subscription")
    assert row == [(3, 1, 1, 23 * 60, 7 * 60)]


async def test_a_place_by_point_and_one_in_words(stage: Stage, anna: Citizen) -> None:
    await anna.says("/places")
    await anna.presses("Добавить место")
    await agrees(anna)
    await anna.is_at(*TIKHORECHENSK)
    await anna.presses("дом")
    await anna.presses("300 м")
    await anna.sees("Запомнили: 🏠 дом", "ближе 300 м")
    await anna.presses("Добавить место")
    await anna.says("Кедрачи, Лесная, 5")
    await anna.sees("Улицу на карте мы найти не можем")
    await anna.says("тётя Зина")
    await anna.presses("3 км")
    await anna.presses("тётя Зина")
    await anna.presses("Удалить")
    await anna.presses("Вернуть")
    await anna.sees("Вернули", "тётя Зина", "Кедрачи")
    assert rows(stage, "SELECT name, radius_m, street, house FROM place ORDER BY id") == [
        ("🏠 дом", 300, "", ""),
        ("тётя Зина", 3000, "Лесная", "5"),
    ]


async def test_a_place_alone_may_be_one_to_be_warned_about(stage: Stage, anna: Citizen) -> None:
    await anna.says("хочу получать предупреждения")
    await anna.says("Кедрачи, Лесная, 5")
    await pauses(anna)
    assert "Что случилось?" in anna.screen().text
    await anna.presses("Предупреждать об этом месте")
    await agrees(anna)
    await anna.presses("дом")
    await anna.presses("1 км")
    await anna.sees("Запомнили: 🏠 дом", "Кедрачи, Лесная, 5")
    assert rows(stage, "SELECT settlement, street, house FROM place") == [("kedrachi", "Лесная", "5")]
    await anna.says("нет воды")
    await pauses(anna)
    assert "Где это?" in anna.screen().text  # the place went with its draft


async def test_without_consent_the_town_alone_is_kept(stage: Stage, anna: Citizen) -> None:
    await anna.says("/alerts")
    await anna.presses("Подписаться")
    await anna.presses("Не сейчас")
    await anna.sees("Подписали без согласия")
    await anna.is_at(*TIKHORECHENSK)
    await anna.sees("Добавили: Тихореченск")
    assert areas(stage) == ["s:tikhorechensk"]
    assert "60.31" not in whole_database(stage)


async def code_of(anna: Citizen) -> str:
    """The code that she was given: nothing but the message has it."""
    found = re.search(r"\b([A-Z]\d[A-Z]\d) ([A-Z]\d[A-Z]\d)\b", (await anna.sees("код")).text)
    assert found is not None
    return found[1] + found[2]


async def test_two_messengers_are_joined_and_parted(stage: Stage, where: str, anna: Citizen) -> None:
    pyotr = citizen(stage, stage.admin)
    await subscribes(anna)
    await reports(pyotr, "Яма в Сосновинке на улице Речной, 7")
    await anna.says("/alerts")
    await anna.presses("У меня есть и другие")
    await anna.presses(NAMES[stage.admin])
    code = await code_of(anna)
    assert code not in str(rows(stage, "SELECT * FROM join_code"))
    await pyotr.says(f"код {code[:4]} {code[4:]}")
    await pyotr.sees("Вы получили его сами?")
    await pyotr.presses("Да, это мой код")
    await pyotr.sees("Куда присылать оповещения?")
    await anna.sees("К вам присоединили")
    await pyotr.presses("Во все")
    assert rows(stage, "SELECT COUNT(DISTINCT person_id) FROM account") == [(1,)]
    assert rows(stage, "SELECT channel FROM subscription") == [("all",)]
    await anna.says("/reports")
    await anna.sees("Ваши сообщения")
    assert any("Ямы" in label or "№ 1" in label for label in anna.labels())

    told = await anna.sees("К вам присоединили")
    await anna.presses("Разъединить", on=told)
    await anna.presses("Да, разъединить")
    await anna.sees("Разъединили")
    await pyotr.sees("Мессенджеры разъединили")
    assert rows(stage, "SELECT COUNT(DISTINCT person_id) FROM account") == [(2,)]
    await anna.says("/reports")
    await anna.sees("Здесь пока ничего нет")
    await pyotr.says("/alerts")
    await pyotr.sees("Где: Сосновинка")


async def test_a_link_joins_whoever_opens_it(stage: Stage, where: str, anna: Citizen) -> None:
    pyotr = citizen(stage, stage.admin)
    await anna.says("/alerts")
    await anna.presses("У меня есть и другие")
    await anna.presses(NAMES[stage.admin])
    code = await code_of(anna)
    await pyotr.starts(f"join_{code}")
    await pyotr.presses("Да, это мой код")
    await anna.sees("К вам присоединили")
    assert rows(stage, "SELECT code_hash FROM join_code") == []
    stranger = citizen(stage, stage.admin, "Чужой")
    await stranger.starts(f"join_{code}")
    await stranger.sees("Такой код не подходит")


async def test_blocked_is_skipped_and_back_when_he_returns(stage: Stage, where: str, anna: Citizen) -> None:
    await subscribes(anna)

    async def addressees() -> list[str]:
        ids = [person for (person,) in rows(stage, "SELECT id FROM person")]
        people = (await stage.app.store.read(Query("audience_people", (json.dumps(ids),))))[0]
        return [user for _, _, _, user, *_ in people]

    assert await addressees() == [anna.user]
    anna.messenger.block(anna.user)
    await stage.quiet()
    assert await addressees() == []
    anna.messenger.unblock(anna.user)
    await stage.quiet()
    assert await addressees() == [anna.user]
    await anna.says("/alerts")
    await anna.sees("Где: Сосновинка")


async def test_in_the_morning_one_message_of_what_is_still_in_force(stage: Stage, where: str, anna: Citizen) -> None:
    await subscribes(anna)
    ((person,),) = rows(stage, "SELECT person_id FROM subscription")
    now, changes = stage.clock.now(), Changes()
    for number, until in ((901, now + 9 * HOUR_MS), (902, now + HOUR_MS)):
        area = Area(settlements=("sosnovinka",))
        content = Content("water", 2, area=area, texts={"ru": f"Воды нет, причина {number}"}, until=until)
        changes.put(Notice(number, "sent", "water", 2, 0, content.dump(), until=until))
        changes.put(Recipient(number, person, where, anna.user, 2, "ru:alert", held=1))
    changes.put(Timer("morning", f"{where}:{anna.user}", now + 6 * HOUR_MS))
    async with stage.app.store.unit() as unit:
        await unit.commit(changes)
    stage.app.timers.note(changes)
    anna.does_not_see("Доброе утро")
    await stage.passes(6 * HOUR_MS // 1000 + 5)
    await anna.sees("Доброе утро", "пришло 1 оповещение", "причина 901", "не заменяет сирены")
    anna.does_not_see("причина 902")
    assert rows(stage, "SELECT notice_id, held FROM recipient") == [(901, 0)]


async def test_whoever_writes_after_a_block_is_an_addressee_again(stage: Stage, anna: Citizen) -> None:
    await subscribes(anna)
    await stage.stop_bot()
    anna.messenger.block(anna.user)
    await stage.start_bot()
    await stage.quiet()
    anna.messenger.unblock(anna.user)
    await anna.says("/alerts")
    await anna.sees("О чём мы вас предупреждаем")
    assert rows(stage, "SELECT unreachable_at FROM account") == [(0,)]


async def test_my_data_hold_what_i_wanted_and_are_erased(stage: Stage, anna: Citizen) -> None:
    await subscribes(anna)
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.is_at(*TIKHORECHENSK)
    await anna.says("Маковка")
    await anna.presses("1 км")
    await anna.says("/privacy")
    await anna.sees("Мест: 1")
    await anna.presses("Получить мои данные")
    await anna.sees("всё, что мы храним о вас")
    files = [f for m in anna.messages() for f in m.files]
    with zipfile.ZipFile(io.BytesIO(files[0].content)) as archive:
        data = json.loads(archive.read("data.json"))
    assert [p["name"] for p in data["places"]] == ["Маковка"]
    assert [a["area"] for a in data["areas"]] == ["s:sosnovinka"]
    assert data["subscription"][0]["least"] == 2
    await anna.says("/forget")
    await anna.presses("Да, удалить всё")
    await anna.sees("ваши данные удалены")
    await stage.quiet()
    assert "маковка" not in whole_database(stage).lower()
    assert areas(stage) == []
    assert rows(stage, "SELECT * FROM place") == rows(stage, "SELECT * FROM subscription") == []


@pytest.mark.parametrize(
    "words", ["У нас пахнет газом", "На Речной, 7 провалился асфальт, уже третий день никто не едет, помогите"]
)
async def test_a_report_in_place_of_an_answer_is_a_report(stage: Stage, anna: Citizen, words: str) -> None:
    await subscribes(anna)
    await anna.says("/alerts")
    await anna.presses("Тихие часы")
    await anna.says(words)
    await pauses(anna)
    await anna.sees(words)
    assert rows(stage, "SELECT step FROM dialogue WHERE data LIKE '%draft%'") != []


async def test_what_he_wants_of_his_warnings_is_said_in_words(stage: Stage, anna: Citizen) -> None:
    await anna.says("хочу заранее знать о паводке в Сосновинке и Кедрачах")
    await anna.sees("будем предупреждать: Сосновинка, Кедрачи")
    await anna.presses("Подписаться")
    await agrees(anna)
    await anna.sees("Подписали", "Где: Кедрачи, Сосновинка")
    await anna.says("уберите Кедрачи")
    await anna.sees("Больше не предупреждаем: Кедрачи", "Сейчас предупреждаем: Сосновинка")
    await anna.says("переехала из Сосновинки в Белосветск")
    await anna.sees("Больше не предупреждаем: Сосновинка", "Добавили: Белосветск")
    assert areas(stage) == ["s:belosvetsk"]
    await anna.says("Белосветск не надо")
    await anna.sees("Другого места у вас нет: Белосветск")
    assert areas(stage) == ["s:belosvetsk"]
    await anna.says("не будите меня ночью")
    await anna.sees("Выберите часы")
    await anna.says("с одиннадцати вечера до семи утра")
    await anna.sees("с 23:00 до 7:00")
    await anna.says("присылайте только самое важное")
    await anna.sees("С какой важности писать")


async def test_a_question_is_heard_while_a_town_is_asked_for(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna, "На улице Лесной, 5 в Сосновинке не чистят снег")
    await anna.says("/alerts")
    await anna.presses("Подписаться")
    await anna.presses("Где")
    await anna.says("ну что там?")
    await anna.sees(f"№ {number} · ", "Сейчас:")
    await anna.says("/alerts")
    await anna.presses("Где")
    await anna.says("вызовите скорую")
    await anna.sees("Мы сами никуда не выезжаем")
