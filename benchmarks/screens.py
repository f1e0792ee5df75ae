"""Real screens: ours, durable, beside a bare aiogram bot that sends the very same and keeps who is where in memory."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import pictures
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row
from storage.region.load import FICTIONAL, load_region

GROUP = "-1001"
PEOPLE, REPORTING = 2000, 500
"""Who write at once; with a few hundred aiogram costs half as much, since its memory has not grown yet."""
GOAL, GOAL_REPORT_MS = 1.5, 3.5
WORDS = "В квартире {n} холодно, батареи еле тёплые, у меня маленький ребёнок"
"""Each person's own: nothing that is remembered of a text helps with the next."""

Screens = dict[str, dict[str, Any]]


def screens() -> Screens:
    """Each kind: what people do before (not measured), and what is measured (benchmarks.servers.screens)."""
    at = load_region(FICTIONAL).settlements[0]
    words, anything = {"text": WORDS}, {"end": ""}
    place = {"place": [at.lat, at.lon], "after": "c_noplace"}
    report = [words, place, {"press": "c_send"}, {"press": "c_consent"}, {"end": "c_more"}]
    start, status = [{"text": "/start"}, anything], [{"text": "/status"}, anything]
    return {
        "first contact": {"prepare": [], "walk": start, "people": PEOPLE},
        "/help": {"prepare": start, "walk": [{"text": "/help"}, anything], "people": PEOPLE},
        "/status": {"prepare": start, "walk": status, "people": PEOPLE},
        "/status of a report": {"prepare": report, "walk": status, "people": REPORTING},
        "a tap": {
            "prepare": [words, {"end": "c_noplace"}],
            "walk": [{"press": "c_noplace"}, anything],
            "people": PEOPLE,
        },
        "a whole report": {"prepare": [], "walk": report, "people": REPORTING},
    }


def measure(quick: bool, profile: str = "") -> list[Row]:
    """Sides alternate, each a fresh process that walks all kinds; ratios are of CPU, taken within a round."""
    rounds, kinds = 3 if quick else 5, screens()
    found: dict[str, list[dict[str, Any]]] = {"ours": [], "aiogram": []}
    with server("screens") as telegram:
        common = {"telegram": telegram["url"], "admin_chat": f"telegram:{GROUP}", "screens": kinds}
        calls = side("screens_ours", **common)
        for _ in range(rounds):
            for name in found:
                more = {"profile": profile} if name == "ours" else {}
                found[name].append(side(f"screens_{name}", **common, calls=calls, **more))
    rows = [row for kind in kinds for row in _rows(kind, *([f[kind] for f in found[name]] for name in found))]
    figures = [
        (row["what"], row["cpu_ms"], row["what"].endswith("ours")) for row in rows if "report" not in row["what"]
    ]
    pictures.bars(
        "screens", "Real screens, the program durable, aiogram keeping nothing", "ms of CPU a screen", figures
    )
    return rows


def _rows(kind: str, ours: list[dict[str, float]], theirs: list[dict[str, float]]) -> list[Row]:
    both = [
        {
            "what": f"{kind}: {name}",
            "cpu_ms": spread([f["cpu_ms"] for f in found], 3),
            "screens_per_s": spread([f["per_s"] for f in found], 0),
            "server_busy": round(max(f["server_busy"] for f in found), 2),
        }
        for name, found in (("ours", ours), ("aiogram", theirs))
    ]
    ratios = [b["cpu_ms"] / a["cpu_ms"] for a, b in zip(ours, theirs, strict=True)]
    both[0]["times_aiogram"] = spread(ratios, 2)
    if kind == "a whole report":
        median = statistics.median(f["cpu_ms"] for f in ours)
        both[0] |= {"goal": f"{GOAL_REPORT_MS} ms", "met": median <= GOAL_REPORT_MS}
    else:
        both[0] |= {"goal": f"{GOAL} times", "met": statistics.median(ratios) >= GOAL}
    return both
