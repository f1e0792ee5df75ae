"""Whoever ends the program twice is set aside at the third start, and nobody else is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.in_work import SLOTS, InWork
from handlers.base.marker import DEADLY
from handlers.base.routes import Where, default
from handlers.base.turn import Turn
from storage.open import make_store
from storage.store import Store
from tests.unit.alerts.wire import Wire, sample
from tests.unit.reception import FlakyStore, Reception, echo

HOME = Path(__file__).parents[2]
ECHO = default(Where.PRIVATE, "message", echo)


def life(path: Path) -> InWork:
    begun = InWork(path / "in_work")
    begun.open()
    return begun


def dies_over(path: Path, *keys: str) -> None:
    """As kill -9 does: what was begun is never ended."""
    begun = life(path)
    for key in keys:
        begun.begin(key)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[FlakyStore]:
    opened = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await opened.open()
    await opened.migrate()
    yield FlakyStore(opened)
    await opened.close()


def test_what_was_in_work_outlives_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom bot.in_work import InWork\n"
        "work = InWork(Path(sys.argv[1]))\nwork.open()\nwork.end(work.begin('telegram:1:7'))\n"
        "work.begin('telegram:1:8')\nos.kill(os.getpid(), 9)\n"
    )
    for _ in range(2):
        before = life(tmp_path)
        slot = before.begin("telegram:1:8")
        assert slot != DEADLY
        before.end(slot)
        done = subprocess.run([sys.executable, "-c", code, tmp_path / "in_work"], cwd=HOME, timeout=200, check=False)
        assert done.returncode == -9
    third = life(tmp_path)
    assert third.begin("telegram:1:7") != DEADLY
    assert third.begin("telegram:1:8") == DEADLY


def test_a_death_that_comes_once_is_forgotten_when_the_update_survives(tmp_path: Path) -> None:
    dies_over(tmp_path, "a")
    second = life(tmp_path)
    second.end(second.begin("a"))
    second.committed()
    dies_over(tmp_path, "a")
    assert life(tmp_path).begin("a") != DEADLY


def test_what_was_set_aside_is_not_suspected_for_ever(tmp_path: Path) -> None:
    """A tick comes back every day under the same key."""
    for _ in range(2):
        dies_over(tmp_path, "clock::daily:")
    third = life(tmp_path)
    assert third.begin("clock::daily:") == DEADLY
    third.committed()
    assert third.begin("clock::daily:") != DEADLY
    third.end(0)


def test_more_in_work_than_there_is_room_for_is_not_noted_and_goes_on(tmp_path: Path) -> None:
    work = life(tmp_path)
    slots = [work.begin(f"key {i} " + "x" * 2_000) for i in range(SLOTS + 3)]
    for slot in slots:
        work.end(slot)
    assert work.begin("again") >= 0
    work.close()
    work.end(work.begin("after it was closed"))


@pytest.mark.parametrize("content", [b"", b"\xff" * 10_000, b"\x00\x05abc", b"{" * 4_096])
def test_torn_and_foreign_content_is_nobody(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "in_work").write_bytes(content)
    (tmp_path / "in_work.deaths").write_bytes(content)
    work = life(tmp_path)
    assert work.deaths == {}
    assert work.begin("a") >= 0


def test_where_the_disk_refuses_nothing_is_noted_and_nothing_stops(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    work = life(tmp_path / "file")
    work.end(work.begin("a"))
    work.committed()


# -- the intake -------------------------------------------------------------------------------------
async def test_an_update_that_ended_the_program_twice_is_kept_aside_and_the_others_go_on(
    store: FlakyStore, tmp_path: Path
) -> None:
    handled: list[str] = []

    def hears(turn: Turn) -> None:
        handled.append(turn.event.text)
        echo(turn)

    desk = Reception(store, [default(Where.PRIVATE, "message", hears)])
    bot = "1"
    for _ in range(2):
        dies_over(tmp_path, f"telegram:{bot}:k2")
    desk.intake.marker = life(tmp_path)
    await desk.takes("a", "boom", "b")
    assert handled == ["a", "b"]
    said = await desk.said()
    assert [said[0], said[2]] == ["heard a", "heard b"]
    assert "не пропало" in said[1]
    assert [fault.error for fault in await desk.faults()] == ["it ended the program twice"]
    assert await desk.seen() == 3


async def test_a_handler_that_fails_or_waits_for_the_database_is_no_death(store: FlakyStore, tmp_path: Path) -> None:
    def fails(turn: Turn) -> None:
        raise KeyError

    desk = Reception(store, [default(Where.PRIVATE, "message", fails)])
    desk.intake.marker = life(tmp_path)
    await desk.takes("a", "b")
    assert life(tmp_path).deaths == {}


async def test_an_alert_that_ended_the_program_twice_is_told_with_its_name(wire_store: Store, tmp_path: Path) -> None:
    wire = Wire(wire_store)
    for _ in range(2):
        dies_over(tmp_path, "clock::n_alert:t1")
    wire.intake.marker = life(tmp_path)
    wire.world.forgiving = True
    answer = await wire.comes(sample("wind"))
    assert answer.outcome == "bad"
    assert "a.xml" in wire.text()
    assert "дважды остановилась" in wire.text()
    assert await wire.notices() == []
    assert (await wire.comes(sample("wind"))).outcome == "draft"


@pytest.fixture
def wire_store(store: FlakyStore) -> Store:
    return store.store
