"""People who say it in another way than the screen expects: each kind in many words, in one world."""

from __future__ import annotations

from handlers.notices.content import Area
from tests.persons.notices import is_said
from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import DAY_S, pauses, reports
from tests.persons.stage import Stage


async def say(anna: Citizen, *words: str) -> None:
    for each in words:
        await anna.says(each)
        await pauses(anna)
        await pauses(anna)


def somebody(stage: Stage, anna: Citizen, name: str) -> Citizen:
    """Somebody new in Anna's messenger."""
    return citizen(stage, anna.messenger.name, name)


async def answered(anna: Citizen, maria: Operator, trouble: str, answer: str) -> str:
    number = await reports(anna, trouble)
    await maria.answers(await maria.card(number), answer)
    return number


async def test_the_second_trouble_of_a_report_is_no_new_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    told = {
        "света нет": "В Сосновинке на улице Лесной, 5 не чистят снег и нет света",
        "мусор так и лежит": "В Сосновинке на улице Лесной, 6 яма на дороге, а ещё не вывозят мусор",
        "а воды до сих пор нет": "В Сосновинке на улице Лесной, 7 не горит фонарь и нет воды",
    }
    for place, (words, trouble) in enumerate(told.items()):
        one = somebody(stage, anna, f"One {place}")
        number = await answered(one, maria, trouble, "Частью сделали")
        await say(one, words)
        await one.sees(f"№ {number}", "снова в работе")
        await maria.sees(f"№ {number}", words)
        one.does_not_see("Где это?")


async def test_the_topic_of_a_sent_report_is_put_right_in_words(stage: Stage, anna: Citizen, maria: Operator) -> None:
    for place, (words, topic) in enumerate(
        (
            ("это не дорога, а тротуар", "Тротуары"),
            ("не та тема, это про отопление", "Отопление"),
            ("поменяйте тему на освещение", "Освещение улиц"),
        )
    ):
        one = somebody(stage, anna, f"One {place}")
        number = await reports(one, f"В Сосновинке на улице Лесной, {place + 10} яма на дороге")
        await say(one, words)
        await one.sees(f"Исправили тему в № {number}", topic)
        await maria.sees(f"№ {number} · ", topic, words)
        one.does_not_see("Где это?")
    await one.presses("Это о другом")
    assert "Ямы на дорогах" in (await maria.card(number)).text
    await say(one, "отмена", "тема не та")
    await one.sees(f"О чём № {number}")
    await say(one, "тротуары")
    await one.sees(f"Исправили тему в № {number}", "Тротуары")
    await say(one, "хочу изменить адрес", "Белосветск, Садовая 12")
    await one.sees(f"Исправили место в № {number}: Белосветск, Садовая, 12")


async def test_what_the_staff_have_taken_keeps_its_topic(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "В Сосновинке на улице Лесной, 5 яма на дороге")
    await maria.presses("Взять", on=await maria.card(number))
    await say(anna, "это не дорога, а тротуар")
    await anna.sees(f"Добавили к № {number}")
    assert "Ямы на дорогах" in (await maria.card(number)).text


async def test_other_words_with_not_and_but_are_no_other_topic(anna: Citizen) -> None:
    number = await reports(anna, "В Сосновинке на улице Лесной, 5 яма на дороге")
    await say(anna, "не вчера, а сегодня снова отключили свет")
    await anna.sees("Где это?", "отключили свет")
    anna.does_not_see(f"Исправили тему в № {number}")


async def test_several_places_below_the_warnings_are_all_meant(stage: Stage, anna: Citizen) -> None:
    for place, words in enumerate(("Сосновинка и Журавлиха", "Сосновинка, Журавлиха", "ещё Журавлиха и Сосновинка")):
        one = somebody(stage, anna, f"One {place}")
        await say(one, "подпишите меня на предупреждения", words, "и там и там")
        await one.presses("Подписаться")
        await one.presses("Даю согласие")
        await one.sees("Подписали", "Сосновинка", "Журавлиха")
        one.does_not_see("Какое место")
    await say(one, "Кедрачи, Пчеляки")
    await one.sees("Добавили", "Кедрачи", "Пчеляки")


async def test_how_far_around_is_said_in_words(stage: Stage, anna: Citizen) -> None:
    one = somebody(stage, anna, "One")
    await say(one, "предупреждения в радиусе 500 метров от Лесной 5 в Сосновинке")
    await one.presses("Даю согласие")
    await say(one, "дача")
    await one.sees("Запомнили", "дача", "Лесная, 5", "500 м")
    for words, distance in (("полтора километра", "1500 м"), ("2 км", "2 км"), ("пять километров", "5 км")):
        await one.presses("Добавить место")
        await say(one, "Сосновинка, Лесная, 5", "дом", words)
        await one.sees("Запомнили", distance)


async def test_stars_are_given_in_words(stage: Stage, anna: Citizen, maria: Operator) -> None:
    said = (("отлично", 5), ("так себе", 3), ("очень плохо", 1), ("⭐⭐⭐⭐", 4))
    for place, (words, stars) in enumerate(said):
        one = somebody(stage, anna, f"One {place}")
        number = await answered(one, maria, f"В Сосновинке на улице Лесной, {place + 20} не горит фонарь", "Сделали")
        await one.presses("Решено")
        await say(one, words)
        await one.sees(f"№ {number} закрыто", f"{stars} из 5")
    other = somebody(stage, anna, "Other")
    await answered(other, maria, "В Сосновинке на улице Лесной, 29 не горит фонарь", "Сделали")
    await other.presses("Решено")
    await say(other, "не отлично")
    other.does_not_see("из 5")


async def test_a_question_is_no_answer_to_a_screen(stage: Stage, anna: Citizen) -> None:
    one, two = somebody(stage, anna, "One"), somebody(stage, anna, "Two")
    await say(one, "В Сосновинке на улице Лесной, 18 грязно в подъезде", "а можно сегодня?")
    screen = await one.sees("Какой подъезд?", "а можно сегодня?")
    assert "Какой подъезд? а можно" not in screen.text
    await say(one, "третий")
    await one.sees("Какой подъезд? третий", "а можно сегодня?")
    await say(two, "нет воды", "когда вода будет на Лесной?")
    await two.sees("нет воды", "когда вода будет на Лесной?", "📍 Лесная", "ещё не отправлено")
    two.does_not_see("Это новое сообщение?")


async def test_the_other_layout_of_the_keyboard_is_read_as_it_was_meant(stage: Stage, anna: Citizen) -> None:
    await say(anna, "cytu yt e,hfyj", "Cjcyjdbyrf Ktcyfz 5")
    await anna.sees("снег не убрано", "📍 Сосновинка, Лесная, 5", "Снег")
    await say(anna, "jnvtyf")
    await anna.sees("Отменили")
    two = somebody(stage, anna, "Two")
    await say(two, "No hot water for three days, Sosnovinka Lesnaya 5")
    await two.sees("No hot water for three days")


async def test_the_town_is_told_and_where_in_it_stands_in_the_words(anna: Citizen) -> None:
    for each in ("у нас", "вода", "ржавая течёт", "из крана", "Сосновинка", "Лесная 7"):
        await anna.says(each)
    await pauses(anna)
    await pauses(anna)
    await anna.sees("ржавая течёт", "📍 Сосновинка, Лесная, 7")


async def test_whoever_says_wait_is_waited_for(anna: Citizen) -> None:
    await say(anna, "В Сосновинке на улице Лесной, 5 яма на дороге", "нет, стойте")
    assert "стойте" not in (await anna.sees("Что исправить?")).text
    await anna.presses("Отправить")
    await say(anna, "нет, подождите")
    anna.does_not_see("не сохранили")
    await anna.presses("Даю согласие")
    await anna.sees("Готово")


async def test_talk_and_contacts_begin_no_report(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for words in ("вы бот?", "ты живой человек или робот?"):
        await say(anna, words)
        assert "отвечают на них люди" in anna.messages()[-1].text, words
    assert len([m for m in anna.messages() if "Здравствуйте!" in m.text]) == 1
    await say(anna, "а кто тебя сделал", "сколько тебе лет")
    for words in ("89161234567", "мой телефон +7 (916) 123-45-67", "ivanov@mail.ru", "паспорт 4510 123456"):
        await say(anna, words)
        assert "ответ придёт сюда" in anna.messages()[-1].text, words
    anna.does_not_see("Где это?")
    await say(anna, "нет воды, телефон 89161234567")
    await anna.sees("Где это?", "нет воды, телефон 89161234567")


async def test_what_is_asked_and_told_while_another_report_is_written(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    pit = await reports(anna, "В Сосновинке на улице Лесной, 61 яма на дороге")
    await stage.passes(DAY_S)
    await say(anna, "фонарь не горит", "а по яме что-нибудь решили?")
    await anna.sees(f"№ {pit} · ", "Сейчас:")
    await maria.answers(await maria.card(pit), "Яму засыпали")
    await say(anna, "да, засыпали, спасибо", "Сосновинка, Лесная 61")
    await anna.presses(f"№ {pit}")
    await anna.sees(f"Сообщение № {pit} закрыто")
    screen = await anna.sees("фонарь не горит", "📍 Сосновинка, Лесная, 61")
    assert "решили" not in screen.text


async def test_whoever_feels_ill_is_told_whom_to_call(stage: Stage, anna: Citizen) -> None:
    for place, words in enumerate(("мне плохо", "сердце болит", "не могу дышать")):
        one = somebody(stage, anna, f"One {place}")
        await say(one, words)
        await one.sees("Позвоните", "112", "103")
        one.does_not_see("Где это?")


async def test_what_was_missed_and_is_there_again_is_no_danger(stage: Stage, anna: Citizen, maria: Operator) -> None:
    for place, words in enumerate(("горит", "теперь горит как надо")):
        one = somebody(stage, anna, f"One {place}")
        await answered(one, maria, f"В Сосновинке на улице Лесной, {place + 40} не горит фонарь", "Сделали")
        await say(one, words)
        await one.sees("закрыто", "Рады, что помогло")
        one.does_not_see("Выходите на улицу")
    other = somebody(stage, anna, "Other")
    await answered(other, maria, "В Сосновинке на улице Лесной, 49 не горит фонарь", "Сделали")
    await say(other, "горит дом")
    await other.sees("112", "101")


async def test_waiting_and_doubt_are_words_about_the_answer(stage: Stage, anna: Citizen, maria: Operator) -> None:
    one = somebody(stage, anna, "One")
    await answered(one, maria, "В Сосновинке на улице Лесной, 6 не горит фонарь", "Починили фонарь")
    await say(one, "врёте")
    await one.sees("врёте", "Проблема решена?")
    await answered(anna, maria, "В Сосновинке на улице Лесной, 5 не горит фонарь", "Передали в горсвет, ждите")
    await say(anna, "неделю уже ждём")
    await anna.presses("Не решено", on=await anna.sees("неделю уже ждём", "Проблема решена?"))
    await maria.sees("неделю уже ждём")


async def test_where_no_warnings_are_wanted_may_be_said_behind_the_place(stage: Stage, anna: Citizen) -> None:
    await say(anna, "/alerts")
    await anna.presses("Подписаться")
    await anna.presses("Даю согласие")
    await say(anna, "живу в Сосновинке", "а в Кедрачах уже не надо")
    await anna.sees("и так не предупреждаем: Кедрачи")
    await say(anna, "Сосновинка и Пчеляки не нужны, а в Журавлиху переехала мама")
    await anna.sees("Больше не предупреждаем: Сосновинка")
    await say(anna, "только не ночью")
    await anna.sees("Тихие часы")
    two = somebody(stage, anna, "Two")
    await say(two, "хочу знать про отключения воды в Тихореченске")
    await two.sees("Подписаться", "Тихореченск")


async def test_the_next_place_is_asked_about_like_the_one_before(anna: Citizen) -> None:
    await say(anna, "когда дадут воду в Тихореченске?")
    await anna.sees("нет: Тихореченск")
    await say(anna, "а в Сосновинке?")
    await anna.sees("нет: Сосновинка")
    anna.does_not_see("Проверьте, всё ли верно")


async def test_one_of_his_reports_is_named_by_its_number(anna: Citizen) -> None:
    lamp = await reports(anna, "В Сосновинке на улице Лесной, 5 не горит фонарь")
    await reports(anna, "В Тихореченске на улице Мира, 7 не вывозят мусор")
    await say(anna, f"а что по № {lamp}")
    await anna.sees(f"№ {lamp} · ", "Сейчас:")
    await say(anna, "отмените моё сообщение")
    await anna.sees(f"Отозвать № {lamp}?")
    await say(anna, "нет, не отзывайте")
    anna.does_not_see("Вы отозвали")


async def test_whoever_calls_out_while_writing_is_told_that_nothing_was_sent(anna: Citizen) -> None:
    await say(anna, "не горит фонарь", "ау")
    screen = await anna.sees("ещё не отправлено", "Где это?")
    assert "\nау" not in screen.text


async def test_whoever_agrees_with_all_but_one_thing_is_asked_for_it(stage: Stage, anna: Citizen) -> None:
    await say(anna, "яма на Лесной 35 в Сосновинке", "всё верно кроме адреса")
    await anna.sees("Где это?")
    await say(anna, "Садовая 36", "правильно, только тема не та")
    await anna.sees("О чём сообщение?")
    await anna.presses("Назад")
    await say(anna, "поменяй там садовую на речную")
    await anna.sees("📍 Сосновинка, Речная")
    await anna.presses("Отправить")
    await say(anna, "отправь уже ради бога")
    await anna.sees("Чтобы отправить, нажмите «Даю согласие»")
    await say(anna, "да")
    await anna.sees("Готово")
    two = somebody(stage, anna, "Two")
    await say(two, "поменяйте трубу на Лесной 5 в Сосновинке")
    await two.sees("поменяйте трубу", "📍 Сосновинка, Лесная, 5")


async def test_words_that_say_nothing_begin_no_report(anna: Citizen) -> None:
    await say(anna, "не знаю", "наверное", "1", "у меня нет камеры, можно без фото?")
    anna.does_not_see("Где это?")
    assert "можно с фотографией" in anna.messages()[-1].text


async def test_the_pieces_of_a_place_come_in_any_order_and_form(stage: Stage, anna: Citizen) -> None:
    await say(anna, "мусор не вывозят", "дом 5", "улица Лесная", "Сосновинка")
    await anna.sees("📍 Сосновинка, Лесная, 5")
    for place, words in enumerate(("яма 60.3101, 63.5212", "яма https://maps.example/?ll=63.5212%2C60.3101&z=17")):
        one = somebody(stage, anna, f"One {place}")
        await say(one, words)
        await one.sees("📍 Точка на карте: Тихореченск")
    other = somebody(stage, anna, "Other")
    await say(other, "яма 55.7512, 37.6184")  # not in the region
    await other.sees("Где это?")
    await say(other, "на Лесной 5", "моего нет", "Пеньково")
    assert "моего нет" not in (await other.sees("📍 Пеньково, Лесная, 5")).text


async def test_a_bare_cry_for_help_is_told_whom_to_call(stage: Stage, anna: Citizen) -> None:
    await say(anna, "помогите пожалуйста!")
    await anna.sees("112", "напишите здесь, что случилось")
    anna.does_not_see("Где это?")
    two = somebody(stage, anna, "Two")
    await say(two, "у нас всё хорошо", "просто проверяю")
    two.does_not_see("Где это?")


async def test_the_right_topic_is_said_in_many_ways(stage: Stage, anna: Citizen) -> None:
    said = (
        "вы неправильно поняли, речь про тротуар",
        "я не про дорогу, я про тротуар",
        "тема должна быть тротуар",
        "это не дорога это тротуар",
    )
    for place, words in enumerate(said):
        one = somebody(stage, anna, f"One {place}")
        number = await reports(one, f"В Сосновинке на улице Лесной, {place + 70} яма на дороге")
        await say(one, words)
        await one.sees(f"Исправили тему в № {number}", "Тротуары")
    other = somebody(stage, anna, "Other")
    await say(other, "В Сосновинке на улице Лесной, 79 яма на дороге", "это не дорога это тротуар")
    await other.sees("Проверьте, всё ли верно", "Тема: 🚶 Тротуары")


async def test_one_place_or_all_of_them_below_the_warnings(stage: Stage, anna: Citizen) -> None:
    said = {"Сосновинка": "Сосновинка", "я живу в Сосновинке а дача в Журавлихе": "Журавлиха", "весь край": "Весь"}
    for place, (words, where) in enumerate(said.items()):
        one = somebody(stage, anna, f"One {place}")
        await say(one, "подпишите меня на предупреждения", words)
        await one.sees("О чём мы вас предупреждаем", where)
        one.does_not_see("Что случилось? Напишите в двух словах")
        one.does_not_see("Где это?")
    await say(one, "предупреждайте меня в радиусе километра от школы в Сосновинке")
    await one.presses("Даю согласие")
    await say(one, "школа")
    await one.sees("Запомнили", "1 км")
    await one.presses("Добавить место")
    await say(one, "Сосновинка, Лесная 5", "дом", "500")
    await one.sees("Запомнили", "500 м")


async def test_whoever_will_not_answer_a_topics_question_leaves_it_out(stage: Stage, anna: Citizen) -> None:
    for place, words in enumerate(("какая разница какой подъезд", "забыла", "не скажу")):
        one = somebody(stage, anna, f"One {place}")
        await say(one, f"В Сосновинке на улице Лесной, {place + 50} грязно в подъезде", words)
        screen = await one.sees("Проверьте, всё ли верно")
        assert words not in screen.text
    await say(one, "ладно второй")  # no plain yes: nothing leaves with it
    await one.sees("ладно второй", "Проверьте, всё ли верно")
    one.does_not_see("Согласие на обработку")


async def test_a_notice_is_answered_in_other_words_than_its_buttons(stage: Stage, anna: Citizen) -> None:
    said = {
        "у нас всё в порядке": "вы в безопасности",
        "мы уехали": "вас там нет",
        "помогите пожалуйста": "Спасателей вызывает 112",
    }
    people = [(somebody(stage, anna, f"One {place}"), words) for place, words in enumerate(said)]
    for one, _ in people:
        await say(one, "подпишите меня на Кувшинки")
        await one.presses("Подписаться")
        await one.presses("Даю согласие")
    await is_said(stage, 31, "Вода в реке прибывает.", area=Area(settlements=("kuvshinki",)))
    await stage.passes(3)
    for one, words in people:
        await one.sees("Вода в реке прибывает")
        await say(one, words)
        await one.sees(said[words])
        one.does_not_see("Где это?")
