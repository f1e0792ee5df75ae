"""Whatever VK or a proxy before it answers: nothing ends, nothing is lost silently, reading goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.port import ChannelStopped, Outcome, Parcel, Result
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.longpoll import is_place
from handlers.base.message import Message
from storage.records import OutboxRow
from tests.unit.adapters import RunningClock
from tests.unit.vk.fake import FakeVk, Refusal
from tests.unit.vk.test_receive import Sink, batch, numbered, run

DEEP = "[" * 5000 + "]" * 5000


def a_page(body: str) -> Any:
    """An answer with status 200 and these very bytes."""
    return Refusal(status=200, body=body)


SHAPES: list[Any] = [
    {"ts": "51", "updates": None},
    {"ts": "51", "updates": {}},
    {"ts": "51", "updates": "x"},
    {"ts": "51"},
    *({}, [], 1, None),
]


@pytest.mark.parametrize("odd", SHAPES, ids=lambda a: repr(a)[:40])
async def test_an_answer_of_no_known_shape_is_waited_out_at_the_same_place(
    vk: FakeVk, channel: VkChannel, clock: RunningClock, odd: Any
) -> None:
    vk.polls = [odd, odd, odd, batch("51", numbered(1))]
    sink = Sink()
    with capture_logs() as logs:
        await run(channel, sink, "50")
    assert [p["ts"] for p in vk.polled] == ["50"] * 4
    assert sink.batches == [(["m:9:1"], "51")]
    assert clock.slept == [1, 2, 4]
    assert len([entry for entry in logs if entry["event"] == "vk_receive_fault"]) == 1


@pytest.mark.parametrize(
    "item", [1, "x", None, [], {}, {"type": []}, {"type": "message_new", "object": []}], ids=lambda a: repr(a)[:40]
)
async def test_an_item_that_cannot_be_read_is_kept_and_the_next_one_is_read(
    vk: FakeVk, channel: VkChannel, item: Any
) -> None:
    vk.polls = [batch("51", item, numbered(1))]
    sink = Sink()
    await run(channel, sink, "50")
    [fault] = [update for update in sink.updates if update.fault]
    assert json.loads(fault.raw) == item
    assert fault.key
    assert [update.key for update in sink.updates if update.event] == ["m:9:1"]


@pytest.mark.parametrize("ts", [None, {}, [], "", "None", "abc", -1, True, 2**70, 1.5], ids=lambda a: repr(a)[:40])
async def test_a_place_that_is_none_is_neither_stored_nor_asked_for(vk: FakeVk, channel: VkChannel, ts: Any) -> None:
    vk.polls = [batch(ts, numbered(1)), batch("52", numbered(2))]
    sink = Sink(2)
    await run(channel, sink, "50")
    assert [p["ts"] for p in vk.polled] == ["50", "50"]
    assert sink.batches == [(["m:9:1"], "50"), (["m:9:2"], "52")]


@pytest.mark.parametrize("cursor", ["None", "{}", "-7"])
async def test_a_place_that_was_stored_wrongly_is_a_gap(vk: FakeVk, channel: VkChannel, cursor: str) -> None:
    vk.answers["messages.getConversations"] = [{"count": 0, "items": []}]
    vk.polls = [batch("101", numbered(1))]
    sink = Sink()
    await run(channel, sink, cursor)
    assert [p["ts"] for p in vk.polled] == ["100"]
    assert vk.of("messages.getConversations"), "what was missed is looked for"


def test_places_are_numbers() -> None:
    assert [is_place(ts) for ts in ("0", 0, "1830212", 17)] == [True] * 4


@pytest.mark.parametrize("failed", ["x", [], {}, 99, -1, True, 2**70], ids=lambda a: repr(a)[:40])
async def test_a_failure_that_nobody_knows_renews_everything_and_goes_on(
    vk: FakeVk, channel: VkChannel, failed: Any
) -> None:
    vk.answers["messages.getConversations"] = [{"count": 0, "items": []}]
    vk.polls = [{"failed": failed}, batch("101", numbered(1))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches[-1] == (["m:9:1"], "101")


SERVERS: list[Any] = [
    {"key": 1, "server": "s", "ts": "1"},
    {"key": "k", "server": None, "ts": "1"},
    {"key": "k", "server": 7, "ts": "1"},
    {"key": "k", "server": "x", "ts": None},
    *(None, "s"),
]


@pytest.mark.parametrize("server", SERVERS, ids=lambda a: repr(a)[:40])
async def test_a_server_that_cannot_be_asked_is_asked_for_again(vk: FakeVk, channel: VkChannel, server: Any) -> None:
    vk.answers["groups.getLongPollServer"] = [server, {"key": "k", "server": f"{vk.url}/lp", "ts": "100"}]
    vk.polls = [batch("51", numbered(1))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches == [(["m:9:1"], "51")]


async def test_a_batch_that_comes_again_and_again_is_asked_for_slowly(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    vk.polls = [*[batch("50", numbered(1))] * 6, batch("51", numbered(2))]
    await run(channel, Sink(7), "50")
    assert clock.slept == [1, 2, 4, 8, 15, 30]


async def test_a_gap_that_can_never_be_read_is_given_up_aloud(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.getConversations"] = [a_page(DEEP)]
    vk.polls = [*[{"failed": 1, "ts": 900}] * 6, batch("901", numbered(4))]
    sink = Sink()
    with capture_logs() as logs:
        await run(channel, sink, "50")
    assert sink.batches[-1] == (["m:9:4"], "901")
    assert [entry for entry in logs if entry["event"] == "vk_gap_unreadable"]


# -- answers to what is sent -----------------------------------------------------------------------
def parcels(count: int = 1) -> list[Parcel]:
    rows = [OutboxRow(i + 1, "vk", str(20 + i), 2, "send", "", random_id=i + 1) for i in range(count)]
    return [Parcel(made, Message(f"здравствуйте, {made.id}")) for made in rows]


ANSWERS: list[Any] = [
    *(None, "x", {}, [], [None], [1]),
    [{"peer_id": {}}],
    [{"peer_id": 1e400}],
    [{"peer_id": 20, "error": 3}],
    *(a_page(DEEP), a_page("<html>"), a_page("")),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: repr(a)[:40])
@pytest.mark.parametrize("count", [1, 3])
async def test_each_row_has_an_outcome_whatever_vk_answers(
    vk: FakeVk, channel: VkChannel, answer: Any, count: int
) -> None:
    vk.answers["messages.send"] = [answer]
    outcomes = await channel.send(parcels(count))
    assert [outcome.result for outcome in outcomes] == [Result.UNKNOWN] * count


@pytest.mark.parametrize("answer", [None, "x", {}, 7, [None, None, None], a_page(DEEP)], ids=lambda a: repr(a)[:40])
async def test_an_odd_execute_leaves_every_row_unknown(vk: FakeVk, channel: VkChannel, answer: Any) -> None:
    vk.answers["execute"] = [answer]
    assert [outcome.result for outcome in await channel.send(parcels(3))] == [Result.UNKNOWN] * 3


@pytest.mark.parametrize("said", [{}, [], "x", None, {"peer_id": 20}, -3])
async def test_the_number_of_a_message_is_a_number_or_is_not_told(vk: FakeVk, channel: VkChannel, said: Any) -> None:
    vk.answers["messages.send"] = [[{"peer_id": 20, "conversation_message_id": said}]]
    [outcome] = await channel.send(parcels())
    assert outcome == Outcome(Result.SENT, ("-3",) if said == -3 else ())


@pytest.mark.parametrize(
    "odd", [None, "x", 1, [], [1], {"groups": 3}, {"groups": [None]}, a_page(DEEP)], ids=lambda a: repr(a)[:40]
)
async def test_who_we_are_is_refused_or_asked_again_but_breaks_nothing(
    vk: FakeVk, channel: VkChannel, odd: Any
) -> None:
    vk.answers["groups.getById"] = [odd]
    with pytest.raises((OSError, ChannelStopped)):
        await channel.start()
