"""From labelled sentences to weights: a linear support vector machine over the features, made small and calibrated.

Fixed seeds and a fixed order: the same sentences give the same file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from handlers.reading.features import FeatureReader, Vector
from handlers.reading.model import NONE, Ranked, Weights, ranked, scores
from handlers.reading.words import WordReader
from training.texts import FOLDS, Sentence, digest, folds, sentences

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

STRENGTH = {"topics": 2.0, "danger": 4.0, "intents": 2.0}
"""How much a wrong sentence weighs against simple weights (C of the machine)."""
EVENLY = {"danger", "intents"}  # labels of few sentences weigh as much as those of many
RARE = {"topics": 2}  # a feature of fewer sentences is left out: that halves the largest file, and nothing is lost
NONE_SHIFT = {
    "topics": -0.1
}  # how much less likely "none" is than learned: as much as held-out texts without a topic allow
SEED = 20261129
SHARP = [round(1.15**step, 4) for step in range(5, 28)]  # tried when the probabilities are calibrated

Pair = tuple[Vector, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of sentences. `first` and `among_three` of those with a label; `false` of those that have none."""

    count: int
    first: float
    among_three: float
    false: float


@dataclass(frozen=True, slots=True)
class Learned:
    """`held_out` is measured on sentences that the measured weights had not seen (`weights` have seen all)."""

    weights: Weights
    held_out: Figures


def learn(task: str, extra: Sequence[Sentence] = ()) -> Learned:
    """A model from the sentences of `training/` and `extra` ones (what operators corrected).

    Whether `extra` helps is seen by comparing `held_out` with that of learn(task): only sentences of `training/` are
    measured, the same ones.
    """
    reader, found = FeatureReader(WordReader()), sentences(task)
    own = [(reader.read(s.text), s.label) for s in found]
    added = [(reader.read(s.text), s.label) for s in extra]
    turns = folds(found)
    guessed = list[tuple[list[float], str, tuple[str, ...]]]()
    for turn in range(FOLDS):
        part = fit(task, [pair for pair, at in zip(own, turns, strict=True) if at != turn] + added)
        for (vector, label), at in zip(own, turns, strict=True):
            if at == turn:
                guessed.append((scores(part, vector).tolist(), label, part.labels))
    sharpness = _sharpness(guessed)
    weights = fit(task, own + added, digest(task, extra), sharpness)
    order = [
        ([(name, value) for value, name in sorted(zip(each, names, strict=True), reverse=True)], label)
        for each, label, names in guessed
    ]
    return Learned(weights, figures(order))


def fit(task: str, pairs: Sequence[Pair], learned_from: str = "", sharpness: float = 1.0) -> Weights:
    """Weights that tell the labels of these apart."""
    from sklearn.svm import LinearSVC  # takes seconds to import: whoever only asks for figures does without

    features, counts = np.unique(np.concatenate([vector[0] for vector, _ in pairs]), return_counts=True)
    often = counts >= RARE.get(task, 1)
    features, counts = features[often], counts[often]
    rarity = (np.log((1 + len(pairs)) / (1 + counts)) + 1).astype(np.float16).astype(np.float32)
    table = _table([vector for vector, _ in pairs], features, rarity)
    machine = LinearSVC(
        C=STRENGTH.get(task, 1.0),
        class_weight="balanced" if task in EVENLY else None,
        random_state=SEED,
        max_iter=5_000,
    )
    machine.fit(table, np.array([label for _, label in pairs]))
    weights, shifts = machine.coef_.T, machine.intercept_ + NONE_SHIFT.get(task, 0.0) * (machine.classes_ == NONE)
    scales = (np.abs(weights).max(axis=0) / 127).astype(np.float32)
    return Weights(
        task=task,
        labels=tuple(str(label) for label in machine.classes_),
        learned_from=learned_from,
        features=features,
        rarity=rarity,
        weights=np.rint(weights / scales).astype(np.int8),
        scales=scales,
        shifts=shifts.astype(np.float32),
        sharpness=sharpness,
    )


def _table(vectors: Sequence[Vector], features: NDArray[np.uint32], rarity: NDArray[np.float32]) -> csr_matrix:
    """A row a sentence, as `handlers.reading.model.scores` sees it."""
    from scipy.sparse import csr_matrix

    data, columns, ends = [], [], [0]
    for found, values in vectors:
        places = np.minimum(np.searchsorted(features, found), len(features) - 1)
        known = features[places] == found
        row = values[known] * rarity[places[known]].astype(np.float64)
        data.append(row / (math.sqrt(float(row @ row)) or 1.0))
        columns.append(places[known])
        ends.append(ends[-1] + int(known.sum()))
    shape = (len(vectors), len(features))
    return csr_matrix((np.concatenate(data), np.concatenate(columns), np.array(ends)), shape=shape)


def _sharpness(guessed: Sequence[tuple[list[float], str, tuple[str, ...]]]) -> float:
    """The factor that makes the probability of the right labels as large as it can be."""

    def surprise(factor: float) -> float:
        total = 0.0
        for each, label, names in guessed:
            logs = [value * factor for value in each]
            most = max(logs)
            total += most + math.log(sum(math.exp(one - most) for one in logs)) - logs[names.index(label)]
        return total

    return min(SHARP, key=surprise)


def figures(guessed: Sequence[tuple[Ranked, str]]) -> Figures:
    """What was guessed (likeliest first) beside what it is."""
    labelled = [([name for name, _ in order], label) for order, label in guessed if label != NONE]
    others = [order[0][0] for order, label in guessed if label == NONE]
    return Figures(
        count=len(guessed),
        first=_share(order[0] == label for order, label in labelled),
        among_three=_share(label in order[:3] for order, label in labelled),
        false=_share(name != NONE for name in others),
    )


def measure(weights: Weights, found: Sequence[Sentence]) -> Figures:
    """Figures of these sentences."""
    reader = FeatureReader(WordReader())
    return figures([(ranked(weights, reader.read(s.text)), s.label) for s in found])


def _share(right: Iterable[bool]) -> float:
    each = list(right)
    return round(sum(each) / len(each), 4) if each else 0.0
