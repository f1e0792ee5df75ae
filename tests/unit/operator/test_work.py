"""Taking, rejecting, closing, handing over: who may do what, and that two taps do nothing twice."""

from __future__ import annotations

import pytest

from handlers.base.message import Address
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, Office, region_with


async def test_second_operator_is_told_who_has_it(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_take:1", office.card())
    toast = await office.presses("Борис", "o_take:1", office.card())
    assert toast == "Занимается Анна, до 11:30."
    assert (await office.report()).taken_name == "Анна"
    assert "занимается Анна, до 11:30" in office.card().text


async def test_only_the_holder_lets_go(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_take:1", office.card())
    await office.presses("Борис", "o_release:1", office.card())
    assert (await office.report()).taken_name == "Анна"
    await office.presses("Анна", "o_release:1", office.card())
    report = await office.report()
    assert (report.taken_by, report.status) == (0, "new")


async def test_left_for_half_an_hour_it_is_free_again(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_take:1", office.card())
    await office.passes(29 * MINUTE)
    assert (await office.report()).taken_by
    await office.passes(MINUTE)
    report = await office.report()
    assert (report.taken_by, report.status) == (0, "new")
    assert "o_take:1" in office.card().data
    assert [e.kind for e in await office.history()] == ["taken", "released"]


async def test_taking_again_prolongs_and_is_not_recorded_twice(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_take:1", office.card())
    await office.passes(20 * MINUTE)
    await office.presses("Анна", "o_take:1", office.card())
    await office.passes(20 * MINUTE)
    assert (await office.report()).taken_name == "Анна"
    assert [e.kind for e in await office.history()] == ["taken"]


async def test_rejection_sends_the_chosen_reason_once(office: Office) -> None:
    await office.files_report(language="en")
    await office.presses("Анна", "o_reject:1", office.card())
    await office.presses("Анна", "o_reason:1:not_ours", office.card())
    await office.presses("Анна", "o_reason:1:not_ours", office.card())
    await office.passes(10_000)
    assert len(office.to_citizen()) == 1
    assert "outside our area" in office.to_citizen()[0].text
    assert (await office.report()).status == "rejected"
    assert "o_take:1" not in office.card().data


async def test_unknown_reason_rejects_nothing(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_reason:1:because", office.card())
    assert (await office.report()).status == "new"
    assert office.to_citizen() == []


async def test_reason_in_ones_own_words_has_ten_seconds_too(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_reason:1:other", office.card())
    await office.says("Анна", "Это частный двор", reply_to=office.last().id)
    assert (await office.report()).status == "new"
    await office.passes(10_000)
    assert (await office.report()).status == "rejected"
    assert "Это частный двор" in office.to_citizen()[0].text


async def test_closing_asks_the_citizen_and_never_calls_it_solved_itself(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "№ 1 Починили")
    await office.passes(10_000)
    for _ in range(2):
        await office.presses("Анна", "o_close:1", office.card())
        await office.passes(10_000)
    assert (await office.report()).status == "answered"
    assert len(office.to_citizen()) == 2
    assert "solved:1" in office.to_citizen()[1].data


async def test_pressed_on_a_finished_report_shows_its_state(office: Office) -> None:
    await office.files_report(status="closed")
    for word in ("take", "ask", "reject", "close", "topic", "hand"):
        assert await office.presses("Анна", f"o_{word}:1", office.card()) == "Работа уже закончена: закрыто."
    assert await office.history() == []


@pytest.mark.parametrize(
    "data", ["o_take:", "o_take:x", "o_take:999", "o_undo:", "o_settopic:1:::", "o_handto:1:", "c_x:1", ""]
)
async def test_garbage_button_is_answered_and_does_nothing(office: Office, data: str) -> None:
    await office.files_report()
    await office.presses("Анна", data, office.card())
    assert await office.history() == []
    assert office.to_citizen() == []


async def test_the_likely_topics_stand_first_and_the_others_behind_their_groups(office: Office) -> None:
    office.shared.guess = lambda text: ["potholes", "lighting", "none", "electricity", "yards", "snow"]
    await office.files_report(topic="potholes")
    await office.presses("Анна", "o_topic:1", office.card())
    topics = [data.split(":")[2] for data in office.card().data if data.startswith("o_settopic:")]
    assert topics == ["lighting", "electricity", "yards"]
    seen = set[str]()
    for group in office.region.groups:
        await office.presses("Анна", f"o_topic:1:0:{group.code}", office.card())
        seen |= {data.split(":")[2] for data in office.card().data if data.startswith("o_settopic:")}
        await office.presses("Анна", office.card().data[-1], office.card())
        assert f"o_topic:1:0:{group.code}" in office.card().data, "back on the page that the group stands on"
    assert seen == {topic.code for topic in office.region.topics} - {"potholes"}


async def test_a_forged_group_shows_the_first_page(office: Office) -> None:
    await office.files_report()
    for data in ("o_topic:1:0:" + "x" * 60, "o_topic:1:99:nowhere", "o_topic:1::"):
        await office.presses("Анна", data, office.card())
        assert any(said.startswith("o_topic:1:0:") for said in office.card().data)


async def test_topic_changes_organisation_and_the_deadlines(office: Office) -> None:
    before = await office.files_report()
    await office.presses("Анна", "o_topic:1", office.card())
    assert "o_card:1" in office.card().data
    await office.presses("Анна", "o_settopic:1:manholes", office.card())
    report = await office.report()
    assert (report.topic, report.organisation) == ("manholes", "water")
    assert report.first_due_at < before.first_due_at
    assert "o_take:1" in office.card().data


async def test_menu_turns_pages_and_goes_back(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_hand:1", office.card())
    assert "o_hand:1:1" in office.card().data
    await office.presses("Анна", "o_hand:1:1", office.card())
    assert "o_hand:1:0" in office.card().data
    await office.presses("Анна", "o_hand:1:99999", office.card())
    await office.presses("Анна", "o_card:1", office.card())
    assert "o_take:1" in office.card().data


async def test_handed_over_it_appears_in_the_organisations_own_chat(office: Office) -> None:
    office.moves_to(region_with(water=str(ROADS)))
    await office.files_report()
    assert ROADS not in office.chats
    await office.presses("Анна", "o_handto:1:water", office.card())
    await office.presses("Анна", "o_handto:1:water", office.card())
    await office.passes(10_000)
    assert "o_take:1" in office.card(chat=ROADS).data
    assert (await office.report()).status == "transferred"
    assert len(office.to_citizen()) == 1
    await office.says("Водник", "Приедем", chat=ROADS, reply_to=office.card(chat=ROADS).id)
    await office.passes(10_000)
    assert "Приедем" in office.to_citizen()[1].text


async def test_chat_that_a_report_left_keeps_nothing_of_its_text(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await office.files_report(text="Личное")
    await office.presses("Дорожник", "o_handto:1:water", office.card(chat=ROADS), chat=ROADS)
    await office.passes(10_000)
    assert "Личное" not in office.card(chat=ROADS).text
    assert office.card(chat=ROADS).data == []
    assert "Личное" in office.card(chat=ADMIN).text
    assert (
        await office.presses("Дорожник", "o_take:1", office.card(chat=ROADS), chat=ROADS)
        == "Такого сообщения здесь нет."
    )


async def test_an_answer_is_stopped_only_where_its_report_is_to_be_seen(office: Office) -> None:
    office.moves_to(region_with(water=str(ROADS)))
    await office.files_report()
    await office.says("Анна", "Приедем", reply_to=office.card().id)
    event = (await office.history())[0]
    assert await office.presses("Водник", f"o_undo:{event.id}", chat=ROADS) == "Такого сообщения здесь нет."
    await office.passes(10_000)
    assert "Приедем" in office.to_citizen()[0].text


async def test_stranger_is_refused_and_it_is_written_down(office: Office) -> None:
    await office.files_report()
    office.strangers.add("Чужой")
    await office.presses("Чужой", "o_take:1", office.card())
    assert (await office.report()).taken_by == 0
    assert office.audits == ["refused"]


async def test_queue_in_a_foreign_group_is_refused(office: Office) -> None:
    elsewhere = Address("telegram", "-1")
    await office.says("Анна", "/queue", chat=elsewhere)
    assert "только сотрудники" in office.last(elsewhere).text
    assert office.audits == ["refused"]


async def test_name_is_remembered_for_buttons_that_do_not_say_it(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "привет", reply_to=office.card().id)
    await office.presses("Анна", "o_take:1", office.card(), sender_name="")
    assert (await office.report()).taken_name == "Анна"


async def test_bot_in_a_new_group_shows_the_line_for_the_settings(office: Office) -> None:
    group = Address("telegram", "-100999")
    await office.joins(group)
    assert "ADMIN_CHAT=telegram:-100999" in office.chats[group][0].text
    await office.joins(ADMIN)
    assert "ADMIN_CHAT" not in office.last().text


@pytest.mark.parametrize("status", ["closed", "silent", "rejected", "merged", "withdrawn"])
async def test_a_card_of_what_is_over_leads_to_what_still_makes_sense(office: Office, status: str) -> None:
    await office.files_report(1, status=status, closed_at=1)
    await office.files_report(2)
    await office.presses("Анна", "o_more:1", office.card(1))
    menu = office.card(1).data
    assert ("o_reopen:1" in menu) == (status != "withdrawn")
    assert set(menu) - {"o_reopen:1"} == {"o_full:1", "o_author:1", "o_silence:1", "o_card:1"}
    await office.presses("Анна", "o_author:1", office.card(1))
    assert "№ 2" in office.last().text
    await office.presses("Анна", "o_full:1", office.card(1))
    assert "Яма на дороге" in office.last().text
    await office.presses("Анна", "o_silence:1", office.card(1))
    assert any(data.startswith("o_silence:1:") for data in office.card(1).data)
    await office.presses("Анна", "o_card:1", office.card(1))
    assert "o_more:1" in office.card(1).data


async def test_a_colleagues_name_is_one_line_of_letters_that_can_be_seen(office: Office) -> None:
    await office.files_report()
    await office.presses("\u202eМария\n№ 1 закрыто\u200b", "o_take:1", office.card())
    assert "Мария № 1 закрыто" in office.card().text
    assert "\u202e" not in office.card().text
    await office.files_report(2)
    await office.presses("\u200b\u2066", "o_take:2", office.card(2))
    assert "\u2066" not in office.card(2).text
