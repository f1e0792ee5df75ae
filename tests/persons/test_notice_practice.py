"""The half hour of practice that docs/duty-officers.ru.md sets: two officers, one drill, as it is written."""

from __future__ import annotations

from tests.persons.officers import Officer, joined_officers, states
from tests.persons.people import Citizen, citizen
from tests.persons.reporting import shows
from tests.persons.stage import Stage
from tests.persons.test_notice_approval import in_state
from tests.persons.test_notice_subscriptions import subscribes

DRILL = "УЧЕНИЯ. Опасности нет."


async def in_the_drill(stage: Stage, where: str) -> Citizen:
    """Somebody of Sosnovinka who agreed to get drills, too."""
    somebody = citizen(stage, where, "Участник учений")
    await somebody.starts()
    await subscribes(somebody)
    await somebody.says("/alerts")
    await somebody.presses("Участвовать в учениях")
    await somebody.sees("Будем присылать и учебные")
    return somebody


async def approves(officer: Officer) -> None:
    await officer.group.presses("Одобрить и отправить")
    await officer.group.replies_to(await officer.group.sees("ответьте на это сообщение словом «учения»"), "учения")


async def test_the_practice_of_the_page_works_as_it_is_written(stage: Stage, where: str, anna: Citizen) -> None:
    first, second = await joined_officers(stage, where)
    await anna.starts()
    await anna.says("Сообщаю: ничего не случилось")  # somebody who joined no drill
    joined = await in_the_drill(stage, where)
    mary, group = first.private, second.group

    await mary.says("/notice")
    await mary.presses("🎓 Учения")
    await mary.presses("Паводок: уходите")
    await mary.sees("УЧЕНИЯ", "Где это?")
    await mary.says("Сосновинка, Журавлиха, Новые Плюшки")
    await mary.sees("Сосновинка, Журавлиха", "«Новые Плюшки»", "Вы имели в виду")
    await mary.presses("Ничего из этого")
    await mary.sees("Сосновинка, Журавлиха", "Не знаю такого места: «Новые Плюшки»")
    await mary.presses("Назад")
    await mary.presses("На одобрение")
    await mary.sees("Куда уходить?", "сюда: …")
    assert states(stage) == ["draft"]
    await mary.presses("Ответить на вопросы")
    await mary.says("школа № 2")
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
    await group.sees("Получат: 1")
    await approves(second)
    await in_state(stage, "sent")
    drill = await joined.sees("школа № 2")
    assert (drill.text.split("\n")[0], drill.text.split("\n")[-1]) == (DRILL, DRILL)

    # 10: how many have it; a village too many
    result = await group.sees("Кто что сделал", "1 из 1")
    await first.group.presses("Исправить", on=result)
    await mary.presses("Открыть черновик")
    await mary.presses("Где")
    await mary.presses("Убрать лишнее")
    await mary.presses("✖ Сосновинка")
    await mary.presses("Готово")
    await mary.sees("Исправляет оповещение № 1", "Журавлиха, Новые Плёсы")
    await mary.presses("На одобрение")
    await mary.says("учения")
    await group.sees("исправляет № 1", "Уже не касается: 1")
    await approves(second)
    await joined.sees("УЧЕНИЯ. Опасности нет", "Вас это не касается")
    await in_state(stage, "sent", "sent")

    # 11: the all-clear, and who did what when
    result = await first.group.sees("исправляет № 1", "Кто что сделал")
    await first.group.presses("Отбой", on=result)
    await first.group.sees("Отбой к № 2", "УЧЕНИЯ")
    await first.group.presses("На одобрение")
    await approves(second)
    over = await joined.sees("Отбой", "Опасность миновала")
    assert (over.text.split("\n")[0], over.text.split("\n")[-1]) == (DRILL, DRILL)
    await in_state(stage, "sent", "sent", "sent")
    await mary.says("/notices")
    await mary.presses("Все")
    listed = await mary.sees("№ 1", "№ 2", "№ 3")
    await mary.presses("№ 1", on=listed)
    await mary.sees("на одобрение:", "вернул(а): Олег", "Добавьте Новые Плёсы", "одобрил(а): Олег", "исправлено в № 2")
    assert shows(anna, "УЧЕНИЯ") == []
