"""Near copies: sentences so alike that one says nothing that the other has not said.

What is learned and what is kept for the test must have none in common, or the test measures memory.
"""

from __future__ import annotations

from collections import defaultdict
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
    """Pairs of a text and another that it is a near copy of."""
    table = defaultdict[str, list[int]](list)
    theirs = [grams(other) for other in others]
    for place, each in enumerate(theirs):
        for gram in each:
            table[gram].append(place)
    for text in texts:
        mine, common = grams(text), defaultdict[int, int](int)
        for gram in mine:
            for place in table.get(gram, ()):
                common[place] += 1
        for place, count in common.items():
            share = count / (len(mine) + len(theirs[place]) - count)
            if share == 1 or (share >= ALIKE and len(text) >= SHORT):
                yield text, others[place]
