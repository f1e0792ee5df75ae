"""Whether a text tells of danger, and of which kind: the region's danger words joined with the trained model.

A saying or a complaint has such words, too ("drowning in rubbish"): so words alone decide nothing that the
model is sure to be harmless, and the model finds what the words do not name.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise

import structlog

from handlers.reading.certain import is_rule, told_danger, told_harmless
from handlers.reading.model import NONE, Model, ModelUnusable, Ranked
from handlers.reading.region_words import TopicGuesser
from handlers.reading.remembered import Remembered
from storage.letters import folded
from storage.region.region import DANGERS

log = structlog.get_logger()

WORD_STRENGTH = 0.25
"""How much danger words add to the logarithm of the odds; held-out sentences hardly tell."""
THRESHOLD = 0.2
"""The logarithm of the odds from which on a text is taken for danger: of held-out sentences more dangers are found than
with the sum of all kinds, and not more harmless ones taken for it (docs/decisions/0079)."""
ALONE = 2.94
"""The same where a single word is said that is none of the region's danger words: 95 to 5. From one word ("the house",
"the dog") the model knows little, and who tells of danger goes on.
"""
CALLED = -1.0
"""The same where it is one of them: «тону». Less than that, and the model would have to guess the kind."""
SHORTEST = 3
"""Letters of a word that counts: «у мамы» is one."""
LEAST = 1e-6
SHUT_IN = "trapped"
SCALD, TAKEN_FOR = "scald", frozenset({"gas", "water", "shaft", "collapse"})
"""Steam and hot water below ground, which the model never learned, and what it takes them for."""
WORD = re.compile(r"\w+")
APART = 1.0
"""How much surer one sentence alone has to be than the whole text: a danger told in passing in a long complaint is
outvoted by the rest of it. So found on held-out sentences."""
SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n+")
MARK = re.compile(r"[.!?;…\n]|[,(—–-]\s*(?=(\w))")
"""What ends a sentence; or what may stand before a name that signs it, and does where a capital letter follows."""
MOST_SENTENCES = 40  # of a text, its first ones; nobody calls for help later than that
LEAST_WORDS = 3
LONGEST_SAID = 120
"""Characters of a sentence that words may tell to be harmless; a longer one may say something serious besides."""


class DangerReader:
    """Reads with the words of one region; safe to share."""

    def __init__(self, words: TopicGuesser, model: Model, lost: frozenset[str] = frozenset()) -> None:
        self._words = words
        self._lost = lost
        self._model = model
        self._told = False
        self._known = Remembered(self._read)

    def is_danger(self, text: str) -> bool:
        """Whether it tells of danger; by the region's words alone where the model cannot be read."""
        try:
            return bool(self.kind_of(text))
        except ModelUnusable as fault:
            self._tell(fault)
            return self._words.is_danger(text)

    def known_kind(self, text: str) -> str:
        """`kind_of`, or what the region's words alone name where the model cannot be read; "" where none is known.

        Who is missing (one of the words `lost`) is shut in nowhere: what to do for somebody who cannot get out would be
        wrong advice.
        """
        try:
            kind = self.kind_of(text)
            return "" if kind == SHUT_IN and not self._lost.isdisjoint(WORD.findall(folded(text))) else kind
        except ModelUnusable as fault:
            self._tell(fault)
            named = self._words.dangers(text)
            return next((kind for kind in DANGERS if kind in named), "")

    def _tell(self, fault: ModelUnusable) -> None:
        if not self._told:
            self._told = True
            log.error("reading.model_unusable", error=str(fault))

    def kind_of(self, text: str) -> str:
        """One of DANGERS (storage.region.region), or "" where there is none."""
        return self._known(text)

    def _read(self, text: str) -> str:
        whole = self._model.likely(text)
        sentences = _sentences(text)
        parts = self._model.likely_parts(text, sentences)
        rules = self._words.dangers_and_rules(text)
        named = {name for name in rules if not is_rule(name)}
        least = _threshold(text, bool(named)) - (WORD_STRENGTH if named else 0.0)
        told = [(whole, text, 0.0), *((part, words, APART) for part, words in zip(parts, sentences, strict=True))]
        odds, kinds = max((self._weighed(*each, least) for each in told), key=lambda each: each[0])
        certain = told_danger(rules, [(self._words.tokens(text), text)])
        if certain:  # seldom: the words of each sentence are looked up anew
            certain = told_danger(rules, ((self._words.tokens(part), part) for part in _apart(text)))
        if odds < least:
            return next((kind for kind in DANGERS if kind in certain), "")
        of_words = [kind for kind in DANGERS if kind in named]
        guessed = [kind for kind, _ in kinds if kind != NONE]
        found = next((kind for kind in guessed if kind in of_words), (of_words or guessed)[0])
        return SCALD if SCALD in certain and found in TAKEN_FOR else found

    def _weighed(self, kinds: Ranked, words: str, apart: float, least: float) -> tuple[float, Ranked]:
        """How likely these words tell of danger, and of which kinds; without those that they surely do not tell of."""
        odds = _odds(kinds) - apart
        if odds < least or len(words) > LONGEST_SAID:
            return odds, kinds
        rules = self._words.dangers_and_rules(words)
        forms = {form for token in self._words.tokens(words) for form in token.forms}
        if not (harmless := told_harmless(rules, forms)):
            return odds, kinds
        left = [each for each in kinds if each[0] not in harmless]
        if all(is_rule(name) for name in rules):  # with a danger word beside the saying, it explains itself alone
            explained = sum(chance for kind, chance in kinds if kind in harmless)
            left = [(kind, chance + explained if kind == NONE else chance) for kind, chance in left]
        return _odds(left) - apart, left


def _threshold(text: str, named: bool) -> float:
    if not _is_one_word(text):
        return THRESHOLD
    return CALLED if named else ALONE


def _is_one_word(text: str) -> bool:
    return sum(len(word) >= SHORTEST for word in WORD.findall(text)) <= 1


def _odds(kinds: Ranked) -> float:
    """The logarithm of the odds of the likeliest danger against none: a little of each kind makes no danger."""
    harmless = dict(kinds).get(NONE, 0.0)
    likeliest = max(chance for kind, chance in kinds if kind != NONE)
    return math.log(max(likeliest, LEAST) / max(harmless, LEAST))


def _sentences(text: str) -> list[str]:
    """The sentences of a text that has several; none of one that is a single sentence."""
    found = SENTENCE.split(text, MOST_SENTENCES)[:MOST_SENTENCES]
    return [part for part in found if len(found) > 1 and len(part.split()) >= LEAST_WORDS]


def _apart(text: str) -> list[str]:
    """A text cut at every mark that ends a sentence or stands before a name, so that no pair is read across it."""
    cuts = [mark.end() for mark in MARK.finditer(text) if mark[1] is None or mark[1].isupper()]
    return [text[begin:end] for begin, end in pairwise([0, *cuts, len(text)])]
