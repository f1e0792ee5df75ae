"""Two people on shift in their private chats: they answer in plain words, and never hold the same report."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, citizen, operator, photo
from tests.persons.reporting import agrees, pauses, reports
from tests.persons.stage import Stage
from tests.persons.test_desk_files import in_private

LAMP = "В Сосновинке на улице Лесной, 11 не горит фонарь"
PIT = "В Сосновинке на улице Лесной, 13 глубокая яма на дороге"
GAS = "В Сосновинке на улице Лесной, 15 в подъезде пахнет газом"


async def on_shift(stage: Stage, which: int) -> Operator:
    """An operator who began his shift in words."""
    who = in_private(stage, which)
    await who.starts()
    await who.says("моя смена")
    await who.says("начать смену")
    return who


async def writes(stage: Stage, where: str, text: str, name: str) -> Citizen:
    author = citizen(stage, where, name)
    await author.starts()
    await author.says(text)
    await pauses(author)
    await author.presses("Отправить")
    await agrees(author)
    return author


async def test_reports_come_one_by_one_and_plain_words_are_the_answers(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await reports(anna, LAMP, photo(), photo())
    pyotr = await writes(stage, where, PIT, "Пётр Ильич")
    vera = await writes(stage, where, GAS, "Вера Павловна")
    desk = await on_shift(stage, 0)
    await desk.sees("пахнет газом", "ОПАСНО")
    await desk.says("Позвоните 104, аварийная бригада едет")
    await desk.says("Дальше")
    await desk.sees("не горит фонарь")
    assert len([file for message in desk.messages() for file in message.files]) == 2
    await desk.presses("Спросить")
    await desk.says("Какой номер на столбе?")
    await desk.presses("Дальше")
    await desk.sees("глубокая яма")
    await desk.says("Яму засыплем до вечера")
    await stage.passes(11)
    await vera.sees("аварийная бригада едет")
    await anna.sees("Вопрос", "Какой номер на столбе?")
    await pyotr.sees("Яму засыплем до вечера")
    await desk.sees("пахнет газом", "доставлено")
    await desk.says("Закончить смену")
    await desk.sees("Смена закончена", "Ответов: 3")
    await stage.passes(61)
    await maria.sees("Смену закончил", "Мария", "ответов 3")
    assert maria.text().count("Смену закончил") == 1


async def test_two_on_shift_never_have_the_same_and_a_restart_changes_nothing(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await reports(anna, LAMP)
    await writes(stage, where, PIT, "Пётр Ильич")
    first, second = await on_shift(stage, 0), await on_shift(stage, 1)
    await first.sees("не горит фонарь")
    await second.sees("глубокая яма")
    await stage.stop_bot()
    await stage.start_bot()
    await first.says("Лампу заменим сегодня")
    await stage.stop_bot()
    await stage.start_bot()
    await stage.passes(11)
    await anna.sees("Лампу заменим сегодня")
    assert anna.text().count("Лампу заменим") == 1
    await first.presses("Дальше")
    await first.sees("больше ничего не ждёт")
    await second.presses("Закончить смену")
    await stage.passes(61)
    await first.sees("глубокая яма")
    second.does_not_see("не горит фонарь")


async def test_an_answer_is_stopped_and_a_note_stays_among_colleagues(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    await desk.says("Не туда написал")
    await desk.presses("Отменить отправку")
    await desk.says("// электрики обещали к пятнице")
    await stage.passes(11)
    anna.does_not_see("Не туда написал", "электрики")
    await desk.presses("Полностью")
    await desk.sees("электрики обещали к пятнице")
    await desk.presses("Тема")
    await desk.presses("Назад")
    await desk.presses("Отклонить")
    await desk.presses("Не наша территория")
    await stage.passes(11)
    await anna.sees("не на нашей территории")


async def test_words_for_the_bot_never_reach_the_author(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    await desk.sees("не горит фонарь")
    await desk.says("найди Лесная")
    await desk.sees("Нашлось по «Лесная»", f"№ {number}")
    for words in ("статистика", "34", "передать электрикам", "закрой"):
        await desk.says(words)
        await desk.sees(f"«{words}» автору не ушло")
    await desk.says("Передали электрикам")
    await stage.passes(11)
    await anna.sees("Передали электрикам")
    anna.does_not_see("найди", "статистика", "34", "передать электрикам")
    await desk.says("закончить смену")
    await desk.sees("Смена закончена")
    await desk.says("закончить смену")
    await desk.sees("Моя смена", "Ждут ответа")
    desk.does_not_see("Где это?")


async def test_a_reply_to_a_list_is_told_that_it_went_to_nobody(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, LAMP)
    for words, shown in (("/queue", "В очереди"), ("/find Лесная", "Нашлось")):
        await maria.says(words)
        await maria.replies_to(await maria.sees(shown), "Лампу заменим")
        await maria.sees("Напишите, на какое вы отвечаете", "№ 123")
    await stage.passes(11)
    anna.does_not_see("Лампу заменим")


async def test_off_shift_nothing_that_is_for_an_author_becomes_a_report(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    alone = in_private(stage)
    await alone.says("/queue")
    await alone.says("Лампу заменим", reply_to=await alone.sees("В очереди"))
    await alone.sees("никому не ушли", "вы не на смене")
    await alone.says(f"№ {number} Лампу заменим")
    assert alone.text().count("никому не ушли") == 2
    alone.does_not_see("Где это?")
    boris = citizen(stage, stage.admin, "Борис")
    await boris.says(f"№ {number} не работает лампа")
    boris.does_not_see("вы не на смене")


async def test_whoever_is_not_of_the_staff_gets_no_shift(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, LAMP)
    await anna.says("моя смена")
    await anna.sees("только сотрудники")
    anna.does_not_see("Начать смену")
    await maria.says("/shift")
    await maria.sees("личном чате")


async def test_an_edit_on_the_desk_is_read_as_in_the_group(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    (mine,) = await desk.says("Лампу заменим в среду")
    await desk.edits(mine, "Лампу заменим в четверг")
    await stage.passes(11)
    await anna.sees("Лампу заменим в четверг")
    await stage.stop_bot()
    await stage.start_bot()
    await desk.edits(mine, "Лампу заменим в пятницу")
    await desk.sees("уже ушёл", "«Лампу заменим в пятницу»")
    await stage.passes(11)
    edited = await anna.sees("Лампу заменим в пятницу", "Исправлено")
    assert edited.edited
    anna.does_not_see("в среду", "в четверг")


async def test_the_first_words_after_a_shift_are_no_report_unless_he_says_so(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await reports(anna, LAMP)
    desk = await on_shift(stage, 0)
    await stage.passes(3 * 3600)
    await desk.sees("два часа от вас ничего не было")
    await desk.says("Лампу заменим в субботу")
    await desk.sees("никому не ушли", "смена закончена")
    desk.does_not_see("Где это?")
    await desk.presses("Это сообщение о проблеме")
    await desk.sees("Лампу заменим в субботу", "Где это?")
    await desk.says("отмена")
    other = await on_shift(stage, 1)
    await other.says("закончить смену")
    await other.says("спасибо")
    await other.says("В Сосновинке на Лесной, 70 пахнет газом")
    await other.sees("104", "112")
    other.does_not_see("никому не ушли")
    anna.does_not_see("в субботу")


async def test_whoever_left_the_staff_has_nothing_more_of_a_citizen_on_his_desk(
    stage: Stage, where: str, anna: Citizen, oleg: Operator
) -> None:
    number = await reports(anna, LAMP)
    desk = await on_shift(stage, 1)
    await desk.sees("не горит фонарь", "занимается Олег")
    oleg.messenger.leave(oleg.chat, oleg.user)
    await stage.quiet()
    await anna.says("Телефон 8 912 345-67-89")
    await stage.passes(5)
    card = await operator(stage, 0).card(number)
    assert "345-67-89" in card.text
    assert "занимается" not in card.text
    desk.does_not_see("345-67-89", "не горит фонарь")
