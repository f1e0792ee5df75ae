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
SHORT_ON_ONE = ("test_chains", "test_outward", "test_placing")
"""Files for which the same holds; the long form plays them on both."""
STILL_ON_BOTH = (
    "test_a_cancellation_of_what_a_trusted_source_sent_goes_out_at_once",
    "test_a_row_of_the_program_before_is_known_as_its_sender_wrote_himself",
    "test_broken_base64_is_told",
    "test_the_console_approves_what_a_feed_may_not",
    "test_the_feed_has_what_went_out_and_no_drill_and_no_draft",
)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    name = metafunc.function.__name__
    on_one = ON_ONE if metafunc.config.getoption("--run-chaos") else (*ON_ONE, *SHORT_ON_ONE)
    of_one = metafunc.definition.path.stem in on_one and name not in STILL_ON_BOTH
    if of_one and "database_url" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("database_url", ["sqlite"], indirect=True))


@pytest.fixture
def wire_store(store: Store) -> Store:
    """On each engine in turn: what stands in storage/sql/alerts.sql has to do the same on both."""
    return store


@pytest.fixture
def wire(wire_store: Store) -> Wire:
    return Wire(wire_store)
