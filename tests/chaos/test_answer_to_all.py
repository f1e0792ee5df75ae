"""kill -9 in the midst of an answer to 214 people: everybody has it, nobody twice without need, and the card counts."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox.world import ShownMessage
from storage.records import Account, Person, Report
from tests.chaos.life import QUIET_S, Life, bot_says, button, open_life
from tests.contracts.raw import insert_raw

SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
PEOPLE = 214
ANSWER = "Бригада выехала, яму засыпят к вечеру"
SLOWLY = 1.5
"""Messages a second of the program's time, which runs twenty times faster than ours."""


async def shows(found: Callable[[], object]) -> None:
    async with asyncio.timeout(2 * QUIET_S):
        while not found():  # noqa: ASYNC110 - what a screen shows
            await asyncio.sleep(0.05)


def telling(life: Life) -> list[int]:
    """How often each of them has the answer, the author first."""
    return [sum(ANSWER in m.text for m in bot_says(world, user)) for world, user in life.people]


async def given_up(life: Life) -> set[tuple[str, str]]:
    """Whoever will not have it: a row that was under way at six kills is not sent again (as the card says)."""
    lost = await life.look("channel, chat, why", "outbox", "purpose = 'answer' AND state > 2")
    assert {why for *_, why in lost} <= {"unknown"}, lost
    return {(channel, chat) for channel, chat, _ in lost}


def of_staff(life: Life) -> list[ShownMessage]:
    return bot_says(life.staff, life.scene.admin_chat_id)


async def reports(life: Life) -> None:
    """The author's own way to his number."""
    world, user = life.people[0]
    world.say(user, user, "В Сосновинке на улице Лесной, 5 яма на дороге")
    async with asyncio.timeout(2 * QUIET_S):
        while not await life.look("message_id", "sent_message", "slot = 'card:1'"):
            if found := button(bot_says(world, user), ("c_consent", "c_send")):
                world.press(user, user, *found)
            await asyncio.sleep(0.05)


async def follow(life: Life) -> None:
    """All others follow, as if each had written and pressed «Это то же самое»."""
    known = {
        (channel, user): person for channel, user, person in await life.look("channel, user_id, person_id", "account")
    }
    at, persons, accounts, followers = life.clock.now(), list[Person](), list[Account](), list[Report]()
    for number, (world, user) in enumerate(life.people[1:], 1_000):
        channel = world.name
        if (channel, user) not in known:  # VK tells nothing of whoever came before anybody listened
            persons.append(Person(number, at, "ru"))
            accounts.append(Account(channel, user, number, at))
        report = Report(
            number,
            known.get((channel, user), number),
            channel,
            user,
            "ru",
            "merged",
            "potholes",
            "roads",
            "И у нас яма",
        )
        report.created_at = report.updated_at = report.closed_at = at
        report.merged_into = 1
        followers.append(report)
    for records in (persons, accounts, followers):
        await insert_raw(life.url, *records)


async def some_more(life: Life, longest_s: float) -> None:
    """Until a few more have it; now and then the bot dies before it has said anything."""
    have = sum(map(bool, telling(life)))
    if life.dice.random() < 0.25:
        await asyncio.sleep(life.dice.uniform(0, longest_s))
    else:
        wanted = min(PEOPLE - len(await given_up(life)), have + life.dice.randrange(1, 9))
        await shows(lambda: sum(map(bool, telling(life))) >= wanted)
    await asyncio.sleep(life.dice.uniform(0, 0.03))


async def answered_among_kills(life: Life, kills: int, longest_s: float) -> None:
    print(f"CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    await life.bot.start()
    await life.is_listened_to()
    await reports(life)
    await life.becomes_quiet()
    await life.bot.kill()
    await follow(life)
    life.bot.settings["per_second"] = SLOWLY
    await life.bot.start()
    chat, seen = life.scene.admin_chat_id, list[int]()
    ((card,),) = await life.look("message_id", "sent_message", "slot = 'card:1'")
    life.staff.say(life.scene.operators[0], chat, ANSWER, reply_to=card)
    await shows(lambda: button(of_staff(life), ("o_toall",)))
    found = button(of_staff(life), ("o_toall",))
    assert found is not None
    life.staff.press(life.scene.operators[0], chat, *found)
    await shows(lambda: not life.emulators[life.scene.admin_messenger].pending())
    for _ in range(kills):
        await some_more(life, longest_s)
        await life.bot.kill()
        seen.append(sum(map(bool, telling(life))))
        await life.bot.start()
    life.bot.settings["per_second"] = 1000
    await life.bot.kill()
    await life.bot.start()
    await life.becomes_quiet()
    assert len({count for count in seen if count < PEOPLE}) > 5, f"the kills were not in the midst of it: {seen}"
    await life.check_doubles()
    told = Counter([delivery for (delivery,) in await life.look("delivery", "report_event", "kind = 'answer'")])
    assert told["delivered"] + told["failed"] == PEOPLE, told
    lost = await given_up(life)
    assert len(lost) == told["failed"], told
    without = [(world.name, user) for count, (world, user) in zip(telling(life), life.people, strict=True) if not count]
    assert set(without) <= lost, "everybody has it, or is told of as not delivered"
    count = f"получили {told['delivered']} из {PEOPLE}"
    await shows(lambda: any(count in m.text for m in of_staff(life)))
    assert await life.look("error", "fault") == []


async def test_twenty_kills_in_the_midst_of_an_answer_to_214(tmp_path: Path) -> None:
    async with open_life(tmp_path, SEED, citizens=PEOPLE) as life:
        await answered_among_kills(life, 20, longest_s=1)


@pytest.mark.chaos
async def test_a_hundred_kills_in_the_midst_of_an_answer_to_214(tmp_path: Path) -> None:
    async with open_life(tmp_path, SEED, citizens=PEOPLE) as life:
        await answered_among_kills(life, 100, longest_s=1)


@pytest.mark.chaos
@pytest.mark.postgres
async def test_kills_in_the_midst_of_an_answer_to_214_on_postgres(tmp_path: Path, postgres_url: str) -> None:
    async with open_life(tmp_path, SEED, postgres_url, citizens=PEOPLE) as life:
        await answered_among_kills(life, 20, longest_s=5)
