"""A bot that is suspended unsubscribes nobody; a person who stopped it is not written to for ever."""

from __future__ import annotations

from typing import Any

from bot.channels.max.channel import MaxChannel
from bot.channels.max.pauses import DOUBTED, SUSPENDED, OutOfReach
from bot.channels.port import Outcome, Result
from tests.unit.max.api import Api, parcel, refusal, sent

BLOCKED = Outcome(Result.UNREACHABLE, why="blocked")


def refused(reach: OutOfReach, *persons: object) -> list[Outcome]:
    found = []
    for person in persons:
        reach.leaves()
        found.append(reach.refused(str(person), BLOCKED))
    return found


def test_nobody_is_out_of_reach_as_long_as_nobody_is_reached() -> None:
    reach = OutOfReach()
    found = refused(reach, *range(1000), *range(1000))
    assert {outcome.result for outcome in found} == {Result.RETRY}
    assert [outcome.scope for outcome in found[: DOUBTED - 1]] == ["chat"] * (DOUBTED - 1)
    assert all(outcome.scope == "channel" and outcome.why == SUSPENDED for outcome in found[DOUBTED - 1 :])
    pauses = [outcome.retry_after_s for outcome in found[DOUBTED - 1 :]]
    assert (pauses[:3], pauses[-1]) == ([5, 10, 20], 300)
    assert reach.trouble == SUSPENDED


def test_a_message_that_left_before_the_refusal_proves_nothing() -> None:
    """It may have been taken before the bot was suspended."""
    reach = OutOfReach()
    early = reach.leaves()
    refused(reach, 1)
    reach.took("2", early)
    assert refused(reach, 1)[0].result is Result.RETRY
    reach.took("2", reach.leaves())
    assert refused(reach, 1) == [BLOCKED]


def test_one_who_is_refused_while_others_are_reached_is_out_of_reach() -> None:
    """A third of a list has stopped the bot unseen: it goes on without a pause, and each is found out."""
    reach, out = OutOfReach(), set()
    waiting = list(range(300))
    while waiting:
        person = waiting.pop(0)
        number = reach.leaves()
        if person % 3:
            reach.took(str(person), number)
            continue
        outcome = reach.refused(str(person), BLOCKED)
        assert outcome.scope == "chat"
        out |= {person} if outcome == BLOCKED else set()
        waiting += [] if outcome == BLOCKED else [person, 1000 + len(waiting) * 3 + 1]
    assert out == set(range(0, 300, 3))


def test_whoever_told_us_that_he_stopped_is_believed_until_he_starts_again() -> None:
    reach = OutOfReach()
    reach.stopped("1")
    assert refused(reach, 1) == [BLOCKED]
    reach.started("1")
    assert refused(reach, 1)[0].result is Result.RETRY


def test_the_same_few_who_are_asked_again_and_again_do_not_stop_the_others() -> None:
    reach = OutOfReach()
    assert {outcome.scope for outcome in refused(reach, *[1, 2, 3] * 100)} == {"chat"}
    assert reach.trouble == ""


async def test_a_suspended_bot_keeps_its_rows_and_goes_on_by_itself(channel: MaxChannel, api: Api) -> None:
    no = refusal(403, "chat.denied", "Key: error.dialog.suspended, args: [USER,].")
    api.tell("POST /messages", *[no] * 30, sent())
    found = [(await channel.send([parcel("Да", chat=str(n))]))[0] for n in range(1, 31)]
    assert {outcome.result for outcome in found} == {Result.RETRY}
    assert channel.trouble == SUSPENDED
    assert (await channel.send([parcel("Да", chat="-5")]))[0].result is Result.SENT
    assert channel.trouble == SUSPENDED  # a group says nothing about persons
    assert (await channel.send([parcel("Да", chat="31")]))[0].result is Result.SENT
    assert channel.trouble == ""


async def test_whoever_never_started_the_bot_is_out_of_reach_at_once(channel: MaxChannel, api: Api) -> None:
    api.tell("POST /messages", refusal(404, "chat.not.found", "Key: error.dialog.notfound, args: [USER]"))
    [outcome] = await channel.send([parcel("Да", chat="501")])
    assert (outcome.result, outcome.why) == (Result.UNREACHABLE, "not-found")


async def test_another_bot_s_token_does_not_take_everybody_off_the_list(channel: MaxChannel, api: Api) -> None:
    no = refusal(404, "chat.not.found", "Key: error.dialog.notfound, args: [USER]")
    api.tell("POST /messages", *[no] * 30)
    found = [(await channel.send([parcel("Да", chat=str(n))]))[0] for n in range(1, 31)]
    assert [outcome.result for outcome in found] == [Result.UNREACHABLE] * (DOUBTED - 1) + [Result.RETRY] * 21
    assert {outcome.scope for outcome in found[DOUBTED - 1 :]} == {"channel"}
    assert channel.trouble == SUSPENDED


async def test_a_few_who_never_started_among_others_stop_nobody(channel: MaxChannel, api: Api) -> None:
    no = refusal(404, "chat.not.found", "Key: error.dialog.notfound, args: [USER]")
    answers: list[Any] = [no, no, sent()]
    api.tell("POST /messages", *answers * 20)
    found = [(await channel.send([parcel("Да", chat=str(n))]))[0] for n in range(60)]
    assert {outcome.result for outcome in found} == {Result.UNREACHABLE, Result.SENT}
    assert channel.trouble == ""


async def test_a_group_that_refuses_is_no_sign(channel: MaxChannel, api: Api) -> None:
    api.tell("POST /messages", refusal(403, "chat.denied", "no"))
    found = [(await channel.send([parcel("Да", chat=f"-{n}")]))[0] for n in range(1, 31)]
    assert {(outcome.result, outcome.why) for outcome in found} == {(Result.UNREACHABLE, "forbidden")}
