from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.channels.port import ChannelStopped
from bot.channels.vk import receive as receive_module
from bot.channels.vk.channel import VkChannel
from handlers.base.event import Update
from tests.unit.adapters import RunningClock
from tests.unit.vk.fake import FakeVk, Refusal
from tests.unit.vk.test_translate import CHAT, message, new, update


class Enough(Exception):
    """The sink has seen what the test wants to see."""


class Sink:
    """Remembers batches; ends `receive` after so many."""

    def __init__(self, enough: int = 1) -> None:
        self.batches: list[tuple[list[str], str]] = []
        self.updates: list[Update] = []
        self.enough = enough

    async def __call__(self, batch: Sequence[Update], cursor: str) -> None:
        self.batches.append(([u.key for u in batch], cursor))
        self.updates += batch
        if len(self.batches) >= self.enough:
            raise Enough


async def run(channel: VkChannel, sink: Sink, cursor: str = "") -> None:
    with pytest.raises(Enough):
        await asyncio.wait_for(channel.receive(sink, cursor), 30)


def batch(ts: Any, *updates: Any) -> dict[str, Any]:
    return {"ts": ts, "updates": list(updates)}


def numbered(number: int, **fields: Any) -> dict[str, Any]:
    return new(conversation_message_id=number, **fields)


async def test_without_a_stored_place_the_servers_own_is_taken(vk: FakeVk, channel: VkChannel) -> None:
    vk.polls = [batch("101", numbered(1), numbered(2))]
    sink = Sink(2)
    await run(channel, sink)
    assert vk.polled[0]["ts"] == "100"
    assert sink.batches == [([], "100"), (["m:9:1", "m:9:2"], "101")]  # kept before anything came


async def test_after_a_start_it_goes_on_where_it_was(vk: FakeVk, channel: VkChannel) -> None:
    vk.polls = [batch("51", numbered(1)), batch(52, numbered(2))]
    sink = Sink(2)
    await run(channel, sink, "50")
    assert [p["ts"] for p in vk.polled] == ["50", "51"]
    assert [ts for _, ts in sink.batches] == ["51", "52"]


async def test_the_place_moves_only_after_the_batch_was_stored(vk: FakeVk, channel: VkChannel) -> None:
    vk.polls = [batch("51", numbered(1)), batch("51", numbered(1))]
    await run(channel, Sink(), "50")
    await run(channel, Sink(), "50")  # the next start, from the place that was stored
    assert [p["ts"] for p in vk.polled] == ["50", "50"]


async def test_nothing_is_asked_for_while_the_sink_is_at_work(vk: FakeVk, channel: VkChannel) -> None:
    vk.polls = [batch("51", numbered(1))]
    stored = asyncio.Event()

    async def slow(_: Sequence[Update], __: str) -> None:
        stored.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(channel.receive(slow, "50"))
    await asyncio.wait_for(stored.wait(), 30)
    await asyncio.sleep(0.05)
    assert len(vk.polled) == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_expired_key_is_renewed_at_the_same_place(vk: FakeVk, channel: VkChannel) -> None:
    vk.polls = [batch("51", numbered(1)), {"failed": 2}, batch("52", numbered(2))]
    sink = Sink(2)
    await run(channel, sink, "50")
    assert [p["ts"] for p in vk.polled] == ["50", "51", "51"]
    assert vk.polled[1]["key"] != vk.polled[2]["key"]
    assert vk.of("messages.getConversations") == []


def history(vk: FakeVk, *messages: dict[str, Any]) -> None:
    """What VK still knows: one dialogue with these messages, newest first."""
    last = messages[0] if messages else message()
    dialogue = {"conversation": {"peer": {"id": last["peer_id"]}}, "last_message": last}
    vk.answers["messages.getConversations"] = [{"count": 1, "items": [dialogue]}]
    vk.answers["messages.getHistory"] = [{"count": len(messages), "items": list(messages)}]


def recent(clock: RunningClock, number: int, ago_s: int = 60, **fields: Any) -> dict[str, Any]:
    return message(conversation_message_id=number, date=clock.now() // 1000 - ago_s, **fields)


@pytest.mark.parametrize("failed", [{"failed": 1, "ts": 900}, {"failed": 1, "ts": "900"}, {"failed": 3}])
async def test_a_gap_is_filled_from_history_before_going_on(
    vk: FakeVk, channel: VkChannel, clock: RunningClock, failed: dict[str, Any]
) -> None:
    ours = recent(clock, 3, 10, from_id=-5, out=1)
    history(vk, ours, recent(clock, 2, 20), recent(clock, 1, 30), recent(clock, 0, 30 * 86_400))
    vk.polls = [failed, batch("901", numbered(4))]
    sink = Sink(2)
    await run(channel, sink, "50")
    place = "900" if failed["failed"] == 1 else "100"
    assert sink.batches == [(["m:9:1", "m:9:2"], place), (["m:9:4"], "901")]
    assert vk.polled[1]["ts"] == place


async def test_one_odd_thing_in_the_history_loses_nothing_of_the_rest(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    odd = [None, "x", {}, {"conversation": None}, {"conversation": {"peer": {"id": None}}, "last_message": 5}]
    known = [{"conversation": {"peer": {"id": peer}}, "last_message": {"date": "soon"}} for peer in ("9", 8, 7)]
    vk.answers["messages.getConversations"] = [{"items": [*odd, *known]}]
    good = recent(clock, 1, 30) | {"date": str(clock.now() // 1000 - 30)}
    lists = {7: Refusal(917), 8: {"items": "none"}, 9: {"items": [None, {"date": []}, {"from_id": "x"}, good]}}
    vk.answers["messages.getHistory"] = [lambda asked: lists[int(asked["peer_id"])]] * 3
    vk.polls = [{"failed": 1, "ts": 900}]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches == [(["m:9:1"], "900")]


async def test_the_key_from_history_is_that_of_the_long_poll(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    history(vk, recent(clock, 17))
    vk.polls = [{"failed": 1, "ts": 900}]
    sink = Sink()
    await run(channel, sink, "50")
    live = channel.translate(sink.updates[0].raw)
    assert sink.updates[0].key == live.key == "m:9:17"
    assert live.event is not None


async def test_a_gap_at_the_very_first_start_brings_no_old_messages(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    history(vk, recent(clock, 1))
    vk.polls = [{"failed": 3}, batch("101", numbered(4))]
    sink = Sink(2)
    await run(channel, sink, "")
    assert sink.batches == [([], "100"), (["m:9:4"], "101")]


async def test_the_place_is_not_given_up_before_the_gap_is_filled(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    history(vk, recent(clock, 1))
    vk.answers["messages.getHistory"].insert(0, Refusal(status=502))
    vk.polls = [{"failed": 1, "ts": 900}, {"failed": 1, "ts": 900}]
    sink = Sink()
    await run(channel, sink, "50")
    assert [p["ts"] for p in vk.polled] == ["50", "50"]
    assert sink.batches == [(["m:9:1"], "900")]


async def test_a_gap_of_a_new_place_is_filled_although_the_first_try_fails(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    history(vk, recent(clock, 1))
    vk.answers["messages.getConversations"].insert(0, Refusal(status=0))
    vk.polls = [{"failed": 3}, batch("101", numbered(1), numbered(2))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches == [(["m:9:1", "m:9:2"], "101")]


async def test_a_gap_that_vk_will_not_fill_does_not_stop_the_stream(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.getConversations"] = [Refusal(15)]
    vk.polls = [{"failed": 1, "ts": 900}, batch("901", numbered(4))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches == [(["m:9:4"], "901")]


@pytest.mark.parametrize("answer", [1, [], {"items": [1]}, {"items": [{}]}, {"items": [{"conversation": {}}]}])
async def test_a_history_of_another_shape_does_not_stop_the_stream(vk: FakeVk, channel: VkChannel, answer: Any) -> None:
    vk.answers["messages.getConversations"] = [answer]
    vk.polls = [{"failed": 1, "ts": 900}, batch("901", numbered(4))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches == [(["m:9:4"], "901")]


@pytest.mark.parametrize("answer", [1, [], {}, {"key": "k"}])
async def test_a_server_of_another_shape_is_waited_out(
    vk: FakeVk, channel: VkChannel, clock: RunningClock, answer: Any
) -> None:
    vk.answers["groups.getLongPollServer"] = [answer, {"key": "k", "server": f"{vk.url}/lp", "ts": "100"}]
    vk.polls = [batch("51", numbered(1))]
    await run(channel, Sink(), "50")
    assert clock.slept == [1]


async def test_a_long_history_is_read_page_by_page(vk: FakeVk, channel: VkChannel, clock: RunningClock) -> None:
    everything = [recent(clock, 251 - i, 60 + i) for i in range(250)]
    history(vk, everything[0])
    vk.answers["messages.getHistory"] = [lambda p: {"items": everything[int(p["offset"]) :][:200]}]
    vk.polls = [{"failed": 1, "ts": 900}]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches[0][0] == [f"m:9:{n}" for n in range(2, 252)]


@pytest.mark.parametrize(
    "failed", [{"failed": 1, "ts": "50"}, {"failed": 2}, {"failed": 3}, {"failed": 4}, {"failed": "x"}]
)
async def test_failures_in_a_row_are_waited_out_ever_longer(
    vk: FakeVk, channel: VkChannel, clock: RunningClock, failed: dict[str, Any]
) -> None:
    history(vk)
    vk.answers["messages.getHistory"] = [{"items": []}]
    vk.polls = [failed] * 8 + [batch("51", numbered(1))]
    await run(channel, Sink(), "50")
    assert sum(clock.slept) > 60
    assert clock.slept == sorted(clock.slept)


@pytest.mark.parametrize("fault", [Refusal(status=502), Refusal(status=0), Refusal(status=200), [], {"ts": "51"}])
async def test_faults_of_the_network_are_waited_out_ever_longer(
    vk: FakeVk, channel: VkChannel, clock: RunningClock, fault: Any
) -> None:
    troubles: list[str] = []

    class Watch(RunningClock):
        async def sleep(self, seconds: float) -> None:
            troubles.append(channel.trouble)
            await clock.sleep(seconds)

    channel._receiver._clock = Watch()
    vk.polls = [fault] * 7 + [batch("51", numbered(1)), batch("52", numbered(2))]
    sink = Sink(2)
    await run(channel, sink, "50")
    assert clock.slept[:7] == [1, 2, 4, 8, 15, 30, 30]
    assert all(troubles)
    assert channel.trouble == ""
    assert [p["ts"] for p in vk.polled] == ["50"] * 8 + ["51"]


async def test_an_empty_answer_that_comes_at_once_does_not_keep_us_busy(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    vk.polls = [batch("50")] * 5 + [batch("51", numbered(1))]
    await run(channel, Sink(), "50")
    assert len(clock.slept) == 5


async def test_a_silent_session_is_built_anew_at_the_same_place(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    def silent(_: Any = None) -> dict[str, Any]:
        clock.ahead += receive_module.SILENCE_S + 1
        return batch("50")

    class Polls(list[Any]):
        def pop(self, _: Any = 0) -> Any:
            answer = super().pop(0)
            return silent() if answer == "silence" else answer

    vk.polls = Polls(["silence", batch("51", numbered(1))])
    await run(channel, Sink(), "50")
    assert vk.polled[0]["key"] != vk.polled[1]["key"]
    assert vk.polled[1]["ts"] == "50"


@pytest.mark.parametrize("code", [5, 27, 28])
async def test_a_refused_token_stops_the_channel(vk: FakeVk, channel: VkChannel, code: int) -> None:
    vk.answers["groups.getLongPollServer"] = [Refusal(code)]
    with pytest.raises(ChannelStopped, match=str(code)):
        await channel.receive(Sink(), "50")


@pytest.mark.parametrize("code", [6, 10, 15, 29, 100])
async def test_other_refusals_of_the_server_are_waited_out(vk: FakeVk, channel: VkChannel, code: int) -> None:
    address = {"key": "k", "server": f"{vk.url}/lp", "ts": "100"}
    vk.answers["groups.getLongPollServer"] = [Refusal(code), Refusal(code), address]
    vk.polls = [batch("51", numbered(1))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.batches == [(["m:9:1"], "51")]


async def test_a_shortened_message_is_fetched_whole(vk: FakeVk, channel: VkChannel) -> None:
    cropped = numbered(1, text="нача", is_cropped=True, ref="afisha", payload='{"d":"x"}')
    vk.answers["messages.getByConversationMessageId"] = [
        {"count": 1, "items": [message(conversation_message_id=1, text="начало и конец")]}
    ]
    vk.polls = [batch("51", cropped)]
    sink = Sink()
    await run(channel, sink, "50")
    said = sink.updates[0].event
    assert said is not None
    assert (said.text, said.ref, said.data, said.language) == ("начало и конец", "afisha", "x", "ru")
    again = channel.translate(sink.updates[0].raw).event
    assert again is not None
    assert again.text == said.text


@pytest.mark.parametrize("answer", [{"items": []}, Refusal(15), {}])
async def test_a_shortened_message_that_is_gone_comes_as_it_is(vk: FakeVk, channel: VkChannel, answer: Any) -> None:
    vk.answers["messages.getByConversationMessageId"] = [answer]
    vk.polls = [batch("51", numbered(1, text="нача", is_cropped=True))]
    sink = Sink()
    await run(channel, sink, "50")
    assert sink.updates[0].event is not None
    assert sink.updates[0].event.text == "нача"


async def test_one_unreadable_update_does_not_hold_up_its_batch(vk: FakeVk, channel: VkChannel) -> None:
    vk.polls = [batch("51", numbered(1), "nonsense", {"type": "message_new", "object": None}, {}, numbered(2))]
    sink = Sink()
    await run(channel, sink, "50")
    assert [bool(u.fault) for u in sink.updates] == [False, True, True, True, False]
    assert len({u.key for u in sink.updates}) == 5


async def test_who_came_to_a_chat_is_asked_for_anew(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.getConversationMembers"] = [{"items": []}, {"items": [{"member_id": 12}]}]
    assert (await channel.member(str(CHAT), "12")) == "gone"
    came = new(peer_id=CHAT, action={"type": "chat_invite_user", "member_id": 12})
    vk.polls = [batch("51", came, update("message_typing_state", {}))]
    await run(channel, Sink(), "50")
    assert (await channel.member(str(CHAT), "12")) == "member"
