"""A topic's own questions (number of the bus, which entrance): what is asked of a draft still, and what was answered.

In a draft `told` has by question (`key_of`) {"said": the answer's text by language, "message": the one that told it,
"read": it stood in the words}; {} where it was left out. A free answer's only language is "". Of a report
`Report.details` holds [question, answer] each by language, so that both outlive the region's file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from handlers.base.labels import fold
from handlers.base.message import Marked
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.reading.words import lower
from handlers.reports.draft import ReportDraft
from handlers.reports.said_place import said_place
from storage.records import Report
from storage.region.questions import TopicQuestion
from storage.region.region import Names, Region, name_in

VERSION = 1
SAID, MESSAGE, READ = "said", "message", "read"
FREE = ""
"""In place of a language: one's own words."""
PIECE = re.compile("[^\\W_]+|\u2116")
BARE = re.compile(r"(\d{1,4}[^\W\d_]?)")
ORDINAL = re.compile(r"(\d{1,3})[^\W\d_]{1,2}")
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


def answer(draft: ReportDraft, key: str, said: Names, message: str = "") -> None:
    """Keep an answer; none (left out) where `said` is empty."""
    told = {SAID: said, **({MESSAGE: message} if message else {})} if said else {}
    draft.told = {**draft.told, key: told}


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
        draft.told = {**draft.told, key: {SAID: said, READ: 1}} if said else _without(draft.told, key)


def _without(told: dict[str, Any], key: str) -> dict[str, Any]:
    return {each: value for each, value in told.items() if each != key}


def _plainly(turn: Turn, draft: ReportDraft, question: TopicQuestion) -> Names | None:
    """The one answer that the draft's words hold; None for none, or for several."""
    text = draft.words
    numbers = _numbers(turn, text, draft.address, question.beside) if question.beside else []
    found = {fold(said): as_answer(question, said) for said in numbers}
    spoken = f" {fold(text)} "
    for each in question.answers:
        for said in each.values():
            if sum(c.isalpha() for c in said) >= LETTERS and f" {fold(said)} " in spoken:
                found[fold(next(iter(each.values())))] = each
    return next(iter(found.values())) if len(found) == 1 else None


def _numbers(turn: Turn, text: str, address: str, beside: Sequence[str]) -> list[str]:
    """Numbers next to one of these words: «автобус № 12», «третий подъезд»; not the house's, not minutes."""
    pieces = list(PIECE.finditer(lower(text)))
    label = turn.texts.label
    passed, units = _listed(label("details-number-words")), _listed(label("details-units"))
    house, found = set(PIECE.findall(lower(f"{address} {said_place(turn, text).house}"))), list[str]()
    for at, piece in enumerate(pieces):
        if not _is_one_of(turn, piece[0], beside):
            continue
        after = [each for each in pieces[at + 1 : at + 5] if each[0] not in passed]
        said = _number(turn, after[0][0]) if after and _close(text, piece, after[0], passed) else ""
        if said and not _counts(turn, [each[0] for each in after[1:]], units):
            found.append(said)
            continue
        if at and (said := _number(turn, pieces[at - 1][0])) and said not in house:
            if not text[pieces[at - 1].end() : piece.start()].strip():
                found.append(said)
        elif at > 1 and _suffixed(text, pieces[at - 2], pieces[at - 1], piece) and pieces[at - 2][0] not in house:
            found.append(pieces[at - 2][0])
    return found


def _counts(turn: Turn, following: Sequence[str], units: Sequence[str]) -> bool:
    """Whether what follows a number says that it is no name: "a bus for 20 minutes", "buses 5, 7", "buses 5 and 7"."""
    if not following:
        return False
    second = len(following) > 1 and len(following[0]) <= LETTERS and _number(turn, following[1])
    return bool(_is_one_of(turn, following[0], units) or _number(turn, following[0]) or second)


def _suffixed(text: str, number: re.Match[str], ending: re.Match[str], word: re.Match[str]) -> bool:
    """ "3-й подъезд": number, ending and word in a row."""
    joined = text[number.end() : ending.start()] == "-" and len(ending[0]) <= 2
    return joined and number[0].isdigit() and not text[ending.end() : word.start()].strip()


def _close(text: str, word: re.Match[str], number: re.Match[str], passed: Sequence[str]) -> bool:
    """Whether nothing but «№» and spaces stands between."""
    between = text[word.end() : number.start()].lower()
    return not fold(between) or all(piece in passed for piece in PIECE.findall(between))


def _number(turn: Turn, piece: str) -> str:
    """The number that a word is: «12», «7к», «3й», «третий»; "" for any other."""
    if bare := BARE.fullmatch(piece):
        return bare[1]
    if ordinal := ORDINAL.fullmatch(piece):
        return ordinal[1]
    ordinals = _listed(turn.texts.label("details-ordinals"))
    return next((str(n) for n, said in enumerate(ordinals, 1) if _is_one_of(turn, piece, [said])), "")


def _is_one_of(turn: Turn, piece: str, known: Sequence[str]) -> bool:
    return piece in known or any(form in known for form in turn.shared.lemmas(piece))


def _listed(label: str) -> list[str]:
    return [word.strip() for word in lower(label).split(",")]


# -- what was told ----------------------------------------------------------------------------------
def told_pairs(turn: Turn, draft: ReportDraft) -> list[tuple[Names, Names]]:
    """Questions and answers of a draft, those of its topic first. Of another topic only what was written in own words:
    it is not lost because the topic was corrected.
    """
    ours, others = list[tuple[Names, Names]](), list[tuple[Names, Names]]()
    for key, told in draft.told.items():
        question, said = question_of(turn.shared.region, key), told.get(SAID)
        if question is None or not said:
            continue
        if key.rpartition(".")[0] == draft.topic:
            ours.append((question.ask, said))
        elif FREE in said and not told.get(READ):
            others.append((question.ask, said))
    return ours + others


def details_json(turn: Turn, draft: ReportDraft) -> str:
    """As `Report.details` keeps it."""
    pairs = told_pairs(turn, draft)
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
