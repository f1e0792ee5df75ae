"""A text to many in MAX at its limit, and people's answers beside it."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import pictures
from benchmarks.fairness import CASES, GOAL_S, TAIL_S
from benchmarks.loops import has_uvloop
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row
from benchmarks.telegram_lane import DELAYS, GOAL_PER_S, WHEN

BESIDE = [what for what, (_, _, promised) in CASES.items() if promised]


def measure(quick: bool, profile: str = "") -> list[Row]:
    """As the lane of Telegram and its fairness; each run has a server of its own, whose windows are empty."""
    rounds, seconds = (1, 20.0) if quick else (3, 60.0)
    rows = [
        _alone(f"a notice alone; answer {delay} late, {told}", span, when, rounds, seconds)
        for delay, span in DELAYS.items()
        for when, told in WHEN.items()
    ]
    shown = [(row["what"], row["accepted_per_s"], True) for row in rows]
    pictures.bars("max_lane", "One text to many in MAX, 30 a second allowed", "accepted a second", shown, GOAL_PER_S)
    return rows + [_beside(what, seconds, profile) for what in BESIDE]


def _alone(what: str, span: list[float], when: str, rounds: int, seconds: float) -> Row:
    runs: list[dict[str, Any]] = []
    for _ in range(rounds):
        with server("max", people=int(seconds * 32), delay=span, when=when) as max_:
            common = {"messenger": "max", "max": max_["url"], "chats": max_["chats"]}
            runs.append(side("telegram_ours", seconds=seconds, uvloop=has_uvloop(), **common))
    refused = [run["refused"] for run in runs]
    return {
        "what": what,
        "accepted_per_s": spread([run["per_s"] for run in runs], 2),
        "refused": spread(refused, 0),
        "most_in_a_second": max(run["most_in_a_second"] for run in runs),
        "cpu_share": round(statistics.median(run["cpu_share"] for run in runs), 3),
        "goal": f"{GOAL_PER_S} and 0 refused",
        "met": statistics.median(run["per_s"] for run in runs) >= GOAL_PER_S and not any(refused),
    }


def _beside(what: str, seconds: float, profile: str) -> Row:
    lane, per_s, _ = CASES[what]
    with server("max", people=int(seconds * per_s + 31 * (seconds + TAIL_S)), delay=[0.02, 0.07], when="after") as max_:
        found = side(
            "fairness_ours", messenger="max", max=max_["url"], chats=max_["chats"], lane=lane, per_s=per_s,
            seconds=seconds, uvloop=has_uvloop(), profile=profile,
        )  # fmt: skip
    return {
        "what": what,
        "accepted_per_s": round(found["per_s"], 2),
        "refused": found["refused"],
        "p95_s": round(found["p95_s"], 3),
        "max_s": round(found["max_s"], 3),
        "cpu_share": round(found["cpu_share"], 3),
        "goal": f"p95 {GOAL_S} s and 0 refused",
        "met": found["p95_s"] <= GOAL_S and not found["unanswered"] and not found["refused"],
    }
