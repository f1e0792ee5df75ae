"""The labels of buttons as words: how people type them, and how they are named to whoever sees no buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from handlers.base.message import Message
from handlers.base.texts import Texts, join
from storage.letters import folded

NOT_WORDS = re.compile(r"[\W_]+")
AROUND = re.compile(r"^[^\w№#]+|[^\w)»?!]+$")


@lru_cache(maxsize=2048)  # the labels of screens are few
def fold(text: str) -> str:
    """A label as people type it: no case, no signs, no emoji, «е» for «ё»."""
    return NOT_WORDS.sub(" ", folded(text)).strip()


def buttons_of(message: Message) -> list[list[str]]:
    """What a dialogue remembers of a message's buttons."""
    return [[b.label, b.data, b.style] for row in message.buttons for b in row if b.data]


def with_words(texts: Texts, message: Message) -> Message:
    """The message for somebody who sees no buttons: with a line of what can be written instead."""
    labels = [b.label for row in message.buttons for b in row if b.data]
    if not labels and message.keyboard is not None:
        labels = [b.label for row in message.keyboard.rows for b in row if not b.location]
    links = [texts.say("typed-link", label=b.label, url=b.url) for row in message.buttons for b in row if b.url]
    line = texts.say("typed-words", words=listed(texts, labels)) if labels else ""
    return replace(message, text=join(message.text, *links, line)) if labels or links else message


def listed(texts: Texts, labels: Iterable[str]) -> str:
    """Labels without their emoji, as a person would type them: «Отправить», «Изменить тему» или «Отмена»."""
    said = [texts.label("typed-word", word=AROUND.sub("", label)) for label in labels]
    if len(said) < 2:
        return "".join(said)
    return texts.label("typed-or", words=", ".join(said[:-1]), last=said[-1])
