"""Whether what was learned is better than what is in use: on the same texts, none of which was learned from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MARGIN = 0.005
"""So much of the repository's sentences may come out worse than they did at best, as a share: one of two hundred."""
FALSE_MARGIN = 0.03
"""The same of sentences without a topic, which are a tenth as many."""


@dataclass(frozen=True, slots=True)
class Right:
    """Of `count` texts: how many got their topic at once, and how many had it among the three likeliest."""

    count: int = 0
    first: int = 0
    three: int = 0

    @property
    def first_share(self) -> float:
        return self.first / self.count if self.count else 0.0

    @property
    def three_share(self) -> float:
        return self.three / self.count if self.count else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one model reaches on texts that it never saw.

    `own` are the repository's sentences with a topic of the region; of `none`, which have no topic, `false` were given
    one. `corrected` are texts whose topic operators changed, `left` those that they answered as they were.
    """

    own: Right
    none: int
    false: int
    corrected: Right
    left: Right

    @property
    def false_share(self) -> float:
        return self.false / self.none if self.none else 0.0

    def dump(self) -> dict[str, Any]:
        return asdict(self)


def load_figures(values: dict[str, Any]) -> Figures:
    """What `dump` gave. Raises TypeError, KeyError."""
    parts = {name: Right(**values[name]) for name in ("own", "corrected", "left")}
    return Figures(none=int(values["none"]), false=int(values["false"]), **parts)


class Verdict(StrEnum):
    BETTER = "better"
    SAME = "same"  # no more of the corrections are right
    BREAKS = "breaks"  # it spoils as many of what operators left as it mends
    FORGETS = "forgets"  # the repository's sentences come out worse


@dataclass(frozen=True, slots=True)
class Comparison:
    """`builtin` is the model that came with the program, `old` the one in use (perhaps the same), `new` the learned."""

    builtin: Figures
    old: Figures
    new: Figures

    @property
    def verdict(self) -> Verdict:
        """BETTER only where more corrections are right, more reports of both kinds together, and no sentence of the
        repository is paid for it beyond the margins. These count from the better of the two others: else many nights
        would each take a little.
        """
        new, others = self.new, (self.builtin, self.old)
        if (
            new.own.first_share < max(each.own.first_share for each in others) - MARGIN
            or new.own.three_share < max(each.own.three_share for each in others) - MARGIN
            or new.false_share > min(each.false_share for each in others) + FALSE_MARGIN
        ):
            return Verdict.FORGETS
        mended = new.corrected.first - self.old.corrected.first
        if mended <= 0:
            return Verdict.SAME
        return Verdict.BETTER if mended + new.left.first - self.old.left.first > 0 else Verdict.BREAKS
