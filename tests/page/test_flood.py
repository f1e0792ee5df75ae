"""«Пришёл паводок»: an alert arrives, a duty officer approves it, and the people concerned are warned."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.crowd import make_crowd
from bot.sandbox.flood import Flood
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from handlers.alerts.areas import place
from handlers.cap.read import read_cap
from handlers.cap.write import write_cap
from storage.changes import Query
from storage.notice_records import Notice
from storage.region.load import FICTIONAL, load_region
from tests.page.phones import PATIENCE_MS, Phone, Theatre

pytestmark = pytest.mark.page


async def notices(theatre: Theatre) -> list[Notice]:
    found: list[Notice] = (await theatre.sandbox.app.store.read(Query("notices_among", ("[1, 2, 3]",))))[0]
    return found


async def test_the_prepared_alert_is_a_good_one_of_the_region_s_source(theatre: Theatre) -> None:
    app = theatre.sandbox.app
    flood = Flood(app.inbox, app.region)
    data = write_cap(flood.alert(1, app.clock.now()))
    alert = read_cap(data)
    assert alert.sender in app.region.notices.sources[0].senders
    placed = place(app.region, alert.infos[0].areas)
    assert placed.area.polygons
    assert not placed.outside
    assert placed.mended == ()
    assert read_cap(data).infos


async def test_a_flood_comes_and_waits_for_an_officer(page: Page, theatre: Theatre) -> None:
    await page.get_by_role("button", name="Пришёл паводок").click()
    group = Phone(page, "Операторы")
    await group.sees("Заречный гидрометцентр: Паводок")
    await group.sees("Вода в реке быстро поднимается")
    (notice,) = await notices(theatre)
    assert (notice.state, notice.kind, notice.severity, notice.drill) == ("pending", "flood", 4, 0)


async def test_two_floods_are_two_alerts(page: Page, theatre: Theatre) -> None:
    button = page.get_by_role("button", name="Пришёл паводок")
    for _ in range(2):
        await button.click()
    await expect(Phone(page, "Операторы").bubble("№ 2 ждёт одобрения")).to_be_visible(timeout=PATIENCE_MS)
    assert len(await notices(theatre)) == 2


async def test_the_crowd_wants_to_be_warned_and_has_no_phone_on_the_page(page: Page, theatre: Theatre) -> None:
    store = theatre.sandbox.app.store
    rows = (await store.read(Query("subscribers_page", (0, 10_000))))[0]
    assert len(rows) >= 100
    assert await page.locator(".device").count() < 10


def test_the_crowd_is_half_of_each_messenger_and_mostly_where_the_flood_comes() -> None:
    class Still:
        def now(self) -> int:
            return 0

        def monotonic(self) -> float:
            return 0.0

        async def sleep(self, seconds: float) -> None: ...

    region = load_region(FICTIONAL)
    crowd = make_crowd((TelegramEmulator(Still()), VkEmulator(Still())), region, 200)
    assert Counter(one.channel for one in crowd) == {"telegram": 100, "vk": 100}
    homes = {s.code: s.municipality for s in region.settlements}
    near = sum(homes[one.areas[0][2:]] == region.municipalities[0].code for one in crowd)
    assert 80 < near < 160
