"""`otklik hooks`: tried, looked at, and what is wrong said in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from storage.region.load import FICTIONAL
from tests.databases import ready_file
from tests.unit.webhooks.endpoint import SECRET
from tests.unit.webhooks.test_service import RECEIVER

ROW = """
[[webhooks]]
code = "incident"
url = "http://127.0.0.1:{port}/"
secret_env = "SECRET_A"
events = ["report.*"]
private = true
"""


@pytest.fixture
def listening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The receiver of the documents, and a region that names it."""
    process = subprocess.Popen(
        [sys.executable, str(RECEIVER), "0"], env={**os.environ, "SECRET": SECRET}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    port = process.stdout.readline().split()[1]
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "region"))
    (folder / "integrations.toml").write_text(ROW.format(port=port), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGION", str(folder))
    monkeypatch.setenv("DATABASE_URL", ready_file(tmp_path / "otklik.db"))
    monkeypatch.setenv("SECRET_A", SECRET)
    yield
    process.terminate()
    process.wait(30)
    process.stdout.close()


def test_a_webhook_is_tried_and_looked_at(
    listening: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hooks", "test", "incident"]) == 0
    assert "204" in capsys.readouterr().out
    assert main(["hooks", "list", "incident"]) == 0
    assert main(["hooks", "retry", "incident", "--failed", "--from", "2026-11-28"]) == 0
    assert "0" in capsys.readouterr().out
    other = "whsec_" + "A" * 44
    monkeypatch.setenv("SECRET_A", other)
    assert main(["hooks", "test", "incident"]) == 2
    monkeypatch.setenv("SECRET_A", "whsec_short")
    assert main(["hooks", "test", "incident"]) == 2
    assert main(["hooks", "list", "other"]) == 2
    assert main(["hooks", "retry", "incident", "--from", "yesterday"]) == 2
    said = capsys.readouterr()
    refused, unfit, unknown, no_date = said.err.splitlines()
    assert "401" in refused
    assert "SECRET_A" in unfit
    assert "incident" in unknown
    assert "yesterday" in no_date
    assert other not in said.err + said.out
