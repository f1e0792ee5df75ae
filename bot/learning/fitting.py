"""Learning topics with the operators' corrections, and measuring what came of it. Runs in a process of its own: it
imports the trainer (training/), and takes some hundred MB and half a minute of CPU.

Nothing of a citizen's text gets into the result but weights of features that others' texts have, too: those of the
repository's sentences, or those of texts by AUTHORS different people. So no name, phone or turn of phrase of one person
can be looked for in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.learning.judge import Comparison, Figures, Right, Verdict
from bot.learning.split import is_held_out
from bot.learning.texts import ReportText
from bot.learning.versions import About
from bot.learning.work import Lesson
from handlers.reading.features import FeatureReader, Vector
from handlers.reading.model import MODELS, NONE, Model, Weights, load, ranked, write
from handlers.reading.region_words import TopicGuesser
from handlers.reading.topics import TopicReader
from storage.region.region import Region
from training.fit import fit
from training.near import near_copies
from training.texts import KEPT, Sentence, TextsAtFault, sentences

TASK = "topics"
AUTHORS = 3
"""A feature that no sentence of the repository has is learned where so many people's texts have it."""
FEWEST_OF_NEW = 5
"""Corrections to a topic that only this region has, before it becomes one that the model may guess."""


class Bench:
    """Guesses of one region with whatever weights are given; texts are read once for all of them."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.words = TopicGuesser(region)
        self.features = FeatureReader(self.words)

    def reader(self, weights: Weights) -> TopicReader:
        reader = TopicReader(self.region, self.words, Model(TASK, self.features))
        reader.learned(weights)
        return reader

    def measure(
        self, all_weights: Sequence[Weights], own: Sequence[Sentence], held: Sequence[ReportText]
    ) -> list[Figures]:
        """Figures of each weights on the same texts; of `own` only sentences whose topic the region has, and those
        that have none.
        """
        codes = {topic.code for topic in self.region.topics}
        readers = [self.reader(weights) for weights in all_weights]
        sentences = self._guesses(readers, [(s.text, s.label) for s in own if s.label in codes or s.label == NONE])
        corrected = self._guesses(readers, [(t.text, t.topic) for t in held if t.corrected])
        left = self._guesses(readers, [(t.text, t.topic) for t in held if not t.corrected])
        return [
            Figures(
                own=_right(pair for pair in sentences[at] if pair[1] != NONE),
                none=sum(label == NONE for _, label in sentences[at]),
                false=sum(label == NONE and order[:1] != [NONE] for order, label in sentences[at]),
                corrected=_right(corrected[at]),
                left=_right(left[at]),
            )
            for at in range(len(readers))
        ]

    def _guesses(
        self, readers: Sequence[TopicReader], texts: Iterable[tuple[str, str]]
    ) -> list[list[tuple[list[str], str]]]:
        """For each reader (guesses, right topic) of each text; [NONE] where nothing is guessed."""
        found: list[list[tuple[list[str], str]]] = [[] for _ in readers]
        for text, label in texts:
            for reader, mine in zip(readers, found, strict=True):
                mine.append((reader.likely(text) or [NONE], label))
        return found


def _right(pairs: Iterable[tuple[list[str], str]]) -> Right:
    """Right at once is what would be taken unasked; among three what its author would be offered first."""
    each = list(pairs)
    first = sum(order[0] == label for order, label in each)
    return Right(len(each), first, sum(order[0] == label or label in _offered(order) for order, label in each))


def _offered(order: Sequence[str]) -> list[str]:
    return [code for code in order if code != NONE][:3]


def learn_topics(
    region: Region, texts: Sequence[ReportText], in_use: Path | None, own: Sequence[Sentence], kept: Sequence[Sentence]
) -> tuple[Weights, Comparison, int]:
    """Weights learned from `own` sentences and the corrections, how they compare with those that came with the program
    and those `in_use` (None: the same), and how many corrections were learned from. Raises ModelUnusable where these
    cannot be read.
    """
    bench = Bench(region)
    builtin = load(MODELS / f"{TASK}.npz")
    old = load(in_use) if in_use is not None else builtin
    held = [each for each in texts if is_held_out(each.text)]
    told = _without_copies([each for each in texts if each.corrected and not is_held_out(each.text)], held)
    vectors = [bench.features.read(each.text) for each in told]
    names = _names_here(builtin, vectors, told, {topic.code for topic in region.topics})
    read = [(bench.features.read(s.text), names.get(s.label, s.label)) for s in own]
    counts, known = Counter(each.topic for each in told), {label for _, label in read}
    allowed = _shared_features([vector for vector, _ in read], vectors, told)
    added = [
        (_only(vector, allowed), each.topic)
        for vector, each in zip(vectors, told, strict=True)
        if each.topic in known or counts[each.topic] >= FEWEST_OF_NEW
    ]
    new = fit(TASK, [*read, *added], builtin.learned_from, builtin.sharpness)
    return new, Comparison(*bench.measure((builtin, old, new), kept, held)), len(added)


def _without_copies(told: list[ReportText], held: Sequence[ReportText]) -> list[ReportText]:
    """Without what is nearly a text that is held out: it would measure memory."""
    copies = {mine for mine, _ in near_copies([each.text for each in told], [each.text for each in held])}
    return [each for each in told if each.text not in copies]


def _names_here(
    builtin: Weights, vectors: Sequence[Vector], told: Sequence[ReportText], codes: set[str]
) -> dict[str, str]:
    """Topics of the program that the region has not, and what it has in their place: where operators put most of what
    was read as one of these. Then all its sentences are the other's. By the corrections alone a topic of the region
    would not be learned: the program has a hundred sentences for each that it would be told apart from.
    """
    put: dict[str, Counter[str]] = {}
    for vector, each in zip(vectors, told, strict=True):
        read = ranked(builtin, vector)[0][0]
        if read not in codes and read != NONE:
            put.setdefault(read, Counter())[each.topic] += 1
    most = {read: counts.most_common(1)[0] for read, counts in put.items()}
    return {
        read: topic
        for read, (topic, count) in most.items()
        if count >= FEWEST_OF_NEW and 2 * count > put[read].total() and topic != NONE
    }


def _shared_features(
    own: Sequence[Vector], vectors: Sequence[Vector], told: Sequence[ReportText]
) -> NDArray[np.uint32]:
    """What may be learned of: features of the repository's sentences, and those that AUTHORS people's texts have."""
    authors: dict[int, set[int]] = {}
    for (features, _), each in zip(vectors, told, strict=True):
        for feature in features.tolist():
            authors.setdefault(feature, set()).update(each.authors)
    common = [feature for feature, who in authors.items() if len(who) >= AUTHORS]
    return np.union1d(np.concatenate([features for features, _ in own]), np.array(common, dtype=np.uint32))


def _only(vector: Vector, allowed: NDArray[np.uint32]) -> Vector:
    features, values = vector
    known = np.isin(features, allowed)
    return features[known], values[known]


def lesson(region: Region, texts: Sequence[ReportText], in_use: Path | None, at: int) -> Lesson:
    """The same with all sentences of the repository; the file only where it is better."""
    own, kept = sentences(TASK), sentences(TASK, KEPT)
    if not own or not kept:
        raise TextsAtFault("training/ is not here: nothing would say that it got worse")
    weights, comparison, corrections = learn_topics(region, texts, in_use, own, kept)
    file = BytesIO()
    if comparison.verdict is Verdict.BETTER:
        write(file, weights, About(at, corrections, comparison.old, comparison.new).dump())
    return Lesson(file.getvalue(), comparison, corrections)
