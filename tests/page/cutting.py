"""How a picture of the documents is cut out of the sandbox's page."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.page.phones import PATIENCE_MS, PICTURES

MARGIN = 2
SETTLE_MS = 1500
"""So long edits that are on their way may still change what is shown."""


async def cut(page: Page, name: str, *nodes: Locator) -> None:
    """Save what encloses these nodes, when no toast lies over them."""
    await expect(page.locator(".toast")).to_have_count(0, timeout=PATIENCE_MS)
    await page.mouse.move(1, 1)
    await page.evaluate("document.activeElement?.blur()")
    await page.wait_for_timeout(SETTLE_MS)
    boxes = []
    for node in nodes:
        await node.scroll_into_view_if_needed()
    for node in nodes:
        box = await node.bounding_box()
        assert box is not None
        boxes.append(box)
    left, top = min(b["x"] for b in boxes) - MARGIN, min(b["y"] for b in boxes) - MARGIN
    right = max(b["x"] + b["width"] for b in boxes) + MARGIN
    bottom = max(b["y"] + b["height"] for b in boxes) + MARGIN
    await page.screenshot(
        path=PICTURES / name, clip={"x": left, "y": top, "width": right - left, "height": bottom - top}
    )


async def wind(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label).click()
