"""Receiving: an update is confirmed only after it was taken, and no fault of the line loses one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.channels.port import ChannelStopped
from bot.channels.telegram.channel import TelegramChannel
from handlers.base.event import Update
from tests.unit.adapters import QuickClock
from tests.unit.telegram.api import Api, cut, error, ok, page


def message(number: int, text: str = "яма") -> dict[str, Any]:
    person = {"id": 42, "is_bot": False, "first_name": "Анна"}
    chat = {"id": 42, "type": "private"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "chat": chat, "from": person, "text": text},
    }


class Stop(Exception):
    pass


class Sink:
    """Takes batches until there are enough."""

    def __init__(self, api: Api, batches: int) -> None:
        self.api, self.left = api, batches
        self.keys: list[list[str]] = []
        self.confirmed_before: list[int] = []

    async def __call__(self, updates: Sequence[Update], cursor: str) -> None:
        assert cursor == ""
        self.keys.append([u.key.partition(":")[0] for u in updates])
        self.confirmed_before.append(max((c.get("offset", 0) for c in self.api.calls("getUpdates")), default=0))
        self.left -= 1
        if not self.left:
            raise Stop


async def receive(channel: TelegramChannel, sink: Any) -> None:
    with pytest.raises(Stop):
        await asyncio.wait_for(channel.receive(sink, ""), 20)


async def test_batch_is_confirmed_only_after_the_sink_returned(api: Api, channel: TelegramChannel) -> None:
    api.tell("getUpdates", ok([message(10), message(12)]), ok([]), ok([message(13)]))
    sink = Sink(api, 2)
    await receive(channel, sink)
    assert sink.keys == [["10", "12"], ["13"]]
    assert sink.confirmed_before == [0, 13]
    assert [c.get("offset") for c in api.calls("getUpdates")] == [None, 13, 13]


async def test_sink_cancelled_in_its_work_confirms_nothing(api: Api, channel: TelegramChannel) -> None:
    api.tell("getUpdates", ok([message(10)]))
    begun = asyncio.Event()

    async def sink(updates: Sequence[Update], cursor: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(channel.receive(sink, ""))
    await asyncio.wait_for(begun.wait(), 20)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [c.get("offset") for c in api.calls("getUpdates")] == [None]


async def test_updates_are_asked_for_by_name_and_no_webhook_keeps_them(api: Api, channel: TelegramChannel) -> None:
    api.tell("getUpdates", ok([message(1)]))
    await receive(channel, Sink(api, 1))
    assert api.calls("deleteWebhook") == [{"drop_pending_updates": False}]
    [asked] = api.calls("getUpdates")
    assert asked["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
    assert asked["limit"] == 100


async def test_faults_of_the_line_are_waited_out_with_growing_pauses(
    api: Api, channel: TelegramChannel, clock: QuickClock
) -> None:
    troubles: list[str] = []
    api.tell("getUpdates", cut, page(502), error(500, "x"), cut, cut, cut, ok([message(1)]), cut, ok([message(2)]))
    sink = Sink(api, 2)

    async def watching(updates: Sequence[Update], cursor: str) -> None:
        troubles.append(channel.trouble)
        await sink(updates, cursor)

    await receive(channel, watching)
    assert clock.slept == [1, 2, 4, 8, 15, 15, 1]
    assert sink.keys == [["1"], ["2"]]
    assert troubles == ["", ""]


async def test_too_many_requests_waits_as_long_as_it_says(
    api: Api, channel: TelegramChannel, clock: QuickClock
) -> None:
    api.tell("getUpdates", error(429, "Too Many Requests", retry_after=33), ok([message(1)]))
    await receive(channel, Sink(api, 1))
    assert clock.slept == [33]


async def test_second_instance_is_said_once_a_minute_and_loses_nothing(
    api: Api, channel: TelegramChannel, clock: QuickClock
) -> None:
    conflict = error(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance")
    api.tell("getUpdates", ok([message(1)]), *[conflict] * 8, ok([message(2)]))
    sink = Sink(api, 2)
    with structlog.testing.capture_logs() as logs:
        await receive(channel, sink)
    said = [entry for entry in logs if entry["event"] == "telegram_second_instance"]
    assert len(said) == 1 + int(sum(clock.slept[:7]) // 60)
    assert sink.keys == [["1"], ["2"]]


async def test_webhook_that_somebody_set_is_taken_away_again(api: Api, channel: TelegramChannel) -> None:
    active = error(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
    api.tell("getUpdates", active, ok([message(1)]))
    await receive(channel, Sink(api, 1))
    assert len(api.calls("deleteWebhook")) == 2


@pytest.mark.parametrize("method", ["deleteWebhook", "getUpdates"])
async def test_refused_token_stops_the_channel(api: Api, channel: TelegramChannel, method: str) -> None:
    api.tell(method, error(401, "Unauthorized"))

    async def sink(updates: Sequence[Update], cursor: str) -> None:
        raise AssertionError

    with pytest.raises(ChannelStopped) as raised:
        await channel.receive(sink, "")
    assert "secret" not in str(raised.value)


async def test_404_page_of_a_proxy_does_not_stop_the_channel(api: Api, channel: TelegramChannel) -> None:
    api.tell("getUpdates", page(404), ok([message(1)]))
    await receive(channel, Sink(api, 1))


async def test_unreadable_update_is_handed_over_as_a_fault_beside_the_others(
    api: Api, channel: TelegramChannel
) -> None:
    broken = {"update_id": 2, "message": {"message_id": "много", "text": "Секрет"}}
    api.tell("getUpdates", ok([message(1), broken, {"update_id": 3, "brand_new": {}}]))
    taken: list[Update] = []

    async def sink(updates: Sequence[Update], cursor: str) -> None:
        taken.extend(updates)
        raise Stop

    await receive(channel, sink)
    assert [u.key.partition(":")[0] for u in taken] == ["1", "2", "3"]
    assert taken[0].event is not None
    assert taken[1].event is None
    assert "message.chat.id" in taken[1].fault
    assert "Секрет" not in taken[1].fault
    assert "Секрет" in taken[1].raw
    assert taken[2].event is None
    assert not taken[2].fault
    assert channel.translate(taken[0].raw) == taken[0]


async def test_logs_hold_no_token_and_no_text(api: Api, channel: TelegramChannel) -> None:
    def rude(_: web.Request) -> web.Response:
        return web.json_response(error(400, "Bad Request: Секрет"), status=400)

    api.tell("getUpdates", cut, rude, ok([message(1, "Секрет")]))
    with structlog.testing.capture_logs() as logs:
        await receive(channel, Sink(api, 1))
    assert logs
    assert not [entry for entry in logs if "secret" in str(entry) or "Секрет" in str(entry)]
