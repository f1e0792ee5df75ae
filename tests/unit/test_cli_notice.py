"""`otklik notice`: a file becomes a notice, or a line a fault; beside a running service and without one."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.notices import console
from bot.settings import variables
from handlers.cap.signature import sign
from storage.changes import Query
from storage.ids import CONSOLE_BASE
from storage.notice_records import Notice
from storage.open import make_store
from storage.region.load import FICTIONAL
from tests.cap.keys import pair
from tests.unit.test_region_load import change

CAP = Path(__file__).resolve().parents[1] / "cap"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Output) -> None:
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    monkeypatch.setenv("ADMIN_CHAT", "telegram:-100500")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.chdir(tmp_path)
    assert main(["migrate"]) == 0
    capsys.readouterr()


def read(*queries: Query) -> list[list[Any]]:
    async def work() -> list[list[Any]]:
        store = make_store("sqlite:///data/otklik.db")
        await store.open()
        try:
            return await store.read(*queries)
        finally:
            await store.close()

    return asyncio.run(work())


def notices() -> list[Notice]:
    return read(Query("notices_among", (str(list(range(1, 20))),)))[0]


def sample(name: str, **changes: str) -> str:
    """A copy of a sample that is in force for a long time, with words changed."""
    text = (CAP / "good" / f"{name}.xml").read_text(encoding="utf-8").replace("2026-11-26T06", "2096-11-26T06")
    for old, new in changes.items():
        text = text.replace(old, new)
    path = Path(f"{name}.xml")
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_waits_for_an_officer(capsys: Output) -> None:
    assert main(["notice", sample("wind")]) == 0
    said = capsys.readouterr()
    assert "notice № 1 waits for an officer" in said.out
    assert said.err == ""
    (notice,) = notices()
    assert (notice.id, notice.state, notice.source) == (1, "pending", "hydromet")
    assert notice.id < CONSOLE_BASE
    assert read(Query("setting", ("alert:",)))[0] == []


def test_not_even_at_the_console_goes_unsigned_what_has_to_be_signed(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FICTIONAL, "region")
    monkeypatch.setenv("REGION", "region")
    change(Path("region/notices.toml"), 'senders = ["alerts@', 'certificate = "c.pem"\nsenders = ["alerts@')
    ours = pair("hydromet")
    Path("region/c.pem").write_text(ours.certificate)
    path = Path(sample("wind"))
    assert main(["notice", str(path), "--approve", "I. Petrova"]) == 2
    assert "this source has to sign" in capsys.readouterr().err
    path.write_bytes(sign(path.read_bytes(), ours.key, ours.certificate.encode()))
    assert main(["notice", str(path)]) == 0
    assert [notice.state for notice in notices()] == ["pending"]


def test_the_same_file_twice_is_one_notice(capsys: Output) -> None:
    for _ in range(2):
        assert main(["notice", sample("wind")]) == 0
    assert "was here before" in capsys.readouterr().out
    assert len(notices()) == 1


def test_an_approval_at_the_console_is_written_down(capsys: Output) -> None:
    assert main(["notice", sample("wind"), "--approve", "I. Petrova"]) == 0
    assert "is being sent" in capsys.readouterr().out
    (notice,) = notices()
    assert (notice.state, notice.approver_name) == ("approved", "I. Petrova")
    assert [e.actor for e in read(Query("notice_events", (1,)))[0]] == ["console", "console"]


@pytest.mark.parametrize("name", ["test", "private", "restricted", "system", "draft", "elsewhere", "unplaced"])
def test_what_may_not_go_to_the_public_is_refused_to_whoever_wants_it_sent(name: str, capsys: Output) -> None:
    assert main(["notice", sample(name), "--approve", "I. Petrova"]) == 2
    assert capsys.readouterr().err.startswith("otklik: ")
    assert notices() == []


@pytest.mark.parametrize("path", sorted((CAP / "bad").glob("*.xml"))[::6], ids=lambda path: path.stem)
def test_a_bad_file_is_a_line_a_fault_and_changes_nothing(path: Path, capsys: Output) -> None:
    assert main(["notice", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(line.startswith(f"otklik: {path}: ") for line in said.err.splitlines())
    assert "Traceback" not in said.err
    assert notices() == []


def test_every_fault_has_its_line_with_what_and_where(capsys: Output) -> None:
    path = CAP / "bad" / "two-faults.xml"
    assert main(["notice", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert 'alert/status: there is no "Real"' in lines[0]
    assert 'alert/info[1]/severity: there is no "Red"' in lines[1]


def test_what_is_over_is_refused(capsys: Output) -> None:
    path = Path("old.xml")
    text = (CAP / "good" / "wind.xml").read_text(encoding="utf-8")
    path.write_text(text.replace("2026-", "2016-"), encoding="utf-8")
    assert main(["notice", str(path)]) == 2
    assert "it is over already" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["nowhere.xml"], ["."], ["{}", "--approve", "   "], ["{}", "--approve", "x" * 61]])
def test_what_cannot_be_is_one_line(argv: list[str], capsys: Output) -> None:
    path = sample("wind")
    assert main(["notice", *(word.format(path) for word in argv)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert notices() == []


def test_without_a_database_nothing_is_made(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere/otklik.db")
    assert main(["notice", sample("wind")]) == 2
    assert "elsewhere/otklik.db" in capsys.readouterr().err
    assert not Path("elsewhere").exists()


def test_a_service_that_holds_the_database_is_left_to_judge(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers here: the alert stays written down, and that is said."""
    monkeypatch.setattr(console, "PATIENCE_S", 0.3)

    async def work() -> int:
        store = make_store("sqlite:///data/otklik.db")
        await store.open(exclusive=True)
        try:
            return await asyncio.to_thread(main, ["notice", sample("wind")])
        finally:
            await store.close()

    assert asyncio.run(work()) == 0
    assert "written down" in capsys.readouterr().out
    assert notices() == []
    assert [timer.kind for timer in read(Query("timers_due", (1 << 60, 9)))[0]] == ["n_alert"]
