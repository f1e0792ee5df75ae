"""Two officers at one draft: nobody submits words that he was not shown, and nobody's words go in silence."""

from __future__ import annotations

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
