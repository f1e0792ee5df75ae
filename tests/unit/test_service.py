"""The code with which the service ends: 2 only for what a person has to mend, 1 for what is started anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import service
from bot.cli import main
from bot.readers import make_readers
from bot.settings import Settings, variables
from bot.start import StartFailed
from bot.supervise import ServiceFailed
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.reading.region_words import _inflections
from storage.ids import Ids
from storage.region.load import FICTIONAL, load_region
from storage.store import InUse, NewerSchema, StorageError

Output = pytest.CaptureFixture[str]
HOME = Path(__file__).resolve().parents[2]


def ends_with(monkeypatch: pytest.MonkeyPatch, fault: BaseException | None) -> None:
    async def guarded(*_: object) -> None:
        if fault is not None:
            raise fault

    monkeypatch.setattr(service, "guarded", guarded)


def settings(folder: Path) -> Settings:
    return Settings(_env_file=None).model_copy(update={"data_dir": folder})


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (None, 0),
        (ServiceFailed("database-in-use"), 1),
        (ServiceFailed("stuck: writer"), 1),
        (ValueError("somebody's words"), 1),
        (ExceptionGroup("x", [KeyError("somebody's words")]), 1),
        (MemoryError(), 1),
    ],
)
def test_how_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception | None, code: int) -> None:
    ends_with(monkeypatch, fault)
    with capture_logs() as logs:
        assert service.run_service(settings(tmp_path), load_region(FICTIONAL)) == code
    assert len([entry for entry in logs if entry["event"] == "service.ended"]) == (code != 0)
    assert "words" not in str(logs)


IN_THE_LOOP = """
import asyncio, pathlib, threading
from bot import service
from bot.settings import Settings
from storage.region.load import FICTIONAL, load_region

async def guarded(*_):
    asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)

service.guarded, service.LEAVES_S = guarded, 0.2
said = Settings(_env_file=None).model_copy(update={"data_dir": pathlib.Path(".")})
service.run_service(said, load_region(FICTIONAL))
"""
AT_THE_END = """
import threading
from bot import leaving

threading.Thread(target=threading.Event().wait).start()
leaving.LEAVES_S = 0.2
leaving.leave(0)
"""


@pytest.mark.parametrize("script", [IN_THE_LOOP, AT_THE_END], ids=["loop", "process"])
def test_a_disk_that_does_not_answer_keeps_nobody_from_ending(tmp_path: Path, script: str) -> None:
    """Python waits for every thread, both where the loop ends and where the process does."""
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    line = [sys.executable, "-c", script]
    assert subprocess.run(line, cwd=tmp_path, env=environment, timeout=200, check=False).returncode == 0


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings that a real start would take."""
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:AAsecretsecretsecret")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")  # only beside emulators the fictional region runs
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (InUse("another running program holds this database"), 2),
        (NewerSchema("99"), 2),
        (StorageError("no such role", retry=False), 2),
        (StartFailed("cli-channel-refused", channel="vk", why="token"), 2),
        (OSError(36, "File name too long"), 1),
        (PermissionError(13, "Permission denied", "/var/lib/otklik"), 1),
        (BrokenPipeError(), 1),
        (ServiceFailed("memory"), 1),
    ],
)
def test_what_the_command_line_ends_with(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, fault: Exception, code: int
) -> None:
    ends_with(monkeypatch, fault)
    assert main(["run"]) == code
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip()


def test_what_reading_texts_needs_is_loaded_before_the_first_text() -> None:
    """The forms of the region's words, too: they are asked for by a word that no dictionary has."""
    region = load_region(FICTIONAL)
    library = Library(region.zone)
    readers = make_readers(region, library)
    _inflections.cache_clear()
    service.read_words(Shared(region, library, Ids({}), None, readers.topics.likely, readers.danger.is_danger))
    loaded = _inflections.cache_info().currsize
    readers.topics.likely("снегр на льлду")
    assert _inflections.cache_info().currsize == loaded > 0
