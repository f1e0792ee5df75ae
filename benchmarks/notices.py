"""A notice to a million subscribers in 60 municipalities with 200,000 places, on SQLite."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.loops import has_uvloop
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row
from benchmarks.subscribers import VK_EVERY, fill

PEOPLE, PLACES = 1_000_000, 200_000
QUICK = 20
"""The short form has so many times fewer."""
WAIT_MS = 50.0
FLAT_MB = 5.0
"""Megabytes a million rows: what a list of them would need is a hundred times that."""


def measure(quick: bool, profile: str = "") -> list[Row]:
    """One database, filled once; each part has a copy of it, for a notice that is under way would go on in the next."""
    people, places = (PEOPLE // QUICK, PLACES // QUICK) if quick else (PEOPLE, PLACES)
    rounds, seconds, most = (1, 8.0, 20_000) if quick else (3, 20.0, 500_000)
    found: dict[str, list[dict[str, Any]]] = {"count": [], "first": [], "write": []}
    with tempfile.TemporaryDirectory(prefix="otklik-notices-") as folder:
        filled, copy = Path(folder) / "filled.db", Path(folder) / "otklik.db"
        fill(filled, people, places)
        common = {"database": f"sqlite:///{copy}", "uvloop": has_uvloop(), "profile": profile}
        for what in (*("count", "first") * rounds, "write"):
            for old in Path(folder).glob("otklik.db*"):
                old.unlink()
            shutil.copyfile(filled, copy)
            far = 0.0 if what == "write" else 0.08
            with server("lean_telegram") as telegram, server("vk", people=people // VK_EVERY, delay=far) as vk:
                urls = {"telegram": telegram["url"], "vk": vk["url"]}
                found[what].append(side("notices_ours", what=what, seconds=seconds, most=most, **urls, **common))
    first, counted, written = found["first"], found["count"], found["write"]
    size = f"{people:,} subscribers, {places:,} places"
    return [*_officer(size, first, counted), *_messengers(first), *_others(first, counted, written, long=not quick)]


def _officer(size: str, first: Sequence[dict[str, Any]], counted: Sequence[dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    for name, key in (("Telegram", "telegram_first_s"), ("VK", "vk_first_s")):
        worst = max(run[key] for run in first)
        what = f"{size}: from approval to the first message in {name}, s"
        rows.append({"what": what, "figure": spread([run[key] for run in first], 3), "goal": "1", "met": worst <= 1})
    for key, where in (("near", "a circle of 20 km"), ("everywhere", "the whole region")):
        told = json.loads(counted[0][f"{key}_counted"])
        what = f"counting {where}: {told['telegram'] + told['vk']:,} messages, s"
        rows.append({"what": what, "figure": spread([run[f"{key}_s"] for run in counted], 2)})
    return rows


def _messengers(first: Sequence[dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    for name, key, goal in (("Telegram", "telegram_per_s", 28.4), ("VK", "vk_per_s", 1_700.0)):
        speed = [run[key] for run in first]
        what = f"messages a second in {name}, under its limit"
        core = spread([run["core"] for run in first], 2)
        told = {"what": what, "figure": spread(speed, 1), "core": core}
        rows.append({**told, "goal": f"{goal:g}", "met": min(speed) >= goal})
    rows[-1]["refused"] = max(run["vk_refused"] for run in first)
    return rows


def _others(
    first: Sequence[dict[str, Any]],
    counted: Sequence[dict[str, Any]],
    written: Sequence[dict[str, Any]],
    *,
    long: bool,
) -> list[Row]:
    """What everybody else notices of it. Memory comes to rest only in the long form."""
    rows: list[Row] = []
    for what, runs in (("sending", first), ("counting", counted)):
        waits = [run["wait_p999_ms"] for run in runs]
        told = {"what": f"others' wait for the writer while {what}, p99.9, ms", "figure": spread(waits, 1)}
        rows.append({**told, "goal": f"under {WAIT_MS:g}", "met": max(waits) < WAIT_MS})
    (run,) = written
    rows += [
        {"what": "written out and sent without limits, a second", "figure": round(run["per_s"])},
        {"what": "others' wait for the writer meanwhile, p99.9, ms", "figure": round(run["wait_p999_ms"], 1)},
    ]
    memory: Row = {"what": "memory, MB a million messages of a notice", "figure": round(run["slope_mb"], 2)}
    if long:
        memory |= {"goal": f"under {FLAT_MB:g}", "met": run["slope_mb"] < FLAT_MB}
    return [*rows, memory]
