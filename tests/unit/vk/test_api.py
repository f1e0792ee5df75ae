from __future__ import annotations

import asyncio
import json
import threading
import traceback
from pathlib import Path

import pytest
from vk_api.exceptions import ApiError

from bot.channels.vk.api import Api, plain_value
from bot.channels.vk.errors import CALL_FAULTS
from tests.unit.adapters import RunningClock
from tests.unit.vk.fake import TOKEN, FakeVk, Refusal

SECRET = "тай" + "на"


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("value", "said"),
    [(True, 1), (False, 0), ([1, 2], "1,2"), ({"a": "я"}, '{"a":"я"}'), ("x", "x"), (1.5, 1.5), ([], "")],
)
def test_values_are_said_as_vk_wants_them(value: object, said: object) -> None:
    assert plain_value(value) == said
    assert type(plain_value(value)) is type(said)


def test_a_value_that_vk_cannot_take_is_refused_here() -> None:
    with pytest.raises(TypeError):
        plain_value(object())


async def test_version_and_token_go_with_every_call(vk: FakeVk, api: Api) -> None:
    await api.call("messages.getHistory", peer_id=1, count=None)
    assert vk.of("messages.getHistory") == [{"peer_id": "1", "v": "5.199", "access_token": TOKEN}]


@pytest.mark.parametrize(
    "answer", [Refusal(5), Refusal(14), Refusal(status=502), Refusal(status=0), Refusal(status=200)]
)
async def test_the_token_and_the_text_are_in_no_error(vk: FakeVk, api: Api, answer: Refusal) -> None:
    vk.answers["messages.send"] = [answer]
    with pytest.raises(CALL_FAULTS) as raised:
        await api.call("messages.send", peer_ids=[1], random_id=1, message=SECRET)
    fault = raised.value
    assert isinstance(fault, Exception)
    shown = "".join(traceback.format_exception(fault)) + repr(vars(fault)) + str(fault)
    shown += repr(getattr(getattr(fault, "request", None), "body", "")) + repr(getattr(fault, "values", ""))
    shown += repr(vars(getattr(fault, "response", None) or object))
    assert TOKEN not in shown
    assert SECRET not in shown


@pytest.mark.parametrize("code", [6, 14, 17])
async def test_a_refusal_is_neither_repeated_nor_solved_here(vk: FakeVk, api: Api, code: int) -> None:
    vk.answers["messages.getHistory"] = [Refusal(code)]
    with pytest.raises(ApiError) as raised:
        await api.call("messages.getHistory", peer_id=1)
    assert raised.value.code == code
    assert vk.requests == 1


async def test_slow_calls_do_not_wait_for_each_other(vk: FakeVk, api: Api) -> None:
    together = threading.Barrier(6, timeout=30)

    def slow(_: dict[str, str]) -> int:
        together.wait()  # breaks unless six are under way at once
        return 1

    vk.answers["messages.getHistory"] = [slow]
    answers = await asyncio.gather(*(api.call("messages.getHistory", peer_id=1) for _ in range(6)))
    assert answers == [1] * 6


class Sleeping(RunningClock):
    """Its time passes only by sleeping, and by as much as `late` more."""

    def __init__(self) -> None:
        super().__init__()
        self.at, self.late = 100.0, 0.0

    def monotonic(self) -> float:
        return self.at

    def sleep_in_thread(self, seconds: float) -> None:
        self.at += seconds + self.late


def leaving(monkeypatch: pytest.MonkeyPatch, clock: Sleeping, count: int, late: dict[int, float]) -> list[float]:
    """When calls leave of which some are held up by so much."""
    monkeypatch.setattr("time.sleep", clock.sleep_in_thread)
    api, left = Api(TOKEN, clock, "http://localhost", 20), list[float]()
    for number in range(count):
        clock.at += late.get(number, 0.0)
        api._wait_turn()
        left.append(clock.at)
    api.close()
    return left


def test_calls_leave_a_little_more_than_a_twentieth_of_a_second_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    left = leaving(monkeypatch, Sleeping(), 4, {})
    assert left == pytest.approx([100.0, 100.0525, 100.105, 100.1575])


def test_calls_that_were_held_up_do_not_catch_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is planned in time; but the first of every ten leaves half a second late, as a thread may."""
    clock = Sleeping()
    monkeypatch.setattr("time.sleep", clock.sleep_in_thread)
    api, left = Api(TOKEN, clock, "http://localhost", 20), list[float]()
    planned = [100.0 + n * 0.0525 for n in range(100)]
    for number, at in enumerate(planned):
        really = at + (0.5 if number % 10 == 0 else 0.0)
        clock.at = max(clock.at, really)
        while (wait_s := api._until_free(at)) > 0:
            clock.sleep_in_thread(wait_s)
        left.append(clock.at)
    api.close()
    assert max(sum(1 for at in left if start <= at < start + 1) for start in left) <= 20


async def test_an_api_address_with_a_slash_at_its_end_works(vk: FakeVk, clock: RunningClock) -> None:
    api = Api(TOKEN, clock, vk.url + "/", 1000)
    assert await api.call("messages.setActivity", peer_id=1) == 1
    api.close()


async def test_a_file_comes_whole(vk: FakeVk, api: Api, tmp_path: Path) -> None:
    vk.files["/a.jpg"] = (200, b"x" * 200_000)
    assert await api.download(f"{vk.url}/a.jpg", tmp_path / "a.jpg", 300_000) == ""
    assert (tmp_path / "a.jpg").read_bytes() == b"x" * 200_000


@pytest.mark.parametrize(("status", "why"), [(404, "gone"), (403, "gone"), (502, "later"), (0, "later")])
async def test_a_file_that_does_not_come_leaves_nothing(
    vk: FakeVk, api: Api, tmp_path: Path, status: int, why: str
) -> None:
    vk.files["/a.jpg"] = (status, b"oops")
    assert await api.download(f"{vk.url}/a.jpg", tmp_path / "a.jpg", 100) == why
    assert names(tmp_path) == []


async def test_a_file_over_the_limit_is_not_kept(vk: FakeVk, api: Api, tmp_path: Path) -> None:
    vk.files["/a.jpg"] = (200, b"x" * 101)
    assert await api.download(f"{vk.url}/a.jpg", tmp_path / "a.jpg", 100) == "too-big"
    assert names(tmp_path) == []


async def test_an_address_that_is_no_web_address_is_gone(api: Api, tmp_path: Path) -> None:
    assert await api.download("file:///etc/passwd", tmp_path / "a", 100) == "gone"
    assert names(tmp_path) == []


async def test_json_is_not_escaped_into_something_longer(vk: FakeVk, api: Api) -> None:
    await api.call("messages.sendMessageEventAnswer", event_id="e", user_id=1, peer_id=1, event_data={"text": "ё"})
    assert json.loads(vk.of("messages.sendMessageEventAnswer")[0]["event_data"]) == {"text": "ё"}
