"""While a notice is sent: its start, its progress, stop and go on, the result, again, and its end."""

from __future__ import annotations

import json

import pytest

from storage.changes import Query
from storage.records import Lane, OutboxRow
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, FLOOD, HOUR, MINUTE, SECOND, TUESDAY, VERA, Duty


async def waiting_rows(duty: Duty, number: int, count: int) -> None:
    """Messages of this notice that are written out and have not left."""
    rows = []
    for place in range(count):
        row = OutboxRow(900_000 + number * 100 + place, "telegram", str(5000 + place), int(Lane.ALERT), "send", "{}")
        row.notice_id, row.purpose, row.created_at, row.due_at, row.random_id = number, "notice", duty.at, duty.at, 1
        rows.append(row)
    await duty.keep(*rows)


async def waits(duty: Duty, number: int) -> int:
    return int((await duty.store.read(Query("notice_waiting", (number,))))[0][0][0])


# -- starting -------------------------------------------------------------------------------------
async def test_a_notice_for_later_starts_at_its_time_also_after_a_restart(duty: Duty) -> None:
    number = await duty.is_pending(send_at=TUESDAY + HOUR)
    assert "Отправить: сегодня" in duty.panel(number).text
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.passes(HOUR - SECOND)
    assert await duty.state(number) == "approved"
    duty.open()
    await duty.passes(SECOND)
    assert await duty.state(number) == "sending"
    assert (await duty.notice(number)).started_at == TUESDAY + HOUR


async def test_what_was_over_before_it_could_start_is_not_sent_and_that_is_said(duty: Duty) -> None:
    number = await duty.is_pending(send_at=TUESDAY + HOUR)
    await duty.presses(BORIS, duty.button("d_ok", number))
    duty.at += 13 * HOUR  # the program was down
    await duty.passes(MINUTE)
    assert await duty.state(number) == "expired"
    assert "не успели" in duty.last().text
    assert "start" not in await duty.did(number)


async def test_those_that_were_over_before_they_could_start_are_told_of_together(duty: Duty) -> None:
    numbers = [await duty.is_pending(send_at=TUESDAY + HOUR, until=TUESDAY + 2 * HOUR) for _ in range(2)]
    for number in numbers:
        await duty.presses(BORIS, duty.button("d_ok", number))
    duty.at += 3 * HOUR  # the program was down, and the timer of the start comes first
    for number in numbers:
        await duty.ticks("n_start", number)
        assert await duty.state(number) == "expired"
    await duty.passes(MINUTE)
    assert all(f"№ {number}" in duty.last().text for number in numbers)


async def test_start_that_comes_twice_starts_once(duty: Duty) -> None:
    number = await duty.is_sending()
    await duty.ticks("n_start", number)
    await duty.ticks("n_start", number)
    assert (await duty.did(number)).count("start") == 1
    assert len([s for s in duty.chats[ADMIN] if s.row.slot == f"notice:{number}"]) == 1


# -- progress -------------------------------------------------------------------------------------
async def test_progress_says_how_far_how_fast_how_long_and_what_failed(duty: Duty) -> None:
    number = await duty.is_sending(people=500)
    await duty.delivers(number, sent=90)
    await duty.passes(15 * SECOND)
    await duty.delivers(number, sent=240, unreachable=3)
    await duty.passes(15 * SECOND)
    text = duty.slot(f"notice:{number}").text
    assert "243" not in text
    assert "240 из 500" in text
    assert "в секунду" in text
    assert "осталось" in text
    assert "Не дошло: 3" in text
    assert "заблокировал" in text
    edits = [r for r in duty.rows if r.slot == f"notice:{number}" and r.lane == Lane.DIGEST]
    assert len(edits) == 2, "every fifteen seconds, in the lowest lane"


async def test_progress_ends_with_the_sending(duty: Duty) -> None:
    number = await duty.is_sent()
    before = len(duty.rows)
    await duty.passes(5 * MINUTE)
    assert len(duty.rows) == before
    assert await duty.timers("n_progress") == []
    assert not duty.slot(f"notice:{number}").data


# -- stop -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [ANNA, BORIS, VERA])
async def test_any_officer_stops_with_one_confirming_tap_and_goes_on(duty: Duty, who: str) -> None:
    number = await duty.is_sending()
    await duty.presses(who, duty.button("d_stop", number), ADMIN if who != VERA else None)
    assert await duty.state(number) == "sending"
    chat = ADMIN if who != VERA else duty.of(VERA)[-1].row
    data = duty.button("d_stopok", number, ADMIN) if who != VERA else duty.of(VERA)[-1].data[0]
    assert "Остановлено" in await duty.presses(who, data, ADMIN if chat is ADMIN else None)
    assert await duty.state(number) == "stopped"
    assert "остановлено" in duty.slot(f"notice:{number}").text
    await duty.ticks("n_done", number)
    assert await duty.state(number) == "stopped", "what is stopped is not done"
    await duty.presses(who, f"d_goon:{number}")
    assert await duty.state(number) == "sending"
    assert {"stop", "go_on"} <= set(await duty.did(number))


async def test_no_leaves_it_running(duty: Duty) -> None:
    number = await duty.is_sending()
    await duty.presses(BORIS, duty.button("d_stop", number), ADMIN)
    await duty.presses(BORIS, duty.button("d_stopno", number), ADMIN)
    assert await duty.state(number) == "sending"
    assert not duty.has_button("d_stopok", number)


async def test_what_is_over_while_stopped_expires_and_does_not_go_on(duty: Duty) -> None:
    number = await duty.is_sending()
    await waiting_rows(duty, number, 3)
    await duty.presses(BORIS, f"d_stopok:{number}:1", ADMIN)
    await duty.passes(13 * HOUR)
    assert await duty.state(number) == "expired"
    assert await waits(duty, number) == 0
    await duty.presses(BORIS, f"d_goon:{number}")
    assert await duty.state(number) == "expired"


# -- done -----------------------------------------------------------------------------------------
async def test_the_result_says_who_did_what_and_what_can_be_done(duty: Duty) -> None:
    number = await duty.is_sent()
    result = duty.last()
    for words in ("498 из 500", "Не дошло: 2", "на одобрение: Имя telegram:1", "одобрил(а): Имя telegram:2"):
        assert words in result.text, words
    assert [d.split(":")[0] for d in result.data] == ["d_answers", "d_fix", "d_update", "d_end", "d_false"]
    assert await duty.state(number) == "sent"


# -- again ----------------------------------------------------------------------------------------
async def test_it_is_said_again_while_it_is_in_force_by_the_approval_that_it_has(duty: Duty) -> None:
    number = await duty.is_sending(repeat_min=60, until=TUESDAY + 3 * HOUR)
    await duty.ticks("n_done", number)
    await duty.passes(HOUR)
    again = (await duty.notices())[0]
    first = await duty.notice(number)
    assert (again.link, again.linked_id, again.source, again.state) == ("repeats", number, "clock", "sending")
    assert (again.content, again.digest) == (first.content, first.digest)
    assert again.approver_name == "Имя telegram:2"
    assert first.ended_at, "the newer one stands for it now"
    await duty.ticks("n_repeat", number)
    assert len(await duty.notices()) == 2, "it comes once, however often the clock says so"
    await duty.ticks("n_done", again.id)
    await duty.passes(HOUR)
    assert [n.id for n in await duty.notices()] == [again.id + 1, again.id, number]
    await duty.ticks("n_done", again.id + 1)
    await duty.passes(5 * HOUR)
    assert len(await duty.notices()) == 3, "not after its end"


@pytest.mark.parametrize("kind", ["water", "news"])
async def test_kinds_that_the_region_does_not_allow_are_said_once(duty: Duty, kind: str) -> None:
    number = await duty.is_sending(kind=kind, repeat_min=60)
    await duty.ticks("n_done", number)
    await duty.passes(2 * HOUR)
    assert len(await duty.notices()) == 1


async def test_what_was_stopped_is_not_said_again(duty: Duty) -> None:
    number = await duty.is_sending(repeat_min=60)
    await duty.presses(BORIS, f"d_stopok:{number}:1")
    await duty.passes(3 * HOUR)
    assert len(await duty.notices()) == 1


async def test_a_drill_that_is_said_again_stays_a_drill(duty: Duty) -> None:
    number = await duty.is_pending(drill=True, repeat_min=60)
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.says(BORIS, "учения")
    await duty.passes(0)
    await duty.ticks("n_done", number)
    await duty.passes(HOUR)
    assert [n.drill for n in await duty.notices()] == [1, 1]
    assert all(json.loads(n.content)["drill"] for n in await duty.notices())


# -- over -----------------------------------------------------------------------------------------
async def test_what_nobody_ended_ends_at_its_time_and_is_said_gathered(duty: Duty) -> None:
    numbers = [await duty.is_sent() for _ in range(3)]
    before = len(duty.chats[ADMIN])
    await duty.passes(13 * HOUR)
    assert all([(await duty.notice(n)).ended_at == FLOOD.until for n in numbers])
    assert len(duty.chats[ADMIN]) == before + 1
    for number in numbers:
        assert f"№ {number}: срок кончился" in duty.last().text
    assert [await duty.state(n) for n in numbers] == ["sent"] * 3
