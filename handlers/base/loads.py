"""What can be loaded before a handler runs: each such thing is one value, with its statement and what its rows become.

    REPORT = Load("report", "report_by_id", Report)

    @need(REPORT)
    def pressed_report(turn: Turn) -> Needs:
        return (REPORT(number(turn)),)

A handler reads it with `turn.one(REPORT)` or `turn.many(REPORT)`. What a need declares and does not ask for is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from storage.changes import Query
from storage.records import Record

if TYPE_CHECKING:
    from handlers.base.turn import Turn

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowCount:
    """What a statement's COUNT(*) becomes."""

    count: int


class NotAsked(LookupError):
    """A handler reads what no need of its route declares, or a need asks for what it does not declare."""


class TwoLoads(ValueError):
    """Two needs of one route ask for the same thing: one answer would hide the other."""


@dataclass(frozen=True, eq=False)
class Load(Generic[T]):
    """One thing that can be loaded. `kind`: the record of the statement's header, or, where its rows are tuples, a
    class that takes a row's columns in their order. Two loads are never equal, whatever their names.

    `steady`: a statement that reads no table but that of its record, and that many turns of a group ask for with the
    same parameters: it is asked once for the group, as long as that writes no such row (Batch.answers).
    """

    name: str  # for messages to programmers
    statement: str
    kind: type[T]
    steady: bool = False

    def __call__(self, *params: Any) -> Asked:
        """This load with the statement's parameters."""
        return Asked(self, params)

    def rows(self, found: Iterable[Any]) -> tuple[T, ...]:
        """The statement's answer as `kind`."""
        return tuple(found) if issubclass(self.kind, Record) else tuple(starmap(self.kind, found))


class Asked(NamedTuple):
    """A load with its parameters."""

    load: Load[Any]
    params: tuple[Any, ...]

    @property
    def query(self) -> Query:
        return Query(self.load.statement, self.params)


Needs = tuple[Asked, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """A stage of loads: `ask` says with which parameters, when the stages before are loaded."""

    loads: tuple[Load[Any], ...]
    ask: Callable[[Turn], Needs]

    def __call__(self, turn: Turn) -> Needs:
        return self.ask(turn)


def need(*loads: Load[Any]) -> Callable[[Callable[[Turn], Needs]], Need]:
    """Makes a function that asks for these loads, all or some of them, a need of routes. What it asks for twice, with
    other parameters, has the rows of both answers.
    """
    return lambda ask: Need(loads, ask)


@cache
def loads_of(needs: tuple[Need, ...]) -> frozenset[Load[Any]]:
    """Everything that these needs declare. Raises TwoLoads."""
    found: set[Load[Any]] = set()
    for each in dict.fromkeys(needs):
        for load in each.loads:
            if load in found:
                raise TwoLoads(f"{load.name} ({load.statement}) is asked for twice")
            found.add(load)
    return frozenset(found)
