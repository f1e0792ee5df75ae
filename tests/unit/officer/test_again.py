"""What was rejected is not lost, any notice is a base for another, and what comes too late is mended on the panel."""

from __future__ import annotations

import json

import pytest

from handlers.notices.content import load_content, wakes
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, HOUR, MINUTE, STRANGER, TUESDAY, VERA, Duty


async def rejected(duty: Duty, who: str = BORIS) -> int:
    number = await duty.is_pending()
    await duty.presses(who, duty.button("d_reject", number))
    await duty.says(who, "Не то село")
    assert await duty.state(number) == "rejected"
    return number


# -- rejected -----------------------------------------------------------------------------------------
async def test_a_rejected_notice_is_opened_again_from_the_panel_and_from_its_authors_chat(duty: Duty) -> None:
    for chat in (ADMIN, None):
        number = await rejected(duty)
        assert duty.has_button("d_reopen", number)
        assert f"d_reopen:{number}" in duty.of(ANNA)[-1].data, "its author is told with the way on"
        await duty.presses(ANNA, f"d_reopen:{number}", chat)
        assert await duty.state(number) == "draft"
        assert f"d_edit:{number}" in duty.of(ANNA)[-1].data
        assert not duty.panel(number).data
        assert "reopen" in await duty.did(number)
        assert load_content((await duty.notice(number)).content).texts["ru"] == "Вода прибывает"


async def test_what_was_opened_again_still_needs_somebody_else(duty: Duty) -> None:
    number = await rejected(duty)
    await duty.presses(ANNA, f"d_reopen:{number}")
    await duty.presses(ANNA, f"t_submit:{number}")
    await duty.passes(0)
    await duty.counts(number, telegram=5)
    assert "Решает другой дежурный" in await duty.presses(ANNA, duty.button("d_ok", number))
    await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "sending" or await duty.state(number) == "approved"


async def test_nobody_opens_again_what_was_not_rejected_and_no_stranger_does(duty: Duty) -> None:
    number = await duty.is_sent()
    await duty.presses(ANNA, f"d_reopen:{number}")
    assert await duty.state(number) == "sent"
    number = await rejected(duty)
    await duty.presses(STRANGER, f"d_reopen:{number}")
    assert await duty.state(number) == "rejected"


async def test_a_returned_notice_comes_with_the_way_to_its_draft(duty: Duty) -> None:
    number = await duty.is_pending()
    await duty.presses(BORIS, duty.button("d_return", number))
    await duty.says(BORIS, "Срок короче")
    assert f"d_edit:{number}" in duty.of(ANNA)[-1].data


# -- a base -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [ANNA, VERA])
async def test_any_notice_is_a_base_also_an_old_one_of_somebody_else(duty: Duty, who: str) -> None:
    old = await duty.is_sent()
    await duty.passes(20 * 24 * HOUR)
    await duty.presses(who, f"d_open:{old}")
    assert f"d_base:{old}" in duty.of(who)[-1].data
    await duty.presses(who, f"d_base:{old}")
    new = (await duty.notices())[0]
    before, after = load_content((await duty.notice(old)).content), load_content(new.content)
    assert (new.id, new.state, new.link, new.linked_id) == (old + 1, "draft", "", 0)
    assert (after.texts, after.area, after.severity) == (before.texts, before.area, before.severity)
    assert after.until - duty.at == pytest.approx(12 * HOUR, abs=2 * MINUTE)
    assert f"d_edit:{new.id}" in duty.of(who)[-1].data
    assert new.author_name == f"Имя {who}"


async def test_a_drill_stays_a_drill_and_an_all_clear_is_no_base(duty: Duty) -> None:
    drill = await duty.writes(drill=True)
    await duty.presses(ANNA, f"d_base:{drill}")
    assert (await duty.notices())[0].drill == 1
    sent = await duty.is_sent()
    await duty.presses(BORIS, f"d_end:{sent}")
    end = (await duty.notices())[0]
    assert end.link == "ends"
    await duty.presses(BORIS, f"d_base:{end.id}")
    assert (await duty.notices())[0].id == end.id


# -- the panel ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("word", "who"), [("d_praise", BORIS), ("d_pwake", BORIS), ("d_praise", ANNA)])
async def test_one_tap_on_the_panel_mends_what_would_come_too_late(duty: Duty, word: str, who: str) -> None:
    number = await duty.writes(severity=2, until=TUESDAY + 4 * HOUR)
    await duty.counts(number, telegram=40, late=35)
    old = duty.button("d_ok", number)
    data = duty.button(word, number)
    assert data.endswith(old.removeprefix("d_ok"))
    await duty.presses(who, data)
    await duty.passes(0)
    notice = await duty.notice(number)
    assert (notice.state, notice.version) == ("pending", 2)
    assert wakes(load_content(notice.content))
    assert not notice.counted
    assert "другое" in await duty.presses(VERA, old), "the earlier version is approved by nobody"
    await duty.counts(number, telegram=75)
    assert "Решает другой дежурный" in await duty.presses(who, duty.button("d_ok", number))
    other = ANNA if who == BORIS else BORIS
    await duty.presses(other, duty.button("d_ok", number))
    assert (await duty.notice(number)).approver_name == f"Имя {other}"


async def test_nothing_is_offered_where_nobody_misses_it(duty: Duty) -> None:
    number = await duty.is_pending()
    assert not duty.has_button("d_praise", number)
    assert not duty.has_button("d_pwake", number)


async def test_what_people_would_get_if_it_were_graver_is_raised_one_step(duty: Duty) -> None:
    number = await duty.writes(severity=1)
    await duty.counts(number, below=34)
    assert not duty.has_button("d_pwake", number)
    await duty.presses(BORIS, duty.button("d_praise", number))
    assert (await duty.notice(number)).severity == 2


async def test_who_named_no_place_is_said_before_it_goes_out(duty: Duty) -> None:
    number = await duty.writes()
    await duty.counts(number, telegram=81, nowhere=4)
    assert "не назвали места: 4" in duty.panel(number).text


# -- repeats ------------------------------------------------------------------------------------------
async def test_a_repeat_stands_in_the_list_as_a_repeat_and_nobody_approved_it(duty: Duty) -> None:
    first = await duty.is_sent(repeat_min=30)
    await duty.passes(31 * MINUTE)
    repeat = (await duty.notices())[0]
    assert (repeat.link, repeat.linked_id) == ("repeats", first)
    assert not any(e.what == "approve" for e in await duty.history(repeat.id))
    assert {json.loads(e.data).get("by") for e in await duty.history(repeat.id) if e.what == "repeat"} == {first}
    await duty.says(BORIS, "/notices")
    assert f"Повтор № 1 оповещения № {first}" in duty.of(BORIS)[-1].text
    assert f"№ {repeat.id} ·" not in duty.of(BORIS)[-1].text
