"""What a message is: a report, a question about one's own, an answer, thanks … with a confidence.

Short answers are known by a vocabulary that translators can read (`reading-…` in locales, emoji, too); a trained model
reads the rest. The same words mean different things after different questions: `LastAsked` says what was last asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from enum import StrEnum

from handlers.base.phrases import Phrases, words_beside
from handlers.base.texts import Library
from handlers.reading.model import Model
from storage.letters import folded

TOKEN = re.compile(r"[^\W_]+|[^\w\s\ufe0f\u200d]")
"""A word, or one sign (an emoji is one)."""
IDLE = frozenset(".,!?;:()\"'-")
"""Signs that change no meaning when there are words beside them."""
COLOURS = re.compile("[\U0001f3fb-\U0001f3ff]")  # of hands


class Intent(StrEnum):
    """What a message is. NOW: asks what is going on; ALIVE: a sign of life (a dot, "hello?"); ABOUT: asks who or what
    answers here."""

    REPORT = "report"
    STATUS = "status"
    YES = "yes"
    NO = "no"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    THANKS = "thanks"
    GREETING = "greeting"
    ALIVE = "alive"
    WARNINGS = "warnings"
    NOW = "now"
    PERSON = "person"
    STOP = "stop"
    RUMOUR = "rumour"
    ADDITION = "addition"
    ABOUT = "about"


class LastAsked(StrEnum):
    """What a person was last asked, or has: NOTHING (no report either), SOLVED ("is it solved?" stands), REPORT (one of
    his is open and nothing is asked), DRAFT (a report is being written), YES_NO (another question with two answers)."""

    NOTHING = "nothing"
    SOLVED = "solved"
    REPORT = "report"
    DRAFT = "draft"
    YES_NO = "yes_no"


VOCABULARY = (
    Intent.YES,
    Intent.NO,
    Intent.SOLVED,
    Intent.NOT_SOLVED,
    Intent.THANKS,
    Intent.GREETING,
    Intent.ALIVE,
    Intent.STATUS,
    Intent.PERSON,
    Intent.STOP,
    Intent.NOW,
    Intent.WARNINGS,
    Intent.ABOUT,
)
"""Those with a vocabulary in locales (`reading-yes` …): whole messages, in any order of their phrases."""
ANSWERS = frozenset({Intent.YES, Intent.NO, Intent.SOLVED, Intent.NOT_SOLVED})
"""What no question is: "does it work?" does not say that it works."""
LIKELIER: Mapping[LastAsked, Mapping[Intent, float]] = {
    LastAsked.NOTHING: {
        Intent.SOLVED: 0.15,
        Intent.NOT_SOLVED: 0.1,
        Intent.STATUS: 0.4,
        Intent.ADDITION: 0.15,
        Intent.REPORT: 1.5,
        Intent.YES: 0.5,
        Intent.NO: 0.5,
    },
    LastAsked.SOLVED: {
        Intent.SOLVED: 4,
        Intent.NOT_SOLVED: 5,
        Intent.YES: 2,
        Intent.NO: 4,
        Intent.REPORT: 0.7,
        Intent.STATUS: 0.5,
        Intent.ADDITION: 0.5,
    },
    LastAsked.REPORT: {
        Intent.STATUS: 2.5,
        Intent.ADDITION: 3,
        Intent.REPORT: 2,
        Intent.RUMOUR: 2,
        Intent.THANKS: 1.5,
        Intent.STOP: 1.5,
        Intent.SOLVED: 0.4,
        Intent.NOT_SOLVED: 0.3,
        Intent.YES: 0.5,
        Intent.NO: 0.5,
    },
    LastAsked.DRAFT: {
        Intent.ADDITION: 7,
        Intent.STATUS: 0.2,
        Intent.REPORT: 0.4,
        Intent.SOLVED: 0.3,
        Intent.NOT_SOLVED: 0.3,
        Intent.YES: 0.5,
    },
    LastAsked.YES_NO: {Intent.YES: 8, Intent.NO: 8, Intent.THANKS: 0.5, Intent.ADDITION: 0.5},
}
"""How much likelier than without knowing it (so found on held-out sentences); what is not named stays as it is."""
TOLD = {LastAsked.SOLVED: {Intent.YES: Intent.SOLVED, Intent.NO: Intent.NOT_SOLVED}}
"""What an answer says after a question."""
SURE = 0.98
"""The confidence of a message that the vocabulary knows."""
LEAST_ANSWER = 0.35
"""An answer that is less likely than this is none, whatever was asked: nothing is closed by a guess."""
KEPT = frozenset({Intent.REPORT, Intent.ADDITION})
"""What is written down; anything else is acted on, and its words are not."""
LONGEST = 8
"""More words than this are for the model alone."""


class IntentReader:
    """Reads messages of all languages; safe to share."""

    def __init__(self, library: Library, model: Model) -> None:
        self._library = library
        self._model = model
        self._phrases: dict[Intent, Phrases] | None = None

    def intent(self, text: str, asked: LastAsked | None = None) -> tuple[Intent, float]:
        """The likeliest, and how sure that is (0 to 1); under 0.6 it is better to ask. `asked` None: not known.

        Where "is it solved?" stands, yes and no come as SOLVED and NOT_SOLVED. Words of which most are unknown are a
        report, and that is not sure at all: nothing could be acted on, and no word is lost.
        """
        known = self.named(text)
        likelier = LIKELIER[asked] if asked else {}
        if known is not None:
            return TOLD.get(asked, {}).get(known, known) if asked else known, SURE
        chances = {Intent(name): chance for name, chance in self._model.chances(text).items()}
        for intent, factor in likelier.items():
            chances[intent] = chances.get(intent, 0.0) * factor
        for answer, meaning in (TOLD.get(asked, {}) if asked else {}).items():
            chances[meaning] = chances.get(meaning, 0.0) + chances.pop(answer, 0.0)
        total = math.fsum(chances.values()) or 1.0
        order = sorted(chances, key=lambda intent: (-chances[intent], intent))
        best = order[0]
        if chances[best] < LEAST_ANSWER * total:
            best = next(intent for intent in order if intent not in ANSWERS)
        if best not in KEPT and not self._model.knows_most(text):
            return Intent.REPORT, 0.0
        return best, round(chances[best] / total, 4)

    def named(self, text: str) -> Intent | None:
        """What the vocabulary says of a whole message; None where it does not know all of it."""
        tokens = _tokens(text)
        if not tokens or len(tokens) > LONGEST:
            return None
        is_question = "?" in text
        for intent, phrases in self._vocabulary().items():
            if not (is_question and intent in ANSWERS) and not words_beside(tokens, phrases):
                return intent
        return None

    def _vocabulary(self) -> dict[Intent, Phrases]:
        if self._phrases is None:
            texts = [self._library.texts(language) for language in self._library.languages]
            self._phrases = {
                intent: frozenset(
                    tuple(_tokens(phrase))
                    for text in texts
                    for key in _lists(intent)
                    if text.has(key)
                    for phrase in text.label(key).split(",")
                )
                - {()}
                for intent in VOCABULARY
            }
        return self._phrases


def _lists(intent: Intent) -> tuple[str, str]:
    """Its words, and signs (emoji) that say the same."""
    name = f"reading-{intent.value.replace('_', '-')}"
    return name, f"{name}-signs"


def _tokens(text: str) -> list[str]:
    """Words and signs; the signs between words only where there is nothing else."""
    found = TOKEN.findall(COLOURS.sub("", folded(text[:400])))
    told = [token for token in found if token not in IDLE]
    return told or found[:1]
