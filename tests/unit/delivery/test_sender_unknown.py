"""What may have arrived, what a restart finds, and what a failing database does to the sender."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.channels.port import Outcome, Parcel, Result
from handlers.base.message import FileRef, Message
from storage.open import make_store
from storage.records import Lane, OutboxRow, OutboxState
from tests.unit.delivery.post import FakeChannel, Post, open_post
from tests.unit.reception import FlakyStore, failing

UNKNOWN = Outcome(Result.UNKNOWN, why="timeout")
SENT = OutboxState.SENT
GIVEN_UP = OutboxState.GIVEN_UP


async def later(post: Post, seconds: int = 60, steps: int = 12) -> None:
    for _ in range(steps):
        await post.passes(seconds / steps)


@pytest.mark.parametrize(("careful", "calls"), [(1, 3), (0, 2)])
async def test_what_stays_unknown_is_repeated_as_often_as_promised_and_then_given_up(
    post: Post, careful: int, calls: int
) -> None:
    post.channel.script["a"] = [UNKNOWN] * 9
    row = post.row("a", careful=careful)
    await post.posts(row)
    await later(post)
    assert post.texts == ["a"] * calls
    stored = await post.stored(row)
    assert (stored.state, stored.why, stored.unknowns) == (GIVEN_UP, "unknown", calls)


async def test_a_careful_row_that_arrives_at_last_is_sent(post: Post) -> None:
    post.channel.script["a"] = [UNKNOWN, UNKNOWN]
    row = post.row("a", careful=1)
    await post.posts(row)
    await later(post)
    assert post.texts == ["a"] * 3
    assert await post.state(row) is SENT


async def test_an_ordinary_row_is_not_repeated_when_the_chat_has_had_something_since(post: Post) -> None:
    post.channel.gate.clear()
    row = post.row("a", lane=Lane.PERSON)
    await post.posts(row)
    other = post.row("b", lane=Lane.OPERATORS, state=int(SENT), finished_at=post.clock.now() + 1)
    await post.keep(other)
    post.channel.script["a"] = [UNKNOWN]
    post.channel.gate.set()
    await post.settles()
    await later(post)
    assert post.texts == ["a"]
    assert await post.state(row) is GIVEN_UP


async def test_a_toast_is_nothing_that_the_chat_has_had(post: Post) -> None:
    post.channel.gate.clear()
    row = post.row("a")
    await post.posts(row)
    await post.keep(post.row("t", op="ack", lane=Lane.ACK, state=int(SENT), finished_at=post.clock.now() + 1))
    post.channel.script["a"] = [UNKNOWN]
    post.channel.gate.set()
    await post.settles()
    await later(post)
    assert post.texts == ["a", "a"]
    assert await post.state(row) is SENT


async def test_an_unknown_acknowledgement_is_not_repeated(post: Post) -> None:
    post.channel.script[""] = [UNKNOWN]
    row = post.row("toast", op="ack", lane=Lane.ACK, slot="q")
    await post.posts(row)
    await later(post)
    assert len(post.channel.calls) == 1
    assert await post.state(row) is GIVEN_UP


async def test_an_unknown_edit_is_repeated_as_an_edit(post: Post) -> None:
    await post.posts(post.row("new", slot="card:1"))
    post.channel.script["taken"] = [UNKNOWN] * 3
    row = post.row("taken", slot="card:1")
    await post.posts(row)
    await later(post)
    assert [c.edit for c in post.channel.calls] == ["", "101", "101", "101", "101"]
    assert await post.state(row) is SENT


async def test_later_rows_wait_until_an_unknown_one_is_decided(post: Post) -> None:
    post.channel.script["a"] = [UNKNOWN]
    await post.posts(post.row("a", careful=1), post.row("b"))
    assert post.texts == ["a"]
    await later(post)
    assert post.texts == ["a", "a", "b"]


# -- restarts ------------------------------------------------------------------------------------------
async def test_a_moment_that_a_clock_set_years_ahead_is_not_waited_for(post: Post) -> None:
    row = post.row("late", due_at=post.clock.now() + 3650 * 86_400_000)
    await post.keep(row)
    await post.restarts()
    assert post.texts == []
    await post.passes(601)
    assert (post.texts, await post.state(row)) == (["late"], OutboxState.SENT)


async def killed_with(post: Post, row: OutboxRow) -> None:
    """The program dies while the row is under way, and starts again."""
    post.channel.gate.clear()
    await post.posts(row)
    assert await post.state(row) is OutboxState.CLAIMED
    await post.dies()
    await post.starts()


@pytest.mark.parametrize("careful", [0, 1])
async def test_a_row_claimed_before_a_kill_is_unknown_and_is_sent_once_more(post: Post, careful: int) -> None:
    row = post.row("a", careful=careful)
    await killed_with(post, row)
    await later(post)
    stored = await post.stored(row)
    assert (stored.state, stored.unknowns) == (SENT, 1)
    assert post.texts == ["a", "a"]


class PoisonedChannel(FakeChannel):
    """The program ends whenever it sends "bad"; what is on its way in that moment gets no answer either."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.ends = asyncio.Event()

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        if any(parcel.message.text == "bad" for parcel in parcels):
            self.ends.set()
        await asyncio.sleep(0.01)
        if self.ends.is_set():
            await asyncio.Event().wait()
        return await super().send(parcels)


async def test_what_ends_the_program_each_time_costs_no_other_row_its_message(post: Post) -> None:
    """After some deaths the rows that all of them met go one at a time: then only the one to blame meets the rest."""
    await post.dies()
    post.channel = channel = PoisonedChannel()
    rows = [post.row(text, text, careful=1) for text in ("bad", *"abcdefgh")]
    await post.keep(*rows)
    deaths = 0
    while await post.state(rows[0]) is not GIVEN_UP:
        assert deaths < 22
        await post.starts(wait=False)
        while not post.sender.loaded:  # noqa: ASYNC110 - set by the sender
            await asyncio.sleep(0.005)
        post.clock.leap(61)
        ends, goes_on = asyncio.create_task(channel.ends.wait()), asyncio.create_task(all_final(post, rows))
        await asyncio.wait((ends, goes_on), timeout=10, return_when=asyncio.FIRST_COMPLETED)
        deaths += ends.done()
        ends.cancel()
        goes_on.cancel()
        await post.dies()
        channel.ends.clear()
    assert [await post.state(row) for row in rows[1:]] == [SENT] * 8
    assert deaths == 21


async def all_final(post: Post, rows: Sequence[OutboxRow]) -> None:
    while any([await post.state(row) < SENT for row in rows]):  # noqa: ASYNC110 - states in a database
        await asyncio.sleep(0.02)


async def test_what_a_start_finds_goes_before_what_is_written_while_it_looks(post: Post) -> None:
    """A screen that a kill left unknown does not take the place of the answer to its button."""
    screen = post.row("screen", slot="s", careful=1)
    post.channel.gate.clear()
    await post.posts(screen)
    await post.dies()
    answer = post.row("answer", slot="s", careful=1)
    await post.keep(answer)
    await post.starts(wait=False)
    post.sender.offer([answer])
    await post.settles()
    await later(post)
    assert post.texts == ["screen", "screen", "answer"]
    assert post.channel.calls[-1].edit


async def test_kills_count_as_unknown_attempts_until_the_row_is_given_up(post: Post) -> None:
    row = post.row("a", careful=1, then="delivered:4")
    await killed_with(post, row)
    for _ in range(20):
        post.channel.gate.clear()
        calls = len(post.channel.calls)
        post.clock.leap(61)
        await post.until_called(calls + 1)
        await post.dies()
        await post.starts()
    await later(post)
    assert post.texts == ["a"] * 21
    assert await post.state(row) is GIVEN_UP
    assert len(post.news()) == 1


async def test_what_waited_at_a_kill_goes_once_after_it(post: Post) -> None:
    await post.dies()
    rows = [post.row(t) for t in "abc"]
    await post.keep(*rows)
    await post.starts()
    assert post.texts == ["a", "b", "c"]


async def test_a_row_that_no_one_told_of_is_found_by_the_sweep(post: Post) -> None:
    await post.keep(post.row("a"))
    assert post.texts == []
    await post.sender.sweep()
    await post.settles()
    await post.sender.sweep()
    await post.settles()
    assert post.texts == ["a"]


async def test_a_stop_finishes_what_is_under_way_and_claims_nothing_more(post: Post) -> None:
    post.channel.gate.clear()
    first, second = post.row("a"), post.row("b")
    await post.posts(first, second)
    stopping = asyncio.create_task(post.stops_cleanly())
    await post.gets_on()
    assert not stopping.done()
    post.channel.gate.set()
    await stopping
    assert [await post.state(first), await post.state(second)] == [SENT, OutboxState.WAITING]
    assert post.texts == ["a"]


# -- the database fails ---------------------------------------------------------------------------------
@pytest.fixture
async def flaky(tmp_path: Path) -> AsyncIterator[tuple[Post, FlakyStore]]:
    """A sender whose database can be made to fail."""
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = FlakyStore(make_store(url))
    await store.open()
    await store.migrate()
    async with open_post(store, url, tmp_path) as post:
        yield post, store
    await store.close()


async def test_nothing_is_sent_before_its_claim_is_committed(flaky: tuple[Post, FlakyStore]) -> None:
    post, store = flaky
    row = post.row("a")
    await post.keep(row)
    store.before = failing(3)
    post.sender.offer([row])
    await post.gets_on()
    assert post.texts == []
    await post.seconds_pass(8)
    assert post.texts == ["a"]
    assert await post.state(row) is SENT


async def test_a_claim_whose_answer_was_lost_is_not_forgotten(flaky: tuple[Post, FlakyStore]) -> None:
    post, store = flaky
    row = post.row("a")
    await post.keep(row)
    store.after = failing(1)
    post.sender.offer([row])
    await post.gets_on()
    await post.seconds_pass(8)
    assert post.texts == ["a"]
    assert await post.state(row) is SENT


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_outcome_that_could_not_be_written_is_written_later_and_the_row_goes_once(
    flaky: tuple[Post, FlakyStore], when: str
) -> None:
    post, store = flaky
    post.channel.gate.clear()
    rows = [post.row("a", then="delivered:4"), post.row("b")]
    await post.posts(*rows)
    setattr(store, when, failing(2))
    post.channel.gate.set()
    await post.gets_on()
    await post.seconds_pass(8)
    assert post.texts == ["a", "b"]
    assert [await post.state(r) for r in rows] == [SENT, SENT]
    assert len(await post.look("timer", "key", "kind = 'delivered'")) == 1


async def test_a_database_that_cannot_be_read_makes_rows_wait_and_stops_nothing(flaky: tuple[Post, FlakyStore]) -> None:
    post, store = flaky
    await post.posts(post.row("card", slot="card:1"))
    file = FileRef("photo", "stored:3")
    row = post.row("taken", slot="card:1")
    photo = post.row("see")
    photo.body = Message("see", files=(file,)).dump()
    await post.keep(row, photo)
    store.reading = failing(2)
    post.sender.offer([row, photo])
    await post.gets_on()
    await post.seconds_pass(8)
    assert sorted(text.partition("\n")[0] for text in post.texts) == ["card", "see", "taken"]
    assert "не передан" in "".join(post.texts)  # a file that nobody has is named


async def test_a_sender_that_starts_while_the_database_is_locked_begins_when_it_is_free(
    flaky: tuple[Post, FlakyStore],
) -> None:
    post, store = flaky
    row = post.row("a", state=int(OutboxState.CLAIMED), careful=1, attempts=1)
    await post.dies()
    await post.keep(row)
    store.before = failing(2)
    await post.starts(wait=False)
    await post.seconds_pass(8)
    assert post.texts == ["a"]
    assert await post.state(row) is SENT
