"""Two officers at one draft: nobody submits words that he was not shown, and nobody's words go in silence."""

from __future__ import annotations

import pytest

from tests.unit.officer.study import BORIS, Study, at_another_phone


async def two_at_it(study: Study) -> Study:
    """Both look at Anna's complete draft."""
    await study.completes()
    boris = at_another_phone(study, "telegram", BORIS)
    await boris.press_data("d_sum:1")
    return boris


async def test_what_a_colleague_changed_is_shown_before_it_is_submitted(study: Study) -> None:
    boris = await two_at_it(study)
    await boris.presses("Текст")
    await boris.says("Вода ушла.")
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "draft"
    assert "этот черновик изменили" in study.screen.text
    assert "Вода ушла." in study.screen.text
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_words_that_were_written_at_once_are_both_shown_and_one_tap_says_what_goes(study: Study) -> None:
    boris = await two_at_it(study)
    for one in (study, boris):
        await one.presses("Текст")
    await study.says("Вода на Лесной.")
    await boris.says("Вода на Школьной.")
    assert "Сейчас в черновике: «Вода на Лесной.»" in boris.screen.text
    assert (await study.content()).texts["ru"] == "Вода на Лесной."
    await boris.presses("Дописать к тексту")
    assert (await study.content()).texts["ru"] == "Вода на Лесной.\nВода на Школьной."


@pytest.mark.parametrize(
    ("field", "data", "more"),
    [("todo", "d_todo:1:ru", "Дописать к совету"), ("texts", "d_text:1:en", "Дописать к тексту")],
)
async def test_advice_and_other_languages_that_were_written_at_once_are_asked_about_too(
    study: Study, field: str, data: str, more: str
) -> None:
    boris, language = await two_at_it(study), data[-2:]
    await study.press_data(data)
    await study.says("Go up the hill.")
    for one in (study, boris):
        await one.press_data(data)
    await study.says("Go to the school.")
    await boris.says("Go to the church.")
    assert "«Go to the school.»" in boris.screen.text
    await boris.says("Go at once.")
    await boris.presses(more)
    said = getattr(await study.content(), field)
    assert said[language] == "Go to the school.\nGo to the church.\nGo at once."


async def test_what_was_written_while_the_question_stood_is_not_replaced_unseen(study: Study) -> None:
    boris = await two_at_it(study)
    for one in (study, boris):
        await one.presses("Текст")
    await study.says("Вода на Лесной.")
    await boris.says("Вода на Школьной.")
    await study.press_data("d_text:1:ru")
    await study.says("Вода ушла.")
    await boris.presses("Это новый текст")
    assert "Сейчас в черновике: «Вода ушла.»" in boris.screen.text
    await boris.presses("Это новый текст")
    assert (await study.content()).texts["ru"] == "Вода на Школьной."


async def test_a_drill_that_was_changed_before_its_word_is_typed_is_looked_at_again(study: Study) -> None:
    await study.completes(drill=True)
    boris = at_another_phone(study, "telegram", BORIS)
    await study.presses("На одобрение")
    await boris.press_data("d_sum:1")
    await boris.presses("Текст")
    await boris.says("Вода ушла.")
    await study.says("учения")
    assert (await study.notices())[0].state == "draft"
    assert "этот черновик изменили" in study.screen.text
