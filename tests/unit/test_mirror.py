"""Who was forgotten and the highest number, known to every machine that is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.clock import MovableClock
from bot.delivery.objects import Objects
from bot.jobs.forgotten import Forgotten
from bot.jobs.last_number import LastNumber
from bot.jobs.mirror import Mirror
from bot.settings import variables
from tests.stores import S3


class Node:
    def __init__(self, folder: Path, objects: Objects | None) -> None:
        self.forgotten, self.numbers = Forgotten(folder / "forgotten.txt"), LastNumber(folder / "last_number.txt")
        self.mirror = Mirror(objects, self.forgotten, self.numbers, MovableClock())


async def test_whichever_node_starts_knows_what_all_of_them_knew(s3: S3, tmp_path: Path) -> None:
    objects = s3.objects()
    first, second = (Node(tmp_path / name, objects) for name in ("first", "second"))
    first.forgotten.note(4)
    first.numbers.keep(17)
    second.forgotten.note(9)
    second.numbers.keep(12)
    for node in (first, second, first):
        assert await node.mirror.learn()
    assert first.forgotten.ids() == [4, 9]
    assert sorted(second.forgotten.ids()) == [4, 9]
    assert (first.numbers.told(), second.numbers.after_restart(3)) == (17, 17)
    new = Node(tmp_path / "new", objects)  # a machine that was never there
    assert await new.mirror.learn()
    assert sorted(new.forgotten.ids()) == [4, 9]
    assert new.numbers.after_restart(3) == 17
    assert sorted(await objects.names("forgotten/")) == ["4", "9"]
    assert len(await objects.names("last_number/")) == 3


async def test_what_is_new_while_it_runs_is_there_for_the_other(s3: S3, tmp_path: Path) -> None:
    objects = s3.objects()
    first, second = (Node(tmp_path / name, objects) for name in ("first", "second"))
    await first.mirror.learn()
    for person, number in ((5, 20), (6, 21)):
        first.forgotten.note(person)
        first.numbers.keep(number)
        await first.mirror.push()
    await second.mirror.learn()
    assert second.forgotten.ids() == [5, 6]
    assert second.numbers.after_restart(0) == 21
    await second.mirror.learn()
    assert second.forgotten.ids() == [5, 6]


async def test_a_number_of_another_node_takes_nothing_back(s3: S3, tmp_path: Path) -> None:
    objects = s3.objects()
    await objects.put("last_number/other", b"7")
    await objects.put("last_number/odd", b"x")
    await objects.put("forgotten/odd", b"")
    node = Node(tmp_path, objects)
    node.numbers.keep(30)
    assert await node.mirror.learn()
    assert node.numbers.told() == 30
    assert node.forgotten.ids() == []


async def test_a_start_goes_on_without_the_store_and_learns_later(s3: S3, tmp_path: Path) -> None:
    whole = s3.objects("same")
    await whole.put("forgotten/8", b"")
    node = Node(tmp_path, s3.objects("same", endpoint="http://127.0.0.1:9"))
    node.forgotten.note(3)
    assert not await node.mirror.learn()
    assert (node.forgotten.ids(), node.mirror.learned) == ([3], False)
    node.mirror.objects = whole
    assert await node.mirror.learn()
    assert node.forgotten.ids() == [3, 8]
    assert sorted(await whole.names("forgotten/")) == ["3", "8"]


async def test_without_a_store_everything_is_as_before(tmp_path: Path) -> None:
    node = Node(tmp_path, None)
    node.forgotten.note(3)
    assert await node.mirror.learn()
    await node.mirror.push()
    assert node.forgotten.ids() == [3]


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    return tmp_path


def test_a_restored_copy_is_without_those_whom_another_node_forgot(
    s3: S3, console: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    for name, value in s3.settings("restored").items():
        monkeypatch.setenv(name, value)
    assert main(["migrate"]) == 0
    database = console / "data" / "otklik.db"
    with sqlite3.connect(database) as opened:
        opened.execute("INSERT INTO person (id, language, created_at) VALUES (41, 'ru', 1), (42, 'ru', 1)")
    opened.close()
    assert main(["backup", "copy.db"]) == 0
    import asyncio

    objects = s3.objects("restored")
    asyncio.run(objects.put("forgotten/41", b""))
    asyncio.run(objects.put("last_number/first", b"600"))
    assert main(["restore", "copy.db", "--yes"]) == 0
    assert "601" in capsys.readouterr().out
    with sqlite3.connect(database) as opened:
        assert json.dumps(opened.execute("SELECT id FROM person ORDER BY id").fetchall()) == "[[42]]"
    opened.close()


def test_check_tries_the_store_and_says_what_is_wrong(
    s3: S3, console: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said() -> str:
        code, out = main(["check"]), capsys.readouterr().out
        assert code == (2 if "x  files" in out.replace("   ", "  ") else 0), out
        return next(line for line in out.splitlines() if " files " in line)

    good = s3.settings("checked")
    for name, value in good.items():
        monkeypatch.setenv(name, value)
    assert "kept in bucket files" in said()
    monkeypatch.setenv("FILES_SECRET", "another")
    assert "refuses the key FILES_KEY" in said()
    monkeypatch.setenv("FILES_SECRET", good["FILES_SECRET"])
    monkeypatch.setenv("FILES_URL", s3.url("checked", "nowhere"))
    assert "has no bucket nowhere" in said()
    monkeypatch.setenv("FILES_URL", s3.url("checked", endpoint="http://127.0.0.1:9"))
    assert "http://127.0.0.1:9 does not answer" in said()
    monkeypatch.setenv("FILES_SECRET", "")
    assert main(["check"]) == 2
    assert "FILES_SECRET" in capsys.readouterr().out
