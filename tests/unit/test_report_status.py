"""The life of a report, written down a second time by hand, and the times that hang on it."""

from __future__ import annotations

import pytest

from handlers.reports.status import ALIVE, FOLLOWS, Status, WrongMove, may, move
from storage.records import Report
from tests.unit.notices.test_life import turn_of

# One row a status: what may follow it, beside itself.
LIFE = """
new          accepted needs_info answered transferred rejected merged withdrawn
accepted     new needs_info answered transferred rejected merged withdrawn closed reopened
needs_info   accepted answered transferred rejected merged withdrawn closed reopened
answered     accepted needs_info transferred rejected merged withdrawn closed silent reopened
transferred  new accepted needs_info answered rejected merged withdrawn closed
reopened     accepted needs_info answered transferred rejected merged withdrawn closed
rejected     reopened
closed       reopened
silent       reopened closed
merged       reopened closed withdrawn
withdrawn
"""
OPEN = {"new", "accepted", "needs_info", "answered", "transferred", "reopened"}


def followers() -> dict[str, set[str]]:
    return {line.split()[0]: set(line.split()[1:]) for line in LIFE.strip().splitlines()}


def report(status: Status) -> Report:
    return Report(17, 1, "telegram", "100", "ru", status.value, "snow", "roads", "Снег")


def test_every_status_is_followed_by_what_the_table_says() -> None:
    assert {status.value for status in FOLLOWS} == set(followers()) == {status.value for status in Status}
    found = {status.value: {to.value for to in FOLLOWS[status]} - {status.value} for status in Status}
    assert found == followers()


def test_a_report_may_stay_what_it_is_and_become_what_follows() -> None:
    for status in Status:
        allowed = {to.value for to in Status if may(report(status), to)}
        assert allowed == followers()[status.value] | {status.value}


def test_what_does_not_follow_is_refused_and_changes_nothing() -> None:
    gone = report(Status.WITHDRAWN)
    with pytest.raises(WrongMove):
        move(turn_of("telegram:1"), gone, Status.REOPENED)
    assert (gone.status, gone.closed_at) == ("withdrawn", 0)


def test_whoever_is_closed_knows_since_when_and_forgets_it_when_opened_again() -> None:
    """By `closed_at` the nightly job retires reports; without it personal data would stay for ever."""
    turn = turn_of("telegram:1")
    for status in Status:
        row = report(status)
        for to in sorted(followers()[status.value]):
            row.status, row.closed_at = status.value, 0 if status.value in OPEN else 5
            move(turn, row, Status(to))
            assert row.closed_at == (0 if to in OPEN else turn.now), (status, to)
    assert {status.value for status in ALIVE} == OPEN
