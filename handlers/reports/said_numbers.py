"""Numbers that a text names next to a word: «автобус № 12», «в третьем подъезде»; not a house's, not minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.base.phrases import phrases, words_of
from handlers.base.turn import Turn
from storage.letters import folded

PIECE = re.compile("[^\\W_]+|\u2116")
SIGN = "\u2116"
BARE = re.compile(r"(\d{1,4}[^\W\d_]?)")
ORDINAL = re.compile(r"(\d{1,3})[^\W\d_]{1,2}")
SHORT = 3
"""Letters of a word that may stand between two numbers: "5 and 7"."""


@dataclass(frozen=True, slots=True)
class NumberReader:
    """The words of `locales/`, of all languages, as people mix them, in their dictionary forms."""

    turn: Turn
    beside: frozenset[str]  # next to these a number counts
    passed: frozenset[str]  # these may stand between
    units: frozenset[str]  # after a number with one of these it counts something
    ordinals: dict[str, str]

    def numbers(self, text: str, house: str) -> list[str]:
        """All of them, in the order of the text. `house`: what holds the numbers of the place."""
        pieces, taken, found = list(PIECE.finditer(folded(text))), set(words_of(house)), list[str]()
        for at, piece in enumerate(pieces):
            if not self._is_one_of(piece[0], self.beside):
                continue
            after = [each for each in pieces[at + 1 : at + 5] if each[0] not in self.passed]
            said = self._number(after[0][0]) if after and self._close(text, piece, after[0]) else ""
            if said and not self._counts([each[0] for each in after[1:]]):
                found.append(said)
            elif said := self._before(text, pieces[max(0, at - 2) : at], piece):
                found += [] if said in taken else [said]
        return found

    def _before(self, text: str, pieces: Sequence[re.Match[str]], word: re.Match[str]) -> str:
        """ "12 автобус", «3-й подъезд», «третий подъезд»: nothing but spaces between; "" for none."""
        if not pieces or text[pieces[-1].end() : word.start()].strip():
            return ""
        if said := self._number(pieces[-1][0]):
            return said
        joined = len(pieces) > 1 and text[pieces[0].end() : pieces[1].start()] == "-" and len(pieces[1][0]) <= 2
        return pieces[0][0] if joined and pieces[0][0].isdigit() else ""

    def _counts(self, following: Sequence[str]) -> bool:
        """Whether what follows a number says that it is no name: "a bus for 20 minutes", "buses 5, 7", "5 and 7"."""
        if not following:
            return False
        second = len(following) > 1 and len(following[0]) <= SHORT and self._number(following[1])
        return bool(self._is_one_of(following[0], self.units) or self._number(following[0]) or second)

    def _close(self, text: str, word: re.Match[str], number: re.Match[str]) -> bool:
        """Whether nothing but spaces, «№» and such words stands between."""
        between = folded(text[word.end() : number.start()])
        return all(piece in self.passed for piece in between.replace(".", " ").split())

    def _number(self, piece: str) -> str:
        """The number that a word is: «12», «7к», «3й», «третий»; "" for any other."""
        if bare := BARE.fullmatch(piece):
            return bare[1]
        if ordinal := ORDINAL.fullmatch(piece):
            return ordinal[1]
        forms = (piece, *self.turn.shared.lemmas(piece))
        return next((self.ordinals[form] for form in forms if form in self.ordinals), "")

    def _is_one_of(self, piece: str, known: frozenset[str]) -> bool:
        return piece in known or any(form in known for form in self.turn.shared.lemmas(piece))


def numbers_beside(turn: Turn, text: str, house: str, beside: Iterable[str]) -> list[str]:
    """Numbers next to one of these words (dictionary forms)."""
    listed = _listed(turn, "details-ordinals")
    ordinals = {form: str(n) for words in listed for n, word in enumerate(words, 1) for form in _forms(turn, word)}
    units = {form for phrase in phrases(turn, "details-units") for word in phrase for form in _forms(turn, word)}
    passed = {word for phrase in phrases(turn, "details-number-words") for word in phrase} | {SIGN}
    near = {form for word in beside for form in _forms(turn, word)}
    return NumberReader(turn, frozenset(near), frozenset(passed), frozenset(units), ordinals).numbers(text, house)


def _forms(turn: Turn, word: str) -> Sequence[str]:
    return (word, *turn.shared.lemmas(word))


def _listed(turn: Turn, key: str) -> list[list[str]]:
    library = turn.shared.library
    return [words_of(library.texts(language).label(key)) for language in library.languages]


def has_ordinal(turn: Turn, text: str) -> bool:
    """Whether «второй», «пятого» stands in it."""
    known = {form for words in _listed(turn, "details-ordinals") for word in words for form in _forms(turn, word)}
    return any(form in known for word in words_of(text) for form in _forms(turn, word))
