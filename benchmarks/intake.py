"""Answering updates: ours, durable, beside bare aiogram, which keeps nothing."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from typing import Any

from benchmarks import pictures
from benchmarks.loops import has_uvloop
from benchmarks.meter import spread
from benchmarks.processes import server, side
from benchmarks.results import Row

ROUNDS, CHATS, PEOPLE = 3, 2000, 750
GOALS = {"SQLite": 1.5, "PostgreSQL": 1.0}


def measure(quick: bool, profile: str = "") -> list[Row]:
    """Sides alternate; each is a fresh process, and so is the server. Ratios are taken within a round."""
    count = 4000 if quick else 12000
    with ExitStack() as stack:
        telegram = stack.enter_context(server("lean_telegram"))["url"]
        database = stack.enter_context(server("postgres")).get("url", "")
        common = {"telegram": telegram, "count": count, "chats": CHATS}
        sides: dict[str, tuple[str, dict[str, Any]]] = {
            "ours, SQLite": ("intake_ours", {**common, "profile": profile}),
            "aiogram echo": ("intake_aiogram", common),
        }
        if database and not quick:
            sides["ours, PostgreSQL"] = ("intake_ours", {**common, "fresh_database": database})
        if has_uvloop():
            sides["ours, SQLite, uvloop"] = ("intake_ours", {**common, "uvloop": True})
            sides["aiogram echo, uvloop"] = ("intake_aiogram", {**common, "uvloop": True})
            if database:
                sides["ours, PostgreSQL, uvloop"] = (
                    "intake_ours",
                    {**common, "fresh_database": database, "uvloop": True},
                )
        rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in sides}
        for _ in range(ROUNDS):
            for name, (module, arguments) in sides.items():
                rounds[name].append(side(module, **arguments))
        rows = [_row(name, found, rounds) for name, found in rounds.items()]
        rows += _forms(telegram) + _report(quick, profile)
    figures = [(row["what"], row["updates_per_s"], row["what"].startswith("ours")) for row in rows if "cpu_ms" in row]
    pictures.bars(
        "intake", "Updates answered, the program durable, aiogram keeping nothing", "updates a second", figures
    )
    return rows


def _row(name: str, found: list[dict[str, Any]], rounds: dict[str, list[dict[str, Any]]]) -> Row:
    row: Row = {
        "what": name,
        "updates_per_s": spread([f["per_s"] for f in found], 0),
        "cpu_ms": spread([f["cpu_ms"] for f in found], 3),
        "server_busy": round(max(f["server_busy"] for f in found), 2),
    }
    if name.startswith("ours"):
        peer = rounds["aiogram echo, uvloop" if "uvloop" in name else "aiogram echo"]
        ratios = [ours["per_s"] / theirs["per_s"] for ours, theirs in zip(found, peer, strict=True)]
        row["times_aiogram"] = spread(ratios, 2)
        goal = GOALS["SQLite" if "SQLite" in name else "PostgreSQL"]
        row |= {"goal": f"{goal} times", "met": statistics.median(ratios) >= goal}
    return row


def _forms(telegram: str) -> list[Row]:
    """Four answers of each person in one batch: how many forms come out whole."""
    common = {"telegram": telegram, "count": 4 * PEOPLE, "chats": PEOPLE, "forms": True}
    ours = side("intake_ours", **common)["right"]
    rows: list[Row] = [{"what": "forms of four steps: ours", "right": ours, "goal": PEOPLE, "met": ours == PEOPLE}]
    for what, more in (
        ("aiogram FSM, answer first, then state", {"answer_first": True}),
        ("aiogram FSM, state first, then answer", {}),
        ("aiogram FSM with SimpleEventIsolation", {"isolation": True}),
    ):
        rows.append(
            {"what": f"forms of four steps: {what}", "right": side("intake_aiogram", **common, **more)["right"]}
        )
    return rows


def _report(quick: bool, profile: str) -> list[Row]:
    """A whole report by itself: text with a guessed topic, place, button; every answer of the real handlers."""
    people, found = 400 if quick else 1500, []
    for uvloop in sorted({False, has_uvloop()}):
        with server("citizens", people=people) as city:
            common = {"telegram": city["url"], "admin_chat": f"telegram:{city['group']}", "people": people}
            found.append(side("reports_ours", uvloop=uvloop, profile=profile, **common))
    return [
        {
            "what": f"a report of the real handlers{', uvloop' if n else ''}",
            "reports_per_s": round(f["reports_per_s"], 1),
            "cpu_ms_a_report": round(f["cpu_ms"], 2),
        }
        for n, f in enumerate(found)
    ]
