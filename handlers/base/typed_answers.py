"""What a notice asks, answered in other words than its buttons': «у нас всё в порядке» is «Я в безопасности»."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from handlers.base.labels import fold
from handlers.base.texts import Library
from storage.region.notice_rules import NOTICE_ANSWERS

_said: WeakKeyDictionary[Library, dict[str, frozenset[str]]] = WeakKeyDictionary()


def labels_said(library: Library, words: str) -> frozenset[str]:
    """The folded labels that all of these folded words stand for; none where they say something else."""
    known = _said.get(library)
    if known is None:
        known = _said[library] = {}
        for answer in NOTICE_ANSWERS:
            texts = [library.texts(language) for language in library.languages]
            labels = frozenset(fold(each.label(f"answer-{answer}")) for each in texts)
            known |= {fold(phrase): labels for phrase in library.words(f"said-{answer}")}
    return known.get(words, frozenset())
