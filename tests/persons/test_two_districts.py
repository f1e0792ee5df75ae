"""Two near-equal notices of neighbouring districts, through the real sender: whoever is in both reads one message."""

from __future__ import annotations

from bot.sandbox.world import FaultRule
from handlers.notices.content import Area
from handlers.notices.kinds import ALL_KINDS
from storage.notice_records import Subscription, SubscriptionArea
from tests.persons.notices import is_said
from tests.persons.people import Citizen, citizen
from tests.persons.reporting import rows, shows
from tests.persons.stage import Stage
from tests.persons.test_notice_audience import person_of, save
from tests.persons.test_notice_stop import time_goes_on

HERE, THERE = Area(settlements=("sosnovinka",)), Area(settlements=("zhuravlikha",))
SAID = "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной станции."
NEAR = "Завтра с 9 до 15 часов не будет холодной воды: ремонт на насосной."
TWO = ("sosnovinka", "zhuravlikha")
BOTH = ("📍 Сосновинка", SAID, "📍 Журавлиха", NEAR, "№ 31 и № 32")


async def subscriber(stage: Stage, where: str, name: str, *towns: str) -> Citizen:
    who = citizen(stage, where, name)
    await who.starts()
    me = await person_of(stage, who)
    await save(stage, Subscription(me, ALL_KINDS, 1), *(SubscriptionArea(me, f"s:{town}") for town in towns))
    return who


async def are_said(stage: Stage, later: list[Citizen]) -> None:
    """To `later` the messenger has just said "later" when both begin, so that their rows wait."""
    for who in later:
        fault, code = ("error", 9) if who.messenger.name == "vk" else ("429", 0)
        who.messenger.faults.append(FaultRule("sending", fault, seconds=30, code=code, chat=who.chat))
    until = stage.clock.now() + 10 * 3_600_000
    await is_said(stage, 30, "Завтра не будет света.", kind="power", severity=2, area=HERE, ask=(), until=until)
    tried = "SELECT COUNT(*) FROM outbox WHERE notice_id = 30 AND attempts = 1 AND state = 0"
    await stage.until(lambda: rows(stage, tried) == [(len(later),)], "what the messenger refused for now")
    for number, area, words in ((31, HERE, SAID), (32, THERE, NEAR)):
        await is_said(stage, number, words, kind="water", severity=2, area=area, ask=(), until=until)
    await stage.until(lambda: rows(stage, "SELECT COUNT(*) FROM two_in_one") == [(len(later),)], "rows of two")


async def test_whoever_is_in_both_gets_one_message_even_over_a_restart(stage: Stage, where: str) -> None:
    late = [await subscriber(stage, name, f"Анна {name}", *TWO) for name in (where, stage.admin)]
    quick = await subscriber(stage, where, "Пётр", *TWO)
    alone = await subscriber(stage, where, "Борис", *TWO[:1])
    await are_said(stage, late)
    await stage.stop_bot()
    await stage.start_bot()
    await time_goes_on(stage, 90)
    await stage.quiet()
    for who in late:
        [one] = shows(who, "насосной")
        assert all(words in one.text for words in BOTH), one.text
    assert len(shows(quick, "насосной")) == 2, "what has left is not called back"
    [his] = shows(alone, "насосной")
    assert "Журавлиха" not in his.text
    await stage.passes(30)
    assert rows(stage, "SELECT DISTINCT state FROM notice") == [("sent",)]
    counted = rows(stage, "SELECT notice_id, SUM(count) FROM notice_count WHERE outcome = 'sent' GROUP BY notice_id")
    assert counted == [(30, 4), (31, 4), (32, 3)]


async def test_an_end_of_one_meanwhile_leaves_the_other_by_itself(stage: Stage, where: str) -> None:
    both = await subscriber(stage, where, "Анна", *TWO)
    await are_said(stage, [both])
    await is_said(stage, 33, "Воду дали.", kind="water", severity=2, area=HERE, ask=(), link="ends", linked_id=31)
    await time_goes_on(stage, 90)
    await stage.quiet()
    [one] = shows(both, "насосной")
    assert (SAID in one.text, NEAR in one.text) == (False, True)
