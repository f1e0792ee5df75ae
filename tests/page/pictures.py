"""The pictures of the documents, taken from the sandbox: `python -m tests.page.pictures`, from the home folder.

Chromium needs a font with emoji (Debian: fonts-noto-color-emoji), or they are empty boxes.
"""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from tests.page.cutting import SETTLE_MS, cut, wind
from tests.page.desk_pictures import desk
from tests.page.officer_pictures import compose, sandbox_page, warn_people
from tests.page.phones import PICTURES, Phone

SNOW = "Третий день не чистят снег, скорая не проедет. Тихореченск, улица Лесная, 5"
COLD = "В Тихореченске на Садовой, 12 батареи холодные второй день"
GAS = "В Сосновинке на Мира, 3 в подъезде пахнет газом"
TRACTOR = "Трактор выйдет сегодня до 18:00. Спасибо, что написали!"
STORM_MS = 90_000


async def tell_the_story(page: Page) -> None:
    """One report from the first word to «решено», beside others, and the moments worth a picture."""
    anna, pyotr, operators = (Phone(page, name) for name in ("Анна", "Пётр", "Операторы"))
    await anna.begins()
    await anna.says(SNOW)
    await anna.sees("Проверьте")
    await cut(page, "citizen-check.png", await anna.sees("Проверьте"))
    await anna.presses("Отправить")
    await anna.sees("Согласие")
    await anna.presses("Даю согласие")
    await anna.sees("Ваше сообщение")
    card = await operators.sees(SNOW[:25])
    await cut(page, "card.png", card)

    await operators.replies(card, TRACTOR)
    going = await operators.sees("уйдёт через")
    await cut(page, "ten-seconds.png", operators.bubble(TRACTOR), going)
    await wind(page, "+10 с")
    await anna.sees(TRACTOR)
    card = await operators.sees("доставлено")
    await cut(page, "delivered.png", card)
    answer = await anna.sees(TRACTOR)
    await cut(page, "citizen-answer.png", answer)

    await pyotr.begins()
    await pyotr.reports(COLD)
    await pyotr.says(GAS)
    await pyotr.presses("Отправить")
    danger = await operators.sees("ОПАСНО")
    await cut(page, "danger.png", danger)
    await cut(page, "citizen-danger.png", await pyotr.sees("Сначала позвоните 112"))
    await operators.says("/queue")
    queue = await operators.sees("В очереди")
    await cut(page, "queue.png", queue)


async def let_it_pour(page: Page) -> None:
    """The storm, until reports are gathered."""
    storm = page.get_by_role("button", name="Буря")
    await storm.click()
    gathered = Phone(page, "Операторы").bubble("Нажмите номер, чтобы открыть")
    await expect(gathered).to_be_visible(timeout=STORM_MS)
    await cut(page, "gathered.png", gathered)


async def main() -> None:
    async with sandbox_page() as theatre:
        large = await theatre.open(width=1440, height=1300, scale=1.5)
        await tell_the_story(large)
        page = await theatre.open(width=1440, height=760)
        await page.wait_for_timeout(SETTLE_MS)
        await page.screenshot(path=PICTURES / "page.png")
        await warn_people(at_night := await theatre.open(width=1440, height=1900, scale=1.5))
        await compose(at_night)
        await let_it_pour(large)
    async with sandbox_page() as theatre:
        await desk(theatre)


if __name__ == "__main__":
    asyncio.run(main())
