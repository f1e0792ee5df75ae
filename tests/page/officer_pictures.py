"""The pictures of a duty officer's screens: a notice from `/notice` to its result, as the guide tells it.

Made with the others (tests.page.pictures), or by themselves: `python -m tests.page.officer_pictures`.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from bot.sandbox.run import Sandbox
from bot.settings import Settings
from tests.page.conftest import ARGUMENTS, CHROMIUM
from tests.page.cutting import cut, wind
from tests.page.phones import PATIENCE_MS, Phone, Theatre, to_noon
from tests.ports import free_port

AUTHOR = "Олег, дежурный"


async def warn_people(page: Page) -> None:
    """A flood comes: an officer sees what waits for him and approves it; a citizen gets it."""
    operators, anna = Phone(page, "Операторы"), Phone(page, "Анна")
    await page.get_by_role("button", name="Пришёл паводок").click()
    pending = await operators.sees("ждёт второго дежурного")
    area = operators.node.locator(".msg").filter(has=page.locator("img")).last
    await expect(area).to_be_visible(timeout=PATIENCE_MS)
    await cut(page, "notice-panel.png", await operators.sees("Получат"))
    await cut(page, "notice-pending.png", pending, area)
    await operators.presses("Одобрить и отправить")
    await wind(page, "+10 с")
    await cut(page, "notice-citizen.png", await anna.sees("Вода в реке быстро поднимается"))
    await operators.sees("отправлено")
    await cut(page, "notice-result.png", await operators.sees("Кто что сделал"))


async def compose(page: Page) -> None:
    """An officer writes one himself, in his private chat."""
    officer = Phone(page, AUTHOR)
    await officer.says("/notice")
    await officer.presses("Настоящее")
    await officer.says("паводок")
    await officer.presses("уход")
    await cut(page, "notice-where.png", await officer.sees("Где это"))
    await officer.says("Журавлиха, Сасновинка")
    await cut(page, "notice-which.png", await officer.sees("Вы имели в виду"))
    await officer.presses("Сосновинка")
    await cut(page, "notice-gap.png", await officer.sees("Куда"))
    await officer.says("школа на Мира, 3")
    await officer.sees("Получат")
    await cut(page, "notice-summary.png", await officer.sees("Всё заполнено"))


@asynccontextmanager
async def sandbox_page() -> AsyncIterator[Theatre]:
    """A sandbox of its own and a browser, for pictures."""
    settings = Settings(_env_file=None, http_port=free_port())
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            sandbox = Sandbox(settings, Path(folder))
            to_noon(sandbox)
            await sandbox.start()
            theatre = Theatre(sandbox, browser, f"http://127.0.0.1:{settings.http_port}/")
            await theatre.run()
            try:
                yield theatre
            finally:
                await theatre.close()
                await browser.close()


async def main() -> None:
    async with sandbox_page() as theatre:
        page = await theatre.open(width=1440, height=1900, scale=1.5)
        await Phone(page, "Анна").begins()
        await warn_people(page)
        await compose(page)


if __name__ == "__main__":
    asyncio.run(main())
