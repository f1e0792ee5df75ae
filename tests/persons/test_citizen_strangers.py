"""What strangers wrote who tried the bot as teenagers, grandmothers, activists and neighbours do."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import MINUTE_S, agrees, pauses, reports, rows
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"
BINS = "В Сосновинке на Лесной 9 не вывозят мусор"


async def says(anna: Citizen, words: str) -> str:
    await anna.says(words)
    await pauses(anna)
    return anna.screen().text


@pytest.mark.parametrize("words", ["го быстрее", "давайте скорее", "вы читаете вообще?"])
async def test_who_hurries_us_is_told_how_it_stands_and_subscribes_to_nothing(
    stage: Stage, anna: Citizen, words: str
) -> None:
    number = await reports(anna, LAMP)
    await stage.passes(MINUTE_S)
    await anna.sees("Предупреждать вас")
    await anna.says(words)
    await pauses(anna)
    await anna.sees(f"№ {number}", "Сейчас: передано, ждёт ответа")
    anna.does_not_see("Подписали")
    assert rows(stage, "SELECT COUNT(*) FROM subscription") == [(0,)]


async def test_okay_still_accepts_the_offer_of_warnings(stage: Stage, anna: Citizen) -> None:
    await reports(anna, LAMP)
    await stage.passes(MINUTE_S)
    await anna.says("ну давай")
    await anna.sees("Подписали")


async def test_words_about_another_open_report_go_to_that_one(stage: Stage, anna: Citizen, maria: Operator) -> None:
    lamp, bins = await reports(anna, LAMP), await reports(anna, BINS)
    await anna.says("по фонарю когда?")
    await pauses(anna)
    await anna.sees(f"№ {lamp} · ", "Сейчас:")
    assert f"Добавили к № {bins}" in await says(anna, "мусор вывезли, спасибо")
    await anna.says("по фонарю когда?")
    await pauses(anna)
    assert f"Добавили к № {lamp}" in await says(anna, "темно уже неделю")
    assert "темно уже неделю" in (await maria.card(lamp)).text


async def test_a_number_that_is_none_of_his_is_no_word_about_the_report_just_spoken_of(anna: Citizen) -> None:
    lamp = await reports(anna, LAMP)
    await reports(anna, BINS)
    await anna.says("по фонарю когда?")
    await pauses(anna)
    await anna.sees(f"№ {lamp} · ", "Сейчас:")
    assert "О каком это сообщении?" in await says(anna, "№ 77 решено")


async def test_an_entrance_beside_the_address_is_not_asked_for_again(anna: Citizen) -> None:
    await says(anna, "у нас лифт стоит с пятницы")
    shown = await says(anna, "Белосветск Садовая 7 подъезд 2")
    assert "Проверьте, всё ли верно" in shown
    assert "Какой подъезд? 2" in shown


async def test_house_and_flat_are_said_later_and_put_right(anna: Citizen) -> None:
    number = await reports(anna, "мусор не вывозят на Садовой в Кедрачах")
    for words, place in (
        ("кстати дом 3", "Кедрачи, Садовая, 3"),
        ("а нет, 13", "Кедрачи, Садовая, 13"),
        ("Садовая 13 квартира 4", "Кедрачи, Садовая, 13, кв. 4"),
        ("ой а квартира не 4, а 14, запамятовала", "Кедрачи, Садовая, 13, кв. 14"),
    ):
        shown = await says(anna, words)
        if "Исправить место" in " ".join(anna.labels()):
            await anna.presses("Исправить место")
            shown = anna.screen().text
        assert f"Исправили место в № {number}: {place}." in shown, words


async def test_greetings_and_thanks_in_tatar_begin_no_report_and_a_yes_sends_it(anna: Citizen) -> None:
    await anna.says("Исәнмесез")
    anna.does_not_see("Где это?")
    await says(anna, "Урамда ут янмый")
    await says(anna, "Камышеград, Садовая 7")
    await anna.says("әйе")
    await agrees(anna)
    await anna.number()
    await anna.says("рәхмәт")
    await anna.sees("Пожалуйста!")


async def test_who_is_threatened_while_writing_reads_112_and_no_word_is_lost(anna: Citizen, maria: Operator) -> None:
    await says(anna, "Соседка за стенкой орёт каждую ночь, сил нет. Тихореченск, Мира 3")
    for words in ("она мне угрожает", "говорит убью тебя"):
        assert "112" in await says(anna, words)
        anna.does_not_see("Не трогайте и не подходите")
    await says(anna, "что делать то")
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "она мне угрожает" in card.text
    assert "говорит убью тебя" in card.text
