from __future__ import annotations

import pytest

from storage.store import Store
from tests.unit.alerts.wire import Wire

ABOUT_WORDS = ("test_doubts", "test_judge", "test_meaning", "test_prepare", "test_signatures", "test_verdicts")
"""Files about what an alert says and how it is judged. Whatever they ask of the database is asked on both engines by
the other files and by `STILL_ON_BOTH`, so they are played on one.
"""
STILL_ON_BOTH = (
    "test_a_cancellation_of_what_a_trusted_source_sent_goes_out_at_once",
    "test_the_console_approves_what_a_feed_may_not",
)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    about_words = metafunc.definition.path.stem in ABOUT_WORDS and metafunc.function.__name__ not in STILL_ON_BOTH
    if about_words and "database_url" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("database_url", ["sqlite"], indirect=True))


@pytest.fixture
def wire_store(store: Store) -> Store:
    """On each engine in turn: what stands in storage/sql/alerts.sql has to do the same on both."""
    return store


@pytest.fixture
def wire(wire_store: Store) -> Wire:
    return Wire(wire_store)
