"""The question where: an officer chooses, nobody gets anything until he has, and another one approves."""

from __future__ import annotations

import pytest

from handlers.alerts.placing import choices, toggled
from handlers.notices.content import Area
from storage.store import Store
from tests.unit.alerts.wire import TRUSTED, Wire, region_with, sample, with_info


async def asked(wire: Wire, name: str = "unplaced") -> int:
    answer = await wire.comes(name)
    return answer.notice


async def test_what_nobody_can_place_is_a_draft_without_an_area_and_a_question(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    number = await asked(wire)
    notice, content = await wire.notice(number), await wire.content(number)
    assert (notice.state, content.area) == ("draft", Area())
    assert "Заимка деда Матвея" in wire.text()
    assert "никому не уйдёт" in wire.text()
    labels = [label for label, _ in wire.buttons()]
    assert labels[-2:] == ["На одобрение", "Не у нас"]
    assert len(labels) <= 10
    assert len(wire.last().buttons) <= 6
    assert all(len(data.encode()) <= 64 for _, data in wire.buttons())


async def test_nothing_goes_on_without_a_place(wire: Wire) -> None:
    number = await asked(wire)
    await wire.presses(f"d_where_done:{number}")
    assert wire.toasts == ["Сначала выберите место."]
    assert (await wire.notice(number)).state == "draft"


async def test_an_officer_chooses_and_hands_it_to_another(wire: Wire) -> None:
    number = await asked(wire)
    for area in ("m:99601000", "s:sosnovinka", "m:99602000", "m:99602000"):
        await wire.presses(f"d_where:{number}:0:{area}")
    assert (await wire.content(number)).area == Area(municipalities=("99601000",), settlements=("sosnovinka",))
    await wire.presses(f"d_where_done:{number}")
    notice = await wire.notice(number)
    assert notice.state == "pending"
    assert "telegram:7" in notice.hands
    assert "Место указал: Олег" in wire.text()
    await wire.presses(f"d_where:{number}:0:*")
    assert wire.toasts[-1] == "Это уже решено."
    assert not (await wire.content(number)).area.region


async def test_an_officer_says_that_it_is_not_ours(wire: Wire) -> None:
    number = await asked(wire)
    await wire.presses(f"d_where_no:{number}")
    assert (await wire.notice(number)).state == "cancelled"
    assert "Снял: Олег" in wire.text()


async def test_every_municipality_can_be_reached_by_turning_pages(wire: Wire) -> None:
    number = await asked(wire)
    seen = {data.split(":", 3)[3] for _, data in wire.buttons() if data.count(":") == 4}
    page = 0
    while any(label.startswith("Ещё") for label, _ in wire.buttons()):
        page += 1
        await wire.presses(f"d_where:{number}:{page}")
        seen |= {data.split(":", 3)[3] for _, data in wire.buttons() if data.count(":") == 4}
    assert {f"m:{m.code}" for m in wire.shared.region.municipalities} <= seen


async def test_names_that_look_alike_come_first(wire: Wire) -> None:
    area = sample("unplaced").infos[0].areas[0]
    alert = with_info(sample("unplaced"), areas=(type(area)("Соснвинка"),))
    await wire.comes(alert)
    assert wire.buttons()[0][0] == "Сосновинка"


@pytest.mark.parametrize(
    "said", ["всё кроме Белосветского округа", "Заречный край, кроме Белосветска", "Сосновинка, кроме Белосветска"]
)
async def test_what_an_alert_leaves_out_is_not_warned_but_asked_about(wire: Wire, said: str) -> None:
    area = sample("unplaced").infos[0].areas[0]
    number = (await wire.comes(with_info(sample("unplaced"), areas=(type(area)(said),)))).notice
    notice = await wire.notice(number)
    assert (notice.state, (await wire.content(number)).area) == ("draft", Area())
    assert said in wire.text()
    assert "Белосветск" not in wire.buttons()[0][0]


@pytest.mark.parametrize("data", ["d_where:999:0", "d_where:x:0:m:1", "d_where:", "d_where_done:", "d_where_no:1e9"])
async def test_buttons_of_what_is_not_there_are_answered_kindly(wire: Wire, data: str) -> None:
    await asked(wire)
    await wire.presses(data)
    assert wire.toasts == ["Это уже решено."]


async def test_a_place_that_the_region_does_not_have_changes_nothing(wire: Wire) -> None:
    number = await asked(wire)
    await wire.presses(f"d_where:{number}:0:m:00000000")
    assert (await wire.content(number)).area.empty


def test_the_whole_region_takes_the_place_of_names_and_gives_way_to_them() -> None:
    region = region_with()
    some = toggled(region, Area(), "m:99601000")
    assert toggled(region, some, "*") == Area(region=True)
    assert toggled(region, Area(region=True), "*") == Area()
    assert toggled(region, Area(region=True), "s:sosnovinka") == Area(settlements=("sosnovinka",))


def test_without_words_the_whole_region_is_offered_first() -> None:
    assert choices(region_with(), "", "ru")[0].name == "Заречный край"
