"""By which words an answer that is about to leave sounds like an excuse."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Phrases, "*" for any ending. `storage/catalogue/answers.toml` explains them."""

    officialese: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    asks_when: tuple[str, ...] = ()  # in a citizen's words
    days: tuple[str, ...] = ()  # with which an answer has a day, besides dates
    longest: int = 900  # characters


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A ready answer of the region's file. `text` has gaps: "{срок}"; `topics` are codes, empty for all."""

    code: str
    title: str
    text: str
    topics: tuple[str, ...] = ()
