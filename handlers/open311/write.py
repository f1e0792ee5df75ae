"""Rows of fields as JSON or XML, as GeoReport v2 wants them: ids are texts, what is not known is null in JSON and left
out in XML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Value = str | int | float | bool | None | Mapping[str, "Value"] | Sequence["Value"]
Fields = Mapping[str, Value]

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""
ITEMS = {
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "media_urls": "url",
}
"""How the items of a list are called within it."""


def write_json(what: Value) -> bytes:
    """UTF-8, letters as they are; halves of letters, which UTF-8 cannot hold, go."""
    return json.dumps(what, ensure_ascii=False).encode("utf-8", "ignore")


def write_xml_list(root: str, item: str, rows: Sequence[Fields]) -> bytes:
    return _document(f"<{root}>{''.join(_element(item, row) for row in rows)}</{root}>")


def write_xml_one(root: str, fields: Fields) -> bytes:
    return _document(_element(root, fields))


def _document(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _element(name: str, value: Value) -> str:
    if value is None:
        return ""
    return f"<{name}>{_inside(name, value)}</{name}>"


def _inside(name: str, value: Value) -> str:
    if isinstance(value, Mapping):
        return "".join(_element(key, below) for key, below in value.items())
    if isinstance(value, str):
        return escape(FORBIDDEN.sub("", value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence):
        return "".join(_element(ITEMS.get(name, "item"), below) for below in value)
    return str(value)
