"""Reads `.env` line by line, so that what is wrong with one line is said of that line and spoils no other."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream
from dotenv.variables import Variable, parse_variables

from storage.plain_text import read_plain

NAME = re.compile(r"\s*(?:export\s+)?'?([A-Za-z_][A-Za-z0-9_]*)'?")
OPEN = re.compile(r"=\s*(?P<quote>['\"])")
CLOSED = re.compile(r"=\s*(['\"])(?:(?!\1).)*\1\s*[^\s#]")
"""A value in quotes, and then something else."""
LONGEST_VALUE = 200
"""A value of somebody else's (a key, a certificate) may have so many lines."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """`code` is "open-quote", "after-quote", "no-equals", "bad-line", "twice" or "unknown-name"; `name` the
    variable, "" unknown; never a value.

    `line` counts from 1; of a variable given twice it is the second, `first` the one before.
    """

    line: int
    code: str
    name: str = ""
    first: int = 0


@dataclass(slots=True)
class EnvFile:
    """The variables of a file, and what could not be read. A variable in a faulty line has no value."""

    values: dict[str, str | None] = field(default_factory=dict)
    faults: list[LineFault] = field(default_factory=list)


def read_env(path: Path, ours: Collection[str] = (), *, interpolate: bool = True) -> EnvFile:
    """What a file says; nothing if there is none. `ours` are names whose values never have several lines.

    `interpolate`: ${NAME} stands for a variable's value; where it has none, a line of ours is a fault.
    OSError, also for a folder of this name; UnicodeDecodeError.
    """
    if not path.exists():
        return EnvFile()
    lines = read_plain(path).splitlines()
    read, good, seen = EnvFile(), list[str](), dict[str, tuple[int, str | None]]()
    mine, given = {name.upper() for name in ours}, set(os.environ)
    for number, text, binding in _bindings(lines, mine):
        name = _name_of(text)
        if binding.error:
            code = "bad-line" if "=" in text else "no-equals"
            if name and OPEN.search(text):
                code = "after-quote" if CLOSED.search(text) else "open-quote"
            read.faults.append(LineFault(number, code, name))
        elif binding.key is not None and binding.value is None:
            read.faults.append(LineFault(number, "no-equals", name))
        elif binding.key is not None:
            key, value = binding.key.upper(), binding.value
            if key in seen and seen[key][1] != value:
                read.faults.append(LineFault(number, "twice", binding.key, seen[key][0]))
            seen[key] = (number, value)
            stands = not interpolate or _named(binding.value or "") <= given
            if not stands and key in mine:  # what others mean by theirs is theirs to say
                read.faults.append(LineFault(number, "unknown-name", binding.key))
                continue
            if stands:
                given.add(binding.key)
            good.append(text)
    read.values = dotenv_values(stream=io.StringIO("\n".join(good)), interpolate=interpolate)
    return read


def read_named(names: Collection[str], path: Path) -> dict[str, str]:
    """The values of these variables, of those that have one: the process's own come before the file's."""
    said = read_env(path, interpolate=False).values if names else {}
    found = {name: os.environ.get(name) or said.get(name) or "" for name in names}
    return {name: value for name, value in found.items() if value}


def _bindings(lines: list[str], ours: Collection[str]) -> Iterator[tuple[int, str, Binding]]:
    """(number from 1, text, how it reads) of every line, or of the lines that one quoted value of others takes."""
    place = 0
    while place < len(lines):
        text, taken = lines[place], 1
        binding = _read(text)
        if binding.error and OPEN.search(text) and _name_of(text).upper() not in ours:
            for more in range(2, min(LONGEST_VALUE, len(lines) - place) + 1):
                whole = "\n".join(lines[place : place + more])
                if not (several := _read(whole)).error:
                    text, binding, taken = whole, several, more
                    break
        yield place + 1, text, binding
        place += taken


def _read(text: str) -> Binding:
    """One binding of a text, or a fault where there is more than one in it."""
    found = list(parse_stream(io.StringIO(text)))
    if len(found) == 1:
        return found[0]
    original = found[0].original if found else None
    return Binding(None, None, original, error=bool(found))  # type: ignore[arg-type]  # nobody asks where it stands


def _named(value: str) -> set[str]:
    """The variables that a value asks for with ${NAME}; ${NAME:-…} says itself what stands where there is none."""
    asked = (atom for atom in parse_variables(value) if isinstance(atom, Variable))
    return {atom.name for atom in asked if atom.default is None}


def _name_of(text: str) -> str:
    match = NAME.match(text)
    return match[1] if match else ""
