"""The named SQL statements of `storage/sql/*.sql`, read once for one engine.

The format, for whoever adds a statement:

    -- What it is for, and what $1, $2 … are.
    -- name: report_by_id
    -- record: Report
    SELECT {Report r} FROM report r WHERE r.id = $1;

- `-- name:` begins a statement; it lasts until the next one. Names are unique over all files. Other comment
  lines are left out of what is sent.
- `-- record:` (optional) makes its rows that record of `storage.records`; without it they are tuples.
- `-- quick: yes` (optional): it finds or changes a few rows by a key or an index, a row for each thing in its lists,
  whatever the size of the tables, so that SQLite may carry it out in the thread that asks (storage.sqlite).
- `-- part: NAME` in place of `-- name:` begins a piece of SQL that several statements share. `{part NAME $3 $1}` is
  replaced by it, with those parameters as its own $1 and $2; it may have parts itself.
- `-- engine: sqlite` or `-- engine: postgres` (optional) when the engines need different SQL: the name then
  stands twice, once for each.
- Parameters are $1 … $n, none left out; SQLite gets them as ?1 … ?n. Of several statements each uses those that it
  needs (the engine gets those alone, numbered anew). PostgreSQL takes a parameter's type from
  where it first stands, and `$1 = 0` makes it 32 bits wide: write CAST($1 AS BIGINT) or CAST($1 AS TEXT)
  wherever a parameter does not meet a column, and for every parameter that may be None.
- `{Report r}` becomes r.id, r.person_id, … in the record's order, `{Report}` the same without a prefix.
- `{forgotten Report $1}` becomes, for UPDATE … SET, every personal column of that record with what it is blanked by,
  where $1 is the person who is forgotten; `{retired Report}` the same whoever it is about (storage.marks).
  `{unforgotten Report $1}`, for WHERE: one of these columns still holds something.
- `{texts $1}`, `{ints $1}`, `{pairs $1}`, `{triples $1}` become a subquery over a parameter that is a JSON list
  of texts, of integers, of [text, text] or of [text, text, text]: `WHERE id IN {ints $1}`,
  `WHERE (chat, slot) IN {pairs $1}`.
- `r.status IN {words $1}` is the same for a JSON list of plain words (a-z and _, storage.changes.words), such as
  statuses. PostgreSQL plans it as if the words stood there: by a subquery it would read the whole table.
- `x IN {each SELECT …}` and `x IN {each {ints $1}}` are IN (SELECT …) that PostgreSQL looks up one by one in an index:
  where it thinks that a join is cheaper, it reads a whole table or index that grows for years.
- What is run as a command (`Changes.command`) may be several statements, each ended by `;` at a line's end.
- Results are integers, floats and text: CAST(SUM(x) AS BIGINT), for PostgreSQL sums to NUMERIC; no booleans.
  The outbox column "then" is a reserved word and is quoted.
- The order of texts and the reach of LOWER() differ between the engines: neither is used on what people wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from storage.marks import forgotten_sql, retired_sql, unforgotten_sql
from storage.record import columns
from storage.records import RECORDS, Record
from storage.store import StorageError

SQL = Path(__file__).parent / "sql"
ENGINES = ("sqlite", "postgres")
KINDS: dict[str, type[Record]] = {kind.__name__: kind for kind in RECORDS}

_HEADER = re.compile(r"--\s*(name|part|record|engine|quick):\s*(\S+)\s*$")
_PARAMETER = re.compile(r"\$(\d+)")
_COLUMNS = re.compile(r"\{([A-Z]\w*)(?: (\w+))?\}")
_BLANKED = re.compile(r"\{(forgotten|unforgotten|retired) ([A-Z]\w*)(?: (\$\d+))?\}")
_PART = re.compile(r"\{part (\w+)((?: \$\d+)*)\}")
_WORDS = re.compile(r"(\S+) IN \{words \$(\d+)\}")
_EACH = re.compile(r"(\S+) IN \{each\s+(.+?)\}(?=;|\s|$)", re.DOTALL)  # what is blanked may be '{}'
_CHANGE, _RETURNING = re.compile(r"(?:INSERT|UPDATE|DELETE)\b"), re.compile(r"\bRETURNING\b")
_LIST = re.compile(r"\{(texts|ints|pairs|triples) \$(\d+)\}")


class BadStatement(Exception):
    """A file of `storage/sql` breaks the format; the message names the file, the statement and the fault."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One named statement, ready for its engine. `parts` has more than one only for commands; `uses` says for each part
    which of the parameters it takes, by position (from 0), in the order of its own numbers.
    """

    name: str
    parts: tuple[str, ...]
    uses: tuple[tuple[int, ...], ...]
    record: type[Record] | None
    params: int
    lists: frozenset[int]  # positions (from 0) of the parameters that are JSON lists
    file: str
    quick: bool = False
    repeats: bool = False  # one change that answers nothing: the same again and again is one step


@dataclass(frozen=True, slots=True)
class _Source:
    """A statement as it stands in its file, for one engine or ("") both."""

    name: str
    file: str
    sql: str = ""
    record: str = ""
    engine: str = ""
    quick: str = ""
    is_part: bool = False

    @property
    def where(self) -> str:
        return f"{self.file}: {self.name}"


def split_script(sql: str) -> list[str]:
    """The single statements of a script, each ended by `;` at the end of a line."""
    return [part.strip() for part in re.split(r";[ \t]*(?:\n|$)", sql) if part.strip()]


def for_engine(sql: str, engine: str) -> str:
    """$1 as this engine writes it."""
    return _PARAMETER.sub(r"?\1", sql) if engine == "sqlite" else sql


_LIST_COLUMNS = {"texts": 0, "ints": 0, "pairs": 2, "triples": 3}


def _list_sql(kind: str, number: str, engine: str) -> str:
    width = _LIST_COLUMNS[kind]
    if engine == "sqlite":
        picked = ", ".join(f"json_extract(value, '$[{i}]')" for i in range(width)) or "value"
        return f"(SELECT {picked} FROM json_each(${number}))"
    picked = ", ".join(f"v->>{i}" for i in range(width)) or ("CAST(v AS BIGINT)" if kind == "ints" else "v")
    function = "json_array_elements" if width else "json_array_elements_text"
    return f"(SELECT {picked} FROM {function}(CAST(${number} AS JSON)) AS list(v))"


def _words_sql(column: str, number: str, engine: str) -> str:
    if engine == "sqlite":
        return f"{column} IN {_list_sql('texts', number, engine)}"
    return f"{column} = ANY (string_to_array(translate(CAST(${number} AS TEXT), '[]\" ', ''), ','))"


def _each_sql(column: str, rows: str, engine: str) -> str:
    """`rows` may stand in brackets; to SQLite two pairs of them mean the first row alone."""
    rows = rows if rows.startswith("(") else f"({rows})"
    return f"{column} IN {rows}" if engine == "sqlite" else f"{column} = ANY (ARRAY{rows})"


class Statements:
    """Every named statement for one engine ("sqlite" or "postgres"). BadStatement if a file is wrong."""

    def __init__(self, engine: str, folder: Path = SQL) -> None:
        assert engine in ENGINES, engine
        self.engine = engine
        sources = [s for path in sorted(folder.glob("*.sql")) for s in _read(path)]
        _check_names(sources)
        parts = {s.name: s for s in sources if s.is_part and s.engine in ("", engine)}
        whole = [_joined(s, parts) for s in sources if not s.is_part and s.engine in ("", engine)]
        self._by_name = {s.name: _build(s, engine) for s in whole}

    def get(self, name: str) -> Statement:
        """The statement of that name; StorageError if there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise StorageError(f"no statement {name!r} in storage/sql", retry=False) from None

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._by_name.values())


@lru_cache(maxsize=len(ENGINES))
def our_statements(engine: str) -> Statements:
    """Those of storage/sql for this engine, read once for all stores of a process. BadStatement if a file is wrong."""
    return Statements(engine)


def _read(path: Path) -> Iterator[_Source]:
    current: _Source | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        header = _HEADER.match(line.strip())
        if header and header[1] in ("name", "part"):
            if current is not None:
                yield current
            current = _Source(header[2], path.name, is_part=header[1] == "part")
        elif header:
            if current is None:
                raise BadStatement(f"{path.name}: '-- {header[1]}: {header[2]}' stands before the first name")
            record, engine, quick = (header[2] if header[1] == kind else "" for kind in ("record", "engine", "quick"))
            current = replace(
                current,
                record=record or current.record,
                engine=engine or current.engine,
                quick=quick or current.quick,
            )
        elif not line.strip() or line.strip().startswith("--"):
            continue
        elif current is None:
            raise BadStatement(f"{path.name}: SQL stands before the first name")
        else:
            current = replace(current, sql=current.sql + line + "\n")
    if current is not None:
        yield current


def _check_names(sources: list[_Source]) -> None:
    seen: dict[str, list[_Source]] = {}
    for source in sources:
        if source.engine and source.engine not in ENGINES:
            raise BadStatement(f"{source.where}: no engine {source.engine!r} (there are: {', '.join(ENGINES)})")
        for other in seen.setdefault(source.name, []):
            if not source.engine or not other.engine or source.engine == other.engine:
                raise BadStatement(f"{source.where}: the name stands in {other.file} already")
        seen[source.name].append(source)
    for versions in seen.values():
        if versions[0].engine and len(versions) < len(ENGINES):
            missing = ENGINES[1 - ENGINES.index(versions[0].engine)]
            raise BadStatement(f"{versions[0].where}: no version for {missing}")


def _joined(source: _Source, parts: dict[str, _Source], inside: tuple[str, ...] = ()) -> _Source:
    """The statement with its parts written out."""

    def written_out(match: re.Match[str]) -> str:
        part, given = parts.get(match[1]), match[2].split()
        if part is None or part.name in inside:
            raise BadStatement(f"{source.where}: there is no part {match[1]!r}, or it is in itself")
        sql = _joined(part, parts, (*inside, part.name)).sql.strip()
        wanted = {int(n) for n in _PARAMETER.findall(sql)}
        if wanted != set(range(1, len(given) + 1)):
            raise BadStatement(f"{source.where}: {part.name} takes {len(wanted)} parameters, not {len(given)}")
        return _PARAMETER.sub(lambda m: given[int(m[1]) - 1], sql)

    return replace(source, sql=_PART.sub(written_out, source.sql))


def _renumbered(part: str, used: list[int]) -> str:
    """The part with its own parameters as $1, $2 …, in the order of their numbers."""
    return _PARAMETER.sub(lambda m: f"${used.index(int(m[1])) + 1}", part)


def _kind(source: _Source, name: str) -> type[Record]:
    if name not in KINDS:
        raise BadStatement(f"{source.where}: no record {name!r} in storage.records")
    return KINDS[name]


def _expanded(source: _Source) -> str:
    """The SQL with the columns of records written out."""

    def names(match: re.Match[str]) -> str:
        prefix = f"{match[2]}." if match[2] else ""
        return ", ".join(f'{prefix}"{name}"' for name in columns(_kind(source, match[1])))

    def blanked(match: re.Match[str]) -> str:
        kind = _kind(source, match[2])
        if (match[1] != "retired") != bool(match[3]):
            raise BadStatement(f"{source.where}: write {{forgotten RECORD $1}} or {{retired RECORD}}")
        if match[1] == "unforgotten":
            return unforgotten_sql(kind, match[3])
        return forgotten_sql(kind, match[3]) if match[3] else retired_sql(kind)

    return _BLANKED.sub(blanked, _COLUMNS.sub(names, source.sql))


def _build(source: _Source, engine: str) -> Statement:
    record = _kind(source, source.record) if source.record else None
    lists = frozenset(int(m[2]) - 1 for m in (*_LIST.finditer(source.sql), *_WORDS.finditer(source.sql)))
    sql = _WORDS.sub(lambda m: _words_sql(m[1], m[2], engine), _expanded(source))
    sql = _LIST.sub(lambda m: _list_sql(m[1], m[2], engine), sql)
    sql = _EACH.sub(lambda m: _each_sql(m[1], m[2], engine), sql)
    parts = split_script(sql)
    if not parts:
        raise BadStatement(f"{source.where}: there is no SQL")
    used = [sorted({int(n) for n in _PARAMETER.findall(part)}) for part in parts]
    params = len({n for numbers in used for n in numbers})
    if any(n > params or n < 1 for numbers in used for n in numbers):
        raise BadStatement(f"{source.where}: parameters have to be $1 to $n, without a gap")
    return Statement(
        source.name,
        tuple(for_engine(_renumbered(part, numbers), engine) for part, numbers in zip(parts, used, strict=True)),
        tuple(tuple(n - 1 for n in numbers) for numbers in used),
        record,
        params,
        lists,
        source.file,
        source.quick == "yes",
        len(parts) == 1 and _CHANGE.match(parts[0]) is not None and _RETURNING.search(parts[0]) is None,
    )
