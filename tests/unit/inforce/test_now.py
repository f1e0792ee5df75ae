"""/now: what holds for me, by my areas and places; /info: cards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.notices.content import Area, Circle, Street
from storage.records import StoredFile
from storage.region.notice_rules import InfoCard
from tests.unit.inforce.square import (
    HOUR,
    MODERATE,
    SEVERE,
    TOWN,
    TOWN_AT,
    VILLAGE,
    VILLAGE_AT,
    Square,
)

STORM = "Ожидается ветер до 25 м/с."
WATER = "Отключена холодная вода."


async def test_nothing_in_force_says_so_and_what_else_one_can_do(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.says("Что сейчас")
    assert "нет ни одного действующего" in phone.last.text
    assert "112" in phone.last.text
    assert {"Правда ли это?", "Памятки"} <= set(phone.last.buttons)
    assert "Подписки" not in phone.last.buttons


async def test_one_that_holds_is_shown_whole_at_once(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.notice(text="Вода прибывает.", todo={"ru": "Уходите на возвышенность."})
    await phone.says("/now")
    for wanted in ("Опасно для жизни", "Тихореченск", "Вода прибывает.", "Уходите на возвышенность", "112", "№ 7"):
        assert wanted in phone.last.text
    assert "Действует: до 18 ноября в 21:0" in phone.last.text
    assert {"n_safe:7", "n_help:7", "n_what:7", "n_away:7", "s_card:flood:n7"} <= set(phone.last.buttons.values())


async def test_the_gravest_come_first_each_opens_and_there_is_a_way_back(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.notice(7, WATER, kind="water", severity=MODERATE)
    await phone.notice(8, STORM, kind="weather", severity=SEVERE)
    await phone.says("/now")
    assert "2 оповещения" in phone.last.text
    assert phone.last.text.index("Погода") < phone.last.text.index("Вода")
    await phone.presses("Погода")
    assert STORM in phone.last.text
    assert WATER not in phone.last.text
    await phone.presses("Назад")
    assert "2 оповещения" in phone.last.text
    assert len(phone.texts("2 оповещения")) == 1


async def test_many_are_paged(phone: Square) -> None:
    await phone.begins()
    for number in range(1, 11):
        await phone.notice(number, f"Событие {number}.", kind="roads", severity=MODERATE, started_at=phone.at - number)
    await phone.says("/now")
    seen = [data for shown in [phone.last] for data in shown.buttons.values() if data.startswith("s_open")]
    for _ in range(2):
        data = [d for d in phone.last.buttons.values() if d.startswith("s_now")][-1]
        await phone.press_data(data)
        seen += [d for d in phone.last.buttons.values() if d.startswith("s_open")]
        assert len(phone.last.message.buttons) <= 6
        assert sum(map(len, phone.last.message.buttons)) <= 10
    assert [int(data.split(":")[1]) for data in seen] == list(range(1, 11))


async def test_only_what_concerns_my_areas_is_shown(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.notice(7, "В деревне.", area=VILLAGE)
    await phone.says("/now")
    assert "нет ни одного действующего" in phone.last.text
    await phone.lives("m:99601000")
    await phone.says("/now")
    assert "В деревне." in phone.last.text


async def test_somebody_who_named_nothing_sees_the_regions_list_and_is_offered_alerts(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7, "В деревне.", area=VILLAGE)
    await phone.notice(8, "В городе.", area=TOWN)
    await phone.says("/now")
    assert "в регионе" in phone.last.text
    assert "Назовите свои места" in phone.last.text
    await phone.presses("Подписки")
    assert "s_sub" in phone.last.buttons.values()


async def test_a_circle_is_compared_exactly_with_a_place(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:novye_plyosy")
    lat, lon = TOWN_AT
    await phone.has_place(1, "дача", lat + 0.02, lon, 200)  # 2.2 km to the north
    await phone.notice(7, "Взрыв газа.", kind="gas", area=Area(circles=(Circle(lat, lon, 1_900),)))
    await phone.says("/now")
    assert "нет ни одного действующего" in phone.last.text
    await phone.has_place(1, "дача", lat + 0.02, lon, 400)
    await phone.says("/now")
    assert "Рядом с вашей точкой: дача" in phone.last.text


async def test_a_polygon_concerns_a_place_inside_it_only(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:novye_plyosy")
    lat, lon = VILLAGE_AT
    ring = tuple(
        (lat + a, lon + b) for a, b in ((-0.01, -0.01), (-0.01, 0.01), (0.01, 0.01), (0.01, -0.01), (-0.01, -0.01))
    )
    await phone.notice(7, "Горит лес.", kind="ecology", area=Area(polygons=(ring,)))
    await phone.has_place(1, "мама", lat, lon + 0.05)
    await phone.says("/now")
    assert "нет ни одного действующего" in phone.last.text
    await phone.has_place(1, "мама", lat, lon)
    await phone.says("/now")
    assert "мама" in phone.last.text


@pytest.mark.parametrize(
    "over",
    [
        {"until": 1}, {"ended_at": 5}, {"state": "cancelled"}, {"state": "stopped"}, {"state": "pending"},
        {"state": "draft"}, {"link": "ends"}, {"link": "withdraws"},
    ],
    ids=str,
)  # fmt: skip
async def test_what_does_not_hold_is_neither_shown_nor_opened(phone: Square, over: dict[str, Any]) -> None:
    await phone.begins()
    await phone.notice(7, "Было да прошло.", **over)
    await phone.says("/now")
    assert not phone.sees("Было да прошло.")
    await phone.press_data("s_open:7:0")
    assert not phone.sees("Было да прошло.")
    assert "уже не действует" in phone.toasts[-1]


async def test_it_is_gone_when_its_time_is_over(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7, "Вода прибывает.")
    await phone.says("/now")
    assert phone.sees("Вода прибывает.")
    await phone.waits(11 * HOUR)
    await phone.says("/now")
    assert "нет ни одного действующего" in phone.last.text


async def test_drills_are_for_those_who_joined_them_and_never_among_the_first(phone: Square) -> None:
    await phone.begins()
    await phone.lives("*")
    await phone.notice(7, "Учебная вода.", drill=True)
    await phone.says("/now")
    assert "нет ни одного действующего" in phone.last.text
    await phone.press_data("s_open:7:0")
    assert not phone.sees("Учебная вода.")
    await phone.notice(8, "Настоящая вода.", severity=MODERATE)
    await phone.lives("*", drills=1)
    await phone.says("/now")
    assert phone.last.text.index("Осторожно") < phone.last.text.index("УЧЕНИЯ. Опасности нет")
    await phone.presses("УЧЕНИЯ")
    assert phone.last.text.startswith("УЧЕНИЯ. Опасности нет.")
    assert phone.last.text.endswith("УЧЕНИЯ. Опасности нет.")


async def test_help_is_offered_only_while_somebody_reads_it(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7)
    phone.desk("flood", opens=8, closes=20)
    await phone.says("/now")
    assert "n_help:7" in phone.last.buttons.values()
    await phone.waits(9 * HOUR + 30 * 60_000)
    await phone.says("/now")
    assert "n_help:7" not in phone.last.buttons.values()
    assert "n_safe:7" in phone.last.buttons.values()


async def test_a_very_long_notice_keeps_its_end_and_its_buttons(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7, "Очень длинно. " * 400)
    await phone.says("/now")
    whole = phone.texts("Очень длинно.")[-1]
    assert "№ 7. Оно не заменяет сирены" in whole.text
    assert whole.row.slot == ""
    assert "n_safe:7" in phone.last.buttons.values()


async def test_pictures_come_when_they_are_asked_for(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7, files=(31,))
    await phone.keep(StoredFile(31, 0, 0, 0, phone.channel, "picture-1", "photo"))
    await phone.says("/now")
    assert not phone.last.message.files
    await phone.presses("Картинка")
    assert [file.source for file in phone.last.message.files] == ["stored:31"]


async def test_a_draft_is_not_lost_by_looking(phone: Square) -> None:
    await phone.says("Не чистят снег")
    await phone.notice(7)
    await phone.says("/now")
    await phone.presses("Вернуться")
    assert "Не чистят снег" in phone.last.text


async def test_an_english_reader_gets_english_words(phone: Square) -> None:
    await phone.begins()
    await phone.press_data("c_lang:en")
    await phone.notice(7, texts={"ru": "Вода прибывает.", "en": "The water is rising."}, ask=("safe",))
    await phone.says("what is on")
    assert "Danger to life" in phone.last.text
    assert "The water is rising." in phone.last.text
    assert "I am safe" in phone.last.buttons


# -- cards ------------------------------------------------------------------------------------------
async def test_cards_come_by_group_and_open_with_a_way_back(phone: Square) -> None:
    await phone.begins()
    await phone.says("/info")
    assert {"Опасности", "Помощь"} <= set(phone.last.buttons)
    await phone.presses("Опасности")
    assert len([d for d in phone.last.buttons.values() if d.startswith("s_card")]) == 3
    await phone.presses("пахнет газом")
    assert "Ничего не включайте" in phone.last.text
    await phone.presses("Назад")
    await phone.presses("Назад")
    await phone.presses("Помощь")
    await phone.presses("Выплаты")
    urls = [b.url for row in phone.last.message.buttons for b in row if b.url]
    assert urls == ["https://letters.example/zarechny/flood"]


async def test_a_notice_leads_to_the_card_of_its_kind_and_back(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7)
    await phone.says("/now")
    await phone.presses("Если пришла вода")
    assert "Отключите газ и свет" in phone.last.text
    await phone.presses("Назад")
    assert "Вода прибывает." in phone.last.text


async def test_many_cards_of_one_group_are_paged(phone: Square) -> None:
    await phone.begins()
    names = {"ru": "Одна группа"}
    cards = tuple(InfoCard(f"c{n}", names, {"ru": f"Памятка {n}"}, {"ru": f"Текст {n}"}) for n in range(9))
    phone.shared.region.notices = replace(phone.shared.region.notices, cards=cards)
    await phone.says("памятки")
    seen = list(phone.last.buttons)
    while following := [d for name, d in phone.last.buttons.items() if d.startswith("s_info") and "→" in name]:
        await phone.press_data(following[0])
        seen += list(phone.last.buttons)
    assert [name for name in seen if "Памятка" in name] == [f"📖 Памятка {n}" for n in range(9)]


async def test_a_region_without_cards_says_so(phone: Square) -> None:
    await phone.begins()
    phone.shared.region.notices = replace(phone.shared.region.notices, cards=())
    await phone.says("/info")
    assert "Памяток пока нет" in phone.last.text


@pytest.mark.parametrize(
    "data", ["s_card:nowhere", "s_group:99:0", "s_open:0:0", "s_open:x:y", "s_now:99", "s_files:7"]
)
async def test_old_and_forged_buttons_do_no_harm(phone: Square, data: str) -> None:
    await phone.begins()
    await phone.press_data(data)
    assert phone.toasts


# -- streets and houses ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"street": "Лесная", "house": "7"}, True),
        ({"street": "Лесная", "house": "17"}, False),
        ({"street": "Озёрная", "house": "7"}, False),
        ({"street": "Лесная"}, True),
        ({}, True),
    ],
)
async def test_an_outage_of_streets_is_for_me_by_my_address(
    phone: Square, address: dict[str, Any], shown: bool
) -> None:
    await phone.begins()
    await phone.lives("s:sosnovinka")
    await phone.has_place(900, "дом", *VILLAGE_AT, settlement="sosnovinka", municipality="99601000", **address)
    area = Area(streets=(Street("sosnovinka", "Лесная", "1–15"),))
    await phone.notice(7, WATER, kind="water", severity=MODERATE, area=area)
    await phone.says("/now")
    assert (WATER in phone.last.text) is shown
    assert ("нет ни одного действующего" in phone.last.text) is not shown


async def test_an_outage_of_streets_is_for_everybody_in_the_village_whose_address_is_not_known(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:sosnovinka")
    area = Area(streets=(Street("sosnovinka", "Лесная", "1–15"),))
    await phone.notice(7, WATER, kind="water", severity=MODERATE, area=area)
    await phone.says("/now")
    assert WATER in phone.last.text
