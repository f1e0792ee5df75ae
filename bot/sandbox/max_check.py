"""Requests held against the MAX bot API's description (specs/max.json), and MAX's errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox.world import utf16_length

SPECIFICATION = Path(__file__).with_name("specs") / "max.json"

Json = dict[str, Any]
Reader = Callable[[Any], Any]


class MaxError(Exception):
    """A refusal as MAX says it; `broken` marks a request against the specification or a limit."""

    def __init__(self, status: int, code: str, message: str, *, broken: bool = False) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.broken = status, code, message, broken


class NotDone(Exception):
    """MAX answers 200 and says in the body that nothing was done. The codes of such answers are not published."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def invalid(reason: str) -> MaxError:
    """400 for a request that breaks the specification."""
    return MaxError(400, "proto.payload", reason, broken=True)


def denied(reason: str) -> MaxError:
    return MaxError(403, "chat.denied", reason)


def suspended() -> MaxError:
    """The person stopped the bot, or nobody may hear from it before it is moderated: MAX says the same of both."""
    return denied("Key: error.dialog.suspended, args: [USER,].")


def not_ready() -> MaxError:
    return MaxError(400, "attachment.not.ready", "Key: errors.process.attachment.file.not.processed")


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("must be an integer")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    return float(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be a boolean")
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")
    return value


_PLAIN: dict[str, Reader] = {"integer": _integer, "number": _number, "boolean": _boolean, "string": _string}


def from_query(described: Mapping[str, Any], text: str) -> Any:
    """A value of the address in its own type; lists are joined with commas."""
    kind = described["type"]
    if kind == "array":
        return [from_query(described["items"], item) for item in text.split(",") if item]
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind == "integer" and text.removeprefix("-").isdigit():
        return int(text)
    return text


class MaxSpecification:
    """What each method takes. Values come back as they were; ValueError says what is wrong with them."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self.methods: dict[str, Any] = described["methods"]
        self.keyboard: dict[str, Any] = described["keyboard"]
        self.alone = frozenset(kind for kind, one in described["attachments"].items() if one.get("alone"))
        self._types: dict[str, Any] = described["types"]
        self._unions = {"AttachmentRequest": described["attachments"], "Button": described["buttons"]}

    def read_query(self, method: str, query: Mapping[str, str], path: Mapping[str, str]) -> Json:
        """The fields of the address and of its path together."""
        one = self.methods[method]
        described = {**one["query"]["fields"], **one.get("path_fields", {})}
        given = {**query, **path}
        values = {name: from_query(described[name], text) for name, text in given.items() if name in described}
        unknown = given.keys() - described.keys()
        if unknown:
            raise ValueError(f"{sorted(unknown)[0]} is unknown")
        whole: Json = self.read({"required": one["query"]["required"], "fields": described}, values)
        return whole

    def read_body(self, method: str, body: Any) -> Json:
        whole: Json = self.read({"ref": self.methods[method]["body"]}, body)
        return whole

    def read(self, described: Mapping[str, Any], value: Any) -> Any:
        if "ref" in described:
            if value is None and described.get("nullable"):
                return None
            return self._named(described["ref"], value)
        if value is None and described.get("nullable"):
            return None
        if "fields" in described:
            return self._object(described, value)
        kind = described["type"]
        if kind == "array":
            return self._array(described, value)
        if kind == "object":
            if not isinstance(value, dict):
                raise ValueError("must be an object")
            return {name: self.read(described["values"], one) for name, one in value.items()}
        return _within(described, _PLAIN[kind](value))

    def _named(self, name: str, value: Any) -> Any:
        union = self._unions.get(name)
        if union is None:
            return self._object(self._types[name], value)
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in union:
            raise ValueError(f"type {kind!r} is unknown")
        described = union[kind]
        fields = {**described["fields"], "type": {"type": "string"}}
        return self._object({**described, "fields": fields}, value)

    def _object(self, described: Mapping[str, Any], value: Any) -> Json:
        if not isinstance(value, dict):
            raise ValueError("must be an object")
        result = {}
        for name, one in value.items():
            field = described["fields"].get(name)
            if field is None:
                raise ValueError(f"{name} is unknown")
            try:
                result[name] = self.read(field, one)
            except ValueError as fault:
                raise ValueError(f"{name}: {fault}") from fault
        missing = [name for name in described["required"] if name not in result]
        if missing:
            raise ValueError(f"{missing[0]} is required")
        return result

    def _array(self, described: Mapping[str, Any], value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise ValueError("must be an array")
        if not described.get("min_items", 0) <= len(value) <= described.get("max_items", len(value)):
            raise ValueError(f"{len(value)} items are too few or too many")
        return [self.read(described["items"], item) for item in value]


def _within(described: Mapping[str, Any], value: Any) -> Any:
    """Lengths are counted in UTF-16 units, of the text with its marks: MAX does not say what it counts."""
    if "enum" in described and value not in described["enum"]:
        raise ValueError(f"must be one of {', '.join(described['enum'])}")
    if isinstance(value, str):
        size = utf16_length(value)
        if not described.get("min_length", 0) <= size <= described.get("max_length", size):
            raise ValueError(f"{size} characters are too few or too many")
        if described.get("not_blank") and not value.strip():
            raise ValueError("must not be blank")
        if "pattern" in described and not re.fullmatch(described["pattern"], value):
            raise ValueError("is not of the right form")
    elif not described.get("min", value) <= value <= described.get("max", value):
        raise ValueError(f"must be from {described.get('min')} to {described.get('max')}")
    return value


@cache
def specification() -> MaxSpecification:
    return MaxSpecification(json.loads(SPECIFICATION.read_text(encoding="utf-8")))
