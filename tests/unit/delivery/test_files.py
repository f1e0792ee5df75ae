"""What is wrong with one file is that file's alone; nobody else can read them; nobody fills the disk with them."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.backups import Backups
from bot.channels.file_names import NAME_MAX, disk_name, sent_name
from bot.clock import MovableClock
from bot.delivery import file_limits
from bot.delivery.file_limits import KEEP_FREE, MB
from bot.delivery.files import Files
from bot.delivery.shelf import PAUSE_S
from bot.jobs.chores import Chores
from bot.jobs.forgotten import Forgotten
from bot.jobs.last_number import LastNumber
from bot.private_files import private_folder
from storage.changes import Changes, Query
from storage.open import make_store
from storage.records import Report, StoredFile, Timer
from storage.store import Store

POISON = (
    "\U00020bb7" * 70,
    "..",
    "...",
    "../../etc/passwd",
    "a\x00b.pdf",
    "\x00",
    "смета\ud83d",
    "x.\udfff",
    "CON",
    "nul.txt:stream",
    "C:\\Windows\\win.ini",
    "ж" * 300 + ".docx",
    "." + "a" * 400,
    "",
)


def written(path: Path) -> str:
    path.write_bytes(b"1234567890")
    return ""


class Source:
    """A messenger; `does` says for a handle what comes of it."""

    def __init__(self) -> None:
        self.does: dict[str, Callable[[Path], str]] = {}
        self.asked: list[str] = []

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        self.asked.append(handle)
        return self.does.get(handle, written)(path)


def raises(fault: BaseException) -> Callable[[Path], str]:
    def do(path: Path) -> str:
        raise fault

    return do


class Shelf:
    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder, self.clock, self.source = store, folder, MovableClock(), Source()
        self.room = 10_000 * MB
        self.files = Files(store, {"vk": self.source}, folder, self.clock, lambda: self.room)
        self.ticks: list[Timer] = []
        self.files.committed = self._committed

    def _committed(self, changes: Changes) -> None:
        self.ticks += [t for t in changes.rows.get(Timer, {}).values() if isinstance(t, Timer)]

    async def holds(self, *files: StoredFile) -> None:
        changes = Changes()
        for file in files:
            changes.put(file)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def fetches(self, seconds: float = 0) -> None:
        self.clock.leap(seconds)
        while await self.files._round():
            pass

    async def paths(self) -> dict[int, str]:
        listed = "[" + ",".join(str(n) for n in range(1, 300)) + "]"
        rows = (await self.store.read(Query("files_among", (listed,))))[0]
        return {row.id: row.path for row in rows}

    async def row(self, number: int) -> StoredFile:
        row = await self.files._row(number)
        assert row is not None
        return row

    def file(self, number: int, name: str = "a.pdf", *, person: int = 0, size: int = 0) -> StoredFile:
        return StoredFile(
            number, 1, 0, person, "vk", f"h{number}", "document", "u", name, size=size, created_at=self.clock.now()
        )


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    yield Shelf(store, tmp_path / "files")
    await store.close()


async def test_no_name_of_the_sender_gets_onto_the_disk(shelf: Shelf) -> None:
    """Rows could hold a lone surrogate only in memory: the database refuses it, the name is made all the same."""
    kept = [name for name in POISON if "\x00" not in name and name.isprintable()]
    await shelf.holds(*(shelf.file(n, name) for n, name in enumerate(kept, 1)))
    await shelf.fetches()
    paths = await shelf.paths()
    assert len(paths) == len(kept)
    for number, path in paths.items():
        assert Path(path).name.split(".")[0] == str(number)
        assert path.isascii()
        assert len(path) < 40
        assert (shelf.folder / path).read_bytes() == b"1234567890"
    for name in POISON:
        made = disk_name(9, name, "photo", "image/jpeg")
        assert made.isascii()
        assert made.partition(".")[0] == "9"
        assert "/" not in made


def test_a_name_that_goes_out_is_short_in_bytes_and_keeps_its_ending() -> None:
    for name in POISON:
        made = sent_name(name)
        assert len(made.encode()) <= NAME_MAX
        assert not set(made) & set('/\\"\x00')
        assert made.strip(".") or not made
    assert sent_name("ж" * 300 + ".docx").endswith("ж.docx")
    assert sent_name("Смета 2026.pdf") == "Смета 2026.pdf"


FAULTS = [OSError(code, "x") for code in (errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR)]


async def test_whatever_one_file_raises_the_others_come_and_it_is_given_up_in_the_end(shelf: Shelf) -> None:
    faults = [*FAULTS, RecursionError(), KeyError("file_path"), ValueError("embedded null byte"), AttributeError()]
    for n, fault in enumerate(faults, 1):
        shelf.source.does[f"h{n}"] = raises(fault)
    await shelf.holds(*(shelf.file(n) for n in range(1, len(faults) + 4)))
    await shelf.fetches()
    paths = await shelf.paths()
    assert all(paths[n] for n in range(len(faults) + 1, len(faults) + 4))
    for pause in PAUSE_S:
        assert [(await shelf.paths())[n] for n in range(1, len(faults) + 1)] == [""] * len(faults)
        await shelf.fetches(pause)
    assert {(await shelf.paths())[n] for n in range(1, len(faults) + 1)} == {"-failed"}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENOTDIR, errno.EIO])
async def test_a_disk_that_takes_nothing_is_waited_out_however_long(shelf: Shelf, code: int) -> None:
    shelf.source.does["h1"] = raises(OSError(code, "no"))
    await shelf.holds(shelf.file(1))
    for pause in (*PAUSE_S, *PAUSE_S, 600):
        await shelf.fetches(pause)
    assert await shelf.files.bring(1) == (None, "disk")
    assert (await shelf.paths())[1] == ""
    del shelf.source.does["h1"]
    await shelf.fetches(600)
    assert (await shelf.paths())[1] == "01/1.pdf"


async def test_nothing_is_asked_for_while_the_disk_has_no_room_for_it(shelf: Shelf) -> None:
    shelf.room = KEEP_FREE + 100 * MB
    await shelf.holds(shelf.file(1, size=101 * MB), shelf.file(2, size=99 * MB))
    await shelf.fetches()
    assert shelf.source.asked == ["h2"]
    shelf.room = 10_000 * MB
    await shelf.fetches(5)
    assert shelf.source.asked == ["h2", "h1"]


async def test_files_that_wait_do_not_stand_before_the_others(shelf: Shelf) -> None:
    for n in range(1, 61):
        shelf.source.does[f"h{n}"] = lambda path: "later"
    await shelf.holds(*(shelf.file(n) for n in range(1, 63)))
    await shelf.fetches()
    paths = await shelf.paths()
    assert paths[61]
    assert paths[62]


async def test_a_person_has_so_many_files_a_day_and_is_told_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_limits, "PERSON_FILES", 3)
    await shelf.holds(*(shelf.file(n, person=5) for n in range(1, 6)), shelf.file(6, person=6))
    await shelf.fetches()
    paths = await shelf.paths()
    assert [paths[n] for n in (4, 5)] == ["-quota", "-quota"]
    assert all(paths[n][0] != "-" for n in (1, 2, 3, 6))
    assert [(t.kind, t.key) for t in shelf.ticks] == [("file_refused", "1")]
    shelf.clock.leap(25 * 3600)
    await shelf.holds(shelf.file(7, person=5))
    await shelf.fetches()
    assert (await shelf.paths())[7] == "07/7.pdf"


async def test_the_bytes_of_a_day_count_as_they_lie_on_the_disk(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_limits, "PERSON_BYTES", 25)
    await shelf.holds(*(shelf.file(n, person=5) for n in range(1, 3)))
    await shelf.fetches()
    await shelf.holds(shelf.file(3, person=5, size=10))
    await shelf.fetches()
    assert (await shelf.paths())[3] == "-quota"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_nobody_else_may_read_what_people_sent_whatever_the_umask(shelf: Shelf, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        left = shelf.folder / "02" / "2-photo.jpg"
        left.parent.mkdir(parents=True)
        left.write_bytes(b"x")
        unfinished = shelf.folder / "02" / "3.pdf.part"
        unfinished.write_bytes(b"x")
        await shelf.files.tidy()
        await shelf.holds(shelf.file(1))
        await shelf.fetches()
        Forgotten(tmp_path / "forgotten.txt").note(4)
        changes = Changes()
        changes.put(Report(7, 1, "vk", "1", "ru", "new", "other", "", ""))
        LastNumber(tmp_path / "last_number.txt").note(changes)
    finally:
        os.umask(old)
    folders = [shelf.folder, shelf.folder / "exports", left.parent, shelf.folder / "01"]
    assert {mode(path) for path in folders} == {0o700}
    private = [left, shelf.folder / "01" / "1.pdf", tmp_path / "forgotten.txt", tmp_path / "last_number.txt"]
    assert {mode(path) for path in private} == {0o600}
    assert not unfinished.exists()


def test_a_folder_that_everybody_on_the_machine_shares_stays_theirs(tmp_path: Path) -> None:
    shared, own = tmp_path / "tmp", tmp_path / "own"
    for folder, open_to_all in ((shared, 0o1777), (own, 0o777)):
        folder.mkdir()
        folder.chmod(open_to_all)
        private_folder(folder)
    assert (mode(shared), mode(own)) == (0o1777, 0o700)


def test_a_damaged_list_beside_the_database_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    forgotten, last = Forgotten(tmp_path / "forgotten.txt"), LastNumber(tmp_path / "last_number.txt")
    forgotten.path.write_bytes(b"4\n\xff\x00\n" + b"9" * 6_000 + b"\n7\n1")  # cut short: it was to be 12
    forgotten.note(3)
    assert forgotten.ids() == [4, 7, 1, 3]
    for damaged in (b"\xff\xfe1", b"9" * 6_000, b"99999999999999999999", b""):
        last.path.write_bytes(damaged)
        assert last.after_restart(17) == 17
    last.keep(18)
    assert last.told() == 18


async def test_what_was_packed_for_a_person_is_gone_within_minutes_after_its_hour(shelf: Shelf) -> None:
    exports = shelf.files.exports.folder
    exports.mkdir(parents=True)
    for name, age_s in (("5-1-1.zip", 3_610), ("5-1.json", 3_610), ("6-2-1.zip", 3_500)):
        (exports / name).write_bytes(b"x")
        os.utime(exports / name, (time.time() - age_s, time.time() - age_s))
    nobody = cast(Any, None)
    backups = cast(Backups, SimpleNamespace(possible=False))
    chores = Chores(shelf.store, nobody, {}, (), shelf.files, shelf.clock, backups, nobody)
    (job,) = (job for job in chores.jobs() if job.name == "exports")
    assert job.period_ms <= 900_000
    await job.work()
    assert [path.name for path in exports.iterdir()] == ["6-2-1.zip"]
