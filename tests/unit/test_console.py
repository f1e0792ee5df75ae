"""What a command does where its words cannot be written: a pipe that was closed, a terminal with few letters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.output import take_all_letters
from tests.unit.console import bare_folder

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_folder(monkeypatch, tmp_path)


def closed_pipe() -> int:
    """The end to write into of a pipe that nobody reads any more."""
    reads, writes = os.pipe()
    os.close(reads)
    return writes


@pytest.mark.parametrize(
    ("argv", "both", "code"),
    [(["migrate"], False, 2), (["migrate"], True, 2), (["nosuch"], True, 2), (["--help"], False, 0)],
)
def test_whoever_stops_reading_is_no_traceback(argv: list[str], both: bool, code: int, tmp_path: Path) -> None:
    """As in `otklik check | head -1`, and `otklik check 2>&1 | head -1`."""
    writes, said = closed_pipe(), tmp_path / "said"
    with said.open("wb") as errors:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *argv],
            env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONUNBUFFERED": "" if code == 0 else "1"},
            stdout=writes, stderr=writes if both else errors, timeout=120, check=False,
        )  # fmt: skip
    os.close(writes)
    assert (ended.returncode, said.read_bytes()) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_what_a_full_disk_does_not_take_is_no_success() -> None:
    code = "from bot.leaving import leave\nprint('a finding')\nleave(0)"
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=HOME, env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=full, stderr=subprocess.PIPE, timeout=120, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1, ended.stderr


def test_what_is_typed_at_a_terminal_without_cyrillic_is_read_as_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Сосновка\n".encode()), encoding="latin-1"))
    take_all_letters()
    assert sys.stdin.readline() == "Сосновка\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "koi8-r", "utf-8"])
def test_a_terminal_of_few_letters_is_told_all_the_same(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has no Cyrillic gets UTF-8, as Python itself does under LC_ALL=C; the arrows of `check` are in few."""
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    assert main([]) == 0
    sys.stdout.write("→")
    sys.stdout.flush()
    assert "команды" in raw.getvalue().decode("koi8-r" if encoding == "koi8-r" else "utf-8")


def test_an_interrupt_while_the_program_is_being_loaded_is_no_traceback() -> None:
    code = (
        "import runpy, sys, types\n"
        "class Loading(types.ModuleType):\n"
        "    def __getattr__(self, name): raise KeyboardInterrupt\n"
        "sys.modules['bot.cli'] = Loading('bot.cli')\n"
        "runpy.run_module('bot', run_name='__main__')\n"
    )
    line = [sys.executable, "-c", code]
    ended = subprocess.run(line, cwd=HOME, capture_output=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (130, b"\n")
