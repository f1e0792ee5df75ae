"""Our own faults on the way out: one row's is that of this row, nothing that left is forgotten, nothing spins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.channels.port import Outcome, Parcel, Result
from bot.delivery.outcomes import judge
from bot.delivery.salvage import TRIES
from bot.supervise import Supervisor
from storage.records import OutboxRow, OutboxState
from storage.store import StorageError
from tests.unit.delivery.post import Post
from tests.world.clock import DayClock


def breaking(post: Post, where: str, poison: str, fault: Exception) -> None:
    """From now on a step raises when it meets this text."""
    inner: Any = getattr(post.channel, where)

    def parts(message: Any, *more: Any) -> int:
        if poison in message.text:
            raise fault
        return int(inner(message, *more))

    async def send(parcels: Sequence[Parcel]) -> list[Outcome]:
        outcomes: list[Outcome] = await inner(parcels)
        if any(poison in parcel.message.text for parcel in parcels):
            raise fault
        return outcomes

    setattr(post.channel, where, {"parts": parts, "send": send}[where])


async def comes_to_rest(post: Post, row: OutboxRow) -> OutboxState:
    for _ in range(12):
        await post.passes(5)
        if (state := await post.state(row)) is not OutboxState.WAITING:
            break
    return state


@pytest.mark.parametrize("fault", [ValueError(), KeyError("x"), RecursionError(), AssertionError()])
async def test_a_row_that_always_breaks_is_given_up_and_told_and_the_others_go(post: Post, fault: Exception) -> None:
    breaking(post, "parts", "беда", fault)
    bad = post.row("беда", then="sent:7")
    await post.posts(bad, post.row("за ним"), post.row("рядом", "8"))
    assert post.texts == ["рядом"]
    assert await comes_to_rest(post, bad) is OutboxState.REJECTED
    assert (await post.stored(bad)).why == "broken"
    assert [(kind, key) for kind, key, data in post.news() if "broken" in data] == [("sent", "7")]
    assert post.texts == ["рядом", "за ним"], "its chat goes on"


async def test_a_body_that_cannot_be_read_is_given_up_beside_others_of_its_request(post: Post) -> None:
    post.channel.limits = post.sender.dispatch.limits = type(post.channel.limits)(1000, 1000, 100, 0, 1, 25, 32)
    bad = post.row("x")
    bad.body = '{"text": 5, "no such field": []}'
    await post.posts(bad, post.row("сосед", "8"), post.row("другой", "9"))
    assert sorted(post.texts) == ["другой", "сосед"]
    assert await comes_to_rest(post, bad) is OutboxState.REJECTED


async def test_what_breaks_after_the_call_is_unknown_and_never_repeated_for_ever(post: Post) -> None:
    breaking(post, "send", "беда", TypeError())
    bad = post.row("беда", careful=True)
    await post.posts(bad, post.row("рядом", "8"))
    assert (await post.stored(bad)).why == "no-answer"
    assert await comes_to_rest(post, bad) is OutboxState.GIVEN_UP
    assert post.texts.count("беда") == 3
    assert post.texts.count("рядом") == 1


async def test_an_outcome_that_cannot_be_written_is_set_aside_and_the_others_are_written(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a messenger said is in it (a number of a message that no database takes)."""
    claims = post.sender.claims
    write = claims.write

    async def picky(unit: Any, landed: Any, picked: Any) -> Any:
        if any("беда" in landing.outcome.message_ids for landing in landed):
            raise StorageError("a value does not fit", retry=False)
        return await write(unit, landed, picked)

    monkeypatch.setattr(claims, "write", picky)
    post.channel.script = {"беда": [Outcome(Result.SENT, ("беда",))]}
    post.channel.gate.clear()
    bad, good = post.row("беда"), [post.row(f"другой {i}", str(20 + i)) for i in range(5)]
    await post.keep(bad, *good)
    post.sender.offer([bad, *good])
    await post.until_called(6)
    post.channel.gate.set()  # all land in one commit
    await post.seconds_pass(TRIES + 8)
    assert [await post.state(row) for row in good] == [OutboxState.SENT] * 5
    assert await post.state(bad) is OutboxState.REJECTED
    await post.posts(post.row("потом"))
    assert post.texts[-1] == "потом"


async def test_a_sender_that_broke_begins_again_and_forgets_nothing_that_left(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call is under way while its cycle breaks: its outcome is waited for and written down, nothing goes twice."""
    await post.dies()
    post.clock = DayClock()
    await post.starts()
    await post.dies()
    supervisor = Supervisor(post.clock, lambda name: None)
    [post._running] = supervisor.run({"send": post.sender.run})
    await post.settles()
    post.channel.gate.clear()
    first = post.row("под вызовом")
    await post.keep(first)
    post.sender.offer([first])
    await post.until_called(1)
    pick, left = post.sender.dispatch.pick, iter([True])

    def broken(room: int) -> Any:
        if next(left, False):
            raise LookupError
        return pick(room)

    monkeypatch.setattr(post.sender.dispatch, "pick", broken)
    second = post.row("после", "9")
    await post.keep(second)
    post.sender.offer([second])
    await post.gets_on()
    post.channel.gate.set()
    await post.seconds_pass(20)
    assert await post.state(first) is OutboxState.SENT
    assert await post.state(second) is OutboxState.SENT
    assert sorted(post.texts) == ["под вызовом", "после"]
    assert supervisor.works["send"].error == "LookupError"


@pytest.mark.parametrize("asked", [1e12, float("inf"), 10**30, float("nan"), -5.0])
async def test_no_pause_of_a_messenger_is_longer_than_an_hour(post: Post, asked: float) -> None:
    row = post.row("x")
    verdict = judge(row, Outcome(Result.RETRY, why="too-many", retry_after_s=asked), 1, row.created_at)
    assert 0 <= verdict.due_at - row.created_at <= 3_600_000
    for scope in ("chat", "method", "channel"):
        post.sender.dispatch.heard("7", Outcome(Result.RETRY, why="x", retry_after_s=asked, scope=scope, method="send"))
    pace, now = post.sender.dispatch.pace, post.clock.monotonic()
    assert all(until - now <= 3601 for until in (*pace.paused.values(), *pace.held.values()))
