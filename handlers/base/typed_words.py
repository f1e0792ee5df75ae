"""What a short message means as an answer to a screen: «Всё правильно, отправляйте, пожалуйста» is "send".

It counts if all of it is made of words for one thing and of words that change nothing («пожалуйста», «ну», «тогда»).
The words stand in `locales/`, in all languages, as people mix them.
"""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from handlers.base.labels import fold
from handlers.base.texts import Library

AGREES, DENIES, SENDS, QUITS, BACK, DONE, FORTH = "yes", "no", "send", "quit", "back", "done", "more"
CHECK, UNDO = "check", "undo"
MEANINGS = (SENDS, AGREES, DENIES, QUITS, BACK, DONE, "other", FORTH, UNDO, CHECK, "append")
"""What a word can mean, whatever its button says; the words: "typed-yes" and so on."""
OKAY, NAY, DROP = "okay", "nay", "drop"
"""«Ладно», «ни в коем случае», «не отправляйте»: yes, no and the way out where a report is being looked through."""
WAIT = "wait"
"""«Стойте», «погодите»: no button means it, and nothing is to go on."""
FORGET = "forget"
"""«Забудьте меня»: more than the way out of what is being written."""
BESIDE, POLITE = "beside", "polite"
ASIDE = "aside"
"""Both of these; no list."""
NO_LABEL = "no-label"
"""What a button says that means no: no list, as it is said like any other no."""
MARKS = 5
"""Marks go from one to this; their words are listed in this order, over and over: «пятёрка», «пятёрку»."""
LISTS = (*MEANINGS, OKAY, NAY, DROP, WAIT, FORGET, BESIDE, POLITE)
LONGEST = 60
"""Characters; who writes more tells something."""
NO_SIGN = re.compile(r"[\s\ufe0f\u200d\U0001f3fb-\U0001f3ff]")
"""What stands between and behind emoji: blanks, joiners, the colour of a hand."""

Vocabulary = dict[str, frozenset[str]]
Beginnings = dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]
_known: WeakKeyDictionary[Library, tuple[Vocabulary, Beginnings]] = WeakKeyDictionary()
_spelt: WeakKeyDictionary[Library, dict[str, str]] = WeakKeyDictionary()


def vocabulary(library: Library) -> Vocabulary:
    """The phrases of each meaning, and signs (emoji) as they are."""
    return _read(library)[0]


def meanings_of(library: Library, text: str) -> frozenset[str]:
    """All that a message says of LISTS but POLITE; empty if it says more, or nothing but BESIDE."""
    if len(text) > LONGEST or "\n" in text:
        return frozenset()
    known, beginnings = _read(library)
    words = fold(text).split()
    if not words:
        return _of_signs(known, text)
    found, at = set[str](), 0
    while at < len(words):
        for phrase, meanings in beginnings.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found |= meanings
                at += len(phrase)
                break
        else:
            return frozenset()
    return frozenset(found - {POLITE}) if found - {POLITE, BESIDE} else frozenset()


def bare(library: Library, words: str) -> str:
    """Folded words without those before and behind that change nothing: «изменить тему пожалуйста»."""
    beside, left = vocabulary(library)[ASIDE], words.split()
    while left and left[-1] in beside:
        left.pop()
    while left and left[0] in beside:
        left.pop(0)
    return " ".join(left)


def number_of(library: Library, words: str) -> str:
    """The number that folded words are, in digits: «5», «пять», «на пять баллов», «5 из 5»; "" if they say more."""
    if words.isdecimal():
        return words
    numbers, said = _numbers(library), list[str]()
    for word in words.split():
        digits = word if word.isdecimal() else numbers.get(word)
        if digits is None:
            return ""
        if digits:
            said.append(digits)
    return said[0] if 0 < len(said) <= 2 else ""


def _numbers(library: Library) -> dict[str, str]:
    """Words of numbers with their digits, and with "" those that change nothing about them."""
    known = _spelt.get(library)
    if known is None:
        known = _spelt[library] = {}
        for language in library.languages:
            label = library.texts(language).label
            marks = enumerate(label("typed-marks").split(","))
            known.update((fold(word), str(place % MARKS + 1)) for place, word in marks)
            known.update((fold(word), str(number)) for number, word in enumerate(label("typed-numbers").split(","), 1))
        known.update(dict.fromkeys(library.words("typed-number-beside"), ""))
    return known


def _of_signs(known: Vocabulary, text: str) -> frozenset[str]:
    signs = set(NO_SIGN.sub("", text))
    return frozenset(name for name in (AGREES, DENIES) if signs and signs <= known[f"{name}-signs"])


def _read(library: Library) -> tuple[Vocabulary, Beginnings]:
    known = _known.get(library)
    if known is None:
        words = _vocabulary(library)
        known = _known[library] = (words, _beginnings(words))
    return known


def _vocabulary(library: Library) -> Vocabulary:
    """What the reader of answers knows for yes and no counts here too, but not that something was only read."""
    words = {name: _phrases(library, f"typed-{name}") for name in LISTS if name != NAY}
    agreed, denied = _phrases(library, "reading-yes"), _phrases(library, "reading-no")
    words[OKAY] |= agreed - _phrases(library, "reading-noted") - words[SENDS] - words[AGREES]
    words[NAY] = denied - words[QUITS] - words[DENIES]
    for name, listed in ((AGREES, "reading-yes"), (DENIES, "reading-no")):
        words[f"{name}-signs"] = frozenset(sign for sign in library.words(listed) if not fold(sign))
    words[NO_LABEL] = _phrases(library, "no")
    words[ASIDE] = words[BESIDE] | words[POLITE]
    return words


def _beginnings(words: Vocabulary) -> Beginnings:
    """Phrases by their first word, the longest first."""
    meanings: dict[tuple[str, ...], set[str]] = {}
    for name in LISTS:
        for phrase in words[name]:
            meanings.setdefault(tuple(phrase.split()), set()).add(name)
    beginnings: Beginnings = {}
    for words_of_one in sorted(meanings, key=len, reverse=True):
        beginnings.setdefault(words_of_one[0], []).append((words_of_one, frozenset(meanings[words_of_one])))
    return beginnings


def _phrases(library: Library, key: str) -> frozenset[str]:
    return frozenset(map(fold, library.words(key))) - {""}
