"""What a topic asks of a report's author: reads `questions` of a topic in `topics.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from storage.letters import folded
from storage.region.region import Names
from storage.region.table import RegionTable

MOST, LONGEST = 2, 120
"""Questions of a topic, characters of one."""
MOST_ANSWERS, LONGEST_ANSWER = 6, 40
"""With the ways out these are the ten buttons that every messenger shows."""


@dataclass(frozen=True, slots=True)
class TopicQuestion:
    """`answers` stand on buttons, none: free words alone. `beside`: words in dictionary form; a number next to one of
    these in a text is the answer.
    """

    ask: Names
    answers: tuple[Names, ...] = ()
    beside: tuple[str, ...] = ()


def read_questions(row: RegionTable) -> tuple[TopicQuestion, ...]:
    """Those of a topic's table; none where it has no such key."""
    if "questions" not in row.values:
        row.asked.add("questions")
        return ()
    rows = row.tables("questions")
    if len(rows) > MOST:
        row.faults.add(f"{row.at('questions')}[{MOST + 1}]", "too-many-questions", most=MOST)
    return tuple(_question(each) for each in rows[:MOST])


def _question(row: RegionTable) -> TopicQuestion:
    ask = {"ru": row.text("ask")} if isinstance(row.values.get("ask"), str) else row.names("ask")
    for said in ask.values():
        _limit(row, "ask", said, LONGEST)
    beside = row.strings("beside") if "beside" in row.values else ()
    question = TopicQuestion(ask, _answers(row), tuple(folded(word) for word in beside))
    row.asked |= {"answers", "beside"}
    row.finish()
    return question


def _answers(row: RegionTable) -> tuple[Names, ...]:
    """A list that is the same in each language, or a list for each, of equal length."""
    given = row.values.get("answers")
    if given is None:
        return ()
    if isinstance(given, dict):
        table = row.table("answers")
        lists = {language: table.strings(language) for language in sorted(table.languages(), key=lambda n: n != "ru")}
        if "ru" not in lists:
            row.faults.add(row.at("answers"), "no-russian")
        if len({len(listed) for listed in lists.values()}) > 1:
            row.faults.add(row.at("answers"), "answers-differ")
    else:
        lists = {"ru": row.strings("answers")}
    first = next(iter(lists.values()), ())
    if not first:
        row.faults.add(row.at("answers"), "empty")
    if len(first) > MOST_ANSWERS:
        row.faults.add(row.at("answers"), "too-many-answers", most=MOST_ANSWERS)
    for listed in lists.values():
        for answer in listed:
            _limit(row, "answers", answer, LONGEST_ANSWER)
    return tuple(dict(zip(lists, each, strict=True)) for each in zip(*lists.values(), strict=False))


def _limit(row: RegionTable, key: str, said: str, longest: int) -> None:
    if len(said) > longest:
        row.faults.add(row.at(key), "too-long", longest=longest)
