"""A topic's own questions (number of the bus, which entrance): what is asked of a draft still, and what was answered.

In a draft `told` has by question (`key_of`) {"ask": the question, "said": the answer, both by language, "message":
what told it, "read": it stood in the words}; {} where it was left out. A free answer's only language is "". Of a
report `Report.details` holds [question, answer] each by language, so that both outlive the region's file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handlers.base.labels import fold
from handlers.base.message import Marked
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.reports.draft import ReportDraft
from handlers.reports.said_numbers import numbers_beside
from handlers.reports.said_place import said_place
from storage.records import Report
from storage.region.questions import TopicQuestion
from storage.region.region import Names, Region, name_in

VERSION = 1
ASK, SAID, MESSAGE, READ = "ask", "said", "message", "read"
FREE = ""
"""In place of a language: one's own words."""
LETTERS = 3
"""An answer of fewer letters in a row is not looked for in what was written: «да» means too much."""


def questions_of(region: Region, code: str) -> tuple[TopicQuestion, ...]:
    """What a topic asks."""
    topic = region.topic(code)
    return topic.questions if topic is not None else ()


def key_of(topic: str, place: int) -> str:
    return f"{topic}.{place}"


def question_of(region: Region, key: str) -> TopicQuestion | None:
    """The question of a key, if the region still asks it."""
    topic, _, place = key.rpartition(".")
    asked = questions_of(region, topic)
    return asked[int(place)] if place.isascii() and place.isdigit() and int(place) < len(asked) else None


def open_question(turn: Turn, draft: ReportDraft) -> str:
    """The key of the next one to be asked; "" for none. Under danger nothing is asked."""
    if draft.danger or draft.into:
        return ""
    keys = (key_of(draft.topic, place) for place in range(len(questions_of(turn.shared.region, draft.topic))))
    return next((key for key in keys if key not in draft.told), "")


def answer(draft: ReportDraft, key: str, question: TopicQuestion, said: Names, message: str = "") -> None:
    """Keep an answer. `message`: the one that told it, if it was written."""
    told = {ASK: question.ask, SAID: said, **({MESSAGE: message} if message else {})}
    draft.told = {**draft.told, key: told}


def leave_out(draft: ReportDraft, key: str) -> None:
    """It is not answered, and not asked again."""
    draft.told = {**draft.told, key: {}}


def as_answer(question: TopicQuestion, text: str) -> Names:
    """A text as one of the known answers, if it is one, else as free words."""
    words = fold(text)
    known = (each for each in question.answers if any(fold(said) == words for said in each.values()))
    return next(known, {FREE: text})


def told_by(draft: ReportDraft, message: str) -> str:
    """The key of the question that this message answered; "" for none."""
    return next((key for key, told in draft.told.items() if message and told.get(MESSAGE) == message), "")


# -- what stands in the words ---------------------------------------------------------------------
def read_details(turn: Turn, draft: ReportDraft) -> None:
    """Take what was written already as the answer, where it plainly is one, so that nobody is asked twice."""
    for place, question in enumerate(questions_of(turn.shared.region, draft.topic)):
        key = key_of(draft.topic, place)
        known: dict[str, Any] | None = draft.told.get(key)
        if known is not None and not known.get(READ):
            continue
        said = _plainly(turn, draft, question)
        draft.told = (
            {**draft.told, key: {ASK: question.ask, SAID: said, READ: 1}} if said else _without(draft.told, key)
        )


def _without(told: dict[str, Any], key: str) -> dict[str, Any]:
    return {each: value for each, value in told.items() if each != key}


def _plainly(turn: Turn, draft: ReportDraft, question: TopicQuestion) -> Names | None:
    """The one answer that the draft's words hold; None for none, or for several."""
    text = "\n".join(said for said in (draft.words, draft.told_place) if said)  # «Садовая 7, подъезд 2»
    house = f"{draft.address} {said_place(turn, text).house}" if question.beside else ""
    numbers = numbers_beside(turn, text, house, question.beside) if question.beside else []
    found = {fold(said): as_answer(question, said) for said in numbers}
    spoken = f" {fold(text)} "
    for each in question.answers:
        for said in each.values():
            if sum(c.isalpha() for c in said) >= LETTERS and f" {fold(said)} " in spoken:
                found[fold(next(iter(each.values())))] = each
    return next(iter(found.values())) if len(found) == 1 else None


# -- what was told ----------------------------------------------------------------------------------
def told_pairs(draft: ReportDraft) -> list[tuple[Names, Names]]:
    """Questions and answers of a draft, those of its topic first. Of another topic only what was written in own words:
    it is not lost because the topic was corrected.
    """
    ours, others = list[tuple[Names, Names]](), list[tuple[Names, Names]]()
    for key, told in draft.told.items():
        ask, said = told.get(ASK), told.get(SAID)
        if not ask or not said:
            continue
        if key.rpartition(".")[0] == draft.topic:
            ours.append((ask, said))
        elif FREE in said and not told.get(READ):
            others.append((ask, said))
    return ours + others


def details_json(draft: ReportDraft) -> str:
    """As `Report.details` keeps it."""
    pairs = told_pairs(draft)
    return json.dumps({"v": VERSION, "told": pairs}, ensure_ascii=False) if pairs else "{}"


def details_of(report: Report) -> list[tuple[Names, Names]]:
    """What a report's author answered: question and answer, each by language."""
    return [(ask, said) for ask, said in json.loads(report.details or "{}").get("told", ())]


def detail_lines(texts: Texts, pairs: Sequence[tuple[Names, Names]]) -> Marked:
    """A line each."""
    language = texts.language
    lines = (texts.say("details-line", ask=name_in(a, language), said=name_in(s, language)) for a, s in pairs)
    return join(*lines, by="\n")


def details_in_words(report: Report, language: str) -> list[str]:
    """ "Which bus? 12", each, without marks."""
    return [f"{name_in(ask, language)} {name_in(said, language)}" for ask, said in details_of(report)]
