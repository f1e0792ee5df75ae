"""The search for unreachable cycles: what is loaded is left out of it, what comes later is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.garbage import spare_what_stays


class Link:
    """Part of a cycle."""

    def __init__(self) -> None:
        self.other: Link | None = None


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """But what was loaded stays spared: the tests that come after have it searched as seldom."""
    often = gc.get_threshold()
    yield
    gc.set_threshold(*often)


def _cycle() -> weakref.ref[Link]:
    one, two = Link(), Link()
    one.other, two.other = two, one
    return weakref.ref(one)


def test_what_is_loaded_is_not_searched_again() -> None:
    loaded = Link()
    spare_what_stays()
    assert gc.get_freeze_count() > 1000
    assert not any(found is loaded for found in gc.get_objects())


def test_cycles_of_before_and_after_go() -> None:
    before = _cycle()
    spare_what_stays()
    assert before() is None
    after = _cycle()
    gc.collect()
    assert after() is None
