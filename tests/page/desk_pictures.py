"""The pictures of the staff's screens about cases and shifts, as the guide tells of them.

Made with the others (tests.page.pictures), or by themselves: `python -m tests.page.desk_pictures`.
"""

from __future__ import annotations

import asyncio

from playwright.async_api import Page

from storage.changes import Changes
from storage.records import Account, Person, Report
from tests.page.cutting import cut, wind
from tests.page.officer_pictures import AUTHOR, sandbox_page
from tests.page.phones import Phone, Theatre

PIT = "Тихореченск, улица Лесная, 5, яма на дороге, пробили колесо"
DEEP = "глубокая яма на Лесной, 5 в Тихореченске, машины объезжают по тротуару"
LAMP = "В Тихореченске на Садовой, 12 не горит фонарь, когда починят?"
EXCUSE = "Ваше обращение принято к сведению и направлено по принадлежности в профильную организацию для рассмотрения"
FILLED = "Асфальт заказали, яму засыплем до пятницы"
FOLLOWERS = 213
FIRST = 50_000


async def join_and_answer(theatre: Theatre, page: Page) -> None:
    """Two write of one pit and are joined; hundreds follow, and it is asked who gets the answer."""
    anna, pyotr, operators = (Phone(page, name) for name in ("Анна", "Пётр", "Операторы"))
    await anna.begins()
    await anna.reports(PIT)
    await shift(page)
    await pyotr.begins()
    await pyotr.says(DEEP)
    await pyotr.presses("Отправить")
    await pyotr.presses("Даю согласие")
    card = await operators.sees("объезжают по тротуару")
    await card.locator(".key").filter(has_text="Отклонить").click()
    await operators.presses("Уже есть такое")
    menu = await operators.sees("объезжают по тротуару")
    await operators.sees("с каким сообщением объединить")
    await cut(page, "merge.png", menu)
    await operators.presses("№ 1,")
    await cut(page, "merge-soon.png", await operators.sees("присоединим"))
    await wind(page, "+10 с")
    await operators.sees("объединено")
    await many_follow(theatre)
    await operators.says("№ 1")
    await operators.replies(await operators.sees("Копия карточки"), FILLED)
    asked = await operators.sees("Кому отправить?")
    await cut(page, "to-all.png", operators.bubble(FILLED), asked)


async def many_follow(theatre: Theatre) -> None:
    """As if each had written and pressed «Это то же самое»."""
    at, changes = theatre.sandbox.clock.now(), Changes()
    for number in range(FIRST, FIRST + FOLLOWERS - 1):
        changes.put(Person(number, at, "ru"))
        changes.put(Account("vk", str(number), number, at))
        report = Report(number, number, "vk", str(number), "ru", "merged", "potholes", "roads", "И у нас яма")
        report.created_at = report.updated_at = report.closed_at = at
        report.merged_into = 1
        changes.put(report)
    async with theatre.sandbox.app.store.unit() as unit:
        await unit.commit(changes)


async def excuse(page: Page) -> None:
    """An answer that says nothing is called so before it leaves."""
    anna, operators = Phone(page, "Анна"), Phone(page, "Операторы")
    await anna.says(LAMP)
    await anna.presses("Отправить")
    await operators.replies(await operators.sees("не горит фонарь"), EXCUSE)
    await cut(page, "excuse.png", await operators.sees("Похоже на отписку"))


async def shift(page: Page) -> None:
    """The private chat of somebody on shift."""
    officer = Phone(page, AUTHOR)
    await officer.says("моя смена")
    await officer.presses("Начать смену")
    card = await officer.sees("Напишите ответ прямо сюда")
    await cut(page, "shift.png", card)
    await officer.presses("Закончить смену")
    await officer.sees("Смена закончена")


async def desk(theatre: Theatre) -> None:
    page = await theatre.open(width=1440, height=1900, scale=1.5)
    await join_and_answer(theatre, page)
    await excuse(page)


async def main() -> None:
    async with sandbox_page() as theatre:
        await desk(theatre)


if __name__ == "__main__":
    asyncio.run(main())
