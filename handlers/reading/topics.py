"""What a report is about: the trained model's probabilities joined with the region's own words.

An administrator reads and mends the words of `topics.toml`. They move the model's answer, and they alone find a topic
that the region invented, which no model knows.
"""

from __future__ import annotations

import math
import re

import structlog

from handlers.reading.certain import is_meant, swears
from handlers.reading.model import MILLION, NONE, Model, ModelUnusable, Ranked, Weights
from handlers.reading.region_words import TopicGuesser
from handlers.reading.remembered import Remembered
from handlers.reading.words import RUSSIAN
from storage.letters import folded
from storage.region.region import Region

log = structlog.get_logger()

LIKELY_ENOUGH = 0.3
"""From this probability on the likeliest topic is taken unasked."""
OFFERED = 4  # the one that is taken, and three others for whoever says that it is none of his
WORD_STRENGTH = 0.45
"""How much one word of the region adds to the logarithm of a topic's probability; so found on held-out sentences."""
MOST_WORDS = 4.0  # more words than this make nothing surer
UNKNOWN_CHANCE = 0.01
"""Of a topic that the model does not know, before any word of it is found; at least so much of one that it learned from
corrections, or its words would count for less than before.
"""
LEAST = 1e-4
FOREIGN = 40
"""Characters of a text that may be in a language that nothing was learned of; in a longer one something is known."""
WORD = re.compile(r"\w+")


class TopicReader:
    """Guesses over one region; safe to share."""

    def __init__(self, region: Region, words: TopicGuesser, model: Model) -> None:
        self._codes = tuple(topic.code for topic in region.topics)
        self._places = {code: place for place, code in enumerate(self._codes)}
        self._words = words
        self._model = model
        self._told = False
        self._learned = frozenset[str]()  # topics that what came with the program does not know
        self._ordered = Remembered(self._order)

    def likely(self, text: str) -> list[str]:
        """The likeliest topics in their order, OFFERED at most; NONE stands before those that are not to be taken
        unasked. By the region's words alone where the model cannot be read, and for a text of one word that they know:
        whoever writes nothing but "snow" to a control centre means it.
        """
        return list(self._ordered(text))

    def learned(self, weights: Weights | None) -> None:
        """From now on guess with these; with those that came with the program if None. Raises ModelUnusable where that
        cannot be read.
        """
        self._learned = frozenset(weights.labels) - self._model.labels if weights is not None else frozenset()
        self._model.use(weights)
        self._ordered.forget()

    def _order(self, text: str) -> tuple[str, ...]:
        try:
            order = self.guess(text)[: OFFERED + 1]
        except ModelUnusable as fault:
            if not self._told:
                self._told = True
                log.error("reading.model_unusable", error=str(fault))
            return tuple(self._words.guess(text)[:OFFERED])
        codes = [code for code, _ in order]
        if codes[0] == NONE and (named := self._words.guess(text)) and len(self._words.tokens(text)) == 1:
            return (*named[:1], *(code for code in codes if code != named[0]))
        if order[0][1] < LIKELY_ENOUGH and codes[0] != NONE:
            codes = [NONE, *(code for code in codes if code != NONE)]
        if codes[0] != NONE and self._says_nothing(text):
            codes = [NONE, *(code for code in codes if code != NONE)]
        return tuple(codes)

    def _says_nothing(self, text: str) -> bool:
        """Whether there is nothing to guess from but letters ("suv yoq") or a swear word."""
        if not self._without_swearing(text):
            return True
        few = len(text) <= FOREIGN and not RUSSIAN.search(folded(text))
        return few and not self._words.guess(text) and self._model.knows_none(text)

    def _without_swearing(self, text: str) -> str:
        """The text without swear words that mean a branch or a dog, too; as it is where one of these is told of."""
        if not any(map(swears, WORD.findall(folded(text)))):
            return text
        if any(is_meant(token.forms) for token in self._words.tokens(text) if not swears(token.word)):
            return text
        return WORD.sub(lambda found: "" if swears(folded(found[0])) else found[0], text).strip(" ,.!?")

    def guess(self, text: str) -> Ranked:
        """The region's topics and NONE with their probabilities (sum: 1), likeliest first.

        NONE stands for a text without a topic, and for topics that this region has not.
        """
        text = self._without_swearing(text) or text
        guessed = self._model.chances(text)
        found = self._words.weighed(text)
        chances = [max(guessed.get(code, 0.0), LEAST) for code in self._codes]
        for code, weight in found.items():
            if code not in self._places:
                continue
            unknown = code not in guessed or code in self._learned
            chance = max(guessed.get(code, 0.0), UNKNOWN_CHANCE if unknown else LEAST)
            chances[self._places[code]] = chance * math.exp(WORD_STRENGTH * min(weight, MOST_WORDS))
        none = sum(chance for code, chance in guessed.items() if code not in self._places)
        millionth = math.fsum((none, *chances)) / MILLION
        order = sorted((-round(chance / millionth), place) for place, chance in enumerate((*chances, none)))
        codes = (*self._codes, NONE)
        return [(codes[place], -millionths / MILLION) for millionths, place in order]
