"""Whatever Telegram, a proxy or an own server answers: nothing ends, nothing is lost silently, reading goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.channels.answers import WAIT_READING_S, WAIT_SENDING_S, UnreadableAnswer, in_turns, parse
from bot.channels.port import Outcome, Parcel, Result
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.receive import PAUSE_MAX_S
from handlers.base.event import Update
from handlers.base.message import Message
from tests.unit.adapters import QuickClock
from tests.unit.telegram.api import Api, error, ok, page, row
from tests.unit.telegram.test_receive import Stop, message, receive

DEEP = b'{"ok":true,"result":' + b"[" * 5000 + b"]" * 5000 + b"}"


def raw(body: bytes) -> Callable[[web.Request], web.Response]:
    return lambda _: web.Response(body=body, content_type="application/json")


def poison(number: int) -> bytes:
    """An update that is there and that no reader of JSON gets through."""
    return b'{"ok":true,"result":[{"update_id":%d,"message":{"text":' % number + b"[" * 4000 + b"]" * 4000 + b"}}]}"


class Taken:
    """Keeps what is handed over, each key once as the intake does; stops at the text that a test waits for."""

    def __init__(self, until: str) -> None:
        self.until, self.updates = until, dict[str, Update]()

    async def __call__(self, updates: Sequence[Update], cursor: str) -> None:
        for update in updates:
            self.updates.setdefault(update.key, update)
        if any(u.event and u.event.text == self.until for u in updates):
            raise Stop

    @property
    def faults(self) -> list[Update]:
        return [update for update in self.updates.values() if update.fault]


BAD: list[Any] = [
    1,
    "x",
    None,
    {},
    [],
    {"message": {}},
    *({"update_id": n, "message": {}} for n in ("abc", -4, 2**70, [1], None, True, 1.5)),
]


@pytest.mark.parametrize("odd", BAD, ids=repr)
async def test_an_item_without_a_number_is_kept_once_and_the_next_one_is_read(
    api: Api, channel: TelegramChannel, odd: Any
) -> None:
    api.tell("getUpdates", ok([odd]), ok([odd]), ok([odd, message(7, "яма")]), ok([odd]), ok([odd, message(8, "свет")]))
    taken = Taken("свет")
    await receive(channel, taken)
    assert [u.event.text for u in taken.updates.values() if u.event] == ["яма", "свет"]
    [fault] = taken.faults
    assert json.loads(fault.raw) == odd
    assert api.calls("getUpdates")[-1]["offset"] == 8, "what has a number is confirmed"


async def test_an_item_with_a_number_and_nothing_else_that_can_be_read_is_kept_and_confirmed(
    api: Api, channel: TelegramChannel
) -> None:
    deep: Any = []
    for _ in range(600):
        deep = [deep]
    api.tell("getUpdates", ok([{"update_id": 5, "message": deep}, {"update_id": "6", "message": 1}]), ok([message(7)]))
    taken = Taken("яма")
    await receive(channel, taken)
    assert {u.key for u in taken.faults} == {"5", "6"}
    assert api.calls("getUpdates")[-1]["offset"] == 7


@pytest.mark.parametrize("number", [None, "", -4, 2**70, 1.5, []], ids=repr)
async def test_who_writes_in_an_update_without_a_number_is_answered_once(
    api: Api, channel: TelegramChannel, number: Any
) -> None:
    odd = message(5, "дерево") | {"update_id": number}
    api.tell("getUpdates", ok([odd]), ok([odd]), ok([odd, message(7, "яма")]))
    taken = Taken("яма")
    await receive(channel, taken)
    assert [u.event.text for u in taken.updates.values() if u.event] == ["дерево", "яма"]
    assert taken.faults == []


async def test_numbers_that_begin_anew_at_zero_lose_nothing_and_say_nothing_twice(
    api: Api, channel: TelegramChannel
) -> None:
    """A server of one's own that lost what it had: its new updates have numbers that were seen."""
    anew = message(1, "свет") | {"update_id": 0}, message(2, "снег") | {"update_id": 5}
    api.tell("getUpdates", ok([message(5, "яма"), message(5, "яма")]), ok([*anew]), ok([*anew, message(6, "вода")]))
    taken = Taken("вода")
    await receive(channel, taken)
    assert [u.event.text for u in taken.updates.values() if u.event] == ["яма", "свет", "снег", "вода"]
    assert [call.get("offset") for call in api.calls("getUpdates")] == [None, 6, 6]
    assert taken.faults == []


async def test_an_answer_of_thousands_of_things_lets_others_have_their_turn() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    busy = asyncio.create_task(others())
    seen = await in_turns(lambda _: turns, range(2_000))
    busy.cancel()
    assert len(set(seen)) > 5


def test_an_answer_of_millions_of_values_is_not_made_of_its_bytes() -> None:
    """Some kilobytes, packed; a gigabyte of empty lists."""
    with pytest.raises(UnreadableAnswer):
        parse(b'{"ok":true,"result":[' + b"[]," * 1_500_000 + b"1]}")
    assert parse(json.dumps(["слова, " * 40_000] * 10).encode())


WHOLE = [
    DEEP, b'{"ok":true,"result":null}', b'{"ok":true,"result":{}}', b'{"ok":true,"result":"x"}', b'{"ok":true}',
    b'{"ok":"yes","result":[]}', b"[]", b"", b"\xff\xfe", b"<html>",
]  # fmt: skip


@pytest.mark.parametrize("body", WHOLE, ids=range(len(WHOLE)))
async def test_an_answer_of_no_known_shape_is_said_once_and_asked_for_again(
    api: Api, channel: TelegramChannel, clock: QuickClock, body: bytes
) -> None:
    troubles: list[str] = []

    def noting(_: web.Request) -> web.Response:
        troubles.append(channel.trouble)
        return web.Response(body=body, content_type="application/json")

    api.tell("getUpdates", *[noting] * 5, ok([message(7)]))
    with capture_logs() as logs:
        await receive(channel, Taken("яма"))
    assert all(troubles[1:])
    assert channel.trouble == ""
    assert clock.slept == [1, 2, 4, 8, 15]
    assert len([entry for entry in logs if entry["event"] == "telegram_receive_failed"]) == 1


@pytest.mark.parametrize(
    "text", [b'"\xff\xfe\xfd"', b"1" + b"0" * 5000, b"-" + b"9" * 4999, b"1e999", b"NaN", b'"\\ud800"']
)
async def test_one_odd_value_in_a_batch_holds_up_nobody(api: Api, channel: TelegramChannel, text: bytes) -> None:
    whole = json.dumps(message(9, "яма")).encode()
    api.tell(
        "getUpdates", raw(b'{"ok":true,"result":[{"update_id":8,"message":{"text":' + text + b"}}," + whole + b"]}")
    )
    taken = Taken("яма")
    await receive(channel, taken)
    assert [u.key for u in taken.faults] == ["8"]
    taken.faults[0].raw.encode()  # a database takes it


async def test_an_update_that_makes_the_answer_unreadable_is_kept_aside_at_last(
    api: Api, channel: TelegramChannel
) -> None:
    api.tell("getUpdates", *[raw(poison(41))] * 7, ok([message(42)]))
    taken = Taken("яма")
    await receive(channel, taken)
    assert [(u.key, u.raw[:30]) for u in taken.faults] == [("41", '{"ok":true,"result":[{"update_')]
    asked = api.calls("getUpdates")
    assert [call["limit"] for call in asked] == [100, 100, 100, 1, 1, 1, 1, 1]
    assert [call.get("offset", 0) for call in asked[-2:]] == [0, 42]
    assert channel.translate(taken.faults[0].raw).fault, "faults retry finds it as unreadable as before"


async def test_a_batch_that_comes_again_and_again_is_asked_for_slowly(
    api: Api, channel: TelegramChannel, clock: QuickClock
) -> None:
    api.tell("getUpdates", *[ok([message(3), message(4)])] * 9, ok([message(5, "свет")]))
    taken = Taken("свет")
    with capture_logs() as logs:
        await receive(channel, taken)
    assert clock.slept == [1, 2, 4, 8, 15, 15, 15, 15]
    assert max(clock.slept) <= PAUSE_MAX_S
    assert len([entry for entry in logs if entry["event"] == "telegram_repeats"]) == 1


@pytest.mark.parametrize(
    ("asked", "slept"),
    [
        (1_000_000, WAIT_READING_S),
        (10**400, WAIT_READING_S),
        (-5, 1),
        (0, 1),
        ("7", 7),
        ("soon", 1),
        ([3], 1),
        (None, 1),
    ],
)
async def test_a_pause_that_telegram_asks_for_has_an_end(
    api: Api, channel: TelegramChannel, clock: QuickClock, asked: Any, slept: float
) -> None:
    told = error(429, "Too Many Requests") | {"parameters": {"retry_after": asked}}
    api.tell("getUpdates", lambda _: web.json_response(told, status=429), ok([message(1)]))
    await receive(channel, Taken("яма"))
    assert clock.slept == [slept]


# -- answers to what is sent -----------------------------------------------------------------------
async def sent(api: Api, channel: TelegramChannel, *replies: Any) -> Outcome:
    api.tell("sendMessage", *replies)
    [outcome] = await channel.send([Parcel(row(), Message("здравствуйте"))])
    return outcome


@pytest.mark.parametrize("result", [None, True, 1, "x", [], {}, [None, 1, {}], {"message_id": {}}, {"photo": {}}])
async def test_a_message_that_was_sent_is_sent_whatever_is_said_of_it(
    api: Api, channel: TelegramChannel, result: Any
) -> None:
    outcome = await sent(api, channel, raw(json.dumps(ok(result)).encode()))
    assert outcome == Outcome(Result.SENT)


@pytest.mark.parametrize("body", [DEEP, b"[]", b"null", b"\xff", b"<html>", b'{"ok":1}'])
async def test_of_an_answer_that_nobody_can_read_nobody_knows(api: Api, channel: TelegramChannel, body: bytes) -> None:
    assert (await sent(api, channel, raw(body))).result is Result.UNKNOWN


@pytest.mark.parametrize(
    ("asked", "kept"), [(10**9, WAIT_SENDING_S), (10**400, WAIT_SENDING_S), (-1, 5), ("40", 40), (True, 5), ({}, 5)]
)
async def test_a_pause_of_a_chat_has_an_end_too(api: Api, channel: TelegramChannel, asked: Any, kept: float) -> None:
    told = error(429, "Too Many Requests") | {"parameters": {"retry_after": asked}}
    outcome = await sent(api, channel, lambda _: web.json_response(told, status=429))
    assert (outcome.result, outcome.retry_after_s) == (Result.RETRY, kept)


@pytest.mark.parametrize("new", [{}, [], "abc", True, 2**80, 5])
async def test_a_group_moves_only_to_what_can_be_a_chat(api: Api, channel: TelegramChannel, new: Any) -> None:
    told = error(400, "Bad Request: group chat was upgraded") | {"parameters": {"migrate_to_chat_id": new}}
    assert (await sent(api, channel, lambda _: web.json_response(told, status=400))).migrated_to == ""


async def test_a_group_does_not_move_to_where_it_is(api: Api, channel: TelegramChannel) -> None:
    told = error(400, "Bad Request: group chat was upgraded") | {"parameters": {"migrate_to_chat_id": -5}}
    api.tell("sendMessage", lambda _: web.json_response(told, status=400))
    [outcome] = await channel.send([Parcel(row(chat="-5"), Message("здравствуйте"))])
    assert (outcome.result, outcome.migrated_to) == (Result.RETRY, "")


@pytest.mark.parametrize("result", [None, 1, [], ["x"], {}, {"status": {}}, {"status": ["member"]}])
async def test_other_questions_have_no_answer_then(api: Api, channel: TelegramChannel, result: Any) -> None:
    for method in ("getChatMember", "getChatAdministrators", "getChat", "getFile", "getMe"):
        api.tell(method, raw(json.dumps(ok(result)).encode()))
    assert await channel.member("-100", "5") == "unknown"
    assert await channel.administrators("-100") in (None, [])
    assert await channel.can_write("-100") in (None, False)
    with pytest.raises(OSError, match="telegram"):
        await channel.start()


async def test_a_page_of_a_proxy_with_status_200_stops_nothing(api: Api, channel: TelegramChannel) -> None:
    api.tell("getUpdates", page(200), ok([message(1)]))
    async with asyncio.timeout(20):
        await receive(channel, Taken("яма"))
