"""Requests held against the Bot API's description (specs/telegram.json): fields, types, what is required."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Reader = Callable[[Any], Any]

SPECIFICATION = Path(__file__).with_name("specs") / "telegram.json"
TOO_LONG_NUMBER = 20


class TelegramError(Exception):
    """A refusal as the Bot API says it; `broken` marks a request against the specification or a limit."""

    def __init__(
        self, code: int, description: str, *, broken: bool = False, parameters: dict[str, int] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.broken = broken
        self.parameters = parameters


def bad_request(description: str, *, broken: bool = False) -> TelegramError:
    return TelegramError(400, f"Bad Request: {description}", broken=broken)


@dataclass(frozen=True, slots=True)
class ReceivedUpload:
    """A file that came with a request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fields:
    """What an object or a method's request may hold."""

    readers: Mapping[str, Reader]
    required: tuple[str, ...]

    def read(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values in their own types; ValueError says what is wrong with them."""
        result = {}
        for name, value in values.items():
            if value is None:
                continue
            reader = self.readers.get(name)
            if reader is None:
                raise ValueError(f'field "{name}" is unknown')
            try:
                result[name] = reader(value)
            except (ValueError, TypeError) as fault:
                raise ValueError(f'field "{name}": {fault}') from fault
        for name in self.required:
            if name not in result:
                raise ValueError(f'field "{name}" is required')
        return result


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) < TOO_LONG_NUMBER and value.removeprefix("-").isdigit():
        return int(value)
    raise ValueError("must be an Integer")


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("must be a Float")
    return float(value)


_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    raise ValueError("must be a Boolean")


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a String")
    return value


def _file(value: Any) -> ReceivedUpload:
    if not isinstance(value, ReceivedUpload):
        raise ValueError("must be a file")
    return value


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        value = _json(value)
    if not isinstance(value, dict):
        raise ValueError("must be an object")
    return value


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise ValueError("can't parse JSON") from None


_PLAIN: dict[str, Reader] = {
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
    "String": _string,
    "InputFile": _file,
    "Object": _object,
}


class Specification:
    """Every method's fields with readers made once."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._types: dict[str, Any] = description["types"]
        self._made: dict[str, Fields] = {}
        self.names = {name.lower(): name for name in description["methods"]}
        self.methods = {name: self._fields(fields) for name, fields in description["methods"].items()}

    def _fields(self, described: Mapping[str, Any]) -> Fields:
        readers = {name: self._union(types) for name, types in described["fields"].items()}
        return Fields(readers, tuple(described["required"]))

    def _union(self, types: list[str]) -> Reader:
        readers = [self._reader(t) for t in types]
        if len(readers) == 1:
            return readers[0]

        def read(value: Any) -> Any:
            faults = []
            for reader in readers:
                try:
                    return reader(value)
                except (ValueError, TypeError) as fault:
                    faults.append(str(fault))
            raise ValueError(" or ".join(dict.fromkeys(faults)))

        return read

    def _reader(self, name: str) -> Reader:
        if name.startswith("Array of "):
            return _array_reader(self._reader(name.removeprefix("Array of ")))
        if name in _PLAIN:
            return _PLAIN[name]
        if name not in self._made:
            self._made[name] = self._fields(self._types[name])
        fields = self._made[name]
        return lambda value: fields.read(_object(value))


def _array_reader(item: Reader) -> Reader:
    def read(value: Any) -> list[Any]:
        if isinstance(value, str):
            value = _json(value)
        if not isinstance(value, list):
            raise ValueError("must be an Array")
        return [item(v) for v in value]

    return read


@cache
def specification() -> Specification:
    return Specification(json.loads(SPECIFICATION.read_text(encoding="utf-8")))
