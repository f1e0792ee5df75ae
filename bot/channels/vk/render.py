"""Our messages as VK's parameters: plain text with `format_data`, keyboards as JSON, lengths kept.

VK reads no marks in a text, but it does read mentions: whatever could become one is broken by an
invisible space. All offsets given to VK count UTF-16 code units.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import structlog

from bot.channels.split import beginning, shorten, split, utf16_len
from handlers.base.message import Button, Message, ReplyKeyboard, Span, parse_marks
from storage.plain_value import plain_value

log = structlog.get_logger()

TEXT_LIMIT = 4096
FILES_A_MESSAGE = 10
LABEL_LIMIT = 40
PAYLOAD_LIMIT = 255
INLINE = (5, 6, 10)
"""Buttons a row, rows and buttons in all, under a message."""
ORDINARY = (5, 10, 40)
"""The same in place of the keyboard."""
ROOM = {2: 20, 3: 6, 4: 4, 5: 3}
"""Letters of a label that a phone shows without breaking a word, by the buttons of its row; as seen on phones."""

_COLOURS = {"": "secondary", "good": "positive", "bad": "negative", "main": "primary"}
_BREAK = "\u200b"
# "[id1|…]" and "[https://…|…]", "@name", "*name": VK makes links and calls of them
_MENTION = re.compile(r"\[(?=[^\[\]|\n]{1,300}\|)|(?<!\w)@(?=\w)|(?<!\w)\*(?=[A-Za-z])")


@plain_value(frozen=True, slots=True)
class RenderedPart:
    """What one call carries of a message; `files` are indices. `markup`: also buttons, keyboard and place."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    files: tuple[int, ...] = ()
    markup: bool = False


@lru_cache(maxsize=256)  # a notice says one text to many, and every message is asked about twice
def layout(message: Message, edit: bool, slotted: bool) -> tuple[RenderedPart, ...]:
    """A message as the calls it goes in, at least one.

    An edit is one call: what is too long for it is cut and ends in an ellipsis. A slotted message has its
    buttons under its first text, the one that is edited later, and its files apart; any other has its
    buttons and its first ten files with its last text.
    """
    plain, marks = break_mentions(*parse_marks(message.text))
    if edit:
        return (RenderedPart(*shorten(plain, marks, TEXT_LIMIT), markup=True),)
    pieces = split(plain, marks, TEXT_LIMIT)
    texts = [piece for piece in pieces if piece[0].strip()] or [("", ())]  # VK refuses spaces alone
    numbers = tuple(range(len(message.files)))
    chunks = [numbers[i : i + FILES_A_MESSAGE] for i in numbers[::FILES_A_MESSAGE]]
    beside: tuple[int, ...] = ()
    if chunks and not (slotted and texts[0][0]):
        beside = chunks.pop(0)
    parts = [RenderedPart(*piece) for piece in texts]
    parts[-1] = replace(parts[-1], files=beside)
    chosen = 0 if slotted else -1
    parts[chosen] = replace(parts[chosen], markup=True)
    return (*parts, *(RenderedPart(files=chunk) for chunk in chunks))


def content(message: Message, part: RenderedPart, *, plain: bool, editing: bool) -> dict[str, Any]:
    """Parameters of messages.send or messages.edit for one part, without recipients and attachments."""
    values: dict[str, Any] = {"message": part.text, "disable_mentions": 1, "dont_parse_links": 1}
    if not plain and (marks := format_data(part.text, part.spans)):
        values["format_data"] = marks
    if not part.markup:
        return values
    if message.lat is not None and message.lon is not None:
        values["lat"], values["long"] = message.lat, message.lon
    if plain:
        return values
    if message.buttons:
        values["keyboard"] = inline_keyboard(message.buttons)
    elif message.keyboard is not None and not editing:
        values["keyboard"] = ordinary_keyboard(message.keyboard)
    return values


# -- text -------------------------------------------------------------------------------------
def break_mentions(plain: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The text in which nothing can become a mention, and its spans, moved along."""
    breaks = [m.end() for m in _MENTION.finditer(plain)]
    if not breaks:
        return plain, tuple(spans)
    ends = [0, *breaks, len(plain)]
    text = _BREAK.join(plain[a:b] for a, b in itertools.pairwise(ends))
    moved = []
    for span in spans:
        end = span.start + span.length
        before = sum(b <= span.start for b in breaks)
        inside = sum(span.start < b < end for b in breaks)
        moved.append(Span(span.start + before, span.length + inside, span.kind, span.url))
    return text, tuple(moved)


def format_data(text: str, spans: Sequence[Span]) -> str:
    """VK's JSON of marks; "" without any. A link that is no web page stays plain text."""
    items = []
    for span in spans:
        item: dict[str, Any] = {
            "offset": utf16_len(text[: span.start]),
            "length": utf16_len(text[span.start : span.start + span.length]),
            "type": "url" if span.kind == "link" else span.kind,
        }
        if span.kind == "link":
            if not span.url.startswith(("http://", "https://")):
                continue
            item["url"] = span.url
        items.append(item)
    return _json({"version": 1, "items": items}) if items else ""


# -- keyboards --------------------------------------------------------------------------------
def inline_keyboard(rows: Sequence[Sequence[Button]]) -> str:
    return _json({"inline": True, "buttons": _rows(rows, _inline_button, INLINE)})


def ordinary_keyboard(keyboard: ReplyKeyboard) -> str:
    """Without rows it takes an earlier keyboard away."""
    if not keyboard.rows:
        return _json({"buttons": []})
    rows: list[list[Button]] = []
    for row in keyboard.rows:  # VK wants a location button alone in its row
        rows.append([b for b in row if not b.location])
        rows.extend([b] for b in row if b.location)
    return _json({"one_time": keyboard.one_time, "buttons": _rows(rows, _ordinary_button, ORDINARY)})


def _legible(rows: list[Sequence[Button]], most: int) -> list[Sequence[Button]]:
    """VK breaks a label that does not fit into its part of a row: such buttons stand two in a row, or alone, as far as
    there are rows left.
    """
    while len(rows) < most:
        tight = max(range(len(rows)), key=lambda i: len(rows[i]) if _is_tight(rows[i]) else 0, default=0)
        if not rows or not _is_tight(rows[tight]):
            break
        row = rows[tight]
        half = (len(row) + 1) // 2
        rows = [*rows[:tight], row[:half], row[half:], *rows[tight + 1 :]]
    return rows


def _is_tight(row: Sequence[Button]) -> bool:
    room = ROOM.get(len(row), LABEL_LIMIT)
    return any(utf16_len(button.label) > room for button in row)


def _rows(rows: Sequence[Sequence[Button]], render: Any, limits: tuple[int, int, int]) -> list[list[dict[str, Any]]]:
    """VK refuses a keyboard that is too large as a whole: what is over its limits is left out, and logged."""
    a_row, most_rows, most = limits
    narrow = _legible([row[i : i + a_row] for row in rows for i in range(0, len(row), a_row)], most_rows)
    kept: list[list[dict[str, Any]]] = []
    room = most
    for row in narrow[:most_rows]:
        ready = [b for b in map(render, row[:room]) if b]
        room -= len(ready)
        if ready:
            kept.append(ready)
    asked = sum(len(row) for row in rows)
    if most - room < asked:
        log.error("vk_keyboard_cut", asked=asked, kept=most - room)
    return kept


def _inline_button(button: Button) -> dict[str, Any] | None:
    label = _label(button)
    if button.url:
        return {"action": {"type": "open_link", "link": button.url, "label": label}}
    payload = _payload(button.data)
    if payload is None:
        return None
    action = {"type": "callback", "label": label, "payload": payload}
    return {"action": action, "color": _COLOURS.get(button.style, "secondary")}


def _ordinary_button(button: Button) -> dict[str, Any] | None:
    if button.location:
        return {"action": {"type": "location", "payload": "{}"}}
    if button.url:
        return {"action": {"type": "open_link", "link": button.url, "label": _label(button)}}
    action: dict[str, Any] = {"type": "text", "label": _label(button)}
    if button.data:
        payload = _payload(button.data)
        if payload is None:
            return None
        action["payload"] = payload
    return {"action": action, "color": _COLOURS.get(button.style, "secondary")}


def _payload(data: str) -> str | None:
    """Our data as VK keeps it for a button: the text of a JSON object."""
    payload = _json({"d": data})
    return payload if len(payload) <= PAYLOAD_LIMIT else None


def _label(button: Button) -> str:
    label = button.label
    return label if utf16_len(label) <= LABEL_LIMIT else beginning(label, LABEL_LIMIT - 1) + "…"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
