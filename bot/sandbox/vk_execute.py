"""VK's execute, for programs of one shape: `return [API.section.method({…}), …];`."""

from __future__ import annotations

import json
import re

from bot.sandbox.vk_check import Json, VkError

MOST_CALLS = 25

_BEGIN = re.compile(r"\s*return\s*\[\s*")
_CALL = re.compile(r"API\.([a-zA-Z]+\.[a-zA-Z]+)\(\s*")
_NEXT = re.compile(r"\s*\)\s*(,\s*)?")
_END = re.compile(r"\]\s*;?\s*$")
_DECODER = json.JSONDecoder()


def parse_program(code: str) -> list[tuple[str, dict[str, str]]]:
    """The calls with their parameters as text; error 12 for another shape, 13 for more than 25 calls."""
    begin = _BEGIN.match(code)
    if begin is None:
        raise _wrong("a program of the shape return [API…]; is expected")
    at, more = begin.end(), True
    calls: list[tuple[str, dict[str, str]]] = []
    while more and not _END.match(code, at):
        call = _CALL.match(code, at)
        if call is None:
            raise _wrong(f"unexpected sign at {at}")
        values, at = _arguments(code, call.end())
        closing = _NEXT.match(code, at)
        if closing is None:
            raise _wrong(f"')' expected at {at}")
        at, more = closing.end(), closing[1] is not None
        calls.append((call[1], values))
    if not _END.match(code, at):
        raise _wrong(f"']' expected at {at}")
    if len(calls) > MOST_CALLS:
        raise VkError(13, "too many API calls", broken=True)
    return calls


def _arguments(code: str, at: int) -> tuple[dict[str, str], int]:
    if code.startswith(")", at):
        return {}, at
    try:
        values, at = _DECODER.raw_decode(code, at)
    except json.JSONDecodeError:
        raise _wrong(f"parameters at {at} are not an object") from None
    if not isinstance(values, dict):
        raise _wrong(f"parameters at {at} are not an object")
    return {name: _as_text(name, value) for name, value in values.items()}, at


def _as_text(name: str, value: Json | list[object] | str | int | float | bool | None) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(v, str | int) for v in value):
        return ",".join(str(v) for v in value)
    raise _wrong(f"parameter {name} must be text, a number or a list of them")


def _wrong(reason: str) -> VkError:
    return VkError(12, reason, broken=True)
