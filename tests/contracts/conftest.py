from __future__ import annotations

import sqlite3

import pytest

from storage.migrate import load_migrations

PROGRAMS = (
    "test_hooks", "test_hook_events", "test_hook_reading", "test_hook_pull", "test_open311", "test_open311_filing",
    "test_open311_clients", "test_open311_authors", "test_back_office",
)  # fmt: skip
"""Files about what other programs ask and are told. They are played over SQLite; those of their tests that are marked
`both_engines` ask each of their statements of PostgreSQL, too (decision 0098). The long form plays all on both.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.config.getoption("--run-chaos") or metafunc.module.__name__.rpartition(".")[2] not in PROGRAMS:
        return
    if "database_url" in metafunc.fixturenames and not metafunc.definition.get_closest_marker("both_engines"):
        metafunc.definition.add_marker(pytest.mark.parametrize("database_url", ["sqlite"], indirect=True))


@pytest.fixture(scope="module")
def empty() -> sqlite3.Connection:
    """A database of SQLite as it is after all migrations; whoever writes takes it back."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for migration in load_migrations("sqlite"):
        for statement in migration.statements:
            connection.execute(statement)
    return connection
