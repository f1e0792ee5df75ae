"""Webhooks on their way, over both engines: order, attempts, pauses, endpoints that misbehave."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import formatdate
from functools import partial
from typing import Any, NamedTuple

import pytest

from bot.jobs.forgotten import erase_again
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import IN_A_ROW, PROBE_S, Courier
from bot.webhooks.schedule import GIVE_UP_MS, SCHEDULE_S
from storage.changes import Query
from storage.hook_records import REPLAY, HookEvent
from storage.outbox_records import OutboxOp
from storage.records import Lane, OutboxRow, OutboxState, Report
from storage.region.webhooks import Webhook
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_store import save
from tests.unit.webhooks.endpoint import KEY, Endpoint, endpoint
from tests.world.clock import SECOND, TUESDAY, StillClock


@dataclass
class PassingClock(StillClock):
    """Whoever sleeps winds it on."""

    async def sleep(self, seconds: float) -> None:
        self.passes(seconds)

    def passes(self, seconds: float) -> None:
        self.mono += seconds
        self.at += int(seconds * 1000)


def event(number: int, report: int = 1, kind: str = "report.status") -> tuple[HookEvent, OutboxRow]:
    made = HookEvent(number, TUESDAY, kind, report, data=f'{{"v": 1, "seen": {{"report": "{report}"}}}}')
    if kind.startswith("notice."):
        made = replace(made, report_id=0, notice_id=report)
    row = OutboxRow(
        number, "hook:incident", f"{kind.partition('.')[0]}:{report}", int(Lane.DIGEST), OutboxOp.CALL, kind
    )
    row.created_at = row.due_at = TUESDAY
    row.report_id, row.event_id = made.report_id, made.id
    return made, row


def courier(store: Store, called: Endpoint, **values: Any) -> Courier:
    clock = PassingClock()
    caller = HookCaller(called.hook(**values), (KEY,), clock)
    return Courier(caller, store, clock, "1a2b3c4d", random=random.Random(5), idle_s=1e9)


def clock_of(one: Courier) -> PassingClock:
    assert isinstance(one.clock, PassingClock)
    return one.clock


async def goes(one: Courier, seconds: float) -> None:
    """So much time goes by for it."""
    clock = clock_of(one)
    until = clock.mono + seconds
    while True:
        wait_s = await one.turn()
        if clock.mono + wait_s > until:
            clock.passes(max(0.0, until - clock.mono))
            return
        clock.passes(wait_s)


async def put(store: Store, *made: tuple[HookEvent, OutboxRow]) -> None:
    await save(store, *(record for pair in made for record in pair))


class Kept(NamedTuple):
    """What stands of a row."""

    state: int
    why: str
    attempts: int
    due_at: int


async def row_of(url: str, number: int) -> Kept:
    return Kept(*(await run_raw(url, f"SELECT state, why, attempts, due_at FROM outbox WHERE id = {number}"))[0])


@pytest.mark.both_engines
async def test_events_of_a_report_go_in_their_order_under_ids_that_stay(store: Store) -> None:
    async with endpoint() as called:
        await put(store, *(event(n, report=n % 3) for n in range(1, 31)))
        one = courier(store, called)
        await goes(one, 1)
        await one.caller.close()
    assert called.forged == 0
    assert sorted(called.calls.values()) == [1] * 30
    for report in ("0", "1", "2"):
        sequences = [said["data"]["sequence"] for _, said in called.taken if said["data"]["report"] == report]
        assert sequences == sorted(sequences)
        assert len(sequences) == 10
    assert {number for number, _ in called.taken} == {f"msg_1a2b3c4d_{n}" for n in range(1, 31)}


@pytest.mark.parametrize(("answer", "why"), [
    (500, "http-500"), (404, "http-404"), ((302, {"Location": "http://169.254.169.254/"}), "redirect"),
    ("hang", "timeout"), ("break", "network"), ("endless", "http-500"),
])  # fmt: skip
async def test_what_was_not_taken_goes_again_by_the_schedule_and_is_never_followed(
    store: Store, database_url: str, answer: Any, why: str
) -> None:
    async with endpoint(lambda: answer) as called:
        await put(store, event(1), event(2))
        one = courier(store, called)
        one.caller.patience_s = 0.3 if answer == "hang" else 30
        await one.turn()
        row = await row_of(database_url, 1)
        assert (row.state, row.why, row.attempts) == (OutboxState.WAITING, why, 1)
        assert 4 * SECOND <= row.due_at - one.clock.now() <= 6 * SECOND
        assert sum(called.calls.values()) == 1, "the second waits for the first"
        called.answer, one.caller.patience_s = lambda: 200, 30
        await goes(one, 10)
        await one.caller.close()
    assert [said["data"]["sequence"] for _, said in called.taken] == [1, 2]
    assert called.calls["msg_1a2b3c4d_1"] == 2
    assert called.open_now == 0


async def test_a_failing_endpoint_gets_one_probe_a_minute_and_all_in_order_when_it_is_back(store: Store) -> None:
    async with endpoint(lambda: 500) as called:
        await put(store, *(event(n, report=n) for n in range(1, 41)))
        one = courier(store, called)
        await goes(one, 0)
        tried = sum(called.calls.values())
        assert tried >= IN_A_ROW
        assert one.trouble() == "40"
        await goes(one, 10 * 60)
        probes = sum(called.calls.values()) - tried
        assert 9 <= probes <= 11, probes
        called.answer = lambda: 204
        await goes(one, PROBE_S + 1)
        await one.caller.close()
    assert sorted(said["data"]["sequence"] for _, said in called.taken) == list(range(1, 41))
    assert one.trouble() == ""


@pytest.mark.both_engines
async def test_two_hours_away_and_back_all_is_there_in_order(store: Store, database_url: str) -> None:
    """Nobody listens at its address, while a report is written about each minute; then somebody does again."""
    async with endpoint() as called:
        there, port = called.hook(), called.url.rpartition(":")[2].partition("/")[0]
        one = courier(store, called)
        one.caller.hook = replace(there, url=called.url.replace(f":{port}/", ":9/"))  # the port that discards
        for minute in range(120):
            numbers = range(3 * minute + 1, 3 * minute + 4)
            await put(store, *(event(n, report=n // 3 % 7 if n % 3 == 0 else 1_000 + n // 2) for n in numbers))
            await goes(one, 60)
        assert called.calls == {}
        attempts = (await run_raw(database_url, "SELECT SUM(attempts), MAX(attempts) FROM outbox"))[0]
        assert 110 <= attempts[0] <= 140, "one call a minute, whatever waits"
        await one._look_after(one.clock.now())
        assert one.trouble() == "360"
        one.caller.hook = there
        await goes(one, PROBE_S + 60)
        await one.caller.close()
    assert {said["data"]["sequence"] for _, said in called.taken} == set(range(1, 361))
    assert set(called.calls.values()) == {1}
    for report in {said["data"]["report"] for _, said in called.taken}:
        of_it = [said["data"]["sequence"] for _, said in called.taken if said["data"]["report"] == report]
        assert of_it == sorted(of_it)


async def test_an_answer_that_drips_is_not_waited_for() -> None:
    """A byte of the answer's head in every while, for ever."""
    dripped = 0

    async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal dripped
        with suppress(ConnectionError):
            for letter in b"HTTP/1.1 200 OK\r\nx-long: " + b"a" * 10_000:
                writer.write(bytes([letter]))
                await writer.drain()
                dripped += 1
                await asyncio.sleep(0.02)
        writer.close()

    server = await asyncio.start_server(drips, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    hook = replace(Endpoint().hook(), url=f"http://127.0.0.1:{port}/otklik")
    caller = HookCaller(hook, (KEY,), StillClock())
    caller.patience_s = 0.3
    assert (await caller.call("msg_1_1", b"{}")).why == "timeout"
    await caller.close()
    server.close()
    assert 0 < dripped < 1_000


async def test_a_pause_that_is_asked_for_is_the_whole_endpoints(store: Store) -> None:
    async with endpoint(lambda: (429, {"Retry-After": "120"})) as called:
        await put(store, event(1))
        one = courier(store, called)
        await goes(one, 1)
        await put(store, event(2, report=2))
        called.answer = lambda: 200
        await goes(one, 115)
        assert called.taken == []
        await goes(one, 10)
        assert len(called.taken) == 2
        await one.caller.close()


def busy(text: str) -> tuple[int, dict[str, str]]:
    return 503, {"Retry-After": text}


async def test_an_endpoint_may_ask_for_an_hour_at_most_and_for_nothing_odd() -> None:
    asked = {"0": 0, "90": 90, "9" * 30: 3600, "-5": 0, "1.5": 0, "soon": 0, "\u0665": 0, "": 0}
    asked |= {formatdate(TUESDAY / 1000 + 120, usegmt=True): 120, formatdate(TUESDAY / 1000 - 9, usegmt=True): 0,
              formatdate(TUESDAY / 1000 + 10**6, usegmt=True): 3600, "Tue, 99 Foo 2025 25:00:00 GMT": 0}  # fmt: skip
    for text, seconds in asked.items():
        async with endpoint(partial(busy, text)) as called:
            caller = HookCaller(called.hook(), (KEY,), StillClock())
            assert (await caller.call("msg_1_1", b"{}")).retry_after_s == seconds, text
            await caller.close()


@pytest.mark.both_engines
async def test_after_three_days_it_is_given_up_and_can_be_asked_for_again(store: Store, database_url: str) -> None:
    async with endpoint(lambda: 500) as called:
        await put(store, event(1))
        one = courier(store, called)
        await goes(one, 1.3 * sum(SCHEDULE_S))
        row = await row_of(database_url, 1)
        assert (row.state, row.why) == (OutboxState.GIVEN_UP, "http-500")
        assert row.attempts <= len(SCHEDULE_S) + 1
        assert (await store.read(Query("delivery_given_up")))[0][0][:3] == ("hook:incident", "http-500", 1)
        again = (await store.read(Query("hook_replayable", ("hook:incident", 1, 0, TUESDAY * 2, 0, 9))))[0]
        assert [found.id for found in again] == [1]
        await put(store, event(2, report=2))
        await one.caller.close()


async def test_what_was_never_tried_is_given_up_for_its_age(store: Store, database_url: str) -> None:
    async with endpoint(lambda: 503) as called:
        await put(store, *(event(n, report=n) for n in range(1, 8)))
        one = courier(store, called)
        await goes(one, 1)
        clock_of(one).passes(GIVE_UP_MS / 1000 + 60)
        await goes(one, 10)
        await one.caller.close()
    assert {(await row_of(database_url, n)).state for n in range(1, 8)} == {OutboxState.GIVEN_UP}


@pytest.mark.both_engines
async def test_gone_is_believed_until_the_next_start(store: Store, database_url: str) -> None:
    async with endpoint(lambda: 410) as called:
        await put(store, *(event(n, report=n) for n in range(1, 20)))
        one = courier(store, called)
        await goes(one, 60)
        assert one.gone() == "gone"
        assert sum(called.calls.values()) <= 8
        assert {(await row_of(database_url, n)).why for n in range(1, 20)} == {"gone"}
        await put(store, event(30))
        await goes(one, 60)
        assert (await row_of(database_url, 30)).state == OutboxState.GIVEN_UP
        await one.caller.close()


async def test_notices_go_again_sooner_and_are_given_up_after_a_day(store: Store, database_url: str) -> None:
    async with endpoint(lambda: 500) as called:
        await put(store, event(1, kind="notice.sent"))
        one = courier(store, called)
        await goes(one, 26 * 3600)
        row = await row_of(database_url, 1)
        assert row.state == OutboxState.GIVEN_UP
        assert row.attempts > len(SCHEDULE_S)
        await one.caller.close()


async def test_whoever_is_forgotten_while_his_event_waits_is_not_told_of(store: Store, database_url: str) -> None:
    report = Report(1, 7, "telegram", "7", "ru", "new", "potholes", "roads", "Яма у Петрова")
    async with endpoint() as called:
        await save(store, report)
        await put(store, event(1), event(2))
        await erase_again(store, 7, TUESDAY)
        one = courier(store, called)
        await goes(one, 60)
        await one.caller.close()
    assert called.calls == {}
    assert (await row_of(database_url, 1)).why == "forgotten"


@pytest.mark.both_engines
async def test_an_event_that_is_gone_is_dropped_at_once_and_the_next_one_goes(store: Store, database_url: str) -> None:
    async with endpoint() as called:
        await put(store, event(1), event(2))
        await run_raw(database_url, "DELETE FROM hook_event WHERE id = 1")
        one = courier(store, called)
        await goes(one, 1)
        await one.caller.close()
    row = await row_of(database_url, 1)
    assert (row.state, row.why) == (OutboxState.DROPPED, "forgotten")
    assert [said["data"]["sequence"] for _, said in called.taken] == [2]


async def test_what_is_asked_for_again_has_its_old_id_and_says_what_is_true_now(store: Store) -> None:
    report = Report(1, 7, "telegram", "7", "ru", "closed", "potholes", "roads", "Яма")
    async with endpoint() as called:
        await save(store, report)
        made, row = event(1)
        await save(store, made, replace(row, id=9, purpose=REPLAY))
        one = courier(store, called)
        await goes(one, 1)
        await one.caller.close()
    ((number, said),) = called.taken
    assert number == "msg_1a2b3c4d_1"
    assert (said["data"]["status"], said["data"]["sequence"]) == ("closed", 1)


async def test_an_event_that_cannot_be_written_holds_up_nobody_else(store: Store, database_url: str) -> None:
    async with endpoint() as called:
        made, row = event(1)
        await put(store, (replace(made, data="not JSON"), row), *(event(n, report=n) for n in range(2, 9)))
        one = courier(store, called)
        await goes(one, 1)
        await one.caller.close()
    assert len(called.taken) == 7
    assert (await row_of(database_url, 1)).why == "broken"
    assert one.trouble() == ""


@pytest.mark.both_engines
async def test_a_third_that_fails_loses_nothing_and_keeps_order(store: Store) -> None:
    chance = random.Random(11)
    async with endpoint(lambda: 500 if chance.random() < 0.3 else 200) as called:
        await put(store, *(event(n, report=n % 10) for n in range(1, 101)))
        one = courier(store, called)
        await goes(one, 3 * 3600)
        await one.caller.close()
    assert {said["data"]["sequence"] for _, said in called.taken} == set(range(1, 101))
    for report in {said["data"]["report"] for _, said in called.taken}:
        sequences = [said["data"]["sequence"] for _, said in called.taken if said["data"]["report"] == report]
        assert sequences == sorted(sequences)


@pytest.mark.parametrize("address", [
    "127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "10.1.2.3", "100.64.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "0.0.0.0",
])  # fmt: skip
async def test_a_name_that_leads_inside_is_refused_when_it_is_connected_to(store: Store, address: str) -> None:
    """Also if it led elsewhere when it was looked at first (DNS rebinding)."""
    asked: list[str] = []

    async def lookup(host: str, port: int, family: Any) -> list[Any]:
        asked.append(host)
        return [{"hostname": host, "host": address, "port": port, "family": 2, "proto": 0, "flags": 0}]

    async with endpoint() as called:
        hook = called.hook(private=False)
        port = called.url.rpartition(":")[2].partition("/")[0]
        hook = replace(hook, url=f"https://im.example:{port}/otklik")
        caller = HookCaller(hook, (KEY,), StillClock(), lookup)
        answer = await caller.call("msg_1_1", b"{}")
        await caller.close()
    assert (answer.why, asked, called.calls) == ("private", ["im.example"], {})


async def test_a_name_server_that_does_not_answer_is_asked_once_by_all_calls() -> None:
    """Each question holds one of the few threads that the whole program has."""
    asked, answers = list[str](), asyncio.Event()

    async def lookup(host: str, port: int, family: Any) -> Any:
        asked.append(host)
        await answers.wait()
        raise OSError

    hook = Webhook("away", "https://away.example/otklik", "SECRET_A", events=("report.*",))
    caller = HookCaller(hook, (KEY,), StillClock(), lookup)
    caller.patience_s = 0.05
    for _ in range(2):
        said = await asyncio.gather(*(caller.call(f"msg_1_{n}", b"{}") for n in range(8)))
        assert {answer.why for answer in said} == {"timeout"}
    assert asked == ["away.example"]
    answers.set()
    caller.patience_s = 30
    assert (await caller.call("msg_1_9", b"{}")).why == "network"
    await caller.close()


async def test_the_answer_is_read_for_the_console_alone_and_never_further_than_its_limit(store: Store) -> None:
    async with endpoint(lambda: 500) as called:
        caller = HookCaller(called.hook(), (KEY,), StillClock())
        assert (await caller.call("msg_1_1", b"{}")).said == ""
        assert "the words" in (await caller.call("msg_1_1", b"{}", listen=True)).said
        called.answer = lambda: "endless"
        assert len((await caller.call("msg_1_1", b"{}", listen=True)).said) == 200
        await caller.close()


async def test_it_goes_on_by_itself_when_it_is_woken(store: Store) -> None:
    async with endpoint() as called:
        one = courier(store, called)
        work = asyncio.ensure_future(one.run())
        try:
            await put(store, event(1))
            one.wake()
            async with asyncio.timeout(20):
                await called.came.wait()
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
