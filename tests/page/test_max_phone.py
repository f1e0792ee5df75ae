"""A phone with MAX, which has no keyboard of the bot's own: its keys stand under a message."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.page.phones import PATIENCE_MS, Phone, Theatre

pytestmark = pytest.mark.page


async def test_keys_under_a_message_write_their_label_or_ask_for_the_place(page: Page, theatre: Theatre) -> None:
    nina = Phone(page, "Нина")
    await nina.begins()
    await nina.presses("Помощь")
    await expect(nina.node.locator(".msg.own").filter(has_text="Помощь")).to_have_count(1, timeout=PATIENCE_MS)
    await nina.sees("Если опасно")  # its answer is drawn: a press amid that would meet a button that is gone
    await nina.presses("Отправить место")
    await expect(page.locator("dialog")).to_be_visible(timeout=PATIENCE_MS)
    await page.keyboard.press("Escape")
    assert theatre.sandbox.emulators["max"].refused == []
