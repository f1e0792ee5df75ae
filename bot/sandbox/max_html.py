"""MAX's html to plain text and marks. Tags that it does not know are taken out, as MAX does, and named."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from bot.sandbox.world import utf16_length
from handlers.base.message import Span

_MARKS = {
    **dict.fromkeys(("b", "strong"), ("strong", "bold")),
    **dict.fromkeys(("i", "em"), ("emphasized", "italic")),
    **dict.fromkeys(("u", "ins"), ("underline", "underline")),
    **dict.fromkeys(("s", "del"), ("strikethrough", "strikethrough")),
    **dict.fromkeys(("code", "pre"), ("monospaced", "code")),
    "a": ("link", "link"),
    "mark": ("highlighted", "highlighted"),
    "blockquote": ("quote", "quote"),
    "h1": ("heading", "bold"),
}
"""By tag: MAX's name of the mark, and ours."""


@dataclass(frozen=True, slots=True)
class MaxText:
    """A text with its marks, as spans for those who look and as MAX's markup; `stripped`: tags that are no marks."""

    text: str
    spans: tuple[Span, ...] = ()
    markup: tuple[dict[str, Any], ...] = ()
    stripped: tuple[str, ...] = ()


class _MaxHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.plain = ""
        self.open: list[tuple[str, int, str]] = []
        self.found: list[tuple[int, int, str, str]] = []
        self.stripped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.open.append((tag, len(self.plain), dict(attrs).get("href") or ""))
        else:
            self.stripped.append(tag)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                _, start, url = self.open.pop(at)
                if len(self.plain) > start and (tag != "a" or url):
                    self.found.append((start, len(self.plain) - start, tag, url))
                return

    def handle_data(self, data: str) -> None:
        self.plain += data


def parse_html(source: str) -> MaxText:
    if "<" not in source and "&" not in source:
        return MaxText(source)
    reader = _MaxHtml()
    reader.feed(source)
    reader.close()
    found = sorted(reader.found, key=lambda one: (one[0], -one[1]))
    spans = tuple(Span(start, length, _MARKS[tag][1], url) for start, length, tag, url in found)
    markup = tuple(_markup(reader.plain, *one) for one in found)
    return MaxText(reader.plain, spans, markup, tuple(reader.stripped) + tuple(tag for tag, _, _ in reader.open))


def _markup(text: str, start: int, length: int, tag: str, url: str) -> dict[str, Any]:
    where = {"from": utf16_length(text[:start]), "length": utf16_length(text[start : start + length])}
    return {"type": _MARKS[tag][0], **where, **({"url": url} if url else {})}
