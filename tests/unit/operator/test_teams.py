"""Teams of the centre with chats of their own: a card stands where it is worked on, and the admin chat sees it all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chats import readdress
from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.base.shared import HeldChat
from handlers.operator.alarms import Alarm
from storage.region.answering import AnsweringRule
from storage.region.region import Ladder, Region, Team
from tests.unit.operator.desks import Desk, desk
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, Office, region_with
from tests.unit.operator.test_ten_seconds import GRACE

NORTH, SNOW = Address("telegram", "-100771"), Address("vk", "2000000077")
HOUR = 60 * MINUTE
NORTHERN = AnsweringRule("north", "teams[1]", (), (("municipality", "99601000"),))
SNOWY = AnsweringRule("snow", "teams[2]", ("snow",), (("municipality", "99601000"),))


def with_teams(**chats: str) -> Region:
    teams = (
        Team("north", {"ru": "Север"}, str(NORTH), NORTHERN),
        Team("snow", {"ru": "Снег"}, str(SNOW), SNOWY),
    )
    return replace(region_with(**chats), teams=teams, _by_code={}, made={})


@pytest.fixture(autouse=True)
def two_teams(office: Office) -> None:
    office.moves_to(with_teams(roads=str(ROADS)))


def of_team(office: Office, who: str, chat: Address) -> Desk:
    """Somebody who is in this chat alone."""
    asked = office.world.standing

    async def standing(there: Address, user: str) -> str:
        return "gone" if user == who and there != chat else await asked(there, user)

    office.world.intake.members = standing
    return desk(office, who, chat.channel)


def cards(office: Office, chat: Address) -> list[int]:
    shown = office.chats.get(chat, [])
    return [s.row.report_id for s in shown if s.row.slot.startswith("card:") and s.row.slot.count(":") == 1]


def opens(office: Office, chat: Address) -> list[str]:
    return [d.removeprefix("o_open:") for d in office.last(chat).data if d.startswith("o_open:")]


async def test_a_card_stands_with_its_team_and_in_the_admin_chat_once_it_is_asked_for(office: Office) -> None:
    await office.files_report(1, team="north", organisation="water")
    await office.files_report(2, organisation="water")
    assert (cards(office, NORTH), cards(office, ADMIN)) == ([1], [2])
    await office.says("Анна", "/queue")
    assert opens(office, ADMIN) == ["1", "2"]
    assert "отдел: Север" in office.last().text
    await office.presses("Анна", "o_open:1", office.last())
    await office.says("Нина", "Приедем завтра до обеда", chat=NORTH, reply_to=office.card(1, NORTH).id)
    await office.passes(GRACE)
    for chat in (NORTH, ADMIN):
        assert "Приедем завтра до обеда" in office.card(1, chat).text
        assert "доставлено" in office.card(1, chat).text


async def test_the_queue_of_a_team_is_its_own_with_a_way_to_all(office: Office) -> None:
    await office.files_report(1, team="north", topic="heating", organisation="water")
    await office.files_report(2, team="snow", topic="snow", organisation="water")
    await office.files_report(3, topic="heating", organisation="water")
    await office.says("Нина", "/queue", chat=NORTH)
    queue = office.last(NORTH)
    assert opens(office, NORTH) == ["1"]
    everything = next(d for d in queue.data if d.startswith("o_queue:") and ":*" in d)
    await office.presses("Нина", everything, queue, chat=NORTH)
    text = office.last(NORTH).text
    assert [f"№ {n}" in text for n in (1, 2, 3)] == [True] * 3
    assert "отдел: Снег" in text
    assert opens(office, NORTH) == ["1"], "what others work on is seen and not touched"
    assert not any(d.startswith("o_storm") for d in office.last(NORTH).data)
    await office.presses("Нина", f"{everything.rpartition(':*')[0]}::", queue, chat=NORTH)
    assert "№ 2" not in office.last(NORTH).text


async def test_what_is_another_team_s_cannot_be_opened_answered_or_found(office: Office) -> None:
    await office.files_report(1, team="snow", topic="snow", organisation="water")
    assert "нет" in await office.presses("Нина", "o_take:1", chat=NORTH)
    await office.says("Нина", "№ 1 Приедем завтра", chat=NORTH)
    await office.says("Нина", "/find 1", chat=NORTH)
    assert "Яма" not in office.of_chat(NORTH)
    await office.passes(GRACE)
    assert (await office.report(1)).status == "new"
    await office.says("Нина", "/find яма", chat=SNOW)
    assert opens(office, SNOW) == ["1"]


async def test_a_card_moves_to_another_team_and_back_and_stays_there_with_a_new_topic(office: Office) -> None:
    await office.files_report(1, organisation="water")
    await office.presses("Анна", "o_take:1", office.card(1))
    await office.presses("Анна", "o_more:1", office.card(1))
    assert "o_team:1:0" in office.card(1).data
    await office.presses("Анна", "o_team:1:0", office.card(1))
    assert {"o_toteam:1:north", "o_toteam:1:snow"} <= set(office.card(1).data)
    await office.presses("Анна", "o_toteam:1:north", office.card(1))
    assert "Лесная" not in office.card(1).text
    assert "Север" in office.card(1).text
    assert "Анна: передано, теперь — Север" in office.card(1, NORTH).text
    assert any("передал(а) Анна" in s.text for s in office.chats[NORTH])
    moved = await office.report(1)
    assert (moved.team, moved.taken_by, moved.status) == ("north", 0, "accepted")
    await office.presses("Нина", "o_settopic:1:snow", office.card(1, NORTH), chat=NORTH)
    assert (await office.report(1)).team == "north", "by hand is by hand"
    await office.presses("Нина", "o_toteam:1:", office.card(1, NORTH), chat=NORTH)
    assert "Лесная" in office.card(1).text
    assert "Лесная" not in office.card(1, NORTH).text


async def test_a_new_topic_brings_the_card_to_the_team_that_takes_it(office: Office) -> None:
    await office.files_report(1, team="north", organisation="water")
    await office.presses("Нина", "o_settopic:1:snow", office.card(1, NORTH), chat=NORTH)
    report = await office.report(1)
    assert (report.team, cards(office, SNOW)) == ("snow", [1])
    assert "Лесная" not in office.card(1, NORTH).text
    assert "Лесная" in office.card(1, ROADS).text, "and to its organisation, as before"


async def test_reminders_go_to_the_team_and_then_to_the_admin_chat(office: Office) -> None:
    office.moves_to(replace(with_teams(), overdue=Ladder(0, 0, 2, 90), _by_code={}))
    await office.files_report(1, team="north", organisation="water", first_due_at=office.at - MINUTE)

    def reminded(chat: Address) -> bool:
        return any("№ 1" in s.text and s.row.slot.startswith("remind:") for s in office.chats.get(chat, []))

    await office.ticks("remind")
    assert (reminded(NORTH), reminded(ADMIN)) == (True, False)
    assert (reminded(SNOW), reminded(ROADS)) == (False, False)
    office.at += 3 * HOUR
    await office.ticks("remind")
    assert reminded(ADMIN)


async def test_what_is_nearly_late_is_said_to_the_team_alone_and_danger_to_all(office: Office) -> None:
    await office.files_report(1, team="north", organisation="water", first_due_at=office.at + 10 * MINUTE)
    await office.ticks("remind")
    before = {chat: len(office.chats.get(chat, [])) for chat in (NORTH, ADMIN)}
    assert "№ 1" in office.last(NORTH).text
    assert before[ADMIN] == 0
    await office.files_report(2, team="north", organisation="water", danger=1, created_at=office.at - 10 * MINUTE)
    await office.ticks("remind")
    for chat in (NORTH, ADMIN):
        assert "№ 2" in office.last(chat).text


async def test_a_shift_brings_what_one_s_own_team_takes(office: Office) -> None:
    nina = of_team(office, "Нина", NORTH)
    await office.files_report(1, organisation="water")
    await office.files_report(2, team="north", organisation="water", created_at=office.at + 1)
    await nina.begins()
    assert nina.on_desk() == 2
    await nina.says("/queue")
    assert "№ 1" not in nina.last().text
    await nina.presses("o_next")
    assert "№ 1" not in nina.last().text
    assert "кроме пропущенных" in nina.last().text
    await office.passes(MINUTE)
    assert not any(s.row.slot.startswith("shifts:") for s in office.chats.get(SNOW, []))
    (line,) = [s.text for s in office.chats[NORTH] if s.row.slot.startswith("shifts:")]
    assert "Нина" in line
    assert "Ждут ответа: 1" in line
    assert "Ждут ответа: 2" in office.of_chat(ADMIN)


async def test_an_answer_to_all_goes_to_the_reports_of_the_team_that_asks(office: Office) -> None:
    for number, team in ((1, "north"), (2, "north"), (3, "snow"), (4, "")):
        await office.files_report(number, team=team, organisation="water", person_id=31)
    await office.says("Нина", "/queue", chat=NORTH)
    topics = next(d for d in office.last(NORTH).data if d.startswith("o_qtopics"))
    await office.presses("Нина", topics, office.last(NORTH), chat=NORTH)
    await office.presses("Нина", next(d for d in office.last(NORTH).data if d.startswith("o_queue")), chat=NORTH)
    storm = next(d for d in office.last(NORTH).data if d.startswith("o_storm"))
    await office.presses("Нина", storm, office.last(NORTH), chat=NORTH)
    await office.says("Нина", "Ремонт с понедельника", chat=NORTH, reply_to=office.last(NORTH).id)
    send = next(d for d in office.last(NORTH).data if d.startswith("o_storm_send") and d.endswith(":0"))
    await office.presses("Нина", send, office.last(NORTH), chat=NORTH)
    await office.passes(MINUTE)
    assert [bool((await office.report(n)).answered_at) for n in (1, 2, 3, 4)] == [True, True, False, False]


async def test_thrown_out_of_a_team_s_chat_its_cards_come_back_with_an_alarm(office: Office) -> None:
    await office.files_report(1, team="north", organisation="water")
    await office.files_report(2, team="snow", topic="snow", organisation="water")
    await office.files_report(3, team="north", organisation="water", status="closed", closed_at=1)
    told = Alarm(f"chat:{NORTH}", True, "kicked", office.at, office.at)
    office.shared.held = lambda: (HeldChat(NORTH, "kicked", office.at),)
    await office.ticks("alarm", told.name, told.dump())
    await office.passes(MINUTE)
    assert "«Север»" in office.of_chat(ADMIN)
    assert "теперь ведёт главный чат" in office.of_chat(ADMIN)
    assert [(await office.report(n)).team for n in (1, 2, 3)] == ["", "snow", "north"]
    assert cards(office, ADMIN) == [1]
    event = Event("vk", "9001", Kind.BUTTON, "31", sender="31", data="unsolved:3", ack="9001")
    await office.world.take(event)
    await office.passes(MINUTE)
    assert cards(office, ADMIN) == [1, 3], "what was over comes here, too, when its author opens it again"
    await office.presses("Анна", "o_take:1", office.card(1))
    assert (await office.report(1)).taken_name == "Анна"
    assert "бота нет в чате" in await office.presses("Анна", "o_toteam:1:north", office.card(1))
    assert (await office.report(1)).team == ""


async def test_what_cannot_be_written_there_for_a_while_waits_with_the_team(office: Office) -> None:
    await office.files_report(1, team="north", organisation="water")
    told = Alarm(f"chat:{NORTH}", True, "no-rights", office.at, office.at)
    await office.ticks("alarm", told.name, told.dump())
    assert (await office.report(1)).team == "north"
    assert "карточки подождут" in office.of_chat(ADMIN)


async def test_what_a_removed_team_had_is_the_admin_chat_s_at_the_next_start(
    office: Office,
) -> None:
    await office.files_report(1, team="north", organisation="water")
    await office.files_report(2, team="snow", topic="snow", organisation="water")
    region = with_teams()
    office.moves_to(replace(region, teams=region.teams[1:], _by_code={}, made={}))
    for _ in range(2):  # a second start finds nothing more to do
        await readdress(office.store, office.shared, office.at)
    await office.passes(MINUTE)
    assert cards(office, ADMIN) == [1]
    assert [(await office.report(n)).team for n in (1, 2)] == ["", "snow"]
    await office.says("Анна", "Приедем завтра", reply_to=office.card(1).id)
    await office.passes(GRACE)
    assert (await office.report(1)).status == "answered"


async def test_whoever_sees_everything_may_keep_to_one_team(office: Office) -> None:
    await office.files_report(1, organisation="water")
    await office.files_report(2, team="north", organisation="water", created_at=office.at + 1)
    await office.says("Анна", "/queue")
    queue = office.last()
    await office.presses("Анна", next(d for d in queue.data if d.startswith("o_qplaces")), queue)
    await office.presses("Анна", next(d for d in office.last().data if d.endswith(":t0")), queue)
    assert opens(office, ADMIN) == ["2"]
    assert "🗂 Север" in office.last().text
    boris = desk(office, "Борис")
    await boris.says("/shift")
    await boris.presses(next(d for d in boris.last().data if d.startswith("o_splaces")), boris.last())
    await boris.presses(next(d for d in boris.last().data if d.endswith(":t0")), boris.last())
    assert "🗂 Север" in boris.last().text
    await boris.presses("o_sbegin", boris.last())
    await boris.passes(0)
    assert boris.on_desk() == 2
