"""The watched folder: read when it has come to rest, filed away with a word, and never twice, whatever kills it."""

from __future__ import annotations

import asyncio
import os
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from bot.beside import Here
from bot.notices import folder as folders
from bot.notices.folder import EMPTY_S, Folder, Sight
from bot.notices.inbox import Inbox
from storage.changes import Changes, Query
from storage.records import Timer
from storage.ticks import Tick
from tests.unit.alerts.wire import SAMPLES, Wire
from tests.unit.off_the_loop import in_the_loop

BAD = SAMPLES.parent / "bad"


class Desk:
    """A folder and the wire behind it, moved on by hand."""

    def __init__(self, wire: Wire, path: Path) -> None:
        self.wire, self.path = wire, path
        self.passed = 0.0
        self.begin()

    def begin(self) -> None:
        """As after a start of the program: nothing is remembered but what is written down."""
        self.inbox = Inbox(self.wire.store, self.wire.intake, self, Here(self.wire.shared.region), self.committed)
        self.folder = Folder(self.path, self.inbox, self.wire.shared.library.texts("ru"))

    def now(self) -> int:
        return self.wire.at

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds

    def committed(self, changes: Changes) -> None:
        pass

    async def looks(self, times: int = 1) -> None:
        for _ in range(times):
            await self.folder.look()
            self.passed += 2

    async def settles(self) -> None:
        """Long enough for a file to rest, be judged and be filed away."""
        await self.looks(2)
        await self.wire.passes(0)
        await self.looks()

    def put(self, name: str, source: Path | bytes) -> None:
        target = self.path / name
        if isinstance(source, bytes):
            target.write_bytes(source)
        else:
            shutil.copy(source, target)

    def files(self, folder: str = ".") -> list[str]:
        return sorted(p.name for p in (self.path / folder).glob("*") if p.is_file())

    def words(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")


@pytest.fixture
def desk(wire: Wire, tmp_path: Path) -> Desk:
    folder = tmp_path / "alerts"
    folder.mkdir()
    return Desk(wire, folder)


async def test_a_file_becomes_a_notice_and_is_filed_away(desk: Desk) -> None:
    desk.put("a.xml", SAMPLES / "wind.xml")
    await desk.settles()
    assert desk.files() == []
    assert desk.files("done") == ["a.txt", "a.xml"]
    assert "оповещение № 1 ждёт дежурного" in desk.words("done/a.txt")
    assert len(await desk.wire.notices()) == 1
    assert (await desk.wire.store.read(Query("settings_like", ("alert:",))))[0] == []


async def test_the_folder_is_looked_at_beside_the_loop(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be another machine's, which does not answer."""
    looked = in_the_loop(monkeypatch, os, "scandir")
    await desk.looks(4)
    assert looked
    assert not any(looked)


async def test_a_file_that_is_still_being_written_is_left_alone(desk: Desk) -> None:
    whole = (SAMPLES / "wind.xml").read_bytes()
    for size in (10, 300, 600):
        desk.put("a.xml", whole[:size])
        await desk.looks()
    assert (await desk.wire.store.read(Query("timers_due", (1 << 60, 9))))[0] == []
    desk.put("a.xml", whole)
    await desk.settles()
    assert desk.files("done") == ["a.txt", "a.xml"]


@pytest.mark.parametrize("written", [300, 600])
@pytest.mark.parametrize("room", [b"", b"\0" * 99])
async def test_one_whose_end_is_still_to_come_is_waited_for_though_it_stands_still(
    desk: Desk, written: int, room: bytes
) -> None:
    """Over a slow line it may for seconds; Windows makes room first, which is zeroes until it is written."""
    whole = (SAMPLES / "wind.xml").read_bytes()
    desk.put("a.xml", whole[:written].rstrip(b"\0 \n>") + room)
    await desk.looks(5)
    assert desk.files() == ["a.xml"]
    desk.put("a.xml", whole)
    await desk.settles()
    assert desk.files("done") == ["a.txt", "a.xml"]


async def test_one_that_has_no_end_is_refused_in_the_end(desk: Desk) -> None:
    desk.put("a.xml", (SAMPLES / "wind.xml").read_bytes()[:300].rstrip(b">"))
    await desk.looks(int(EMPTY_S) // 2 + 2)
    await desk.settles()
    assert desk.files("refused") == ["a.txt", "a.xml"]


async def test_a_file_that_cannot_be_opened_is_an_alarm_until_it_can(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object) -> bytes:
        raise PermissionError

    def alarms() -> list[str]:
        return [why for concern in desk.folder.trouble.concerns() if (why := concern.probe())]

    desk.put("a.xml", SAMPLES / "wind.xml")
    with monkeypatch.context() as patch:
        patch.setattr(folders, "read_at_rest", refused)
        await desk.looks(3)
        assert alarms() == ["a.xml"]
    desk.passed += 600
    await desk.settles()
    assert desk.files("done") == ["a.txt", "a.xml"]
    assert alarms() == []


async def test_an_empty_file_gets_its_time_and_is_then_refused(desk: Desk) -> None:
    desk.put("a.xml", b"")
    await desk.looks(5)
    await desk.wire.passes(0)
    assert desk.files() == ["a.xml"]
    desk.passed += EMPTY_S
    await desk.settles()
    assert desk.files("refused") == ["a.txt", "a.xml"]


@pytest.mark.parametrize("name", ["bomb", "bad-severity", "no-xml", "expires-before-sent"])
async def test_a_bad_file_is_refused_with_what_and_where_and_the_officers_are_told(desk: Desk, name: str) -> None:
    desk.put("storm.xml", BAD / f"{name}.xml")
    await desk.settles()
    assert desk.files("refused") == ["storm.txt", "storm.xml"]
    assert len(desk.words("refused/storm.txt").splitlines()) == 2
    assert "storm.xml" in desk.wire.text()
    assert await desk.wire.notices() == []


async def test_what_is_not_for_the_public_is_done_with_and_says_so(desk: Desk) -> None:
    desk.put("a.xml", SAMPLES / "private.xml")
    await desk.settles()
    assert "не рассылается" in desk.words("done/a.txt")
    assert await desk.wire.notices() == []


async def test_other_files_are_none_of_ours(desk: Desk) -> None:
    desk.put("readme.txt", b"hello")
    desk.put(".part.xml", b"<alert")
    desk.put("b.XML", SAMPLES / "wind.xml")
    (desk.path / "folder.xml").mkdir()
    await desk.settles()
    assert desk.files() == [".part.xml", "readme.txt"]
    assert desk.files("done") == ["b.XML", "b.txt"]


async def test_a_name_that_was_filed_before_is_kept_apart(desk: Desk) -> None:
    desk.put("a.xml", SAMPLES / "wind.xml")
    await desk.settles()
    desk.put("a.xml", SAMPLES / "circle.xml")
    await desk.settles()
    assert len(desk.files("done")) == 4


async def test_the_same_alert_under_another_name_is_one_alert(desk: Desk) -> None:
    desk.put("a.xml", SAMPLES / "wind.xml")
    desk.put("b.xml", SAMPLES / "wind.xml")
    await desk.settles()
    assert len(await desk.wire.notices()) == 1
    said = [desk.words(f"done/{name}.txt") for name in ("a", "b")]
    assert sorted("уже было" in words for words in said) == [False, True]


async def test_a_kill_before_it_was_judged_loses_nothing_and_makes_nothing_twice(desk: Desk) -> None:
    desk.put("a.xml", SAMPLES / "wind.xml")
    await desk.looks(2)
    desk.begin()
    await desk.looks(2)
    waiting: list[Timer] = (await desk.wire.store.read(Query("timers_due", (1 << 60, 9))))[0]
    assert [timer.kind for timer in waiting] == [Tick.ALERT]
    await desk.wire.passes(0)
    await desk.looks()
    assert desk.files("done") == ["a.txt", "a.xml"]
    assert len(await desk.wire.notices()) == 1


async def test_a_kill_after_it_was_judged_only_files_it_away(desk: Desk) -> None:
    desk.put("a.xml", SAMPLES / "wind.xml")
    await desk.looks(2)
    await desk.wire.passes(0)
    desk.begin()
    await desk.settles()
    assert "№ 1 ждёт дежурного" in desk.words("done/a.txt")
    assert len(await desk.wire.notices()) == 1


async def test_a_folder_that_went_away_is_waited_for(desk: Desk) -> None:
    shutil.rmtree(desk.path)
    await desk.looks(2)
    desk.path.mkdir()
    desk.put("a.xml", SAMPLES / "wind.xml")
    await desk.settles()
    assert desk.files("done") == ["a.txt", "a.xml"]


async def test_links_pipes_and_folders_are_left_alone_and_stop_nobody(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"not for you")
    os.mkfifo(desk.path / "a-pipe.xml")
    (desk.path / "b-folder.xml").mkdir()
    (desk.path / "c-link.xml").symlink_to(secret)
    (desk.path / "d-loop.xml").symlink_to(desk.path / "d-loop.xml")
    desk.put("z.xml", SAMPLES / "wind.xml")
    await desk.settles()
    assert desk.files("done") == ["z.txt", "z.xml"]
    assert "secret" not in desk.wire.text()
    assert secret.read_bytes() == b"not for you"


@pytest.mark.parametrize("fault", [PermissionError, ValueError, RecursionError])
async def test_a_file_that_cannot_be_read_keeps_no_other_waiting_and_is_asked_less_and_less(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    asked: list[float] = []
    head = folders.read_at_rest

    def refuses(path: Path, sight: Sight, largest: int) -> bytes | None:
        if path.name == "a.xml":
            asked.append(desk.passed)
            raise fault
        return head(path, sight, largest)

    monkeypatch.setattr(folders, "read_at_rest", refuses)
    desk.put("a.xml", SAMPLES / "circle.xml")
    desk.put("b.xml", SAMPLES / "wind.xml")
    await desk.settles()
    assert desk.files("done") == ["b.txt", "b.xml"]
    await desk.looks(300)
    pauses = [after - before for before, after in pairwise(asked)]
    assert pauses == sorted(pauses)
    assert len(asked) < 12
    monkeypatch.setattr(folders, "read_at_rest", head)
    await desk.looks(400)
    await desk.wire.passes(0)
    await desk.looks(2)
    assert "a.xml" in desk.files("done")


@pytest.mark.parametrize("name", [b"\xff\xfe bad.xml", b"a" * 251 + b".xml", "\u20bb7".encode() * 62 + b".xml"])
async def test_whatever_a_file_is_called_it_is_filed_away(desk: Desk, name: bytes) -> None:
    path = Path(os.fsdecode(bytes(desk.path) + b"/" + name))
    for _ in range(2):
        await asyncio.to_thread(path.write_bytes, (SAMPLES / "wind.xml").read_bytes())
        await desk.settles()
    assert desk.files() == []
    assert len([file for file in desk.files("done") if file.endswith(".txt")]) == 2
    assert len(await desk.wire.notices()) == 1


async def test_a_file_that_changes_while_it_is_read_is_read_when_it_rests(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("a.xml", SAMPLES / "wind.xml")
    await desk.looks(1)
    fstat = os.fstat
    grown: list[int] = []

    def grows(number: int) -> os.stat_result:
        if not grown:
            grown.append(1)
            desk.put("a.xml", SAMPLES / "circle.xml")
        return fstat(number)

    monkeypatch.setattr(os, "fstat", grows)
    await desk.looks(1)
    assert (await desk.wire.store.read(Query("timers_due", (desk.now() + 10_000, 5))))[0] == []
    await desk.settles()
    assert desk.files("done") == ["a.txt", "a.xml"]
    assert (desk.path / "done" / "a.xml").read_bytes() == (SAMPLES / "circle.xml").read_bytes()


async def test_a_huge_file_is_refused_by_its_beginning(desk: Desk) -> None:
    desk.put("a.xml", b"<alert>")
    os.truncate(desk.path / "a.xml", 1 << 30)
    await desk.settles()
    assert desk.files("refused") == ["a.txt", "a.xml"]
    assert "слишком большой" in desk.words("refused/a.txt")


@pytest.mark.parametrize("link", ["done", "done/storm.txt.part", "done/storm.part"])
async def test_nothing_is_written_or_filed_away_through_a_link(desk: Desk, tmp_path: Path, link: str) -> None:
    ours = tmp_path / "ours"
    (ours / "folder").mkdir(parents=True)
    (ours / "otklik.db").write_text("ours")
    place = desk.path / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(ours / ("folder" if link == "done" else "otklik.db"))
    desk.put("storm.xml", SAMPLES / "wind.xml")
    await desk.settles()
    assert (ours / "otklik.db").read_text() == "ours"
    assert list((ours / "folder").iterdir()) == []
    assert desk.files() == (["storm.xml"] if link == "done" else [])
