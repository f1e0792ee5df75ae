"""A day that was promised to all who follow a report: each is asked after it, once, under his own number."""

from __future__ import annotations

import pytest

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.operator.spread import STEP
from tests.unit.cases.street import StreetOfPeople
from tests.unit.cases.test_answer_to_all import GRACE, asking, data_of
from tests.unit.operator.office import ADMIN, MINUTE, Office
from tests.unit.operator.test_ten_seconds import button, stopping

DAY = 24 * 60 * MINUTE


async def promises(street: StreetOfPeople, followers: int, who: str) -> Office:
    """«До пятницы» promised, to all or to its author alone."""
    office = street.office
    await street.phone(1).files_report("В Сосновинке на улице Лесной, 5 яма")
    await street.followers(1, followers)
    await office.says("Анна", "№ 1 Яму на Лесной засыплем до пятницы")
    await office.presses("Анна", data_of(asking(office), who), asking(office))
    await office.presses("Анна", button(stopping(office), "o_promise"), stopping(office))
    await office.passes(GRACE)
    return office


def asked(street: StreetOfPeople, user: int) -> list[str]:
    return [s.text for s in street.world.chats.get(Address("vk", str(user)), []) if "Вам обещали" in s.text]


async def test_all_who_follow_are_asked_after_the_day(street: StreetOfPeople) -> None:
    office = await promises(street, STEP + 3, "o_toall")
    await office.passes((await office.report(1)).due_at - office.at + DAY)
    for user in range(100, 100 + STEP + 3):
        (said,) = asked(street, user)
        assert f"№ {user}" in said
        assert "№ 1<" not in said
    last = 100 + STEP + 2
    event = Event("vk", "9000", Kind.BUTTON, str(last), sender=str(last), data=f"unsolved:{last}", ack="9000")
    await street.world.take(event)
    await office.passes(0)
    assert any(f"№ {last}" in s.text and "не решено" in s.text for s in office.chats[ADMIN]), "staff read his word"


@pytest.mark.parametrize("why", ["author alone", "answered", "moved"])
async def test_nobody_is_asked_of_what_he_was_not_promised_or_what_is_past(street: StreetOfPeople, why: str) -> None:
    office = await promises(street, 3, "o_toauthor" if why == "author alone" else "o_toall")
    due = (await office.report(1)).due_at
    if why == "answered":
        await office.says("Анна", "№ 1 Яму засыпали")
        await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
    if why == "moved":
        await office.says("Анна", "№ 1 Засыплем до 30 ноября")
        await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
        await office.presses("Анна", button(stopping(office), "o_promise"), stopping(office))
    await office.passes(due - office.at + DAY)
    assert [asked(street, user) for user in (100, 101, 102)] == [[], [], []]
