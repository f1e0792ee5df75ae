"""The topic is said anew in words: «не мусор, а снег», «тема не та», or its name while topics are shown."""

from __future__ import annotations

from handlers.base.phrases import words_of
from handlers.base.turn import Turn
from handlers.citizen.topics_screen import show_topics_of
from handlers.reports.adding import ask_for_more
from handlers.reports.collect import take
from handlers.reports.draft import ReportDraft
from handlers.reports.draft_screens import show_draft
from handlers.reports.its_words import words_alone
from handlers.reports.own_report import own_report
from handlers.reports.said_anew import (
    LONGEST_TOPIC,
    after_change,
    after_comma,
    by_name,
    is_its_topic,
    right_part,
    topic_anew,
    topic_is_wrong,
    topic_named,
)
from handlers.reports.status import Status
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import DraftScreen
from storage.records import Report

LONGEST_NAME = 5


def corrects_topic(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether this message said the topic anew; then it is shown, and nothing more is to be done."""
    event = turn.event
    if event.attachments or event.place is not None or draft.into or draft.second or draft.gathering:
        return False
    if topic_is_wrong(turn, text):
        show_topics_of(turn, draft)
        return True
    words = words_of(text)
    if draft.showing == DraftScreen.TOPIC and 0 < len(words) <= LONGEST_NAME:
        return _chosen(turn, draft, by_name(turn, words) or told_topics(turn, text))
    if len(words) <= LONGEST_TOPIC and (named := after_change(turn, words)):
        return _chosen(turn, draft, by_name(turn, named) or told_topics(turn, " ".join(named)))
    right, instead = right_part(turn, text)
    if not instead:
        right, instead = after_comma(turn, text)
        instead = instead if is_its_topic(turn, draft.topic, instead) else ""
    if not instead or len(words) > LONGEST_TOPIC:
        return False
    topics = told_topics(turn, right)
    if not topics or topics[0] == draft.topic:
        return False
    draft.topic, draft.topic_chosen = topics[0], True
    take(turn, draft)
    return True


def _chosen(turn: Turn, draft: ReportDraft, topics: list[str]) -> bool:
    if not topics:
        return False
    draft.topic, draft.topic_chosen = topics[0], True
    show_draft(turn, draft)
    return True


def corrects_sent_topic(turn: Turn, report: Report, draft: ReportDraft) -> None:
    """What the draft adds says the topic of a report that was sent anew: it moves, as long as none of the staff have
    taken it. Any other words stay an addition.
    """
    if report.status != Status.NEW or draft.files or draft.lat is not None:
        return
    topic = topic_named(turn, draft.words) if draft.asks_topic else topic_anew(turn, report, draft.words)
    if topic and topic != report.topic:
        draft.topic, draft.retopics = topic, True


def ask_anew(turn: Turn) -> None:
    """«Тема не та», «адрес неверный» of a report that was sent: which is right? As long as nobody has taken it, the
    answer moves it.
    """
    report, of_topic = own_report(turn), topic_is_wrong(turn, words_alone(turn))
    if report is not None:
        key = "topic-anew-which" if of_topic else "place-anew-which"
        ask_for_more(turn, report.id, key, asks="topic" if of_topic else "place")
