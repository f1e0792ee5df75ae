"""`./otklik train [TASK …]`: learn again from `training/`, say the figures, write `handlers/reading/models/`."""

from __future__ import annotations

import argparse
import sys

from handlers.reading.model import MODELS, save
from training import fit
from training.texts import KEPT, TASKS, UNSEEN, TextsAtFault, sentences


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="otklik train", description="Learn again from the sentences of training/.")
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("--dry", action="store_true", help="say the figures and write nothing")
    parser.add_argument(
        "--kept", action="store_true", help="say the figures of the sentences that are kept for the test"
    )
    chosen = parser.parse_args(arguments)
    if unknown := [task for task in chosen.tasks if task not in TASKS]:
        print(f"otklik train: no task {unknown[0]}; there are: {', '.join(TASKS)}", file=sys.stderr)
        return 2
    try:
        for task in chosen.tasks or TASKS:
            learn(task, write=not chosen.dry, kept=chosen.kept)
    except TextsAtFault as fault:
        print(f"otklik train: {fault}", file=sys.stderr)
        return 1
    return 0


def learn(task: str, *, write: bool, kept: bool) -> None:
    learned = fit.learn(task)
    print(f"{task}: held out {told(learned.held_out)}", flush=True)
    if kept:
        for folder in (KEPT, UNSEEN):
            print(f"{task}: {folder.name} {told(fit.measure(learned.weights, sentences(task, folder)))}", flush=True)
    if write:
        path = MODELS / f"{task}.npz"
        save(path, learned.weights)
        print(f"  written: {path.name}, {path.stat().st_size // 1024} KB, {len(learned.weights.features)} features")


def told(figures: fit.Figures) -> str:
    shares = f"first {figures.first:.1%}, among three {figures.among_three:.1%}, false {figures.false:.1%}"
    return f"({figures.count} sentences): {shares}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
