"""A question of a topic that was asked before is answered once more: «ой, третий», «4-й подъезд»."""

from __future__ import annotations

from handlers.base.phrases import words_of
from handlers.base.turn import Turn
from handlers.citizen.place_again import without_excuses
from handlers.reports.details import answer, as_answer, key_of, questions_of
from handlers.reports.draft import ReportDraft
from handlers.reports.said_numbers import has_ordinal, numbers_beside
from handlers.reports.words import DraftStep

MOST_NUMBER = 3
"""Words of a number with what it counts."""


def answers_earlier(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether this message puts right a question with a number that was asked before; then it is answered so. A bare
    number may be a house's, or a button's.
    """
    event, words = turn.event, words_of(without_excuses(turn, text))
    if event.attachments or event.place is not None or draft.into or draft.second or draft.gathering:
        return False
    asking = draft.asking if turn.dialogue.step == DraftStep.QUESTION else ""
    for place, question in enumerate(questions_of(turn.shared.region, draft.topic)):
        key = key_of(draft.topic, place)
        if key == asking or key not in draft.told or not question.beside or not 0 < len(words) <= MOST_NUMBER:
            continue
        named = any(form in question.beside for form in turn.shared.lemmas(" ".join(words)))
        told = " ".join(words if named else (question.beside[0], *words))
        numbers = numbers_beside(turn, told, "", question.beside)
        if numbers and (named or (len(words) == 1 and has_ordinal(turn, text))):
            answer(draft, key, question, as_answer(question, numbers[0]), event.message)
            if event.message:
                draft.messages.append(event.message)
            return True
    return False
