"""MAX's inline keyboards, checked as its pages describe them and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.max_check import invalid, specification
from bot.sandbox.world import ShownButton

_LINK = ("http://", "https://", "max://")


@dataclass(frozen=True, slots=True)
class MaxKey:
    """A button as shown, with what pressing it does: MAX's type of it."""

    shown: ShownButton
    kind: str


@dataclass(frozen=True, slots=True)
class MaxKeyboard:
    rows: tuple[tuple[MaxKey, ...], ...] = ()
    raw: tuple[Any, ...] = ()

    @property
    def shown(self) -> tuple[tuple[ShownButton, ...], ...]:
        return tuple(tuple(key.shown for key in row) for row in self.rows)

    def find(self, label: str) -> MaxKey | None:
        return next((key for row in self.rows for key in row if key.shown.label == label), None)


def read_keyboard(buttons: list[list[Mapping[str, Any]]]) -> MaxKeyboard:
    """Of buttons that are right each for itself."""
    most = specification().keyboard
    count = sum(len(row) for row in buttons)
    if len(buttons) > most["rows"] or count > most["buttons"]:
        raise invalid(f"at most {most['rows']} rows and {most['buttons']} buttons")
    for row in buttons:
        narrow = any(button["type"] in most["narrow"] for button in row)
        if not 1 <= len(row) <= (most["narrow_row"] if narrow else most["row"]):
            raise invalid(f"{len(row)} buttons in a row")
    return MaxKeyboard(tuple(tuple(_key(button) for button in row) for row in buttons), tuple(buttons))


def _key(button: Mapping[str, Any]) -> MaxKey:
    kind, label = button["type"], button["text"]
    if kind == "link" and not button["url"].startswith(_LINK):
        raise invalid("a link button needs a link")
    data = button["payload"] if kind == "callback" else ""
    return MaxKey(ShownButton(label, data, button.get("url", ""), "", kind == "request_geo_location"), kind)
