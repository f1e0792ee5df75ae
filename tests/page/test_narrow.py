"""On a narrow phone the words of buttons are not broken, in any messenger."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.sandbox.emulators import emulated, emulator
from tests.page.phones import Phone, Theatre

pytestmark = pytest.mark.page

LINES = """keys => keys.map((key) => {
  const words = document.createRange();
  words.selectNodeContents(key);
  const tops = [...words.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top));
  return [key.textContent.trim(), Math.max(...tops) - Math.min(...tops) > 8];
})"""
"""Of each button its words, and whether they stand on more than one line."""


@pytest.mark.parametrize("name", [emulator(messenger).citizen for messenger in emulated()])
async def test_the_buttons_of_an_answer_stand_whole(theatre: Theatre, name: str) -> None:
    page = await theatre.open(width=360, height=740, scale=2)
    await page.get_by_role("tab", name=name).click()
    phone = Phone(page, name)
    await phone.begins()
    await phone.reports("В Тихореченске на Лесной, 5 не горит фонарь")
    scene, world = theatre.sandbox.scene, theatre.sandbox.emulators["telegram"]
    world.say(scene.operators[0], scene.admin_chat_id, "№ 1 Лампу заменили сегодня утром")
    await page.get_by_role("tab", name="Операторы").click()
    await Phone(page, "Операторы").sees("отправ")
    await page.get_by_role("tab", name="Пульт").click()
    await page.get_by_role("button", name="+10 с").click()
    await page.get_by_role("tab", name=name).click()
    answer = await phone.sees("Лампу заменили")
    keys = answer.locator(".inline .key")
    await expect(keys).to_have_count(3)
    said = await keys.evaluate_all(LINES)
    assert [words for words, broken in said if broken] == []
