"""Numbered migrations, `migrations/NNNN_name.sql`: written once for both engines, each applied in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storage.statements import split_script
from storage.store import NewerSchema

MIGRATIONS = Path(__file__).parent / "migrations"

CREATE_VERSIONS = (
    "CREATE TABLE IF NOT EXISTS schema_version "
    "(version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)"
)
APPLIED = "SELECT version FROM schema_version ORDER BY version"

_STORAGE = re.compile(r"ALTER TABLE \w+ SET \(")
"""How PostgreSQL keeps a table; SQLite has nothing of the kind."""
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


class BadMigration(Exception):
    """The folder of migrations is wrong: a name without a number, or a number twice."""


@dataclass(frozen=True, slots=True)
class Migration:
    """`name` is the file's, without its ending: "0001_start"."""

    version: int
    name: str
    statements: tuple[str, ...]


def load_migrations(engine: str, folder: Path = MIGRATIONS) -> list[Migration]:
    """All that this program knows, in their order, in the words of `engine`."""
    found: dict[int, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise BadMigration(f"{path.name}: a migration is called NNNN_name.sql")
        version = int(match[1])
        if version in found:
            raise BadMigration(f"{path.name}: the number stands in {found[version].name} already")
        found[version] = Migration(version, path.stem, _script(path, engine))
    return list(found.values())


@cache
def _script(path: Path, engine: str) -> tuple[str, ...]:
    """Read once: a start asks several times."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("--")]
    sql = "\n".join(lines)
    if engine == "sqlite":
        sql = sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY").replace(") STORED;", ") VIRTUAL;")
    return tuple(part for part in split_script(sql) if engine != "sqlite" or not _STORAGE.match(part))


def missing(known: list[Migration], applied: Iterable[int]) -> list[Migration]:
    """What is still to be applied. NewerSchema if the database has more than this program knows."""
    done = set(applied)
    newest = known[-1].version if known else 0
    if unknown := unknown_version(known, done):
        raise NewerSchema(
            f"the database has schema version {unknown}, this program knows versions up to {newest}, and not that one: "
            "it was written by a newer program; update this one",
            retry=False, code="database-newer", found=str(unknown), known=str(newest),
        )  # fmt: skip
    return [m for m in known if m.version not in done]


def unknown_version(known: Iterable[Migration], applied: Iterable[int]) -> int:
    """The greatest version of a database that this program does not know; 0 if it knows all. It need not be above its
    own: two migrations that were written side by side do not come in the order of their numbers.
    """
    return max(set(applied) - {m.version for m in known}, default=0)
