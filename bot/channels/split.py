"""Cutting long text for messengers: in the best place, losing nothing, marks continued over the cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from handlers.base.message import Message, Span

_SENTENCE = re.compile(r"[.!?…][\"»”)\]]*\s+")
_SPACE = re.compile(r"\s+")
_PLACES = (re.compile(r"\n[ \t]*\n\s*"), re.compile(r"\n"), _SENTENCE, _SPACE)
"""Where to cut, best first: between paragraphs, lines, sentences, words."""

_JOINER = "\u200d"


def utf16_len(text: str) -> int:
    """Length as messengers count it: characters beyond U+FFFF are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(plain: str, spans: Sequence[Span], limit: int) -> list[tuple[str, tuple[Span, ...]]]:
    """Text in pieces of at most `limit` UTF-16 units; the joined pieces equal the text.

    Cuts after a paragraph, a line, a sentence or a word, in this order of preference, as long as the
    piece stays at least half full (a word: as long as there is one); else between two characters, never
    inside an emoji. A span over a cut ends before it and goes on after it. An empty text is one piece.
    """
    if utf16_len(plain) <= limit:
        return [(plain, tuple(spans))]
    pieces = []
    start = 0
    while start < len(plain):
        end = _reach(plain, start, limit)
        if end < len(plain):
            end = _cut(plain, start, end)
        pieces.append((plain[start:end], tuple(_within(spans, start, end))))
        start = end
    return pieces


def shorten(plain: str, spans: Sequence[Span], limit: int) -> tuple[str, tuple[Span, ...]]:
    """The text if it fits, else its beginning up to a good place, and an ellipsis on a line of its own."""
    if utf16_len(plain) <= limit:
        return plain, tuple(spans)
    tail = "\n…"
    text, kept = split(plain, spans, limit - len(tail))[0]
    text = text.rstrip()
    return text + tail, tuple(_within(kept, 0, len(text)))


def beginning(plain: str, limit: int) -> str:
    """As much of the text as fits into so many UTF-16 units, no character torn."""
    end = _reach(plain, 0, limit) if plain else 0
    return plain if end >= len(plain) else plain[: _whole_character(plain, 0, end)]


def _reach(plain: str, start: int, limit: int) -> int:
    """The farthest index whose text from `start` fits; at least one character on."""
    stop = min(len(plain), start + limit)
    units = 0
    for i in range(start, stop):
        units += 2 if plain[i] > "\uffff" else 1
        if units > limit:
            return max(i, start + 1)
    return stop


def _cut(plain: str, start: int, end: int) -> int:
    half = start + (end - start) // 2
    for place in _PLACES:
        found = 0
        for match in place.finditer(plain, start, end):
            found = match.end()
        if found > (start if place is _SPACE else half):
            return found
    return _whole_character(plain, half, end)


def _whole_character(plain: str, least: int, end: int) -> int:
    """A little before `end` if a character made of several stands there."""
    cut = end
    while cut > least and _joined(plain, cut):
        cut -= 1
    return cut if cut > least else end


def _joined(plain: str, cut: int) -> bool:
    """Whether a cut here would go through what is seen as one: a letter and its marks, an emoji of several, a flag."""
    after = plain[cut]
    marks = after == _JOINER or unicodedata.category(after)[0] == "M"  # also variation selectors and the keycap
    skin_tone = "\U0001f3fb" <= after <= "\U0001f3ff"
    in_flag = "\U000e0020" <= after <= "\U000e007f"  # the letters that tell England's flag from Scotland's
    second_half = _is_half(after) and _halves(plain, cut) % 2 == 1
    return marks or skin_tone or in_flag or second_half or plain[cut - 1] == _JOINER


def _is_half(char: str) -> bool:
    """One of the two letters that make a country's flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _halves(plain: str, end: int) -> int:
    start = end
    while start and _is_half(plain[start - 1]):
        start -= 1
    return end - start


def _within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The spans as seen by the piece from `start` to `end`."""
    for span in spans:
        left, right = max(span.start, start), min(span.start + span.length, end)
        if left < right:
            yield Span(left - start, right - left, span.kind, span.url)


SHORT_TEXT = 1000


def is_short(message: Message) -> bool:
    """Certainly one call in any messenger, whatever its marks: most messages are, and need no plan."""
    return not message.files and message.lat is None and len(message.text) <= SHORT_TEXT
