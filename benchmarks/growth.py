"""What years of data cost: the same work over a small and over a large database, in turn."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import pictures
from benchmarks.fill import Size, fill
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row

ROUNDS = 3
"""As many as sides/growth_ours.py has people for."""
SMALL = Size(people=3_000, reports=10_000, outbox=100_000)
LARGE = Size(people=300_000, reports=1_000_000, outbox=10_000_000)
QUICK = Size(people=30_000, reports=100_000, outbox=1_000_000)
WHOLE, STORAGE, WAIT_MS = 1.2, 2.0, 50.0
FIGURES = {
    "update_cpu_ms": ("a citizen's text, whole program, CPU ms", WHOLE),
    "status_cpu_ms": ("/status, whole program, CPU ms", WHOLE),
    "storage_update_ms": ("an update's transaction, storage alone, CPU ms", STORAGE),
    "storage_status_ms": ("a status query, storage alone, CPU ms", STORAGE),
}


def measure(quick: bool, profile: str = "") -> list[Row]:
    """SQLite. Both databases are filled first, and each is warm before it is measured."""
    sizes = {"small": SMALL, "large": QUICK if quick else LARGE}
    with tempfile.TemporaryDirectory(prefix="otklik-growth-") as folder:
        filled = {name: _filled(Path(folder) / f"{name}.db", size) for name, size in sizes.items()}
        runs: dict[str, list[dict[str, Any]]] = {name: [] for name in sizes}
        with server("lean_telegram") as telegram:  # one for all: numbers of updates must not come twice
            for number in range(ROUNDS):
                for name, size in sizes.items():
                    address = f"sqlite:///{Path(folder) / f'{name}.db'}"
                    common = {"telegram": telegram["url"], "database": address, "round": number}
                    runs[name].append(side("growth_ours", people=size.people, profile=profile, **common))
    rows = [_row(what, goal, key, runs) for key, (what, goal) in FIGURES.items()]
    rows.append(_writer(runs["large"]))
    large = sizes["large"]
    rows.append(
        {
            "what": f"{large.reports:,} reports, {large.people:,} people, {large.outbox:,} old rows: the file, MB",
            "large": filled["large"][0],
            "fill_s": filled["large"][1],
        }
    )
    shown = [(f"{row['what']}: {size}", row[size], size == "large") for row in rows[:4] for size in ("small", "large")]
    pictures.bars("growth", f"{SMALL.reports:,} and {large.reports:,} reports", "CPU ms", shown)
    return rows


def _filled(path: Path, size: Size) -> tuple[float, float]:
    """MB, and the seconds that it took."""
    began = time.perf_counter()
    fill(path, size)
    return round(path.stat().st_size / 1e6, 1), round(time.perf_counter() - began, 1)


def _row(what: str, goal: float, key: str, runs: dict[str, list[dict[str, Any]]]) -> Row:
    small, large = ([run[key] for run in runs[size]] for size in ("small", "large"))
    times = statistics.median(large) / statistics.median(small)
    return {
        "what": what,
        "small": spread(small, 3),
        "large": spread(large, 3),
        "times": round(times, 2),
        "goal": f"at most {goal:g} times",
        "met": times <= goal,
    }


def _writer(runs: list[dict[str, Any]]) -> Row:
    """Over the large database, beside updates and deliveries at full speed."""
    worst = max(run["writer_wait_p999_ms"] for run in runs)
    return {
        "what": "waiting for the writer, p99.9, ms",
        "large": spread([run["writer_wait_p999_ms"] for run in runs], 1),
        "longest_ms": round(max(run["writer_wait_max_ms"] for run in runs), 1),
        "goal": f"under {WAIT_MS:g} ms",
        "met": worst < WAIT_MS,
    }
