"""What the trained models see of a text: numbers of its words, their neighbours, their letters and what they are about.

A feature is a checksum of its name, the same on every machine and in every version of Python. Kinds of features, told
apart by their first letter:

- l: a dictionary form of a word; g: its grammar (done, to be done, asked for);
- b, v: two neighbouring words, as in the dictionary and as they stand;
- c: three to six letters of a word with its ends (so a wrong letter spoils only some);
- k: a group of `concepts.txt` that the word is in; q: two groups near one another;
- a, w: the narrow and the wide group of `alike.txt` that the word is in;
- n: a word that is denied ("not", "no"), in the dictionary and by its groups, which then count as denied only.

The groups are written by hand: words about the same thing, so that what is learned of some holds for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from handlers.reading.alike import groups_of
from handlers.reading.words import LONGEST_TEXT, Forms, Token, WordReader, spelled

CONCEPTS = Path(__file__).with_name("concepts.txt")
OTHER_LANGUAGES = Path(__file__).with_name("other_languages.txt")
VERSION = 4
"""Of what a feature's name means; a model made with another is of no use."""
READ = 600
"""Words of a text that become features: the first two thirds and the last third of so many."""
MENDED = 8  # mistyped words of a text that are mended: to look for one takes a few milliseconds
REMEMBERED = 8_000  # words whose features are kept
LETTERS = range(3, 7)
LETTER_WEIGHT, PAIR_WEIGHT, FORM_PAIR_WEIGHT, GROUP_PAIR_WEIGHT = 0.06, 0.4, 0.2, 0.3
END_WEIGHT, GRAMMAR_WEIGHT, SIGN_WEIGHT = 0.4, 0.25, 0.5
ALIKE_WEIGHT = 0.5  # so found on held-out sentences
SIGNS = "?!"
DENYING, LACKING = "not", "lacking"
"""Groups of words that deny the next one; that say of the next noun, or of the one before, that there is none."""
DENIED_WEIGHT = 0.7
NOUN = "NOUN"
REACH = 3  # groups so many words apart are near one another

NUMBER = Token("0", frozenset({"0"}))

Vector = tuple[NDArray[np.uint32], NDArray[np.float64]]
"""Features, each once and in rising order, and how much of each a text has."""


@dataclass(frozen=True, slots=True, eq=False)
class WordFeatures:
    """Of one word, wherever it stands: its features, each once and in rising order, and their weights; its groups."""

    features: NDArray[np.uint32]
    weights: NDArray[np.float64]
    groups: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class TextFeatures:
    """A text's features, apart by words: what a model knows of a word, it need not look up again in the next text.

    A text has as much of a feature as the square root of all its weights. `values` is what that makes more than the
    roots of each word's weights alone, where it makes a difference: of `features` that several words have it is less
    than nothing, of those that are no word's own it is all. `weights` are those that are no word's own.
    """

    words: list[WordFeatures]
    features: NDArray[np.uint32]  # in rising order
    values: NDArray[np.float64]
    weights: NDArray[np.float64]


class Concepts:
    """The groups of words: name and words on one line, "*" at a word's end for any ending."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        for line in lines:
            name, _, words = line.partition(":")
            for word in words.split() if not line.startswith("#") else ():
                table = self._beginnings if word.endswith("*") else self._words
                table.setdefault(word.rstrip("*"), []).append(name.strip())

    def of(self, forms: Iterable[str]) -> list[str]:
        """The groups that one of these forms belongs to, in alphabetical order."""
        found = set[str]()
        for form in forms:
            found.update(self._words.get(form, ()))
            for length in range(3, len(form) + 1):
                found.update(self._beginnings.get(form[:length], ()))
        return sorted(found)


class FeatureReader:
    """Texts to features; safe to share, as it only ever adds to its memory of words.

    The last text stays until the next one: a message is read for its danger and for its meaning in one turn.
    """

    def __init__(self, words: WordReader) -> None:
        self._words = words
        self._last: tuple[str, TextFeatures] | None = None
        self._last_tokens: tuple[str, list[Token], dict[str, Token]] | None = None
        self._of_word = lru_cache(REMEMBERED)(self._read_word)
        self._mended_word = lru_cache(REMEMBERED)(self._mend)

    def read(self, text: str) -> Vector:
        """The features of a text, all together."""
        words, own = self._of_words(self._tokens(text)), _own(text, self._tokens(text))
        _add_pairs([word.groups for word in words], *own)
        features, weights = _gathered(*_joined(words, *own))
        return features, np.sqrt(weights)

    def read_apart(self, text: str) -> TextFeatures:
        """The same apart by words; nobody changes it."""
        if self._last is None or self._last[0] != text:
            self._last = (text, self._read(text, self._tokens(text)))
        return self._last[1]

    def read_parts(self, text: str, parts: Sequence[str]) -> list[TextFeatures]:
        """The features of parts of a text. Only words that were read of the whole count, so that nothing is looked up
        twice, whatever somebody sends.
        """
        if not parts:
            return []
        self._tokens(text)
        known = self._last_tokens[2] if self._last_tokens else {}
        found = list[TextFeatures]()
        for part in parts:
            read = [NUMBER if word.isdigit() else known.get(word) for word in spelled(part)]
            found.append(self._read(part, [token for token in read if token is not None]))
        return found

    def words(self, text: str) -> list[tuple[bool, NDArray[np.uint32]]]:
        """Of each word, mistyped ones mended, whether the dictionary has it, and its features; of numbers none."""
        return [
            (
                self._words.is_known(token.word),
                np.array([crc32(f"l{form}".encode()) for form in token.forms], dtype=np.uint32),
            )
            for token in self._tokens(text)
            if token is not NUMBER
        ]

    def _tokens(self, text: str) -> list[Token]:
        """The words that become features, mistyped ones mended."""
        if self._last_tokens is None or self._last_tokens[0] != text:
            tokens = [_number(token) for token in self._words.tokens(text)]
            if len(tokens) > READ:
                tokens = tokens[: READ * 2 // 3] + tokens[-READ // 3 :]
            mended = self._mended(tokens)
            by_word = {token.word: better for token, better in zip(tokens, mended, strict=True)}
            self._last_tokens = (text, mended, by_word)
        return self._last_tokens[1]

    def _read(self, text: str, tokens: list[Token]) -> TextFeatures:
        words, own = self._of_words(tokens), _own(text, tokens)
        _add_pairs([word.groups for word in words], *own)
        return _apart(words, *own)

    def _of_words(self, tokens: list[Token]) -> list[WordFeatures]:
        """Those of each word, which may be denied: "does not burn", "no gas"."""
        found = [self._of_word(token, False) for token in tokens]
        denied = set[int]()
        for at, word in enumerate(found):
            lacking = LACKING in word.groups
            if lacking or DENYING in word.groups:
                denied.add(at + 1)
            if lacking and at > 0 and NOUN in tokens[at - 1].grammar:
                denied.add(at - 1)
        for at in denied.intersection(range(len(tokens))):
            found[at] = self._of_word(tokens[at], True)
        return found

    def _mended(self, tokens: list[Token]) -> list[Token]:
        """The tokens with mistyped words mended: those that no dictionary has, where a word of a group is near."""
        left, read = MENDED, dict[str, Token]()
        for token in tokens:
            word = token.word
            if word in read:
                continue
            read[word] = token
            if left and token.grammar and not self._words.is_known(word) and not self._groups(word, token.forms):
                left -= 1
                read[word] = self._mended_word(token)
        return [read[token.word] for token in tokens]

    def _mend(self, token: Token) -> Token:
        mended = self._words.mended(token.word, self._is_in_a_group)
        return self._words.token(mended) if mended else token

    def _is_in_a_group(self, word: str) -> bool:
        return bool(self._groups(word, self._words.token(word).forms))

    def _read_word(self, token: Token, denied: bool) -> WordFeatures:
        word, forms, grammar = token
        names = [f"l{form}" for form in sorted(forms)]
        weights = [len(forms) ** -0.5] * len(names)
        if grammar:
            names += [f"g{' '.join(grammar)}", *(f"g{each}" for each in grammar)]
            weights += [GRAMMAR_WEIGHT] * (1 + len(grammar))
        if not word.isdigit():
            ended = f"^{word}$"
            letters = [ended[at : at + n] for n in LETTERS for at in range(len(ended) - n + 1)]
            names += [f"c{part}" for part in letters]
            weights += [LETTER_WEIGHT] * len(letters)
        alike = groups_of(forms)
        names += [f"{kind}{group}" for each in alike for kind, group in zip("aw", each, strict=True)]
        weights += [ALIKE_WEIGHT * max(len(alike), 1) ** -0.5] * (2 * len(alike))
        groups = self._groups(word, forms)
        if denied:
            names += [f"n{form}" for form in sorted(forms)]
            weights += [DENIED_WEIGHT * len(forms) ** -0.5] * len(forms)
            groups = [f"not {group}" for group in groups]
        names += [f"k{group}" for group in groups]
        weights += [max(len(groups), 1) ** -0.5] * len(groups)
        features = np.array([crc32(name.encode()) for name in names], dtype=np.uint32)
        return WordFeatures(*_gathered(features, np.array(weights)), groups)

    def _groups(self, word: str, forms: Forms) -> list[str]:
        return _concepts().of({word, *forms})


@cache
def _concepts() -> Concepts:
    """Those of the files, read at the first word."""
    return Concepts(line for path in (CONCEPTS, OTHER_LANGUAGES) for line in path.read_text("utf-8").splitlines())


def _number(token: Token) -> Token:
    """All numbers are one word: which house or date it is says nothing."""
    return NUMBER if token.word.isdigit() else token


def _own(text: str, tokens: list[Token]) -> tuple[list[int], list[float]]:
    """The features that are no word's own, and their weights."""
    named = list(_of_whole(text, tokens))
    return [crc32(name.encode()) for name, _ in named], [weight for _, weight in named]


def _of_whole(text: str, tokens: list[Token]) -> Iterator[tuple[str, float]]:
    """What is no word's own: neighbours, how a text begins and ends, its signs and its length."""
    names = [min(token.forms) for token in tokens]
    for left, right in pairwise(names):
        yield f"b{left} {right}", PAIR_WEIGHT
    for here, there in pairwise(tokens):
        yield f"v{here.word} {there.word}", FORM_PAIR_WEIGHT
    for where, token in (("first", tokens[0]), ("last", tokens[-1])) if tokens else ():
        yield f"{where} {token.word}", END_WEIGHT
        yield f"{where} {' '.join(token.grammar)}", GRAMMAR_WEIGHT
    for sign in SIGNS:
        if sign in text[:LONGEST_TEXT]:
            yield f"sign {sign}", SIGN_WEIGHT
    yield f"length {len(tokens).bit_length()}", SIGN_WEIGHT


def _add_pairs(groups: list[list[str]], keys: list[int], weights: list[float]) -> None:
    for reach in range(1, REACH + 1):
        for here, there in zip(groups, groups[reach:], strict=False):
            for one in here:
                for other in there:
                    if one != other:
                        first, second = (one, other) if one < other else (other, one)
                        keys.append(crc32(f"q{first} {second}".encode()))
                        weights.append(GROUP_PAIR_WEIGHT * (len(here) * len(there)) ** -0.5)


def _joined(
    words: Iterable[WordFeatures], keys: list[int], weights: list[float]
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """The features of all words, one word after another, and behind them the others."""
    features = [word.features for word in words]
    return (
        np.concatenate((*features, np.array(keys, dtype=np.uint32))),
        np.concatenate((*(word.weights for word in words), np.array(weights))),
    )


def _gathered(
    features: NDArray[np.uint32], weights: NDArray[np.float64]
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Each feature once, in rising order, with all its weight."""
    order, firsts = _order(features)
    return features[order[firsts]], np.add.reduceat(weights[order], firsts)


def _apart(words: list[WordFeatures], keys: list[int], weights: list[float]) -> TextFeatures:
    """Of what comes often each further time counts less: `values` of TextFeatures."""
    features, all_weights = _joined(words, keys, weights)
    of_words = len(features) - len(keys)
    sums = np.zeros((3, len(features)))
    sums[0] = all_weights
    np.sqrt(all_weights[:of_words], out=sums[1, :of_words])
    sums[2, of_words:] = all_weights[of_words:]
    order, firsts = _order(features)
    together, alone, no_words = np.add.reduceat(sums.take(order, axis=1), firsts, axis=1)
    more = np.sqrt(together) - alone
    changed = more.nonzero()[0]
    return TextFeatures(words, features[order[firsts[changed]]], more[changed], no_words[changed])


def _order(features: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each stands that comes next in rising order, and where in that order a new one begins."""
    order = features.argsort(kind="stable")
    rising = features[order]
    begins = np.empty(len(rising), dtype=np.bool_)
    begins[:1] = True
    np.not_equal(rising[1:], rising[:-1], out=begins[1:])
    return order, begins.nonzero()[0]
