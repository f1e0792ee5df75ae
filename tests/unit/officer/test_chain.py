"""A step is judged again whenever it moves: what it is about may have been replaced, ended or said again meanwhile."""

from __future__ import annotations

import pytest

from handlers.notices.chain import is_overtaken, what_changed
from storage.notice_records import Notice
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, HOUR, MINUTE, TUESDAY, VERA, Duty
from tests.unit.officer.test_after import approved

NOW = 1_000


def said(number: int, link: str = "", linked: int = 0, state: str = "sent", **more: int) -> Notice:
    notice = Notice(number, state, "flood", 4, 0, "{}", link=link, linked_id=linked, started_at=number, until=NOW + 1)
    for name, value in more.items():
        setattr(notice, name, value)
    return notice


def test_what_has_changed_is_said_with_what_stands_instead() -> None:
    for link in ("updates", "corrects", "ends"):
        step = said(9, link, 1, "pending", started_at=0)
        for family, expected in (
            ([said(1)], None),
            ([said(1, state="stopped")], None),
            ([said(1, state="pending", started_at=0)], None),
            ([said(1, ended_at=5), said(2, "updates", 1)], ("newer", 1, 2)),
            ([said(1, ended_at=5), said(2, "repeats", 1)], None),
            ([said(1, ended_at=5), said(2, "repeats", 1, ended_at=6), said(3, "ends", 1)], ("ended", 1, 3)),
            ([said(1, ended_at=5), said(2, "ends", 1, ended_at=5)], ("ended", 1, 2)),
            ([said(1, ended_at=5, state="cancelled"), said(2, "withdraws", 1, ended_at=5)], ("withdrawn", 1, 2)),
            ([said(1, ended_at=5)], ("over", 1, 0)),
            ([said(1, until=NOW)], ("over", 1, 0)),
        ):
            found = what_changed(step, [*family, step], NOW)
            assert (found and (found.why, found.of, found.by)) == expected, (link, family)


def test_a_false_alarm_may_be_said_of_what_is_over_but_not_of_what_was_replaced() -> None:
    step = said(9, "withdraws", 1, "pending", started_at=0)
    assert what_changed(step, [said(1, ended_at=5), step], NOW) is None
    assert what_changed(step, [said(1, state="cancelled", ended_at=5), step], NOW) is None
    assert what_changed(step, [said(1, ended_at=5), said(2, "updates", 1), step], NOW) is not None


def test_a_first_notice_is_late_when_something_that_follows_it_was_said() -> None:
    first = said(1, state="pending", started_at=0)
    assert what_changed(first, [first], NOW) is None
    changed = what_changed(first, [said(2, "updates", 1), first], NOW)
    assert changed is not None
    assert changed.by == 2


def test_an_all_clear_under_way_is_overtaken_by_a_danger_of_its_chain_only() -> None:
    end = said(3, "ends", 1, "sending")
    assert not is_overtaken(end, [said(1), end, said(4, "withdraws", 1)])
    assert is_overtaken(end, [said(1), end, said(4, "updates", 1)])


# -- at the officers' hands -------------------------------------------------------------------------
async def step(duty: Duty, number: int, word: str, who: str = ANNA, *, submitted: bool = True) -> int:
    await duty.presses(who, f"{word}:{number}")
    draft = (await duty.notices())[0].id
    if submitted:
        await duty.presses(who, f"t_submit:{draft}")
    return draft


@pytest.mark.parametrize("word", ["d_end", "d_fix", "d_update"])
async def test_a_step_that_waits_goes_back_to_its_author_when_another_takes_its_place(duty: Duty, word: str) -> None:
    first = await duty.is_sent()
    late = await step(duty, first, word)
    await duty.counts(late, telegram=117)
    button = duty.button("d_ok", late)
    newer = await step(duty, first, "d_fix" if word == "d_update" else "d_update", BORIS)
    await approved(duty, newer)
    await duty.passes(0)
    assert await duty.state(late) == "outdated"
    assert f"№ {first} уже заменено: действует № {newer}" in duty.panel(late).text
    assert duty.panel(late).data == []
    assert f"№ {first} уже заменено" in duty.of(ANNA)[-1].text
    assert f"d_relink:{late}:{newer}" in duty.of(ANNA)[-1].data
    assert "outdate" in await duty.did(late)
    assert "Ничего не сделано" in await duty.presses(VERA, button)
    assert not (await duty.notice(late)).started_at
    assert not (await duty.notice(newer)).ended_at
    await duty.passes(5 * MINUTE)
    assert await duty.timers("n_call") == [], "nobody is called for what cannot be approved"


async def test_a_late_tap_on_approve_sends_it_back_even_if_nothing_did_before(duty: Duty) -> None:
    first = await duty.is_sent()
    late = await step(duty, first, "d_end")
    await duty.counts(late, telegram=10)
    original = await duty.notice(first)
    original.ended_at = duty.at
    await duty.keep(original)
    toast = await duty.presses(VERA, duty.button("d_ok", late))
    assert "Вернули автору" in toast
    assert await duty.state(late) == "outdated"


async def test_a_step_that_waits_for_its_time_is_judged_when_that_comes(duty: Duty) -> None:
    first = await duty.is_sent()
    late = await step(duty, first, "d_update")
    await duty.counts(late, telegram=10)
    notice = await duty.notice(late)
    notice.send_at = TUESDAY + HOUR
    await duty.keep(notice)
    await duty.presses(VERA, duty.button("d_ok", late))
    end = await step(duty, first, "d_end", BORIS)
    await approved(duty, end)
    await duty.goes_by(2 * HOUR)
    assert await duty.state(late) == "outdated"
    assert f"уже отбой: № {end}" in duty.of(ANNA)[-1].text


async def test_a_draft_about_what_was_replaced_is_not_submitted_and_can_be_about_the_newer_one(duty: Duty) -> None:
    first = await duty.is_sent()
    await duty.presses(ANNA, f"d_end:{first}")
    shown = duty.of(ANNA)[-1]
    sure = next(data for data in shown.data if data.startswith("d_endok"))
    draft = (await duty.notices())[0].id
    newer = await step(duty, first, "d_update", BORIS)
    await approved(duty, newer)
    await duty.presses(ANNA, sure)
    assert await duty.state(draft) == "draft"
    assert f"действует № {newer}" in shown.text
    await duty.presses(ANNA, f"d_relink:{draft}:{newer}")
    again = await duty.notice(draft)
    assert (again.linked_id, again.link) == (newer, "ends")
    assert f"№ {newer}" in again.content
    await duty.presses(ANNA, f"t_submit:{draft}")
    await approved(duty, draft)
    assert (await duty.notice(newer)).ended_at


async def test_an_update_of_what_is_over_can_be_sent_as_a_notice_of_its_own(duty: Duty) -> None:
    first = await duty.is_sent(until=TUESDAY + HOUR)
    late = await step(duty, first, "d_update")
    await duty.passes(HOUR + MINUTE)
    assert await duty.state(late) in ("outdated", "expired")
    if await duty.state(late) == "outdated":
        await duty.presses(ANNA, f"d_asnew:{late}")
        again = await duty.notice(late)
        assert (again.state, again.link, again.linked_id) == ("draft", "", 0)


# -- repeats ------------------------------------------------------------------------------------------
async def repeating(duty: Duty, minutes: int = 30) -> int:
    number = await duty.is_sending(repeat_min=minutes)
    await duty.ticks("n_done", number)
    return number


async def test_nothing_is_said_again_while_an_all_clear_waits_and_afterwards_never(duty: Duty) -> None:
    first = await repeating(duty)
    end = await step(duty, first, "d_end")
    await duty.counts(end, telegram=10)
    await duty.passes(65 * MINUTE)
    assert [n.id for n in await duty.notices()] == [end, first], "the repeats pause"
    assert f"№ {first} не повторяем" in duty.panel(end).text
    assert (await duty.did(first)).count("paused") == 1
    await duty.presses(VERA, duty.button("d_ok", end))
    await duty.goes_by(3 * HOUR)
    assert [n.id for n in await duty.notices()] == [end, first], "the chain is closed"


async def test_repeats_go_on_when_the_all_clear_is_turned_down(duty: Duty) -> None:
    first = await repeating(duty)
    end = await step(duty, first, "d_end")
    await duty.passes(40 * MINUTE)
    await duty.presses(VERA, duty.button("d_reject", end))
    await duty.says(VERA, "Вода ещё стоит")
    await duty.passes(2 * MINUTE)
    assert (await duty.notices())[0].link == "repeats"


async def test_an_all_clear_begun_before_a_repeat_ends_the_repeat(duty: Duty) -> None:
    first = await repeating(duty)
    draft = await step(duty, first, "d_end", submitted=False)
    await duty.passes(31 * MINUTE)
    again = (await duty.notices())[0]
    assert again.link == "repeats"
    await duty.ticks("n_done", again.id)
    await duty.presses(ANNA, f"d_endok:{draft}:1")
    await approved(duty, draft)
    assert (await duty.notice(draft)).linked_id == first, "it is known by the number that people have"
    assert f"отбой к № {first}" in duty.text(ADMIN)
    assert str(again.id) not in (await duty.notice(draft)).content
    assert all(n.ended_at for n in await duty.notices())
    await duty.goes_by(3 * HOUR)
    assert len(await duty.notices()) == 3, "nothing is said again"


async def test_a_stopped_repeat_that_is_being_put_right_goes_on_only_after_one_more_tap(duty: Duty) -> None:
    """Its correction is one of the notice that it repeats."""
    first = await repeating(duty)
    await duty.passes(31 * MINUTE)
    again = (await duty.notices())[0]
    assert again.link == "repeats"
    await duty.presses(VERA, f"d_stopok:{again.id}:1")
    assert await duty.state(again.id) == "stopped"
    await duty.presses(BORIS, f"d_fix:{again.id}")
    assert (await duty.notices())[0].linked_id == first
    await duty.presses(VERA, f"d_goon:{again.id}")
    assert await duty.state(again.id) == "stopped"
    await duty.presses(VERA, f"d_goonok:{again.id}:1")
    assert await duty.state(again.id) == "sending"


async def test_a_repeat_is_the_programs_own_act_and_is_called_so(duty: Duty) -> None:
    first = await repeating(duty)
    for _ in range(2):
        await duty.passes(31 * MINUTE)
        again = (await duty.notices())[0]
        await duty.ticks("n_done", again.id)
    assert (again.linked_id, again.version) == (first, 2)
    done = (await duty.history(again.id))[0]
    assert (done.what, done.actor) == ("repeat", "clock")
    assert not {"submit", "approve"} & set(await duty.did(again.id))
    await duty.presses(VERA, f"d_open:{again.id}", None)
    assert f"Повтор № 2 оповещения № {first}" in duty.of(VERA)[-1].text
    assert "бот: повтор" in duty.of(VERA)[-1].text
    assert f"Повтор № 2 оповещения № {first}" in duty.text(ADMIN)
    await duty.presses(BORIS, f"d_end:{first}")
    newest = (await duty.notices())[0]
    assert (newest.link, newest.linked_id) == ("ends", first), "whichever button: it is one notice with one number"
