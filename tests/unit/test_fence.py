"""Whoever may not speak writes not one byte to a messenger, though the connection stands; what it had goes back."""

from __future__ import annotations

import asyncio
from asyncio.selector_events import _SelectorSocketTransport  # type: ignore[attr-defined]
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.http import Http
from bot.channels.names import messengers
from bot.channels.port import Channel, Outcome, Parcel, Result
from bot.channels.registry import make_channels
from bot.clock import RealClock
from bot.health.measured import ObservedChannel
from bot.lead.fence import Fence
from bot.lead.lead import SETTLE_S, Lead
from bot.settings import Settings
from bot.web.metrics import Metrics
from handlers.base.message import Message
from storage.records import Lane, OutboxRow
from tests.world.port import UNHURRIED, EmptyPort


@dataclass
class Listener:
    """A messenger that says nothing and counts what it is told."""

    met: int = 0
    told: list[bytes] = field(default_factory=list)
    url: str = ""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.met += 1
        if data := await reader.read(65536):
            self.told.append(data)
        writer.close()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    one = Listener()
    server = await asyncio.start_server(one.take, "127.0.0.1", 0)
    one.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield one
    server.close()


@pytest.fixture(params=messengers())
async def channel(request: pytest.FixtureRequest, listener: Listener) -> AsyncIterator[Channel]:
    name = request.param
    given = {f"{name}_token": SecretStr(f"1000001:{'A' * 35}"), f"{name}_api_url": listener.url, "vk_group_id": 7}
    made = make_channels(Settings(_env_file=None).model_copy(update=given), RealClock())[name]
    yield made
    await made.close()


def parcel(channel: str) -> Parcel:
    row = OutboxRow(1, channel, "5", int(Lane.PERSON), "send", Message("Здравствуйте").dump())
    row.random_id = 3
    return Parcel(row, Message("Здравствуйте"))


async def test_a_closed_fence_lets_no_byte_out(channel: Channel, listener: Listener, tmp_path: Path) -> None:
    channel.fence.may_call = lambda: False
    with pytest.raises(OSError, match=channel.name):
        await channel.start()
    (outcome,) = await channel.send([parcel(channel.name)])
    assert outcome.result is Result.RETRY, "what was never written can go again, by whomever"
    assert await channel.fetch("handle", f"{listener.url}/file", tmp_path / "file") == "later"

    async def sink(*_: object) -> None:
        raise AssertionError("nothing can have come")

    with suppress(TimeoutError):
        async with asyncio.timeout(0.3):
            await channel.receive(sink, "")
    assert listener.told == []
    assert listener.met > 0, "the fence is asked when the connection stands: making one takes its time"


@pytest.mark.parametrize("verb", ["POST", "PUT"])
async def test_the_last_look_stands_directly_before_the_first_byte(
    verb: str, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn of the loop in between may last, and the lead be over after it."""
    looked, fresh = list[bool](), False

    def may_call() -> bool:
        nonlocal fresh
        fresh = True
        asyncio.get_running_loop().call_soon(passes)
        return True

    def passes() -> None:
        nonlocal fresh
        fresh = False

    for name in ("write", "writelines"):
        plain = getattr(_SelectorSocketTransport, name)

        def writes(transport: asyncio.Transport, what: Any, plain: Any = plain) -> None:
            looked.append(fresh)
            plain(transport, what)

        monkeypatch.setattr(_SelectorSocketTransport, name, writes)
    http = Http(fence=Fence(may_call))
    assert (await http.request(verb, listener.url, data=b"{}", read_s=5)).written
    assert looked[:1] == [True]
    assert listener.told
    await http.close()


async def test_a_lead_that_ends_before_the_first_byte_lets_none_out(listener: Listener) -> None:
    """Of a body that leaves a turn of the loop after the first look."""
    looks = iter([True])
    http = Http(fence=Fence(lambda: next(looks, False)))
    reply = await http.request("PUT", listener.url, data=b"{}", read_s=5)
    assert (reply.failure, reply.written) == ("NoLead", False)
    await http.close()
    await asyncio.sleep(0.05)
    assert listener.told == []


async def test_an_open_fence_lets_all_out(channel: Channel, listener: Listener) -> None:
    with pytest.raises(OSError, match=channel.name):
        await channel.start()
    assert listener.told


class Shut(EmptyPort):
    """A channel at a closed fence."""

    name = "telegram"
    limits = UNHURRIED

    @property
    def fence(self) -> Fence:
        return Fence(lambda: False)

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        raise AssertionError("nothing goes out here")


async def test_a_row_at_a_closed_fence_says_why_it_waits() -> None:
    outcomes = await ObservedChannel(Shut(), Metrics(), RealClock()).send([parcel("telegram")])
    assert [(o.result, o.why) for o in outcomes] == [(Result.RETRY, "no-lead")]


async def test_who_runs_alone_is_never_asked_for() -> None:
    lead = Lead(None, "anton", standby=False)  # type: ignore[arg-type]
    assert lead.leading()
    assert lead.may_call()


class Renewed:
    """A store whose node believes that its last renewal holds."""

    holds = True

    def leading(self) -> bool:
        return self.holds


async def test_who_waits_does_not_lead_and_may_ask_who_it_is() -> None:
    store = Renewed()
    lead = Lead(store, "anton", standby=True)  # type: ignore[arg-type]
    assert (lead.leading(), lead.may_call(), lead.measured()) == (False, True, {("anton",): 0.0})
    lead.role = "leading"
    assert (lead.leading(), lead.may_call(), lead.measured()) == (True, True, {("anton",): 1.0})
    store.holds = False
    assert (lead.leading(), lead.may_call()) == (False, False)


@pytest.mark.parametrize(("since_s", "waits_s"), [(0.0, SETTLE_S), (0.4, SETTLE_S - 0.4), (60.0, 0.0)])
async def test_who_takes_over_lets_the_others_last_second_pass_before_the_first_call(
    monkeypatch: pytest.MonkeyPatch, since_s: float, waits_s: float
) -> None:
    slept = list[float]()

    async def sleep(seconds: float) -> None:
        assert not lead.entered, "by then it calls"
        slept.append(seconds)

    monkeypatch.setattr("bot.lead.lead.lease_clock", lambda: 1_000.0 + since_s)
    monkeypatch.setattr("bot.lead.lead.asyncio", SimpleNamespace(sleep=sleep))
    lead = Lead(Renewed(), "anton", standby=True)  # type: ignore[arg-type]
    lead._taken_at = 1_000.0
    await lead.settle()
    assert slept == pytest.approx([waits_s])
    assert lead.entered
