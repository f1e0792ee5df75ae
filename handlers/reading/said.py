"""What somebody says after what he was last asked: all of a message in known words, or its first word, or the model.

    intent, sure = SaidReader(IntentReader(library, model)).read("да, спасибо", "solved")

The vocabulary (`handlers.reading.intent`) knows messages of one meaning; people join two: "yes, thanks", "no, dark
again".
"""

from __future__ import annotations

import re

import structlog

from handlers.base.phrases import Phrases, parts_of
from handlers.base.texts import Library
from handlers.reading.intent import Intent, IntentReader, LastAsked
from handlers.reading.model import ModelUnusable
from storage.letters import folded

log = structlog.get_logger()

KNOWN = 1.0
"""The confidence of a message whose words are all in the vocabulary; the model is never as sure."""
MOST = 0.99
BEGINS, UNCLEAR = 0.9, 0.5
"""Of a message that begins with yes or no and goes on in its own words; of one that says both."""
FEW, GUESSED = 4, 0.6
"""Words of a message that says «for now»; less sure than this the model only guesses what it says beside that."""
LONGEST = 8
"""More words than this are not looked for in the vocabulary in two parts."""
CLAUSE = re.compile(r"[,.!;:\n]+|\s[-\u2013\u2014]\s")
WORD = re.compile(r"\S+")
WORDS = re.compile(r"[^\W_]+")

BESIDE_WAITING = ("reading-noted-beside", "reading-waits-beside")

AFFIRMS = frozenset({Intent.YES, Intent.SOLVED})
DENIES = frozenset({Intent.NO, Intent.NOT_SOLVED})
POLITE = frozenset({Intent.THANKS, Intent.GREETING})


class SaidReader:
    """Safe to share; reads by the vocabulary alone where the model cannot be read."""

    def __init__(self, reader: IntentReader, library: Library) -> None:
        self._reader = reader
        self._library = library
        self._listed: dict[str, frozenset[str]] = {}
        self._said: dict[str, Phrases] = {}
        self._told = False

    def read(self, text: str, asked: str) -> tuple[str, float]:
        """The likeliest Intent, and how sure that is (0 to 1, KNOWN); under 0.6 it is better to ask.

        `asked`: one of LastAsked. After SOLVED, yes and no come as SOLVED and NOT_SOLVED.
        """
        last = LastAsked(asked)
        if last is LastAsked.SOLVED and (self._only_noted(text) or self._waits(text)):
            return Intent.THANKS, KNOWN
        if last is LastAsked.SOLVED and self._has(text, "reading-irony"):
            return self._if_ironical(text, last)
        if last is LastAsked.SOLVED and (self._cannot_say(text) or self._has(text, "reading-not-outright")):
            return Intent.SOLVED, UNCLEAR
        if (known := self._known(text)) is not None:
            intent, sure = _told(known[0], last), known[1]
            return intent, UNCLEAR if intent is Intent.SOLVED and self._for_now(text) else sure
        intent, sure = self._by_model(text, last)
        if last is LastAsked.SOLVED and (begun := self._begins(text)) is not None:
            intent, sure = _weighed(begun, intent, sure)
        if last is LastAsked.SOLVED and intent in (Intent.SOLVED, Intent.THANKS) and self._doubtful(text):
            sure = UNCLEAR
        if last is LastAsked.SOLVED and self._for_now(text):
            guessed = sure < GUESSED and len(text.split()) <= FEW and not self._doubtful(text)
            if guessed or intent in (Intent.SOLVED, Intent.THANKS):
                return Intent.SOLVED, UNCLEAR
        return intent, min(sure, MOST)

    def _only_noted(self, text: str) -> bool:
        """«ок», «понятно, спасибо»: he has read it, and that says nothing of whether it is solved."""
        noted, plain = self._words("reading-noted"), folded(text)
        words = WORDS.findall(plain) or [plain.strip()]
        known = noted | self._words("reading-noted-beside")
        return not noted.isdisjoint(words) and known.issuperset(words)

    def _waits(self, text: str) -> bool:
        """«Ждём», «приехали, чинят», «завтра посмотрю»: nobody can say yet whether it is solved."""
        words = tuple(WORDS.findall(folded(text)))
        waits = self._phrases("reading-waits")
        if not 0 < len(words) <= LONGEST:
            return False
        known = waits | {(w,) for key in ("reading-noted", *BESIDE_WAITING) for w in self._words(key)}
        parts = frozenset(parts_of(words, known))
        return parts <= known and not parts.isdisjoint(waits)

    def _cannot_say(self, text: str) -> bool:
        """«Не знаю, дождя ещё не было»: begins so, and goes on; what it goes on with decides nothing."""
        begins = tuple(WORDS.findall(folded(CLAUSE.split(text.strip(), maxsplit=1)[0])))
        return begins in self._phrases("reading-unsure")

    def _has(self, text: str, key: str) -> bool:
        """Whether a phrase of this vocabulary stands anywhere in it."""
        said = f" {' '.join(WORDS.findall(folded(text)))} "
        return any(f" {' '.join(phrase)} " in said for phrase in self._phrases(key))

    def _for_now(self, text: str) -> bool:
        """«Пока да», «на сегодня работает»: nobody who says so has it closed. At the end «пока» says goodbye."""
        said = f" {' '.join(WORDS.findall(folded(text)))}"
        return any(f" {' '.join(phrase)} " in said for phrase in self._phrases("reading-for-now"))

    def _if_ironical(self, text: str, asked: LastAsked) -> tuple[str, float]:
        """What sounds content is asked about."""
        intent, sure = self._by_model(text, asked)
        if intent is Intent.NOT_SOLVED:
            return intent, min(sure, MOST)
        return Intent.SOLVED, UNCLEAR

    def _phrases(self, key: str) -> Phrases:
        """Of a vocabulary, of all languages."""
        if key not in self._said:
            found = (tuple(WORDS.findall(folded(phrase))) for phrase in self._library.words(key))
            self._said[key] = frozenset(found) - {()}
        return self._said[key]

    def _doubtful(self, text: str) -> bool:
        """Whether there is a word in it ("but", "badly") with which nobody is content."""
        return not self._words("reading-doubt").isdisjoint(WORDS.findall(folded(text)))

    def _words(self, key: str) -> frozenset[str]:
        """Single words of a vocabulary, of all languages."""
        if key not in self._listed:
            lists = (self._library.texts(language).label(key) for language in self._library.languages)
            self._listed[key] = frozenset(word.strip() for words in lists for word in folded(words).split(","))
        return self._listed[key]

    def _known(self, text: str) -> tuple[Intent, float] | None:
        """What the vocabulary says of all of it, as one or as two messages."""
        whole = self._reader.named(text)
        if whole is not None:
            return whole, KNOWN
        words = list(WORD.finditer(text[:400]))
        if not 1 < len(words) <= LONGEST:
            return None
        for word in words[1:]:
            one, other = self._reader.named(text[: word.start()]), self._reader.named(text[word.start() :])
            if one is not None and other is not None and (both := _joined(one, other)) is not None:
                return both
        return None

    def _begins(self, text: str) -> Intent | None:
        """Yes or no, or a word for it, before the first comma, or as the first word."""
        clause = CLAUSE.split(text.strip(), maxsplit=1)[0]
        first = self._reader.named(clause)
        if first is None and (word := WORD.match(clause.strip())):
            first = self._reader.named(word[0])
            first = first if first is Intent.NO and folded(word[0]) not in self._words("reading-particles") else None
        return first if first in AFFIRMS | DENIES else None

    def _by_model(self, text: str, asked: LastAsked) -> tuple[Intent, float]:
        try:
            return self._reader.intent(text, asked)
        except ModelUnusable as fault:
            if not self._told:
                self._told = True
                log.error("reading.model_unusable", error=str(fault))
            return Intent.REPORT, UNCLEAR


def _told(intent: Intent, asked: LastAsked) -> Intent:
    if asked is not LastAsked.SOLVED:
        return intent
    return {Intent.YES: Intent.SOLVED, Intent.NO: Intent.NOT_SOLVED}.get(intent, intent)


def _joined(one: Intent, other: Intent) -> tuple[Intent, float] | None:
    """Two messages in one: politeness changes nothing, "no" after "yes" is unclear."""
    both = {one, other} - POLITE
    if len(both) < 2:
        return next(iter(both), Intent.THANKS if Intent.THANKS in (one, other) else one), KNOWN
    if both <= AFFIRMS:
        return Intent.SOLVED, KNOWN
    if both <= DENIES:
        return Intent.NOT_SOLVED, KNOWN
    if both <= AFFIRMS | DENIES:
        return (Intent.NOT_SOLVED, KNOWN) if one is Intent.YES else (other, UNCLEAR)
    return None


def _weighed(begun: Intent, intent: Intent, sure: float) -> tuple[Intent, float]:
    """The first word with what the model says of the whole."""
    friendly = intent in (Intent.SOLVED, Intent.THANKS)
    if begun in DENIES:
        return (Intent.SOLVED, UNCLEAR) if friendly else (Intent.NOT_SOLVED, max(sure, BEGINS))
    if intent is Intent.NOT_SOLVED:
        return intent, sure
    return (Intent.SOLVED, max(sure, BEGINS)) if friendly else (Intent.SOLVED, UNCLEAR)
