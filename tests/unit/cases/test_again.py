"""Fresh reports of three different people within a week after a closing bring the case back to work."""

from __future__ import annotations

import pytest

from handlers.cases import again
from tests.unit.cases.street import StreetOfPeople
from tests.unit.operator.office import ADMIN
from tests.world.clock import DAY

HERE = "Сосновинка, Лесная 5, яма на дороге, колесо пробил"
AGAIN = ("Сосновинка, Лесная 5, опять яма на дороге", "ул. Лесная д. 5 Сосновинка, яма на дороге, колесо пробил",
         "Сосновинка, Лесная 5, на дороге снова яма")  # fmt: skip


async def closed(street: StreetOfPeople) -> None:
    """Person 1's report is answered, and he says that it is solved."""
    phone, office = street.phone(1), street.office
    await phone.files_report(HERE)
    await office.says("Анна", "№ 1 Засыпали")
    await office.passes(10_000)
    await phone.presses("Решено")
    assert (await street.report(1)).status == "closed"


def said(street: StreetOfPeople) -> list[str]:
    return [s.text for s in street.office.chats[ADMIN] if "Снова пиш" in s.text]


async def test_three_people_bring_it_back(street: StreetOfPeople) -> None:
    await closed(street)
    for user, text in enumerate(AGAIN, 2):
        assert said(street) == []
        await street.phone(user).files_report(text)
    report = await street.report(1)
    assert (report.status, report.closed_at) == ("reopened", 0)
    assert "Снова пишут 3 человека" in said(street)[0]
    assert "№ 1" in said(street)[0]
    assert "снова в работе" in street.phone(1).last.text
    assert "снова пишут 3" in street.office.card(1).text
    await street.phone(9).files_report(AGAIN[0])
    assert len(said(street)) == 1


async def test_those_who_write_do_not_hide_what_was_over(
    street: StreetOfPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "MOST", len(AGAIN))
    await closed(street)
    for user, text in enumerate(AGAIN, 2):
        await street.phone(user).files_report(text)
    assert (await street.report(1)).status == "reopened"


@pytest.mark.parametrize("why", ["one person", "late", "before", "elsewhere", "something else", "two", "two and he"])
async def test_what_does_not_bring_it_back(street: StreetOfPeople, why: str) -> None:
    if why == "before":
        for user in (2, 3):
            await street.phone(user).files_report(AGAIN[0])
    await closed(street) if why != "before" else None
    if why == "before":
        phone, office = street.phone(1), street.office
        await phone.files_report(HERE)
        await office.says("Анна", "№ 3 Засыпали")
        await office.passes(10_000)
        await phone.presses("Решено")
        await street.phone(4).files_report(AGAIN[1])
        assert (await street.report(3)).status == "closed"
        return
    if why == "late":
        await street.phone(1).waits(8 * DAY)
    texts = {"elsewhere": "Сосновинка, Лесная 7, яма на дороге", "something else": "Сосновинка, Лесная 5, снег"}
    people = {"one person": (2, 2, 2), "two": (2, 3), "two and he": (2, 3, 1)}.get(why, (2, 3, 4))
    for user, words in zip(people, AGAIN, strict=False):
        if user == 1 or (why == "one person" and words != AGAIN[0]):
            await street.phone(user).says("/report")
        await street.phone(user).files_report(texts.get(why, words))
    assert (await street.report(len(people) + 1)).text
    assert (await street.report(1)).status == "closed"
    assert said(street) == []
