"""What a tired operator writes to the bot, and that none of it reaches a citizen as an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.world import ShownMessage
from tests.persons.officers import Officer, joined_officers
from tests.persons.people import Citizen, Operator, citizen, operator
from tests.persons.reporting import reports
from tests.persons.stage import Stage, open_stage
from tests.persons.test_cases import HERE, follows, other
from tests.persons.test_desk_files import in_private
from tests.persons.test_shift import LAMP, on_shift

ANSWER = "Трактор выйдет завтра до 18:00"


async def test_words_stop_an_answer_whatever_they_reply_to(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    for word, to_card in (("отмена", True), ("/cancel", False), ("не отправляй!", False), ("Отменить отправку", True)):
        await maria.replies_to(card, ANSWER)
        said = await maria.sees("уйдёт через 10 секунд")
        await maria.replies_to(card if to_card else said, word)
        await maria.sees(f"Ответ на № {number} не отправили")
        maria.does_not_see("уйдёт через")
    await maria.replies_to(card, "не надо")
    await maria.sees("Отменять нечего")
    await stage.passes(11)
    anna.does_not_see(ANSWER, "отмена", "не надо")


async def test_on_the_desk_words_stop_the_answer_and_small_ones_are_none(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    for word in ("отмена", "не туда"):
        await desk.says("Лампу заменим в среду")
        await desk.says(word)
        await stage.passes(11)
        anna.does_not_see("Лампу заменим")
    await desk.says("👍")
    await desk.sees("в ответе нет слов")
    await desk.says("Лампу заменим в четверг")
    await desk.says("ок")
    await desk.sees("«ок» автору № 1 не ушло")
    await desk.says("Ещё не решено")
    await desk.sees("Следующий ответ обещаем не позже: 20 ноября")
    await desk.says("передать")
    await desk.sees("«передать» — это кнопка")
    await stage.passes(11)
    told = await anna.sees("Пока сообщаем", "Лампу заменим в четверг")
    assert anna.text().count("Заречный горсвет") == 1, told.text


@pytest.mark.parametrize(("words", "day"), [("до четверга", "20 ноября"), ("до завтрашнего утра", "завтра в 08:00")])
async def test_on_the_desk_a_day_alone_is_that_of_the_next_word_where_it_is_asked_for(
    stage: Stage, anna: Citizen, maria: Operator, words: str, day: str
) -> None:
    await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    await desk.says("Ждём лампу")
    await desk.presses("Ещё не решено")
    await desk.sees("Когда ждать следующего ответа?")
    await desk.says(words)
    await desk.sees(f"Следующий ответ обещаем не позже: {day}")
    await stage.passes(11)
    told = await anna.sees("Ждём лампу", f"не позже: {day}")
    assert words not in told.text
    anna.does_not_see(words)


async def test_whom_is_said_in_words_and_a_prompt_is_dropped_by_one(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    boris = other(stage, where, "Борис")
    await follows(boris)
    await maria.replies_to(await maria.card(first), ANSWER)
    asked = await maria.sees("Кому отправить?")
    await maria.presses("Взять", on=await maria.card(first))
    assert "ждёт вашего слова, кому отправить" in (await maria.card(first)).text
    await maria.replies_to(asked, "ок")
    await maria.sees("Сначала скажите, кому")
    await maria.replies_to(asked, "всем")
    await stage.passes(11)
    await anna.sees(ANSWER)
    await boris.sees(ANSWER)
    await maria.presses("Спросить", on=await maria.card(first))
    await maria.replies_to(await maria.sees("Передумали?"), "отмена")
    maria.does_not_see("Передумали?")
    await maria.presses("Спросить", on=await maria.card(first))
    await maria.says("/cancel")  # to nothing: the question that waits is meant
    maria.does_not_see("Передумали?")
    await stage.passes(11)
    for person in (anna, boris):
        person.does_not_see("всем", "ок\n", "отмена")


async def test_the_words_of_a_button_are_no_answer_in_the_group(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    for word in ("Взять", "закрыть", "Не наш вопрос"):
        await maria.replies_to(card, word)
        await maria.sees(f"«{word}» — это кнопка")
    await maria.replies_to(card, "👍👍")
    await maria.sees("в ответе нет слов")
    await stage.passes(11)
    anna.does_not_see("Ответ по №")


async def test_off_shift_a_reply_to_a_card_in_private_begins_no_report_of_his_own(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    card = await desk.sees("не горит фонарь")
    await desk.says("Закончить смену")
    await desk.replies_to(card, "Лампу заменим завтра")
    await stage.passes(11)
    said = await desk.sees("никому не ушли")
    assert "Начать смену" in " ".join(desk.labels(said))
    anna.does_not_see("Лампу заменим")
    await in_private(stage).replies_to(card, "и ещё раз")
    desk.does_not_see("Где это?", "Проверьте, всё ли верно")


async def test_what_is_replied_to_a_notice_is_no_answer_to_the_report_of_that_number(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    mary, oleg = await joined_officers(stage, where)
    await mary.composes()
    await mary.private.presses("На одобрение")
    for message in await seen(oleg):
        await oleg.group.replies_to(message, "Согласен")
    await oleg.group.presses("Отклонить")
    await oleg.group.replies_to(await oleg.group.sees("почему отклоняете"), "Не то село")
    await oleg.group.sees(f"№ {number}", "отклонено")
    for message in await seen(oleg):
        await mary.group.replies_to(message, "Согласна, исправлю")
    await stage.passes(11)
    anna.does_not_see("Согласен", "Согласна")


async def seen(officer: Officer) -> list[ShownMessage]:
    """What stands in the admin chat of notices."""
    await officer.group.sees("Оповещение № 1")
    return [m for m in officer.group.messages() if "Сосновинка, Лесная" not in m.text]


async def test_a_few_words_alone_are_commands_among_the_staff_and_talk_is_not(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    for words, shown in (
        ("очередь", "В очереди 1 сообщение"),
        ("Шаблоны", "Готовые ответы"),
        ("Поиск", "Напишите, что искать"),
    ):
        await maria.says(words)
        await maria.sees(shown)
    before = len(maria.messages())
    for talk in ("какая очередь?", "очередь в столовую", "отмена", "помощь", "статус"):
        await maria.says(talk)
    assert len(maria.messages()) == before
    await maria.answers(await maria.card(number), "очередь")
    await anna.sees("очередь")


async def test_an_answer_whose_message_is_taken_away_in_time_goes_nowhere(tmp_path: Path) -> None:
    """MAX tells of it; Telegram and VK tell no bot."""
    async with open_stage(tmp_path, "max") as stage:
        anna, maria = citizen(stage, "vk"), operator(stage)
        number = await reports(anna)
        desk = await on_shift(stage, 0)
        for who in (maria, desk):
            (mine,) = await who.says(f"№ {number} {ANSWER}")
            who.messenger.delete(who.user, who.chat, mine)
            await who.sees(f"ответ на № {number} не отправили")
        await stage.passes(60)
        anna.does_not_see(ANSWER)
        (late,) = await maria.says(f"№ {number} Трактор вышел")
        await stage.passes(11)
        maria.messenger.delete(maria.user, maria.chat, late)
        await maria.sees("уже ушёл", "напишите ещё один ответ")


async def test_off_shift_the_queue_and_a_search_are_asked_for_in_words(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna, LAMP)
    desk = in_private(stage)
    await desk.starts()
    await desk.says("Покажи очередь")
    await desk.sees("В очереди 1", f"№ {number}")
    await desk.says("найди Лесная")
    await desk.sees("Нашлось по «Лесная»")
    await anna.says("покажи очередь")
    await stage.passes(5)
    anna.does_not_see("Нашлось", "В очереди")


async def test_a_few_words_of_who_does_what_are_no_answer_to_the_author(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    for words in ("беру", "Взяла!", "моё", "закрой", "верни", "дубль", "это дубль № 1", "то же, что и № 1", "спам",
                  "не наш", "ой, это не вам", "передай Олегу", "объединить с № 1"):  # fmt: skip
        await maria.replies_to(card, words)
        assert f"«{words}» автору не ушло" in maria.screen().text, words
    for words in ("моё", "закрыто", "спам"):
        await maria.says(f"№ {number} {words}")
        assert f"«{words}» автору не ушло" in maria.screen().text, words
    await stage.passes(11)
    anna.does_not_see("Ответ по №")
    for words in ("Люк закрыт, спасибо", "Передано в водоканал", "Это не наш дом, уточните адрес"):
        await maria.answers(card, words)
        await anna.sees("Ответ по №" if "уточните" not in words else "№", words)
