"""Telegram's keyboards: checked as Telegram checks them, and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.telegram_check import bad_request
from bot.sandbox.world import ShownButton

MOST_BUTTONS = 100
MOST_IN_ROW = 8
MOST_DATA_BYTES = 64
MOST_PLACEHOLDER = 64
_STYLES = {"success": "good", "danger": "bad", "primary": "main", "": ""}
_LINKS = ("http://", "https://", "tg://")

Rows = tuple[tuple[ShownButton, ...], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """What a reply_markup does: buttons under the message, or another keyboard (None: stays as it is)."""

    inline: Rows = ()
    raw: dict[str, Any] | None = None  # the inline keyboard as the Message object shows it
    keyboard: Rows | None = None
    one_time: bool = False
    bars_editing: bool = False  # a message with an ordinary keyboard cannot be edited


def read_markup(value: Mapping[str, Any] | None, private: bool) -> Markup:
    """TelegramError for what Telegram would refuse."""
    if not value:
        return Markup()
    placeholder = value.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= MOST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long", broken=True)
    if "inline_keyboard" in value:
        rows = tuple(tuple(_inline(b) for b in row) for row in value["inline_keyboard"] if row)
        _check_size(rows)
        return Markup(inline=rows, raw={"inline_keyboard": value["inline_keyboard"]} if rows else None)
    if "keyboard" in value:
        rows = tuple(tuple(_ordinary(b, private) for b in row) for row in value["keyboard"] if row)
        _check_size(rows)
        return Markup(keyboard=rows, one_time=value.get("one_time_keyboard", False), bars_editing=True)
    if "remove_keyboard" in value:
        return Markup(keyboard=(), bars_editing=True)
    return Markup(bars_editing=True)


def _check_size(rows: Sequence[Sequence[ShownButton]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("reply markup is too long", broken=True)


def _style(button: Mapping[str, Any]) -> str:
    style = button.get("style", "")
    if style not in _STYLES:
        raise bad_request("button style is invalid", broken=True)
    return _STYLES[style]


def _inline(button: Mapping[str, Any]) -> ShownButton:
    label, data, url = button["text"], button.get("callback_data"), button.get("url", "")
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty", broken=True)
    if data is None and not url:
        raise bad_request("text buttons are unallowed in the inline keyboard", broken=True)
    if data is not None and (url or not 1 <= len(data.encode()) <= MOST_DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID", broken=True)
    if url and not url.startswith(_LINKS):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL", broken=True)
    return ShownButton(label, data or "", url, _style(button))


def _ordinary(button: Mapping[str, Any], private: bool) -> ShownButton:
    location = button.get("request_location", False)
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty", broken=True)
    if not private and (location or button.get("request_contact")):
        raise bad_request("location can be requested in private chats only", broken=True)
    return ShownButton(button["text"], style=_style(button), location=location)
