"""Long polling: markers, what comes twice, webhooks of others, faults that are waited out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiohttp import web

from bot.channels.max.channel import MaxChannel
from bot.channels.max.receive import AT_ONCE, WITHIN_S
from bot.channels.port import ChannelStopped
from handlers.base.event import Update
from tests.unit.adapters import QuickClock
from tests.unit.max.api import ANNA, BOT, DIALOG, TOKEN, Api, about, refusal, said
from tests.unit.telegram.api import page


class Stop(Exception):
    pass


class Desk:
    """Takes batches; after so many it stops the reading."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.batches: list[tuple[list[str], str]] = []

    async def sink(self, updates: Sequence[Update], cursor: str) -> None:
        self.batches.append(([update.key for update in updates], cursor))
        if len(self.batches) >= self.most:
            raise Stop


async def read(channel: MaxChannel, most: int = 1, cursor: str = "") -> list[tuple[list[str], str]]:
    desk = Desk(most)
    await channel.start()
    with pytest.raises(Stop):
        async with asyncio.timeout(30):
            await channel.receive(desk.sink, cursor)
    return desk.batches


def batch(marker: Any, *updates: Any) -> dict[str, Any]:
    return {"updates": list(updates), "marker": marker}


async def test_a_batch_is_handed_over_with_its_marker_and_given_back_only_then(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /updates", batch(8, said()), batch(9, about("bot_stopped")))
    assert [cursor for _, cursor in await read(channel, 2, "7")] == ["8", "9"]
    queries = [query for query, _ in api.calls("GET /updates")]
    assert [query["marker"] for query in queries] == ["7", "8"]
    assert {(query["limit"], query["timeout"]) for query in queries} == {("100", "30")}
    assert {"message_created", "bot_stopped", "message_callback", "comment_created"} <= set(
        queries[0]["types"].split(",")
    )
    assert api.tokens == {TOKEN}


async def test_the_marker_of_an_empty_answer_is_kept_too(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /updates", batch(8), batch(8), batch(None), batch(9, said()))
    assert await read(channel, 2) == [([], "8"), (["m:mid.ab"], "9")]
    assert [query.get("marker") for query, _ in api.calls("GET /updates")] == [None, "8", "8", "8"]


async def test_a_marker_of_zero_is_kept_and_given_back(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /updates", batch(0, said()), batch(1))
    assert [cursor for _, cursor in await read(channel, 2)] == ["0", "1"]
    assert [query.get("marker") for query, _ in api.calls("GET /updates")] == [None, "0"]


async def test_what_comes_twice_in_a_batch_is_handed_over_once(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /updates", batch(8, said(), said(), said(body={"mid": "mid.2"})))
    assert await read(channel) == [(["m:mid.ab", "m:mid.2"], "8")]


class Reader(Desk):
    """Takes one batch, as it is."""

    def __init__(self) -> None:
        super().__init__(1)
        self.updates: list[Update] = []

    async def sink(self, updates: Sequence[Update], cursor: str) -> None:
        self.updates += updates
        raise Stop


async def read_whole(channel: MaxChannel) -> list[Update]:
    desk = Reader()
    with pytest.raises(Stop):
        async with asyncio.timeout(30):
            await channel.receive(desk.sink, "")
    return desk.updates


async def test_whose_a_message_without_its_sender_is_max_is_asked_by_its_dialogue(
    channel: MaxChannel, api: Api
) -> None:
    lost = [said("Яма", sender={"name": "?"}, body={"mid": "mid.1"}), said("Дом 4", sender=None, body={"mid": "mid.2"})]
    api.tell("GET /updates", batch(8, *lost))
    api.tell("GET /chats/9001", {"chat_id": 9001, "type": "dialog", "status": "active", "dialog_with_user": ANNA})
    events = [update.event for update in await read_whole(channel)]
    assert [(event.chat, event.sender, event.text) for event in events if event] == [
        ("42", "42", "Яма"), ("42", "42", "Дом 4"),
    ]  # fmt: skip
    assert len(api.calls("GET /chats/9001")) == 1


@pytest.mark.parametrize(
    "answer",
    [refusal(404, "chat.not.found"), page(502), {"dialog_with_user": BOT}, {"dialog_with_user": {"user_id": "?"}}, {}],
)
async def test_where_max_does_not_say_whose_it_is_the_message_is_kept_aside(
    channel: MaxChannel, api: Api, answer: Any
) -> None:
    api.tell("GET /updates", batch(8, said(sender={}), said("Яма", {**DIALOG, "chat_id": 9002}, body={"mid": "mid.2"})))
    api.tell("GET /chats/9001", answer)
    (lost, other) = await read_whole(channel)
    assert (lost.event, lost.writer, lost.fault) == (None, None, "max: unreadable at message.sender.user_id")
    assert other.event is not None


async def test_a_batch_that_comes_again_and_again_is_asked_for_slowly(
    channel: MaxChannel, api: Api, clock: QuickClock
) -> None:
    api.tell("GET /updates", batch(None, said()))
    await read(channel, 5)
    assert [pause for pause in clock.slept if pause in (1.0, 2.0, 4.0)] == [1.0, 2.0, 4.0]


async def test_webhooks_of_others_are_taken_away(channel: MaxChannel, api: Api) -> None:
    hooks = {"subscriptions": [{"url": "https://old.example/hook?a=1", "time": 1}]}
    api.tell("GET /subscriptions", hooks, {"subscriptions": []}, hooks)
    api.tell("GET /updates", batch(8, said()), refusal(405), batch(9, about("bot_stopped")))
    await read(channel, 2)
    assert [query for query, _ in api.calls("DELETE /subscriptions")] == [{"url": "https://old.example/hook?a=1"}]
    assert len(api.calls("GET /subscriptions")) == 2


async def test_faults_are_waited_out_and_told(channel: MaxChannel, api: Api, clock: QuickClock) -> None:
    troubles: list[str] = []

    def seen(_: web.Request) -> web.Response:
        troubles.append(channel.trouble)
        return web.json_response(batch(8, said()))

    faults = (page(502), refusal(500, "internal"), refusal(429, "too.many.requests"), page(200))
    api.tell("GET /updates", *faults, seen)
    await read(channel)
    assert troubles == ["not-json"]
    assert [pause for pause in clock.slept if pause in (1.0, 2.0, 4.0, 8.0)] == [1.0, 2.0, 4.0, 8.0]
    assert channel.trouble == ""


async def test_a_refused_token_stops_the_channel(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /updates", refusal(401, "verify.token", "Invalid access_token"))
    with pytest.raises(ChannelStopped):
        await channel.receive(Desk(1).sink, "")


async def test_max_is_not_asked_more_often_than_it_allows(channel: MaxChannel, api: Api, clock: QuickClock) -> None:
    asked: list[float] = []

    def answer(_: web.Request) -> web.Response:
        asked.append(clock.monotonic())
        return web.json_response(batch(len(asked), said(body={"mid": f"mid.{len(asked)}"})))

    api.tell("GET /updates", answer)
    await read(channel, 12)
    assert all(later - sooner >= WITHIN_S for sooner, later in zip(asked, asked[AT_ONCE:], strict=False))


async def test_one_update_that_cannot_be_read_is_kept_aside(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /updates", batch(8, 5, {"update_type": "sun_has_set"}, said()))
    ((keys, _),) = await read(channel)
    assert len(keys) == 3
