"""Two near-equal notices of neighbouring districts, through the real sender: whoever is in both reads one message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.channels.port import Channel
from handlers.notices.content import Area
from handlers.notices.kinds import ALL_KINDS
from storage.notice_records import Subscription, SubscriptionArea
from tests.persons.notices import is_said
from tests.persons.people import Citizen, citizen
from tests.persons.reporting import rows, shows
from tests.persons.stage import Stage, unhurried
from tests.persons.test_notice_audience import person_of, save

HERE, THERE = Area(settlements=("sosnovinka",)), Area(settlements=("zhuravlikha",))
SAID = "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной станции."
NEAR = "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной."
TWO = ("sosnovinka", "zhuravlikha")
Slow = Callable[[], Awaitable[None]]
BOTH = ("📍 Сосновинка", SAID, "📍 Журавлиха", NEAR, "№ 31 и № 32")


@pytest.fixture
def slow(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Slow:
    """From now on the messengers take one message a second."""

    def one_a_second(channel: Channel) -> Channel:
        channel = unhurried(channel)
        channel.limits = replace(channel.limits, per_second=1)
        return channel

    async def begins() -> None:
        monkeypatch.setattr("tests.persons.stage.unhurried", one_a_second)
        await stage.stop_bot()
        await stage.start_bot()

    return begins


async def subscriber(stage: Stage, where: str, name: str, *towns: str) -> Citizen:
    who = citizen(stage, where, name)
    await who.starts()
    me = await person_of(stage, who)
    await save(stage, Subscription(me, ALL_KINDS, 1), *(SubscriptionArea(me, f"s:{town}") for town in towns))
    return who


async def are_said(stage: Stage) -> None:
    until = stage.clock.now() + 10 * 3_600_000
    for number, area, words in ((31, HERE, SAID), (32, THERE, NEAR)):
        await is_said(stage, number, words, kind="water", severity=2, area=area, ask=(), until=until)


async def test_whoever_is_in_both_gets_one_message_even_over_a_restart(stage: Stage, where: str, slow: Slow) -> None:
    """As long as the line is long: whoever had the first one by then gets two."""
    early = [await subscriber(stage, name, f"Ранний {name}", *TWO) for name in (where, stage.admin)]
    line = [
        await subscriber(stage, name, f"Житель {name} {n}", *TWO[:1])
        for name in (where, stage.admin)
        for n in (1, 2, 3)
    ]
    late = [await subscriber(stage, name, f"Поздний {name}", *TWO) for name in (where, stage.admin)]
    await slow()
    await are_said(stage)
    await stage.until(lambda: rows(stage, "SELECT COUNT(*) FROM two_in_one") == [(2,)], "two rows of two")
    await stage.stop_bot()
    await stage.start_bot()
    await stage.winds(30)
    for who in late:
        [one] = shows(who, "насосной")
        assert all(words in one.text for words in BOTH), one.text
    for who in early:
        assert len(shows(who, "насосной")) == 2
    for who in line:
        [his] = shows(who, "насосной")
        assert "Журавлиха" not in his.text
    assert rows(stage, "SELECT state FROM notice") == [("sent",), ("sent",)]
    counted = rows(stage, "SELECT notice_id, SUM(count) FROM notice_count WHERE outcome = 'sent' GROUP BY notice_id")
    assert counted == [(31, 10), (32, 4)]


async def test_an_end_of_one_meanwhile_leaves_the_other_by_itself(stage: Stage, where: str, slow: Slow) -> None:
    line = [await subscriber(stage, where, f"Житель {n}", *TWO[:1]) for n in range(4)]
    both = await subscriber(stage, where, "Анна", *TWO)
    await slow()
    await are_said(stage)
    await stage.until(lambda: rows(stage, "SELECT COUNT(*) FROM two_in_one") == [(1,)], "a row of two")
    await is_said(stage, 33, "Воду дали.", kind="water", severity=2, area=HERE, ask=(), link="ends", linked_id=31)
    await stage.winds(30)
    [one] = shows(both, "насосной")
    assert (SAID in one.text, NEAR in one.text) == (False, True)
    assert len(line) == 4
