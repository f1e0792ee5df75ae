"""`./otklik bench [NAME …] [--quick] [--profile]`: run all benchmarks or some, print tables, write benchmarks/results/.

With --profile each side of ours leaves a sample of where its CPU went in benchmarks/results/profile.txt (the last
one stays), and the figures are a little worse. --minutes, --seed and --engine are for those in LONG.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping

from benchmarks import results

ALL = {
    "startup": "how soon the command line answers",
    "intake": "updates answered a second, beside aiogram",
    "screens": "real screens and a whole report, beside a bare aiogram bot that sends the same",
    "telegram_lane": "a text to many in Telegram at its limit, beside other ways; paid alerts",
    "max_lane": "a text to many in MAX at its limit, people's answers beside it",
    "vk_lane": "a text to many in VK at its limit, beside other ways",
    "fairness": "how long people wait while a text to thousands runs",
    "operators": "5,000 reports in five minutes: when the operators see them",
    "desk": "ten reports a minute with photos, four people on shift: how long each of them waits",
    "notices": "a notice to a million subscribers: the first message, counting, writing out, what others notice",
    "growth": "cost of an update with a million reports and ten million old rows",
    "open311": "what other programs' questions cost with a million reports",
    "webhooks": "a million events that wait for a program that is away",
    "beside": "whether people notice programs that misbehave when they are told, or ask as often as they may",
    "reading": "what people mean: topics, danger, intents in sentences kept apart; what reading costs",
    "cases": "one trouble, one case: 400 pairs of reports, what is offered and acted on; what comparing costs",
    "soak": "everything at once for minutes: what is lost, what is said twice, how long the silences are",
    "memory": "memory after warm-up, and over a million deliveries",
}
"""Each name is a module of this folder with `measure(quick, profile)`, which gives rows (see results.Row)."""
LONG = ("soak", "beside")
"""Whose `measure` takes `minutes`, `seed` and `engine` too."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="otklik bench", description="Measure. Available: " + ", ".join(ALL))
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--quick", action="store_true", help="a short form: fewer rounds, smaller numbers")
    parser.add_argument("--profile", action="store_true", help="leave benchmarks/results/profile.txt")
    about = "how long soak takes (2; the proof is 30), or beside (10; the proof is 60)"
    parser.add_argument("--minutes", type=float, default=0.0, help=about)
    parser.add_argument("--seed", type=int, default=0, help="soak: what a run told, to have the same troubles again")
    parser.add_argument(
        "--engine", choices=("sqlite", "postgres"), default="sqlite", help="soak: what the program remembers in"
    )
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in ALL]
    if unknown:
        print(f"otklik bench: no benchmark {unknown[0]}; there are: {', '.join(ALL)}", file=sys.stderr)
        return 2
    profile = str(results.RESULTS / "profile.txt") if chosen.profile else ""
    wishes = {"minutes": chosen.minutes, "seed": chosen.seed, "engine": chosen.engine}
    for name in chosen.names or list(ALL):
        run(name, quick=chosen.quick, profile=profile, wishes=wishes if name in LONG else {})
    results.write_page(list(ALL))
    return 0


def run(name: str, *, quick: bool, profile: str = "", wishes: Mapping[str, float | str] | None = None) -> None:
    """One benchmark: measured, printed, written."""
    around = results.machine()
    print(f"{name}: {ALL[name]} ({around['cores']} cores, load {around['load']})", flush=True)
    rows = importlib.import_module(f"benchmarks.{name}").measure(quick, profile, **(wishes or {}))
    again = "".join(f" --{wish} {_plain(value)}" for wish, value in (wishes or {}).items() if value)
    path = results.save(name, rows, around, quick=quick, wishes=again)
    for row in rows:
        print(results.told(row))
    print(f"  written: {path.name}; again: ./otklik bench {name}{' --quick' if quick else ''}{again}", flush=True)


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
