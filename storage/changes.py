"""What a handler wants written and read: collected first, carried out by the store in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from storage.plain_value import plain_value
from storage.record import key_reader
from storage.records import OutboxRow, Record


@plain_value(frozen=True, slots=True)
class Query:
    """A named statement of `storage/sql` with its parameters; its header says which record its rows become.

    `into`: what its answer is called in a file for a person ("" for the statement's own name; bot.delivery.exports).
    """

    name: str
    params: tuple[Any, ...] = ()
    into: str = ""


def words(values: Iterable[str]) -> str:
    """A set of plain words (a-z and _), such as statuses, as `{words $n}` of storage/sql takes it."""
    return _listed(frozenset(values))


@lru_cache(maxsize=256)  # nearly all are sets of statuses that never change
def _listed(values: frozenset[str]) -> str:
    return json.dumps(sorted(values))


def key_of(record: Record) -> tuple[Any, ...]:
    return key_reader(type(record))(record)


@dataclass(slots=True)
class Changes:
    """Rows to be written, last state of each; None for one to be deleted.

    `commands` are named statements that change many rows at once (erasing, pruning); they are
    carried out before the rows, in their order. Outbox rows with a slot replace the text of a row
    of that slot which still waits (see OutboxRow).
    """

    rows: dict[type[Record], dict[tuple[Any, ...], Record | None]] = field(default_factory=dict)
    commands: list[Query] = field(default_factory=list)

    def put(self, record: Record) -> None:
        self.rows.setdefault(type(record), {})[key_of(record)] = record

    def delete(self, kind: type[Record], *key: Any) -> None:
        self.rows.setdefault(kind, {})[key] = None

    def command(self, name: str, *params: Any) -> None:
        self.commands.append(Query(name, params))

    def add(self, other: Changes) -> None:
        """Take over what another collected after this one."""
        for kind, rows in other.rows.items():
            self.rows.setdefault(kind, {}).update(rows)
        self.commands.extend(other.commands)

    def outbox(self) -> Iterator[OutboxRow]:
        for row in self.rows.get(OutboxRow, {}).values():
            if isinstance(row, OutboxRow):
                yield row

    def __bool__(self) -> bool:
        return bool(self.rows or self.commands)
