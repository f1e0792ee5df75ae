"""«Not solved» is seen: a new message that quotes the author, a place in the queue, a deadline, a reminder."""

from __future__ import annotations

import pytest

from handlers.base.turn import Turn
from handlers.reports.deadlines import due
from handlers.reports.loads import AROUND
from handlers.reports.reopen import not_solved
from storage.records import Account, Dialogue, Person, Report
from tests.unit.operator.office import ADMIN, MINUTE, TUESDAY, Office

DAY = 24 * 60 * MINUTE


async def says_not_solved(office: Office, words: str = "") -> bool:
    """Its author says so in his private chat; whether it counted."""
    report, person = await office.report(), Person(31, 1)
    texts = office.shared.library.texts("ru")
    account, dialogue = Account("vk", "31", 31, 1), Dialogue("vk", "31", "31")
    turn = Turn(office.event_of_nobody(), office.at, office.shared, person, account, dialogue, texts)
    turn.loaded = dict.fromkeys(AROUND, ())
    event = not_solved(turn, report, await office.history(), await office.files(), words)
    await office.world.writes(turn.changes)
    await office.passes(0)
    return event is not None


async def test_a_new_message_quotes_him_and_may_be_answered(office: Office) -> None:
    await office.files_report(text="Во дворе темно", status="answered", answered_at=TUESDAY - DAY)
    before = len(office.chats[ADMIN])
    assert await says_not_solved(office, "ничего не горит, всё так же темно")
    assert len(office.chats[ADMIN]) == before + 1
    said = office.last()
    assert "автор говорит, что не решено" in said.text
    assert "Во дворе темно" in said.text
    assert "«ничего не горит, всё так же темно»" in said.text
    assert said.message.reply_to == "slot:card:1"
    assert "o_open:1" in said.data
    assert "автор: не решено: ничего не горит" in office.card().text
    await office.says("Анна", "Отправили бригаду", reply_to=said.id)
    await office.passes(10_000)
    assert "Отправили бригаду" in office.to_citizen()[-1].text


async def test_it_is_in_the_queue_again_and_reminded_of_when_a_word_is_due(office: Office) -> None:
    await office.files_report(status="answered", answered_at=TUESDAY - DAY, due_at=TUESDAY + 20 * DAY)
    await says_not_solved(office)
    await office.says("Анна", "/queue")
    assert "o_open:1" in office.last().data
    report = await office.report()
    topic = office.region.topic("potholes")
    assert topic is not None
    assert report.due_at == due(office.region, TUESDAY, topic.first_hours)
    before = len(office.chats[ADMIN])
    await office.ticks("remind")
    assert len(office.chats[ADMIN]) == before
    office.at = report.due_at - 10 * MINUTE
    await office.ticks("remind")
    assert len(office.chats[ADMIN]) == before + 1
    assert "№ 1" in office.last().text


async def test_saying_it_twice_says_it_once(office: Office) -> None:
    await office.files_report(status="closed", answered_at=5, closed_at=TUESDAY)
    assert await says_not_solved(office)
    before = len(office.chats[ADMIN])
    assert not await says_not_solved(office, "ну не решено же")
    assert len(office.chats[ADMIN]) == before


@pytest.mark.parametrize("status", ["new", "withdrawn"])
async def test_what_cannot_come_back_changes_nothing(office: Office, status: str) -> None:
    await office.files_report(status=status)
    assert not await says_not_solved(office, "не решено")
    assert (await office.report()).status == status
    assert await office.history() == []


async def test_without_a_card_of_its_own_it_comes_in_sight(office: Office) -> None:
    await office.files_report(2)
    await office.keep(Report(1, 31, "vk", "31", "ru", "rejected", "potholes", "roads", "Яма"))
    assert await says_not_solved(office, "всё ещё яма")
    await office.passes(MINUTE)
    assert "всё ещё яма" in office.card().text


async def test_danger_that_is_not_over_is_reminded_of_at_night(office: Office) -> None:
    office.at = TUESDAY - 10 * 60 * MINUTE
    await office.files_report(danger=1, status="answered", answered_at=office.at - DAY, due_at=office.at + 20 * DAY)
    await says_not_solved(office, "опять пахнет газом")
    before = len(office.chats[ADMIN])
    await office.ticks("remind")
    assert len(office.chats[ADMIN]) == before
    office.at += 5 * MINUTE
    await office.ticks("remind")
    assert len(office.chats[ADMIN]) == before + 1
    assert "🚨" in office.last().text
