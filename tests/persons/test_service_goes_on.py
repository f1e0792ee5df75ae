"""The whole program while one part of it fails: people are answered, the administrator hears of it, nothing ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.channels.port import ChannelStopped
from bot.channels.registry import make_channels
from bot.channels.runner import Runner
from bot.notify import Notifier
from bot.sandbox.world import FaultRule
from bot.service import serve
from bot.start import StartFailed
from bot.supervise import ServiceFailed
from handlers.base.event import Update
from storage.store import InUse, NewerSchema, StorageError, Unit
from tests.persons.people import Operator, citizen
from tests.persons.reporting import reports
from tests.persons.stage import PATIENCE_S, Stage
from tests.persons.test_operator_delivery import comes_back, is_cut_off, looked, showing, values
from tests.world.clock import DayClock

ONE_MESSENGER = pytest.mark.parametrize("admin", ["telegram"])


async def fails_for_minutes(stage: Stage) -> None:
    for _ in range(6):
        await looked(stage, 25)


@ONE_MESSENGER
async def test_a_work_that_fails_again_and_again_is_told_of_and_people_are_answered(
    stage: Stage, maria: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, timers = citizen(stage, "telegram"), stage.app.timers
    await anna.starts()

    async def broken() -> int:
        raise OSError(36, "File name too long")

    monkeypatch.setattr(timers, "intake", SimpleNamespace(ring=broken))
    timers._wake.set()
    await stage.until(lambda: stage.app.supervisor.works["timers"].error, "a fault of the timers")
    assert (await stage.app.health.ready())[0], "it may be well in a minute"
    await fails_for_minutes(stage)
    well, told = await stage.app.health.ready()
    assert not well
    assert told["tasks"] == {"timers": "OSError"}
    await maria.sees("Часть бота не работает: напоминания и сроки")
    assert (await values(stage))["otklik_task_faults_total{task=timers}"] >= 3
    anna.messenger.say(anna.user, anna.chat, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
    await anna.sees("Проверьте")

    monkeypatch.undo()
    for _ in range(4):
        await looked(stage, 45)
    await maria.sees("Снова работает: напоминания и сроки")
    assert len(showing(maria, "Часть бота не работает")) == 1
    assert (await stage.app.health.ready())[0]


@ONE_MESSENGER
async def test_a_database_that_is_back_is_known_to_be_although_nobody_has_anything_to_write(
    stage: Stage, maria: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What failed comes again tomorrow, and until morning nobody says a word."""

    @asynccontextmanager
    async def away() -> AsyncIterator[Unit]:
        raise StorageError("no connection")
        yield

    store = stage.app.store
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(store._inner, "unit", away)
        with pytest.raises(StorageError):
            async with store.unit():
                pass
    for _ in range(8):
        await looked(stage, 6)
    maria.does_not_see("База данных не принимает записи")
    assert (await stage.app.health.ready())[0]


@ONE_MESSENGER
async def test_a_job_that_fails_is_told_of_until_it_goes_well(stage: Stage, maria: Operator) -> None:
    job = next(job for job in stage.app.scheduler.jobs if job.name == "retire")
    supervisor, runs = stage.app.supervisor, []

    async def work() -> None:
        runs.append(True)
        if len(runs) == 1:
            raise PermissionError(13, "denied")

    broken = type(job)(job.name, work, daily=job.daily)
    await stage.app.scheduler.run(broken)
    await fails_for_minutes(stage)
    await maria.sees("Часть бота не работает: работа по расписанию")
    await stage.app.scheduler.run(broken)
    assert supervisor.trouble("job retire") == ""
    await looked(stage, 6)
    await maria.sees("Снова работает: работа по расписанию")


@ONE_MESSENGER
async def test_whoever_hears_of_a_commit_and_fails_undoes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full where the last number is written: the report is filed all the same, once."""

    def full(changes: object) -> None:
        raise OSError(28, "No space left on device")

    anna = citizen(stage, "telegram")
    await anna.starts()
    monkeypatch.setattr(type(stage.app.last_number), "note", lambda self, changes: full(changes))
    assert await reports(anna) == "1"
    assert await stage.faults() == 0


# -- a messenger that refuses us -----------------------------------------------------------------
@pytest.fixture
async def restarted(stage: Stage) -> Stage:
    """The stage with its program stopped."""
    await stage.stop_bot()
    return stage


@pytest.mark.parametrize(
    ("admin", "refused", "code", "named"),
    [("telegram", "vk", 5, "ВКонтакте"), ("vk", "telegram", 401, "Telegram"), ("telegram", "max", 401, "MAX")],
)
async def test_one_refused_token_stops_its_messenger_alone_until_it_is_admitted(
    restarted: Stage, maria: Operator, admin: str, refused: str, code: int, named: str
) -> None:
    stage, anna, messenger = restarted, citizen(restarted, admin), restarted.messenger(refused)
    messenger.faults.append(FaultRule("*", "error", times=-1, code=code))
    await stage.start_bot()
    await anna.starts()
    states = (await stage.app.health.ready())[1]["channels"]
    assert states == {**dict.fromkeys(stage.emulators, "ok"), refused: "stopped"}
    for _ in range(4):
        await looked(stage, 25)
    await maria.sees(f"{named} не работает")
    messenger.faults.clear()
    boris = messenger.add_person("Борис").id
    messenger.start(boris)
    for _ in range(4):
        await looked(stage, 150)
    await maria.sees(f"{named} снова работает")
    await stage.until(lambda: any("Здравствуйте" in m.text for m in messenger.chats[boris].messages), "a greeting")
    assert (await stage.app.health.ready())[0]


@ONE_MESSENGER
async def test_where_every_token_is_refused_a_person_has_to_mend_it(restarted: Stage) -> None:
    app = fresh(restarted)

    async def refused() -> Any:
        raise ChannelStopped("token")

    for runner in app.runners.values():
        runner.channel.start = refused  # type: ignore[method-assign]
    with pytest.raises(StartFailed):
        await app.start()
    await app.close()
    await restarted.start_bot()


# -- the database -----------------------------------------------------------------------------------
def fresh(stage: Stage) -> App:
    """Another program over the stage's settings, not started."""
    channels = make_channels(stage.app.settings, stage.clock)
    return App(stage.app.settings, stage.region, channels, stage.clock)


def failing_opens(app: App, *faults: Exception) -> list[int]:
    """The next openings fail so; how many there were."""
    inner, left, opened = app.store._inner, list(faults), list[int]()
    really = inner.open

    async def opens(*, exclusive: bool = False) -> None:
        opened.append(len(opened))
        if left:
            raise left.pop(0)
        await really(exclusive=exclusive)

    inner.open = opens  # type: ignore[method-assign]
    return opened


class Hurried:
    """A start's pauses take no time, but time leaps by them, and by no more: what it does in between may last."""

    def __init__(self, clock: DayClock) -> None:
        self.clock, self.go_by = clock, asyncio.Event()
        self.now, self.monotonic = clock.now, clock.monotonic
        self.go_by.set()

    async def sleep(self, seconds: float) -> None:
        await self.go_by.wait()
        self.clock.leap(seconds)
        await asyncio.sleep(0)


def hurried(app: App) -> Hurried:
    assert isinstance(app.clock, DayClock)
    made = Hurried(app.clock)
    app.clock = made
    return made


@ONE_MESSENGER
async def test_a_database_that_is_away_at_the_start_is_waited_for(restarted: Stage) -> None:
    stage, app = restarted, fresh(restarted)
    opened, waited = failing_opens(app, *[StorageError("starting up")] * 3), list[bool]()
    pauses = hurried(app)
    pauses.go_by.clear()
    starting = asyncio.create_task(app.start(lambda: waited.append(True)))
    await stage.until(lambda: waited, "waiting")
    assert app.health.alive()[0]
    well, told = await app.health.ready()
    assert (well, told["database"]) == (False, "failing")
    pauses.go_by.set()
    await asyncio.wait_for(starting, PATIENCE_S)
    assert len(opened) == 4
    assert (await app.health.ready())[1] == {"database": "ok", "channels": dict.fromkeys(stage.emulators, "ok")}
    await app.close()
    await stage.start_bot()


@ONE_MESSENGER
@pytest.mark.parametrize("fault", [InUse("another"), NewerSchema("99"), StorageError("no such host", retry=False)])
async def test_what_waiting_does_not_mend_is_said_at_once(restarted: Stage, fault: StorageError) -> None:
    app = fresh(restarted)
    failing_opens(app, fault)
    with pytest.raises(type(fault)):
        await app.start()
    await app.close()
    await restarted.start_bot()


LEFT_BEHIND = InUse("another running program holds this database", lingers=True)


@ONE_MESSENGER
async def test_a_lock_left_by_a_dead_program_is_waited_for(restarted: Stage) -> None:
    app = fresh(restarted)
    opened = failing_opens(app, *[LEFT_BEHIND] * 5)
    hurried(app)
    with capture_logs() as logs:
        await app.start()
    assert len(opened) == 6
    waits = [entry for entry in logs if entry["event"] == "database.in_use"]
    assert [entry["again_s"] for entry in waits] == [1, 2, 4, 8, 16]
    await app.close()
    await restarted.start_bot()


@ONE_MESSENGER
async def test_a_lock_that_stays_anothers_ends_the_waiting_after_a_minute(restarted: Stage) -> None:
    app = fresh(restarted)
    opened, began = failing_opens(app, *[LEFT_BEHIND] * 100), restarted.clock.monotonic()
    hurried(app)
    with pytest.raises(InUse):
        await app.start()
    assert 4 <= len(opened) <= 10
    assert restarted.clock.monotonic() - began >= 70
    await app.close()
    await restarted.start_bot()


@ONE_MESSENGER
async def test_a_lock_of_a_program_that_also_has_our_address_is_not_waited_for(restarted: Stage) -> None:
    app = fresh(restarted)
    opened = failing_opens(app, *[LEFT_BEHIND] * 100)
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    app.web.host, app.web.port = server.sockets[0].getsockname()[:2]
    with pytest.raises(InUse):
        await app.start()
    assert len(opened) == 1
    server.close()
    await app.close()
    await restarted.start_bot()


@ONE_MESSENGER
async def test_a_stop_ends_the_waiting_for_the_database(restarted: Stage) -> None:
    app = fresh(restarted)
    opened = failing_opens(app, *[StorageError("away")] * 1000)
    serving = asyncio.create_task(serve(app, Notifier({})))
    await restarted.until(lambda: opened, "an opening in vain")
    app.stop()
    await asyncio.wait_for(serving, 20)
    await restarted.start_bot()


@ONE_MESSENGER
async def test_whoever_lost_the_database_to_another_program_ends(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def taken() -> AsyncIterator[Unit]:
        raise InUse("another running program holds this database")
        yield

    anna = citizen(stage, "telegram")
    assert stage._running is not None
    monkeypatch.setattr(stage.app.store._inner, "unit", taken)
    anna.messenger.start(anna.user)
    with pytest.raises(ServiceFailed, match="database-in-use"):
        await asyncio.wait_for(stage._running, 20)
    await stage.app.close()
    monkeypatch.undo()
    await stage.start_bot()
    await anna.sees("Здравствуйте")


@ONE_MESSENGER
async def test_whoever_has_nothing_to_write_learns_it_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the works only the one that looks is left: no write of theirs gives it away."""

    @asynccontextmanager
    async def taken() -> AsyncIterator[Unit]:
        raise InUse("another running program holds this database")
        yield

    assert stage._running is not None
    works = set(stage.app.supervisor.works) - {"health"}
    stage.app.scheduler.stop()
    for task in asyncio.all_tasks():
        if task.get_name() in works:
            task.cancel()
    await asyncio.sleep(0.05)
    monkeypatch.setattr(stage.app.store._inner, "unit", taken)
    await asyncio.sleep(0.02)
    stage.clock.leap(6)
    with pytest.raises(ServiceFailed, match="database-in-use"):
        await asyncio.wait_for(stage._running, 20)
    await stage.app.close()
    monkeypatch.undo()
    await stage.start_bot()


@ONE_MESSENGER
async def test_a_database_that_hangs_is_no_reason_to_begin_anew_before_it_can_end(stage: Stage) -> None:
    health, clock = stage.app.health, stage.clock
    async with stage.app.store.unit():
        assert (await health.ready())[0]
        clock.leap(35)
        assert (await health.ready())[1]["database"] == "failing"
        assert health.alive()[0]
        clock.leap(110)
        assert health.alive()[0]
        assert health.standstill() == ""
        clock.leap(60)
        assert not health.alive()[0]
        assert health.standstill() == "writer"
    assert health.alive()[0]
    assert health.standstill() != "writer"
    assert (await health.ready())[0]


# -- standing still ----------------------------------------------------------------------------------
def only_telegram_can_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The emulators of VK and MAX hold their answers in real time, whatever the clock of the program says."""
    really: Any = Runner.moved_at

    def moved_at(runner: Runner) -> float:
        return float(really.fget(runner)) if runner.channel.name == "telegram" else runner.clock.monotonic()

    monkeypatch.setattr(Runner, "moved_at", property(moved_at))


async def stands_still(stage: Stage, seconds: float = 30) -> str:
    """What does, when so much time has gone by and all works that can go on had their turn."""
    await looked(stage, seconds)
    return stage.app.health.standstill()


async def comes_to_stand_still(stage: Stage) -> str:
    """What does within an hour; on a busy machine a moment of it may look as if the database were silent."""
    for _ in range(120):
        if found := await stands_still(stage):
            return found
    return ""


@ONE_MESSENGER
async def test_a_messenger_that_is_away_for_hours_is_no_standstill(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_telegram_can_stand_still(monkeypatch)
    await is_cut_off(stage, "telegram")
    for _ in range(60):
        assert await stands_still(stage, 120) == ""
    await comes_back(stage, "telegram")


@ONE_MESSENGER
async def test_a_messenger_whose_updates_are_never_taken_is_a_standstill(
    restarted: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, really, taking = restarted, Runner._take, asyncio.Event()

    async def take(runner: Runner, updates: Sequence[Update], cursor: str) -> None:
        if runner.channel.name == "telegram":
            taking.set()
            await asyncio.Event().wait()
        await really(runner, updates, cursor)

    monkeypatch.setattr(Runner, "_take", take)
    only_telegram_can_stand_still(monkeypatch)
    await stage.start_bot()
    stage.telegram.start(stage.telegram.add_person("Анна").id)
    await asyncio.wait_for(taking.wait(), 20)
    assert [await stands_still(stage) for _ in range(18)] == [""] * 18
    assert await comes_to_stand_still(stage) == "receive telegram"
    monkeypatch.undo()
    await stage.stop_bot()
    await stage.start_bot()


@ONE_MESSENGER
async def test_a_sender_that_does_not_turn_is_a_standstill(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    health = stage.app.health

    async def never() -> bool:
        await asyncio.Event().wait()
        return True

    monkeypatch.setattr(Runner, "moved_at", property(lambda runner: runner.clock.monotonic()))
    assert health.standstill() == ""
    monkeypatch.setattr(stage.app.runners["telegram"].sender, "_cycle", never)
    stage.app.runners["telegram"].sender._wake.set()
    assert await comes_to_stand_still(stage) == "send telegram"
    monkeypatch.setattr("bot.app.STOP_S", 0.1)  # it would be waited for
    await stage.stop_bot()
    await stage.start_bot()
