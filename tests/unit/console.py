"""A machine on which nothing is set up, for tests of the console's commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import variables


def bare_folder(monkeypatch: pytest.MonkeyPatch, folder: Path, language: str = "en") -> None:
    """None of our variables is set but the language, and this empty folder is the working directory."""
    for name in (*variables(), "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFAULT_LANGUAGE", language)
    monkeypatch.chdir(folder)
