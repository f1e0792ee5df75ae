"""One's own data: seen, taken along, erased without a trace; and a door that was shut."""

from __future__ import annotations

import io
import json
import zipfile

from tests.persons.people import Citizen, Operator, citizen, photo
from tests.persons.reporting import SNOW, pauses, reports, rows, whole_database
from tests.persons.stage import Stage


def stored_files(stage: Stage) -> list[str]:
    return [path.name for path in (stage.folder / "files").rglob("*") if path.is_file()]


async def test_privacy_shows_counts_and_the_consent(stage: Stage, anna: Citizen) -> None:
    await reports(anna, SNOW, photo(), photo())
    await anna.says("/privacy")
    await anna.sees("Что мы храним о вас", "Сообщений: 1", "Файлов и фотографий: 2", "Согласие вы дали", "2026-1")


async def test_the_export_is_a_zip_with_everything_and_nothing_of_others(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    picture = photo()
    number = await reports(anna, SNOW, picture)
    neighbour = citizen(stage, where, "Сосед")
    await reports(neighbour, "Яма в Сосновинке на улице Речной, 7")
    await maria.answers(await maria.card(number), "Трактор выйдет сегодня")
    await maria.replies_to(await maria.card(number), "// пишет каждый день")
    await anna.says("/privacy")
    await anna.presses("Получить мои данные")
    message = await anna.sees("всё, что мы храним о вас")
    files = [f for m in anna.messages() for f in m.files]
    assert message is not None
    assert [(f.kind, f.name) for f in files] == [("document", "moi-dannye.zip")]
    with zipfile.ZipFile(io.BytesIO(files[0].content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        data = archive.read("data.json").decode()
        pictures = [archive.read(name) for name in names if name != "data.json"]
    assert [r["text"] for r in json.loads(data)["reports"]] == [SNOW]
    assert "Трактор выйдет сегодня" in data
    assert "Речной" not in data
    assert "каждый день" not in data
    assert "Мария" not in data
    assert pictures == [picture.content]


async def test_forgetting_erases_every_trace_and_blanks_the_card(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Маковка в Сосновинке на улице Лесной, 5 засыпана снегом", photo())
    await stage.passes(10)
    await anna.presses("Дополнить")
    await anna.says("Маковка не видна", photo())
    await pauses(anna)
    await maria.sees("Маковка не видна")
    await anna.says("Яма, маковка внутри")
    await pauses(anna)
    assert len(stored_files(stage)) == 2
    await anna.says("/forget")
    await anna.sees("Удалить все ваши данные?", "Вернуть это нельзя")
    await anna.presses("Да, удалить всё")
    await anna.sees("ваши данные удалены")
    await stage.quiet()

    anna.does_not_see("Удалить все ваши данные?")
    assert rows(stage, f"SELECT * FROM sent_message WHERE chat = '{anna.chat}'") == []
    assert "маковка" not in whole_database(stage).lower()
    assert stored_files(stage) == []
    assert rows(stage, "SELECT COUNT(*) FROM attachment") == [(0,)]
    assert rows(stage, "SELECT person_id, chat, status FROM report") == [(0, "", "withdrawn")]
    assert rows(stage, f"SELECT * FROM account WHERE user_id = '{anna.user}'") == []
    await maria.sees(f"№ {number}", "Стёрто по просьбе автора")
    assert "маковка" not in maria.text().lower()
    assert [f for m in maria.messages() for f in m.files] == []
    assert [label for m in maria.messages() for label in maria.labels(m)] == []


async def test_forgetting_does_not_touch_the_neighbour(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await reports(anna)
    neighbour = citizen(stage, where, "Сосед")
    number = await reports(neighbour, "Яма в Сосновинке на улице Речной, 7")
    await anna.says("/forget")
    await anna.presses("Да, удалить всё")
    await anna.sees("ваши данные удалены")
    await maria.answers(await maria.card(number), "Засыпем")
    await neighbour.sees("Засыпем")
    assert "Речной, 7" in (await maria.card(number)).text


async def test_whoever_was_forgotten_begins_anew(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    await anna.says("/forget")
    await anna.presses("Да, удалить всё")
    await anna.says("/reports")
    await anna.sees("Здесь пока ничего нет")
    await anna.says("Яма в Сосновинке на улице Речной, 7")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    await anna.sees("Готово", "№ 2")


async def test_who_asks_to_be_forgotten_while_he_writes_does_not_only_drop_his_draft(
    stage: Stage, anna: Citizen
) -> None:
    await reports(anna)
    await anna.says("Яма в Сосновинке на улице Речной, 7")
    await pauses(anna)
    await anna.says("забудьте меня")
    await anna.presses("Да, удалить всё")
    await anna.sees("ваши данные удалены")


async def test_forgetting_may_be_thought_over(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna)
    await anna.says("/forget")
    await anna.presses("Нет, оставить")
    await anna.sees("всё осталось как было")
    await anna.says("/status")
    await anna.sees(f"№ {number}", "не чистят снег")


async def test_an_answer_to_whoever_was_forgotten_goes_nowhere(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    await anna.says("/forget")
    await anna.presses("Да, удалить всё")
    await anna.sees("ваши данные удалены")
    await maria.answers(card, "Трактор выйдет")
    anna.does_not_see("Трактор")


async def test_what_is_about_to_go_to_whoever_is_forgotten_is_stopped(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    first, second = await reports(anna), await reports(anna, "В Сосновинке на улице Речной, 8 яма на дороге")
    await maria.replies_to(await maria.card(first), "Трактор выйдет")
    await maria.presses("Спросить", on=await maria.card(second))
    await maria.sees("уйдёт через 10 секунд")
    await anna.says("/forget")
    await anna.presses("Да, удалить всё")
    maria.does_not_see("уйдёт через", "не чистят снег", "напишите вопрос")
    await stage.passes(60)
    anna.does_not_see("Трактор")
    maria.does_not_see("не удалось обработать")


async def test_withdrawn_consent_is_asked_for_again(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    await anna.says("/privacy")
    await anna.presses("Отозвать согласие")
    await anna.sees("Согласие отозвано", "Уже отправленные останутся в работе")
    await anna.says("Яма в Сосновинке на улице Речной, 7")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.sees("Согласие на обработку", "Сколько храним")


async def test_a_blocked_citizen_is_said_so_on_the_card_and_unblocked_works_again(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    anna.messenger.block(anna.user)
    await stage.quiet()
    await maria.answers(await maria.card(number), "Трактор выйдет")
    await stage.quiet()
    card = await maria.card(number)
    assert "не доставлено" in card.text
    assert "доступ" in card.text or "не разрешает" in card.text
    anna.does_not_see("Трактор")

    anna.messenger.unblock(anna.user)
    await stage.quiet()
    await anna.sees(f"Ответ по № {number}", "Трактор выйдет")
    await maria.answers(await maria.card(number), "Трактор уже у вас")
    await anna.sees("Трактор уже у вас")
    assert "доставлено" in (await maria.card(number)).text
