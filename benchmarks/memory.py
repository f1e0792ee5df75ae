"""Memory after warm-up above the imported libraries, and over very many deliveries."""

from __future__ import annotations

from benchmarks import pictures
from benchmarks.loops import has_uvloop
from benchmarks.processes import server, side
from benchmarks.results import Row

GOAL_MB = 60.0
FLAT_MB = 5.0
"""Per million deliveries: less than this is called flat."""


def measure(quick: bool, profile: str = "") -> list[Row]:
    """The whole program with its region, dictionaries and real handlers, on SQLite, limits off."""
    count = 50_000 if quick else 1_000_000
    with server("lean_telegram") as telegram:
        found = side("memory_ours", telegram=telegram["url"], count=count, uvloop=has_uvloop(), profile=profile)
    times, sizes = [s[0] for s in found["samples"]], [s[1] for s in found["samples"]]
    pictures.lines("memory", "Memory over deliveries", "deliveries", "MB", [("resident", times, sizes)])
    return [
        {"what": "imported libraries", "mb": round(found["libraries_mb"], 1)},
        {
            "what": "after warm-up, above them",
            "mb": round(found["warm_mb"] - found["libraries_mb"], 1),
            "goal": f"at most {GOAL_MB:g} MB",
            "met": found["warm_mb"] - found["libraries_mb"] <= GOAL_MB,
        },
        {
            "what": f"growth over the second half of {count:,} deliveries, MB a million",
            "mb": round(found["slope_mb"], 1),
            "per_s": round(found["per_s"]),
            "goal": f"flat (under {FLAT_MB:g})",
            "met": found["slope_mb"] < FLAT_MB,
        },
    ]
