"""However many phones there are, each is shown whole or has a way to it, and the operators' chat is always in sight."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.page.phones import Phone, Theatre

pytestmark = pytest.mark.page

SHOWN = """() => {
  const panel = document.querySelector(".panel"), desk = document.querySelector(".desk");
  const edge = (node) => (node && node.offsetParent ? node.getBoundingClientRect().left : innerWidth);
  return [...document.querySelectorAll(".device")].filter((node) => node.offsetParent).map((node) => {
    const box = node.getBoundingClientRect();
    const end = node.parentNode === desk ? edge(panel) : Math.min(edge(desk), edge(panel));
    const part = Math.max(0, Math.min(box.right, end) - Math.max(box.left, 0)) / box.width;
    return [node.querySelector("h2").textContent, Math.round(part * 100), Math.round(box.width)];
  });
}"""
"""Of each phone its name, how many hundredths of it are in sight, and how wide it is."""


async def shown(page: Page) -> dict[str, tuple[int, int]]:
    return {name: (part, wide) for name, part, wide in await page.evaluate(SHOWN)}


async def five(theatre: Theatre, width: int) -> Page:
    """A sandbox with four citizens, the operators' chat and phones of theirs."""
    page = await theatre.open(width=width, height=820)
    await page.get_by_role("button", name="Добавить жителя").click()
    await page.get_by_label("Имя").fill("Ольга")
    await page.get_by_role("dialog").get_by_role("button", name="Добавить", exact=True).click()
    await expect(page.locator(".strip .device")).to_have_count(6)
    return page


@pytest.mark.parametrize("width", [1366, 1900])
async def test_each_phone_is_whole_or_away_and_the_operators_are_in_sight(theatre: Theatre, width: int) -> None:
    page = await five(theatre, width)
    jumps = page.locator(".jumps .tab")
    await expect(jumps).to_have_count(6)
    for name in ("Анна", "Олег", "Ольга", "Пётр", "Нина", "Анна"):
        await jumps.filter(has_text=name).click()
        await expect(jumps.filter(has_text=name)).to_have_attribute("aria-current", "true")
        found = await shown(page)
        assert found["Операторы"][0] == 100, found
        assert next(part for title, (part, _) in found.items() if title.startswith(name)) == 100, found
        assert {part for part, _ in found.values()} <= {0, 100}, found
        assert min(wide for _, wide in found.values()) >= 300, found
    await Phone(page, "Анна").begins()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_what_comes_to_a_phone_out_of_sight_is_counted(theatre: Theatre) -> None:
    page = await five(theatre, 1366)
    world = theatre.sandbox.emulators["max"]
    nina = theatre.sandbox.scene.citizens["max"]
    await page.locator(".jumps .tab").filter(has_text="Олег").click()
    away = page.locator(".jumps .tab").filter(has_text="Нина")
    await expect(away).to_have_attribute("aria-current", "false")
    world.start(nina)
    await expect(away.locator(".count")).to_have_text("1")
    await away.click()
    await expect(away.locator(".count")).to_have_count(0)


async def test_where_all_have_room_nothing_changes_and_a_narrow_screen_has_tabs(theatre: Theatre) -> None:
    page = await theatre.open(width=3000, height=820)
    await expect(page.locator(".jumps")).to_be_hidden()
    assert {part for part, _ in (await shown(page)).values()} == {100}
    page = await theatre.open(width=390, height=780)
    await expect(page.locator(".jumps")).to_be_hidden()
    await page.get_by_role("tab", name="Операторы").click()
    assert {name: part for name, (part, _) in (await shown(page)).items()} == {"Операторы": 100}
