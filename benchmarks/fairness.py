"""People's answers beside a text to thousands: how long they wait, and who gets which share."""

from __future__ import annotations

from benchmarks import pictures
from benchmarks.loops import has_uvloop
from benchmarks.processes import server, side
from benchmarks.results import Row

GOAL_S = 0.5
CASES = {
    "an alert, 1 answer a second": ("ALERT", 1.0, True),
    "a notice, 5 answers a second": ("NOTICE", 5.0, True),
    "an alert, 10 answers a second": ("ALERT", 10.0, False),  # more than the tenth: the wait grows, honestly
    "a notice, 25 answers a second": ("NOTICE", 25.0, False),
}
TAIL_S = 10.0


def measure(quick: bool, profile: str = "") -> list[Row]:
    """First answers only: each goes to a chat of its own, so the chat's own limit plays no part."""
    seconds = 20.0 if quick else 60.0
    rows, parts = [], []
    for what, (lane, per_s, promised) in CASES.items():
        people = int(seconds * per_s + 31 * (seconds + TAIL_S))
        with server("telegram", people=people, delay=[0.02, 0.07], when="after") as telegram:
            found = side(
                "fairness_ours", telegram=telegram["url"], chats=telegram["chats"], lane=lane, per_s=per_s,
                seconds=seconds, uvloop=has_uvloop(), profile=profile,
            )  # fmt: skip
        bulk, answers = (sum(pair[n] for pair in found["shares"]) for n in (0, 1))
        row: Row = {
            "what": what,
            "p50_s": round(found["p50_s"], 3),
            "p95_s": round(found["p95_s"], 3),
            "max_s": round(found["max_s"], 3),
            "answered_later_than_the_run": found["unanswered"],
            "share_of_the_many": round(bulk / (bulk + answers), 2),
            "per_s": round(found["per_s"], 1),
            "refused": found["refused"],
        }
        if promised:
            row |= {"goal": f"p95 {GOAL_S} s", "met": found["p95_s"] <= GOAL_S and not found["unanswered"]}
        rows.append(row)
        parts.append((what, "the text to many", "answers", found["shares"]))
    pictures.areas("fairness", "Who gets the 30 messages a second", parts)
    return rows
