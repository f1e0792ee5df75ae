"""What would be over before those whom it concerns wake up: said before it is approved, and when it is over."""

from __future__ import annotations

from handlers.notices.content import load_content, wakes
from tests.unit.officer.duty import ADMIN, ANNA, HOUR, TUESDAY, VERA, Duty


async def drafted(duty: Duty, **counted: int) -> int:
    """A slight notice that its author looks at, counted."""
    number = await duty.writes(severity=2, until=TUESDAY + 4 * HOUR)
    await duty.presses(ANNA, f"d_text:{number}:ru")
    await duty.says(ANNA, "Света нет до шести")
    notice = await duty.notice(number)
    if not notice.count_wanted:
        notice.count_wanted = 1
        await duty.keep(notice)
    await duty.counts(number, **counted)
    return number


async def test_the_author_hears_who_sleeps_through_it_and_mends_it_with_one_tap(duty: Duty) -> None:
    for word in ("d_wake", "d_raise"):
        number = await drafted(duty, telegram=40, late=35)
        assert "🌙 35 человек спят" in duty.of(ANNA)[-1].text
        assert {f"d_raise:{number}", f"d_wake:{number}"} <= set(duty.of(ANNA)[-1].data)
        await duty.presses(ANNA, f"{word}:{number}")
        notice = await duty.notice(number)
        assert wakes(load_content(notice.content))
        assert not notice.counted, "it is counted anew"


async def test_the_panel_says_it_to_whoever_approves(duty: Duty) -> None:
    number = await duty.writes(severity=2)
    await duty.counts(number, telegram=40, held=3, late=35)
    assert "🌙 35 человек спят" in duty.panel(number).text
    assert "получат утром: 3" in duty.panel(number).text


async def test_nobody_is_told_with_the_true_reason(duty: Duty) -> None:
    number = await drafted(duty, below=34)
    assert "Подписаны 34, но только если важность выше" in duty.of(ANNA)[-1].text
    await duty.presses(ANNA, f"d_raise:{number}")
    assert (await duty.notice(number)).severity == 3


async def test_it_is_not_called_sent_while_all_sleep_and_its_end_says_that_nobody_got_it(duty: Duty) -> None:
    number = await duty.writes(severity=2)
    await duty.counts(number, telegram=19, held=19)
    await duty.presses(VERA, duty.button("d_ok", number))
    await duty.passes(0)
    await duty.ticks("n_done", number)
    await duty.presses(VERA, f"d_open:{number}")
    assert "ждёт утра" in duty.of(VERA)[-1].text
    assert "отправлено" not in duty.of(VERA)[-1].text
    await duty.passes(13 * HOUR)
    assert "Его не получил никто: 19 человек" in duty.last(ADMIN).text
