"""The watched folder of other systems: read at rest, each row taken once or told with its reason, whatever kills it."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.back_office import leaving, tables
from bot.back_office.door import OutsideDoor
from bot.back_office.files import OutsideFiles
from bot.back_office.maps import read_document
from bot.back_office.tables import BESIDE_S, UNFINISHED_S, BackOfficeFolder
from bot.notices.fetch import WebFetcher
from bot.watched_files import lay
from handlers.intake import Intake
from storage.region.table_maps import TableMap
from tests.unit.off_the_loop import in_the_loop
from tests.unit.operator.office import ADMIN, Office
from tests.unit.outside.abroad import TEXT, Abroad
from tests.world.mortal import Killed

GRACE = 10_000
MAP = TableMap(
    "incident",
    {
        "id": "Номер записи", "report": "Внешний номер", "kind": "Статус", "text": "Ответ", "until": "Срок",
        "files": "Фото",
    },
    {"отработано": "answered", "в работе": "interim", "отказ": "rejected", "новое": "skip"},
    {}, (("%d.%m.%Y", False),),
)  # fmt: skip
HEAD = "Номер записи;Внешний номер;Статус;Ответ;Срок;Фото;Автор"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 50


class Cabinet:
    """The folder and the office behind it, moved on by hand."""

    def __init__(self, office: Office, path: Path) -> None:
        self.office, self.path, self.passed = office, path / "tables", 0.0
        self.path.mkdir()
        Abroad(office)
        office.moves_to(replace(office.region, table_maps=(MAP,)))
        self.files = OutsideFiles(WebFetcher(), path / "waiting")
        self.begin()

    def begin(self) -> None:
        """As after a start of the program."""
        office = self.office
        door = OutsideDoor(office.store, office.intake, office.world.clock)
        texts = office.shared.library.texts("ru")
        self.folder = BackOfficeFolder(self.path, door, office.intake, self.files, self, texts)

    def now(self) -> int:
        return self.office.at

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds

    def lays(self, name: str, body: str | bytes, client: str = "incident") -> Path:
        path = self.path / client / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)
        return path

    async def looks(self, times: int = 3) -> None:
        for _ in range(times):
            await self.folder.look()
            self.passed += 2
        await self.office.passes(0)

    def there(self) -> set[str]:
        return {str(path.relative_to(self.path)) for path in self.path.rglob("*") if path.is_file()}

    def errors(self, name: str) -> list[list[str]]:
        text = (self.path / "incident" / "errors" / name).read_text(encoding="utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]


@pytest.fixture
def cabinet(office: Office, tmp_path: Path) -> Cabinet:
    return Cabinet(office, tmp_path)


def table(*rows: str) -> str:
    return "\r\n".join((HEAD, *rows, ""))


async def test_a_table_with_the_client_s_own_columns_is_taken_and_filed_away(cabinet: Cabinet) -> None:
    office = cabinet.office
    await office.files_report(1)
    await office.files_report(2)
    body = table(
        "A-1;№ 1;Отработано;«Засыпали», " + TEXT + ";;;Иванов;;",
        'A-2;2;В  РАБОТЕ;"Едем завтра.\r\nЖдите.";20.11.2025;;Петров',
        "A-3;2;Новое;;;;Сидоров",
        ";;;;;;",
    )
    cabinet.lays("ответы.csv", ("sep=;\r\n" + body).encode("cp1251"))
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/ответы.csv"}
    await office.passes(GRACE)
    said = [shown.text for shown in office.to_citizen()]
    assert len(said) == 2
    assert TEXT in said[0]
    assert "Едем завтра.\nЖдите." in said[1]
    assert "20 ноября" in said[1]
    assert "Инцидент Менеджмент, файл" not in office.of_chat(ADMIN)


async def test_a_table_is_read_beside_the_loop(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    await cabinet.office.files_report(1)
    calls = [in_the_loop(monkeypatch, tables, name) for name in ("read_document", "read_rows")]
    looked = in_the_loop(monkeypatch, os, "scandir")
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;x"))
    await cabinet.looks()
    assert looked
    assert not any(looked)
    assert calls == [[False], [False]]
    assert cabinet.there() == {"incident/done/a.csv"}


async def test_bad_rows_are_told_with_line_and_reason_and_can_be_mended(cabinet: Cabinet) -> None:
    office = cabinet.office
    await office.files_report(1)
    cabinet.lays("a.csv", table(
        f"A-1;1;Отработано;{TEXT};;;x", "A-2;77;Отработано;Нет такого;;;x", 'A-3;1;Отработано;"не закрыто;;;x',
        "A-4;один;Сделано;Текст;;;x", "A-5;1;В работе;Без дня;;;x", "A-6;1;Отработано;Фото;;нет.jpg;x",
    ))  # fmt: skip
    await cabinet.looks(2)
    assert cabinet.there() == {"incident/a.csv"}, "it waits for the file that a row names"
    cabinet.passed += BESIDE_S
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv", "incident/errors/a.csv"}
    rows = cabinet.errors("a.csv")
    assert [(row[0] or row[-2], row[-2]) for row in rows] == [
        ("A-2", "3"), ('A-3;1;Отработано;"не закрыто;;;x', "4"), ("A-4", "5"), ("A-5", "6"), ("A-6", "7"),
    ]  # fmt: skip
    reasons = [row[-1] for row in rows]
    assert "№ 77 нет" in reasons[0]
    assert "Кавычка" in reasons[1]
    assert "Внешний номер" in reasons[2]
    assert "Сделано" in reasons[2]
    assert "Срок" in reasons[3]
    assert "нет.jpg" in reasons[4]
    assert "Инцидент Менеджмент, файл a.csv: принято строк — 1, не принято — 5." in office.of_chat(ADMIN)
    assert "Строка 3: " in office.of_chat(ADMIN)
    mended = (cabinet.path / "incident/errors/a.csv").read_text(encoding="utf-8-sig").replace(";77;", ";1;")
    (cabinet.path / "incident/errors/a.csv").unlink()
    cabinet.lays("a.csv", mended)
    cabinet.passed += BESIDE_S
    await cabinet.looks(2)
    cabinet.passed += BESIDE_S
    await cabinet.looks()
    assert "A-2" not in [row[0] for row in cabinet.errors("a.csv")]
    await office.passes(GRACE)
    assert len(office.to_citizen()) == 2


async def test_a_file_that_is_still_written_waits_and_nothing_else_is_looked_at(cabinet: Cabinet) -> None:
    await cabinet.office.files_report(1)
    path = cabinet.lays("a.csv", table("A-1;1;Отработано;Нач"))
    cabinet.lays(".b.csv", table())
    cabinet.lays("c.txt", "x")
    cabinet.lays("d.csv", table("A-9;1;Отработано;Чужое;;;"), client="reader")
    (path.parent / "e.csv").symlink_to(path)
    (path.parent / "f.csv").mkdir()
    for size in range(3):
        path.write_text(table("A-1;1;Отработано;Нача" + "л" * size))
        await cabinet.looks(1)
    assert "incident/a.csv" in cabinet.there()
    await cabinet.looks()
    assert "incident/done/a.csv" in cabinet.there()
    assert {"incident/.b.csv", "incident/c.txt", "reader/d.csv"} <= cabinet.there()
    assert [line.text for line in await cabinet.office.history()] == ["Началл"]


@pytest.mark.parametrize("ended", [b"", b"\0" * 64, "А-2;1;Отработано;Ещё н".encode()[:-1]])
async def test_a_table_whose_end_is_still_to_come_is_waited_for_and_no_half_of_a_row_goes_out(
    cabinet: Cabinet, ended: bytes
) -> None:
    """Over a slow line it stands still for seconds; Windows makes room first, which is zeroes until it is written."""
    await cabinet.office.files_report(1)
    begun = table("A-1;1;Отработано;Яму засыпали, бригада верн").removesuffix("\r\n").encode()
    path = cabinet.lays("a.csv", begun + ended)
    await cabinet.looks(5)
    assert cabinet.there() == {"incident/a.csv"}
    path.write_bytes(table("A-1;1;Отработано;Яму засыпали, бригада вернётся завтра.;;;").encode())
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv"}
    assert [line.text for line in await cabinet.office.history()] == ["Яму засыпали, бригада вернётся завтра."]


async def test_a_table_without_a_last_line_s_end_is_taken_in_the_end_and_one_with_holes_is_refused(
    cabinet: Cabinet,
) -> None:
    await cabinet.office.files_report(1)
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;").removesuffix("\r\n"))
    cabinet.lays("b.csv", table(f"B-1;1;Отработано;{TEXT};;;").encode() + b"\0" * 64)
    await cabinet.looks(3 + int(UNFINISHED_S) // 2)
    assert cabinet.there() == {"incident/done/a.csv", "incident/errors/b.csv", "incident/errors/b.csv.txt"}
    assert "нулевые байты" in cabinet.office.of_chat(ADMIN)


async def test_the_same_row_twice_in_a_table_and_in_another_one_is_done_once(cabinet: Cabinet) -> None:
    await cabinet.office.files_report(1)
    named, nameless = f"A-1;1;Отработано;{TEXT};;;", ";1;В работе;Едем;20.11.2025;;"
    cabinet.lays("a.csv", table(named, named, nameless, nameless, "A-1;1;Отработано;Другое.;;;"))
    await cabinet.looks()
    (cabinet.path / "incident/done/a.csv").unlink()
    cabinet.lays("c.csv", table(nameless, named))
    await cabinet.looks()
    assert sorted(line.text for line in await cabinet.office.history()) == sorted([TEXT, "Едем"])
    assert [row[-2] for row in cabinet.errors("a.csv")] == ["6"]


async def test_a_photo_beside_the_table_goes_with_the_answer(cabinet: Cabinet) -> None:
    office = cabinet.office
    await office.files_report(1)
    cabinet.lays("яма.jpg", JPEG)
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;яма.jpg;", "A-2;1;Отработано;Чужое;;../x.jpg;"))
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv", "incident/done/яма.jpg", "incident/errors/a.csv"}
    (file,) = await office.files()
    assert (file.channel, file.kind, file.name, file.size) == ("outside", "photo", "яма.jpg", len(JPEG))
    target = cabinet.path / "fetched.jpg"
    assert await cabinet.files.fetch(file.handle, "", target) == ""
    assert target.read_bytes() == JPEG
    assert await cabinet.files.fetch("0" * 64, "", target) == "gone"
    assert await cabinet.files.fetch("", "https://127.0.0.1/a.jpg", target) not in ("", "later")


async def test_the_photo_of_a_row_that_was_not_taken_lies_beside_it_to_be_laid_down_again(cabinet: Cabinet) -> None:
    office = cabinet.office
    await office.files_report(1)
    for name in ("яма.jpg", "обе.jpg"):
        cabinet.lays(name, JPEG + name.encode())
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;обе.jpg;", f"A-2;99;Отработано;{TEXT};;яма.jpg|обе.jpg;"))
    await cabinet.looks()
    assert cabinet.there() == {
        "incident/done/a.csv", "incident/done/обе.jpg", "incident/errors/a.csv", "incident/errors/яма.jpg",
    }  # fmt: skip
    await office.files_report(99)
    for path in (cabinet.path / "incident/errors/яма.jpg", cabinet.path / "incident/done/обе.jpg"):
        path.rename(cabinet.path / "incident" / path.name)
    mended = cabinet.path / "incident/errors/a.csv"
    mended.rename(cabinet.path / "incident/b.csv")
    await cabinet.looks()
    assert {file.name for file in await office.files(99)} == {"яма.jpg", "обе.jpg"}


async def test_a_photo_that_a_kill_left_behind_leaves_and_one_laid_since_belongs_to_the_next_table(
    cabinet: Cabinet,
) -> None:
    office = cabinet.office
    await office.files_report(1)
    for name in ("яма.jpg", "двор.jpg"):
        cabinet.lays(name, JPEG + name.encode())
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;яма.jpg|двор.jpg;"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaving.Leaving, "go_on", Fate(1).over(leaving.Leaving.go_on))
        with pytest.raises(Killed):
            await cabinet.looks()
    assert {"incident/done/a.csv", "incident/яма.jpg", "incident/двор.jpg"} <= cabinet.there()
    cabinet.lays("яма.jpg", JPEG + b"another")
    cabinet.begin()
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv", "incident/done/двор.jpg", "incident/яма.jpg"}
    cabinet.lays("a.csv", table(f"A-2;1;Отработано;{TEXT};;яма.jpg;"))
    await cabinet.looks()
    assert not [name for name in cabinet.there() if name.count("/") == 1]
    assert [file.size for file in await office.files()] == [
        len(JPEG + end) for end in ("яма.jpg".encode(), "двор.jpg".encode(), b"another")
    ]


DAMAGED = (
    b"", b"[]", b"{", b'{"table": "a.csv", "moves": {}}', b'{"table": 1, "moves": 1}', b"[" * 100_000,
    b'{"table": "gone", "moves": {"gone": ["done", "gone", 0, 0]}}', b'{"table": "a.csv", "moves": ["ab", null]}',
    b'{"table": "a.csv", "moves": {"a.csv": ["done", "a.csv", 1e999, NaN]}}', b'{"table": "\xff", "moves": {}}',
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGED)
async def test_a_damaged_note_of_what_was_leaving_keeps_nothing_from_being_read(
    cabinet: Cabinet, damage: bytes
) -> None:
    await cabinet.office.files_report(1)
    cabinet.lays(".a.csv.leaving.json", damage)
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;"))
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv"}


@pytest.mark.parametrize("hindrance", ["folder", "link", "pipe"])
async def test_what_is_no_note_but_has_the_name_of_one_keeps_nothing_from_being_read(
    cabinet: Cabinet, hindrance: str
) -> None:
    await cabinet.office.files_report(1)
    path = cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;")).with_name(".x.leaving.json")
    if hindrance == "folder":
        path.mkdir()
    elif hindrance == "link":
        path.symlink_to(path.name)
    else:
        os.mkfifo(path)
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv"}


@pytest.mark.parametrize(
    ("name", "place", "called"),
    [
        ("evil", "../../..", "region.toml"), ("evil", "done", "../../../region.toml"), ("evil", "done", "/region.toml"),
        ("../../region.toml", "done", "mine"), ("evil", "", "region.toml"), ("evil", "done", ".."), ("evil", ".", "b"),
        ("evil", "done", "a\0b"), ("evil", "done", "\ud83d"), ("evil", "done", 1), ("evil", "mine", "region.toml"),
        ("evil", "elsewhere", "region.toml"),
    ],
)  # fmt: skip
async def test_a_note_that_a_client_lays_moves_nothing_out_of_its_folder_nor_into_it(
    cabinet: Cabinet, tmp_path: Path, name: str, place: str, called: Any
) -> None:
    await cabinet.office.files_report(1)
    region = tmp_path / "region.toml"
    region.write_text("ours")
    evil = cabinet.lays("evil", "theirs")
    (evil.parent / "done").mkdir()
    (evil.parent / "elsewhere").symlink_to(tmp_path)
    found = (evil.parent / name).lstat()
    moves = {"gone": ["done", "gone", 0, 0], name: [place, called, found.st_size, found.st_mtime_ns]}
    for table_name in ("gone", "x"):
        cabinet.lays(".gone.leaving.json", json.dumps({"v": 1, "table": table_name, "moves": moves}))
        cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;"))
        await cabinet.looks()
        assert region.read_text() == "ours"
        assert evil.read_text() == "theirs"
        assert {path for path in cabinet.there() if "/a" not in path} == {"incident/evil"}
        assert not (evil.parent / "a.csv").exists()


async def test_a_note_leads_through_no_link_that_stands_for_a_place_of_ours(cabinet: Cabinet, tmp_path: Path) -> None:
    region = tmp_path / "region.toml"
    region.write_text("ours")
    evil = cabinet.lays("evil", "theirs")
    (evil.parent / "errors").symlink_to(tmp_path)
    found = evil.lstat()
    moves = {"gone": ["done", "gone", 0, 0], "evil": ["errors", "region.toml", found.st_size, found.st_mtime_ns]}
    cabinet.lays(".gone.leaving.json", json.dumps({"v": 1, "table": "gone", "moves": moves}))
    await cabinet.looks()
    assert region.read_text() == "ours"


def test_a_note_is_written_through_no_link(tmp_path: Path) -> None:
    ours, folder = tmp_path / "region.toml", tmp_path / "incident"
    folder.mkdir()
    ours.write_text("ours")
    goes = leaving.Leaving(folder, "a.csv")
    for name in ("a.csv", "b.jpg"):
        (folder / name).write_text(name)
        goes.add(name, folder / "done" / name)
    (folder / ".a.csv.leaving.json.part").symlink_to(ours)
    assert goes.go() == []
    assert ours.read_text() == "ours"
    assert sorted(path.name for path in folder.rglob("*.*")) == ["a.csv", "b.jpg"]


def test_a_programs_own_folder_may_be_a_link_that_an_administrator_made(tmp_path: Path) -> None:
    real, folder = tmp_path / "elsewhere", tmp_path / "incident"
    real.mkdir()
    folder.symlink_to(real)
    goes = leaving.Leaving(folder, "a.csv")
    for name in ("a.csv", "b.jpg"):
        (folder / name).write_text(name)
        goes.add(name, folder / "done" / name)
    assert goes.go() == [], "its note is written, too"
    assert {path.name for path in (real / "done").iterdir()} == {"a.csv", "b.jpg"}


async def test_a_folder_that_has_the_name_of_a_file_costs_its_row_alone_and_no_descriptor(cabinet: Cabinet) -> None:
    await cabinet.office.files_report(1)
    rows = f"A-1;1;Отработано;{TEXT};;;", f"A-2;1;Отработано;{TEXT};;двор;"
    home = cabinet.lays("a.csv", table(*rows)).parent
    for name in ("двор", ".x.leaving.json"):
        (home / name).mkdir()
    cabinet.passed += BESIDE_S
    await cabinet.looks()
    cabinet.passed += BESIDE_S
    await cabinet.looks()
    assert {"incident/done/a.csv", "incident/errors/a.csv"} <= cabinet.there()
    assert [row[0] for row in cabinet.errors("a.csv")] == ["A-2"]
    before = len(os.listdir("/proc/self/fd"))
    await cabinet.looks(10)
    assert len(os.listdir("/proc/self/fd")) < before + 10


async def test_rows_that_were_not_taken_are_written_through_no_link(cabinet: Cabinet, tmp_path: Path) -> None:
    await cabinet.office.files_report(1)
    region = tmp_path / "region.toml"
    region.write_text("ours")
    errors = cabinet.lays("a.csv", table("B-1;99;Отработано;Нет такого;;;")).parent / "errors"
    errors.mkdir()
    (errors / "a.csv.part").symlink_to(region)
    (errors / "b.csv.txt.part").symlink_to(region)
    cabinet.lays("b.csv", "x;y\n1;2\n")
    await cabinet.looks()
    assert region.read_text() == "ours"
    assert {"incident/errors/a.csv", "incident/done/a.csv", "incident/errors/b.csv.txt"} <= cabinet.there()


async def test_the_name_of_a_table_is_one_line_of_what_staff_read(cabinet: Cabinet) -> None:
    name = "a\n\nВсё снято.\u202e\x1b[2J.csv"
    cabinet.lays(name, table("B-1;99;Отработано;Нет такого;;;"))
    await cabinet.looks()
    told = [said.text for said in cabinet.office.chats[ADMIN] if "Всё снято" in said.text]
    assert [line for text in told for line in text.splitlines() if "Всё снято" in line and "a??Всё" not in line] == []
    assert told
    assert f"incident/done/{name}" in cabinet.there()


@pytest.mark.parametrize("place", ["done", "errors"])
async def test_nothing_leaves_by_a_link_that_stands_for_a_place_of_ours(
    cabinet: Cabinet, tmp_path: Path, place: str
) -> None:
    await cabinet.office.files_report(1)
    ours = tmp_path / "region"
    ours.mkdir()
    cabinet.lays("region.toml", "theirs")
    path = cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;", "B-1;99;Отработано;Нет такого;;region.toml;"))
    cabinet.lays("b.csv", "x;y\n1;2\n")
    (path.parent / place).symlink_to(ours)
    await cabinet.looks(6)
    assert list(ours.iterdir()) == []
    assert path.exists()
    assert cabinet.folder.trouble.concerns()[1].probe() in ("incident/a.csv", "incident/b.csv")


async def test_a_folder_that_has_the_name_of_a_table_of_errors_keeps_nothing_from_leaving(cabinet: Cabinet) -> None:
    path = cabinet.lays("a.csv", table("B-1;99;Отработано;Нет такого;;;"))
    (path.parent / "errors" / "a.csv").mkdir(parents=True)
    await cabinet.looks()
    there = cabinet.there()
    assert "incident/done/a.csv" in there
    assert [name for name in there if name.startswith("incident/errors/a-")]


async def test_a_full_disk_keeps_no_table_from_leaving(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(leaving: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    await cabinet.office.files_report(1)
    monkeypatch.setattr(leaving.Leaving, "_write_down", full)
    cabinet.lays("яма.jpg", JPEG)
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;яма.jpg;"))
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv", "incident/done/яма.jpg"}


async def test_half_a_note_that_a_kill_left_is_swept(cabinet: Cabinet) -> None:
    await cabinet.office.files_report(1)
    cabinet.lays(".a.csv.leaving.json.part", "{")
    cabinet.lays("a.csv", table(f"A-1;1;Отработано;{TEXT};;;"))
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv"}


async def test_what_cannot_be_read_at_all_goes_to_errors_with_a_word(cabinet: Cabinet) -> None:
    cabinet.lays("a.csv", "x;y\n1;2\n")
    cabinet.lays("b.json", "{")
    await cabinet.looks(3 + int(UNFINISHED_S) // 2)
    assert cabinet.there() == {
        "incident/errors/a.csv", "incident/errors/a.csv.txt", "incident/errors/b.json", "incident/errors/b.json.txt",
    }  # fmt: skip
    assert "Внешний номер" in (cabinet.path / "incident/errors/a.csv.txt").read_text()
    assert "файл a.csv не прочитан" in cabinet.office.of_chat(ADMIN)


HALF = "\ud83d"
"""Half of a letter: JSON can write it, nothing else can hold it."""


@pytest.mark.parametrize("field", ["id", "report", "kind", "text", "files", "organisation", "until", HALF])
async def test_half_a_letter_in_a_list_costs_its_row_at_most_and_the_folder_goes_on(
    cabinet: Cabinet, field: str
) -> None:
    await cabinet.office.files_report(1)
    row = {"id": "A-1", "report": "1", "kind": "interim", "text": TEXT, "until": "2025-11-20", field: f"я{HALF}"}
    cabinet.lays("a.json", json.dumps([row]))
    cabinet.lays("b.json", json.dumps([{"id": "B-1", "report": "1", "kind": "answered", "text": TEXT}]))
    await cabinet.looks(3 + int(BESIDE_S) // 2)
    assert {path.partition("/")[2].partition("/")[0] for path in cabinet.there()} <= {"done", "errors"}
    assert TEXT in [line.text for line in await cabinet.office.history()]


async def test_a_fault_of_our_own_in_one_table_keeps_no_other_from_being_taken(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(region: Any, client: str, name: str, data: bytes) -> Any:
        if name == "a.csv":
            raise ValueError
        return read_document(region, client, name, data)

    monkeypatch.setattr(tables, "read_document", read)
    await cabinet.office.files_report(1)
    for name in ("a", "b"):
        cabinet.lays(f"{name}.csv", table(f"{name}-1;1;Отработано;{TEXT};;;"))
    await cabinet.looks()
    assert cabinet.there() == {"incident/a.csv", "incident/done/b.csv"}


async def test_a_list_has_our_names_and_the_client_s_words(cabinet: Cabinet) -> None:
    await cabinet.office.files_report(1)
    cabinet.lays(
        "a.json", '[{"report": 1, "kind": "Отработано", "text": "Сделали"}, {"report": 5, "kind": "Отказ"}, 7]'
    )
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.json", "incident/errors/a.json", "incident/errors/a.json.txt"}
    assert (cabinet.path / "incident/errors/a.json").read_text().count("\n") == 4
    assert "Строка 3: " in (cabinet.path / "incident/errors/a.json.txt").read_text()


# -- kills ----------------------------------------------------------------------------------------
class Fate:
    """The process is gone at the `fatal`-th thing that the folder does, before it or just after."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.done = fatal, 0

    def step(self) -> None:
        self.done += 1
        if self.done == self.fatal:
            raise Killed

    def over(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def mortal(*args: Any, **how: Any) -> Any:
            self.step()
            found = work(*args, **how)
            self.step()
            return found

        return mortal

    def over_async(self, work: Callable[..., Any]) -> Callable[..., Any]:
        async def mortal(*args: Any, **how: Any) -> Any:
            self.step()
            found = await work(*args, **how)
            self.step()
            return found

        return mortal


def mortal(fate: Fate, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "replace", fate.over(os.replace))
    patch.setattr(Path, "unlink", fate.over(Path.unlink))
    patch.setattr(tables, "lay", fate.over(lay))
    patch.setattr(OutsideDoor, "_few", fate.over_async(OutsideDoor._few))
    patch.setattr(Intake, "tick", fate.over_async(Intake.tick))
    patch.setattr(Intake, "take", fate.over_async(Intake.take))


async def test_a_kill_at_any_moment_repeats_no_row_and_loses_none(office: Office, tmp_path: Path) -> None:
    cabinet = Cabinet(office, tmp_path)
    rows = [f"A-{n};{n};Отработано;Ответ {n};;{'a.jpg' if n == 2 else ''};" for n in range(1, 13)]
    rows += ["B-1;99;Отработано;Нет такого;;;", "B-2;1;Непонятно;x;;;"]
    for number in range(1, 13):
        await office.files_report(number)
    fatal, died = 0, True
    while died:
        fatal += 1
        shutil.rmtree(cabinet.path)
        cabinet.path.mkdir()
        body = table(*(row.replace("A-", f"A{fatal}-") for row in rows))
        cabinet.lays("a.jpg", JPEG)
        cabinet.lays("a.csv", body)
        before = sum([len(await office.history(number)) for number in range(1, 13)])
        cabinet.begin()
        died = False
        with pytest.MonkeyPatch.context() as patch:
            mortal(Fate(fatal), patch)
            try:
                await cabinet.looks(3)
            except Killed:
                died = True
        cabinet.begin()
        cabinet.passed += BESIDE_S
        await cabinet.looks(3)
        lines = sum([len(await office.history(number)) for number in range(1, 13)])
        assert lines - before == 12, f"killed at {fatal}"
        there = {name for name in cabinet.there() if not name.endswith(".part")}
        assert there == {"incident/done/a.csv", "incident/done/a.jpg", "incident/errors/a.csv"}, f"killed at {fatal}"
        assert [row[0] for row in cabinet.errors("a.csv")] == ["B-1", "B-2"]
        told = [s for s in office.chats[ADMIN] if "файл a.csv" in s.text]
        assert len(told) == fatal, f"killed at {fatal}: told more than once"
    assert fatal > 20
