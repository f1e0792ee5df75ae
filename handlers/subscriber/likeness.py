"""Whether what somebody passes on is one of our notices: words in their dictionary forms, compared as sets.

Fixed sentences that all notices share (number, phones, headings) say nothing and are left out. The same words are not
the same message if the numbers differ: whoever changes "5" into "9" makes another text of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz, process

from handlers.base.shared import Shared
from handlers.notices.content import Content
from handlers.notices.kinds import GROUPS, kind_name
from handlers.reading.places import settlements_in
from storage.notice_records import Notice
from storage.region.region import name_in

LONGEST_COMPARED = 3_000
"""Characters of a text that are read: more than a notice has, and not so many that a long text fits everything."""
LEAST_TELLING_WORDS = 3
"""Fewer telling words than this can be compared with nothing."""
SURE_SCORE, LIKE_SCORE = 92, 66
"""token_set_ratio (0 … 100) from which a text is ours, and from which it only looks like one of ours."""
COVERED_SHARE = 0.5
"""A text that is ours holds so much of our words, or consists of them so far."""
LEAST_COMMON_WORDS = 3
"""So many telling words have to be the same."""
TYPO_SCORE = 80
"""Likeness of two words from which one is taken for the other written badly."""
COMPARED_BY_WORD = 4
"""Only the likeliest are looked at word by word."""
WHOLE_SHARE = 0.8
TEXTS_KEPT = 500
"""So many texts of notices are kept ready for comparing."""
WORDS, FIXED = "words-of-notices", "fixed-words-of-notices"
NUMBER_IN_TEXT = re.compile(r"\d+(?:[.:,]\d+)*")
NOTICE_NUMBER = re.compile(r"(?:№|No\.?)\s*(\d{1,9})", re.IGNORECASE)

Lemmas = frozenset[str]


class Likeness(StrEnum):
    OURS = "ours"
    ALIKE = "alike"  # many of our words, but not the same message
    NONE = "none"
    TOO_SHORT = "short"


@dataclass(frozen=True, slots=True)
class Match:
    """What a text is like. `foreign`: numbers and places in it that ours does not have. `whole`: nearly all of
    ours is in it, and not only a part (of a refutation: the rumour).
    """

    likeness: Likeness
    notice: Notice | None = None
    content: Content | None = None
    score: float = 0.0
    foreign: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ForwardedText:
    """A notice ready to be compared. `words`: of all, of the text alone, of a refutation of each sentence, too."""

    notice: Notice
    content: Content
    words: tuple[Lemmas, ...]
    bodies: tuple[Lemmas, ...]
    numbers: frozenset[str]
    places: frozenset[str] | None  # codes of settlements that it names or lies in; None: it may be any


def best_match(shared: Shared, text: str, notices: Sequence[tuple[Notice, Content]]) -> Match:
    """The notice that a text is, or is like. `notices`: those that may be meant, the newest first."""
    text = text[:LONGEST_COMPARED]
    own = own_lines(shared, text)
    words = telling(shared, own)
    if len(words) < LEAST_TELLING_WORDS:
        return Match(Likeness.TOO_SHORT)
    known = [said(shared, notice, content) for notice, content in notices]
    rough = sorted(known, key=lambda s: -max(_score(words, w) for w in s.words))[:COMPARED_BY_WORD]
    named = {int(number) for number in NOTICE_NUMBER.findall(text)}
    rough += [s for s in known if s.notice.id in named and s not in rough]
    judged = [_judge(shared, own, words, s) for s in rough]
    ranks = {Likeness.OURS: 2, Likeness.ALIKE: 1, Likeness.NONE: 0}
    return max(
        judged,
        key=lambda m: (ranks[m.likeness], bool(m.notice and m.notice.id in named), m.score),
        default=Match(Likeness.NONE),
    )


def _judge(shared: Shared, own: str, words: Lemmas, known: ForwardedText) -> Match:
    best = Match(Likeness.NONE, known.notice, known.content)
    foreign = (*_foreign_numbers(own, known), *_foreign_places(shared, own, known))
    for ours in known.words:
        mended = _mended(words, ours)
        common = len(mended & ours)
        score = _score(mended, ours)
        covered = max(common / len(ours), common / len(mended)) if ours else 0.0
        if common < min(LEAST_COMMON_WORDS, len(ours)) or covered < COVERED_SHARE or score < LIKE_SCORE:
            continue
        likeness = Likeness.OURS if score >= SURE_SCORE and not foreign else Likeness.ALIKE
        if score > best.score:
            whole = any(len(_mended(words, body) & body) >= WHOLE_SHARE * len(body) for body in known.bodies if body)
            best = Match(likeness, known.notice, known.content, score, foreign, whole)
    return best


def _foreign_numbers(own: str, known: ForwardedText) -> Iterable[str]:
    return dict.fromkeys(number for number in NUMBER_IN_TEXT.findall(own) if number not in known.numbers)


def _foreign_places(shared: Shared, own: str, known: ForwardedText) -> Iterable[str]:
    if known.places is None:
        return ()
    return [s.name for s in settlements_in(shared.region, own) if s.code not in known.places]


def _score(words: Lemmas, ours: Lemmas) -> float:
    return fuzz.token_set_ratio(" ".join(sorted(words)), " ".join(sorted(ours)))


def _mended(words: Lemmas, ours: Lemmas) -> Lemmas:
    """The words with those that are only written badly put right."""
    found = set(words & ours)
    for word in words - ours:
        near = process.extractOne(word, ours, scorer=fuzz.ratio, score_cutoff=TYPO_SCORE) if len(word) > 3 else None
        found.add(near[0] if near else word)
    return frozenset(found)


# -- words ------------------------------------------------------------------------------------------
def said(shared: Shared, notice: Notice, content: Content) -> ForwardedText:
    """Made once for each version of a notice."""
    kept: dict[tuple[int, int, str], ForwardedText] = shared.region.made.setdefault(WORDS, {})
    key = (notice.id, notice.version, notice.digest)
    if key not in kept:
        while len(kept) >= TEXTS_KEPT:
            del kept[next(iter(kept))]
        texts = [(text, content.todo.get(language, "")) for language, text in content.texts.items()]
        words = dict.fromkeys(
            w for body, todo in texts for part in _parts(content, body, todo) if (w := telling(shared, part))
        )
        bodies = tuple(telling(shared, body) for body, _ in texts)
        numbers = NUMBER_IN_TEXT.findall(
            " ".join((*(part for pair in texts for part in pair), *_told_besides(shared, content)))
        )
        kept[key] = ForwardedText(notice, content, tuple(words), bodies, frozenset(numbers), _places(shared, content))
    one = kept[key]
    return replace(one, notice=notice, content=content)


def _parts(content: Content, body: str, todo: str) -> Iterable[str]:
    """What may be passed on: all of it, the text alone; of a refutation also each sentence, since one is the rumour."""
    yield body
    if todo:
        yield f"{body} {todo}"
    if content.kind == "rumour":
        yield from re.split(r"(?<=[.!?…])\s+", body)


def _places(shared: Shared, content: Content) -> frozenset[str] | None:
    """Settlements that the notice is about, by its area or its words."""
    area, region = content.area, shared.region
    if area.region or area.shaped or area.empty:
        return None
    codes = {*area.settlements, *(street.settlement for street in area.streets)}
    codes |= {s.code for s in region.settlements if s.municipality in area.municipalities}
    codes |= {
        s.code for text in (*content.texts.values(), *content.todo.values()) for s in settlements_in(region, text)
    }
    return frozenset(codes)


def _told_besides(shared: Shared, content: Content) -> Iterable[str]:
    """Numbers that our message holds besides its own words: times, phones, streets."""
    texts = shared.library.texts(shared.default_language)
    if content.until:
        local = texts.local(content.until)
        yield f"{local:%H:%M} {local.day} {local:%d.%m.%Y}"
    yield from (contact.phone for contact in shared.region.contacts)
    yield from (f"{street.name} {street.houses}" for street in content.area.streets)


def telling(shared: Shared, text: str) -> Lemmas:
    """The dictionary forms of a text's words, without those that stand in any text, and without numbers."""
    empty = _fixed(shared)[1]
    return frozenset(word for word in shared.lemmas(text) if word not in empty and not word[0].isdigit())


def own_lines(shared: Shared, text: str) -> str:
    """A text without the lines that all our notices have: headings, phones, numbers, the sentence about sirens."""
    fixed, empty = _fixed(shared)
    lines = []
    for line in text.splitlines():
        words = {word for word in shared.lemmas(line) if not word[0].isdigit()} - empty
        if not words or words - fixed:
            lines.append(line)
    return "\n".join(lines)


def _fixed(shared: Shared) -> tuple[Lemmas, Lemmas]:
    """Words of which our fixed lines consist, and words that tell nothing; made once a region."""
    made: dict[str, Any] = shared.region.made
    if FIXED not in made:
        fixed: set[str] = set()
        empty: set[str] = set()
        for language in shared.library.languages:
            texts = shared.library.texts(language)
            lines = [texts.label("notice-official", number=""), texts.label("notice-drill")]
            lines += [texts.label(f"severity-{n}") for n in range(1, 5)] + [
                texts.label(f"kind-{g.code}") for g in GROUPS
            ]
            lines += [kind_name(texts, shared.region, kind.code) for kind in shared.region.notices.kinds]
            lines += [texts.label("notice-heading-withdrawn", kind=""), texts.label("rumour-fixed-words")]
            lines += [name_in(contact.names, language) for contact in shared.region.contacts]
            fixed.update(word for line in lines for word in shared.lemmas(line))
            empty.update(shared.lemmas(texts.label("rumour-empty-words")))
        made[FIXED] = (frozenset(fixed), frozenset(empty))
    found: tuple[Lemmas, Lemmas] = made[FIXED]
    return found
