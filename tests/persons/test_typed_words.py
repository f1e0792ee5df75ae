"""Whoever sees no buttons reports, adds and says whether it helped, in words alone."""

from __future__ import annotations

import pytest

from tests.persons.people import citizen, operator
from tests.persons.reporting import pauses, shows
from tests.persons.stage import Stage
from tests.world.turns import in_two

STORY = "Вторую неделю не вывозят мусор в Сосновинке на улице Лесной, 5"


@pytest.mark.parametrize("messenger", in_two(2))
async def test_a_whole_report_in_words(stage: Stage, messenger: str) -> None:
    anna, ivan = citizen(stage, messenger, "Анна Без-Кнопок"), operator(stage)
    if messenger == "vk":
        stage.vk.buttonless.add(anna.user)
    await anna.says(STORY)
    await pauses(anna)
    if messenger == "vk":
        await anna.sees("«Отправить»", "«Отмена»")
    await anna.says("отправить")
    await anna.says("Да!")
    number = await anna.number()
    card = await ivan.card(number)
    assert STORY in card.text
    assert not shows(ivan, "отправить")
    await ivan.answers(card, "Мусор вывезли")
    await anna.sees("«нет»")
    await anna.says("Не решено.")
    await anna.says("Осталась половина")
    await pauses(anna)
    await anna.says("готово")
    await ivan.sees("Осталась половина")
    await anna.says("мои сообщения")
    await anna.says(f"№ {number}")
    await anna.says("отозвать")
    await anna.says("да")
    await anna.sees(f"отозвали № {number}")


async def test_a_screen_that_is_edited_says_what_can_be_written(stage: Stage) -> None:
    """Some programs of VK show no buttons under an edited message; who has pressed one there sees them."""
    anna = citizen(stage, "vk", "Анна Старый-Телефон")
    await anna.says(STORY)
    await anna.says("и возле дома 7 тоже")
    await anna.sees("и возле дома 7 тоже", "«Отправить»")
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    assert await anna.number()
