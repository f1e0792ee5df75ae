from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.sandbox.run import Sandbox
from bot.settings import Settings
from tests.page.phones import Theatre, to_noon
from tests.ports import free_port

CHROMIUM = Path("/usr/bin/chromium")
SHELL = Path("/usr/bin/chromium-headless-shell")
"""The same without windows, where it is installed beside: it draws pages alike with two thirds of the work."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",  # there is none: what stands in for it needs no process of its own
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the page live in one loop, since the browser does: starting it takes longer than most of them."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where the browser is. Without it these tests are skipped, but never where CI runs them."""
    if not CHROMIUM.exists() and "CI" not in os.environ:
        pytest.skip(f"no Chromium at {CHROMIUM}")
    return SHELL if SHELL.exists() else CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """One for all tests; each has pages of its own while it runs (`phones.tabs_of`)."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def theatre(tmp_path: Path, browser: Browser) -> AsyncIterator[Theatre]:
    """The whole program in its sandbox, and a way to open its page."""
    settings = Settings(_env_file=None, http_port=free_port())
    sandbox = Sandbox(settings, tmp_path)
    to_noon(sandbox)
    await sandbox.start()
    opened = Theatre(sandbox, browser, f"http://127.0.0.1:{settings.http_port}/")
    await opened.run()
    yield opened
    await opened.close()
    assert opened.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(theatre: Theatre) -> Page:
    """The page on a desk, in Russian."""
    return await theatre.open(width=1440, height=820)
