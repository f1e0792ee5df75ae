"""What VK forbids for a while, and what it says to a message that it has already."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.port import Outcome, Result
from bot.channels.vk.channel import VkChannel
from tests.unit.vk.conftest import parcel
from tests.unit.vk.fake import FakeVk, Refusal
from tests.unit.vk.test_send import items, one


# -- a method that VK forbids for a while ----------------------------------------------------------------
@pytest.mark.parametrize("code", [14, 29])
@pytest.mark.parametrize(
    ("method", "how", "held"),
    [
        ("messages.send", {"chat": 42}, "send"),
        ("messages.edit", {"chat": 42, "edit": "5"}, "edit"),
        ("messages.delete", {"chat": 42, "op": "delete", "edit": "5"}, "delete"),
        ("messages.sendMessageEventAnswer", {"chat": 42, "op": "ack", "slot": "q", "purpose": "42"}, "ack"),
    ],
)
async def test_a_captcha_holds_the_method_that_it_was_said_for(
    vk: FakeVk, channel: VkChannel, code: int, method: str, how: dict[str, Any], held: str
) -> None:
    vk.answers[method] = [Refusal(code)]
    outcome = await one(channel, **how)
    assert (outcome.result, outcome.scope, outcome.method) == (Result.RETRY, "method", held)
    assert outcome.retry_after_s >= 60


async def test_a_captcha_inside_execute_holds_its_method_only(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.edit"] = [Refusal(29)]
    edited, sent = await channel.send([parcel(1, edit="5", number=1), parcel(2, number=2)])
    assert (edited.scope, edited.method) == ("method", "edit")
    assert sent.result is Result.SENT


async def test_an_execute_that_is_forbidden_holds_only_going_together(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["execute"] = [Refusal(29)]
    outcomes = await channel.send([parcel(1, edit="5", number=1), parcel(2, number=2)])
    assert [(o.result, o.scope, o.method) for o in outcomes] == [(Result.RETRY, "method", "together")] * 2


# -- a random_id that VK knows already -------------------------------------------------------------------
USED = "One of the parameters specified was missing or invalid: random_id is not unique"


async def test_a_random_id_that_was_used_means_that_the_message_is_there(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.send"] = [Refusal(100, text=USED)]
    assert await one(channel, chat=42) == Outcome(Result.SENT, why="said-already")


async def test_of_many_only_those_who_have_it_are_told_so(vk: FakeVk, channel: VkChannel) -> None:
    def answer(params: dict[str, str]) -> list[dict[str, Any]]:
        said = {"code": 100, "description": USED}
        bad = {"code": 100, "description": "One of the parameters specified was missing or invalid"}
        return [
            {"peer_id": 1, "message_id": 0, "conversation_message_id": 0, "error": said},
            {"peer_id": 2, "message_id": 0, "conversation_message_id": 0, "error": bad},
            {"peer_id": 3, "message_id": 0, "conversation_message_id": 8},
        ]

    vk.answers["messages.send"] = [answer]
    outcomes = await channel.send([parcel(chat, number=9) for chat in (1, 2, 3)])
    assert [o.result for o in outcomes] == [Result.SENT, Result.REJECTED, Result.SENT]
    assert outcomes[0].why == "said-already"


async def test_a_call_for_many_that_is_refused_so_goes_to_each_alone(vk: FakeVk, channel: VkChannel) -> None:
    def answer(params: dict[str, str]) -> Any:
        peers = params["peer_ids"].split(",")
        return items()(params) if peers == ["2"] else Refusal(100, text=USED)

    vk.answers["messages.send"] = [answer]
    outcomes = await channel.send([parcel(chat, number=9) for chat in (1, 2)])
    assert [o.why for o in outcomes] == ["said-already", ""]
    assert {o.result for o in outcomes} == {Result.SENT}


async def test_a_used_random_id_inside_execute_is_told_from_a_bad_request(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.send"] = [Refusal(100, text=USED), Refusal(100, text="message is empty")]
    outcomes = await channel.send([parcel(1, number=1), parcel(2, number=2)])
    assert [o.result for o in outcomes] == [Result.SENT, Result.REJECTED]
