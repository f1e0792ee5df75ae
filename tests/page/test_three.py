"""The page with a third messenger: its phone, its colours and words, its buttons; on a desk and on a narrow screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.sandbox.run import Sandbox
from bot.settings import Settings
from tests.page.phones import Phone, Theatre
from tests.pigeon import pigeon_post
from tests.ports import free_port

pytestmark = pytest.mark.page


@pytest_asyncio.fixture(loop_scope="session")
async def three(tmp_path: Path, browser: Browser) -> AsyncIterator[Theatre]:
    with pigeon_post():
        settings = Settings(_env_file=None, http_port=free_port())
        sandbox = Sandbox(settings, tmp_path)
        await sandbox.start()
        opened = Theatre(sandbox, browser, f"http://127.0.0.1:{settings.http_port}/")
        await opened.run()
        yield opened
        await opened.close()
        assert opened.complaints == []


async def fits(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_a_third_phone_stands_beside_the_others(three: Theatre) -> None:
    page = await three.open(width=1440, height=820)
    vera = Phone(page, "Вера")
    await page.get_by_role("button", name="Курлык").click()
    await vera.sees("Центра управления")
    await expect(page.locator(".device.pigeon")).to_have_count(1)
    tint = await page.locator(".device.pigeon").evaluate("node => getComputedStyle(node).getPropertyValue('--brand')")
    assert tint.strip() == "#7a4fc0"
    await expect(page.get_by_label("Мессенджер").locator("option")).to_have_text(
        ["Telegram", "ВКонтакте", "MAX", "Голубь"]
    )
    await expect(page.locator("[data-down=pigeon]")).to_contain_text("Голубь")
    await page.get_by_role("button", name="Добавить жителя").click()
    await expect(page.get_by_role("radio")).to_have_count(4)
    assert await fits(page)


async def test_on_a_narrow_screen_each_has_a_tab(three: Theatre) -> None:
    page = await three.open(width=390, height=780)
    for name in ("Анна", "Пётр", "Вера"):
        await page.get_by_role("tab", name=name).click()
        await expect(page.locator(".device.phone:visible")).to_have_count(1)
        await expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
    assert await fits(page)
