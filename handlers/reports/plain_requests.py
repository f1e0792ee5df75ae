"""What is plainly asked for in a few words, whatever else is open: the emergency phones, one's own report back;
and whoever is in despair or being hurt.
"""

from __future__ import annotations

from handlers.base.phrases import consists_of, phrases, words_beside, words_of
from handlers.base.turn import Turn
from handlers.reports.topic_choice import told_topics

LONGEST_PHONES, LONGEST_WITHDRAWAL, LONGEST_STATE, LONGEST_DISTRESS = 6, 10, 12, 20
"""Words; who writes more tells something."""
LONGEST_SHORT_NUMBER = 4
"""Digits of a number that people write alone: 112, 103."""


def asks_for_phones(turn: Turn, text: str) -> bool:
    """«112», «вызовите скорую»: all of it asks for help that nobody sends from here."""
    words = words_of(text)
    if not words or len(words) > LONGEST_PHONES:
        return False
    short = {c.phone for c in turn.shared.region.contacts if len(c.phone) <= LONGEST_SHORT_NUMBER}
    wanted, beside = phrases(turn, "asked-phones"), phrases(turn, "asked-phones-beside")
    rest = words_beside(words, wanted | frozenset((number,) for number in short))
    return len(rest) < len(words) and not words_beside(rest, beside)


def asks_to_withdraw(turn: Turn, text: str) -> bool:
    """«Отзовите заявку, воду уже дали»: a short message that has such words; a question is none."""
    words = words_of(text)
    wanted = phrases(turn, "asked-withdraw")
    return len(words) <= LONGEST_WITHDRAWAL and "?" not in text and len(words_beside(words, wanted)) < len(words)


def asks_state(turn: Turn, text: str) -> bool:
    """«Прошу сообщить входящий номер»: a short message with such words."""
    words = words_of(text)
    wanted = phrases(turn, "asked-state")
    return 0 < len(words) <= LONGEST_STATE and len(words_beside(words, wanted)) < len(words)


def distress_in(turn: Turn, text: str) -> str:
    """ "despair" of who does not want to live, "violence" of who is being hurt by somebody, else ""; not in a complaint
    about something else.
    """
    words = words_of(text)
    if not words or len(words) > LONGEST_DISTRESS:
        return ""
    for kind in ("despair", "violence"):
        if len(words_beside(words, phrases(turn, f"asked-{kind}"))) < len(words):
            return "" if told_topics(turn, text) else kind
    return ""


def only_swears(turn: Turn, text: str) -> bool:
    """Whether a message is nothing but anger, and tells of nothing."""
    rude, beside = phrases(turn, "asked-rude"), phrases(turn, "asked-rude-beside")
    return consists_of(text, rude | beside) and not consists_of(text, beside)
