"""An installation by a superuser with a tight umask, used by the service's own user."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import variables

HOME = Path(__file__).resolve().parents[2]
ANSWERS = (
    "--name Заречье --municipality Заречье --time-zone UTC --phone 1 --telegram-token 1234567:AAsecretsecretsecret"
)
NOBODY = 65534
root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can become somebody else")


def mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_what_init_writes_can_be_read_by_the_service_except_the_tokens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # what is asked beyond these has an answer of its own
    Path("s.csv").write_text("name,lat,lon\nСосновинка,60.1,63.2\n", encoding="utf-8")
    before = os.umask(0o077)
    try:
        line = [
            "init",
            *ANSWERS.split(),
            "--vk-token",
            "",
            "--admin-chat",
            "telegram:-100123",
            "--settlements",
            "s.csv",
        ]
        assert main(line) == 0
    finally:
        os.umask(before)
    files = [str(path) for path in Path("region").iterdir()]
    assert len(files) >= 5
    assert {mode(path) for path in files} == {0o644}
    assert mode("region") == 0o755
    assert mode(".env") == 0o600


def launched(folder: Path, user: int | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/env", "python3", folder / "otklik", "check"], capture_output=True, text=True, timeout=200, user=user,
        env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@root
@pytest.mark.parametrize("closed", ["home", "venv"])
def test_the_launcher_says_that_this_user_cannot_use_the_python_of_another(closed: str) -> None:
    place = Path("/var/tmp") / f"otklik-hosts-{os.getpid()}-{closed}"  # pytest's own folder is closed to others
    place.mkdir(mode=0o755)
    try:
        shutil.copy(HOME / "otklik", place / "otklik")
        shutil.copy(HOME / "requirements.lock", place / "requirements.lock")
        home = place / "pyenv"
        home.mkdir(mode=0o700 if closed == "home" else 0o755)
        (home / "python3").symlink_to("/usr/bin/python3")
        (place / ".venv" / "bin").mkdir(parents=True)
        (place / ".venv" / "bin" / "python").symlink_to(home / "python3")
        for folder in (place, place / ".venv" / "bin", place / ".venv"):
            folder.chmod(0o700 if closed == "venv" and folder.name == ".venv" else 0o755)
        done = launched(place, NOBODY)
        assert done.returncode == 2
        assert str(place / ".venv") in done.stderr
        assert "this user" in done.stderr
        assert "python3-venv" not in done.stderr
        assert done.stderr.count("\n") == 1
    finally:
        shutil.rmtree(place)


def test_what_is_installed_can_be_used_by_everybody_whatever_the_umask(tmp_path: Path) -> None:
    shutil.copy(HOME / "otklik", tmp_path / "otklik")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("", encoding="utf-8")
    code = (
        "import importlib.machinery, importlib.util, os, subprocess, sys\n"
        "loader = importlib.machinery.SourceFileLoader('launcher', 'otklik')\n"
        "launcher = importlib.util.module_from_spec(importlib.util.spec_from_loader('launcher', loader))\n"
        "loader.exec_module(launcher)\n"
        "launcher.make_environment = lambda: os.makedirs('.venv/bin')\n"
        "launcher.subprocess.run = lambda *_, **__: subprocess.CompletedProcess((), 0)\n"
        "os.umask(0o077)\n"
        "launcher.prepare('requirements.lock')\n"
        "open('after', 'w').close()\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, timeout=200)
    assert {mode(f"{tmp_path}/{name}") for name in (".venv", ".venv/bin")} == {0o755}
    assert mode(f"{tmp_path}/.venv/requirements.installed") == 0o644
    assert mode(f"{tmp_path}/after") == 0o600


def test_a_first_run_that_was_broken_off_is_made_good_by_the_next(tmp_path: Path) -> None:
    """It leaves a Python without pip; so does a Debian without python3-venv, whose hint is followed then."""
    shutil.copy(HOME / "otklik", tmp_path / "otklik")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    code = (
        "import importlib.machinery, importlib.util, subprocess\n"
        "loader = importlib.machinery.SourceFileLoader('launcher', 'otklik')\n"
        "launcher = importlib.util.module_from_spec(importlib.util.spec_from_loader('launcher', loader))\n"
        "loader.exec_module(launcher)\n"
        "def run(command, **_):\n"
        "    print(command[2])\n"
        "    return subprocess.CompletedProcess((), 0)\n"
        "launcher.subprocess.run = run\n"
        "launcher.prepare('requirements.lock')\n"
        "launcher.prepare('requirements.lock')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    assert done.stdout.split() == [b"venv", b"pip"]


def test_a_python_that_is_gone_is_named_as_such(tmp_path: Path) -> None:
    shutil.copy(HOME / "otklik", tmp_path / "otklik")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to("/opt/no-such-python/bin/python3")
    done = launched(tmp_path, None)
    assert done.returncode == 2
    assert "/opt/no-such-python" in done.stderr
    assert "python3-venv" not in done.stderr
