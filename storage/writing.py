"""What both engines do alike before the database is asked: generated SQL, values that fit, steps in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from storage.changes import Changes, Query
from storage.plain_value import plain_value
from storage.record import columns, values_of
from storage.records import RECORDS, OutboxRow, Record, Share
from storage.statements import Statement, Statements, for_engine
from storage.store import StorageError

Row = tuple[Any, ...]

REPLACED_WITH_SLOT = (
    "body", "careful", "expires_at", "report_id", "event_id", "purpose", "then",
)  # fmt: skip
"""What a put takes over into the row of its slot that still waits; `due_at` only becomes earlier, and an edit of state
goes with the share for which its message was waiting.
"""

MOST_QUICK = 100
"""Rows; so many are written in about a millisecond."""
STILL_WAITING = "(channel, chat, open_slot) WHERE open_slot IS NOT NULL"
"""The unique index outbox_waiting_put (migration 0004): open_slot is the slot of a put that was never tried."""


@plain_value(frozen=True, slots=True)
class Write:
    """SQL to be run once for each of `rows`. `many`: it answers nothing, so that executemany takes it. `by_key`: each
    run writes a row, or a few, found by a key.
    """

    name: str
    sql: str
    rows: list[Row]
    many: bool
    by_key: bool = False


@plain_value(frozen=True, slots=True)
class Ask:
    """A query made ready: its rows become `make(*row)`, or stay tuples. `quick`: see storage.statements; `listed`: how
    many things its longest list has.
    """

    name: str
    sql: str
    params: Row
    make: Callable[..., Record] | None
    quick: bool = False
    listed: int = 0


def are_quick(writes: Iterable[Write], asks: Iterable[Ask]) -> bool:
    """Whether all of it takes less than handing it to another thread: some rows by their keys, quick questions."""
    rows = 0
    for step in writes:
        if not step.by_key:
            return False
        rows += len(step.rows)
    return rows <= MOST_QUICK and all(ask.quick and ask.listed <= MOST_QUICK for ask in asks)


def upsert_sql(kind: type[Record]) -> str:
    """Insert a record, or bring the row of its key to its state. New outbox rows: see `OutboxRow`."""
    names = columns(kind)
    values = ", ".join(f"${i}" for i in range(1, len(names) + 1))
    head = f"INSERT INTO {kind.TABLE} ({_quoted(names)}) VALUES ({values})"
    if kind is OutboxRow:
        taken = ", ".join(f'"{n}" = excluded."{n}"' for n in REPLACED_WITH_SLOT)
        return (
            f"{head} ON CONFLICT {STILL_WAITING} DO UPDATE SET {taken}, "
            f"share = CASE WHEN excluded.share = {int(Share.EDITS)} THEN outbox.share ELSE excluded.share END, "
            "due_at = CASE WHEN excluded.due_at < outbox.due_at THEN excluded.due_at ELSE outbox.due_at END"
        )
    rest = ", ".join(f'"{n}" = excluded."{n}"' for n in names if n not in kind.KEY)
    then = f"DO UPDATE SET {rest}" if rest else "DO NOTHING"
    return f"{head} ON CONFLICT ({_quoted(kind.KEY)}) {then}"


def delete_sql(kind: type[Record]) -> str:
    where = " AND ".join(f'"{name}" = ${i}' for i, name in enumerate(kind.KEY, 1))
    return f"DELETE FROM {kind.TABLE} WHERE {where}"


@cache
def _generated(engine: str) -> tuple[dict[type[Record], str], dict[type[Record], str]]:
    """Upserts and deletes of all records: the same for every store of this engine."""
    upserts = {kind: for_engine(upsert_sql(kind), engine) for kind in RECORDS}
    return upserts, {kind: for_engine(delete_sql(kind), engine) for kind in RECORDS}


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def storable(value: Any) -> Any:
    """A value as both engines keep it.

    Text loses NUL characters (PostgreSQL cannot hold them) and halves of surrogate pairs become U+FFFD
    (UTF-8 cannot); a float that is no number becomes None.
    """
    if isinstance(value, str):
        if "\x00" in value:
            value = value.replace("\x00", "")
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    elif isinstance(value, float) and value != value:
        return None
    return value


def _storable_all(values: Row) -> Row:
    """Most values are numbers, or empty, or codes."""
    return tuple([
        value
        if not value or value.__class__ is int or (value.__class__ is str and value.isascii() and "\x00" not in value)
        else storable(value)
        for value in values
    ])  # fmt: skip


def _storable_list(text: Any) -> Any:
    """The same inside a JSON list, where such characters hide as \\u escapes. What is no JSON is left to fail."""
    if isinstance(text, str) and ("\\u0000" in text or "\\ud" in text.lower()):
        try:
            items = json.loads(text)
        except ValueError:
            return text
        clean = [[storable(v) for v in i] if isinstance(i, list) else storable(i) for i in items]
        return json.dumps(clean, ensure_ascii=False)
    return storable(text)


def _length(text: Any) -> int:
    """How many things a JSON list has, at least: told by its brackets or commas."""
    if not isinstance(text, str):
        return 0
    return text.count("[") - 1 if text.startswith("[[") else text.count(",") + 1


class Writing:
    """Turns changes and queries into SQL with rows, in the order in which they are carried out."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self._upserts, self._deletes = _generated(statements.engine)
        self._values = {kind: values_of(kind) for kind in RECORDS}

    def writes(self, changes: Changes | None) -> list[Write]:
        """Commands first, then the rows a table at a time, deletes before upserts."""
        if changes is None:
            return []
        steps: list[Write] = []
        for command in changes.commands:
            statement, params = self._bind(command)
            if statement.repeats:
                sql, last = statement.parts[0], steps[-1] if steps else None
                if last is not None and last.sql is sql:
                    last.rows.append(params)
                else:
                    steps.append(Write(command.name, sql, [params], True, statement.quick))
            else:
                for sql, uses in zip(statement.parts, statement.uses, strict=True):
                    steps.append(Write(command.name, sql, [tuple(params[i] for i in uses)], False))
        for kind, rows in changes.rows.items():
            values = self._values[kind]
            gone = [_storable_all(key) for key, row in rows.items() if row is None]
            kept = [_storable_all(values(row)) for row in rows.values() if row is not None]
            if gone:
                steps.append(Write(f"delete of {kind.TABLE}", self._deletes[kind], gone, True, True))
            if kept:
                steps.append(Write(f"upsert of {kind.TABLE}", self._upserts[kind], kept, True, True))
        return steps

    def asks(self, queries: Iterable[Query]) -> list[Ask]:
        asks = []
        for query in queries:
            statement, params = self._bind(query)
            if len(statement.parts) > 1:
                raise StorageError(f"{query.name} is a command, not a query", retry=False)
            listed = max((_length(params[i]) for i in statement.lists), default=0)
            asks.append(Ask(query.name, statement.parts[0], params, statement.record, statement.quick, listed))
        return asks

    def _bind(self, query: Query) -> tuple[Statement, Row]:
        statement = self.statements.get(query.name)
        if len(query.params) != statement.params:
            told = f"{query.name} takes {statement.params} parameters, not {len(query.params)}"
            raise StorageError(told, retry=False)
        params = _storable_all(query.params)
        if lists := statement.lists:
            params = tuple([_storable_list(value) if i in lists else value for i, value in enumerate(params)])
        return statement, params
