"""Operators who are never held up: ten reports a minute with three photos each, four people on shift."""

from __future__ import annotations

from typing import Any

from benchmarks.loops import has_uvloop
from benchmarks.meter import percentile
from benchmarks.processes import server, side
from benchmarks.results import Row

MINUTES, QUICK_MINUTES, PER_MINUTE = 10.0, 2.0, 10.0
DANGER_S, OFFERED_S, PRESS_S, DELIVERED_S = 3.0, 10.0, 2.0, 15.0
FLAT = 10
"""Rows that may wait more at the end than at the beginning."""
CASES = {
    "on shift, staff in Telegram": ("telegram", True, PER_MINUTE, 1.0),
    "on shift, staff in VK": ("vk", True, PER_MINUTE, 1.0),
    "one person in the group in Telegram, a report every 25 s": ("telegram", False, 2.4, 0.5),
}
"""What it is: the messenger, whether four are on shift, reports a minute, the part of MINUTES."""


def measure(quick: bool, profile: str = "") -> list[Row]:
    """Real handlers, both messengers with their limits, in real time; half of the citizens in each messenger."""
    rows: list[Row] = []
    for name, (admin, shifts, per_minute, part) in CASES.items():
        minutes = (QUICK_MINUTES if quick else MINUTES) * part
        with server("desk", admin=admin, shifts=shifts) as town:
            found = side(
                "desk_ours", telegram=town["url"], vk=town["vk"], admin_chat=town["admin_chat"], minutes=minutes,
                per_minute=per_minute, uvloop=has_uvloop(), profile=profile,
            )  # fmt: skip
        rows += [{**row, "what": f"{name}: {row['what']}"} for row in _rows(found) if row.get("of") != 0]
    return rows


def _rows(found: dict[str, Any]) -> list[Row]:
    waiting, third = found["waiting"], max(1, len(found["waiting"]) // 3)
    grew = max(waiting[-third:]) - max(waiting[:third])
    unseen = found["never"] + found["group_unseen"]
    return [
        {"what": "reports filed", "count": found["filed"], "answered": found["answered"], "never in sight": unseen,
         "goal": "all seen", "met": not unseen},
        _row("a danger's card, s", found["danger_s"], "longest", DANGER_S),
        _row("any card offered, s", found["offered_s"], "longest", OFFERED_S),
        _row("a press on a desk until it shows, s", found["press_s"], "p95", PRESS_S),
        _row("a press in the group until it shows, s", found["group_press_s"], "p95", PRESS_S),
        _row("from the answer to «доставлено» (10 s of them to undo), s", found["delivered_s"], "p95", DELIVERED_S),
        {"what": "messages that wait, most in the first and last third", "first": max(waiting[:third]),
         "last": max(waiting[-third:]), "goal": f"at most {FLAT} more", "met": grew <= FLAT},
        {"what": "messages in the group", "count": found["group_messages"]},
        {"what": "calls refused", "count": found["refused"], "why": "; ".join(found["notes"]) or "none",
         "goal": 0, "met": not found["refused"]},
        {"what": "CPU of the program, share of one core", "count": round(found["cpu_share"], 3)},
    ]  # fmt: skip


def _row(what: str, values: list[float], judged: str, goal: float) -> Row:
    figures = {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95), "longest": max(values, default=0.0)}
    rounded = {name: round(value, 2) for name, value in figures.items()}
    met = bool(values) and figures[judged] <= goal
    return {"what": what, "of": len(values), **rounded, "goal": f"{judged} {goal:g} s", "met": met}
