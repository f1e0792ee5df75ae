"""Requests held against VK's schema (specs/vk.json), and VK's errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SPECIFICATION = Path(__file__).with_name("specs") / "vk.json"
VERSION = "5.199"
GLOBAL_FIELDS = frozenset({"access_token", "v", "lang", "test_mode"})

MESSAGES = {
    1: "Unknown error occurred",
    3: "Unknown method passed",
    5: "User authorization failed: invalid access_token (4).",
    6: "Too many requests per second",
    8: "Invalid request",
    9: "Flood control",
    10: "Internal server error",
    12: "Unable to compile code",
    13: "Runtime error occurred during code invocation",
    14: "Captcha needed",
    15: "Access denied",
    18: "User was deleted or banned",
    29: "Rate limit reached",
    100: "One of the parameters specified was missing or invalid",
    105: "Couldn't save file",
    118: "Invalid server",
    121: "Invalid hash",
    125: "Invalid group id",
    129: "Invalid photo",
    900: "Can't send messages for users from blacklist",
    901: "Can't send messages for users without permission",
    909: "Can't edit this message, because it's too old",
    911: "Keyboard format is invalid",
    914: "Message is too long",
    917: "You don't have access to this chat",
    920: "Can't edit this kind of message",
    924: "Can't delete this message for everybody",
    927: "Chat does not exist",
}

Json = dict[str, Any]
Reader = Callable[[str], Any]


class VkError(Exception):
    """A refusal as VK says it; `broken` marks a request against the schema or a limit."""

    def __init__(self, code: int, reason: str = "", *, broken: bool = False) -> None:
        self.code = code
        self.text = MESSAGES.get(code, f"Error {code}") + (f": {reason}" if reason else "")
        self.broken = broken
        super().__init__(self.text)


def invalid(reason: str) -> VkError:
    """Error 100 for a request that breaks the specification."""
    return VkError(100, reason, broken=True)


def _reader(described: Mapping[str, Any]) -> Reader:
    low, high = described.get("min"), described.get("max")
    longest, allowed = described.get("max_length"), described.get("enum")
    kind = described["type"]

    def number(text: str) -> float:
        value = int(text) if kind == "integer" else float(text)
        if (low is not None and value < low) or (high is not None and value > high):
            raise ValueError(f"must be from {low} to {high}")
        if allowed is not None and value not in allowed:
            raise ValueError(f"must be one of {allowed}")
        return value

    def string(text: str) -> str:
        if longest is not None and len(text) > longest:
            raise ValueError(f"must be at most {longest} characters")
        if allowed is not None and text not in allowed:
            raise ValueError(f"must be one of {allowed}")
        return text

    def array(text: str) -> list[Any]:
        items = [_item(described["items"], i.strip()) for i in text.split(",") if i.strip()]
        if "max_items" in described and len(items) > described["max_items"]:
            raise ValueError(f"must have at most {described['max_items']} items")
        return items

    readers: dict[str, Reader] = {"integer": number, "number": number, "boolean": _boolean, "array": array}
    return readers.get(kind, string)


def _item(kind: str, text: str) -> Any:
    return int(text) if kind == "integer" else text


def _boolean(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("must be 0 or 1")
    return text == "1"


class Schema:
    """Every method's parameters with readers made once."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self._methods = {
            name: ({field: _reader(d) for field, d in method["fields"].items()}, method["required"])
            for name, method in described["methods"].items()
        }
        self.names = {name.lower(): name for name in self._methods}

    def read(self, method: str, values: Mapping[str, str]) -> Json:
        """Parameters in their own types; VkError 100 for what the schema does not allow."""
        readers, required = self._methods[method]
        result: Json = {}
        for name, text in values.items():
            reader = readers.get(name)
            if reader is None:
                if name in GLOBAL_FIELDS:
                    continue
                raise invalid(f"{name} is unknown")
            try:
                result[name] = reader(text)
            except ValueError as fault:
                raise invalid(f"{name} {fault}") from fault
        for name in required:
            if name not in result:
                raise invalid(f"{name} is a required parameter")
        return result


def read_json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise invalid(f"{name} is not JSON") from None


@cache
def schema() -> Schema:
    return Schema(json.loads(SPECIFICATION.read_text(encoding="utf-8")))
