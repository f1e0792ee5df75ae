"""No drill where there is danger; and whoever says that a danger is over sees what is not."""

from __future__ import annotations

from tests.unit.officer.duty import ANNA, BORIS, HOUR, MINUTE, VERA, Duty


async def drill(duty: Duty, kind: str = "flood") -> int:
    number = await duty.is_pending(drill=True, kind=kind)
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.says(BORIS, "учения")
    await duty.passes(0)
    return number


async def test_an_approved_drill_waits_until_the_real_notice_there_is_over(duty: Duty) -> None:
    real = await duty.is_sending(severity=3)
    number = await drill(duty, kind="weather")
    assert await duty.state(number) == "approved"
    assert f"действует настоящее оповещение № {real}" in duty.text()
    await duty.passes(20 * MINUTE)
    assert (await duty.did(number)).count("held") == 1
    end = await duty.notice(real)
    end.ended_at = duty.at
    await duty.keep(end)
    await duty.passes(6 * MINUTE)
    assert await duty.state(number) == "sending"


async def test_a_drill_beside_something_slight_begins(duty: Duty) -> None:
    await duty.is_sending(severity=2)
    assert await duty.state(await drill(duty)) == "sending"


async def test_a_drill_is_not_submitted_where_something_grave_is_in_force(duty: Duty) -> None:
    real = await duty.is_sending()
    await duty.says(ANNA, "/notice")
    await duty.presses(ANNA, "d_tpl:1:")
    await duty.presses(ANNA, "d_sev0:1:weather:3")
    draft = (await duty.notices())[0].id
    await duty.presses(ANNA, f"d_region:{draft}")
    await duty.presses(ANNA, f"d_text:{draft}")
    await duty.says(ANNA, "Проверяем, как дойдёт.")
    await duty.presses(ANNA, f"d_setuntil:{draft}:6")
    await duty.presses(ANNA, f"d_submit:{draft}")
    assert f"там действует настоящее № {real}" in duty.of(ANNA)[-1].text
    await duty.says(ANNA, "учения")
    assert await duty.state(draft) == "draft"


async def test_the_panel_of_an_all_clear_names_what_is_still_in_force_there(duty: Duty) -> None:
    storm = await duty.is_sent(kind="weather")
    flood = await duty.is_sent()
    await duty.presses(VERA, f"d_end:{storm}")
    draft = (await duty.notices())[0].id
    await duty.presses(VERA, f"t_submit:{draft}")
    await duty.counts(draft, telegram=10)
    await duty.passes(HOUR // 60)
    assert f"Там действует и другое: № {flood} (Паводок)" in duty.panel(draft).text
