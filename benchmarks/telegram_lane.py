"""A text to many in Telegram at the limit, and beyond it where that is paid for."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import pictures
from benchmarks.loops import has_uvloop
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row

GOAL_PER_S = 28.5
PAID_RATE = 1000
DELAYS = {"20..70 ms": [0.02, 0.07], "300..350 ms": [0.3, 0.35]}
WHEN = {"before": "before it takes effect", "after": "after it took effect"}
PEERS = {
    "broadcaster": "aiogram-broadcaster 0.6.8",
    "sleeping_loop": "loop with sleep(0.05)",
    "paced_gather": "paced, overlapping, by hand",
}
PEER_SECONDS = 15.0


def measure(quick: bool, profile: str = "") -> list[Row]:
    """Every delay with ours and the peers in turn; each run has a server of its own, whose window is empty."""
    rounds, seconds = (1, 20.0) if quick else (3, 60.0)
    rows = []
    for delay, span in DELAYS.items():
        for when, told in WHEN.items():
            rows += _compared(f"answer {delay} late, {told}", span, when, rounds, seconds, quick)
    rows += [_paid(uvloop, 1 if quick else 3, profile) for uvloop in ([False, True] if has_uvloop() else [False])]
    shown = [(row["what"], row["accepted_per_s"], "ours" in row["what"]) for row in rows if "accepted_per_s" in row]
    pictures.bars("telegram_lane", "One text to many, 30 a second allowed", "accepted a second", shown, GOAL_PER_S)
    return rows


def _compared(what: str, span: list[float], when: str, rounds: int, seconds: float, quick: bool) -> list[Row]:
    found: dict[str, list[dict[str, Any]]] = {"ours": [], **{name: [] for name in PEERS}}
    for _ in range(rounds):
        for name, runs in found.items():
            if name != "ours" and quick and when == "before":
                continue
            with server("telegram", people=int(seconds * 32), delay=span, when=when) as telegram:
                common = {"telegram": telegram["url"], "chats": telegram["chats"]}
                if name == "ours":
                    runs.append(side("telegram_ours", seconds=seconds, uvloop=has_uvloop(), **common))
                else:
                    runs.append(side("telegram_peers", way=name, seconds=min(seconds, PEER_SECONDS), **common))
    return [_row(f"{PEERS.get(name, name)}; {what}", runs) for name, runs in found.items() if runs]


def _row(what: str, runs: list[dict[str, Any]]) -> Row:
    refused = [run["refused"] for run in runs]
    row: Row = {
        "what": what,
        "accepted_per_s": spread([run["per_s"] for run in runs], 2),
        "refused": spread(refused, 0),
        "cpu_share": round(statistics.median(run["cpu_share"] for run in runs), 3),
    }
    if what.startswith("ours"):
        met = statistics.median(run["per_s"] for run in runs) >= GOAL_PER_S and not any(refused)
        row |= {"goal": f"{GOAL_PER_S} and 0 refused", "met": met}
    return row


def _paid(uvloop: bool, rounds: int, profile: str) -> Row:
    """The server counts what comes: no second may see more than was paid for."""
    with server("lean_telegram") as telegram:
        common = {"telegram": telegram["url"], "paid_rate": PAID_RATE, "uvloop": uvloop, "profile": profile}
        runs = [side("paid_ours", count=10_000, **common) for _ in range(rounds)]
    rate, most = [run["per_s"] for run in runs], max(run["most_in_a_second"] for run in runs)
    return {
        "what": f"ours; TELEGRAM_PAID_RATE={PAID_RATE}{', uvloop' if uvloop else ''}",
        "sent_per_s": spread(rate, 0),
        "most_in_a_second": most,
        "cpu_share": round(statistics.median(run["cpu_share"] for run in runs), 3),
        "cpu_ms": spread([run["cpu_ms"] for run in runs], 3),
        "goal": f"{GOAL_PER_S / 30 * PAID_RATE:.0f}, never more than {PAID_RATE} in a second",
        "met": statistics.median(rate) >= GOAL_PER_S / 30 * PAID_RATE and most <= PAID_RATE,
    }
