"""Which of the known cases are of the same trouble as a report, the surest and nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.base.shared import Shared
from handlers.cases.likeness import SameTrouble, Spot, like_words, likeness
from handlers.cases.loads import KnownCase

LONGEST_READ = 400
"""Characters of a text whose words are compared."""


@dataclass(frozen=True, slots=True)
class RankedCase:
    """A case, and what says that it is the same trouble."""

    case: KnownCase
    match: SameTrouble


def candidates(
    shared: Shared, text: str, spot: Spot, cases: Iterable[KnownCase], within_m: float, most: int
) -> list[RankedCase]:
    """At most `most` of them."""
    mine: list[Sequence[str]] = []

    def compared(case: KnownCase) -> float:
        if not mine:
            mine.append(shared.lemmas(text[:LONGEST_READ]))
        return like_words(mine[0], shared.lemmas(case.text))

    found = [
        RankedCase(case, match)
        for case in cases
        if (match := likeness(spot, case.spot, lambda case=case: compared(case), within_m)) is not None  # type: ignore[misc]
    ]
    return sorted(found, key=lambda each: (*each.match.order, -each.case.created_at))[:most]
