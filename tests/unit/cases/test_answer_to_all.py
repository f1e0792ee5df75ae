"""An answer in a case that others follow: who gets it is asked, and all get it once, whatever happens in the midst."""

from __future__ import annotations

from random import Random

from bot.channels.port import Outcome, Result
from handlers.base.message import Address
from storage.records import Lane
from tests.unit.cases.street import StreetOfPeople
from tests.unit.operator.office import ADMIN, MINUTE, Office
from tests.world.clock import SECOND
from tests.world.messenger import Shown

ANSWER = "Яму засыпали"
GRACE = 10 * SECOND


def asking(office: Office) -> Shown:
    """The newest message that asks who gets an answer."""
    return next(s for s in reversed(office.chats[ADMIN]) if any(d.startswith("o_toall:") for d in s.data))


def data_of(shown: Shown, word: str) -> str:
    return next(data for data in shown.data if data.startswith(word))


async def begin(street: StreetOfPeople, followers: int) -> Office:
    """A case with so many followers, and an answer that waits for the word who gets it."""
    office = street.office
    await street.phone(1).files_report("В Сосновинке на улице Лесной, 5 яма")
    await street.followers(1, followers)
    await office.says("Анна", f"№ 1 {ANSWER}")
    return office


def told(street: StreetOfPeople, first: int = 100, count: int = 1, channel: str = "vk") -> list[int]:
    """How often each follower has the answer."""
    chats = street.world.chats
    found = [chats.get(Address(channel, str(user)), []) for user in range(first, first + count)]
    return [sum(ANSWER in shown.text for shown in chat) for chat in found]


async def test_it_is_asked_and_goes_to_all_with_their_own_numbers(street: StreetOfPeople) -> None:
    office = await begin(street, 3)
    assert "Всем (4)" in asking(office).buttons
    await office.passes(MINUTE)
    assert told(street, count=3) == [0, 0, 0]
    await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
    await office.passes(GRACE - 1)
    assert told(street, count=3) == [0, 0, 0]
    await office.passes(1)
    assert told(street, count=3) == [1, 1, 1]
    assert any(ANSWER in s.text for s in street.phone(1).chat)
    assert all("№ 1 " not in s.text and "№ 1<" not in s.text for s in street.world.chats[Address("vk", "101")])
    await office.passes(MINUTE)
    assert "получили 4 из 4" in office.card(1).text
    assert "не дошло" not in office.card(1).text


async def test_the_author_alone(street: StreetOfPeople) -> None:
    office = await begin(street, 3)
    await office.presses("Борис", data_of(asking(office), "o_toauthor"), asking(office))
    await office.passes(5 * MINUTE)
    assert told(street, count=3) == [0, 0, 0]
    assert any(ANSWER in s.text for s in street.phone(1).chat)
    assert "получили" not in office.card(1).text


async def test_what_becomes_of_it_goes_to_all_and_how_many_is_said_before(street: StreetOfPeople) -> None:
    await street.phone(1).files_report()
    await street.followers(1, 4)
    office = street.office
    await office.presses("Анна", "o_reason:1:spam", office.card(1))
    assert any("Узнают и все, кто за этим следит: ещё 4 человека." in s.text for s in office.chats[ADMIN])


async def test_unanswered_it_is_asked_again_and_then_nobody_gets_it(street: StreetOfPeople) -> None:
    office = await begin(street, 3)
    asked = len([s for s in office.chats[ADMIN] if "o_toall" in " ".join(s.data)])
    await street.world.restart()
    await office.passes(2 * MINUTE - 1)
    assert asked == 1
    await office.passes(1)
    assert "ещё не ушёл" in asking(office).text
    await street.world.restart()
    await office.passes(13 * MINUTE)
    assert any("не отправлен" in s.text for s in office.chats[ADMIN])
    assert not [s for s in office.chats[ADMIN] if "o_toall" in " ".join(s.data)]
    await office.passes(60 * MINUTE)
    assert told(street, count=3) == [0, 0, 0]
    assert not any(ANSWER in s.text for s in street.phone(1).chat)
    assert "отправку отменили" in office.card(1).text


async def test_said_after_the_second_question_it_goes(street: StreetOfPeople) -> None:
    office = await begin(street, 2)
    await office.passes(3 * MINUTE)
    await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
    await office.passes(GRACE)
    assert told(street, count=2) == [1, 1]
    assert not [s for s in office.chats[ADMIN] if "o_toall" in " ".join(s.data)]
    await office.passes(20 * MINUTE)
    assert told(street, count=2) == [1, 1]
    assert not any("не отправлен" in s.text for s in office.chats[ADMIN])


async def test_it_can_be_mended_while_it_waits(street: StreetOfPeople) -> None:
    office = await begin(street, 2)
    message = await office.says("Анна", f"№ 1 {ANSWER}, но криво")
    await office.edits("Анна", message, f"№ 1 {ANSWER} полностью")
    assert ("o_toall" in " ".join(asking(office).data), "полностью" in asking(office).text) == (True, True)
    await office.passes(GRACE)
    assert told(street, count=2) == [0, 0]


async def test_it_can_be_called_off_while_it_waits(street: StreetOfPeople) -> None:
    office = await begin(street, 2)
    await office.presses("Анна", data_of(asking(office), "o_undo"), asking(office))
    await office.passes(60 * MINUTE)
    assert told(street, count=2) == [0, 0]
    assert not any("ещё не ушёл" in s.text for s in office.chats[ADMIN])


async def test_many_get_it_in_the_lane_of_notices_and_whom_it_missed_is_said_once(street: StreetOfPeople) -> None:
    office = await begin(street, 120)
    for user in (107, 150, 219):
        street.world.messengers["vk"].answers[str(user)] = Outcome(Result.UNREACHABLE, why="blocked")
    await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
    await office.passes(GRACE)
    rows = [row for row in office.rows if row.channel == "vk" and ANSWER in row.body]
    assert {row.lane for row in rows} == {int(Lane.NOTICE)}
    await office.passes(10 * MINUTE)
    assert "получили 118 из 121, не дошло: 3" in office.card(1).text
    said = [s.text for s in office.chats[ADMIN] if "до остальных не дошло" in s.text]
    assert said == ["Ответ по № 1: получили 118 из 121, до остальных не дошло: 3."]
    assert not any("Ответ на № 1" in s.text and "не дошёл" in s.text for s in office.chats[ADMIN])


async def test_one_person_in_two_messengers_and_the_author_himself_get_it_once(street: StreetOfPeople) -> None:
    office = await begin(street, 4)
    author = (await street.report(1)).person_id
    for number, person in ((101, 100), (102, author)):
        report = await street.report(number)
        report.person_id = person
        await street.world.keep(report)
    await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
    await office.passes(GRACE)
    assert told(street, count=4) == [1, 0, 0, 1]


async def test_twenty_kills_in_the_midst_of_an_answer_to_214_lose_nobody_and_tell_nobody_twice(
    street: StreetOfPeople,
) -> None:
    office, world, dice = await begin(street, 213), street.world, Random(20)
    await office.presses("Анна", data_of(asking(office), "o_toall"), asking(office))
    seen = set[int]()
    world.slow = lambda item: dice.random() < 0.85 and item.lane == Lane.NOTICE
    for _ in range(20):
        world.clock.at += 1_000
        for _ in range(dice.randrange(3)):
            await world.intake.ring()
        await world.deliver() if dice.random() < 0.5 else None
        await world.restart()
        seen.add(sum(told(street, count=213)))
    world.slow = lambda item: False
    await office.passes(15 * MINUTE)
    assert len(seen - {0, 213}) > 5, "the kills were not in the midst of it"
    assert told(street, count=213) == [1] * 213
    assert sum(ANSWER in s.text for s in street.phone(1).chat) == 1
    assert "получили 214 из 214" in office.card(1).text
