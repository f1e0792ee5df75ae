"""A node that goes on from another keeps to the limits that are used up, and to the pauses that it was told."""

from __future__ import annotations

import pytest

from bot.channels.port import Outcome, Result
from storage.records import Lane, Share
from tests.contracts.raw import run_raw
from tests.unit.delivery.post import Post
from tests.unit.delivery.test_limits import TELEGRAM

GROUP = "-100500"


@pytest.fixture
async def heir(post: Post) -> Post:
    """A sender that goes on from another, under Telegram's limits."""
    await post.dies()
    post.inherits, post.operators, post.channel.limits = True, {GROUP}, TELEGRAM
    await post.starts()
    return post


async def paused(post: Post) -> list[str]:
    return sorted(name for (name,) in await run_raw(post.url, "SELECT name FROM setting WHERE name LIKE 'pause:%'"))


async def says(post: Post, count: int, share: Share = Share.ASKED) -> None:
    for number in range(count):
        await post.posts(post.row(f"{number}", GROUP, lane=Lane.OPERATORS, share=int(share)))
        await post.passes(1.1)


async def test_a_groups_minute_goes_on(heir: Post) -> None:
    await says(heir, 12)
    await heir.restarts()
    await says(heir, 15)
    within = len(heir.texts)
    assert within == TELEGRAM.group_per_minute - 2, "more than twenty a minute, or none where some were free"
    await heir.passes(40)
    assert len(heir.texts) > within


async def test_what_was_under_way_counts_too(heir: Post) -> None:
    heir.channel.gate.clear()
    await heir.posts(heir.row("a", GROUP, lane=Lane.OPERATORS, share=int(Share.ASKED)))
    await heir.restarts()
    assert len(heir.sender.dispatch.pace.groups[GROUP].all.taken) >= 1


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [
        (Outcome(Result.RETRY, why="flood", retry_after_s=30, scope="channel"), "pause:telegram:chat:"),
        (Outcome(Result.RETRY, why="flood", retry_after_s=30, scope="chat"), f"pause:telegram:chat:{GROUP}"),
        (
            Outcome(Result.RETRY, why="captcha", retry_after_s=30, scope="method", method="send"),
            "pause:telegram:method:send",
        ),
    ],
    ids=["channel", "chat", "method"],
)
async def test_a_long_pause_goes_on_and_is_forgotten_when_it_is_over(heir: Post, outcome: Outcome, kept: str) -> None:
    heir.channel.script["a"] = [outcome]
    await heir.posts(heir.row("a", GROUP, lane=Lane.OPERATORS, share=int(Share.ASKED)))
    assert await paused(heir) == [kept]
    await heir.restarts()
    await heir.passes(20)
    assert heir.texts == ["a"]
    await heir.passes(15)
    assert heir.texts == ["a", "a"]
    await heir.restarts()
    assert await paused(heir) == []


async def test_a_short_pause_and_one_of_a_persons_chat_are_written_nowhere(heir: Post) -> None:
    heir.channel.script["a"] = [Outcome(Result.RETRY, why="flood", retry_after_s=4, scope="channel")]
    heir.channel.script["b"] = [Outcome(Result.RETRY, why="flood", retry_after_s=60, scope="chat")]
    await heir.posts(heir.row("a"))
    await heir.passes(5)
    await heir.posts(heir.row("b", "77"))
    assert await paused(heir) == []


async def test_who_runs_alone_writes_none_down(post: Post) -> None:
    post.channel.script["a"] = [Outcome(Result.RETRY, why="flood", retry_after_s=60, scope="channel")]
    await post.posts(post.row("a"))
    assert await paused(post) == []
