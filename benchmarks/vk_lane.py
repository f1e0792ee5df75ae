"""Texts to many in VK, 80 ms away, 20 calls a second allowed."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import pictures
from benchmarks.loops import has_uvloop
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row

DELAY_S = 0.08
ANSWERED = 1000
OURS: dict[str, tuple[float, float]] = {
    "a notice alone": (1900, 1.0),
    "a notice beside people's answers, 5/s": (1700, 1.0),
    "each text different": (450, 0.25),
}
"""Goal in recipients a second, and to which share of the people."""
PEERS = {
    "one_by_one": "vk_api, one thread",
    "eight_threads": "vk_api, 8 threads",
    "requests_pool": "VkRequestsPool",
    "peer_ids": "peer_ids of 100, one after another",
}


def measure(quick: bool, profile: str = "") -> list[Row]:
    """Ours and the peers in turn, several rounds."""
    people, rounds = (6_000, 1) if quick else (20_000, 3)
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in (*OURS, *PEERS)}
    for _ in range(rounds):
        for name, found in runs.items():
            with server("vk", people=people + ANSWERED, delay=DELAY_S) as vk:
                common = {"vk": vk["url"], "uvloop": has_uvloop()}
                if name in PEERS:
                    found.append(side("vk_peers", way=name, vk=vk["url"], chats=vk["chats"][:people]))
                    continue
                chats = vk["chats"][: int(people * OURS[name][1])]
                answered = vk["chats"][people:] if "beside" in name else []
                different = "different" in name
                found.append(
                    side("vk_ours", chats=chats, people=answered, different=different, profile=profile, **common)
                )
    rows = [_row(name, found) for name, found in runs.items()]
    shown = [(row["what"], row["recipients_per_s"], row["what"].startswith("ours")) for row in rows]
    pictures.bars("vk_lane", "VK, 80 ms away, 20 calls a second allowed", "recipients a second", shown)
    return rows


def _row(name: str, runs: list[dict[str, Any]]) -> Row:
    speed = [run["recipients_per_s"] for run in runs]
    row: Row = {
        "what": PEERS.get(name) or f"ours: {name}",
        "recipients_per_s": spread(speed, 1),
        "refused": max(run["refused"] for run in runs),
        "most_calls_in_a_second": max(run["most_in_a_second"] for run in runs),
    }
    if name in OURS:
        goal = OURS[name][0]
        row["cpu_ms"] = spread([run["cpu_ms"] for run in runs], 3)
        row |= {"goal": f"{goal:g} and 0 refused", "met": statistics.median(speed) >= goal and not row["refused"]}
    return row
