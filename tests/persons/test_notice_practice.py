"""The half hour of practice that docs/duty-officers.ru.md sets: two officers, one drill, as it is written."""

from __future__ import annotations

from tests.persons.officers import joined_officers, states
from tests.persons.people import Citizen
from tests.persons.reporting import shows
from tests.persons.stage import Stage


async def test_the_practice_of_the_page_works_as_it_is_written(stage: Stage, where: str, anna: Citizen) -> None:
    first, second = await joined_officers(stage, where)
    await anna.starts()
    await anna.says("Сообщаю: ничего не случилось")  # somebody who joined no drill
    mary, group = first.private, second.group

    await mary.says("/notice")
    await mary.presses("🎓 Учения")
    await mary.presses("Паводок: уходите")
    await mary.sees("УЧЕНИЯ", "Где это?")
    await mary.says("Сосновинка, Журавлиха, Новые Плюшки")
    await mary.sees("Сосновинка, Журавлиха", "«Новые Плюшки»", "Новые Плёсы")
    await mary.presses("Назад")
    await mary.presses("На одобрение")
    await mary.sees("осталось «…»", "пункт сбора: …")
    assert states(stage) == ["draft"]
    await mary.presses("Текст")
    await mary.says("Вода быстро прибывает. Уходите в пункт сбора: школа № 2.")
    await mary.presses("Текст")
    await mary.presses("English")
    await mary.presses("Убрать этот язык")
    await mary.presses("До когда")
    await mary.says("завтра в 18:00")
    await mary.sees("Действует до: завтра в 18:00")
    await mary.presses("Проверить")
    await mary.presses("Показать, как увидят")
    trial = await mary.sees("ПРОБА", "школа № 2", "Язык: Русский")
    assert trial.text.startswith("УЧЕНИЯ. Опасности нет.")
    assert trial.text.endswith("УЧЕНИЯ. Опасности нет.")

    await mary.presses("На одобрение")
    await mary.says("да")
    await mary.sees("Это другое слово")
    await mary.says("учения")
    await mary.sees("ждёт второго дежурного")
    await first.group.sees("школа № 2")
    await first.group.presses("Одобрить и отправить")
    assert any("Решает другой дежурный" in toast for toast in first.group.toasts())
    assert states(stage) == ["pending"]

    await group.presses("Вернуть")
    question = await group.sees("что исправить")
    await group.replies_to(question, "Добавьте Новые Плёсы")
    assert states(stage) == ["draft"]
    await mary.says("/notice")
    await mary.presses("№ 1")
    await mary.sees("Вернули: Добавьте Новые Плёсы")
    await mary.presses("Где")
    await mary.says("Новые Плёсы")
    await mary.presses("На одобрение")
    await mary.says("учения")
    await stage.until(lambda: shows(group, "Не получит никто"), "the count")
    await group.presses("Одобрить и отправить")
    await group.replies_to(await group.sees("ответьте на это сообщение словом «учения»"), "учения")
    await stage.until(lambda: states(stage) == ["sent"], "the drill sent")
    assert shows(anna, "школа № 2") == []
