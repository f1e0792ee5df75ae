from __future__ import annotations

import pytest
import requests

from bot.channels.port import Result
from bot.channels.vk import errors
from bot.channels.vk.api import Api
from tests.ports import free_port
from tests.unit.adapters import RunningClock
from tests.unit.vk.fake import TOKEN, FakeVk, Refusal

ROWS = {
    Result.SENT: (errors.SAID_ALREADY,),
    Result.UNKNOWN: (1, 10, 36),
    Result.RETRY: (5, 6, 9, 14, 17, 24, 25, 27, 28, 29, 909, 911, 912, 913, 920, 921, 944, 969, 984),
    Result.UNREACHABLE: (18, 900, 901, 902, 932, 936, 1021),
    Result.REJECTED: (
        *(7, 12, 13, 15, 100, 113, 125, 910, 914, 917, 922, 924, 925, 927, 935, 940, 943, 945, 946),
        *(950, 962, 967, 985, 987, 988),
    ),
}


@pytest.mark.parametrize(("result", "code"), [(r, c) for r, codes in ROWS.items() for c in codes])
def test_every_code_of_the_table_means_one_result(result: Result, code: int) -> None:
    outcome = errors.outcome_of_code(code)
    assert outcome.result is result
    assert outcome.why
    assert outcome.why.isascii()


def test_no_row_of_the_table_is_left_unproven() -> None:
    assert sorted(errors.TABLE) == sorted(c for codes in ROWS.values() for c in codes)


@pytest.mark.parametrize("code", [5, 17, 24, 25, 27, 28])
def test_what_only_a_person_can_mend_stops_the_channel(code: int) -> None:
    assert errors.outcome_of_code(code).stop


def test_nothing_else_stops_the_channel() -> None:
    assert {c for c, o in errors.TABLE.items() if o.stop} == {5, 17, 24, 25, 27, 28}


@pytest.mark.parametrize(
    ("code", "scope", "seconds"),
    [(6, "channel", 1), (9, "chat", 60), (14, "method", 300), (29, "method", 300), (984, "method", 600)],
)
def test_a_refusal_holds_what_it_concerns_for_as_long_as_it_should(code: int, scope: str, seconds: int) -> None:
    outcome = errors.outcome_of_code(code)
    assert (outcome.scope, outcome.retry_after_s) == (scope, seconds)


@pytest.mark.parametrize("code", [911, 912])
def test_a_keyboard_that_vk_refuses_is_left_out_next_time(code: int) -> None:
    assert errors.outcome_of_code(code).plain


@pytest.mark.parametrize("code", [909, 913, 920, 921, 969])
def test_what_is_not_there_any_more_is_said_so(code: int) -> None:
    assert errors.outcome_of_code(code).gone


def test_what_says_nothing_of_the_message_but_of_the_chat_is_marked_so() -> None:
    assert {c for c, o in errors.TABLE.items() if o.shut} == {7, 15, 917, 922, 925, 927, 935, 945, 946}


def test_an_unknown_code_is_final_and_named() -> None:
    outcome = errors.outcome_of_code(31337)
    assert (outcome.result, outcome.why) == (Result.REJECTED, "code-31337")


async def _fault(api: Api) -> Exception:
    with pytest.raises(errors.CALL_FAULTS) as raised:
        await api.call("messages.getConversations", count=1)
    fault = raised.value
    assert isinstance(fault, Exception)
    return fault


async def test_a_closed_port_means_that_nothing_left_the_machine(clock: RunningClock) -> None:
    api = Api(TOKEN, clock, f"http://127.0.0.1:{free_port()}", 1000)
    assert errors.outcome_of(await _fault(api)) == errors.NETWORK_DOWN
    api.close()


async def test_a_name_that_cannot_be_found_means_that_nothing_left_the_machine(clock: RunningClock) -> None:
    api = Api(TOKEN, clock, "http://no-such-host.invalid", 1000)
    assert errors.outcome_of(await _fault(api)).result is Result.RETRY
    api.close()


@pytest.mark.parametrize("status", [0, 500, 502, 504])
async def test_no_answer_after_the_request_was_written_is_unknown(vk: FakeVk, api: Api, status: int) -> None:
    vk.answers["messages.getConversations"] = [Refusal(status=status)]
    assert errors.outcome_of(await _fault(api)).result is Result.UNKNOWN


async def test_a_page_instead_of_an_answer_is_unknown(vk: FakeVk, api: Api) -> None:
    vk.answers["messages.getConversations"] = [Refusal(status=200)]
    assert errors.outcome_of(await _fault(api)).result is Result.UNKNOWN


@pytest.mark.parametrize("body", ["[]", "null", "{}", '"ok"'])
async def test_an_answer_of_another_shape_is_unknown(vk: FakeVk, api: Api, body: str) -> None:
    vk.answers["messages.getConversations"] = [Refusal(status=200, body=body)]
    assert errors.outcome_of(await _fault(api)).result is Result.UNKNOWN


def test_timeouts_are_told_apart_by_whether_a_connection_was_made() -> None:
    from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, ReadTimeoutError

    pool: object = None
    never = requests.ConnectTimeout(MaxRetryError(pool, "/", ConnectTimeoutError("late")))  # type: ignore[arg-type]
    later = requests.ReadTimeout(ReadTimeoutError(pool, "/", "late"))  # type: ignore[arg-type]
    assert errors.outcome_of(never).result is Result.RETRY
    assert errors.outcome_of(later).result is Result.UNKNOWN
