"""What a message means after what was last asked, and what becomes of its words."""

from __future__ import annotations

import pytest

from handlers.reports.status import Status
from tests.unit.citizen.meanings import reader
from tests.unit.citizen.phone import DAY, MINUTE, PHOTO, Phone, answers, asks

YARD, ROAD = "Снег во дворе, Сосновинка, улица Лесная, 5, не чистят", "Яма в Сосновинке на улице Мира, 7"
HOUR = 60 * MINUTE


@pytest.fixture(autouse=True)
def reads(phone: Phone) -> None:
    phone.shared.intent = reader().read


async def answered(phone: Phone, user: str = "77", *texts: str) -> list[int]:
    """Reports of somebody that were answered two hours ago; their numbers."""
    phone.user = user
    before = len(await phone.reports())
    for text in texts or (YARD,):
        await phone.says("сообщить о проблеме")
        await phone.says(text)
        await phone.presses("Отправить")
        if "согласие" in " ".join(phone.last.buttons):
            await phone.presses("Даю согласие")
    numbers = [report.id for report in (await phone.reports())[before:]]
    for number in numbers:
        await phone.staff(answers, number)
    await phone.says("/privacy")
    await phone.waits(2 * HOUR)
    return numbers


async def status(phone: Phone, number: int) -> str:
    return next(r.status for r in await phone.reports() if r.id == number)


async def test_words_and_signs_that_say_solved_close_the_report_and_one_tap_opens_it_again(phone: Phone) -> None:
    for words in ("да", "Да, спасибо!", "👍", "решено", "всё сделали", "вчера приехали и всё почистили, спасибо"):
        (number,) = await answered(phone, f"7{words[:4]}{len(words)}")
        await phone.says(words)
        assert await status(phone, number) == Status.CLOSED, words
        assert phone.sees("Рады, что помогло"), words
        await phone.presses("Не решено")
        assert await status(phone, number) == Status.REOPENED, words


async def test_words_that_say_not_solved_go_to_the_staff_and_back_to_work(phone: Phone) -> None:
    for words in ("Нет, так и не почистили", "всё так же завалено", "никто не приезжал, снег лежит"):
        (number,) = await answered(phone, f"8{len(words)}")
        await phone.says(words)
        assert await status(phone, number) == Status.REOPENED, words
        assert words in phone.admin, words
        assert words in [e.text for e in await phone.history(number)], words


async def test_a_bare_no_is_asked_what_is_wrong_and_the_next_words_go_along(phone: Phone) -> None:
    for words in ("нет", "👎", "не решено", "Нет, спасибо"):
        (number,) = await answered(phone, f"9{words[:5]}{len(words)}")
        await phone.says(words)
        assert await status(phone, number) == Status.REOPENED, words
        assert phone.sees("Что осталось не так")
        await phone.says("сугроб у подъезда остался")
        assert (await phone.history(number))[-1].text == "сугроб у подъезда остался"


async def test_other_words_and_photos_after_an_answer_put_it_back_to_work(phone: Phone) -> None:
    for words, files in (("а кто платить за это будет", ()), ("", (PHOTO,)), ("вот что творится", (PHOTO,))):
        (number,) = await answered(phone, f"6{words[:4]}{len(files)}")
        await phone.says(words, *files)
        assert await status(phone, number) == Status.REOPENED, words
        assert "снова в работе" in phone.last.text
        await phone.waits(30 * DAY)
        assert not phone.sees("Вы не ответили")
        assert await status(phone, number) == Status.REOPENED


async def test_what_was_about_something_else_gives_the_answer_back(phone: Phone) -> None:
    (number,) = await answered(phone)
    await phone.says("а кто платить за это будет")
    assert list(phone.last.buttons)[1] == "Это о другом"
    await phone.presses("Это о другом")
    assert await status(phone, number) == Status.ANSWERED
    assert "а кто платить" in phone.last.text


async def test_thanks_are_answered_kindly_and_the_question_stays(phone: Phone) -> None:
    (number,) = await answered(phone)
    await phone.says("Спасибо большое")
    assert await status(phone, number) == Status.ANSWERED
    assert [label.split()[-1] for label in phone.last.buttons] == ["Решено", "Частично", "Нет"]
    await phone.waits(60 * DAY)
    assert not phone.sees("Вы не ответили")
    assert await status(phone, number) == Status.ANSWERED


async def test_who_is_silent_is_still_asked_and_then_it_is_closed(phone: Phone) -> None:
    (number,) = await answered(phone)
    await phone.waits(20 * DAY)
    assert phone.sees("Вы не ответили")
    assert await status(phone, number) == Status.SILENT


async def test_of_two_answered_reports_buttons_ask_which_and_the_words_wait(phone: Phone) -> None:
    for words, end in (("да, сделали", Status.CLOSED), ("нет, так и не сделали", Status.REOPENED)):
        yard, road = await answered(phone, f"5{len(words)}", YARD, ROAD)
        await phone.says(words)
        named = [label for label in phone.last.buttons if label.startswith("№")]
        assert len(named) == 2
        assert any("Яма" in label for label in named)
        assert await status(phone, yard) == await status(phone, road) == Status.ANSWERED
        await phone.presses(f"№ {road}")
        assert await status(phone, road) == end, words
        assert await status(phone, yard) == Status.ANSWERED
        assert words in [e.text for e in await phone.history(road)]


async def test_words_that_perhaps_say_solved_are_asked_about_and_kept(phone: Phone) -> None:
    words = "вроде бы почище стало"
    for button, end in (("Решено", Status.CLOSED), ("Не решено", Status.REOPENED)):
        (number,) = await answered(phone, f"4{len(button)}")
        phone.shared.intent = lambda text, asked: ("solved", 0.7)
        await phone.says(words)
        assert await status(phone, number) == Status.ANSWERED
        assert words in phone.last.text
        await phone.presses(button)
        phone.shared.intent = reader().read
        assert await status(phone, number) == end
        assert any(e.text == words for e in await phone.history(number))


async def test_words_that_were_asked_about_can_be_a_report_of_their_own(phone: Phone) -> None:
    (number,) = await answered(phone)
    phone.shared.intent = lambda text, asked: ("solved", 0.7)
    await phone.says("открытый люк в Сосновинке на улице Мира, 7")
    await phone.presses("Это новое сообщение")
    await phone.presses("Отправить")
    assert (await phone.reports())[-1].text == "открытый люк в Сосновинке на улице Мира, 7"
    assert await status(phone, number) == Status.ANSWERED


async def test_another_story_after_an_answer_is_a_report_of_its_own(phone: Phone) -> None:
    (number,) = await answered(phone)
    await phone.says(ROAD)
    await phone.presses("Отправить")
    assert (await phone.reports())[-1].text == ROAD
    assert await status(phone, number) == Status.ANSWERED


async def test_what_about_my_report_shows_how_it_stands(phone: Phone) -> None:
    await phone.files_report(YARD)
    for words in ("ну что там?", "когда уберут", "есть новости", "any news?", "Алё", "где ответ"):
        await phone.waits(10 * MINUTE)
        await phone.says(words)
        assert "передано, ждёт ответа" in phone.last.text, words
        assert next(iter(phone.last.buttons)) == "Дополнить"
    assert [e.kind for e in await phone.history(1)] == ["filed"]
    await phone.says("так я же писала, там ещё и ступеньки")
    assert (await phone.history(1))[-1].text == "так я же писала, там ещё и ступеньки"
    assert len(await phone.reports()) == 1


async def test_what_is_said_of_the_only_open_report_goes_to_it(phone: Phone) -> None:
    await phone.files_report(YARD)
    for words in ("уже сами почистили, спасибо", "никто так и не приехал", "это с торца дома, у арки", "решено"):
        await phone.waits(10 * MINUTE)
        await phone.says(words)
        assert (await phone.history(1))[-1].text == words
    assert len(await phone.reports()) == 1


async def test_of_several_open_reports_it_is_asked_to_which_more_belongs(phone: Phone) -> None:
    await phone.files_report(YARD)
    await phone.says("сообщить о проблеме")
    await phone.files_report(ROAD)
    await phone.waits(10 * MINUTE)
    await phone.says("это с торца дома, у арки")
    await phone.presses("№ 1")
    assert (await phone.history(1))[-1].text == "это с торца дома, у арки"


async def test_a_question_while_something_is_added_is_no_addition(phone: Phone) -> None:
    await phone.files_report(YARD)
    await phone.presses("Дополнить")
    for words in ("когда уберут то?", "Алё", "где ответ"):
        await phone.says(words)
        assert "передано, ждёт ответа" in phone.last.text, words
    await phone.says("второй подъезд")
    await phone.says("есть новости?")
    assert [e.text for e in await phone.history(1)][1:] == ["второй подъезд"]


async def test_of_several_reports_the_list_is_shown(phone: Phone) -> None:
    await phone.files_report(YARD)
    await phone.says("сообщить о проблеме")
    await phone.files_report(ROAD)
    await phone.waits(10 * MINUTE)
    await phone.says("ну что там?")
    assert [label[:5] for label in phone.last.buttons][:2] == ["№ 2 ·", "№ 1 ·"]
    await phone.presses("№ 1")
    assert YARD in phone.last.text


async def test_without_a_report_it_says_that_there_is_none(phone: Phone) -> None:
    await phone.says("есть новости?")
    assert "ещё ничего не отправили" in phone.last.text
    assert await phone.reports() == []


async def test_a_story_that_ends_with_a_question_is_still_a_report(phone: Phone) -> None:
    for number, story in enumerate(
        (
            "Вся улица Берёзовая без воды, детей не умыть\nЖдём ответа.",
            "вода в кране мутная, Лесная 9, это нормально вообще??\nКогда ответите?",
            "Подскажите, когда починят мостик у Сосновинки? Обещали ещё летом",
            "Спасибо, что почистили Лесную, но теперь снежный вал перекрыл выезд со двора, дом 12",
        )
    ):
        phone.user = f"77{number}"
        await phone.says(story)
        assert story.split()[0] in phone.last.text, story
        await phone.presses("Отмена")


async def test_a_question_over_an_unsent_draft_says_that_it_is_not_sent(phone: Phone) -> None:
    await phone.says(YARD)
    await phone.says("ну что там?")
    assert "ещё не отправлено" in phone.last.text
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    assert (await phone.reports())[0].text == YARD


async def test_a_sign_of_life_gets_a_short_line(phone: Phone) -> None:
    await phone.says("/start")
    for words, said in ((".", "на связи"), ("алё", "на связи"), ("👍", "Если что-то случится"), ("привет", "Здравств")):
        await phone.says(words)
        assert said in phone.last.text, words
        assert len(phone.last.text) < 90


async def test_whoever_wants_a_person_or_peace_gets_what_there_is(phone: Phone) -> None:
    await phone.says("соедините с оператором")
    assert phone.last.text.index("112") < phone.last.text.index("люди")
    await phone.says("отстаньте")
    assert list(phone.last.buttons)[:2] == ["Отписаться", "Удалить мои данные"]
    assert await phone.reports() == []


async def test_danger_is_never_taken_for_talk(phone: Phone) -> None:
    (number,) = await answered(phone)
    await phone.says("спасибо, но пахнет газом")
    assert phone.sees("112")
    assert await status(phone, number) != Status.CLOSED
    assert "пахнет газом" in phone.admin or "пахнет газом" in phone.last.text


async def test_to_a_question_of_the_staff_words_are_the_answer(phone: Phone) -> None:
    for words in ("второй, у аптеки", "спросите у соседей, я не знаю", "не решено"):
        phone.user = f"3{len(words)}"
        number = (await phone.files_report(YARD)).id
        await phone.staff(asks, number)
        await phone.says(words)
        assert [e.text for e in await phone.history(number) if e.kind == "reply"] == [words]


async def test_a_known_question_does_not_answer_the_staff(phone: Phone) -> None:
    await phone.files_report(YARD)
    await phone.staff(asks, 1)
    await phone.says("есть новости?")
    assert [e.kind for e in await phone.history(1)] == ["filed", "question"]
    assert "ждём вашего ответа" in phone.last.text
    await phone.says("да")
    assert [e.text for e in await phone.history(1)][-1] == "да"
