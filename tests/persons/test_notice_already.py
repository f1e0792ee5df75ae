"""What was in force before somebody began to be warned is said to him at once, and once."""

from __future__ import annotations

import pytest

from handlers.notices.content import Area
from storage.changes import Changes
from storage.notice_records import LATE, Notice
from storage.outbox_records import Lane, OutboxRow, OutboxState
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


async def test_who_comes_while_it_is_stopped_hears_it_when_it_goes_on(stage: Stage, anna: Citizen) -> None:
    notice = await is_said(stage, 31, FLOOD)
    await stage.quiet()
    await _is(stage, notice, "stopped")
    await anna.starts()
    await _minutes_pass(stage, 2)
    anna.does_not_see(FLOOD)
    await _is(stage, notice, "sending")
    await _minutes_pass(stage, 1)
    await anna.sees("уже действует", FLOOD)
    assert len(shows(anna, FLOOD)) == 1


async def _is(stage: Stage, notice: Notice, state: str) -> None:
    """As officers stop it and let it go on: it is written out already."""
    notice.state, notice.expanded = state, 1
    changes = Changes()
    changes.put(notice)
    async with stage.app.store.unit() as unit:
        await unit.commit(changes)


async def _minutes_pass(stage: Stage, minutes: int) -> None:
    for _ in range(minutes):
        stage.clock.leap(MINUTE_S)
        await stage.settles()


async def _comes_after_the_flood(stage: Stage, anna: Citizen) -> None:
    await is_said(stage, 31, FLOOD)
    await stage.quiet()
    await anna.starts()
    await anna.sees("уже действует", FLOOD)


async def test_whoever_came_later_hears_of_a_false_alarm_once_and_the_warning_is_marked(
    stage: Stage, anna: Citizen
) -> None:
    await _comes_after_the_flood(stage, anna)
    await is_said(stage, 32, "Это была ошибка.", link="withdraws", linked_id=31)
    await anna.sees("ЛОЖНАЯ ТРЕВОГА", "Это была ошибка.")
    marked = await anna.sees("ОТМЕНЕНО", FLOOD)
    assert marked.edited
    assert "уже действует" not in marked.text
    assert not marked.buttons, "nothing is to be answered there any more"
    assert len(shows(anna, FLOOD)) == 1
    assert len(shows(anna, "Это была ошибка.")) == 1


async def test_whoever_came_later_hears_what_is_corrected_and_new_and_over_once(stage: Stage, anna: Citizen) -> None:
    await _comes_after_the_flood(stage, anna)
    await is_said(stage, 32, "Уходите к школе.", link="corrects", linked_id=31)
    await anna.sees("ИСПРАВЛЕНО", "Исправляет оповещение № 31", "Уходите к школе.")
    await is_said(stage, 33, "Вода у школы.", link="updates", linked_id=32)
    await anna.sees("Новое.", "Вода у школы.")
    await is_said(stage, 34, "Вода ушла.", link="ends", linked_id=33)
    await anna.sees("Отбой", "Вода ушла.")
    for said in (FLOOD, "Уходите к школе.", "Вода у школы.", "Вода ушла."):
        assert len(shows(anna, said)) == 1


@pytest.mark.parametrize("link", ["corrects", "updates", "repeats"])
async def test_to_whoever_heard_nothing_before_nothing_is_corrected_or_new_or_said_again(
    stage: Stage, anna: Citizen, link: str
) -> None:
    await is_said(stage, 31, WATER, kind="water", severity=2)
    await is_said(stage, 32, FLOOD, link=link, linked_id=31)
    await stage.quiet()
    await anna.starts()
    said = await anna.sees("уже действует", "Опасно для жизни. Паводок", FLOOD)
    for word in ("ИСПРАВЛЕНО", "Исправляет", "Новое.", "Заменяет", "Повтор"):
        assert word not in said.text


async def test_whoever_heard_the_first_of_it_and_missed_one_between_is_not_warned_as_for_the_first_time(
    stage: Stage, anna: Citizen
) -> None:
    await anna.starts()
    await is_said(stage, 31, FLOOD)
    await anna.sees(FLOOD)
    await stage.quiet()
    anna.messenger.block(anna.user)
    await is_said(stage, 32, "Уходите к школе.", link="corrects", linked_id=31)
    await stage.quiet()
    await is_said(stage, 33, "Уходите к клубу.", link="corrects", linked_id=32)
    await stage.quiet()
    anna.messenger.unblock(anna.user)
    await anna.says("Что сейчас")
    said = await anna.sees("уже действует", "Уходите к клубу.")
    assert "ИСПРАВЛЕНО" in said.text


async def test_what_endangers_lives_waits_behind_nothing_ordinary_for_whoever_comes_later(
    stage: Stage, anna: Citizen
) -> None:
    await _comes_after_the_flood(stage, anna)
    assert rows(stage, "SELECT lane FROM outbox WHERE purpose = 'notice_late'") == [(int(Lane.ALERT),)]


async def test_what_waits_for_whoever_came_later_is_not_said_when_it_is_taken_back(stage: Stage, anna: Citizen) -> None:
    await _comes_after_the_flood(stage, anna)
    later = stage.clock.now() + 1_000 * MINUTE_S
    row = OutboxRow(9_000, anna.messenger.name, anna.chat, int(Lane.ALERT), "send", "{}", created_at=1, due_at=later)
    row.event_id, row.purpose = 31, LATE
    changes = Changes()
    changes.put(row)  # another one whom the messenger does not take yet
    async with stage.app.store.unit() as unit:
        await unit.commit(changes)
    await is_said(stage, 32, "Это была ошибка.", link="withdraws", linked_id=31)
    await anna.sees("Это была ошибка.")
    assert rows(stage, "SELECT state FROM outbox WHERE id = 9000") == [(int(OutboxState.DROPPED),)]
