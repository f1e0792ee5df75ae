"""Which texts are learned from and which are held out: by a hash of their words, so the same words never stand in both.

A text stays where it is whatever comes later: what a version of last month was measured on, no later version has seen.
"""

from __future__ import annotations

import hashlib

from storage.letters import folded

HELD_OUT = 4
"""One text in so many is held out."""


def plain(text: str) -> str:
    """Its words in small letters, numbers alike: the house and the date make no other text; "" where it has no word."""
    words = "".join(c if c.isalpha() else "0" if c.isdigit() else " " for c in folded(text)).split()
    kept = ["0" if set(word) == {"0"} else word for word in words]
    return " ".join(kept) if any(word != "0" for word in kept) else ""


def is_held_out(text: str) -> bool:
    """Whether its words are kept for measuring, on every machine and in every version alike."""
    return int.from_bytes(hashlib.sha256(plain(text).encode()).digest()[:8]) % HELD_OUT == 0
