"""A report is being written, and something else comes between: an answer of the staff, a command, a call for help."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import HOUR_S, agrees, pauses, reports, rows, voice
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"
SNOW = "завалило снегом, двор не чистят"


async def say(anna: Citizen, *words: str) -> None:
    for each in words:
        await anna.says(each)
        await pauses(anna)


async def answered_meanwhile(anna: Citizen, maria: Operator, answer: str) -> str:
    """His lamp is answered while he writes of snow."""
    number = await reports(anna, LAMP)
    await anna.stage.passes(HOUR_S)
    await say(anna, SNOW)
    await anna.sees("Где это?", SNOW)
    await maria.answers(await maria.card(number), answer)
    return number


@pytest.mark.parametrize(
    ("words", "state"),
    [("спасибо, включили", "закрыто"), ("нет, света так и нет", "не решено, снова в работе")],
)
async def test_words_after_an_answer_are_asked_about_though_a_report_is_being_written(
    anna: Citizen, maria: Operator, words: str, state: str
) -> None:
    number = await answered_meanwhile(anna, maria, "Фонарь включили")
    await say(anna, words)
    asked = await anna.sees("К чему это", words)
    assert f"№ {number}" in " ".join(anna.labels(asked))
    await anna.presses(f"№ {number}", on=asked)
    assert f"Состояние: {state}" in (await maria.card(number)).text
    await anna.sees("Где это?", SNOW)
    await say(anna, "Тихореченск, улица Мира, 7")
    await anna.presses("Отправить")
    card = await maria.card(str(int(number) + 1))
    assert SNOW in card.text
    assert words not in card.text


async def test_what_belongs_to_the_new_report_stays_in_it(anna: Citizen, maria: Operator) -> None:
    number = await answered_meanwhile(anna, maria, "Фонарь включили")
    await say(anna, "никто не приехал")
    await anna.presses("К новому сообщению")
    await anna.sees("Где это?", SNOW, "никто не приехал")
    assert "Состояние: ответ дан" in (await maria.card(number)).text


async def test_an_answer_to_what_staff_ask_is_not_lost_in_the_draft(anna: Citizen, maria: Operator) -> None:
    number = await answered_meanwhile(anna, maria, "Пришлите, пожалуйста, фото. Какой номер на столбе?")
    await anna.says("вот", photo())
    await pauses(anna)
    await anna.presses(f"№ {number}")
    await maria.sees(f"№ {number}", "автор ответил", "вот")
    await anna.sees("Где это?", SNOW)


async def test_whoever_is_asked_what_a_photo_belongs_to_may_leave_and_come_back(anna: Citizen, maria: Operator) -> None:
    await answered_meanwhile(anna, maria, "Пришлите, пожалуйста, фото столба")
    await anna.says("", photo())
    await pauses(anna)
    asked = await anna.sees("К чему это", "1 фотография")
    assert "«»" not in asked.text
    await anna.presses("Отмена", on=asked)
    await anna.presses("Вернуть")
    await anna.sees("К чему это", "1 фотография")


@pytest.mark.parametrize("words", ["назад", "спасибо", "нет"])
async def test_what_is_said_at_once_and_is_no_part_of_it_is_answered_below(anna: Citizen, words: str) -> None:
    await say(anna, "яма на дороге")
    before = anna.screen()
    await anna.says(words)
    assert anna.screen().id != before.id
    await anna.sees("Где это?", "яма на дороге")
    assert anna.text().count("Где это?") == 1


async def test_from_taking_a_report_back_a_way_leads_to_what_is_being_written(anna: Citizen) -> None:
    number = await reports(anna, LAMP)
    await anna.stage.passes(HOUR_S)
    await say(anna, SNOW, f"статус {number}")
    await anna.presses("Отозвать")
    await anna.presses("Вернуться к черновику", on=await anna.sees(f"Отозвать № {number}?"))
    await anna.sees("Где это?", SNOW)


async def test_a_reply_to_an_answer_goes_there_at_once(anna: Citizen, maria: Operator) -> None:
    number = await answered_meanwhile(anna, maria, "Фонарь включили")
    await anna.says("темно как было, столб не горит", reply_to=await anna.sees("Фонарь включили"))
    await pauses(anna)
    await maria.sees(f"№ {number}", "столб не горит")
    await anna.sees("Где это?", SNOW)


async def test_a_place_and_more_of_the_story_are_not_asked_about(anna: Citizen, maria: Operator) -> None:
    await answered_meanwhile(anna, maria, "Фонарь включили")
    await say(anna, "Тихореченск, улица Мира, 7", "дворника не видели с осени, сугробы по пояс")
    await anna.sees("Проверьте, всё ли верно", "дворника не видели")
    anna.does_not_see("К чему это")


async def test_commands_in_plain_words_do_not_come_into_the_report(stage: Stage, anna: Citizen) -> None:
    await say(anna, SNOW)
    for words, seen in (
        ("команда статус", "Вы нам ещё ничего не отправили"),
        ("слэш хелп", "Если опасно — звоните"),
        ("покажи список моих обращений", "Здесь пока ничего нет"),
        ("вернись в главное меню", "Это бот Центра управления"),
        ("команда мои места", "Мои места"),
    ):
        before = len(anna.messages())
        await say(anna, words)
        told = "\n".join(m.text for m in anna.messages()[max(0, before - 2) :])
        assert seen in told, (words, told)
    await say(anna, "Тихореченск, улица Мира, 7")
    await anna.presses("Отправить")
    await agrees(anna)
    assert rows(stage, "SELECT text FROM report") == [(SNOW,)]


async def test_a_dictated_command_and_button_count_like_written_ones(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    for words in ("мои обращения", LAMP, "отправить", "даю согласие"):
        await anna.says("", voice(words))
        await pauses(anna)
    number = await anna.number()
    await anna.says("", voice("ну что там"))
    await anna.sees(f"№ {number} · ", "Сейчас: передано")
    assert rows(stage, "SELECT count(*) FROM attachment") == [(1,)]
    await anna.says("", voice("и подъезд тоже тёмный"))
    await pauses(anna)
    await maria.sees(f"№ {number}", "автор добавил", "подъезд тоже тёмный")


async def test_a_call_for_help_and_the_wish_to_be_forgotten_are_heard_at_every_step(anna: Citizen) -> None:
    for begun in (SNOW, "на улице Садовой, 5 не горит фонарь", LAMP):
        await say(anna, begun)
        for words in ("🆘", "sos", "вызовите скорую"):
            await say(anna, words)
            assert "112" in anna.screen().text, (begun, words, anna.screen().text)
        await say(anna, "сотрите мою переписку")
        await anna.sees("Удалить все ваши данные?")
        await say(anna, "нет, оставьте", "отмена")
        for words in ("sos", "сотрите", "скорую"):
            assert words not in anna.screen().text
    await say(anna, "мои места", "sos")
    assert "112" in anna.messages()[-1].text


async def test_a_question_whether_something_comes_begins_no_report(anna: Citizen) -> None:
    await anna.starts()
    for words in (
        "есть ли наводнение в Белосветске",
        "отключат ли воду в Сосновинке",
        "не будет ли завтра отключения света в Кедрачах?",
        "а у нас в Кувшинках не затопит?",
        "ожидается ли паводок",
    ):
        await say(anna, words)
        await anna.sees("действующих оповещений нет" if " в " in words else "ни одного действующего оповещения")
        await anna.sees("Видите опасность")
    anna.does_not_see("Где это?", "Проверьте")
    await say(anna, SNOW, "а завтра снегопад будет?")
    await anna.presses("Вернуться к черновику")
    await anna.sees("Где это?", SNOW)
    await say(anna, "отмена", "есть угроза, что балкон обрушится, Сосновинка, Лесная, 5, приедете?")
    await anna.sees("Проверьте, всё ли верно", "балкон обрушится")
    await say(anna, "отмена", "можно ли починить фонарь в Сосновинке на Лесной, 5?")
    await anna.sees("Проверьте, всё ли верно")


async def test_two_troubles_in_one_message_go_apart_by_one_tap(stage: Stage, anna: Citizen) -> None:
    both = "не убирают снег и второй день нет света, Сосновинка, Лесная 5"
    await say(anna, both)
    await anna.sees("Здесь две проблемы", "одним сообщением")
    await anna.presses("отдельно")
    assert not any("отдельно" in label for label in anna.labels())
    await anna.presses("Отправить")
    await agrees(anna)
    await anna.sees("начали раньше", both)
    await anna.presses("Отправить")
    found = rows(stage, "SELECT text, settlement, topic FROM report ORDER BY id")
    assert [row[:2] for row in found] == [(both, "sosnovinka")] * 2
    assert {row[2] for row in found} == {"snow", "electricity"}


async def test_two_troubles_stay_in_one_report_if_nothing_is_pressed(stage: Stage, anna: Citizen) -> None:
    await reports(anna, "Нет горячей воды и во дворе не горит фонарь. Белосветск, Мира 8")
    assert rows(stage, "SELECT count(*) FROM report") == [(1,)]
    await say(anna, "автобус 12 опаздывает каждый день и на остановке нет крыши, Белосветск, Мира 9")
    anna.does_not_see("Здесь две проблемы, и решать")


@pytest.mark.parametrize("words", ["очередь в белосветской больнице", "сосновинская школа, в классах холодно"])
async def test_a_landmark_that_is_called_after_its_town_is_asked_about_no_more(
    stage: Stage, anna: Citizen, words: str
) -> None:
    await say(anna, words)
    await anna.sees("Проверьте, всё ли верно", words)
    await anna.presses("Отправить")
    await agrees(anna)
    ((address, settlement),) = rows(stage, "SELECT address, settlement FROM report")
    assert address.split()[-1] in words
    assert not settlement


WATER = "В Сосновинке на улице Лесной, 5 нет воды"
STREET_LAMP = "На Речной, 3 не горит фонарь"


@pytest.mark.parametrize("words", ["а когда дадут?", "когда починят?", "а когда дадут воду?", "ну когда уже?"])
@pytest.mark.parametrize("begun", [SNOW, STREET_LAMP])
async def test_a_question_of_the_open_report_is_answered_and_the_draft_goes_on(
    stage: Stage, anna: Citizen, begun: str, words: str
) -> None:
    """Whether a place or a town is being asked for: the question becomes neither."""
    number = await reports(anna, WATER)
    await stage.passes(HOUR_S)
    await say(anna, begun, words)
    await anna.sees(f"№ {number} · ", "Сейчас: передано")
    await say(anna, "Тихореченск, улица Мира, 7" if begun is SNOW else "Сосновинка")
    await anna.sees("Проверьте, всё ли верно", begun)
    await anna.presses("Отправить")
    texts = [text for (text,) in rows(stage, "SELECT text FROM report ORDER BY id")]
    assert texts == [WATER, begun]


async def test_a_question_that_may_be_of_either_is_asked_about(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, WATER)
    await stage.passes(HOUR_S)
    await say(anna, "нет воды и на даче", "когда дадут воду?")
    asked = await anna.sees("К чему это", "когда дадут воду?")
    assert f"№ {number}" in " ".join(anna.labels(asked))
    await anna.presses("К новому сообщению")
    await anna.sees("Где это?", "нет воды и на даче", "когда дадут воду?")


@pytest.mark.parametrize("words", ["Лесная, 7?", "фонарь горел когда-то давно", "когда стемнеет, ничего не видно"])
async def test_what_is_no_question_of_it_stays_in_the_draft(stage: Stage, anna: Citizen, words: str) -> None:
    await reports(anna, WATER)
    await stage.passes(HOUR_S)
    await say(anna, "не горит фонарь", words)
    anna.does_not_see("К чему это")
    anna.does_not_see("Сейчас: передано")
