"""`restore` and `backup` by themselves: what is refused, what is left by a kill, what `check` says of the copies."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from bot.backups import DONE, make_copy
from bot.cli import main, restore
from storage import postgres_tools
from storage.changes import Changes, Query
from storage.copies import CopyError
from storage.open import make_store
from storage.records import Person, Record, Report, Timer
from storage.store import Rows, Store
from storage.ticks import Tick
from tests.unit.console import bare_folder

URL = "sqlite:///data/otklik.db"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path)


def report(number: int) -> Report:
    return Report(number, 1, "vk", "1", "ru", "new", "snow", "roads", f"text {number}")


def put(*records: Record, url: str = URL) -> None:
    async def work() -> None:
        store = make_store(url)
        await store.open()
        await store.migrate()
        changes = Changes()
        for record in records:
            changes.put(record)
        async with store.unit() as unit:
            await unit.commit(changes)
        await store.close()

    asyncio.run(work())


def ask(query: Query, url: str = URL) -> Rows:
    async def work() -> Rows:
        store = make_store(url)
        await store.open()
        try:
            return (await store.read(query))[0]
        finally:
            await store.close()

    return asyncio.run(work())


def last_number() -> str:
    return Path("data/last_number.txt").read_text(encoding="ascii")


def names(folder: str = "data") -> set[str]:
    return {path.name for path in Path(folder).iterdir()}


def test_what_the_database_that_goes_aside_knows_better_is_kept() -> None:
    put(Person(1, 7), Person(2, 7), report(3))
    assert main(["backup", "copy.db"]) == 0
    put(report(9), Timer(Tick.ERASE_FILES, "2", 1, "[]"))  # asked to be forgotten; the log beside was not yet written
    shutil.rmtree("data/files", ignore_errors=True)
    assert main(["restore", "copy.db", "--yes"]) == 0
    assert last_number() == "9"
    assert Path("data/forgotten.txt").read_text(encoding="ascii").split() == ["2"]
    assert [person.id for person in ask(Query("persons_among", ("[1, 2]",)))] == [1]


def test_the_database_that_goes_aside_is_whole_with_what_only_its_log_has() -> None:
    put(report(1))
    assert main(["backup", "copy.db"]) == 0
    with closing(sqlite3.connect("data/otklik.db")) as killed:  # a connection that a kill would leave: its log is full
        killed.execute("INSERT INTO setting VALUES ('later', 'yes')")
        killed.commit()
        assert main(["restore", "copy.db", "--yes"]) == 0
    [aside] = [name for name in names() if ".before-restore-" in name and not name.endswith(restore.SIDES)]
    with closing(sqlite3.connect(f"data/{aside}")) as old:
        assert old.execute("SELECT value FROM setting WHERE name = 'later'").fetchall() == [("yes",)]
    with closing(sqlite3.connect("data/otklik.db")) as new:
        assert new.execute("SELECT value FROM setting WHERE name = 'later'").fetchall() == []
        assert new.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert stat.S_IMODE(os.stat("data/otklik.db").st_mode) == 0o600


def test_a_copy_that_a_killed_program_left_comes_back_with_its_log() -> None:
    put(report(1))
    with closing(sqlite3.connect("data/otklik.db")) as running:
        running.execute("INSERT INTO setting VALUES ('later', 'yes')")
        running.commit()
        Path("found").mkdir()
        for side in ("", "-wal"):
            shutil.copy(f"data/otklik.db{side}", f"found/killed.db{side}")
    assert Path("found/killed.db-wal").stat().st_size > 0
    assert main(["restore", "found/killed.db", "--yes"]) == 0
    assert [row.value for row in ask(Query("setting", ("later",)))] == ["yes"]
    assert names("found") == {"killed.db", "killed.db-wal"}


def test_a_damaged_database_is_replaced_too() -> None:
    put(report(4))
    main(["backup", "copy.db"])
    Path("data/otklik.db").write_bytes(b"ruined" * 5000)
    assert main(["restore", "copy.db", "--yes"]) == 0
    assert ask(Query("reports_count")) == [(1,)]


def test_a_kill_at_the_worst_moment_leaves_the_old_one_and_the_next_try_works(monkeypatch: pytest.MonkeyPatch) -> None:
    put(report(1))
    main(["backup", "copy.db"])
    put(report(2))
    with monkeypatch.context() as patched:
        patched.setattr(restore, "_move_aside", lambda file: sys.exit("killed"))
        with pytest.raises(SystemExit):
            main(["restore", "copy.db", "--yes"])
    assert ask(Query("reports_count")) == [(2,)]
    Path("data/otklik.db.restoring").write_bytes(b"left by a kill")
    assert main(["restore", "copy.db", "--yes"]) == 0
    assert ask(Query("reports_count")) == [(1,)]
    assert "otklik.db.restoring" not in names()


def test_nothing_is_touched_where_something_is_refused(capsys: Output) -> None:
    put(report(1))
    main(["backup", "copy.db"])
    before = Path("data/otklik.db").read_bytes()
    Path("none.db").write_text("no copy", encoding="utf-8")
    assert main(["restore", "none.db", "--yes"]) == 2
    assert main(["restore", "away.db", "--yes"]) == 2
    assert main(["restore", "data/otklik.db", "--yes"]) == 2
    assert main(["restore", "copy.db"]) == 2
    assert "--yes" in capsys.readouterr().err
    with closing(sqlite3.connect("copy.db")) as copy:
        copy.execute("INSERT INTO schema_version VALUES (9999, 'later', 1)")
        copy.commit()
    assert main(["restore", "copy.db", "--yes"]) == 2
    assert "9999" in capsys.readouterr().err
    assert Path("data/otklik.db").read_bytes() == before
    assert not [name for name in names() if "restor" in name]


def test_a_copy_that_has_no_room_says_where_and_how_much(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not that the database has none: it may be well."""
    put(report(1))
    Path("full").mkdir()
    monkeypatch.setattr("bot.cli.database.free_in", lambda _: 1)
    assert main(["backup", "full/copy.db"]) == 2
    said = capsys.readouterr().err
    assert "full" in said
    assert "MB" in said
    assert list(Path("full").iterdir()) == []


def test_a_copy_comes_back_where_there_is_nothing_yet() -> None:
    put(report(5), url="sqlite:///elsewhere/otklik.db")
    Path("elsewhere/otklik.db").rename("copy.db")
    Path("data").mkdir()
    Path("data/otklik.db-wal").write_bytes(b"the log of another database")
    assert main(["restore", "copy.db"]) == 0
    assert "otklik.db-wal" not in names()
    assert ask(Query("reports_count")) == [(1,)]


def test_a_copy_made_by_other_means_is_noted(capsys: Output) -> None:
    put(report(1))
    assert main(["backup", "--done"]) == 0
    noted = int(ask(Query("setting", (DONE,)))[0].value)
    assert main(["backup", "copy.db"]) == 0
    assert int(ask(Query("setting", (DONE,)))[0].value) > noted > 0


def test_check_says_whether_copies_can_be_made(capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "usb"))
    assert main(["check"]) == 2
    assert "BACKUP_DIR" in capsys.readouterr().out
    (tmp_path / "usb").mkdir()
    assert main(["check"]) == 0
    assert str(tmp_path / "usb") in capsys.readouterr().out
    assert names(str(tmp_path / "usb")) == set()
    monkeypatch.setattr("bot.cli.check_backups.can_write", lambda folder: False)
    assert main(["check"]) == 2


@pytest.mark.postgres
async def test_a_pg_dump_that_is_older_than_the_server_is_named(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("pg_dump", "pg_restore"):
        (old / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n", encoding="utf-8")
        (old / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(old), prepend=os.pathsep)
    store = make_store(postgres_url)
    await store.open()
    with pytest.raises(CopyError) as caught:
        await store.backup(str(tmp_path / "copy.dump"))
    await store.close()
    assert caught.value.code == "old-tool"
    assert not (tmp_path / "copy.dump").exists()


@pytest.mark.parametrize(
    ("url", "seen", "password"),
    [
        ("postgresql://a:p%40ss@h1,h2:5433/x?sslmode=require", "postgresql://a@h1,h2:5433/x?sslmode=require", "p@ss"),
        ("postgresql://a@h/x", "postgresql://a@h/x", ""),
        ("postgresql:///x?host=/run/pg&user=a&password=p+q", "postgresql:///x?host=/run/pg&user=a", "p q"),
    ],
)
async def test_a_password_is_never_an_argument(
    url: str, seen: str, password: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tool = tmp_path / "pg_restore"
    tool.write_text(f'#!/bin/sh\necho "$*|$PGPASSWORD" > {tmp_path}/told\n', encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    await postgres_tools.restore(url, tmp_path / "x.dump")
    arguments, _, given = (tmp_path / "told").read_text(encoding="utf-8").strip().partition("|")
    assert f"--dbname={seen} " in arguments
    assert given == password


@pytest.mark.parametrize(
    ("complaint", "asks", "code"),
    [
        (
            "pg_restore: error: could not execute query: ERROR:  permission denied for schema public",
            "restore",
            "tool-rights",
        ),
        ("ERROR:  cannot execute CREATE TABLE in a read-only transaction", "restore", "tool-read-only"),
        ("something of tomorrow", "restore", "tool"),
        ("pg_restore: error: input file is something of tomorrow", "check", "not-ours"),
    ],
)
async def test_what_a_tool_says_is_told_with_the_way_out(
    complaint: str, asks: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No server is asked about a file that is only looked at: then it is no matter of its address or its rights."""
    tool = tmp_path / "pg_restore"
    tool.write_text(f'#!/bin/sh\necho "{complaint}" >&2\nexit 1\n', encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    path = tmp_path / "x"
    work = postgres_tools.check(path) if asks == "check" else postgres_tools.restore("postgresql:///x", path)
    with pytest.raises(CopyError) as caught:
        await work
    assert caught.value.code == code
    assert caught.value.told["tool"] == "pg_restore"


async def test_a_copy_that_came_out_cut_short_on_a_full_disk_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def cut(path: Path) -> None:
        raise CopyError("damaged", path=path)

    class Short:
        async def backup(self, path: str) -> None:
            await asyncio.to_thread(Path(path).write_text, "short")

    monkeypatch.setattr(postgres_tools, "check", cut)
    for free, code in ((4096, "tool-room"), (10**9, "damaged")):
        monkeypatch.setattr("bot.backups.free_in", lambda _, free=free: free)
        with pytest.raises(CopyError) as caught:
            await make_copy(cast("Store", Short()), tmp_path / "copy.dump", sqlite=False)
        assert caught.value.code == code
        assert "copy" not in "".join(os.listdir(tmp_path))
