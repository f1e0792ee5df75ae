"""Two troubles in one message: «не чистят снег и второй день нет света».

One report keeps all of the words. Where another organisation answers for the second trouble, the last screen says so,
and one button sends that as a report of its own as well, with the same words and place.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from handlers.base.phrases import begun_with, phrases, words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.draft import MOST_WAITING, ReportDraft
from handlers.reports.office import AnsweringCase, office_of
from handlers.reports.topic_choice import LIKELY, OTHER_TOPIC, told_topics
from storage.records import Report
from storage.region.region import Topic

REMEMBERED = 16
"""Lists of words as patterns."""
SURE = 0.7
"""So sure that a part tells of something."""
FEWEST, LONGEST, MOST_PARTS = 2, 40, 8
"""Words of a trouble; words of a message of two (staff read a longer story whole), and its parts."""


def second_topic(turn: Turn, draft: ReportDraft) -> Topic | None:
    """The topic of the second trouble, of several the first; None where there is none, or the same people answer for
    both.
    """
    region, text = turn.shared.region, draft.words
    first = region.topic(draft.topic)
    if first is None or draft.danger or draft.into or draft.apart or len(draft.waiting) >= MOST_WAITING:
        return None
    parts = next((found for _, said in draft.texts if len(found := _parts(turn, said)) > 1), [])
    parts = parts or _messages(turn, draft)
    if not parts or len(words_of(text)) > LONGEST:
        return None
    told = dict.fromkeys(code for part in parts for code in told_topics(turn, part)[:1])
    if first.code not in told:
        return None
    likely, ours = _likely(turn, text), _office(turn, draft, first)
    others = (topic for code in told if code in likely and (topic := region.topic(code)) is not None)
    return next((other for other in others if other.code != OTHER_TOPIC and other.group != first.group
                 and not other.no_trouble and _office(turn, draft, other) != ours), None)  # fmt: skip


def _messages(turn: Turn, draft: ReportDraft) -> list[str]:
    """Its messages, where a later one goes on with «а ещё»; none where they tell of one thing."""
    told = [text for _, text in draft.texts]
    also = phrases(turn, "also-words")
    return told[:MOST_PARTS] if any(begun_with(words_of(text), also) for text in told[1:]) else []


def topics_of(turn: Turn, report: Report) -> set[str]:
    """The topics of all that a report tells: its own, and those of its parts."""
    parts = _parts(turn, report.text) if len(words_of(report.text)) <= LONGEST else []
    return {report.topic, *(code for part in (report.text, *parts) for code in told_topics(turn, part)[:1])}


def other_trouble(turn: Turn, report: Report, text: str) -> str:
    """The part of what its author says of a report that tells of another trouble; "" where nothing does."""
    region = turn.shared.region
    mine = region.topic(report.topic)
    if not 0 < len(words_of(text)) <= LONGEST:
        return ""
    for part in _split(text, _between(r"[.,;!?\n]+|\s(?:{})\s", _joints(turn, "two-joints", "two-turns"))):
        told = [topic for code in told_topics(turn, part)[:1] if (topic := region.topic(code)) is not None]
        intent, sure = turn.shared.intent(part, LastAsked.NOTHING)
        apart = told and not told[0].no_trouble and (mine is None or told[0].group != mine.group)
        if apart and intent in (Intent.REPORT, Intent.NOT_SOLVED) and sure >= SURE:
            return part
    return ""


def _parts(turn: Turn, text: str) -> list[str]:
    """What stands between «и», «а ещё», «также» or is numbered, each of some words."""
    return _split(text, _between(r",?\s(?:{})\s|[.,;:]?\s\d[).]\s|;\s|\n", _joints(turn, "two-joints")))


def _joints(turn: Turn, *keys: str) -> tuple[frozenset[str], ...]:
    return tuple(turn.shared.library.words(key) for key in keys)


@lru_cache(REMEMBERED)
def _between(pattern: str, lists: tuple[frozenset[str], ...]) -> re.Pattern[str]:
    """This pattern with any word of these at "{}", the longest first."""
    words = frozenset[str]().union(*lists)
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(pattern.replace("{}", either), re.IGNORECASE)


def _split(text: str, between: re.Pattern[str]) -> list[str]:
    parts = (part.strip() for part in between.split(text))
    return [part for part in parts if len(words_of(part)) >= FEWEST][:MOST_PARTS]


def _likely(turn: Turn, text: str) -> list[str]:
    """The likeliest topics of all of it, whether or not they would be taken unasked."""
    return [code for code in turn.shared.guess(text) if turn.shared.region.topic(code)][:LIKELY]


def _office(turn: Turn, draft: ReportDraft, topic: Topic) -> str:
    region = turn.shared.region
    hour = datetime.fromtimestamp(turn.now / 1000, region.zone).time()
    place = (draft.settlement, draft.municipality, draft.address)
    return office_of(region, AnsweringCase(topic.code, *place, draft.words, hour))
