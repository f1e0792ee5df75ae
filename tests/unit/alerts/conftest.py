from __future__ import annotations

import pytest

from storage.store import Store
from tests.unit.alerts.wire import Wire

ON_ONE = (
    "test_doubts", "test_feeds", "test_folder", "test_judge", "test_kills", "test_meaning", "test_prepare",
    "test_resources", "test_signatures", "test_verdicts",
)  # fmt: skip
"""Files about what an alert says, how it comes in and how it is judged. Whatever they ask of the database is asked on
both engines by the other files, by tests/contracts and by `STILL_ON_BOTH`, so they are played on one.
"""
LONG_ON_ONE = ("test_the_order_of_arrival_never_changes_what_stands",)
"""Tests of other files for which the same holds: what they play through a hundred times, others ask once."""
STILL_ON_BOTH = (
    "test_a_cancellation_of_what_a_trusted_source_sent_goes_out_at_once",
    "test_broken_base64_is_told",
    "test_the_console_approves_what_a_feed_may_not",
)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    name = metafunc.function.__name__
    on_one = metafunc.definition.path.stem in ON_ONE and name not in STILL_ON_BOTH
    if (on_one or name in LONG_ON_ONE) and "database_url" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("database_url", ["sqlite"], indirect=True))


@pytest.fixture
def wire_store(store: Store) -> Store:
    """On each engine in turn: what stands in storage/sql/alerts.sql has to do the same on both."""
    return store


@pytest.fixture
def wire(wire_store: Store) -> Wire:
    return Wire(wire_store)
