"""What should be looked at twice stands wherever a preview does: composer, approval panel, the officers' own chats."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.base.message import Address
from tests.unit.officer.duty import ANNA, BORIS, HOUR, MINUTE, TUESDAY, Duty
from tests.unit.officer.study import Study
from tests.unit.officer.test_calls import knows

NEAR_BORDER = {"circles": [{"lat": 60.1, "lon": 63.9, "radius_m": 10_000}]}
DOUBTS: dict[str, tuple[dict[str, Any], str]] = {
    "border": (
        {"area": NEAR_BORDER},
        "До границы 190 м: Камышеградский округ",
    ),
    "hard": ({"texts": {"ru": "ВНИМАНИЕ! НЕМЕДЛЕННО уходите.", "en": "Go"}}, "большими буквами трудно читать"),
    "hard in English": ({"texts": {"ru": "Вода", "en": "Decontamination begins."}}, "Трудное слово: «Decontamination»"),
    "soon": ({"until": TUESDAY + 20 * MINUTE}, "Кончится меньше чем через полчаса, в 11:20"),
    "language": ({"texts": {"ru": "Вода прибывает"}}, "Нет текста на языке English"),
    "todo": ({"todo": {}}, "Не сказано, что делать"),
    "long": ({"texts": {"ru": "Вода прибывает. " * 70, "en": "Water"}}, "Длинно: "),
    "desk": ({"ask": ["help"], "kind": "water"}, "за кнопкой «Нужна помощь» никто не следит"),
    "gap": ({"texts": {"ru": "Вода поднялась до … м", "en": "Water"}}, "осталось «…»"),
}


async def test_a_good_notice_has_no_doubts_on_its_panel(duty: Duty) -> None:
    number = await duty.is_pending()
    await duty.passes(0)
    assert "⚠️" not in duty.panel(number).text.replace("⚠️ Не могу написать лично", "")


@pytest.mark.parametrize("name", DOUBTS)
async def test_each_doubt_stands_on_the_panel_and_in_the_call(duty: Duty, name: str) -> None:
    await knows(duty, BORIS)
    values, said = DOUBTS[name]
    number = await duty.is_pending(**values)
    assert said in duty.panel(number).text
    await duty.passes(2 * MINUTE)
    assert said in duty.of(BORIS)[-1].text


async def test_an_equal_one_is_named_on_the_panel_and_in_the_call(duty: Duty) -> None:
    await knows(duty, BORIS)
    first = await duty.is_sending(area=_area("99601000"))
    number = await duty.is_pending(area=_area("99601000"))
    said = f"Похожее уже есть: № {first}, "
    assert said in duty.panel(number).text
    assert said in duty.of(BORIS)[-1].text
    await duty.presses(BORIS, duty.button("d_seen", number))
    assert said in duty.panel(number).text, "whatever changes the panel"


@pytest.mark.parametrize("other", [{"kind": "weather"}, {"drill": True}, {"area": {"municipalities": ["99602000"]}}])
async def test_one_of_another_kind_or_elsewhere_or_a_drill_is_no_equal_one(duty: Duty, other: dict[str, Any]) -> None:
    await duty.is_pending(area=_area("99601000"))
    number = await duty.is_pending(**{"area": _area("99601000"), **other})
    assert "Похожее" not in duty.panel(number).text


async def test_what_is_over_is_no_equal_one(duty: Duty) -> None:
    await duty.is_sent(until=TUESDAY + HOUR)
    await duty.passes(HOUR + MINUTE)
    number = await duty.is_pending()
    assert "Похожее" not in duty.panel(number).text


async def test_nobody_subscribed_is_said_when_it_was_counted(duty: Duty) -> None:
    number = await duty.writes()
    assert "Никто не подписан" not in duty.panel(number).text
    await duty.counts(number)
    assert "Никто не подписан" in duty.panel(number).text


async def test_an_all_clear_has_no_doubts_of_its_own(duty: Duty) -> None:
    first = await duty.is_sent()
    await duty.presses(ANNA, f"d_end:{first}")
    draft = (await duty.notices())[0]
    await duty.presses(ANNA, duty.button("d_endok", draft.id, Address("telegram", "1")))
    await duty.passes(0)
    await duty.counts(draft.id, telegram=5)
    assert "⚠️" not in duty.panel(draft.id).text.replace("⚠️ Не могу написать лично", "")


async def test_composer_and_panel_say_the_same_in_the_same_order(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    await study.completes()
    await study.press_data("d_where:2")
    await study.says("60.1 63.9")
    await study.says("10 км")
    await study.presses("Текст")
    await study.says("ВНИМАНИЕ! НЕМЕДЛЕННО уходите в Сосновинку.")
    doubts = [line for line in study.screen.text.split("\n") if line.startswith("⚠️")]
    assert len(doubts) == 4, doubts
    await study.presses("На одобрение")
    panel = next(s for s in study.admin_chat if s.row.slot == "pending:2:1")
    warned = [line for line in panel.text.split("\n") if line.startswith("⚠️")]
    assert warned[:-1] == doubts
    assert "Не могу написать лично" in warned[-1]


def _area(municipality: str) -> dict[str, Any]:
    return {"municipalities": [municipality]}
