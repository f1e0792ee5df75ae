"""VK's format_data: marks over a text, counted in UTF-16 code units."""

from __future__ import annotations

from typing import Any

from bot.sandbox.vk_check import invalid, read_json
from bot.sandbox.world import utf16_to_index
from handlers.base.message import Span

_KINDS = {"bold": "bold", "italic": "italic", "underline": "underline", "url": "link"}


def read_format(text: str, format_data: str) -> tuple[Span, ...]:
    """Spans of the text; VkError 100 for items that are not within it or not known."""
    value = read_json(format_data, "format_data")
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list) or str(value.get("version")) != "1":
        raise invalid("format_data must have version 1 and items")
    spans = [_span(text, item) for item in items]
    return tuple(sorted(spans, key=lambda s: (s.start, -s.length)))


def _span(text: str, item: Any) -> Span:
    if not isinstance(item, dict) or item.get("type") not in _KINDS:
        raise invalid("format_data item type")
    fields = {"offset", "length", "type"} | ({"url"} if item["type"] == "url" else set())
    if set(item) != fields:
        raise invalid(f"format_data item fields {sorted(item)}")
    offset, length = item["offset"], item["length"]
    if type(offset) is not int or type(length) is not int or length < 1:
        raise invalid("format_data offset and length")
    try:
        start, end = utf16_to_index(text, offset), utf16_to_index(text, offset + length)
    except ValueError:
        raise invalid("format_data item is outside of the text") from None
    return Span(start, end - start, _KINDS[item["type"]], item.get("url", ""))
