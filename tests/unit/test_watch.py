"""What is watched over is told of once when it is bad for too long, and once when it is well again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels.port import Outcome, Parcel, Result
from bot.clock import MovableClock
from bot.delivery.file_limits import free_bytes
from bot.health.alarms import LOOK_S, AlarmCause, Watch
from bot.health.measured import ObservedChannel, ObservedStore
from bot.web.metrics import Metrics
from handlers.base.message import Message
from handlers.operator.alarms import Alarm, read_alarm
from storage.changes import Changes, Query
from storage.records import Lane, OutboxRow, Setting
from storage.sqlite import SqliteStore
from storage.store import InUse, Rows, StorageError, StorageFull, Unit
from tests.unit.delivery.post import FakeChannel


class Patient:
    """A concern whose state a test sets; time passes in looks."""

    def __init__(self, patience_s: float = 60) -> None:
        self.trouble = ""
        self.concern = AlarmCause("channel:vk", lambda: self.trouble, patience_s)
        self.now_s = 1_000.0

    def goes_on(self, seconds: float, step_s: float = LOOK_S) -> list[Alarm]:
        told, until = [], self.now_s + seconds
        while self.now_s < until:
            self.now_s += step_s
            alarm = self.concern.look(int(self.now_s * 1000), self.now_s)
            told += [alarm] if alarm else []
        return told


def test_it_is_told_after_its_patience_and_only_once() -> None:
    patient = Patient()
    patient.trouble = "network"
    assert patient.goes_on(60) == []
    told = patient.goes_on(600)
    assert [(a.bad, a.why, a.since) for a in told] == [(True, "network", 1_005_000)]


def test_that_it_is_well_again_is_told_with_how_long_it_was_bad() -> None:
    patient = Patient()
    patient.trouble = "network"
    patient.goes_on(300)
    patient.trouble = ""
    told = patient.goes_on(60)
    assert [(a.bad, a.since, a.at) for a in told] == [(False, 1_005_000, 1_305_000)]


def test_what_was_never_told_is_not_taken_back() -> None:
    patient = Patient()
    for _ in range(5):
        patient.trouble = "network"
        assert patient.goes_on(40) == []
        patient.trouble = ""
        assert patient.goes_on(10) == []


def test_a_leap_of_the_clock_alone_alarms_nobody() -> None:
    patient = Patient()
    patient.trouble = "network"
    assert patient.goes_on(7_200, step_s=3_600) == []
    patient.trouble = ""
    assert patient.goes_on(3_600, step_s=3_600) == []


def test_the_reason_may_change_meanwhile() -> None:
    patient = Patient()
    patient.trouble = "network"
    patient.goes_on(30)
    patient.trouble = "server"
    assert [a.why for a in patient.goes_on(60)] == ["server"]


def test_an_alarm_survives_being_stored() -> None:
    alarm = Alarm("disk", True, "low", 1, 2)
    assert read_alarm(alarm.dump()) == alarm


def test_what_an_earlier_run_told_is_taken_back_and_not_told_again() -> None:
    clock, state = MovableClock(), {"vk": "network"}
    watch = Watch([AlarmCause("channel:vk", lambda: state["vk"])], clock, _nobody)
    watch.recall([Alarm("channel:vk", True, "network", 7, 8), Alarm("gone", True, "x", 1, 2)])
    concern = watch.concerns["channel:vk"]
    assert [concern.look(100_000 + i, i * 100.0) for i in range(5)] == [None] * 5
    state["vk"] = ""
    back = concern.look(200_000, 600)
    assert back == Alarm("channel:vk", False, "network", 7, 200_000)


async def _nobody(alarm: Alarm) -> None: ...


async def test_looking_goes_on_while_telling_is_held_up() -> None:
    clock, held, told = MovableClock(), asyncio.Event(), []
    done = asyncio.Event()
    bad = {"a": "", "b": ""}

    async def tell(alarm: Alarm) -> None:
        await held.wait()
        told.append(alarm.name)
        if len(told) == 2:
            done.set()

    watch = Watch([AlarmCause(name, lambda name=name: bad[name], 0) for name in bad], clock, tell)  # type: ignore[misc]
    running = asyncio.create_task(watch.run())
    for name in bad:
        bad[name] = "x"
        while not watch.is_bad(name):
            clock.leap(LOOK_S)
            await asyncio.sleep(0)
    assert told == []
    held.set()
    await asyncio.wait_for(done.wait(), 20)
    assert told == ["a", "b"]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


# -- a channel that cannot send -----------------------------------------------------------------
class Scripted(FakeChannel):
    """Answers what stands in `answers`, for each parcel."""

    answers: Outcome = Outcome(Result.SENT)

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        return [self.answers for _ in parcels]


def parcels(count: int = 1) -> list[Parcel]:
    return [Parcel(OutboxRow(i, "telegram", "7", int(Lane.PERSON), "send", ""), Message("x")) for i in range(count)]


@pytest.mark.parametrize(
    "failed",
    [
        Outcome(Result.RETRY, why="network"),
        Outcome(Result.UNKNOWN, why="no-answer"),
        Outcome(Result.UNKNOWN, why="http-502"),
    ],
)
async def test_sending_is_in_trouble_after_several_failures_in_a_row(failed: Outcome) -> None:
    inner = Scripted()
    channel = ObservedChannel(inner, Metrics(), MovableClock())
    inner.answers = failed
    for _ in range(2):
        await channel.send(parcels(5))
    assert channel.trouble == "", "two requests may fail by chance, however much is in them"
    await channel.send(parcels())
    assert channel.trouble == failed.why
    inner.answers = Outcome(Result.UNREACHABLE, why="blocked")
    await channel.send(parcels())
    assert channel.trouble == "", "whoever answers is there"


async def test_old_failures_to_send_say_nothing_about_now() -> None:
    inner, clock = Scripted(), MovableClock()
    channel = ObservedChannel(inner, Metrics(), clock)
    inner.answers = Outcome(Result.RETRY, why="network")
    for _ in range(3):
        await channel.send(parcels())
    clock.leap(200)
    assert channel.trouble == ""


async def test_refusals_and_limits_are_no_trouble_of_the_channel() -> None:
    inner = Scripted()
    channel = ObservedChannel(inner, Metrics(), MovableClock())
    for answer in (Outcome(Result.RETRY, why="too-many", retry_after_s=9), Outcome(Result.REJECTED, why="code-404")):
        inner.answers = answer
        for _ in range(5):
            await channel.send(parcels())
        assert channel.trouble == ""


async def test_trouble_with_receiving_is_trouble() -> None:
    inner = Scripted()
    inner.trouble = "conflict"
    assert ObservedChannel(inner, Metrics(), MovableClock()).trouble == "conflict"


# -- a database that does not write ---------------------------------------------------------------
@asynccontextmanager
async def observed(folder: Path) -> AsyncIterator[tuple[ObservedStore, MovableClock]]:
    clock = MovableClock()
    store = ObservedStore(SqliteStore(folder / "x.db"), Metrics(), clock)
    await store.open()
    await store.migrate()
    yield store, clock
    await store.close()


async def test_a_transaction_that_lasts_is_seen_while_it_lasts(tmp_path: Path) -> None:
    async with observed(tmp_path) as (store, clock):
        assert store.busy_s == 0
        async with store.unit() as unit:
            clock.leap(31)
            assert store.busy_s >= 31
            await unit.commit()
        assert store.busy_s == 0
        assert store.failing_s == 0


async def test_failing_lasts_until_a_transaction_succeeds(tmp_path: Path) -> None:
    async def fails(unit: Unit) -> None:
        raise StorageFull("no room")

    async with observed(tmp_path) as (store, clock):
        for _ in range(2):
            with pytest.raises(StorageError):
                async with store.unit() as unit:
                    await fails(unit)
            clock.leap(20)
        assert store.failing_s >= 40
        assert store.error == "StorageFull"
        async with store.unit() as unit:
            await unit.commit(Changes({Setting: {("a",): Setting("a", "1")}}))
        assert (store.failing_s, store.error) == (0, "")


async def test_questions_that_fail_or_hang_are_seen_too(tmp_path: Path) -> None:
    async with observed(tmp_path) as (store, clock):
        inner, asked, answered = store._inner, asyncio.Event(), asyncio.Event()
        really = inner.read

        async def hangs(*queries: Query) -> list[Rows]:
            asked.set()
            await answered.wait()
            raise StorageError("the connection is gone")

        inner.read = hangs  # type: ignore[method-assign]
        asking = asyncio.create_task(store.read(Query("faults_count")))
        await asyncio.wait_for(asked.wait(), 30)
        clock.leap(31)
        assert store.reading_s >= 31
        answered.set()
        with pytest.raises(StorageError):
            await asking
        clock.leap(20)
        assert (store.reading_s, store.unread) == (0, "StorageError")
        assert store.unread_s >= 20
        inner.read = really  # type: ignore[method-assign]
        await store.read(Query("faults_count"))
        assert store.unread_s == 0


async def test_a_database_that_became_anothers_is_told_at_once(tmp_path: Path) -> None:
    async with observed(tmp_path) as (store, _):
        told: list[bool] = []
        store.lost = lambda: told.append(True)

        async def taken(*queries: Query) -> list[Rows]:
            raise InUse("another running program holds this database")

        store._inner.read = taken  # type: ignore[method-assign]
        with pytest.raises(InUse):
            await store.read(Query("faults_count"))
        assert told == [True]


# -- a messenger whose answers nobody foresaw -------------------------------------------------------
class Odd(FakeChannel):
    """Raises whatever it is asked."""

    async def start(self) -> Any:
        raise KeyError("result")

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        raise AttributeError

    async def member(self, chat: str, user: str) -> Any:
        raise TypeError

    async def administrators(self, chat: str) -> Any:
        raise RecursionError

    async def can_write(self, chat: str) -> Any:
        raise ValueError

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        raise OSError(28, "No space left on device") if handle == "h" else RecursionError

    async def publish_commands(self, commands: object) -> None:
        raise LookupError


async def test_whatever_an_adapter_raises_the_port_keeps_its_promises(tmp_path: Path) -> None:
    channel = ObservedChannel(Odd(), Metrics(), MovableClock())
    with capture_logs() as logs:
        for _ in range(3):
            with pytest.raises(OSError, match="telegram"):
                await channel.start()
            assert [outcome.result for outcome in await channel.send(parcels(2))] == [Result.UNKNOWN] * 2
            assert await channel.member("1", "2") == "unknown"
            assert (await channel.administrators("1"), await channel.can_write("1")) == (None, None)
            assert await channel.fetch("odd", "", tmp_path / "x") == "later"
            with pytest.raises(OSError, match="No space left"):
                await channel.fetch("h", "", tmp_path / "x")
            await channel.publish_commands({})
    assert len(logs) == 7, "each kind once"


@pytest.mark.parametrize("count", [0, 1, 5])
async def test_each_parcel_has_one_outcome_however_many_the_adapter_gives(count: int) -> None:
    class Miscounting(FakeChannel):
        async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
            return [Outcome(Result.SENT)] * count

    outcomes = await ObservedChannel(Miscounting(), Metrics(), MovableClock()).send(parcels(3))
    assert [outcome.result for outcome in outcomes] == [Result.SENT] * min(3, count) + [Result.UNKNOWN] * (
        3 - min(3, count)
    )


async def test_a_fault_of_a_handler_is_none_of_the_database(tmp_path: Path) -> None:
    async with observed(tmp_path) as (store, _):
        with pytest.raises(ZeroDivisionError):
            async with store.unit():
                raise ZeroDivisionError
        assert (store.failing_s, store.busy_s) == (0, 0)


@pytest.mark.parametrize("below", ["", "data"])
def test_a_folder_that_takes_nothing_has_no_room(tmp_path: Path, below: str) -> None:
    (tmp_path / "taken").write_text("not a folder", encoding="utf-8")
    with pytest.raises(OSError, match="written"):
        free_bytes(tmp_path / "taken" / below)


def test_room_is_known_before_the_folder_exists(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") > 0
