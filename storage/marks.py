"""What a record's column holds: whether that is personal, how it is blanked, and whether the person is given it.

Each column of each record has one of these types. `/forget`, the job that retires old reports and the file that a
person may ask for follow from them: in SQL as `{forgotten Report $1}`, `{unforgotten Report $1}` and `{retired Report}`
(storage.statements), in Python by `forget_columns` and `marks_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from storage.record import Record

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """`personal`: it says something about a human, so that a row which outlives him holds `blank` in its place.
    `person`: it is the number of a person, and blanked where it is the number of the one who is forgotten. `staff`: it
    says who acted for the centre. `told`: it stands in the file that a person may ask for. `moment`: UTC milliseconds.
    """

    personal: bool = False
    blank: Value = None
    person: bool = False
    staff: bool = False
    told: bool = True
    moment: bool = False


# What says nothing about a human by itself.
Id = Annotated[int, Mark()]
Moment = Annotated[int, Mark(moment=True)]
InnerMoment = Annotated[int, Mark(moment=True, told=False)]
Number = Annotated[int, Mark()]
Code = Annotated[str, Mark()]  # a word or key of the program, the region or a messenger
ChatId = Annotated[str, Mark()]  # a chat's or account's number in its messenger, where it stays as long as the row
Public = Annotated[str, Mark()]  # what was said to everybody, and what belongs to that

# What is a citizen's.
PersonId = Annotated[int, Mark(personal=True, blank=0, person=True)]
PersonalText = Annotated[str, Mark(personal=True, blank="")]
InnerPersonalText = Annotated[str, Mark(personal=True, blank="", told=False)]
PersonalJson = Annotated[str, Mark(personal=True, blank="{}")]
PersonalNumber = Annotated[int, Mark(personal=True, blank=0)]
PersonalFloat = Annotated[float, Mark(personal=True, blank=0.0)]
PersonalPoint = Annotated[float | None, Mark(personal=True, blank=None)]

# Who acted for the centre. In the centre's own papers (notices) it stays; in a citizen's reports it goes with them.
StaffId = Annotated[int, Mark(personal=True, blank=0, person=True, staff=True, told=False)]
StaffIds = Annotated[str, Mark(staff=True, told=False)]
StaffName = Annotated[str, Mark(personal=True, blank="", staff=True, told=False)]


class Unmarked(TypeError):
    """A record has a column that does not say what it holds."""


def marks_of(kind: type[Record]) -> dict[str, Mark]:
    """Each column's mark, in the order of the columns. Raises Unmarked."""
    return _marks(kind)  # type: ignore[arg-type]  # mypy looks for the hash of a record, not of its class


@cache
def _marks(kind: type[Record]) -> dict[str, Mark]:
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, Mark] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # each record is a dataclass
        mark = next((a for a in get_args(hints[field.name])[1:] if isinstance(a, Mark)), None)
        if mark is None:
            raise Unmarked(f"{kind.__name__}.{field.name} does not say what it holds (storage.marks)")
        found[field.name] = mark
    return found


def forget_columns(record: Record, person: int) -> None:
    """Blank everything personal in a record that stays; numbers of persons only where they are this one's."""
    for name, mark in marks_of(type(record)).items():
        if mark.personal and (not mark.person or getattr(record, name) == person):
            setattr(record, name, mark.blank)


def forgotten_sql(kind: type[Record], person: str) -> str:
    """The same for UPDATE … SET; `person`: the parameter ("$1")."""
    return ", ".join(
        f'"{name}" = CASE WHEN "{name}" = {person} THEN 0 ELSE "{name}" END'
        if mark.person
        else f'"{name}" = {_literal(mark.blank)}'
        for name, mark in marks_of(kind).items()
        if mark.personal
    )


def unforgotten_sql(kind: type[Record], person: str) -> str:
    """For WHERE: something is left that `forgotten_sql` would blank."""
    return " OR ".join(
        f'"{name}" = {person}' if mark.person
        else f'"{name}" IS NOT NULL' if mark.blank is None
        else f'"{name}" <> {_literal(mark.blank)}'
        for name, mark in marks_of(kind).items()
        if mark.personal
    )  # fmt: skip


def retired_sql(kind: type[Record]) -> str:
    """UPDATE … SET of everything personal, whoever it is."""
    return ", ".join(f'"{name}" = {_literal(mark.blank)}' for name, mark in marks_of(kind).items() if mark.personal)


def _literal(value: Value) -> str:
    return "NULL" if value is None else repr(value)


def told_columns(record: Record) -> dict[str, tuple[Any, Mark]]:
    """What a person is given of a record that is about him: each column's value and mark."""
    return {name: (getattr(record, name), mark) for name, mark in marks_of(type(record)).items() if mark.told}
