"""What a person can send from the page, and that nothing typed is lost when the program does not answer."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Route, expect

from tests.page.phones import PATIENCE_MS, Phone, Theatre, uses

pytestmark = pytest.mark.page

DARK = "Во дворе темно, не горит ни один фонарь"
ACT = "**/sandbox/act"


async def chooses(phone: Phone, label: str) -> None:
    await phone.node.locator(".attach > button").click()
    await phone.node.locator(".attach-menu").get_by_role("button", name=label).click()


async def refuse(route: Route) -> None:
    await route.abort("connectionrefused")


async def test_what_is_typed_stays_until_the_program_has_taken_it(page: Page, theatre: Theatre) -> None:
    anna, pyotr = Phone(page, "Анна"), Phone(page, "Пётр")
    await anna.begins()
    await pyotr.begins()
    await page.route(ACT, refuse)
    await anna.node.locator(".attach > button").click()
    await anna.node.locator("[data-sample=snow]").click()
    await anna.field.fill(DARK)
    await anna.field.press("Enter")
    await expect(anna.node.locator(".unsent")).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.get_by_role("alert").filter(has_text="Не отправлено")).to_be_visible()
    await expect(anna.field).to_have_value(DARK)
    await expect(anna.node.locator(".chip")).to_have_count(1)
    for label in ("+1 ч", "Пришёл паводок", "Буря"):  # nothing else fails unheard either
        await page.get_by_role("button", name=label).click()
    await chooses(pyotr, "Стикер")
    await page.unroute(ACT)
    await anna.field.press("Enter")
    await expect(anna.field).to_have_value("", timeout=PATIENCE_MS)
    await expect(anna.node.locator(".unsent")).to_be_hidden()
    await expect(anna.node.locator(".msg.own").filter(has_text=DARK)).to_have_count(1)
    world = theatre.sandbox.emulators["telegram"]
    assert [m.text for m in world.chats[theatre.sandbox.scene.citizens["telegram"]].messages if m.sender != "bot"][
        1:
    ] == [DARK]
    await _changes_and_deletes(page, pyotr)


async def _changes_and_deletes(page: Page, pyotr: Phone) -> None:
    """A change that is not taken stays in the field, too."""
    await pyotr.says("Нет воды")
    await pyotr.sees("Нет воды")
    own = pyotr.node.locator(".msg.own").last
    await page.route(ACT, refuse)
    await uses(own, "Изменить")
    await pyotr.field.fill("Нет горячей воды")
    await pyotr.field.press("Enter")
    await expect(pyotr.node.locator(".unsent")).to_be_visible(timeout=PATIENCE_MS)
    await expect(pyotr.field).to_have_value("Нет горячей воды")
    await page.unroute(ACT)
    await pyotr.field.press("Enter")
    await expect(own).to_contain_text("Нет горячей воды")
    await uses(own, "Удалить")
    await expect(pyotr.node.locator(".msg.own").filter(has_text="Нет горячей воды")).to_have_count(0)


async def test_each_messenger_offers_what_it_has(page: Page) -> None:
    anna, pyotr = Phone(page, "Анна"), Phone(page, "Пётр")
    shown = {"Стикер": ".sticker", "Видеосообщение": ".video-note", "Контакт": ".file", "Запись со стены": ".post"}
    for phone, own, foreign in ((anna, "Контакт", "Запись со стены"), (pyotr, "Запись со стены", "Контакт")):
        await phone.begins()
        for label in ("Стикер", "Видеосообщение", own):
            await chooses(phone, label)
            await expect(phone.node.locator(f".msg.own {shown[label]}")).to_have_count(1, timeout=PATIENCE_MS)
        await expect(phone.node.locator(".attach-menu").get_by_text(foreign, exact=True)).to_have_count(0)
        await chooses(phone, "Чужое сообщение")
        await expect(phone.node.locator(".msg.own .forwarded")).to_have_count(1, timeout=PATIENCE_MS)
        await expect(phone.node.locator(".msg.theirs").nth(1)).to_be_visible(timeout=PATIENCE_MS)
    await _shows_the_lamp(anna, pyotr)


async def _shows_the_lamp(anna: Phone, pyotr: Phone) -> None:
    """The ready picture and the ready voice name lighting."""
    await anna.node.locator(".attach > button").click()
    await anna.node.locator("[data-sample=lamp]").click()
    await expect(anna.field).to_have_value("На улице не горит фонарь, темно")
    await anna.field.press("Enter")
    await anna.sees("не горит фонарь")
    await chooses(pyotr, "Голосовое")
    await expect(pyotr.node.locator(".msg.own .transcript")).to_contain_text("освещен", timeout=PATIENCE_MS)


async def test_a_place_can_be_written(page: Page, theatre: Theatre) -> None:
    anna = Phone(page, "Анна")
    await anna.begins()
    for words in ("нигде такого", "соснов", "59.9386; 30,3141"):
        if not await page.locator(".map").count():
            await chooses(anna, "Место на карте")
        await page.locator("#place-words").fill(words)
        await page.locator("#place-words").press("Enter")
        if words == "нигде такого":
            await expect(page.get_by_role("alert").filter(has_text="нет")).to_be_visible()
            continue
        await page.locator(".send-place").click()
        await expect(page.locator(".map")).to_have_count(0)  # the dialogue goes a moment after it was closed
    await expect(anna.node.locator(".msg.own .place")).to_have_count(2, timeout=PATIENCE_MS)
    said = [
        m
        for m in theatre.sandbox.emulators["telegram"].chats[theatre.sandbox.scene.citizens["telegram"]].messages
        if m.lat is not None
    ]
    assert [(m.lat, m.lon) for m in said] == [(60.42, 63.31), (59.9386, 30.3141)]


async def test_the_map_of_a_small_touch_screen_can_be_read(theatre: Theatre) -> None:
    context = await theatre.browser.new_context(
        viewport={"width": 360, "height": 740}, locale="ru-RU", has_touch=True, is_mobile=True
    )
    page = await context.new_page()
    await page.goto(theatre.url)
    anna = Phone(page, "Анна")
    await anna.begins()
    await chooses(anna, "Место на карте")
    await expect(page.locator(".map-dialog")).to_be_visible(timeout=PATIENCE_MS)
    assert "стрелк" not in await page.locator(".map-dialog").inner_text()
    boxes = [await name.bounding_box() for name in await page.locator(".land-name tspan").all()]
    assert len(boxes) >= 6
    for number, box in enumerate(boxes):
        assert box is not None
        assert box["height"] >= 12
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        for other in boxes[number + 1 :]:
            assert other is not None
            apart = box["x"] + box["width"] <= other["x"] or other["x"] + other["width"] <= box["x"]
            assert apart or abs(box["y"] - other["y"]) >= 10
    await context.close()
