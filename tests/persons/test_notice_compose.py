"""A duty officer makes a notice at his phone, in either messenger; the admin chat is in the other one."""

from __future__ import annotations

import json

import pytest

from bot.sandbox.world import WorldFile
from tests.persons.officers import Officer, joined_officers, states
from tests.persons.people import Citizen, document, photo
from tests.persons.reporting import button_data, rows, shows
from tests.persons.stage import Stage


@pytest.fixture
async def officers(stage: Stage, where: str) -> tuple[Officer, Officer]:
    return await joined_officers(stage, where)


@pytest.fixture
def mary(officers: tuple[Officer, Officer]) -> Officer:
    return officers[0]


async def test_admin_chat_gives_the_link_and_the_link_opens_the_two_paths(
    stage: Stage, where: str, mary: Officer
) -> None:
    await mary.group.says("/notice")
    said = await mary.group.sees("составляют в личном чате")
    links = [b.url for row in said.buttons for b in row]
    assert any("t.me" in link and link.endswith("?start=notice") for link in links)
    assert any("vk" in link and link.endswith("?ref=notice") for link in links)
    assert len(shows(mary.group, "личном чате")) == len(mary.group.messages())
    await mary.private.starts("notice")
    await mary.private.sees("Что вы делаете?")
    assert mary.private.labels() == ["🔴 Настоящее оповещение", "🎓 Учения", "Закрыть"]


async def test_a_notice_of_a_template_from_the_first_tap_to_the_citizen(
    stage: Stage, officers: tuple[Officer, Officer], anna: Citizen
) -> None:
    mary, oleg = officers
    await anna.starts()
    await mary.private.says("/notice")
    await mary.private.presses("Настоящее")
    await mary.private.presses("Тонкий лёд")
    await mary.private.says("Сосновинка, Журавлиха и Новые Плёсы")
    await mary.private.sees("НАСТОЯЩЕЕ ОПОВЕЩЕНИЕ", "Лёд тонкий", "Всё заполнено")
    await mary.private.presses("На одобрение")
    await mary.private.sees("№ 1 ждёт второго дежурного")
    assert states(stage) == ["pending"]
    await oleg.group.sees("Лёд тонкий")
    assert shows(anna, "Лёд тонкий") == []


async def test_the_summary_is_one_message_that_is_edited_by_taps_and_gets_the_count(
    stage: Stage, mary: Officer, anna: Citizen
) -> None:
    await anna.starts()
    await mary.composes()
    await stage.until(lambda: shows(mary.private, "Получат:") or shows(mary.private, "Не получит никто"), "a count")
    before = len(mary.private.messages())
    screen = mary.private.screen().id
    for label in ("Ещё…", "Назад", "Где", "Назад", "Проверить", "Назад", "Что делать", "Назад"):
        await mary.private.presses(label)
    assert mary.private.screen().id == screen
    assert len(mary.private.messages()) == before
    assert stage.messenger(mary.private.messenger.name).texts(mary.private.chat).count("Считаем") == 0


async def test_people_see_nothing_of_a_trial_and_the_operators_see_it_marked(
    stage: Stage, mary: Officer, anna: Citizen
) -> None:
    await anna.starts()
    await mary.composes()
    await mary.private.presses("Проверить")
    await mary.private.presses("Показать, как увидят")
    trial = await mary.private.sees("ПРОБА. Никому не отправлено. Язык: Русский", "Вода быстро прибывает", "112")
    assert trial.text.startswith("ПРОБА")
    assert "не заменяет сирены" in trial.text
    await mary.private.presses("Проверить")
    await mary.private.presses("Пробу операторам")
    await mary.group.sees("ПРОБА", "Вода быстро прибывает")
    await mary.private.presses("Проверить")
    await mary.private.presses("Показать на карте")
    await stage.until(
        lambda: [f.kind for m in mary.private.messages() for f in m.files] == ["photo"], "a picture of the area"
    )
    assert shows(anna, "Вода быстро прибывает") == []
    assert states(stage) == ["draft"]


async def test_a_drill_looks_different_from_the_first_screen_to_the_last_word(
    stage: Stage, officers: tuple[Officer, Officer], anna: Citizen
) -> None:
    mary, oleg = officers
    await anna.starts()
    await mary.composes(drill=True)
    assert shows(mary.private, "НАСТОЯЩЕЕ") == []
    await mary.private.presses("На одобрение")
    await mary.private.says("да")
    await mary.private.sees("Это другое слово")
    assert states(stage) == ["draft"]
    await mary.private.says("учения")
    await mary.private.sees("ждёт второго дежурного")
    assert rows(stage, "SELECT state, drill FROM notice") == [("pending", 1)]
    shown = await oleg.group.sees("Вода быстро прибывает")
    assert shown.text.count("УЧЕНИЯ. Опасности нет.") >= 2


async def test_pictures_and_documents_go_with_the_trial_in_the_other_messenger(stage: Stage, mary: Officer) -> None:
    await mary.composes()
    await mary.private.presses("Ещё…")
    await mary.private.presses("Фото и файлы")
    await mary.private.says("", photo())
    await mary.private.presses("Ещё…")
    await mary.private.presses("Фото и файлы")
    await mary.private.says("", document())
    await mary.private.sees("2 файла")
    await mary.private.presses("Проверить")
    await mary.private.presses("Пробу операторам")
    await mary.group.sees("ПРОБА")
    await stage.until(lambda: len([f for m in mary.group.messages() for f in m.files]) == 4, "files of two languages")
    kinds = [f.kind for m in mary.group.messages() for f in m.files]
    assert sorted(kinds) == ["document", "document", "photo", "photo"]
    assert photo().content in [f.content for m in mary.group.messages() for f in m.files]


SQUARE = [[63.4, 60.3], [63.6, 60.3], [63.6, 60.4], [63.4, 60.4], [63.4, 60.3]]


async def test_an_area_comes_as_a_geojson_file_and_is_shown_on_the_map(stage: Stage, mary: Officer) -> None:
    await mary.begins()
    await mary.private.presses("Область на карте")
    text = json.dumps({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}})
    await mary.private.says("", WorldFile("document", "zone.geojson", "application/geo+json", text.encode()))
    await mary.private.sees("область на карте, 4 точки", "внутри: Тихореченск")
    assert rows(stage, "SELECT COUNT(*) FROM attachment") == [(0,)]
    assert [p for p in (stage.folder / "files").rglob("*") if p.is_file()] == []


async def test_a_line_that_crosses_itself_is_never_mended_silently(stage: Stage, mary: Officer) -> None:
    await mary.begins()
    await mary.private.presses("Область на карте")
    for lat, lon in ((60.3, 63.4), (60.4, 63.6), (60.3, 63.6)):
        await mary.private.is_at(lat, lon)
    await mary.private.says("60.4 63.4")
    await mary.private.presses("Готово")
    await mary.private.sees("пересекала сама себя", "Посмотрите на карте")
    await stage.until(lambda: [f.kind for m in mary.private.messages() for f in m.files] == ["photo"], "its picture")
    await mary.private.presses("Да, оставить так")
    await mary.private.sees("область на карте")


async def test_streets_of_an_outage_at_the_phone(stage: Stage, mary: Officer) -> None:
    await mary.private.says("/notice")
    await mary.private.presses("Настоящее")
    await mary.private.presses("Нет отопления")
    await mary.private.presses("Улицы и дома")
    await mary.private.says("Сосновинка")
    await mary.private.says("Лесная: 1–15, 20, 22к2")
    await mary.private.presses("Готово")
    await mary.private.sees("Сосновинка, Лесная: 1–15, 20, 22к2", "До какого времени?")
    await mary.private.presses("Назад")
    await mary.private.presses("На одобрение")
    assert states(stage) == ["draft"]


async def test_a_kill_in_the_middle_of_a_field_loses_nothing(stage: Stage, mary: Officer) -> None:
    await mary.composes()
    await mary.private.presses("Текст")
    await stage.stop_bot()
    await stage.start_bot()
    await mary.private.says("Вода ещё прибывает.")
    await mary.private.sees("Вода ещё прибывает.", "Всё заполнено")
    await stage.stop_bot()
    await stage.start_bot()
    await mary.private.says("/notice")
    await mary.private.presses("№ 1")
    await mary.private.sees("Вода ещё прибывает.")


async def test_whoever_leaves_the_admin_chat_composes_nothing_more(stage: Stage, mary: Officer, anna: Citizen) -> None:
    await mary.composes()
    screen = await mary.private.presses("Текст")
    stage.messenger(stage.admin).leave(mary.group.chat, mary.group.user)
    await stage.quiet()
    await mary.private.says("Слова бывшего дежурного")
    assert rows(stage, "SELECT content FROM notice WHERE content LIKE '%бывшего%'") == []
    await mary.private.presses_data(screen, button_data(mary.private, "d_region:1"))
    assert any("могут только дежурные" in toast for toast in mary.private.toasts())
    assert "Весь регион" not in mary.private.text()


async def test_a_citizen_who_writes_the_command_is_refused_kindly(stage: Stage, mary: Officer, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("/notice")
    await anna.sees("Оповещениями занимаются дежурные центра")
    await anna.starts("notice")
    assert len(shows(anna, "Оповещениями занимаются дежурные центра")) == 2


async def test_an_officer_in_a_hurry_writes_a_sentence_and_corrects_it_in_words(stage: Stage, mary: Officer) -> None:
    who = mary.private
    await who.says("/notice")
    await who.presses("Настоящее")
    await who.says("Отключили воду во всей Сосновинке кроме Лесной до 20:00")
    assert any("Нет воды" in label for label in who.labels()), "not only the fire in the wood"
    await who.says("паводок в Сосновинке, вода прибывает до шести вечера")
    await who.sees("Похоже, это одно из этих")
    await who.presses("Паводок: уходите")
    await who.says("Сосновинка")
    await who.says("школа на Мира, 3")
    await who.sees("Всё заполнено", "📍 Сосновинка")
    for words, shown in (
        ("ой, не сосновинка, а журавлиха", "📍 Журавлиха"),
        ("и Новые Плёсы", "📍 Журавлиха, Новые Плёсы"),
        ("без Журавлихи", "📍 Новые Плёсы"),
        ("до завтра 9 утра", "Действует до: завтра в 09:00"),
    ):
        await who.says(words)
        await who.sees("Всё заполнено", shown)
    await who.says("без Сосновинки")  # it is not there: nothing is guessed
    await who.sees("Что это? Ничего не потеряно", "без Сосновинки")
    assert states(stage) == ["draft"]


async def test_a_correction_in_words_is_never_the_text_whenever_it_comes(stage: Stage, mary: Officer) -> None:
    await mary.begins()
    await mary.private.says("Сосновинка и Журавлиха")
    await stage.passes(8)
    await mary.private.says("нет, не Журавлиха, а Новые Плёсы")
    await mary.private.sees("📍 Сосновинка, Новые Плёсы", "Текста пока нет")
    await mary.private.says("только Сосновинка")
    await stage.until(lambda: "📍 Сосновинка\n" in mary.private.screen().text, "one place")
    await mary.private.says("Вода прибывает.")
    await mary.private.says("до 18:00")
    shown = await mary.private.sees("Действует до: сегодня в 18:00", "Всё заполнено")
    assert "\nВода прибывает.\n" in shown.text
    await stage.passes(8)
    await mary.private.says("Телефон штаба 2-22-33")
    await mary.private.sees("Что это?", "Телефон штаба")
    await mary.private.says("до 20:00")
    asked = await mary.private.sees("Что это?", "Телефон штаба")
    assert "20:00" not in asked.text
    await mary.private.presses("Дописать к тексту")
    await mary.private.sees("Вода прибывает.\nТелефон штаба 2-22-33", "до: сегодня в 20:00")


async def test_what_was_written_before_there_is_a_notice_is_kept_and_asked_about(stage: Stage, mary: Officer) -> None:
    await mary.private.says("/notice")
    await mary.private.says("Лесная и Садовая, воды не будет до вечера")
    await mary.private.sees("Ваши слова сохранил", "Что вы делаете?")
    await mary.private.presses("Настоящее")
    await mary.private.presses("Своё, без шаблона")
    await mary.private.presses("Паводок")
    await mary.private.presses("Опасно для жизни")
    await mary.private.sees("Что это?", "Лесная и Садовая, воды не будет до вечера")
    await mary.private.presses("Это новый текст")
    await mary.private.presses("Где")
    await mary.private.says("Сосновинка")
    await mary.private.sees("📍 Сосновинка", "Лесная и Садовая, воды не будет до вечера")
    await mary.private.says("/notice")
    await mary.private.says("Причина: авария на насосе")
    await mary.private.presses("Настоящее")
    await mary.private.presses("Нет воды")
    await mary.private.sees("Что это?", "Причина: авария на насосе")
    await mary.private.presses("Дописать к тексту")
    await mary.private.sees("Отключена холодная вода", "Причина: авария на насосе", "Где это?")


async def test_of_a_sentence_nothing_is_taken_or_left_out_in_silence(stage: Stage, mary: Officer) -> None:
    await mary.begins()
    for words, name, left in (
        ("Лесная и Садовая в Сосновинке", "Сосновинке", "Лесная Садовая"),
        ("Сосновинка кроме Лесной", "Сосновинка", "кроме Лесной"),
    ):  # fmt: skip
        await mary.private.says(words)
        asked = await mary.private.sees(f"Понял только «{name}»", "в область не попадут", left)
        assert "Не знаю такого места" not in asked.text
        await mary.private.presses("Ничего из этого")
    await mary.private.says("весь край")
    await mary.private.sees("📍 Весь регион")
    await mary.private.presses("Текст")
    await mary.private.says("🌊🌊")
    await mary.private.sees("нет слов", "Что случилось?")


async def test_a_distance_a_time_and_a_text_are_understood_where_the_place_is_asked_for(
    stage: Stage, mary: Officer
) -> None:
    await mary.begins()
    for words, shown in (
        ("радиус 2 км от Сосновинки", "2 км"), ("Журавлиха, 3 км вокруг", "3 км"),
    ):  # fmt: skip
        await mary.private.says(words)
        await mary.private.sees("Текста пока нет", shown)
        await mary.private.presses("Где")
    await mary.private.is_at(60.42, 63.31)
    await mary.private.says("полтора км")
    await mary.private.sees("1,5 км")
    await mary.private.presses("Где")
    await mary.private.is_at(60.42, 63.31)
    await mary.private.says("Кедрачи")
    await mary.private.sees("📍", "Кедрачи")
    await mary.private.presses("Где")
    await mary.private.says("до 18:00")
    await mary.private.sees("Где это?", "Поменяли срок")
    await mary.private.says("Прорвало плотину, вода идёт на Сосновинку, уходите на гору")
    asked = await mary.private.sees("Что это?", "уходите на гору")
    assert "Не знаю такого места" not in asked.text
    await mary.private.presses("Это новый текст")
    await mary.private.sees("Прорвало плотину", "до: сегодня в 18:00")
