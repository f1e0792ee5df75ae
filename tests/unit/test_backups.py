"""Nightly copies: whole or not there, never on a full disk, and it is known when the last good one was made."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.backups import DONE, MARGIN, Backups, backups_of, make_copy, note_done
from bot.clock import MovableClock
from bot.settings import Settings
from storage.changes import Changes, Query
from storage.copies import CopyError, check_sqlite
from storage.open import make_store
from storage.records import Person
from storage.store import StorageError, Store
from tests.databases import open_file

DAY_S = 24 * 3600
PLENTY = 10**12


class Night:
    """A database, a folder for its copies, and a disk with as much room as a test says."""

    def __init__(self, store: Store, url: str, folder: Path, keep: int = 3, *, own: bool = True) -> None:
        self.clock, self.room, self.folder = MovableClock(), PLENTY, folder
        self.store = store
        self.backups = Backups(store, self.clock, url, folder, keep, own=own, free=lambda _: self.room)

    async def done_at(self) -> int:
        rows = (await self.store.read(Query("setting", (DONE,))))[0]
        return int(rows[0].value) if rows else 0

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


async def test_copies_go_where_the_settings_say_and_only_if_that_is_there(tmp_path: Path) -> None:
    store = await open_file(tmp_path)
    url, data, other = SecretStr(f"sqlite:///{tmp_path}/otklik.db"), tmp_path / "data", tmp_path / "disk"
    settings = Settings(_env_file=None).model_copy(update={"data_dir": data, "database_url": url})
    named = backups_of(settings.model_copy(update={"backup_dir": other}), store, MovableClock())
    with pytest.raises(FileNotFoundError):
        await named.nightly()
    other.mkdir()
    await named.nightly()
    assert (len(list(other.iterdir())), data.exists()) == (1, False)
    await backups_of(settings, store, MovableClock()).nightly()
    assert len(list((data / "backups").iterdir())) == 1
    await store.close()


async def fill(store: Store, people: int = 2000) -> None:
    changes = Changes()
    for number in range(1, people + 1):
        changes.put(Person(number, 7))
    async with store.unit() as unit:
        await unit.commit(changes)


async def test_each_night_has_a_closed_copy_and_the_oldest_goes(
    store: Store, database_url: str, tmp_path: Path, tools: None
) -> None:
    night = Night(store, database_url, tmp_path / "copies")
    await fill(store)
    assert night.backups.possible
    for _ in range(5):
        begun_at = night.clock.now()
        await night.backups.nightly()
        done_at = night.clock.now()
        night.clock.leap(DAY_S)
    assert len(night.names()) == 3
    assert {stat.S_IMODE(os.stat(night.folder / name).st_mode) for name in night.names()} == {0o600}
    assert begun_at <= await night.done_at() <= done_at
    assert night.backups.trouble == ""


async def test_without_room_there_is_no_copy_no_note_and_an_alarm_with_the_reason(
    store: Store, database_url: str, tmp_path: Path, tools: None
) -> None:
    night = Night(store, database_url, tmp_path / "copies")
    await night.backups.nightly()
    before, noted = night.names(), await night.done_at()
    night.clock.leap(DAY_S)
    size = (await store.read(Query("database_size")))[0][0][0]
    night.room = size + MARGIN - 1
    with capture_logs() as logs, pytest.raises(CopyError):
        await night.backups.nightly()
    assert [(one["event"], one["why"]) for one in logs] == [("backup.failed", "backup-room")]
    assert (night.names(), await night.done_at(), night.backups.trouble) == (before, noted, "backup-room")
    night.room += 1
    await night.backups.nightly()
    assert len(night.names()) == 2
    assert night.backups.trouble == ""


async def test_after_a_night_without_a_copy_it_is_tried_again_until_somebody_has_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = make_store(url)
    await store.open()
    await store.migrate()
    night = Night(store, url, tmp_path / "copies")
    await night.backups.again()
    assert night.names() == []  # nothing is wrong
    night.room = 0
    for attempt in (night.backups.nightly, night.backups.again):
        with pytest.raises(CopyError):
            await attempt()
    night.room = PLENTY
    await night.backups.again()
    assert (len(night.names()), night.backups.trouble) == (1, "")
    night.room = 0
    night.clock.leap(DAY_S)
    with pytest.raises(CopyError):
        await night.backups.nightly()
    night.clock.leap(60)
    await note_done(store, night.clock.now())  # by `otklik backup`
    await night.backups.again()
    await store.close()
    assert (len(night.names()), night.backups.trouble) == (1, "")


async def test_the_nights_copy_and_another_try_do_not_meet(tmp_path: Path) -> None:
    """Each begins by clearing away what a killed run left: that of the other, if it were under way."""
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = make_store(url)
    await store.open()
    await store.migrate()
    night = Night(store, url, tmp_path / "copies")
    night.backups.recall("backup-room", 1)
    await asyncio.gather(night.backups.nightly(), night.backups.again())
    await store.close()
    assert (len(night.names()), night.backups.trouble) == (1, "")


async def test_what_a_killed_run_left_goes_and_never_counts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = make_store(url)
    await store.open()
    await store.migrate()
    night = Night(store, url, tmp_path / "copies", keep=1)
    night.folder.mkdir()
    (night.folder / "otklik-1.db.part").write_bytes(b"half")
    await night.backups.nightly()
    await store.close()
    assert len(night.names()) == 1
    check_sqlite(night.folder / night.names()[0])


async def test_a_copy_that_came_out_damaged_is_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.db"
    inner = make_store(url)
    await inner.open()
    await inner.migrate()
    await fill(inner)

    class Scratched:
        """A disk that writes something else than it was told."""

        async def backup(self, path: str) -> None:
            await inner.backup(path)
            with open(path, "r+b") as file:  # noqa: ASYNC230 - a small file of a test
                file.seek(3 * 4096)
                file.write(os.urandom(8 * 4096))

        def __getattr__(self, name: str) -> object:
            return getattr(inner, name)

    night = Night(Scratched(), url, tmp_path / "copies")  # type: ignore[arg-type]  # all else is the inner one's
    with pytest.raises(CopyError):
        await night.backups.nightly()
    await inner.close()
    assert night.names() == []
    assert night.backups.trouble == "backup-broken"


async def test_a_foreign_disk_that_is_not_mounted_is_not_written_beneath(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = make_store(url)
    await store.open()
    await store.migrate()
    night = Night(store, url, tmp_path / "mnt" / "copies", own=False)
    night.backups = Backups(store, night.clock, url, night.folder, 3, own=False)
    with pytest.raises(FileNotFoundError):
        await night.backups.nightly()
    await store.close()
    assert not night.folder.exists()
    assert night.backups.trouble == "backup-folder"


async def test_a_copy_never_takes_another_files_place(
    store: Store, database_url: str, tmp_path: Path, tools: None
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    with pytest.raises(StorageError):
        await make_copy(store, precious, sqlite=database_url.startswith("sqlite"))
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("spoil", ["other", "empty", "text", "newer", "cut"])
def test_a_file_that_is_no_copy_of_ours_is_told_from_one(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "copy.db"
    tables = "CREATE TABLE report (x); CREATE TABLE person (x); CREATE TABLE outbox (x); CREATE TABLE setting (x);"
    versions = "CREATE TABLE schema_version (version); INSERT INTO schema_version VALUES (9999);"
    with closing(sqlite3.connect(path)) as database:
        database.executescript("CREATE TABLE other (x);" if spoil == "other" else tables + versions)
        if spoil == "cut":
            database.execute("UPDATE schema_version SET version = 1")
            database.execute("INSERT INTO report VALUES (zeroblob(100000))")
            database.commit()
    if spoil in ("empty", "text"):
        path.write_bytes(b"" if spoil == "empty" else b"number;text\n" * 1000)
    if spoil == "cut":
        os.truncate(path, 30_000)
    with pytest.raises(CopyError) as caught:
        check_sqlite(path)
    wanted = {"other": "not-ours", "empty": "not-ours", "text": "not-ours", "newer": "newer", "cut": "damaged"}
    assert caught.value.code == wanted[spoil]
    assert [file.name for file in tmp_path.iterdir()] == ["copy.db"]


async def test_a_copy_of_a_clock_that_was_ahead_does_not_take_the_new_ones_place(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = await open_file(tmp_path)
    night = Night(store, url, tmp_path / "copies", keep=1)
    ahead = night.folder / f"otklik-{night.clock.now() // 1000 + DAY_S}.db"
    night.folder.mkdir()
    ahead.write_bytes(b"")
    await night.backups.nightly()
    await store.close()
    assert len(night.names()) == 1
    assert not ahead.exists()
