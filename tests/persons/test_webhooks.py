"""Another program is told of what people and staff do, and whether it listens is nothing that they notice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.webhooks import call
from tests.persons.people import Citizen, Operator
from tests.persons.reporting import whole_database
from tests.persons.stage import PATIENCE_S, Stage
from tests.unit.webhooks.endpoint import SECRET, Endpoint, endpoint

REPORT = "В Сосновинке на улице Лесной, 5 третий день не чистят снег"


async def told_with(stage: Stage, called: Endpoint, monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    monkeypatch.setenv("SECRET_A", SECRET)
    stage.region = replace(stage.region, webhooks=(called.hook(**values),))
    await stage.stop_bot()
    await stage.start_bot()


async def test_people_are_answered_while_an_endpoint_hangs_and_it_is_told_all_in_order_later(
    stage: Stage,
    anna: Citizen,
    maria: Operator,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(call, "PATIENCE_S", 2.0)  # a script that waits for quiet waits for the call, too
    async with endpoint(lambda: "hang") as called:
        await told_with(stage, called, monkeypatch, texts=True)
        await anna.starts()
        await anna.says(REPORT)
        await anna.sees("Проверьте")
        await anna.presses("Отправить")
        await anna.presses("Даю согласие")
        number = await anna.number()
        card = await maria.card(number)
        await maria.replies_to(card, "Трактор выйдет сегодня до 18:00")
        await stage.until(lambda: "10" in maria.text() or "Отменить" in str(maria.labels()), "the ten seconds")
        stage.clock.leap(11)
        await anna.sees("Трактор выйдет сегодня до 18:00")
        assert called.taken == [], "nobody has listened so far"
        assert called.calls, "it was called all the same"

        called.answer = lambda: 200
        called.let_go.set()
        async with asyncio.timeout(PATIENCE_S):
            while len(called.taken) < 3:
                stage.clock.leap(15)
                await asyncio.sleep(0.05)
    kinds = [said["type"] for _, said in called.taken]
    assert kinds[0] == "report.created"
    assert kinds.index("report.answered") < kinds.index("report.status")
    answered = next(said["data"] for _, said in called.taken if said["type"] == "report.answered")
    assert answered["answer"] == "Трактор выйдет сегодня до 18:00"
    page, _ = await stage.app.health.page()
    assert b"otklik_webhook_failing_seconds" in page
    everything = page.decode() + capsys.readouterr().out + maria.text() + whole_database(stage)
    for secret in (SECRET, SECRET.removeprefix("whsec_")):
        assert secret not in everything
