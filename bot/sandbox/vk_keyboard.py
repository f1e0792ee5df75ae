"""VK's keyboards, checked as VK checks them (error 911) and shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.vk_check import Json, VkError
from bot.sandbox.world import ShownButton

MOST_IN_ROW = 5
MOST_LABEL = 40
MOST_PAYLOAD = 255
SIZES = {False: (10, 40), True: (6, 10)}
"""Inline or not: the most rows and the most buttons."""

_COLOURS = {"primary": "main", "secondary": "", "negative": "bad", "positive": "good"}
_FIELDS = {
    "text": {"type", "label", "payload"},
    "callback": {"type", "label", "payload"},
    "open_link": {"type", "label", "payload", "link"},
    "location": {"type", "payload"},
}
_ALONE_IN_ROW = frozenset({"location"})
LOCATION_LABEL = "Отправить местоположение"


@dataclass(frozen=True, slots=True)
class Key:
    """A button with what pressing it does: "text" writes its label, "callback" makes an event."""

    shown: ShownButton
    kind: str
    payload: str


@dataclass(frozen=True, slots=True)
class Keyboard:
    rows: tuple[tuple[Key, ...], ...] = ()
    inline: bool = False
    one_time: bool = False

    @property
    def shown(self) -> tuple[tuple[ShownButton, ...], ...]:
        return tuple(tuple(key.shown for key in row) for row in self.rows)

    def find(self, *, label: str | None = None, payload: str | None = None) -> Key | None:
        for row in self.rows:
            for key in row:
                if label in (None, key.shown.label) and payload in (None, key.payload):
                    return key
        return None


def _wrong(reason: str) -> VkError:
    return VkError(911, reason, broken=True)


def read_keyboard(text: str) -> Keyboard:
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        raise _wrong("keyboard is not JSON") from None
    if not isinstance(value, dict) or set(value) - {"buttons", "inline", "one_time"}:
        raise _wrong("an object with buttons, inline and one_time is expected")
    inline, one_time = value.get("inline", False), value.get("one_time", False)
    buttons = value.get("buttons")
    if not isinstance(buttons, list) or not isinstance(inline, bool) or not isinstance(one_time, bool):
        raise _wrong("buttons must be an array, inline and one_time boolean")
    if inline and one_time:
        raise _wrong("inline keyboard can't be one_time")
    rows = tuple(_row(row) for row in buttons)
    most_rows, most = SIZES[inline]
    if len(rows) > most_rows or sum(len(row) for row in rows) > most:
        raise _wrong(f"at most {most_rows} rows and {most} buttons")
    return Keyboard(rows, inline, one_time)


def _row(row: Any) -> tuple[Key, ...]:
    if not isinstance(row, list) or not 1 <= len(row) <= MOST_IN_ROW:
        raise _wrong(f"a row has 1 to {MOST_IN_ROW} buttons")
    keys = tuple(_key(button) for button in row)
    if len(keys) > 1 and any(key.kind in _ALONE_IN_ROW for key in keys):
        raise _wrong("a location button takes a whole row")
    return keys


def _key(button: Any) -> Key:
    action = button.get("action") if isinstance(button, dict) else None
    if not isinstance(action, dict) or set(button) - {"action", "color"}:
        raise _wrong("a button is an object with action and color")
    kind = action.get("type")
    if kind not in _FIELDS:
        raise _wrong(f"action type {kind!r}")
    if set(action) - _FIELDS[kind]:
        raise _wrong(f"action fields {sorted(set(action) - _FIELDS[kind])}")
    colour = button.get("color")
    if colour is not None and (colour not in _COLOURS or kind not in ("text", "callback")):
        raise _wrong(f"color {colour!r} of a {kind} button")
    payload = _payload(action, kind)
    label = _label(action, kind)
    link = action.get("link", "")
    if kind == "open_link" and not str(link).startswith(("http://", "https://")):
        raise _wrong("open_link needs a link")
    data = payload if kind == "callback" else ""
    shown = ShownButton(label, data, link, _COLOURS.get(colour or "", ""), kind == "location")
    return Key(shown, kind, payload)


def _label(action: Mapping[str, Any], kind: str) -> str:
    if kind == "location":
        return LOCATION_LABEL
    label = action.get("label")
    if not isinstance(label, str) or not 1 <= len(label) <= MOST_LABEL:
        raise _wrong(f"label must have 1 to {MOST_LABEL} characters")
    return label


def _payload(action: Mapping[str, Any], kind: str) -> str:
    payload = action.get("payload") or ""
    text = json.dumps(payload, ensure_ascii=False) if isinstance(payload, dict) else payload
    if not isinstance(text, str) or len(text) > MOST_PAYLOAD:
        raise _wrong(f"payload must be JSON of at most {MOST_PAYLOAD} characters")
    if text:
        try:
            value: Json | Any = json.loads(text)
        except json.JSONDecodeError:
            raise _wrong("payload is not JSON") from None
        if not isinstance(value, dict):
            raise _wrong("payload must be a JSON object")
    elif kind == "callback":
        raise _wrong("a callback button needs a payload")
    return text
