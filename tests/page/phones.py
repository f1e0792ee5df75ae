"""Hands for the page's tests: they do what a person does, by labels that a person sees."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Response, expect
from playwright.async_api import TimeoutError as TookTooLong

from bot.sandbox.run import Sandbox

PATIENCE_MS = 20_000
"""So long a test waits for something to appear; a busy machine must not fail it."""
GLANCE_MS = 1_000
"""So long a tool is tried before its message is pointed at again."""

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
EXPECTED_WHEN_DOWN = (
    "ERR_CONNECTION_REFUSED",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "Failed to fetch",
    "ERR_EMPTY_RESPONSE",
)


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not true():  # noqa: ASYNC110 - what is waited for is not this test's to signal
            await asyncio.sleep(0.02)


def to_noon(sandbox: Sandbox) -> None:
    """At night nobody is asked whether it is solved: the clock goes on to the next noon of the region."""
    now = datetime.fromtimestamp(sandbox.clock.now() / 1000, sandbox.region.zone)
    sandbox.clock.leap(((12 - now.hour) % 24) * 3_600 - now.minute * 60 + (86_400 if now.hour == 12 else 0))


@dataclass
class Tabs:
    """A browser's context and the pages of it that nobody uses now."""

    context: BrowserContext
    free: list[Page] = field(default_factory=list)


_tabs: WeakKeyDictionary[Browser, dict[tuple[str, float], Tabs]] = WeakKeyDictionary()


async def tabs_of(browser: Browser, locale: str, scale: float) -> Tabs:
    """One context for all tests that want such a one, and its pages go from test to test: to open either takes longer
    than most of what is done there. Each test has an address of its own, and leaves nothing in the browser's memory.
    """
    known = _tabs.setdefault(browser, {})
    if (locale, scale) not in known:
        context = await browser.new_context(locale=locale, device_scale_factor=scale, reduced_motion="reduce")
        known[locale, scale] = Tabs(context)
    return known[locale, scale]


class Theatre:
    """The program with its sandbox. `complaints` collects what the browser's console found wrong."""

    def __init__(self, sandbox: Sandbox, browser: Browser, url: str) -> None:
        self.sandbox, self.browser, self.url = sandbox, browser, url
        self.complaints: list[str] = []
        self._pages: list[tuple[Page, Tabs]] = []

    async def run(self) -> None:
        await self.sandbox.app.start()
        self._running = asyncio.create_task(self.sandbox.app.run())

    async def close(self) -> None:
        for page, tabs in self._pages:
            try:
                await self._leave(page)
                tabs.free.append(page)
            except Error:  # it crashed, or never came to its address
                await page.close()
        self.sandbox.app.stop()
        async with asyncio.timeout(PATIENCE_MS / 1000):
            await self._running
        await self.sandbox.app.close()
        await self.sandbox.close()

    async def open(
        self, *, width: int, height: int, locale: str = "ru-RU", scheme: str = "light", scale: float = 1
    ) -> Page:
        tabs = await tabs_of(self.browser, locale, scale)
        page = tabs.free.pop() if tabs.free else await tabs.context.new_page()
        self._pages.append((page, tabs))
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", self._failed)
        page.on("console", self._hear)
        page.on("response", self._answered)
        await page.goto(self.url)
        await expect(page.locator(".device:visible").first).to_be_visible(timeout=PATIENCE_MS)
        return page

    async def _leave(self, page: Page) -> None:
        """As if it had never been here."""
        await page.evaluate("localStorage.clear()")
        await page.unroute_all()
        page.remove_listener("pageerror", self._failed)
        page.remove_listener("console", self._hear)
        page.remove_listener("response", self._answered)
        await page.mouse.move(0, 0)
        await page.goto("about:blank")

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in EXPECTED_WHEN_DOWN):
            self.complaints.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")


async def uses(message: Locator, tool: str) -> None:
    """Points at a message and presses one of its tools; again, if it moved from under the mouse: an answer came."""
    button = message.get_by_role("button", name=tool, exact=True)
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while True:
            await message.hover()
            with contextlib.suppress(TookTooLong):
                return await button.click(timeout=GLANCE_MS)


class Phone:
    """One device of the page, found by the person's or the chat's name."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.node = page.locator(".device").filter(has=page.get_by_role("heading", name=name, exact=True))

    @property
    def field(self) -> Locator:
        return self.node.locator("textarea")

    def bubble(self, text: str) -> Locator:
        """The newest message that has this text."""
        return self.node.locator(".msg").filter(has_text=text).last

    async def sees(self, text: str) -> Locator:
        found = self.bubble(text)
        await expect(found).to_be_visible(timeout=PATIENCE_MS)
        return found

    async def begins(self) -> None:
        await self.node.locator(".gate button").click()
        await expect(self.node.locator(".msg.theirs").first).to_be_visible(timeout=PATIENCE_MS)

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.node.locator(".msg.own").last).to_be_visible(timeout=PATIENCE_MS)

    async def replies(self, to: Locator, text: str) -> None:
        await uses(to, "Ответить")
        await self.says(text)

    async def presses(self, label: str) -> None:
        await self.node.locator(".inline .key").filter(has_text=label).last.click()

    async def reports(self, text: str) -> None:
        """From the first word to the number."""
        await self.says(text)
        await self.sees("Проверьте, всё ли верно")  # «Отправить место» may stand under the message before it
        await self.presses("Отправить")
        await self.presses("Даю согласие")
        await self.sees("Ваше сообщение — №")  # the text of the consent names a law by a number


async def picture(page: Page, name: str) -> None:
    """Save a screenshot for the documents, if that is wanted."""
    if os.environ.get("OTKLIK_SAVE_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=PICTURES / name)
