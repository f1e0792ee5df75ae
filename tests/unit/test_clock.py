"""A jump of the machine's clock must not make anything wait, or come twice."""

from __future__ import annotations

from bot.clock import BELIEVE_AFTER_S, RealClock

HOUR_MS = 3_600_000


class Machine:
    """A wall clock that can be set, and a monotonic one that cannot."""

    def __init__(self) -> None:
        self.passed, self.offset_ms = 0.0, 1_700_000_000_000
        self.clock = RealClock(lambda: (self.offset_ms + int(self.passed * 1000)) * 1_000_000, lambda: self.passed)

    def after(self, seconds: float, *, jump_ms: int = 0) -> int:
        self.passed += seconds
        self.offset_ms += jump_ms
        return self.clock.now()


def test_time_goes_on_when_the_clock_is_set_back_by_an_hour() -> None:
    machine = Machine()
    start = machine.clock.now()
    assert machine.after(10, jump_ms=-HOUR_MS) == start + 10_000
    assert machine.after(600) == start + 610_000


def test_a_jump_forward_is_believed_only_when_it_lasts() -> None:
    machine = Machine()
    start = machine.clock.now()
    assert machine.after(1, jump_ms=HOUR_MS) == start + 1_000
    assert machine.after(BELIEVE_AFTER_S + 1) == start + HOUR_MS + 62_000
    assert machine.after(1) == start + HOUR_MS + 63_000


def test_forth_and_back_again_leaves_no_trace() -> None:
    machine = Machine()
    start = machine.clock.now()
    machine.after(5, jump_ms=HOUR_MS)
    assert machine.after(5, jump_ms=-HOUR_MS) == start + 10_000
    assert machine.after(BELIEVE_AFTER_S * 2) == start + 130_000


def test_small_corrections_are_followed_but_never_backwards() -> None:
    machine = Machine()
    start = machine.clock.now()
    assert machine.after(1, jump_ms=500) == start + 1_500
    assert machine.after(0.1, jump_ms=-800) == start + 1_500
    assert machine.after(1) == start + 1_800


def test_a_machine_that_began_hours_ahead_and_was_put_right_is_followed_without_a_step_back() -> None:
    machine = Machine()
    start = machine.clock.now()
    machine.after(10, jump_ms=-3 * HOUR_MS)
    last = machine.after(BELIEVE_AFTER_S)
    assert last == start + 70_000
    for _ in range(60):
        now = machine.after(60)
        assert now == last + 30_000
        last = now
    for _ in range(9 * 60):
        last, before = machine.after(60), last
        assert last >= before
    assert last == start + 70_000 + 36_000_000 - 3 * HOUR_MS


def test_half_a_pace_is_kept_however_often_it_is_asked_for() -> None:
    machine = Machine()
    start = machine.clock.now()
    machine.after(0, jump_ms=-HOUR_MS)
    machine.after(BELIEVE_AFTER_S)
    for _ in range(10_000):
        last = machine.after(0.001)
    assert abs(last - (start + 60_000 + 5_000)) <= 1


def test_set_back_and_put_right_again_within_a_minute_leaves_no_trace() -> None:
    machine = Machine()
    start = machine.clock.now()
    machine.after(5, jump_ms=-HOUR_MS)
    machine.after(BELIEVE_AFTER_S / 2)
    assert machine.after(5, jump_ms=HOUR_MS) == start + 40_000
