"""What was in force before somebody began to be warned is said to him at once, and once."""

from __future__ import annotations

import pytest

from handlers.notices.content import Area
from storage.changes import Changes
from tests.persons.notices import is_said
from tests.persons.people import Citizen
from tests.persons.reporting import MINUTE_S, TIKHORECHENSK, agrees, reports, rows, shows
from tests.persons.stage import Stage

FLOOD = "Вода в реке Серебрянке быстро прибывает."
WATER = "Авария на водопроводе."


async def test_whoever_is_new_hears_of_what_endangers_lives(stage: Stage, anna: Citizen) -> None:
    await is_said(stage, 31, FLOOD)
    await is_said(stage, 32, WATER, kind="water", severity=2)
    await stage.quiet()
    await anna.starts()
    said = await anna.sees("уже действует", "Опасно для жизни", FLOOD)
    assert "Нужна помощь" in anna.labels(said)
    anna.does_not_see(WATER)
    await anna.presses("Я в безопасности")
    assert rows(stage, "SELECT answer FROM notice_response") == [("safe",)]
    await anna.starts()
    assert len(shows(anna, FLOOD)) == 1
    await is_said(stage, 33, "Вода ушла.", link="ends", linked_id=31)
    await anna.sees("Вода ушла.")


async def test_whoever_lets_it_write_again_hears_of_it_once(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await is_said(stage, 31, WATER, kind="water")
    await anna.sees(WATER)
    anna.messenger.block(anna.user)
    await is_said(stage, 32, FLOOD)
    await stage.quiet()
    anna.messenger.unblock(anna.user)
    await anna.says("Что сейчас")
    await anna.sees("уже действует", FLOOD)
    assert len([m for m in shows(anna, FLOOD) if "уже действует" in m.text]) == 1
    assert not [m for m in shows(anna, WATER) if "уже действует" in m.text]


async def test_a_subscription_and_a_place_say_what_is_in_force_there(stage: Stage, anna: Citizen) -> None:
    await is_said(stage, 31, WATER, kind="water", severity=2, area=Area(settlements=("sosnovinka",)))
    await is_said(stage, 32, "Нет света.", kind="power", severity=2)
    await anna.says("подпишите меня на Сосновинку")
    anna.does_not_see("уже действует")
    await anna.presses("Подписаться")
    await agrees(anna)
    await anna.sees("уже действует", WATER)
    anna.does_not_see("Нет света.")
    await anna.says("а ночью пусть не приходит")
    await anna.sees("Выберите часы")
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.is_at(*TIKHORECHENSK)
    await anna.says("Маковка")
    await anna.presses("1 км")
    await anna.sees("уже действует", "Маковка", "Нет света.")
    assert len(shows(anna, WATER)) == 1


async def test_who_asks_of_his_report_hears_of_the_outage_there(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna, "В Сосновинке на улице Лесной, 5 нет холодной воды")
    await is_said(stage, 31, "Нет света.", kind="power", severity=2)
    await is_said(stage, 32, WATER, kind="water", severity=2, area=Area(settlements=("sosnovinka",)), ask=())
    await anna.says("когда дадут воду")
    said = await anna.sees(f"№ {number} · ", "Там сейчас", WATER, "оповещение № 32")
    assert "Нет света." not in said.text


async def test_who_comes_while_it_is_being_written_out_hears_it_once(
    stage: Stage, anna: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.app.audience, "note", lambda changes: None)
    await is_said(stage, 31, FLOOD)
    await anna.starts()
    await stage.quiet()
    anna.does_not_see(FLOOD)
    async with stage.app.store.unit() as unit:  # its audience is written out, and she came too late for it
        changes = Changes()
        changes.command("audience_cursor", 31, "{}", 1)
        await unit.commit(changes)
    stage.clock.leap(MINUTE_S)
    await anna.sees("уже действует", FLOOD)
    assert len(shows(anna, FLOOD)) == 1
