"""Near copies: sentences so alike that one says nothing that the other has not said.

What is learned and what is kept for the test must have none in common, or the test measures memory.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from storage.letters import folded

LETTERS = 4
ALIKE = 0.7
"""From this share of common runs of four letters on (of all that either has) two sentences are near copies."""
SHORT = 20
"""Letters; shorter texts are near copies only where they are the same: people have few ways to say «лифт стоит»."""


def grams(text: str) -> frozenset[str]:
    """The runs of four letters of a text, however it is spaced and punctuated."""
    plain = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in folded(text)).split())} "
    return frozenset(plain[at : at + LETTERS] for at in range(max(1, len(plain) - LETTERS + 1)))


def near_copies(texts: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a text and another that it is a near copy of.

    Near copies have so many runs in common that one of each one's rarest is among them: only those are compared.
    """
    theirs = [grams(other) for other in others]
    known = Counter(gram for each in theirs for gram in each)

    def rarest(runs: frozenset[str]) -> list[str]:
        needed = math.ceil(ALIKE * len(runs) - 1e-9)
        return sorted(runs, key=lambda gram: (known[gram], gram))[: len(runs) - needed + 1]

    table = defaultdict[str, list[int]](list)
    for place, each in enumerate(theirs):
        for gram in rarest(each):
            table[gram].append(place)
    for text in texts:
        mine = grams(text)
        for place in sorted({place for gram in rarest(mine) for place in table.get(gram, ())}):
            common = len(mine & theirs[place])
            share = common / (len(mine) + len(theirs[place]) - common)
            if share == 1 or (share >= ALIKE and len(text) >= SHORT):
                yield text, others[place]
