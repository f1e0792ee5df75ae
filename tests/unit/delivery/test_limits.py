from __future__ import annotations

import random

from bot.channels.port import Limits
from bot.delivery.limits import Bucket, Pace, Window
from storage.records import Share

TELEGRAM = Limits(30, 1, 3, 20, 1, 1, 32)


def send_times(pace: Pace, chat: str, share: Share, count: int, *, until: float) -> list[float]:
    """When `count` messages to one chat leave if each goes as soon as it may."""
    now, times = 0.0, []
    while len(times) < count and now < until:
        at = max(pace.channel_ready_at(now), pace.chat_ready_at(now, chat, share, 1, ()))
        if at <= now:
            pace.take(now, chat, share, 1)
            times.append(now)
        else:
            now = at
    return times


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(1 for other in times if at <= other < at + seconds) for at in times)


def test_never_more_than_thirty_within_any_second() -> None:
    pace, times, now = Pace(TELEGRAM), [], 0.0
    for i in range(300):
        while (at := max(pace.channel_ready_at(now), pace.chat_ready_at(now, str(i), Share.NONE, 1, ()))) > now:
            now = at
        pace.take(now, str(i), Share.NONE, 1)
        times.append(now)
    assert most_within(times, 1.0) == 30


def test_one_chat_gets_three_at_once_and_then_one_a_second() -> None:
    times = send_times(Pace(TELEGRAM), "7", Share.NONE, 10, until=60)
    assert times[:3] == [0.0, 0.0, 0.0]
    assert all(b - a >= 1.0 for a, b in zip(times[2:], times[3:], strict=False))


def test_a_group_gets_twenty_a_minute_even_when_one_share_wants_all() -> None:
    times = send_times(Pace(TELEGRAM), "-100", Share.REPORTS, 100, until=300)
    assert most_within(times, 60.0) <= 20
    assert len(times) > 60


def test_a_flood_of_reports_leaves_room_for_what_operators_ask() -> None:
    pace, now = Pace(TELEGRAM), 0.0
    for now in (i * 1.1 for i in range(40)):
        if pace.chat_ready_at(now, "-1", Share.REPORTS, 1, {Share.REPORTS}) <= now:
            pace.take(now, "-1", Share.REPORTS, 1)
    assert pace.chat_ready_at(now + 1, "-1", Share.ASKED, 1, {Share.REPORTS, Share.ASKED}) <= now + 1
    assert pace.chat_ready_at(now + 1, "-1", Share.ALARMS, 1, {Share.REPORTS, Share.ALARMS}) <= now + 1


def test_a_pause_holds_only_the_chat_that_it_was_said_for() -> None:
    pace = Pace(TELEGRAM)
    pace.pause("7", 30.0)
    assert pace.chat_ready_at(0.0, "7", Share.NONE, 1, ()) == 30.0
    assert pace.chat_ready_at(0.0, "8", Share.NONE, 1, ()) == 0.0
    assert pace.channel_ready_at(0.0) == 0.0
    pace.pause("", 5.0)
    assert pace.channel_ready_at(0.0) == 5.0


def test_an_earlier_pause_does_not_shorten_a_later_one() -> None:
    pace = Pace(TELEGRAM)
    pace.pause("7", 30.0)
    pace.pause("7", 10.0)
    assert pace.chat_ready_at(0.0, "7", Share.NONE, 1, ()) == 30.0


def test_windows_and_buckets_hold_at_random_moments() -> None:
    dice = random.Random(7)
    window, bucket, taken, now = Window(5, 1.0), Bucket(2, 4, 4, 0), [], 0.0
    for _ in range(500):
        now += dice.random() * 0.3
        if window.ready_at(now) <= now and bucket.ready_at(now) <= now:
            window.take(now)
            bucket.take(now)
            taken.append(now)
    assert most_within(taken, 0.999) <= 5
    assert most_within(taken, 10.0) <= 4 + 2 * 10 + 1


def test_what_is_idle_is_forgotten_but_a_full_group_is_not() -> None:
    pace = Pace(TELEGRAM)
    pace.take(0.0, "7", Share.NONE, 1)
    pace.take(100.0, "-1", Share.REPORTS, 20)
    pace.forget_idle(130.0)
    assert "7" not in pace.chats
    assert pace.chat_ready_at(130.0, "-1", Share.REPORTS, 1, ()) > 130.0
