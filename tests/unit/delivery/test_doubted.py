"""A person who may be out of reach: what is for him waits longer and longer, and goes at once when he is heard of."""

from __future__ import annotations

from bot.channels.port import Outcome, Result
from storage.records import OutboxState
from tests.unit.delivery.post import CHAT, Post

DOUBTED = Outcome(Result.RETRY, why="blocked", doubted=True)
LATER = Outcome(Result.RETRY, why="too-many")
SENT, WAITING = OutboxState.SENT, OutboxState.WAITING


async def refused_for(post: Post, said: Outcome, minutes: int = 10) -> None:
    post.channel.refusing[CHAT] = said
    await post.posts(post.row("old"))
    for _ in range(minutes):
        await post.passes(60)
    post.channel.refusing.clear()


async def test_what_waits_goes_when_he_is_heard_of_and_so_does_what_he_is_answered(post: Post) -> None:
    await refused_for(post, DOUBTED)
    answer = post.row("answer")
    await post.posts(answer)
    assert await post.state(answer) is WAITING
    post.sender.alive({CHAT, "8"})
    await post.settles()
    assert await post.state(answer) is SENT
    assert post.texts[-2:] == ["old", "answer"]


async def test_what_waits_for_another_reason_keeps_its_pause(post: Post) -> None:
    """Whoever writes does not make his messenger quicker."""
    await refused_for(post, LATER)
    calls = len(post.channel.calls)
    post.sender.alive({CHAT})
    await post.settles()
    assert len(post.channel.calls) == calls
