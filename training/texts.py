"""The labelled sentences: read, checked, and their digest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handlers.reading.alike import ALIKE
from handlers.reading.features import CONCEPTS
from handlers.reading.spelling import SLIPS

HOME = Path(__file__).resolve().parent
KEPT = HOME / "kept"
UNSEEN = HOME / "unseen"
"""A second part that is kept, labelled before anything was read with it; where the figures of KEPT were seen often."""
FRESH = HOME / "fresh"
"""Held apart by the digest of each text, when half of what was written at once was learned from; seen while tuning."""
TASKS = ("topics", "danger", "intents")
FOLDS = 4


class TextsAtFault(Exception):
    """A line that is no label, tab and text; says where."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`writer` is the file that it stands in: files were written one after another, each in a voice of its own."""

    label: str
    text: str
    writer: str = ""


def sentences(task: str, folder: Path = HOME) -> list[Sentence]:
    """All of a task, by file and line; `folder` is HOME for what is learned, KEPT or UNSEEN for the test.

    Raises TextsAtFault.
    """
    found = []
    for path in sorted((folder / task).glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            label, tab, text = line.partition("\t")
            if not (tab and label.strip() and text.strip()) or "\t" in text:
                raise TextsAtFault(f"{path.name}:{number}: a label, a tab and a text are needed")
            found.append(Sentence(label.strip(), text.strip(), path.stem))
    return found


def digest(task: str, extra: Iterable[Sentence] = ()) -> str:
    """Of everything that a model of this task is made from: the sentences, the groups of words, the slips."""
    told = hashlib.sha256(CONCEPTS.read_bytes() + ALIKE.read_bytes() + SLIPS.read_bytes())
    for sentence in [*sentences(task), *extra]:
        told.update(f"{sentence.label}\t{sentence.text}\n".encode())
    return told.hexdigest()


def folds(found: list[Sentence]) -> list[int]:
    """A number below FOLDS for each sentence: whole writers together, where every label has enough of them."""
    writers: dict[str, set[str]] = {}
    for sentence in found:
        writers.setdefault(sentence.label, set()).add(sentence.writer)
    if min(map(len, writers.values())) < FOLDS * 2:
        seen = Counter[str]()
        turns = []
        for sentence in found:
            turns.append(seen[sentence.label] % FOLDS)
            seen[sentence.label] += 1
        return turns
    order = {writer: place for place, writer in enumerate(dict.fromkeys(s.writer for s in found))}
    return [order[sentence.writer] % FOLDS for sentence in found]
