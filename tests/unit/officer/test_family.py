"""A false alarm about one of several notices of one matter: all of them stop, none is said later."""

from __future__ import annotations

import pytest

from handlers.notices.family import said_before
from storage.notice_records import Notice
from tests.unit.officer.duty import BORIS, HOUR, MINUTE, TUESDAY, VERA, Duty
from tests.unit.officer.test_after import approved
from tests.unit.officer.test_under_way import waiting_rows, waits


def notice(number: int, link: str = "", linked: int = 0, state: str = "sent") -> Notice:
    return Notice(number, state, "flood", 4, 0, "{}", link=link, linked_id=linked)


def numbers(of: Notice, *family: Notice) -> list[int]:
    return [n.id for n in said_before(of, [of, *family])]


CHAIN = (notice(1), notice(2, "updates", 1), notice(3, "corrects", 2))


@pytest.mark.parametrize("link", ["updates", "corrects", "ends", "withdraws"])
def test_what_was_said_before_is_the_chain_from_the_newest_on(link: str) -> None:
    assert numbers(notice(4, link, 3), *CHAIN) == [3, 2, 1]


def test_a_false_alarm_is_about_what_came_after_and_beside_too() -> None:
    beside = (notice(5, "updates", 1), notice(6, "ends", 2), notice(7, "updates", 3, "draft"))
    assert numbers(notice(9, "withdraws", 2), *CHAIN, *beside) == [2, 1, 5, 3]
    assert numbers(notice(9, "corrects", 2), *CHAIN, *beside) == [2, 1]


def test_a_circle_ends_and_a_missing_one_does_not_matter() -> None:
    assert numbers(notice(3, "withdraws", 2), notice(1, "updates", 2), notice(2, "updates", 1)) == [2, 1]
    assert numbers(notice(1, "updates", 1)) == []
    assert numbers(notice(3, "withdraws", 2)) == []


# -- at the officers' hands -------------------------------------------------------------------------
async def follows(duty: Duty, number: int, word: str = "d_update") -> int:
    """An update or correction of a notice, submitted; its number."""
    await duty.presses(BORIS, f"{word}:{number}")
    draft = (await duty.notices())[0]
    await duty.presses(BORIS, f"t_submit:{draft.id}")
    return draft.id


async def false_alarm(duty: Duty, number: int) -> None:
    await duty.presses(VERA, f"d_false:{number}")
    await duty.says(VERA, "ложная тревога")
    await duty.passes(0)


async def test_a_false_alarm_stops_and_drops_what_waits_of_every_notice_of_the_chain(duty: Duty) -> None:
    first = await duty.is_sending()
    second = await follows(duty, first)
    await approved(duty, second)
    third = await follows(duty, second, "d_fix")
    await approved(duty, third)
    for number in (first, second, third):
        await waiting_rows(duty, number, 3)
    await false_alarm(duty, third)
    for number in (first, second, third):
        assert await duty.state(number) == "cancelled"
        assert await waits(duty, number) == 0
        assert (await duty.notice(number)).ended_at
        assert "withdraw" in await duty.did(number)


async def test_an_update_that_is_being_sent_stops_with_the_first_one(duty: Duty) -> None:
    first = await duty.is_sent()
    second = await follows(duty, first)
    await approved(duty, second)
    assert await duty.state(second) == "sending"
    await waiting_rows(duty, second, 3)
    await false_alarm(duty, first)
    assert await duty.state(second) == "cancelled"
    assert await waits(duty, second) == 0


async def test_an_update_that_waits_for_its_time_is_not_said_after_the_false_alarm(duty: Duty) -> None:
    first = await duty.is_sent()
    second = await follows(duty, first)
    await duty.counts(second, telegram=10)
    notice = await duty.notice(second)
    notice.send_at = TUESDAY + HOUR
    await duty.keep(notice)
    await duty.presses(VERA, duty.button("d_ok", second))
    assert await duty.state(second) == "approved"
    await false_alarm(duty, first)
    assert await duty.state(second) == "cancelled"
    await duty.goes_by(2 * HOUR)
    assert await duty.state(second) == "cancelled"
    assert not (await duty.notice(second)).started_at


async def test_an_update_that_waits_for_an_officer_is_off_the_table_and_its_panel_says_so(duty: Duty) -> None:
    first = await duty.is_sent()
    second = await follows(duty, first)
    await duty.counts(second, telegram=10)
    data = duty.button("d_ok", second)
    await false_alarm(duty, first)
    assert await duty.state(second) == "cancelled"
    assert "Убрал(а) Имя vk:8" in duty.panel(second).text
    assert duty.panel(second).data == []
    assert "Ничего не сделано" in await duty.presses(VERA, data)
    await duty.passes(3 * MINUTE)
    assert await duty.timers("n_call") == [], "nobody is called for it any more"


async def test_a_draft_is_left_to_its_author(duty: Duty) -> None:
    first = await duty.is_sent()
    await duty.presses(BORIS, f"d_update:{first}")
    draft = (await duty.notices())[0].id
    await false_alarm(duty, first)
    assert await duty.state(draft) == "draft"


async def test_another_matter_goes_on(duty: Duty) -> None:
    first, other = await duty.is_sent(), await duty.is_sending()
    await false_alarm(duty, first)
    assert await duty.state(other) == "sending"
