"""What the running program sends to a process of bot.beside: it knows the answer's shape, and not the trainer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.learning.judge import Comparison
from bot.learning.texts import ReportText
from storage.region.region import Region


@dataclass(frozen=True, slots=True)
class Lesson:
    """`file` is what a version holds, empty where it is not better. `corrections`: so many were learned from."""

    file: bytes
    comparison: Comparison
    corrections: int


def learn(region: Region, texts: Sequence[ReportText], in_use: Path | None, at: int) -> Lesson:
    """Done beside the program. `in_use`: the file of the version in use, None for what came with the program; `at` is
    now, UTC ms.
    """
    from bot.learning.fitting import lesson  # scikit-learn: some hundred MB that the service never has

    return lesson(region, texts, in_use, at)
