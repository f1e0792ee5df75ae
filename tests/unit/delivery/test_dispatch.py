"""Lanes beside each other under a channel's limits, with a clock that only the test moves."""

from __future__ import annotations

from collections import Counter

from bot.channels.port import Limits
from bot.delivery.backlog import Waiting
from bot.delivery.dispatch import Dispatch
from storage.records import Lane

TELEGRAM = Limits(30, 1, 3, 20, 1, 1, 32)
VK = Limits(20, 5, 10, 0, 100, 25, 24, free_acks=False)


class HandClock:
    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> int:
        return int(self.at * 1000)

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


def rows(lane: Lane, first: int, count: int, *, due: int = 0, text: int = 0) -> list[Waiting]:
    return [Waiting(n, f"{lane}{n}", int(lane), 0, "", due, 0, text) for n in range(first, first + count)]


def run(dispatch: Dispatch, clock: HandClock, seconds: float, arrivals: list[Waiting]) -> list[tuple[float, Lane, int]]:
    """(moment, lane, rows) of every request that leaves; rows arrive when they are due and are sent at once."""
    left, begin, waiting = list[tuple[float, Lane, int]](), clock.at, list(arrivals)
    while clock.at < begin + seconds:
        dispatch.offer([w for w in waiting if w.due_at <= clock.now()])
        waiting = [w for w in waiting if w.due_at > clock.now()]
        for request in dispatch.pick(32):
            left.append((request.at, request.lane, len(request.items)))
            for item in request.items:
                dispatch.done(item)
        clock.at += 0.005
    return left


def share(left: list[tuple[float, Lane, int]], lane: Lane) -> float:
    counts = Counter(which for _, which, _ in left)
    return counts[lane] / sum(counts.values())


def busiest_second(left: list[tuple[float, Lane, int]]) -> int:
    times = sorted(at for at, _, _ in left)
    return max(sum(1 for t in times if at <= t < at + 1) for at in times)


def test_a_notice_keeps_its_half_beside_any_number_of_people() -> None:
    clock = HandClock()
    dispatch = Dispatch(TELEGRAM, clock)
    dispatch.offer(rows(Lane.NOTICE, 1, 2000) + rows(Lane.PERSON, 5000, 2000))
    left = run(dispatch, clock, 20, [])
    assert 0.48 <= share(left, Lane.NOTICE) <= 0.52
    assert busiest_second(left) <= 30
    assert len(left) / 20 >= 28.4


def test_an_alert_keeps_nine_tenths_and_an_answer_goes_soon_all_the_same() -> None:
    clock = HandClock()
    dispatch = Dispatch(TELEGRAM, clock)
    dispatch.offer(rows(Lane.ALERT, 1, 2000))
    answers = [w for n in range(20) for w in rows(Lane.PERSON, 5000 + n, 1, due=clock.now() + n * 1000 + 500)]
    due = {5000 + n: clock.at + n + 0.5 for n in range(20)}
    left = run(dispatch, clock, 21, answers)
    waits = [at - d for (at, lane, _), d in zip([x for x in left if x[1] is Lane.PERSON], due.values(), strict=True)]
    assert max(waits) < 0.2
    assert share(left, Lane.ALERT) >= 0.9


def test_people_alone_may_all_go_at_once() -> None:
    clock = HandClock()
    dispatch = Dispatch(TELEGRAM, clock)
    dispatch.offer(rows(Lane.PERSON, 1, 40))
    assert len(dispatch.pick(100)) == 30


def test_a_hundred_equal_texts_leave_in_one_request_and_answers_ride_along() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    dispatch.offer(rows(Lane.NOTICE, 1, 250, text=77) + rows(Lane.PERSON, 5000, 10))
    first = dispatch.pick(1)[0]
    lanes = Counter(Lane(item.lane) for item in first.items)
    assert lanes == {Lane.NOTICE: 100, Lane.PERSON: 10}


def test_different_texts_leave_twenty_five_in_a_request() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    dispatch.offer([w for n in range(60) for w in rows(Lane.NOTICE, n + 1, 1, text=n + 1)])
    left = run(dispatch, clock, 3, [])
    assert sum(count for _, _, count in left) == 60
    assert busiest_second(left) <= 20


def test_a_vk_notice_reaches_nineteen_hundred_a_second() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    dispatch.offer(rows(Lane.NOTICE, 1, 10_000, text=77))
    left = run(dispatch, clock, 4, [])
    assert sum(count for _, _, count in left) / 4 >= 1900
    assert busiest_second(left) <= 20


async def test_a_process_that_was_held_up_does_not_catch_up_in_a_burst() -> None:
    clock = HandClock()
    dispatch = Dispatch(TELEGRAM, clock)
    dispatch.offer(rows(Lane.NOTICE, 1, 200))
    left: list[float] = []
    for _ in range(120):
        for request in dispatch.pick(32):
            clock.at = max(clock.at, request.at) + (0.4 if len(left) == 20 else 0.0)  # held up once
            await dispatch.leave(request)
            left.append(clock.at)
            for item in request.items:
                dispatch.done(item)
        clock.at += 0.02
    assert len(left) > 60
    assert max(sum(1 for t in left if at <= t < at + 1) for at in left) <= 30
