"""The topic is said anew in words: «не мусор, а снег», «тема не та», or its name while topics are shown."""

from __future__ import annotations

from handlers.base.phrases import begun_with, consists_of, phrases, words_beside, words_of
from handlers.base.turn import Turn
from handlers.citizen.place_again import right_part
from handlers.citizen.topics_screen import show_topics_of
from handlers.reports.collect import take
from handlers.reports.draft import ReportDraft
from handlers.reports.draft_screens import show_draft
from handlers.reports.topic_choice import told_topics

LONGEST_NAME, LONGEST_WORDS = 5, 8


def corrects_topic(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether this message said the topic anew; then it is shown, and nothing more is to be done."""
    event = turn.event
    if event.attachments or event.place is not None or draft.into or draft.second or draft.gathering:
        return False
    if consists_of(text, phrases(turn, "topic-wrong-words")):
        show_topics_of(turn, draft)
        return True
    words = words_of(text)
    if draft.showing == "topic" and 0 < len(words) <= LONGEST_NAME:
        return _chosen(turn, draft, _by_name(turn, words) or told_topics(turn, text))
    if len(words) <= LONGEST_WORDS and (named := _after_change(turn, words)):
        return _chosen(turn, draft, _by_name(turn, named) or told_topics(turn, " ".join(named)))
    right, instead = right_part(turn, text)
    if not instead or len(words) > LONGEST_WORDS:
        return False
    topics = told_topics(turn, right)
    if not topics or topics[0] == draft.topic:
        return False
    draft.topic, draft.topic_chosen = topics[0], True
    take(turn, draft)
    return True


def _after_change(turn: Turn, words: list[str]) -> list[str]:
    """The topic's name in «поменяйте тему на тротуары»; nothing where the words do not begin so."""
    known, beside = phrases(turn, "topic-change-words"), phrases(turn, "topic-change-beside")
    size = begun_with(words, known)
    return words_beside(words[size:], beside) if size else []


def _chosen(turn: Turn, draft: ReportDraft, topics: list[str]) -> bool:
    if not topics:
        return False
    draft.topic, draft.topic_chosen = topics[0], True
    show_draft(turn, draft)
    return True


def _by_name(turn: Turn, words: list[str]) -> list[str]:
    """The only topic whose name has all of these words, in any form."""
    said = set(turn.shared.lemmas(" ".join(words)))
    topics = turn.shared.region.topics
    found = [t.code for t in topics if said and any(said <= set(turn.shared.lemmas(n)) for n in t.names.values())]
    return found if len(found) == 1 else []
