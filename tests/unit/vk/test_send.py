from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.port import Outcome, Result, SendFile
from bot.channels.vk.calls import random_id
from bot.channels.vk.channel import VkChannel
from handlers.base.message import Button, FileRef, Message, escape
from tests.unit.vk.conftest import parcel
from tests.unit.vk.fake import FakeVk, Refusal

BUTTONS = Message("выберите", buttons=((Button("Да", "yes"),),))


def items(*faults: int) -> Callable[[dict[str, str]], Any]:
    """An answer for many, back to front, in which the peers `faults` got error 901."""

    def answer(params: dict[str, str]) -> list[dict[str, Any]]:
        peers = [int(p) for p in params["peer_ids"].split(",")]
        good = {"message_id": 0, "conversation_message_id": 3}
        bad = {"message_id": 0, "conversation_message_id": 0, "error": {"code": 901, "description": "no"}}
        return [{"peer_id": p, **(bad if p in faults else good)} for p in reversed(peers)]

    return answer


def only_alone(code: int, bad: int) -> Callable[[dict[str, str]], Any]:
    """Refuses every call that has the peer `bad` among its recipients."""

    def answer(params: dict[str, str]) -> Any:
        return Refusal(code) if str(bad) in params["peer_ids"].split(",") else items()(params)

    return answer


async def one(channel: VkChannel, **how: Any) -> Outcome:
    (outcome,) = await channel.send([parcel(**how)])
    return outcome


async def test_one_message_is_one_plain_call_that_brings_its_number(vk: FakeVk, channel: VkChannel) -> None:
    outcome = await one(channel, chat=42, number=123)
    assert outcome == Outcome(Result.SENT, ("49",))
    ((method, params),) = vk.calls
    assert method == "messages.send"
    assert (params["peer_ids"], params["random_id"], params["message"]) == ("42", "123", "привет")


async def test_equal_texts_for_many_go_in_one_call(vk: FakeVk, channel: VkChannel) -> None:
    outcomes = await channel.send([parcel(chat, number=9) for chat in range(1, 251)])
    assert {o.result for o in outcomes} == {Result.SENT}
    assert [len(p["peer_ids"].split(",")) for p in vk.of("messages.send")] == [100, 100, 50]
    assert vk.requests == 1
    assert [o.message_ids for o in outcomes[:3]] == [("8",), ("9",), ("10",)]


async def test_different_texts_go_in_one_execute_of_25(vk: FakeVk, channel: VkChannel) -> None:
    texts = {str(i): f"текст {i} «\"'\\/\n\u2028</script> 🚨" for i in range(1, 31)}
    outcomes = await channel.send([parcel(int(i), Message(escape(t)), number=int(i)) for i, t in texts.items()])
    assert {o.result for o in outcomes} == {Result.SENT}
    assert vk.requests == 2
    assert {p["peer_ids"]: p["message"] for p in vk.of("messages.send")} == texts


async def test_equal_texts_with_different_random_ids_stay_apart(vk: FakeVk, channel: VkChannel) -> None:
    await channel.send([parcel(1, number=1), parcel(2, number=2)])
    assert [p["random_id"] for p in vk.of("messages.send")] == ["1", "2"]


async def test_one_chat_twice_is_never_in_one_call(vk: FakeVk, channel: VkChannel) -> None:
    outcomes = await channel.send([parcel(1, number=5), parcel(1, number=5), parcel(2, number=5)])
    assert {o.result for o in outcomes} == {Result.SENT}
    assert sorted(p["peer_ids"] for p in vk.of("messages.send")) == ["1", "1,2"]


async def test_who_forbade_messages_does_not_hinder_the_others(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.send"] = [items(2)]
    outcomes = await channel.send([parcel(chat, number=9) for chat in (1, 2, 3)])
    assert [o.result for o in outcomes] == [Result.SENT, Result.UNREACHABLE, Result.SENT]
    assert outcomes[1].why == "forbidden"


async def test_a_peer_that_vk_does_not_mention_is_unknown(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.send"] = [[{"peer_id": 1, "message_id": 0, "conversation_message_id": 4}]]
    outcomes = await channel.send([parcel(1, number=9), parcel(2, number=9)])
    assert [o.result for o in outcomes] == [Result.SENT, Result.UNKNOWN]


@pytest.mark.parametrize("code", [100, 901, 125])
async def test_one_bad_recipient_does_not_sink_a_call_for_many(vk: FakeVk, channel: VkChannel, code: int) -> None:
    vk.answers["messages.send"] = [only_alone(code, 2)]
    outcomes = await channel.send([parcel(chat, number=9) for chat in (1, 2, 3)])
    assert [o.result is Result.SENT for o in outcomes] == [True, False, True]
    assert {p["random_id"] for p in vk.of("messages.send")} == {"9"}


@pytest.mark.parametrize("code", [6, 9, 10])
async def test_a_refusal_that_is_not_about_one_of_them_is_not_repeated(
    vk: FakeVk, channel: VkChannel, code: int
) -> None:
    vk.answers["messages.send"] = [Refusal(code)]
    outcomes = await channel.send([parcel(chat, number=9) for chat in (1, 2, 3)])
    assert vk.requests == 1
    assert all(o.result in (Result.RETRY, Result.UNKNOWN) for o in outcomes)


async def test_a_failing_call_inside_execute_concerns_its_own_parcel(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.send"] = [items(), Refusal(901), items(), Refusal(914)]
    outcomes = await channel.send([parcel(i, f"текст {i}", number=i) for i in (1, 2, 3, 4)])
    assert [(o.result, o.why) for o in outcomes] == [
        (Result.SENT, ""),
        (Result.UNREACHABLE, "forbidden"),
        (Result.SENT, ""),
        (Result.REJECTED, "too-long"),
    ]


async def test_fewer_errors_than_failures_leave_the_rest_unknown(vk: FakeVk, channel: VkChannel) -> None:
    def answer(_: dict[str, str]) -> Any:
        return Refusal(
            status=200, body=json.dumps({"response": [False, False], "execute_errors": [{"error_code": 901}]})
        )

    vk.answers["execute"] = [answer]
    outcomes = await channel.send([parcel(1, "a", number=1), parcel(2, "b", number=2)])
    assert [o.result for o in outcomes] == [Result.UNREACHABLE, Result.UNKNOWN]


@pytest.mark.parametrize("response", [[[{"peer_id": 1, "conversation_message_id": 4}]], [], False, None, {"a": 1}])
async def test_an_execute_that_is_cut_short_leaves_the_rest_unknown(
    vk: FakeVk, channel: VkChannel, response: Any
) -> None:
    vk.answers["execute"] = [response]
    outcomes = await channel.send([parcel(1, "a", number=1), parcel(2, "b", number=2)])
    assert outcomes[1].result is Result.UNKNOWN


@pytest.mark.parametrize("code", [12, 13, 100])
async def test_an_execute_that_vk_cannot_read_goes_call_by_call(vk: FakeVk, channel: VkChannel, code: int) -> None:
    vk.answers["execute"] = [Refusal(code)]
    outcomes = await channel.send([parcel(1, "a", number=1), parcel(2, "b", number=2)])
    assert [o.result for o in outcomes] == [Result.SENT, Result.SENT]
    assert vk.requests == 3


@pytest.mark.parametrize("status", [0, 502])
async def test_an_execute_without_an_answer_is_unknown_for_all(vk: FakeVk, channel: VkChannel, status: int) -> None:
    vk.answers["execute"] = [Refusal(status=status)]
    outcomes = await channel.send([parcel(1, "a", number=1), parcel(2, "b", number=2)])
    assert [o.result for o in outcomes] == [Result.UNKNOWN, Result.UNKNOWN]
    assert vk.requests == 1


async def test_a_refused_token_stops_the_channel(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.send"] = [Refusal(5)]
    outcome = await one(channel)
    assert outcome.stop
    assert outcome.result is Result.RETRY


@pytest.mark.parametrize("code", [911, 912])
async def test_a_refused_keyboard_is_said_to_be_left_out_but_only_once(
    vk: FakeVk, channel: VkChannel, code: int
) -> None:
    vk.answers["messages.send"] = [Refusal(code)]
    first = await one(channel, message=BUTTONS)
    assert (first.result, first.plain) == (Result.RETRY, True)
    again = await one(channel, message=BUTTONS, plain=True)
    assert (again.result, again.plain) == (Result.REJECTED, False)


# -- replies, edits, removals, acknowledgements ----------------------------------------------
async def test_a_reply_forwards_the_message_by_its_number(vk: FakeVk, channel: VkChannel) -> None:
    await channel.send([parcel(7, reply_to="31"), parcel(8, number=78)])
    reply = next(p for p in vk.of("messages.send") if "forward" in p)
    assert reply["peer_ids"] == "7"
    assert json.loads(reply["forward"]) == {"peer_id": 7, "conversation_message_ids": [31], "is_reply": 1}


@pytest.mark.parametrize("code", [100, 913, 921, 969])
async def test_a_reply_to_what_is_not_there_goes_without(vk: FakeVk, channel: VkChannel, code: int) -> None:
    vk.answers["messages.send"] = [Refusal(code)]
    assert (await one(channel, reply_to="31")).gone
    assert (await one(channel)).result is Result.REJECTED


async def test_only_the_first_part_of_an_answer_replies(vk: FakeVk, channel: VkChannel) -> None:
    await one(channel, message="я" * 5000, part=1, reply_to="31")
    assert "forward" not in vk.of("messages.send")[0]


async def test_an_edit_says_text_and_buttons_again(vk: FakeVk, channel: VkChannel) -> None:
    outcome = await one(channel, chat=7, message=BUTTONS, op="put", edit="31", slot="screen:1")
    assert outcome == Outcome(Result.SENT, ("31",))
    (params,) = vk.of("messages.edit")
    assert (params["peer_id"], params["cmid"], params["message"]) == ("7", "31", "выберите")
    assert json.loads(params["keyboard"])["buttons"][0][0]["action"]["label"] == "Да"


@pytest.mark.parametrize("answer", [Refusal(909), Refusal(920), Refusal(100), Refusal(15), 0])
async def test_an_edit_that_is_impossible_asks_for_a_new_message(vk: FakeVk, channel: VkChannel, answer: Any) -> None:
    vk.answers["messages.edit"] = [answer]
    outcome = await one(channel, op="put", edit="31", slot="card:1")
    assert (outcome.result, outcome.gone) == (Result.RETRY, True)


async def test_a_removal_is_for_everybody(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.delete"] = [[{"peer_id": 7, "conversation_message_id": 31, "response": 1}]]
    assert (await one(channel, chat=7, message="", op="delete", edit="31")).result is Result.SENT
    (params,) = vk.of("messages.delete")
    assert (params["cmids"], params["delete_for_all"]) == ("31", "1")


async def test_a_removal_that_comes_too_late_is_final(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.delete"] = [[{"peer_id": 7, "conversation_message_id": 31, "error": {"code": 924}}]]
    outcome = await one(channel, chat=7, message="", op="delete", edit="31")
    assert (outcome.result, outcome.why) == (Result.REJECTED, "too-late")


async def test_an_acknowledgement_shows_its_toast(vk: FakeVk, channel: VkChannel) -> None:
    await one(channel, chat=7, op="ack", body="Готово " * 30, slot="ev1", purpose="9")
    (params,) = vk.of("messages.sendMessageEventAnswer")
    assert (params["event_id"], params["user_id"], params["peer_id"]) == ("ev1", "9", "7")
    data = json.loads(params["event_data"])
    assert data["type"] == "show_snackbar"
    assert len(data["text"]) == 90


async def test_an_empty_acknowledgement_only_stops_the_spinner(vk: FakeVk, channel: VkChannel) -> None:
    ack = parcel(7, op="ack", slot="ev1", purpose="9")
    ack.row.body = ""
    assert (await channel.send([ack]))[0].result is Result.SENT
    assert "event_data" not in vk.of("messages.sendMessageEventAnswer")[0]


async def test_an_acknowledgement_that_vk_does_not_know_any_more_is_expired(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["messages.sendMessageEventAnswer"] = [Refusal(100)]
    assert (await one(channel, op="ack", body="да", slot="ev1", purpose="9")).result is Result.EXPIRED


async def test_all_kinds_of_calls_share_one_request(vk: FakeVk, channel: VkChannel) -> None:
    outcomes = await channel.send(
        [
            parcel(1, number=1),
            parcel(2, number=2, op="put", edit="5"),
            parcel(3, number=3, op="ack", body="да", slot="e", purpose="3"),
            parcel(4, number=4, op="delete", edit="6"),
        ]
    )
    assert [o.result for o in outcomes] == [Result.SENT] * 4
    assert vk.requests == 1


@pytest.mark.parametrize("chat", ["", "x", "-"])
async def test_a_parcel_that_cannot_be_read_does_not_hinder_the_others(
    vk: FakeVk, channel: VkChannel, chat: str
) -> None:
    broken = parcel(1)
    broken.row.chat = chat
    outcomes = await channel.send([broken, parcel(2)])
    assert [o.result for o in outcomes] == [Result.REJECTED, Result.SENT]


async def test_nothing_to_say_is_said_without_a_call(vk: FakeVk, channel: VkChannel) -> None:
    message = Message("x", files=(FileRef("photo", "stored:1"),))
    lost = parcel(1, message, op="put", slot="card:1", part=1, files=(SendFile("photo", stored_id=1),))
    assert (await channel.send([lost]))[0] == Outcome(Result.REJECTED, why="no-file", bad_files=(0,))
    assert (await channel.send([parcel(1, "x", part=5)]))[0] == Outcome(Result.SENT)
    assert vk.requests == 0


@pytest.mark.parametrize("row_id", [1, 77, 2**31 - 1, 2**31 - 2])
def test_random_ids_of_the_parts_of_a_row_are_int32_not_zero_and_different(row_id: int) -> None:
    ids = [random_id(row_id, part) for part in range(50)]
    assert ids[0] == row_id
    assert len(set(ids)) == 50
    assert all(0 < i < 2**31 for i in ids)
    assert ids == [random_id(row_id, part) for part in range(50)]
