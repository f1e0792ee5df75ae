"""The reader of streets and houses with the words of `locales/*/streets.ftl`: one for the whole program."""

from __future__ import annotations

from functools import lru_cache

from handlers.base.message import parse_marks
from handlers.base.texts import LOCALES, read_bundles
from handlers.places.streets import KINDS, Streets, StreetVocabulary

LISTS = ("", "-odd", "-even", "-all", "-side", "-from", "-to", "-and")
"""Sentences `house-words…`, in the order of StreetVocabulary."""


@lru_cache(maxsize=1)
def streets() -> Streets:
    """With the words of all languages: people mix them. Russian comes last, so that its words are those we write."""
    kinds: dict[str, str] = {}
    first: dict[str, str] = {}
    parts: dict[str, str] = {}
    for language in sorted(read_bundles(LOCALES)):
        for kind in KINDS:
            listed = _listed(f"street-kind-{kind}", language)
            kinds |= dict.fromkeys(listed, kind)
            first[kind] = listed[0]
        for mark in ("k", "s"):
            parts |= dict.fromkeys(_listed(f"house-part-{mark}", language), mark)
    return Streets(StreetVocabulary(kinds, first, parts, *(_of_all(f"house-words{key}") for key in LISTS)))


def _of_all(name: str) -> frozenset[str]:
    return frozenset(word for language in read_bundles(LOCALES) for word in _listed(name, language))


def _listed(name: str, language: str) -> list[str]:
    bundle = read_bundles(LOCALES)[language]
    message = bundle.get_message(name)
    assert message.value is not None
    text, _ = bundle.format_pattern(message.value)
    return [" ".join(word.lower().split()) for word in parse_marks(str(text))[0].split(",")]
