"""Second thoughts: marks in words, what is closed and wanted back, a place said anew, a number with odd signs."""

from __future__ import annotations

from handlers.notices.content import Area
from tests.persons.notices import is_said
from tests.persons.people import Citizen, Operator, citizen, photo
from tests.persons.reporting import HOUR_S, pauses, reports, rows
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"


async def says(anna: Citizen, *words: str) -> str:
    """Each by itself; what the bot said to the last one."""
    for each in words:
        before = {m.id: m.text for m in anna.messages()}
        await anna.says(each)
        await pauses(anna)
        await anna.stage.passes(6)
    return "\n".join(m.text for m in anna.messages() if before.get(m.id) != m.text)


async def answered(anna: Citizen, maria: Operator, text: str = "Фонарь починили") -> str:
    number = await reports(anna, LAMP)
    await maria.answers(await maria.card(number), text)
    return number


async def test_a_mark_is_given_in_ones_own_words_and_changed_by_another(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    for first, second, stars in (
        ("да", "твёрдая четверка", 4), ("решено", "ну пять с минусом", 5), ("решено, но на троечку", "", 3),
        ("все сделали, пять звезд", "", 5), ("Спасибо, починили! Пять баллов", "а нет, четыре", 4),
    ):  # fmt: skip
        number = await answered(anna, maria)
        await says(anna, *filter(None, (first, second)))
        assert rows(stage, f"SELECT status, stars FROM report WHERE id = {number}") == [("closed", stars)], first
        assert f"оценка автора: {stars} из 5" in (await maria.card(number)).text
    number = await answered(anna, maria)
    await says(anna, "сделали, но плохо")
    assert rows(stage, f"SELECT status FROM report WHERE id = {number}") == [("reopened",)]


async def test_what_was_closed_with_a_photo_is_wanted_back_and_has_it_still(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP, photo())
    await maria.answers(await maria.card(number), "Фонарь починили")
    await says(anna, "решено", "4")
    told = await says(anna, "верните")
    assert "Вернуть его в работу?" in told
    await anna.presses(f"Вернуть № {number} в работу")
    card = await maria.card(number)
    assert "снова в работе" in card.text
    assert "📎 1 файл" in card.text
    anna.does_not_see("Где это?")


async def test_a_number_with_any_sign_asks_of_that_report_or_says_which_one_is_meant(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, LAMP)
    second = await reports(anna, "Кедрачи, Мира 2, яма на дороге")
    await stage.passes(HOUR_S)
    for words in (f"№ {first}?", f"N{first}", f"#{first}", f"№{first}", f"заявка {first}", f"№ {first} ну что там?"):
        assert f"№ {first} · " in await says(anna, words), words
    assert rows(stage, "SELECT COUNT(*) FROM report_event WHERE kind = 'added'") == [(0,)]
    for number in (first, second):
        await maria.answers(await maria.card(number), "Сделали")
    await says(anna, f"№{first}: решено", f"№ {second} не решено")
    assert rows(stage, "SELECT status FROM report ORDER BY id") == [("closed",), ("reopened",)]


async def test_a_place_is_put_right_in_few_words_and_keeps_what_was_not_spoken_of(anna: Citizen) -> None:
    for begun, then, place in (
        ("Сосновинка Мира 5 яма на дороге", ("ой не 5, а 15", "вернее 15а"), "Сосновинка, Мира, 15а"),
        ("Кедрачи Садовая 15 не горит фонарь", ("ой, не Садовая, а Лесная",), "Кедрачи, Лесная, 15"),
        ("Сосновинка, Мира 6, яма на дороге", ("нет, не Сосновинка, Журавлиха",), "Журавлиха, Мира, 6"),
        ("на остановке Школа в Сосновинке разбито стекло", ("а, остановка не Школа, а Больница",),
         "Сосновинка, на остановке Больница"),
        ("разбита остановка напротив магазина Пятёрочка в Кедрачах", ("не Пятерочка, а Магнит",),
         "Кедрачи, напротив магазина Магнит"),
        ("в Кедрачах когда воду дадут?", ("Кедрачи Мира 5 воды нет",), "Кедрачи, Мира, 5"),
        ("скользко на тротуаре", ("в кедрачах",), "Кедрачи"),
    ):  # fmt: skip
        first = await says(anna, begun)
        last = await says(anna, *then)
        assert f"📍 {place}\n" in last, (begun, last)
        if "Тема:" in first:
            topic = first.partition("Тема:")[2].partition("\n")[0]
            assert topic in last, (begun, last)
        await anna.presses("Отмена")


async def test_a_yard_is_no_address_and_is_asked_for_once_more(anna: Citizen) -> None:
    await says(anna, "сломаны качели")
    for words in ("ну во дворе", "у дома"):
        assert "Напишите улицу и дом" in await says(anna, words)
    assert "📍 Кедрачи, Мира, 5\n" in await says(anna, "Кедрачи, Мира 5")


async def test_what_is_said_to_the_bot_spoils_no_topic_and_is_no_part_of_the_report(anna: Citizen) -> None:
    for begun, then, topic in (
        ("Кедрачи Садовая 7 яма, сейчас фото скину", (), "Ямы"),
        ("Кедрачи Садовая 17 яма", ("я же отправила",), "Ямы"),
        ("Сосновинка Мира 35 не вывозят мусор", ("нет больше ничего",), "мусора"),
        ("Сосновинка Лесная 26 мусор", (), "мусора"),
        ("https://vk.com/wall-1_2 посмотрите тут яма Кедрачи Лесная 16", (), "Ямы"),
        ("Кедрачи Лесная 12 мусор не вывозят", ("ой нет, не мусор, фонарь не горит",), "Освещение"),
    ):
        said = await says(anna, begun, *then)
        assert topic in said.partition("Тема:")[2], (begun, said)
        assert "больше ничего" not in said
        await anna.presses("Отмена")
    await says(anna, "Кедрачи Садовая 51 лифт")
    assert "Какой подъезд?" in await says(anna, "ща уточню")
    assert "Отменили" in await says(anna, "всё, отбой")
    await says(anna, "Маша купи хлеба")
    assert "Отменили" in await says(anna, "ой не туда")
    assert "рабочие дни с 09:00" in await says(anna, "а вы в выходные работаете?")
    await anna.forwards("Внимание! Завтра отключат воду во всём городе на неделю!")
    await pauses(anna)
    assert "Где это?" not in await says(anna, "это правда?")


async def test_what_was_withdrawn_with_a_photo_comes_back_with_it(anna: Citizen, maria: Operator) -> None:
    await reports(anna, LAMP, photo())
    await says(anna, "отзовите")
    await anna.presses("Да, отозвать")
    assert "📷 1 фотография" in await says(anna, "верните")
    await anna.presses("Отправить")
    assert "📎 1 файл" in (await maria.card(await anna.number())).text


async def test_a_known_outage_is_followed_by_yes_and_the_same_words_out_of_the_blue_begin_nothing(
    stage: Stage, where: str, anna: Citizen
) -> None:
    for words in ("да, это оно", "это оно же?", "до 10 утра", "завтра в 9"):
        assert "Где это?" not in await says(anna, words), words
    await is_said(stage, 41, "Авария.", kind="water", severity=2, area=Area(settlements=("kedrachi",)), ask=())
    for name, words in (("Борис", "да оно же наверное"), ("Вера", "да, это оно")):
        who = citizen(stage, where, name)
        await says(who, "Кедрачи Мира 8 воды нет")
        assert "Когда закончится, мы вам напишем" in await says(who, words)
    dora = citizen(stage, where, "Дора")
    await says(dora, "подписаться на Сосновинку")
    for label in ("Подписаться", "Даю согласие"):
        await dora.presses(label)
    assert "Журавлиха" in await says(dora, "и маму добавьте, она в Журавлихе на Мира 5")
    assert "Тема:" not in dora.text()
    gleb = citizen(stage, where, "Глеб")
    assert "Авария" in await says(gleb, "это для меня? я в Кедрачах")
    assert "Подписаться" in " ".join(
        [await says(gleb, "хочу получать только про улицу Мира в Кедрачах"), *gleb.labels()]
    )


async def test_and_also_is_of_the_same_place_and_who_agrees_after_all_is_told_that_nothing_was_kept(
    stage: Stage, where: str, anna: Citizen
) -> None:
    await says(anna, "Сосновинка Мира 31 яма на дороге")
    await anna.presses("Отправить")
    await says(anna, "хотя нет, не надо")
    assert "ничего из написанного не сохранили" in await says(anna, "ладно отправляйте")
    boris = citizen(stage, where, "Борис")
    await reports(boris, "Сосновинка Мира 65 не вывозят мусор")
    assert "📍 Сосновинка, Мира, 65\n" in await says(boris, "и ещё газом пахнет в подъезде")


async def test_a_second_trouble_in_a_message_of_its_own_may_go_apart(anna: Citizen) -> None:
    await says(anna, "Сосновинка Мира 39 не вывозят мусор")
    assert "🛗 Лифты — ещё и отдельно" in await says(anna, "а ещё у нас лифт не работает второй день")
    assert any("Лифты" in label for label in anna.labels())


async def test_a_street_of_another_topics_name_gives_no_topic_and_a_question_about_an_answer_is_asked_about(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    assert "Вывоз мусора" in await says(anna, "Сосновинка Речная 23 мусор")
    assert "📍 Сосновинка, Речная, 25\n" in await says(anna, "нет, 25")
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()
    await maria.answers(await maria.card(number), "Это частная территория")
    assert "Вы написали: «почему частная?»" in await says(anna, "почему частная?")
    await anna.presses("Отмена")
    await says(anna, "ого, быстро")
    assert rows(stage, "SELECT status FROM report") == [("answered",)]


async def test_a_question_when_it_comes_back_is_answered_with_what_is_known(stage: Stage, anna: Citizen) -> None:
    await is_said(
        stage, 51, "Воды нет до 20:00.", kind="water", severity=2, area=Area(settlements=("kedrachi",)), ask=()
    )
    for words in ("когда дадут воду?", "а до скольки отключили", "надолго?"):
        assert "Воды нет до 20:00." in await says(anna, words), words


async def test_words_after_an_answer_are_of_that_report_and_say_how_much_of_it_is_done(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await answered(anna, maria)
    assert "📍 Сосновинка, Лесная, 5\n" in await says(anna, "спасибо! и ещё мусор не вывозят")
    await anna.presses("Отмена")
    await says(anna, "во дворе есть, у подъезда нет")
    assert rows(stage, f"SELECT status FROM report WHERE id = {number}") == [("reopened",)]
    assert "во дворе есть, у подъезда нет" in (await maria.card(number)).text
    boris = citizen(stage, anna.messenger.name, "Борис")
    number = await reports(boris, "Пчеляки Мира 7 яма на дороге")
    await stage.passes(HOUR_S)
    await maria.presses("Взять", on=await maria.card(number))
    assert f"Исправили место в № {number}: Пчеляки, Мира, 9" in await says(boris, "вернее 9")
    await maria.presses("Отклонить", on=await maria.card(number))
    await maria.presses("Спам")
    await stage.passes(12)
    assert "Вы написали: «за что спам?»" in await says(boris, "за что спам?")
