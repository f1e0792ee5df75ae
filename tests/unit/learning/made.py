"""Versions, corrections and lessons as tests need them: small, and made without learning anything."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np

from bot.learning.judge import Figures, Right
from bot.learning.split import is_held_out
from bot.learning.texts import ReportText
from bot.learning.versions import About
from handlers.reading.features import FeatureReader
from handlers.reading.model import MODELS, Weights, told_by, write
from handlers.reading.words import WordReader

AT = 1_764_000_000_000
SAID = "квазикочерга"
"""A word that nobody knows: what it means only a model made here can say."""


def figures(corrected: int = 0, *, left: int = 80, own: int = 890, three: int = 980, false: int = 5) -> Figures:
    """Of 1,000 sentences, 100 without a topic, 40 corrections and 100 reports that were left as they were."""
    return Figures(Right(1000, own, three), 100, false, Right(40, corrected, 20), Right(100, left, 90))


def weights(topic: str = "noise", **changed: Any) -> Weights:
    """They take a text that says SAID for this topic."""
    features, _ = FeatureReader(WordReader()).read(SAID)
    table = np.zeros((len(features), 2), np.int8)
    table[:, 0] = 127
    values: dict[str, Any] = {
        "task": "topics", "labels": (topic, "none"), "learned_from": told_by(MODELS / "topics.npz")["learned_from"],
        "features": features, "rarity": np.ones(len(features), np.float32), "weights": table,
        "scales": np.full(2, 0.05, np.float32), "shifts": np.zeros(2, np.float32), "sharpness": 5.0,
    }  # fmt: skip
    return Weights(**values | changed)


def file_of(topic: str = "noise", corrected: int = 12, **changed: Any) -> bytes:
    """The bytes of a version."""
    file = BytesIO()
    write(file, weights(topic, **changed), About(AT, 60, figures(), figures(corrected)).dump())
    return file.getvalue()


def corrections(count: int, topic: str = "noise", *, held_out: int = 12) -> list[ReportText]:
    """So many different texts of as many people, of which so many are held out."""
    found: dict[bool, list[ReportText]] = {True: [], False: []}
    wanted = {True: held_out, False: count - held_out}
    number = 0
    while any(len(found[side]) < wanted[side] for side in wanted):
        number += 1
        text = f"{SAID} {''.join('абвгдежзик'[int(digit)] for digit in str(number))}"
        mine = found[is_held_out(text)]
        if len(mine) < wanted[is_held_out(text)]:
            mine.append(ReportText(text, topic, frozenset({number}), corrected=True, missed=True))
    return found[True] + found[False]
