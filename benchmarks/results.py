"""Results as files: JSON for machines, a table for people, and the block of chief figures for the README."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.meter import said

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"

Row = dict[str, Any]
"""One line of a table. `what` names it; `goal` and `met` (True or False) where a figure is promised."""


def machine() -> dict[str, object]:
    """What it ran on. `load` is the load average before the run: another's work on the machine spoils figures."""
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = models[0].partition(":")[2].strip() if models else ""
    load = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0
    python, system = platform.python_version(), platform.system()
    return {"python": python, "system": system, "cpu": model, "cores": os.cpu_count(), "load": load}


def save(name: str, rows: Sequence[Row], around: Mapping[str, object], *, quick: bool, wishes: str = "") -> Path:
    """Write `results/NAME.json`; `wishes` are the further words of the command."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "name": name,
        "at": f"{datetime.now(UTC):%Y-%m-%d}",
        "quick": quick,
        "repeat": f"./otklik bench {name}{' --quick' if quick else ''}{wishes}",
        "machine": dict(around),
        "rows": list(rows),
    }
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def load(name: str) -> dict[str, Any] | None:
    """A result as `save` wrote it, None if there is none."""
    path = RESULTS / f"{name}.json"
    found: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return found


def told(row: Row) -> str:
    """A row for the terminal."""
    figures = ", ".join(f"{key} {said(value)}" for key, value in row.items() if key not in ("what", "met"))
    return f"  {'MISSED  ' if row.get('met') is False else ''}{row['what']}: {figures}"


def write_page(names: Sequence[str]) -> None:
    """Put the figures of all results there are between the marks in docs/benchmarks.md."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    found = [result for name in names if (result := load(name))]
    PAGE.write_text(f"{before}{BEGIN}\n{_block(found)}{END}{after}", encoding="utf-8")


def _block(results: Sequence[dict[str, Any]]) -> str:
    lines: list[str] = []
    for result in results:
        around = result["machine"]
        short = ", short form" if result.get("quick") else ""
        title = result["name"].replace("_", " ")
        lines += [f"\n### {title[0].upper()}{title[1:]}\n"]
        lines += _table(result["rows"])
        where = f"{around.get('cpu') or around['system']}, {around['cores']} cores, Python {around['python']}"
        lines += [f"\n{result['at']}, {where}, load before it {around.get('load', '?')}{short}. "
                  f"Again: `{result.get('repeat', './otklik bench ' + result['name'])}`"]  # fmt: skip
        if (RESULTS / f"{result['name']}.png").exists():
            lines += [f"\n![{title}](../benchmarks/results/{result['name']}.png)"]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    keys = [key for key in dict.fromkeys(key for row in rows for key in row) if key not in ("what", "met", "goal")]
    if any("goal" in row for row in rows):
        keys.append("goal")
    head = " | ".join(key.replace("_", " ") for key in keys)
    lines = [f"| | {head} |", "|---|" + "---|" * len(keys)]
    for row in rows:
        cells = [said(row[key]) if key in row else "" for key in keys]
        if "goal" in row:
            cells[-1] += "" if row.get("met", True) else " (missed)"
        first = row.get("what") or row.get("command")
        lines.append(f"| {first} | {' | '.join(cells)} |")
    return lines
