"""A trained model: labels, features and a weight for each pair of these, as plain numbers in one file.

The file is numpy's `.npz` without pickled objects (`training/` writes it). Scores are sums in a fixed order, without a
library whose threads or processor change the last digits: a text gets the same answer on every machine.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from handlers.reading.features import VERSION, FeatureReader, TextFeatures, Vector, WordFeatures

MODELS = Path(__file__).with_name("models")
FORMAT = 1
NONE = "none"
"""The label of texts that are about nothing that there is a label for."""

REMEMBERED = 4_000
"""Words of which a model keeps what they say for each label."""
MILLION = 1_000_000

Ranked = list[tuple[str, float]]
"""Labels with their probabilities (sum: 1), likeliest first."""


class ModelUnusable(Exception):
    """The file is damaged, or of another version than this program reads."""


class OtherVersion(ModelUnusable):
    """The file may be whole: an earlier or later program made it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a file holds. `learned_from` is the digest of the texts (see training.texts.digest).

    A label's score is the sum of value x rarity x weight x scale over a text's features, the values made one long,
    plus `shifts`; `sharpness` times the scores are the logarithms of probabilities.
    """

    task: str
    labels: tuple[str, ...]
    learned_from: str
    features: NDArray[np.uint32]  # in rising order
    rarity: NDArray[np.float32]
    weights: NDArray[np.int8]  # a row a feature, a column a label
    scales: NDArray[np.float32]  # of each label
    shifts: NDArray[np.float32]
    sharpness: float


class Model:
    """Guesses with one file's weights, which are read at the first guess."""

    def __init__(self, task: str, reader: FeatureReader, folder: Path = MODELS) -> None:
        self._path = folder / f"{task}.npz"
        self._reader = reader
        self._weights: Weights | None = None
        self._of_word = lru_cache(REMEMBERED)(self._sums)

    @property
    def weights(self) -> Weights:
        """Raises ModelUnusable."""
        if self._weights is None:
            self._weights = _shipped(self._path) if self._path.parent == MODELS else load(self._path)
        return self._weights

    @property
    def labels(self) -> frozenset[str]:
        """Those of the file, whatever it guesses with. Raises ModelUnusable."""
        return frozenset(told_by(self._path)["labels"])

    def use(self, weights: Weights | None) -> None:
        """Guess with these instead of the file's; with the file's again if None."""
        self._weights = weights
        self._of_word.cache_clear()

    def likely(self, text: str) -> Ranked:
        """All labels with their probabilities for a text, likeliest first."""
        return _by_chance(self.weights, self._chances(self._reader.read_apart(text)))

    def chances(self, text: str) -> dict[str, float]:
        """The same for whoever orders them himself."""
        return dict(zip(self.weights.labels, self._chances(self._reader.read_apart(text)), strict=True))

    def likely_parts(self, text: str, parts: Sequence[str]) -> list[Ranked]:
        """The same for each of some parts of a text."""
        return [_by_chance(self.weights, self._chances(part)) for part in self._reader.read_parts(text, parts)]

    def _chances(self, text: TextFeatures) -> list[float]:
        """Of each label, in their order. As `scores` of all features together, but for the last digits: what a word
        says is added up once and kept, or most of the time would go into finding the same rows for each text.
        """
        weights = self.weights
        rest, squares = _added(weights, text.features, text.values, text.weights)
        words = [self._of_word(word) for word in text.words]
        total = np.concatenate((*(sums for sums, _ in words), rest)).reshape(-1, len(rest)).sum(axis=0)
        length = math.sqrt(math.fsum((squares, *(each for _, each in words)))) or 1.0
        return _probabilities(((total / length * weights.scales + weights.shifts) * weights.sharpness).tolist())

    def _sums(self, word: WordFeatures) -> tuple[NDArray[np.float64], float]:
        return _added(self.weights, word.features, np.sqrt(word.weights), word.weights)

    def knows_most(self, text: str) -> bool:
        """Whether most words of a text are in the dictionary or were learned; else a guess is one from letters and
        length alone. A text without a word has none that is unknown.
        """
        known = self._known(text)
        return not known or 2 * sum(known) > len(known)

    def knows_none(self, text: str) -> bool:
        """Whether a text has words, and none of them is in the dictionary or was learned."""
        known = self._known(text)
        return bool(known) and not any(known)

    def _known(self, text: str) -> list[bool]:
        words = self._reader.words(text)
        return [listed or bool(learned(self.weights, forms)[1].any()) for listed, forms in words]


@lru_cache(maxsize=8)
def _shipped(path: Path) -> Weights:
    """Of a file that came with the program: it stays as it is while this runs. Raises ModelUnusable."""
    return load(path)


def ranked(weights: Weights, vector: Vector) -> Ranked:
    """The labels by probability; by name where two are equal."""
    return _by_chance(weights, _probabilities((scores(weights, vector) * weights.sharpness).tolist()))


def _by_chance(weights: Weights, chances: list[float]) -> Ranked:
    return sorted(zip(weights.labels, chances, strict=True), key=lambda pair: (-pair[1], pair[0]))


def learned(weights: Weights, features: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where features stand among those that were learned, and which of them do."""
    places = weights.features.searchsorted(features)
    return places, weights.features.take(places, mode="clip") == features


def scores(weights: Weights, vector: Vector) -> NDArray[np.float64]:
    """A number for each label, not yet a probability."""
    features, values = vector
    total, squares = _added(weights, features, values, values * values)
    return total / (math.sqrt(squares) or 1.0) * weights.scales + weights.shifts


def _added(
    weights: Weights, features: NDArray[np.uint32], values: NDArray[np.float64], squares: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """What so much of these features says for each label; and the sum of their squares, both by their rarity."""
    places, known = learned(weights, features)
    rarity = weights.rarity.take(places, mode="clip") * known  # a row of what was not learned adds nothing
    # Over the rows one after another: the order of a sum is part of its result.
    rows = weights.weights.take(places, axis=0, mode="clip") * (values * rarity)[:, np.newaxis]
    return np.add.reduce(rows, axis=0), float(np.add.reduce(squares * rarity * rarity))


def _probabilities(logs: list[float]) -> list[float]:
    most = max(logs)
    powers = [math.exp(each - most) for each in logs]
    total = math.fsum(powers) / MILLION
    return [round(power / total) / MILLION for power in powers]


def save(path: Path, weights: Weights) -> None:
    """Write a file that `load` reads; the same weights give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write(file, weights)


def write(file: IO[bytes], weights: Weights, about: Mapping[str, Any] | None = None) -> None:
    """The same into an open file. `about`: what `told_by` gives back (JSON values)."""
    head = {
        "format": FORMAT,
        "features": VERSION,
        "task": weights.task,
        "labels": weights.labels,
        "learned_from": weights.learned_from,
        "sharpness": weights.sharpness,
    }
    if about is not None:
        head["about"] = dict(about)
    np.savez_compressed(
        file,
        head=np.frombuffer(json.dumps(head, sort_keys=True).encode(), dtype=np.uint8),
        features=weights.features,
        rarity=weights.rarity.astype(np.float16),
        weights=weights.weights,
        scales=weights.scales,
        shifts=weights.shifts,
    )


def load(path: Path) -> Weights:
    """The weights of a file. Raises ModelUnusable."""
    arrays = _read(path)
    try:
        head = _head(path, arrays["head"])
        found = Weights(
            task=str(head["task"]),
            labels=tuple(head["labels"]),
            learned_from=str(head["learned_from"]),
            features=arrays["features"],
            rarity=arrays["rarity"].astype(np.float32),
            weights=arrays["weights"],
            scales=arrays["scales"],
            shifts=arrays["shifts"],
            sharpness=float(head["sharpness"]),
        )
        sound = _is_sound(found)
    except (ValueError, KeyError, TypeError) as fault:
        raise ModelUnusable(f"{path.name}: {fault}") from None
    if not sound:
        raise ModelUnusable(f"{path.name}: not the numbers of a model")
    return found


def told_by(path: Path) -> dict[str, Any]:
    """What a file says of itself (see `write`), without reading its numbers. Raises ModelUnusable."""
    try:
        return _head(path, _read(path, ("head",))["head"])
    except (ValueError, KeyError, TypeError) as fault:
        raise ModelUnusable(f"{path.name}: {fault}") from None


UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error, struct.error, NotImplementedError,
    RuntimeError, MemoryError,
)  # fmt: skip
"""What numpy and zipfile raise over files that are damaged or none of ours; one wrong byte may claim a terabyte."""


def _read(path: Path, wanted: tuple[str, ...] = ()) -> dict[str, NDArray[Any]]:
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in wanted or file.files}
    except UNREADABLE as fault:
        raise ModelUnusable(f"{path.name}: {type(fault).__name__}") from None


def _head(path: Path, numbers: NDArray[Any]) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(numbers.tobytes())
    if (head["format"], head["features"]) != (FORMAT, VERSION):
        raise OtherVersion(f"{path.name}: made by another version")
    return head


def _is_sound(found: Weights) -> bool:
    """Whether the numbers fit together, so that no guess fails over them."""
    features, labels = found.features, found.labels
    shapes = (features.shape, found.rarity.shape, found.weights.shape, found.scales.shape, found.shifts.shape)
    many, few = len(features), len(labels)
    return (
        shapes == ((many,), (many,), (many, few), (few,), (few,))
        and min(many, few) > 0
        and (features.dtype.name, found.weights.dtype.name) == ("uint32", "int8")
        and all(isinstance(label, str) for label in labels)
        and len(set(labels)) == few
        and bool(np.all(features[1:] > features[:-1]))
        and all(bool(np.isfinite(each).all()) for each in (found.rarity, found.scales, found.shifts))
        and math.isfinite(found.sharpness)
    )
