"""Telegram's HTML (parse_mode) to plain text and marks, refusing what Telegram refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram_check import bad_request
from bot.sandbox.world import utf16_length, utf16_to_index
from handlers.base.message import Span

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^<>\"'=\s]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*>"
)
_ATTRIBUTE = re.compile(r"([^\s=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_SPAN_KINDS = {"text_link": "link"}


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with its marks, as spans for those who look and as entities for the API."""

    text: str
    spans: tuple[Span, ...] = ()
    entities: list[dict[str, Any]] = field(default_factory=list)


def _unescape(text: str) -> str:
    def sign(match: re.Match[str]) -> str:
        code = match[1]
        if code in _NAMED:
            return _NAMED[code]
        number = int(code[2:], 16) if code[1] == "x" else int(code[1:])
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else match[0]

    return _ENTITY.sub(sign, text) if "&" in text else text


def parse_html(source: str) -> Rich:
    """Text and marks; TelegramError "can't parse entities" with Telegram's reason."""
    if "<" not in source:
        return Rich(_unescape(source))
    plain: list[str] = []
    length = 0
    opened: list[tuple[str, int, str]] = []
    spans: list[Span] = []
    at = 0
    while (start := source.find("<", at)) >= 0:
        piece = _unescape(source[at:start])
        plain.append(piece)
        length += len(piece)
        tag = _TAG.match(source, start)
        if tag is None:
            raise _cannot(source, start, "Unclosed or misplaced start tag")
        if tag[1]:
            span = _close(source, start, tag[2].lower(), opened, length)
            if span is not None:
                spans.append(span)
        else:
            opened.append(_open(source, start, tag, length))
        at = tag.end()
    if opened:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1][0]}\"", broken=True
        )
    plain.append(_unescape(source[at:]))
    return _rich("".join(plain), spans)


def _open(source: str, start: int, tag: re.Match[str], length: int) -> tuple[str, int, str]:
    name = tag[2].lower()
    if name not in _KINDS:
        raise _cannot(source, start, f'Unsupported start tag "{name}"')
    attributes = {a[1].lower(): a[2] or a[3] or a[4] or "" for a in _ATTRIBUTE.finditer(tag[3])}
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _cannot(source, start, 'Tag "span" must have class "tg-spoiler"')
    return name, length, _unescape(attributes.get("href", "")) if name == "a" else ""


def _close(source: str, start: int, name: str, opened: list[tuple[str, int, str]], length: int) -> Span | None:
    if not opened:
        raise _cannot(source, start, "Unexpected end tag")
    expected, begin, url = opened.pop()
    if expected != name:
        raise _cannot(source, start, f'Unmatched end tag, expected "</{expected}>", found "</{name}>"')
    if length == begin or (name == "a" and not url):
        return None
    return Span(begin, length - begin, _KINDS[name], url)


def _cannot(source: str, start: int, reason: str) -> Exception:
    offset = len(source[:start].encode())
    return bad_request(f"can't parse entities: {reason} at byte offset {offset}", broken=True)


def _rich(text: str, found: list[Span]) -> Rich:
    found.sort(key=lambda s: (s.start, -s.length))
    entities = []
    for span in found:
        entity: dict[str, Any] = {
            "type": span.kind,
            "offset": utf16_length(text[: span.start]),
            "length": utf16_length(text[span.start : span.start + span.length]),
        }
        if span.url:
            entity["url"] = span.url
        entities.append(entity)
    return Rich(text, tuple(_shown(s) for s in found), entities)


def _shown(span: Span) -> Span:
    return Span(span.start, span.length, _SPAN_KINDS.get(span.kind, span.kind), span.url)


def from_entities(text: str, entities: list[dict[str, Any]]) -> Rich:
    """Marks that came as entities; those outside the text are refused."""
    spans = []
    for entity in entities:
        try:
            start = utf16_to_index(text, entity["offset"])
            end = utf16_to_index(text, entity["offset"] + entity["length"])
        except ValueError:
            raise bad_request("entity is outside of the text", broken=True) from None
        spans.append(_shown(Span(start, end - start, entity["type"], entity.get("url", ""))))
    return Rich(text, tuple(spans), entities)
