"""An alert from outside that waits for an officer: its panel says what should be looked at twice, like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.cap.model import Alert, AlertArea, Disc
from tests.unit.alerts.wire import Wire, later, sample, with_info

NEAR_BORDER = AlertArea("Сосновинка и вокруг", circles=(Disc(60.1, 63.9, 10.0),))


def panel(wire: Wire, number: int) -> str:
    return next(m.text for m in wire.said if m.row.slot == f"pending:{number}:1")


async def pending(wire: Wire, alert: Alert) -> int:
    """The alert waits for an officer; its panel shows what is known."""
    answer = await wire.comes(alert)
    assert (await wire.notice(answer.notice)).state == "pending"
    await wire.passes(0)
    return answer.notice


def at_the_border(alert: Alert) -> Alert:
    return replace(alert, infos=tuple(replace(info, areas=(NEAR_BORDER,)) for info in alert.infos))


async def test_an_alert_that_is_well_written_has_no_doubts(wire: Wire) -> None:
    number = await pending(wire, sample("two-languages"))
    warnings = [line for line in panel(wire, number).splitlines() if "⚠️" in line]
    assert [line for line in warnings if "Позвать некого" not in line] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (at_the_border, "До границы 190 м: Камышеградский округ"),
        (lambda a: with_info(a, description="В целях безопасности не выходите."), "Казённое слово: «в целях»"),
        (lambda a: with_info(a, description="Ветер " + "очень " * 25 + "сильный."), "Длинное предложение"),
        (lambda a: with_info(a, description="Ветер. " * 600), "осталось «…»"),
        (lambda a: replace(a, infos=a.infos[:1]), "Нет текста на языке English"),
    ],
)
async def test_each_doubt_about_an_alert_stands_on_its_panel(
    wire: Wire, change: Callable[[Alert], Alert], said: str
) -> None:
    number = await pending(wire, change(sample("two-languages")))
    assert said in panel(wire, number)


async def test_an_alert_like_one_that_waits_already_names_it(wire: Wire) -> None:
    alert = sample("two-languages")
    first = await pending(wire, alert)
    second = await pending(wire, later(alert, 1, "hm-2026-0143"))
    assert f"Похожее уже есть: № {first}, Тихореченский" in panel(wire, second)
    assert "Похожее" not in panel(wire, first)


async def test_the_doubt_stays_when_the_panel_is_counted_anew(wire: Wire) -> None:
    alert = sample("two-languages")
    first = await pending(wire, alert)
    second = await pending(wire, later(alert, 1, "hm-2026-0143"))
    await wire.ticks("n_counted", str(second), "{}")
    assert f"Похожее уже есть: № {first}" in panel(wire, second)
