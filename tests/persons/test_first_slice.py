"""The main job: a report goes to the operators' chat, and the answer comes back to where it was asked."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator
from tests.persons.stage import Stage


async def test_report_reaches_the_operators_and_the_answer_comes_back(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await anna.says("В Сосновинке на улице Лесной, 5 третий день не чистят снег")
    await anna.sees("Проверьте")
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()

    card = await maria.card(number)
    assert "Лесной, 5" in card.text
    await maria.answers(card, "Трактор выйдет сегодня до 18:00")

    await anna.sees("Трактор выйдет сегодня до 18:00")
    await stage.quiet()
    assert "доставлено" in (await maria.card(number)).text.lower()
