"""Four eyes for each version: who had a hand in this one does not approve it; and who is told when nobody decides."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.message import Address
from handlers.notices.moves import hands_of
from storage.region.notice_rules import Escalation
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, MINUTE, VERA, Duty


async def edits(duty: Duty, who: str, number: int, text: str) -> None:
    await duty.presses(who, f"d_text:{number}:ru")
    await duty.says(who, text)


async def test_of_two_officers_the_first_approves_what_the_second_has_changed(duty: Duty) -> None:
    duty.shared.officers = duty.officers[:2]
    number = await duty.is_pending()
    await edits(duty, BORIS, number, "Вода прибывает. Уходите к школе")
    await duty.presses(BORIS, f"d_submit:{number}")
    await duty.counts(number, telegram=5) if (await duty.notice(number)).count_wanted else None
    assert "эту версию" in await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "pending"
    await duty.presses(ANNA, duty.button("d_ok", number))
    assert await duty.state(number) == "approved"


async def test_whoever_changes_his_own_again_and_again_never_approves_it(duty: Duty) -> None:
    number = await duty.is_pending()
    for text in ("Раз", "Два"):
        await edits(duty, ANNA, number, text)
        await duty.presses(ANNA, f"d_submit:{number}")
        await duty.presses(ANNA, duty.button("d_ok", number))
        assert await duty.state(number) == "pending"
    await duty.presses(ANNA, f"d_drop:{number}")


async def test_both_hands_in_one_version_are_told_the_way_out(duty: Duty) -> None:
    duty.shared.officers = duty.officers[:2]
    await duty.says(BORIS, "привет")
    number = await duty.is_pending()
    await edits(duty, BORIS, number, "Раз")
    await edits(duty, ANNA, number, "Два")
    assert {"telegram:1", "telegram:2"} <= hands_of(await duty.notice(number))
    await duty.presses(ANNA, f"d_submit:{number}")
    await duty.passes(MINUTE)
    assert "Эту версию правили все дежурные" in duty.panel(number, 2).text
    await duty.says(ANNA, "/notice")
    assert any(f"d_sum:{number}" in data for data in duty.of(ANNA)[-1].data)


async def test_whom_the_region_names_is_told_once_when_nobody_decides(duty: Duty) -> None:
    region = duty.shared.region
    rules = replace(region.notices, escalation=Escalation(10 * MINUTE, ("telegram:555", "vk:8")))
    duty.shared.region = replace(region, notices=rules)
    number = await duty.is_pending()
    chief = Address("telegram", "555")
    await duty.passes(9 * MINUTE)
    assert chief not in duty.chats
    await duty.passes(20 * MINUTE)
    assert [said.data for said in duty.chats[chief]] == [[]], "he is no officer"
    assert "не отвечают 10 мин" in duty.chats[chief][0].text
    assert duty.of(VERA)[0].data[0].startswith("d_ok:")
    assert (await duty.did(number)).count("escalated") == 1
    await duty.presses(VERA, f"d_open:{number}")
    assert "никто не решил, бот сообщил: telegram:555, vk:8" in duty.of(VERA)[-1].text
    assert ADMIN in duty.chats
