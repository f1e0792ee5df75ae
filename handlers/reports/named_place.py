"""The place that a message names, as far as a decision about the message needs it, and what it tells besides."""

from __future__ import annotations

import re

from handlers.base.phrases import phrases, words_of
from handlers.base.turn import Turn
from handlers.reports.said_place import find_place

CLAUSE = re.compile(r"[,.;\n]+")


def place_named(turn: Turn, text: str) -> tuple[str, str]:
    """Address ("" for none) and the settlement's code ("" for none, or if several could be meant)."""
    address, settlement = find_place(turn, text)
    return address, settlement.code if settlement else ""


def told_besides(turn: Turn, text: str) -> str:
    """The words of a text without its address and its landmarks ("by the clinic"): what is told of the place."""
    address, _ = find_place(turn, text)
    rest = re.sub(re.escape(address), " ", text, flags=re.IGNORECASE) if address else text
    landmarks = {phrase[0] for phrase in phrases(turn, "place-landmark-words")}
    told = []
    for clause in CLAUSE.split(rest):
        words = words_of(clause)
        first = next((i for i, word in enumerate(words) if word in landmarks), len(words))
        told += words[:first]
    return " ".join(told)
