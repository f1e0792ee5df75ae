"""Marked text as HTML, for messengers that read it. What persons wrote is escaped."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise

from handlers.base.message import Span

_TAGS = {"bold": "b", "italic": "i"}


def to_html(plain: str, spans: Sequence[Span]) -> str:
    """The text with its spans as tags. Spans that overlap are closed and opened again, so that tags always nest."""
    spans = [span for span in spans if span.length > 0 and (span.url or span.kind != "link")]
    if all(before.start + before.length <= span.start for before, span in pairwise(spans)):
        return _one_by_one(plain, spans)
    edges = sorted({0, len(plain), *(s.start for s in spans), *(s.start + s.length for s in spans)})
    out: list[str] = []
    open_: list[Span] = []
    for left, right in zip(edges, [*edges[1:], len(plain)], strict=True):
        while any(s.start + s.length <= left for s in open_):
            out.append(_close(open_.pop()))
        covering = [s for s in spans if s.start <= left < s.start + s.length and s not in open_]
        for span in sorted(covering, key=lambda s: -(s.start + s.length)):
            out.append(_open(span))
            open_.append(span)
        out.append(_escaped(plain[left:right]))
    return "".join(out)


def _one_by_one(plain: str, spans: Sequence[Span]) -> str:
    """The same for spans in their order that do not overlap: most texts."""
    out, done = list[str](), 0
    for span in spans:
        end = span.start + span.length
        out += _escaped(plain[done : span.start]), _open(span), _escaped(plain[span.start : end]), _close(span)
        done = end
    return "".join([*out, _escaped(plain[done:])])


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _open(span: Span) -> str:
    if span.kind == "link":
        return f'<a href="{html.escape(span.url)}">'
    return f"<{_TAGS[span.kind]}>"


def _close(span: Span) -> str:
    return "</a>" if span.kind == "link" else f"</{_TAGS[span.kind]}>"
