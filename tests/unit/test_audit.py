"""`.ci/audit` fails for a known vulnerability and for nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

AUDIT = Path(__file__).resolve().parents[2] / ".ci" / "audit"
CLEAN = {"name": "aiohttp", "version": "3.9.0", "vulns": []}
HOLED = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-2026-7", "fix_versions": ["2.0"]}]}
UNKNOWN = {"name": "attrs", "skip_reason": "not found"}


def audited(folder: Path, body: str, limit_s: str = "30") -> subprocess.CompletedProcess[str]:
    """With a pip-audit that does `body`; `report` is where its answer has to go."""
    tool = folder / "pip-audit"
    head = f"#!{sys.executable}\nimport sys, time, pathlib\n"
    tool.write_text(f"{head}report = pathlib.Path(sys.argv[sys.argv.index('--output') + 1])\n{body}\n")
    tool.chmod(0o755)
    environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "AUDIT_LIMIT_S": limit_s}
    return subprocess.run([sys.executable, AUDIT], capture_output=True, text=True, env=environment, timeout=200)


def answers(*packages: Mapping[str, object], code: int = 0) -> str:
    return f"report.write_text({json.dumps({'dependencies': packages})!r}); sys.exit({code})"


def test_a_known_vulnerability_fails_and_is_named(tmp_path: Path) -> None:
    done = audited(tmp_path, answers(CLEAN, HOLED, code=1))
    assert done.returncode == 1
    assert "pillow 1.0: PYSEC-2026-7" in done.stderr


def test_packages_without_one_pass(tmp_path: Path) -> None:
    done = audited(tmp_path, answers(CLEAN, UNKNOWN))
    assert done.returncode == 0
    assert "0 known vulnerabilities" in done.stderr


@pytest.mark.parametrize(
    ("body", "limit_s"),
    [("sys.exit(1)", "30"), ("time.sleep(60)", "0.2"), (answers(UNKNOWN), "30"), ("report.write_text('<html>')", "30")],
    ids=["fails", "hangs", "knows nothing", "answers nonsense"],
)
def test_a_source_that_is_not_reached_is_said_and_fails_nothing(tmp_path: Path, body: str, limit_s: str) -> None:
    done = audited(tmp_path, body, limit_s)
    assert done.returncode == 0
    assert done.stderr.splitlines() == ["pip-audit: source not reachable, skipped"]
