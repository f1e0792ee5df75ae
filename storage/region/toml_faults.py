"""What is wrong with the writing of a TOML file: the line, the kind of mistake, and the line as it should be.

The parser stops at its first mistake and names it in English. Here each mistake that lies within a line is taken out
and the rest is read again, so that all of them are found at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from storage.plain_text import latin

MOST = 20
"""Mistakes of one file that are looked for; whoever has more mends these first."""
LONGEST = 90
"""Characters of a line that are shown."""

WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")
KINDS = (
    ("Expected '=' after a key", "equals"),
    ("Invalid value", "value"),
    ("Expected newline or end of document", "value"),
    ("Illegal character '\\n'", "quote"),
    ("Expected \"'", "quote"),
    ("Unterminated string", "quote"),
    ("Unclosed array", "array"),
    ("Unclosed inline table", "table"),
    ("Invalid initial character for a key part", "key"),
    ("Invalid statement", "key"),
    ("Expected ']'", "head"),
    ("Expected ']]'", "head"),
    ("Cannot declare", "twice"),
    ("Cannot overwrite", "twice"),
    ("Cannot redefine", "twice"),
    ("Cannot mutate", "twice"),
    ("Unescaped '\\'", "backslash"),
)
"""What the parser says first, and the kind, as `region-bad-toml` tells it."""

PAIR = re.compile(r"(\s*)([\w.\"'-]+?)\s*[=:]\s*(.*?)\s*,?\s*")
PLAIN_KEY = re.compile(r"[A-Za-z0-9_.-]+")
HEAD = re.compile(r"\s*(\[{1,2})\s*([\w.-]+)")
MULTILINE = ('"""', "'''")
FENCES = '"“”„«»‘’;'


@dataclass(frozen=True, slots=True)
class TomlFault:
    """`line` counts from 1, 0 where the parser does not say. `example`: how the line may be meant; "" where nobody can
    tell. `shown`: the line as it is.
    """

    line: int
    kind: str
    shown: str = ""
    example: str = ""


def toml_faults(text: str) -> list[TomlFault]:
    """Every mistake that can be told from the others; [] for a good file."""
    return list(_search(text.splitlines()))


def _search(lines: list[str]) -> Iterator[TomlFault]:
    """A mistake is taken out with its line; what reaches over several lines hides all that follows."""
    for number in range(MOST):
        try:
            tomllib.loads("\n".join(lines) + "\n")
        except RecursionError:
            yield from () if number else (TomlFault(0, "other"),)
            return
        except ValueError as fault:
            found = _fault(str(fault), lines)
            if number and not _is_of_one_line(found, lines):
                return
            yield found
            if not _is_of_one_line(found, lines):
                return
            lines[found.line - 1] = ""
        else:
            return


def _is_of_one_line(fault: TomlFault, lines: list[str]) -> bool:
    """Whether the rest can be judged without this line."""
    if not 0 < fault.line <= len(lines) or fault.kind in ("array", "other"):
        return False
    line = lines[fault.line - 1]
    closed = line.count("[") == line.count("]") and line.count("{") == line.count("}")
    return bool(line.strip()) and (closed or fault.kind == "table") and not any(sign in line for sign in MULTILINE)


def _fault(told: str, lines: list[str]) -> TomlFault:
    kind = next((kind for start, kind in KINDS if told.startswith(start)), "other")
    where = WHERE.search(told)
    line = int(where[1]) if where else 0
    if kind == "value" and 0 < line <= len(lines) and re.search(r"=\s*\[", lines[line - 1]):
        kind = "array"
    if not line or kind == "quote":  # "at end of document", or a text that was to end lines ago
        line = _twice(lines) if kind == "twice" else _culprit(lines, line)
    if kind == "array":
        line = _opened(lines, line)
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if kind in ("key", "equals", "value") and (key := _foreign_key(shown)):
        return TomlFault(line, "letters", _cut(shown), _cut(key))
    return TomlFault(line, kind, _cut(shown), _cut(_example(kind, shown)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


def _culprit(lines: list[str], line: int) -> int:
    """The last line with a mark of several lines' text that is never closed; else the line itself, or the last one."""
    for mark in MULTILINE:
        opened = [number for number, text in enumerate(lines, 1) if text.count(mark) % 2]
        if len(opened) % 2:
            return opened[-1]
    if line:
        return line
    return next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 0)


def _opened(lines: list[str], line: int) -> int:
    """Where the list was opened that is not closed when `line` comes."""
    for number in range(min(line, len(lines)), 0, -1):
        text = lines[number - 1]
        if re.search(r"=\s*\[", text):
            return number
    return line


def _twice(lines: list[str]) -> int:
    """The line of a key that its table has already; 0 if it cannot be told."""
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if HEAD.match(line):
            seen.clear()
        elif (pair := PAIR.fullmatch(line)) and PLAIN_KEY.fullmatch(pair[2]):
            if pair[2] in seen:
                return number
            seen.add(pair[2])
    return 0


def _foreign_key(line: str) -> str:
    """The line with a key in Latin letters, where its key only looks so; "" elsewhere."""
    pair = PAIR.fullmatch(line)
    if pair is None or PLAIN_KEY.fullmatch(pair[2]) or pair[2].startswith(('"', "'")):
        return ""
    key = latin(pair[2])
    return f"{key if PLAIN_KEY.fullmatch(key) else 'name'} = {pair[3]}"


def _example(kind: str, line: str) -> str:
    """The line as it may be meant."""
    if kind == "head" and (head := HEAD.match(line)):
        return f"{head[1]}{head[2]}{']' * len(head[1])}"
    if kind == "equals" and "=" not in line and (words := line.split(maxsplit=1))[1:]:
        return f"{words[0].rstrip(':')} = {_value(words[1].lstrip('=: '))}"
    pair = PAIR.fullmatch(line)
    if pair is None:
        return ""
    key, value = pair[2], pair[3]
    if kind == "table":
        return f'{key} = {{ ru = "…", en = "…" }}'
    if kind == "array":
        return f'{key} = ["…", "…"]'
    if kind == "backslash":
        return line.replace("\\", "/")
    return f"{key} = {_value(value)}" if kind in ("value", "quote", "equals") else ""


def _value(text: str) -> str:
    """What was written as TOML writes it: numbers with a point, true and false small, all else in straight quotes."""
    text = text.partition(" #")[0].strip()
    if text.lower() in ("true", "false"):
        return text.lower()
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?|\d\d?\.\d\d?\.\d{4}", text):
        return "2026-01-31"
    if number := re.fullmatch(r"(-?)0*(\d+)(?:[.,](\d+))?;?", text):
        return number[1] + number[2] + (f".{number[3]}" if number[3] else "")
    if text.startswith(("[", "{")):
        return text
    inside = text.strip(FENCES + "'").replace('"', "'").replace("\\", "/")
    return f'"{inside}"'
