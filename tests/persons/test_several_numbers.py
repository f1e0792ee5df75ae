"""What operators write to several reports at once and to the bot's own lines: it goes where it was meant or nowhere."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, citizen, photo
from tests.persons.reporting import reports, thing
from tests.persons.stage import Stage
from tests.persons.test_shift import LAMP, on_shift

TOMORROW = "сделаем завтра"


async def three(stage: Stage, where: str) -> list[tuple[Citizen, str]]:
    """Three people, each with a report of his own."""
    found = []
    for house in (3, 5, 7):
        person = citizen(stage, where, f"Житель дома {house}")
        await person.starts()
        found.append((person, await reports(person, f"В Сосновинке на улице Лесной, {house} не горит фонарь")))
    return found


async def test_several_numbers_are_answered_each_by_itself_or_nobody_is(
    stage: Stage, where: str, maria: Operator
) -> None:
    people = await three(stage, where)
    numbers = [number for _, number in people]
    one, two, last = numbers
    for text in (
        f"№ {one}, {two} {TOMORROW}", f"№ {one}-{last} {TOMORROW}", f"№ {one}; {two} {TOMORROW}",
        f"№ {one} {TOMORROW}\n№ {two} {TOMORROW}", f"№ {one}, 5 фонарей {TOMORROW}",
    ):  # fmt: skip
        await maria.says(text)
        assert "непонятно, где начинается ответ" in maria.screen().text, text
    await maria.says(f"№ {one}, 99 и {two}: {TOMORROW}")
    assert "Здесь нет: № 99" in maria.screen().text
    for text, told in (
        (f"№ {one}а {TOMORROW}", "прочитать номер"), (f"№ 0 {TOMORROW}", "прочитать номер"),
        (f"№ {one}, {two}, {last}, 4, 5, 6: {TOMORROW}", "не больше чем на 5"), (f"№ {one}, {two}", "только словами"),
    ):  # fmt: skip
        await maria.says(text)
        assert told in maria.screen().text, text
    await maria.says(f"№ {one}, {two}: до и после", photo())
    assert "только словами" in maria.screen().text
    await stage.passes(11)
    for person, _ in people:
        person.does_not_see(TOMORROW, "до и после")
    (mine,) = await maria.says(f"№ {one}, {two} и {last}: {TOMORROW}")
    await maria.sees(f"Ответ на № {two}", "уйдёт через 10 секунд")
    await maria.presses("Отменить отправку", on=await maria.sees(f"Ответ на № {two}", "уйдёт через"))
    await maria.edits(mine, f"№ {one}, {two} и {last}: через год")
    await maria.sees("так не исправить")
    await stage.passes(11)
    for person, number in (people[0], people[2]):
        said = await person.sees(f"Ответ по № {number}", TOMORROW)
        assert not any(f"{other}" in said.text.split(TOMORROW)[0].partition("\n")[2] for other in numbers)
    people[1][0].does_not_see(TOMORROW)


async def test_one_number_with_a_day_or_a_list_of_its_own_is_one_answer(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    for text in ("25 ноября вывезем", "12 и 14 дома подключим", "15:00 приедем"):
        sign = " " if text.startswith("12") else ", "
        await maria.says(f"№ {number}{sign}{text}")
        await stage.passes(11)
        await anna.sees(text)


async def test_on_the_desk_several_numbers_are_answered_too(stage: Stage, where: str, maria: Operator) -> None:
    people = await three(stage, where)
    desk = await on_shift(stage, 0)
    for words, told in ((f"№ {people[0][1]}а {TOMORROW}", "прочитать номер"), (f"№ 5, 6 {TOMORROW}", "непонятно")):
        await desk.says(words)
        await desk.sees(told)
    await desk.says(f"№№ {people[1][1]}, {people[2][1]}: {TOMORROW}")
    await stage.passes(11)
    people[0][0].does_not_see(TOMORROW)
    for person, number in people[1:]:
        await person.sees(f"Ответ по № {number}", TOMORROW)


async def test_a_reply_to_what_the_bot_said_is_read_as_one_to_what_it_spoke_of(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    card = await maria.card(number)
    for at, (files, text) in enumerate((((thing("sticker", "s.webp"),), ""), ((), "👍"), ((), "/close"))):
        await maria.replies_to(card, text, *files)
        hinted = maria.screen()
        await maria.replies_to(hinted, "понял")
        await maria.answers(hinted, f"Лампу заменим {at}")
        await anna.sees(f"Лампу заменим {at}")
        anna.does_not_see("понял")
    await maria.presses("Ещё", on=await maria.card(number))
    await maria.presses("Продлить срок")
    await maria.replies_to(await maria.sees("до какого дня продлить"), "до пятницы")
    await maria.answers(await maria.sees("и причину, и день"), "Ждём лампу, заменим до 30 ноября")
    await anna.sees(f"Срок по № {number} перенесли", "Ждём лампу")
    maria.does_not_see("до какого дня продлить")
    await maria.says("/help")
    await maria.replies_to(maria.screen(), "Лампу заменим, спасибо")
    await maria.sees("жителю ничего не ушло")
    anna.does_not_see("заменим, спасибо")


async def test_what_a_colleague_says_to_an_answer_that_is_about_to_go_is_said_to_his_colleague(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator
) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), "Трактор выйдет завтра")
    await oleg.replies_to(await maria.sees("уйдёт через 10 секунд"), "Добавь телефон мастера")
    await oleg.answers(await oleg.sees("сказали это сотруднику", "Мария"), "Телефон мастера: 2-22-22")
    await anna.sees("Трактор выйдет завтра")
    await anna.sees("Телефон мастера: 2-22-22")
    anna.does_not_see("Добавь")


async def test_an_answer_that_is_edited_into_words_for_the_bot_does_not_go_so(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    (mine,) = await maria.says(f"№ {number} Лампу заменим")
    for words, told in (("👍", "нет слов"), ("Закрыть", "это кнопка"), (f"№ {number}, 77: Лампу", "так не исправить")):
        await maria.edits(mine, words)
        await maria.sees(told)
    await maria.edits(mine, "отмена")
    await maria.sees(f"Ответ на № {number} не отправили")
    await stage.passes(11)
    anna.does_not_see("Лампу", "отмена")
    (mine,) = await maria.says(f"№ {number} Фонарь исправят")
    await stage.passes(11)
    await maria.edits(mine, "не надо")
    await maria.sees("уже ушёл", "напишите ещё один ответ")
    await stage.passes(11)
    await anna.sees("Фонарь исправят")
    anna.does_not_see("не надо")


async def test_what_is_said_to_the_alarm_that_an_answer_did_not_arrive_stays_among_colleagues(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), f"{number}?")
    await maria.sees(f"«{number}?» автору не ушло")
    anna.messenger.block(anna.user)
    await stage.quiet()
    await maria.answers(await maria.card(number), "Лампу заменим")
    alarm = await maria.sees(f"№ {number}: до автора не дошло")
    anna.messenger.unblock(anna.user)
    await maria.replies_to(alarm, "Может кто-нибудь ему позвонить?")
    await maria.sees("похожи на слова коллегам")
    await maria.replies_to(alarm, "// звонили, не берёт")
    await maria.says(f"№ {number} Лампу заменили")
    await stage.passes(11)
    anna.does_not_see("позвонить", "звонили", f"{number}?")


async def test_a_number_in_other_words_is_an_answer_where_it_says_what_is_done_and_talk_is_left_alone(
    stage: Stage, where: str, maria: Operator
) -> None:
    (anna, one), (boris, two), _ = await three(stage, where)
    before = len(maria.messages())
    for talk in (
        f"по № {one} кто-нибудь звонил?", f"по № {one} сделаем завтра?", f"номер {one} кто возьмёт",
        f"По №{one} не сделали",
        f"по номеру {one} позвоню сама, бригада приедет", f"по № {one} автор пишет, что сделали",
        f"насчёт № {one} глухо",
        f"по № {one}", f"номер {one}", "номер 8-800-200 сделаем", f"дом номер {one} сделаем",
        f"по {one} сделаем завтра",
        f"по № {one}: совещание завтра в 10:00",
    ):  # fmt: skip
        await maria.says(talk)
        assert len(maria.messages()) == before, talk
    for at, text in enumerate(
        (
            "по № {}: сделаем завтра",
            "номер {} сделаем во вторник",
            "По сообщению №{}, бригада выехала",
            "На номер {} починили",
            "по заявке № {} лампу заказали",
        )
    ):
        (mine,) = await maria.says(text.format(one))
        await maria.sees(f"Ответ на № {one}", "уйдёт через 10 секунд", text.partition("{}")[2].lstrip(":, "))
        if at == 0:
            await maria.edits(mine, f"по № {one}: сделаем в среду")
        if at == 1:
            await maria.edits(mine, f"по № {one} кто-нибудь звонил?")
            await maria.sees(f"Ответ на № {one} не отправили")
        await stage.passes(11)
    await anna.sees(f"Ответ по № {one}", "сделаем в среду")
    await anna.sees("бригада выехала")
    await anna.sees("починили")
    await anna.sees("лампу заказали")
    anna.does_not_see("во вторник", "кто-нибудь", "сделаем завтра", "глухо", "совещание")
    await maria.replies_to(await maria.card(one), f"по № {two} сделаем завтра")
    await maria.sees(f"Вы отвечаете на № {one}, а написали № {two}")
    await maria.says(f"номер {one} и {two}: устраним")
    await stage.passes(11)
    await anna.sees("устраним")
    await boris.sees("устраним")
    desk = await on_shift(stage, 0)
    await desk.says(f"по № {two} мастер приедет завтра")
    await stage.passes(11)
    await boris.sees(f"Ответ по № {two}", "мастер приедет завтра")
    anna.does_not_see("мастер")
