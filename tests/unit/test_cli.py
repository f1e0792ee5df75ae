"""The command line: exit codes, one line a fault, nothing heavy loaded."""

from __future__ import annotations

import asyncio
import csv
import errno
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.entry import COMMANDS
from bot.cli.export import create_file
from bot.cli.export_cells import cell as _cell
from handlers.notices.content import Area, Content
from storage.changes import Changes
from storage.notice_records import Notice, NoticeCount, NoticeEvent
from storage.open import make_store
from storage.records import Fault, Record, Report
from storage.region.load import FICTIONAL
from tests.unit.console import bare_folder

HOME = Path(__file__).resolve().parents[2]
TELEGRAM = "123456:AAsecretsecretsecret"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path)


def put(*records: Record) -> None:
    """Rows into the default database, made if it is not there."""

    async def work() -> None:
        store = make_store("sqlite:///data/otklik.db")
        await store.open()
        await store.migrate()
        changes = Changes()
        for record in records:
            changes.put(record)
        async with store.unit() as unit:
            await unit.commit(changes)
        await store.close()

    asyncio.run(work())


def test_help_lists_what_is_built_and_nothing_else(capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    listed = re.findall(r"^    (\w[\w-]*)(?: |$)", said, re.MULTILINE)
    assert listed == [command.name for command in COMMANDS]


def test_nothing_at_all_is_help(capsys: Output) -> None:
    assert main([]) == 0
    assert "commands" in capsys.readouterr().out


def test_help_is_in_the_language_asked_for(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEFAULT_LANGUAGE")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    main([])
    assert "commands" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "C.UTF-8")
    main([])
    assert "команды" in capsys.readouterr().out
    Path(".env").write_text("DEFAULT_LANGUAGE=en\n", encoding="utf-8")
    main([])
    assert "commands" in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv",
    [["faults"], ["faults", "drop"], ["backup"], ["export", "people", "x.csv"], ["run", "--fast"], ["--nonsense"]],
)
def test_a_wrong_line_is_one_line_and_exit_code_2(argv: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(argv)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_command_is_answered_with_the_nearest(capsys: Output) -> None:
    assert main(["chek"]) == 2
    assert '"check"' in capsys.readouterr().err
    assert main(["subscriber", "export"]) == 2
    assert '"subscribers"' in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv", [["run"], ["sandbox"], ["migrate"], ["faults", "list"], ["backup", "x"], ["export", "reports", "x"]]
)
def test_wrong_settings_stop_every_command_with_a_line_a_fault(
    argv: list[str], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PORT", "many")
    monkeypatch.setenv("TELEGRAM_TOKEN", "hush")
    assert main(argv) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "hush" not in "".join(lines)


def test_run_refuses_a_fictional_region_that_is_named(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TELEGRAM)
    monkeypatch.setenv("REGION", str(FICTIONAL))
    assert main(["run"]) == 2
    assert "REGION" in capsys.readouterr().err


def test_run_names_every_fault_of_the_region(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(FICTIONAL, "region")
    for name in ("topics.toml", "settlements.csv"):
        Path("region", name).unlink()
    monkeypatch.setenv("REGION", "region")
    monkeypatch.setenv("TELEGRAM_TOKEN", TELEGRAM)
    assert main(["run"]) == 2
    assert [line.split(":")[1].strip() for line in capsys.readouterr().err.splitlines()] == [
        "topics.toml",
        "settlements.csv",
    ]


def test_a_database_is_made_once(capsys: Output) -> None:
    assert main(["migrate"]) == 0
    assert "0001_start" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    assert "0001_start" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv", [["faults", "list"], ["faults", "retry"], ["backup", "x.db"], ["export", "reports", "x.csv"]]
)
def test_a_database_that_is_not_there_is_not_made_by_reading(argv: list[str], capsys: Output) -> None:
    assert main(argv) == 2
    assert "data/otklik.db" in capsys.readouterr().err
    assert not Path("data").exists()
    assert not Path(argv[-1]).exists()


def test_faults_are_listed_without_what_was_written(capsys: Output) -> None:
    put(Fault(7, "telegram", "1", "555", '{"text": "private words"}', "KeyError at handlers/x.py:3", 1_770_000_000_000))
    assert main(["faults", "list"]) == 0
    said = capsys.readouterr().out
    assert "KeyError at handlers/x.py:3" in said
    assert "555" in said
    assert "private" not in said


def test_a_backup_never_overwrites(capsys: Output) -> None:
    put(Fault(7, "telegram", "1", "555", "{}", "KeyError", 1))
    assert main(["backup", "copy.db"]) == 0
    assert Path("copy.db").stat().st_size > 0
    assert main(["backup", "copy.db"]) == 2
    assert main(["backup", "nowhere/copy.db"]) == 2


def test_names_that_are_no_text_are_names_of_files_all_the_same() -> None:
    put(Fault(7, "telegram", "1", "555", "{}", "KeyError", 1))
    odd = os.fsdecode(b"\xff\xd1")
    assert main(["backup", f"{odd}.db"]) == 0
    assert main(["export", "reports", f"{odd}.csv"]) == 0
    assert {b"\xff\xd1.db", b"\xff\xd1.csv"} <= set(os.listdir(b"."))


def report(number: int, text: str) -> Report:
    row = Report(number, 1, "vk", "1", "ru", "new", "snow", "roads", text)
    row.details = '{"v": 1, "told": [[{"ru": "Какой подъезд?", "en": "Which entrance?"}, {"": "=3"}]]}'
    row.settlement, row.municipality, row.created_at = "sosnovinka", "99601000", 1_772_521_200_000
    return row


def test_reports_go_into_a_spreadsheet() -> None:
    put(*(report(n, f"Снег, «{n}»\nи лёд") for n in range(1, 1202)), report(2000, "=HYPERLINK(1)"))
    assert main(["export", "reports", "out.csv"]) == 0
    with open("out.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["number"]) for row in rows] == [*range(1, 1202), 2000]
    assert rows[0]["text"] == "Снег, «1»\nи лёд"
    assert rows[0]["topic"] == "Snow and ice"
    assert rows[0]["settlement"] == "Сосновинка"
    assert rows[0]["created_at"] == "2026-03-03T12:00:00+05:00"
    assert rows[0]["answered_at"] == ""
    assert rows[0]["details"] == "Which entrance? =3"
    assert rows[-1]["text"] == "'=HYPERLINK(1)"
    assert [_cell(f"{sign}1+1") for sign in "＝＋－＠=+-@"] == [f"'{sign}1+1" for sign in "＝＋－＠=+-@"]
    for between in (";", "; ", ";;", "\t", "\n", "\r\n "):
        assert _cell(f"Снег{between}=1+1 - да") == f"Снег{between}'=1+1 - да"
    assert _cell("Снег; лёд, -5;\nи ветер") == "Снег; лёд, -5;\nи ветер"
    assert stat.S_IMODE(os.stat("out.csv").st_mode) == 0o600


def test_the_journal_of_notices_goes_into_a_spreadsheet() -> None:
    """A repeat is the program's; what persons wrote is never calculated."""
    said = Content(
        "flood", 4, area=Area(settlements=("sosnovinka",)), texts={"ru": "=2+2 вода"}, until=1_772_600_000_000
    )
    first = Notice(5, "sent", "flood", 4, 0, said.dump(), until=said.until)
    repeat = Notice(9, "sent", "flood", 4, 0, said.dump(), link="repeats", linked_id=5, version=2, source="clock")
    put(
        first, repeat,
        NoticeEvent(1, 5, 1_772_521_200_000, "approve", "telegram:2", "@Борис"),
        NoticeEvent(2, 5, 1_772_521_300_000, "return", "telegram:2", "Борис", '{"why": "+7 не тот"}'),
        NoticeEvent(3, 9, 1_772_521_400_000, "repeat", "clock", "", '{"by": 5}'),
        NoticeCount(5, "telegram", "sent", "", 7), NoticeCount(5, "vk", "unreachable", "blocked", 2),
    )  # fmt: skip
    assert main(["export", "notices", "journal.csv"]) == 0
    with open("journal.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["what"]: row for row in csv.DictReader(file)}
    assert (rows["approve"]["at"], rows["approve"]["notice"]) == ("2026-03-03T12:00:00+05:00", "5")
    assert (rows["approve"]["who"], rows["return"]["why"]) == ("'@Борис", "'+7 не тот")
    assert (rows["approve"]["text"], rows["approve"]["area"]) == ("'=2+2 вода", "Сосновинка")
    assert (rows["approve"]["sent"], rows["approve"]["failed"]) == ("7", "2")
    again = rows["repeat"]
    assert (again["repeat"], again["repeat_of"], again["program"], again["other"]) == ("2", "5", "1", "5")
    assert rows["approve"]["program"] == rows["approve"]["repeat"] == ""
    assert stat.S_IMODE(os.stat("journal.csv").st_mode) == 0o600
    assert main(["export", "notices", "journal.csv"]) == 2


@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_half_a_table_is_none(trouble: BaseException, tmp_path: Path) -> None:
    """The same command works once there is room, and nobody takes the half for the whole."""

    def write() -> None:
        with create_file(tmp_path / "reports.csv") as file:
            file.write("number,status")
            raise trouble

    with pytest.raises(type(trouble)):
        write()
    assert list(tmp_path.iterdir()) == []


def test_an_export_never_overwrites() -> None:
    put(report(1, "x"))
    Path("out.csv").write_text("mine", encoding="utf-8")
    assert main(["export", "reports", "out.csv"]) == 2
    assert Path("out.csv").read_text(encoding="utf-8") == "mine"


def test_an_interrupt_ends_without_a_traceback(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.database.load_settings", interrupt)
    assert main(["migrate"]) == 130
    assert capsys.readouterr().err == "\n"


@pytest.mark.parametrize("arguments", [["--help"], ["check"]])
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    code = (
        "import sys; from bot.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = ('aiogram', 'aiohttp', 'pymorphy3', 'vk_api', 'asyncpg', 'apscheduler')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=200,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_program_runs_as_a_module() -> None:
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chek"], capture_output=True, text=True, env=environment, timeout=200
    )
    assert done.returncode == 2
    assert done.stderr.startswith("otklik: ")
    assert "Traceback" not in done.stderr
