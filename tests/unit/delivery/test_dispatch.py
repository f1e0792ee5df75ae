"""Lanes beside each other under a channel's limits, with a clock that only the test moves."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from bot.channels.port import Limits, Outcome, Result
from bot.delivery.backlog import Waiting, waiting
from bot.delivery.dispatch import Dispatch
from bot.delivery.limits import LATE_CALLS
from bot.lead.lead import SETTLE_S
from storage.records import Lane, OutboxRow, Share

TELEGRAM = Limits(30, 1, 3, 20, 1, 1, 32)
VK = Limits(20, 5, 10, 0, 100, 25, 24, free_acks=False)
EVERY_CALL = Limits(30, 2, 0, 0, 1, 1, 24, free_acks=False, every_call=True)


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
    assert len(dispatch.pick(100)) == 30 - LATE_CALLS


def test_a_hundred_equal_texts_leave_in_one_request_and_answers_ride_along() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    dispatch.offer(rows(Lane.NOTICE, 1, 250, text=77) + rows(Lane.PERSON, 5000, 10))
    first = dispatch.pick(1)[0]
    lanes = Counter(Lane(item.lane) for item in first.items)
    assert lanes == {Lane.NOTICE: 100, Lane.PERSON: 10}


def test_a_few_texts_in_turn_leave_a_hundred_in_a_request_too() -> None:
    """As rows near people's places wait: «дом», «дача», «мама», in two languages."""
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    dispatch.offer([w for n in range(250) for w in rows(Lane.NOTICE, n + 1, 1, text=1 + n * 5 % 6)])
    assert [count for _, _, count in run(dispatch, clock, 1, [])] == [100, 100, 50]


def test_more_than_twenty_five_texts_in_turn_are_no_more_calls_than_a_request_takes() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    dispatch.offer([w for n in range(300) for w in rows(Lane.NOTICE, n + 1, 1, text=1 + n % 30)])
    (first,) = dispatch.pick(1)
    assert len({item.text for item in first.items}) == len(first.items) == 25


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
    assert len(left) > 50
    assert max(sum(1 for t in left if at <= t < at + 1) for at in left) <= 30


# -- a method that the messenger forbids ----------------------------------------------------------------
def forbid(dispatch: Dispatch, method: str, seconds: float) -> None:
    dispatch.heard("7", Outcome(Result.RETRY, why="captcha", retry_after_s=seconds, scope="method", method=method))


def test_new_messages_that_are_forbidden_wait_and_edits_and_acknowledgements_go() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    forbid(dispatch, "send", 300)
    edit = Waiting(1, "a", int(Lane.PERSON), 0, "screen:1", 0, 0)
    pressed = Waiting(2, "b", int(Lane.ACK), 0, "", 0, clock.now() + 50_000)
    notice = rows(Lane.NOTICE, 10, 100, text=5)
    dispatch.offer([edit, pressed, *rows(Lane.PERSON, 1000, 3), *notice])
    gone = {item.id for request in dispatch.pick(20) for item in request.items}
    assert gone == {1, 2}
    clock.at += 301
    later = {item.id for request in dispatch.pick(20) for item in request.items}
    assert later >= {item.id for item in notice}


def test_acknowledgements_that_are_forbidden_hold_up_nobody() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    forbid(dispatch, "ack", 30)
    dispatch.offer([Waiting(2, "b", int(Lane.ACK), 0, "", 0, clock.now() + 50_000), *rows(Lane.PERSON, 1000, 1)])
    assert [item.id for request in dispatch.pick(20) for item in request.items] == [1000]
    clock.at += 31
    assert [item.id for request in dispatch.pick(20) for item in request.items] == [2]


def test_calls_go_one_in_a_request_while_several_are_forbidden() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    forbid(dispatch, "together", 300)
    dispatch.offer(rows(Lane.PERSON, 1, 6))
    assert [len(request.items) for request in dispatch.pick(20)] == [1] * 6
    clock.at += 2
    dispatch.offer(rows(Lane.NOTICE, 100, 100, text=7))
    assert [len(request.items) for request in dispatch.pick(1)] == [100]


def test_a_forbidden_method_slows_down_nothing_else() -> None:
    dispatch = Dispatch(VK, HandClock())
    forbid(dispatch, "edit", 300)
    assert dispatch.pace.overall.most == 20
    assert not dispatch.pace.paused


def test_what_stands_aside_lets_the_rest_of_its_chat_pass() -> None:
    clock = HandClock()
    dispatch = Dispatch(VK, clock)
    removal = Waiting(1, "a", int(Lane.PERSON), 0, "screen:1", 0, 0)
    dispatch.offer([removal, Waiting(2, "a", int(Lane.PERSON), 0, "", 0, 0)])
    ((first,),) = [request.items for request in dispatch.pick(5)]
    dispatch.done(first, clock.now() + 1000, aside=True)
    ((second,),) = [request.items for request in dispatch.pick(5)]
    assert (first.id, second.id) == (1, 2)
    dispatch.done(second)
    clock.at += 1.1
    ((again,),) = [request.items for request in dispatch.pick(5)]
    dispatch.done(again, clock.now() + 1000, aside=True)
    clock.at += 1.1
    ((last,),) = [request.items for request in dispatch.pick(5)]
    dispatch.done(last)
    assert (again.id, last.id) == (1, 1)
    assert not dispatch.backlog.queues
    assert not dispatch.backlog.known


def test_a_press_leaves_at_once_whatever_waits_in_its_group_and_the_limit_holds() -> None:
    """Hundreds of cards and edits wait; every minute three people press."""
    clock, chat = HandClock(), "-100"
    dispatch, left, number = Dispatch(TELEGRAM, clock), list[tuple[float, Waiting]](), 10_000
    begin, offered, next_at = clock.now(), dict[int, float](), clock.at + 7
    dispatch.offer(
        Waiting(n, chat, int(Lane.OPERATORS), int(share), f"card:{n}" if share is Share.EDITS else "", begin, 0)
        for n in range(1, 600)
        for share in (Share.REPORTS if n % 2 else Share.EDITS,)
    )
    while clock.at < 1000.0 + 600:
        if clock.at >= next_at:
            next_at += 20
            number += 1
            offered[number] = clock.at
            dispatch.offer([Waiting(number, chat, int(Lane.OPERATORS), int(Share.ASKED), "", clock.now(), 0)])
        for request in dispatch.pick(32):
            for item in request.items:
                left.append((request.at, item))
                dispatch.done(item)
        clock.at += 0.005
    times = [at for at, _ in left]
    assert max(sum(at <= other < at + 60 for other in times) for at in times) <= 20
    waits = [at - offered[item.id] for at, item in left if item.id in offered]
    assert len(waits) == len(offered) >= 29
    assert max(waits) < 2.0
    assert {Share(item.share) for _, item in left} >= {Share.REPORTS, Share.EDITS, Share.ASKED}


def test_edits_of_one_card_leave_in_their_order_also_when_one_of_them_is_pressed() -> None:
    clock, dice, chat = HandClock(), random.Random(9), "-100"
    dispatch, left = Dispatch(TELEGRAM, clock), list[int]()
    for n in range(1, 200):
        share = dice.choice((Share.REPORTS, Share.EDITS, Share.ASKED))
        dispatch.offer([Waiting(n, chat, int(Lane.OPERATORS), int(share), f"card:{n % 7}", clock.now(), 0)])
        for _ in range(200):
            for request in dispatch.pick(8):
                for item in request.items:
                    left.append(item.id)
                    dispatch.done(item)
            clock.at += 0.005
    for card in range(7):
        mine = [n for n in left if n % 7 == card]
        assert mine == sorted(mine)
    assert len(left) > 50


def in_one_chat(row: OutboxRow, first: int, count: int) -> list[Waiting]:
    return [waiting(replace(row, id=n, chat="7")) for n in range(first, first + count)]


TOAST = OutboxRow(1, "max", "7", Lane.ACK, "ack", "Взято", slot="press")
WIPE = OutboxRow(1, "max", "7", Lane.PERSON, "delete", "", slot="screen")
SAID = OutboxRow(1, "max", "7", Lane.PERSON, "put", "{}", slot="other")


def test_where_every_call_counts_toasts_edits_and_deletions_share_their_chats_two_a_second() -> None:
    clock = HandClock()
    dispatch = Dispatch(EVERY_CALL, clock)
    wipes = [replace(row, slot=f"screen{row.id}") for row in in_one_chat(WIPE, 100, 4)]
    dispatch.offer(in_one_chat(TOAST, 1, 6) + wipes + in_one_chat(SAID, 200, 4))
    left = run(dispatch, clock, 9, [])
    assert len(left) == 14
    assert busiest_second(left) == 2


def test_a_press_in_a_quiet_chat_is_answered_and_shown_at_once_while_a_notice_runs() -> None:
    clock = HandClock()
    dispatch = Dispatch(EVERY_CALL, clock)
    dispatch.offer(rows(Lane.NOTICE, 1000, 500))
    run(dispatch, clock, 3, [])
    pressed = clock.at
    dispatch.offer(in_one_chat(TOAST, 1, 1) + in_one_chat(SAID, 2, 1))
    shown = [at for at, lane, _ in run(dispatch, clock, 1, []) if lane is not Lane.NOTICE]
    assert len(shown) == 2
    assert max(shown) - pressed < 0.2


def test_an_acknowledgement_without_words_takes_nothing_of_its_chat() -> None:
    clock = HandClock()
    dispatch = Dispatch(EVERY_CALL, clock)
    dispatch.offer(in_one_chat(replace(TOAST, body=""), 1, 5) + in_one_chat(SAID, 200, 2))
    left = run(dispatch, clock, 0.5, [])
    assert Counter(lane for _, lane, _ in left) == {Lane.ACK: 5, Lane.PERSON: 2}


def _after_one_another(limits: Limits, lane: Lane, settles_s: float, dice: random.Random) -> int:
    """A node dies somewhere in the midst of what goes to many, another one goes on: the busiest second of both."""
    clock, arrived = HandClock(), list[tuple[float, Lane, int]]()
    for seconds in (1 + dice.random() * 2, 3):
        dispatch = Dispatch(limits, clock)  # the other one knows nothing of the windows of the first
        dispatch.offer(rows(lane, 1, 400))
        left = run(dispatch, clock, seconds, [])
        arrived += [(at + dice.uniform(0.02, 0.07), lane, 1) for at, lane, _ in left if at <= clock.at]
        clock.at += settles_s
    return busiest_second(arrived)


@pytest.mark.parametrize("lane", [Lane.NOTICE, Lane.PERSON])
@pytest.mark.parametrize("limits", [replace(TELEGRAM, calls=1), replace(VK, calls=1), EVERY_CALL])
def test_two_nodes_one_after_the_other_break_no_second_of_a_messenger(limits: Limits, lane: Lane) -> None:
    """Answers take 20 to 70 ms on their way. Without the pause after a takeover the two of them would break it."""
    dice = random.Random(6)
    assert max(_after_one_another(limits, lane, SETTLE_S, dice) for _ in range(12)) <= limits.per_second
    assert max(_after_one_another(limits, lane, 0.0, dice) for _ in range(6)) > limits.per_second
