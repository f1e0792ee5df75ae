"""A template's questions, one by one and in every language; how few taps a notice takes; loose words are not lost."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.unit.officer.study import BORIS, Study, at_another_phone, presses_as
from tests.world.turns import in_two


async def counted(study: Study, number: int, people: int = 300) -> None:
    """The audience loop answers how many get it."""
    notice = (await study.notices())[number - 1]
    notice.counted, notice.count_wanted = f'{{"telegram": {people}}}', 0
    await study.keep(notice)
    await study.ticks("n_counted", number)


async def approves(study: Study, number: int = 1) -> None:
    """The second officer's one tap in the admin chat."""
    (data,) = {d for said in study.admin_chat for d in said.buttons.values() if d.startswith(f"d_ok:{number}:")}
    await presses_as(study, BORIS, data)


@pytest.mark.parametrize("who", in_two(0))
async def test_from_a_template_to_the_approval_are_four_taps_and_two_answers(study: Study, who: str) -> None:
    phone = study if who == "telegram" else at_another_phone(study, who, "9")
    await phone.says("/notice")
    taps = 0

    async def tap(label: str) -> None:
        nonlocal taps
        taps += 1
        await phone.presses(label)

    await tap("Настоящее")
    await tap("Паводок: уходите")
    await phone.says("Сосновинка")
    assert "Куда уходить?" in phone.screen.text
    await phone.says("школа на горе")
    assert "Всё заполнено" in phone.screen.text
    await counted(study, 1)
    await tap("На одобрение")
    await counted(study, 1)
    await approves(study)
    assert (await study.notices())[0].state == "approved"
    assert taps + 1 <= 4


@pytest.mark.parametrize("way", ["typed", "asked", "pressed"])
async def test_an_end_that_moves_moves_in_the_words_that_name_it_too(study: Study, way: str) -> None:
    await study.says("/notice")
    await study.presses("Настоящее оповещение")
    await study.presses("Нет воды")
    await study.says("Сосновинка")
    await study.says("18:00")
    await study.says("к школе")
    said = (await study.content()).texts
    assert "18 ноября в 18:00" in said["ru"]
    if way == "typed":
        await study.says("до 20:00")
    else:
        await study.presses("До когда")
        await (study.says("20:00") if way == "asked" else study.presses("12 часов"))
    moved, at = await study.content(), "20:00" if way != "pressed" else "23:00"
    assert f"18 ноября в {at}" in moved.texts["ru"]
    assert "18:00" not in moved.texts["ru"] + moved.texts["en"]
    assert moved.texts["en"] != said["en"]
    assert not moved.stale
    assert "В тексте тоже заменили прежнее время на новое." in study.screen.text
    await study.presses("Текст")
    await study.says("Обещают включить в 19:00.")
    await study.presses("До когда")
    await study.says("21:00")
    assert (await study.content()).texts["ru"] == "Обещают включить в 19:00."


async def test_another_date_that_ends_like_the_end_stays_as_it_is(study: Study) -> None:
    await study.completes()
    await study.presses("До когда")
    await study.says("1 декабря 18:00")
    await study.presses("Текст")
    await study.says("Мост закрыт до 1 декабря в 18:00. Объезд разберут 21 декабря в 18:00.")
    await study.presses("До когда")
    await study.says("2 декабря 10:00")
    said = (await study.content()).texts["ru"]
    assert said == "Мост закрыт до 2 декабря в 10:00. Объезд разберут 21 декабря в 18:00."


async def test_an_answer_fills_every_language_and_no_language_is_left_out(study: Study) -> None:
    await study.begins("Паводок: уходите")
    await study.says("Сосновинка")
    await study.says("Школа № 2.")
    content = await study.content()
    assert content.texts["ru"].endswith("или сюда: Школа № 2.")
    assert content.texts["en"].endswith("or here: Школа № 2.")
    assert content.stale == ()
    assert "English" in study.screen.text
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_a_time_is_written_in_each_language_and_holds_the_notice_until_then(study: Study) -> None:
    await study.begins("Нет отопления")
    await study.says("Сосновинка")
    assert "До какого времени?" in study.screen.text
    await study.says("после обеда")
    assert "Не понял время" in study.screen.text
    await study.says("через 5 часов")
    content = await study.content()
    assert content.until - study.at == pytest.approx(5 * 3_600_000, abs=120_000)
    at = datetime.fromtimestamp(content.until / 1000, study.shared.region.zone)
    assert f"{at:%H:%M}" in content.texts["ru"]
    assert f"{at:%H:%M}" in content.texts["en"]
    assert "{" not in "".join(content.texts.values())


async def test_hours_are_one_tap(study: Study) -> None:
    await study.begins("Нет света")
    await study.presses("Весь регион")
    await study.presses("3 часа")
    content = await study.content()
    assert content.until - study.at == pytest.approx(3 * 3_600_000, abs=120_000)
    assert "Всё заполнено" in study.screen.text


async def test_questions_come_one_after_the_other_and_a_phone_is_a_phone(study: Study) -> None:
    await study.begins("Пропал человек")
    await study.says("Сосновинка")
    assert "Кого ищут?" in study.screen.text
    await study.says("Пётр, 70 лет, синяя куртка {…}")
    assert "Какой телефон" in study.screen.text
    await study.says("не знаю")
    assert "не телефон" in study.screen.text
    await study.says("112")
    assert (await study.content()).texts["ru"] == (
        "Ищем человека: Пётр, 70 лет, синяя куртка (…). Если видели, звоните: 112."
    )


async def test_what_is_not_answered_keeps_it_from_being_submitted_and_is_asked_again_by_a_tap(study: Study) -> None:
    await study.begins("Паводок: уходите")
    await study.says("Сосновинка")
    await study.presses("Назад")
    assert "Куда уходить?" in study.screen.text
    assert "{" not in study.screen.text
    await study.press_data("d_see:1")
    assert not any("{" in shown.text for shown in study.chat)
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "draft"
    await study.presses("Ответить на вопросы")
    study.open()
    await study.says("На холм")
    assert "На холм" in (await study.content()).texts["ru"]
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_thin_ice_asks_nothing_and_says_nothing_of_cars(study: Study) -> None:
    await study.begins("Тонкий лёд")
    await study.says("Сосновинка")
    content = await study.content()
    assert "Всё заполнено" in study.screen.text
    assert "машин" not in content.todo["ru"]


@pytest.mark.parametrize("said", ["лёд", "Лед", "опасный лед"])
async def test_a_template_is_found_by_a_word(study: Study, said: str) -> None:
    await study.says("/notice")
    await study.presses("Учения")
    await study.says(said)
    assert any("Тонкий лёд" in label for label in study.labels)
    assert not any("света" in label for label in study.labels)
    await study.presses("Тонкий лёд")
    assert (await study.content()).drill


async def test_a_word_of_no_template_shows_them_all(study: Study) -> None:
    await study.says("/notice")
    await study.presses("Настоящее")
    await study.says("абракадабра")
    assert "«абракадабра» нет" in study.screen.text
    assert any("Паводок" in label for label in study.labels)


# -- loose words ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("Это новый текст", "Дамба прорвана."),
        ("Дописать к тексту", "Вода быстро прибывает.\nДамба прорвана."),
    ],
)
async def test_words_at_the_summary_become_text_by_one_tap(study: Study, label: str, after: str) -> None:
    await study.completes()
    study.at += 20_000
    await study.says("Дамба прорвана.")
    assert "Дамба прорвана." in study.screen.text
    await study.presses(label)
    assert (await study.content()).texts["ru"] == after


async def test_words_at_the_summary_may_be_the_place_and_more_words_belong_to_them(study: Study) -> None:
    await study.completes()
    study.at += 20_000
    await study.says("Журавлиха,")
    study.at += 20_000
    study.open()
    await study.says("Новые Плёсы")
    await study.presses("Это место")
    assert {"zhuravlikha", "novye_plyosy"} <= set((await study.content()).area.settlements)


# -- where the answer stands ------------------------------------------------------------------------
async def test_the_answer_to_words_stands_below_them_however_soon_after_a_tap(study: Study) -> None:
    await study.begins("Паводок: уходите")  # the last thing was a tap
    before = study.screen
    await study.happens(study.event(text="Сосновинка"))
    assert study.screen is not before
    assert study.chat[-1] is study.screen
    assert before not in study.chat


async def test_lists_say_which_page_this_is_and_end_with_done(study: Study) -> None:
    await study.says("/notice")
    await study.presses("Настоящее")
    assert any(label.startswith("Ещё → 1 из ") for label in study.labels)
    await study.presses("Ещё")
    assert any(label.startswith("Ещё → 2 из ") for label in study.labels)
    await study.begins("Тонкий лёд")
    await study.presses("Районы и округа")
    await study.press_data(next(d for label, d in study.screen.buttons.items() if label.startswith("▫️")))
    await study.presses("Готово")
    assert "Всё заполнено" in study.screen.text
    assert (await study.content()).area.municipalities
