"""What the installation makes of its webhooks: /delivery, alarms, the console, and the receiver of the documents."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from bot.cli.hooks import call_again
from bot.clock import RealClock
from bot.health.alarms import AlarmCause, Watch
from bot.settings import Settings
from bot.web.metrics import Metrics
from bot.webhooks.announce import AnnouncingStore
from bot.webhooks.call import VERSION, HookCaller
from bot.webhooks.secrets import key_of
from bot.webhooks.service import announced, make_webhooks
from handlers.operator.alarms import Alarm, alarm_text
from handlers.operator.delivery_rows import UndeliveredGroup, read_group
from handlers.operator.words import OperatorButton
from handlers.webhooks.facts import body_of
from storage.changes import Query
from storage.records import OutboxState
from storage.region.clients import ApiClient
from storage.region.integrations import HOOK_CODE
from storage.region.webhooks import Webhook
from storage.store import Store
from tests.contracts.test_hooks import PassingClock, event, put
from tests.databases import open_file
from tests.unit.operator.office import ADMIN, Office
from tests.unit.webhooks.endpoint import SECRET, endpoint
from tests.world.clock import TUESDAY, StillClock
from tests.world.world import World, fictional

HOOK = Webhook("incident", "https://im.example/otklik", "SECRET_A", events=("report.*",))
RECEIVER = Path(__file__).resolve().parents[3] / "docs" / "webhook_receiver.py"


class Watched:
    """What is to be looked after."""

    def __init__(self, clock: PassingClock) -> None:
        self.clock, self.concerns = clock, list[AlarmCause]()

    def mind(self, channels: list[str], concerns: list[AlarmCause], failing_s: object) -> None:
        self.concerns.extend(concerns)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_file(tmp_path)
    yield opened
    await opened.close()


def test_without_webhooks_and_without_whoever_may_ask_the_store_is_what_it_was() -> None:
    bare: Any = object()
    reader = ApiClient("a", {"ru": "a"}, "KEY_A", may=frozenset({"read"}))

    def told(*, open311: bool, **values: Any) -> object:
        return announced(bare, Settings(open311=open311), replace(fictional(), **values), lambda: 1, lambda: 1)

    assert told(open311=True) is bare
    assert told(open311=False, clients=(reader,)) is bare
    assert isinstance(told(open311=True, clients=(reader,)), AnnouncingStore)
    assert isinstance(told(open311=False, webhooks=(HOOK,)), AnnouncingStore)


def test_the_version_is_the_projects() -> None:
    assert f'version = "{VERSION}"' in (RECEIVER.parents[1] / "pyproject.toml").read_text(encoding="utf-8")


async def test_it_is_seen_in_delivery_told_after_ten_minutes_and_told_again_when_it_is_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_A", SECRET)
    async with endpoint(lambda: 500) as called:
        clock = PassingClock()
        region = replace(fictional(), webhooks=(called.hook(), replace(HOOK, code="bare", secret_env="SECRET_NONE")))
        office = Office(World(store, clock=clock, region=region))
        watched = Watched(clock)
        hooks = make_webhooks(Settings(), store, office.shared, watched, Metrics())
        assert list(hooks.couriers) == ["hook:incident"], "one without a secret is not called"
        courier = hooks.couriers["hook:incident"]
        await put(store, *(event(n, report=n) for n in range(1, 8)))
        heard: list[Alarm] = []

        async def tell(alarm: Alarm) -> None:
            heard.append(alarm)

        watch = Watch(watched.concerns, clock, tell)
        await courier.turn()
        for _ in range(130):
            watch.look()
            clock.passes(5)
        await office.says("5", "/delivery")
        said = office.of_chat(ADMIN)
        assert "вебхук incident: ответ 500" in said
        assert "bare" not in said
        called.answer = lambda: 200
        await courier.turn()
        await courier.turn()
        watch.look()
        await courier.caller.close()
    told = []
    while not watch._alarms.empty():
        told.append(watch._alarms.get_nowait())
    assert [(alarm.name, alarm.bad) for alarm in told] == [("hook:incident", True), ("hook:incident", False)]
    for language in ("ru", "en"):
        texts = office.shared.library.texts(language)
        bad, well = (alarm_text(office.shared, texts, alarm) for alarm in told)
        assert "incident" in bad
        assert "7" in bad
        assert "incident" in well


async def test_a_secret_stands_nowhere_whatever_an_address_answers(
    store: Store, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in the log, the metrics, /delivery or the database; nor does what stands in its address: it may be a key."""
    monkeypatch.setenv("SECRET_A", SECRET)
    async with endpoint() as called:
        hook = called.hook()
        hook = replace(hook, url=f"{hook.url}?key=key-in-the-address")
        office = Office(World(store, clock=(clock := PassingClock()), region=replace(fictional(), webhooks=(hook,))))
        metrics, watched = Metrics(), Watched(clock)
        courier = make_webhooks(Settings(), store, office.shared, watched, metrics).couriers["hook:incident"]
        await put(store, event(1))
        for answer in (500, "break", (302, {"Location": f"https://a.example/{SECRET}"}), 410):
            before, called.answer = sum(called.calls.values()), repeat(answer).__next__
            clock.passes(7 * 3600)
            await courier.turn()
            assert sum(called.calls.values()) > before
        await courier.caller.close()
    await office.says("5", "/delivery")
    rows = (await store.read(Query("hook_counts", ("hook:incident",))))[0]
    out = "".join(capfd.readouterr())
    assert "webhook.failed" in out
    said = f"{out}{rows}{office.of_chat(ADMIN)}{generate_latest(metrics.registry)!r}{watched.concerns}"
    key = SECRET.removeprefix("whsec_")
    assert [each for each in (key, key_of(SECRET).decode(), "key-in-the-address") if each in said] == []


async def test_what_was_given_up_is_sent_again_from_delivery_and_from_the_console(store: Store) -> None:
    made, row = event(1)
    given_up = replace(row, state=int(OutboxState.GIVEN_UP), finished_at=TUESDAY, why="http-500", attempts=11)
    await put(store, (made, given_up))
    office = Office(World(store))
    await office.says("5", "/delivery")
    again = next(d for shown in office.chats[ADMIN] for d in shown.data if d.startswith("o_dlv_retry"))
    group = read_group(again.partition(":")[2])
    assert (group.channel, group.why) == ("hook:incident", "http-500")
    await office.presses("5", again)
    (waiting,) = (await store.read(Query("hook_due", ("hook:incident", TUESDAY * 2, 9))))[0]
    assert (waiting.event_id, waiting.attempts, waiting.body) == (1, 0, "report.status")

    await put(store, (made, replace(given_up, id=500)))
    assert await call_again(store, HOOK, (1, 0, TUESDAY * 2, 77), TUESDAY) == 0, "of another report there is nothing"
    assert await call_again(store, HOOK, (1, 0, TUESDAY * 2, 1), TUESDAY) == 1
    assert await call_again(store, HOOK, (1, 0, TUESDAY * 2, 1), TUESDAY) == 0, "what goes again is not given up"
    states = (await store.read(Query("hook_counts", ("hook:incident",))))[0]
    assert [(state, why, count) for state, why, count, _ in states] == [(0, "", 2), (7, "repeated", 2)]


def test_a_button_of_a_webhook_fits_into_what_messengers_allow() -> None:
    assert HOOK_CODE.fullmatch("x" * 16)
    assert not HOOK_CODE.fullmatch("x" * 17)
    short = UndeliveredGroup(10**9, "hook:" + "x" * 16, "http-500")
    sure = replace(short, until_s=1_800_000_000)
    words = OperatorButton
    for word, longest in (
        (words.DELIVERY_RETRY, short),
        (words.DELIVERY_DROP, short),
        (words.DELIVERY_DROP_SURE, sure),
    ):
        data = longest.data(word)
        assert len(data.encode()) <= 64, data
        assert read_group(data.partition(":")[2]) == longest


async def test_the_receiver_of_the_documents_takes_ours_once_and_nobody_elses() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(RECEIVER), "0", env={**os.environ, "SECRET": SECRET}, stdout=asyncio.subprocess.PIPE
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(50):
            port = (await process.stdout.readline()).split()[1].decode()
            hook = replace(HOOK, url=f"http://127.0.0.1:{port}/", private=True)
            fields = {"type": "report.status", "data": {"report": "1", "sequence": 5, "extended_status": "answered"}}
            clock = RealClock()
            ours = HookCaller(hook, (key_of(SECRET),), clock)
            assert (await ours.call("msg_1_5", body_of(fields))).ok
            assert (await ours.call("msg_1_5", body_of(fields))).ok
            older = {"type": "report.status", "data": {"report": "1", "sequence": 4, "extended_status": "new"}}
            assert (await ours.call("msg_1_4", body_of(older))).ok
            forged = HookCaller(hook, (b"x" * 32,), clock)
            assert (await forged.call("msg_1_6", body_of(fields))).why == "http-401"
            both = HookCaller(hook, (b"x" * 32, key_of(SECRET)), clock)
            assert (await both.call("msg_1_7", body_of({"type": "notice.sent", "data": {"notice": "2"}}))).ok
            late = HookCaller(hook, (key_of(SECRET),), StillClock())
            assert (await late.call("msg_1_8", body_of(fields))).why == "http-401"
            for caller in (ours, forged, both, late):
                await caller.close()
    finally:
        process.terminate()
        said = (await process.stdout.read()).decode().splitlines()
        await process.wait()
    assert said == ["report.status 1 answered", "notice.sent 2 "]
