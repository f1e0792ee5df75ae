"""Who is this, what is it for, and what begins a report and what does not."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, citizen, photo
from tests.persons.reporting import SNOW, pauses, reports, rows, shows, thing
from tests.persons.stage import Stage


async def test_first_contact_says_who_this_is_and_brings_the_keyboard(stage: Stage, where: str, anna: Citizen) -> None:
    await anna.starts()
    greeting = await anna.sees("Центра управления Заречного края", "Напишите, что случилось")
    assert shows(anna, "Здравствуйте") == [greeting]
    rows_of_keys = greeting.buttons if where == "max" else anna.messenger.chats[anna.chat].keyboard  # under it in MAX
    keyboard = [b.label for row in rows_of_keys for b in row]
    place = "Отправить местоположение" if where == "vk" else "📍 Отправить место"  # VK's own words
    assert keyboard == ["Сообщить о проблеме", place, "Что сейчас", "🔔 Оповещения", "Мои сообщения", "Помощь"]


async def test_where_the_first_contact_came_from_is_kept_and_later_ones_change_nothing(
    stage: Stage, anna: Citizen
) -> None:
    await anna.starts("qr-ostanovka-12")
    await anna.starts("another")
    assert rows(stage, "SELECT source FROM person WHERE source <> ''") == [("qr-ostanovka-12",)]


async def test_a_first_message_without_start_is_greeted_and_not_lost(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await anna.sees("Центра управления")
    await anna.sees("Проверьте", "не чистят снег")


@pytest.mark.parametrize("word", ["Добрый день!", "спасибо большое", "хорошо", "👍", "Привет", "\u3164\u115f \uffa0"])
async def test_small_talk_begins_no_report(stage: Stage, anna: Citizen, maria: Operator, word: str) -> None:
    await anna.starts()
    menu = anna.labels()  # none where it stands in place of the keyboard
    await anna.says(word)
    assert len(anna.messages()) == 2
    anna.does_not_see("Где это?", "Проверьте")
    assert anna.labels() in ([], menu)
    assert maria.messages() == []


async def test_who_only_swears_is_answered_calmly(anna: Citizen, maria: Operator) -> None:
    for words in ("да пошли вы нахрен", "ваш бот говно", "КОЗЛЫ!!!"):
        await anna.says(words)
        await pauses(anna)
        assert "Понимаем, что вы сердитесь" in anna.screen().text
    await anna.says("козлы, третий день нет воды, Сосновинка, Лесная 5")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "нет воды")


async def test_a_sticker_begins_no_report(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("", thing("sticker", "sticker.webp"))
    await anna.sees("Напишите, что случилось")
    anna.does_not_see("Где это?", "Проверьте", "Такое я")


async def test_thanks_after_the_number_begin_nothing(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    await anna.says("Спасибо!")
    await anna.sees("Пожалуйста!")
    anna.does_not_see("Что случилось?", "Добавили")


async def test_the_words_of_the_keyboard_do_what_they_say(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    anna.messenger.press_key(anna.user, anna.chat, "Помощь")
    await stage.quiet()
    await anna.sees("Как сообщить о проблеме", "112", "Подать официальное обращение")
    anna.messenger.press_key(anna.user, anna.chat, "Мои сообщения")
    await stage.quiet()
    await anna.sees("Здесь пока ничего нет")
    anna.messenger.press_key(anna.user, anna.chat, "Сообщить о проблеме")
    await stage.quiet()
    await anna.sees("Что случилось?")
    await anna.says("Автобус № 4 не пришёл")
    await pauses(anna)
    await anna.sees("Автобус № 4", "Где это?")


async def test_commands_are_understood_as_words_too(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for word, answer in [
        ("помощь", "Как сообщить"), ("Мои сообщения", "пока ничего нет"), ("/PRIVACY", "Что мы храним"),
        ("статус", "ещё ничего не отправили"), ("отмена", "Отменять нечего"), ("/nonsense", "Такой команды нет"),
    ]:  # fmt: skip
        await anna.says(word)
        await anna.sees(answer)
    anna.does_not_see("Где это?")


async def test_a_sentence_with_a_command_word_in_it_is_a_report(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("Помощь нужна: в Сосновинке на улице Лесной, 5 упало дерево")
    await anna.sees("Проверьте", "упало дерево")


async def test_the_language_is_switched_and_stays(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("/language")
    await anna.sees("На каком языке говорить?")
    await anna.presses("English")
    await anna.says("There is a pothole, 5 Lesnaya street, Sosnovinka", photo())
    await pauses(anna)
    await anna.sees("Potholes")
    await anna.presses("Send")
    await anna.sees("Consent to the processing of personal data")
    await anna.presses("I agree")
    await anna.sees("№ 1")
    await anna.says("/status")
    await anna.sees("№ 1", "Potholes")
    anna.does_not_see("Сейчас:")


async def test_an_english_report_is_answered_in_english_and_its_card_is_russian(
    stage: Stage, where: str, maria: Operator
) -> None:
    john = citizen(stage, where, "John")
    john.messenger.persons[john.user].language = "en"
    await john.says("/language")
    await john.presses("English")
    await john.says("There is a pothole, 5 Lesnaya street, Sosnovinka")
    await pauses(john)
    await john.presses("Send")
    await john.presses("I agree")
    card = await maria.card(await john.number())
    assert "Ямы на дорогах" in card.text
    await maria.answers(card, "Засыпали")
    await john.sees("Засыпали", "solved?")
