"""What every record is: a dataclass whose class says where its rows stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, ClassVar, TypeVar


class Record:
    """What the store can write: its class says where. `TABLE` is the table, `KEY` its primary key's names."""

    __slots__ = ()
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]


R = TypeVar("R", bound=Record)


def columns(kind: type[Record]) -> tuple[str, ...]:
    """A record's columns, in the order of its fields."""
    return tuple(f.name for f in fields(kind))  # type: ignore[arg-type]


Reader = Callable[[Record], tuple[Any, ...]]
_values: dict[type[Record], Reader] = {}
_keys: dict[type[Record], Reader] = {}
"""One for each kind of record, made when it is first read."""


def values_of(kind: type[Record]) -> Reader:
    """Reads all columns of such a record, in their order."""
    read = _values.get(kind)
    if read is None:
        read = _values[kind] = _reader(columns(kind))
    return read


def key_reader(kind: type[Record]) -> Reader:
    """Reads the primary key of such a record."""
    read = _keys.get(kind)
    if read is None:
        read = _keys[kind] = _reader(kind.KEY)
    return read


def copied(record: R) -> R:
    """A second record with the same values (several times quicker than copy.copy)."""
    kind = type(record)
    return kind(*values_of(kind)(record))


def _reader(names: tuple[str, ...]) -> Reader:
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda record: (read(record),)
