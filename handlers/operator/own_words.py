"""What the staff write to the bot and not to the author: a button's words, «отмена», «ок», a sign alone.

Such words never go to a citizen. Where they plainly mean one thing it is done, as if its button had been pressed.
"""

from __future__ import annotations

import json
from functools import lru_cache

from handlers.base.commands import read_command
from handlers.base.labels import fold
from handlers.base.phrases import phrases, says_only, words_of
from handlers.base.staff import tell
from handlers.base.texts import Texts
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.operator.grace import call_off, in_grace
from handlers.operator.interim import not_the_last, written_until
from handlers.operator.prompts import hint, is_prompt
from handlers.operator.said_moment import find_moment
from handlers.operator.whom import ASKED_KINDS, must_ask
from handlers.operator.whom_said import decide
from handlers.reports.saved import HINT, WILL_GO
from handlers.reports.status import ALIVE, LineKind, Status
from storage.records import ReportEvent, SentMessage

LONGEST_DAY = 4
"""Words of «до пятницы, 5 декабря»; with more it is an answer that names a day."""
FEW_WORDS = 3
"""More are a sentence, and an answer."""
CARD_BUTTONS = (
    "op-button-take", "op-button-release", "op-button-ask", "op-button-reject", "op-button-close", "op-button-topic",
    "op-button-hand", "op-button-full", "op-button-back", "op-button-undo", "op-button-interim", "op-button-reopen",
    "op-button-more-acts", "op-button-assign", "op-button-refer", "op-button-prolong", "op-button-ready",
    "op-button-to-author", "op-button-mend", "op-button-as-is", "op-button-as-answer", "op-button-keep",
    "shift-button-again", "shift-button-begin",
)  # fmt: skip


@lru_cache(maxsize=16)  # one for each language
def button_words(texts: Texts) -> frozenset[str]:
    """What is a button's words, folded."""
    return frozenset(fold(texts.label(name)) for name in CARD_BUTTONS)


@lru_cache(maxsize=64)  # a few lists for each language
def listed(texts: Texts, name: str) -> frozenset[str]:
    """The words of a list of `locales`, folded."""
    return frozenset(fold(word) for word in texts.label(name).split(","))


def stops(turn: Turn, text: str) -> bool:
    """Whether all of the words say that something is not to be done."""
    return read_command(text, turn.shared.library)[0] == "cancel" or fold(text) in listed(turn.texts, "op-words-stop")


def waits(turn: Turn, case: ReportCase, target: SentMessage | None) -> ReportEvent | None:
    """The act that has not gone yet and that words of this operator may be about: the one whose confirmation he replies
    to, else the last of his own about this report.
    """
    waiting = [event for event in case.history if in_grace(event)]
    if target is not None and target.purpose == WILL_GO:
        return next((event for event in waiting if event.id == target.event_id), None)
    return next((event for event in reversed(waiting) if event.actor == turn.person.id), None)


def stop(turn: Turn, case: ReportCase, target: SentMessage | None) -> bool:
    """Stop what is about to go; False where nothing is."""
    event = waits(turn, case, target)
    if event is None:
        return False
    call_off(turn, case, event)
    tell(turn, turn.t("op-stopped", number=str(case.report.id)))
    return True


def caught(turn: Turn, case: ReportCase, target: SentMessage | None, text: str, *, aside: bool) -> bool:
    """Whether these words were for the bot, and are dealt with. Not to be asked of files and notes.

    `aside`: they are said to the bot's own message, or right below it, so that «ок» is no answer.
    """
    words, event = fold(text), waits(turn, case, target)
    number = str(case.report.id)
    if not words:
        hint(turn, case, target, turn.t("op-no-words", number=number))
    elif is_prompt(target):
        if words in button_words(turn.texts):
            hint(turn, case, target, turn.t("shift-press", word=text))
        return words in button_words(turn.texts)
    elif stops(turn, text):
        if not stop(turn, case, target):
            tell(turn, turn.t("op-nothing-to-cancel"))
    elif event is not None and _pressed(turn, case, event, words):
        pass
    elif words in button_words(turn.texts):
        tell(turn, turn.t("shift-press", word=text))
    elif _of_who_does_it(turn, text):
        hint(turn, case, target, turn.t("op-words-desk-told", word=text))
    elif target is not None and target.purpose == HINT and words in listed(turn.texts, "op-words-aside"):
        return True  # «ok, I see»
    elif event is not None and aside and words in listed(turn.texts, "op-words-aside"):
        tell(turn, turn.t("op-aside-whom" if must_ask(turn, event) else "op-aside", word=text, number=number))
    elif aside and target is None and event is not None and _is_its_day(turn, event, text):
        written_until(turn, case, event, text)
    elif words == number or (aside and target is None and words.isdigit()):
        tell(turn, turn.t("op-number-for-me", word=text))
    elif aside and target is None and _is_for_bot(turn, words):
        tell(turn, turn.t("op-words-for-me", word=text))
    else:
        return False
    return True


def _is_its_day(turn: Turn, event: ReportEvent, text: str) -> bool:
    """Whether nothing but a day is written while an interim answer asks for the day of the next word."""
    waits_for_day = event.kind == LineKind.INTERIM and "until" not in json.loads(event.data)
    return waits_for_day and len(text.split()) <= LONGEST_DAY and find_moment(turn, text) is not None


def _is_for_bot(turn: Turn, words: str) -> bool:
    """Whether a few words ask the bot for something: «передать дорожникам», «статистика»."""
    said = words.split()
    begins = len(said) <= FEW_WORDS and said[0] in listed(turn.texts, "op-words-acts")
    return begins or words in listed(turn.texts, "op-words-bot")


def _of_who_does_it(turn: Turn, text: str) -> bool:
    """«Моё», «дубль № 12», «ой, не туда»: a few words that colleagues say to each other of a report. Who means its
    author says more.
    """
    said = [word for word in words_of(text) if not word.isdigit()]
    acts = 0 < len(said) <= FEW_WORDS and said[0] in listed(turn.texts, "op-words-orders")
    return acts or says_only(" ".join(said), phrases(turn, "op-words-desk"), phrases(turn, "op-words-desk-beside"))


def _pressed(turn: Turn, case: ReportCase, event: ReportEvent, words: str) -> bool:
    """Do what the words of a button under the confirmation say."""
    asks = event.kind in ASKED_KINDS and must_ask(turn, event)
    if asks and words in listed(turn.texts, "op-words-all"):
        decide(turn, case, event, 1)
    elif asks and words in listed(turn.texts, "op-words-author"):
        decide(turn, case, event, 0)
    elif (
        words == fold(turn.texts.label("op-button-interim"))
        and event.kind == LineKind.ANSWER
        and Status(case.report.status) in ALIVE
    ):
        not_the_last(turn, case, event)
    else:
        return False
    return True
