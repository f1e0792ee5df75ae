from __future__ import annotations

import itertools
import random

import pytest

from bot.channels.port import Limits
from bot.delivery.fairness import BULK
from bot.delivery.limits import (
    FASTER_S,
    FIRST,
    LATE_CALLS,
    LEFT_S,
    LONGEST_PAUSE_S,
    QUOTAS,
    REFUSALS,
    Bucket,
    GroupWindow,
    Pace,
    Window,
)
from bot.sandbox.limits import ChatRate
from storage.records import Lane, Share

TELEGRAM = Limits(30, 1, 3, 20, 1, 1, 32)
EVERY_CALL = Limits(30, 2, 0, 0, 1, 1, 24, free_acks=False, every_call=True)


def send_times(
    pace: Pace, chat: str, share: Share, count: int, *, until: float, lane: Lane = Lane.PERSON
) -> list[float]:
    """When `count` messages leave if each goes as soon as it may; "?" in `chat` stands for a new chat each time."""
    now, times = 0.0, list[float]()
    while len(times) < count and now < until:
        to = chat.replace("?", str(len(times)))
        at = max(pace.slot_at(now, lane, even=lane in BULK), pace.chat_at(now, to, share, ()))
        if at <= now:
            pace.take_slot(now, lane)
            pace.take_chat(now, to, share)
            times.append(now)
        else:
            now = at
    return times


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(1 for other in times if at <= other < at + seconds) for at in times)


def test_never_more_than_thirty_within_any_second() -> None:
    times = send_times(Pace(TELEGRAM), "1?", Share.NONE, 300, until=60)
    assert most_within(times, 1.0) == 30 - LATE_CALLS


def test_a_bulk_lane_goes_evenly_so_that_the_next_slot_is_never_far() -> None:
    times = send_times(Pace(TELEGRAM), "1?", Share.NONE, 600, until=60, lane=Lane.NOTICE)
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert max(gaps) < 0.05
    assert len(times) / times[-1] > 28.5


def test_an_answer_goes_between_two_messages_of_a_running_notice() -> None:
    pace = Pace(TELEGRAM)
    for now in (i * 0.0351 for i in range(100)):
        if pace.slot_at(now, Lane.NOTICE, even=True) <= now:
            pace.take_slot(now, Lane.NOTICE)
    assert pace.slot_at(now, Lane.PERSON, even=True) - now < 0.1


def test_paid_alerts_have_a_window_of_their_own_and_nothing_else_is_paid() -> None:
    pace = Pace(Limits(30, 1, 3, 20, 1, 1, 32, paid_per_second=1000))
    for i in range(30):
        pace.take_slot(0.0, Lane.PERSON)
        pace.take_slot(i / 1000, Lane.ALERT)
    assert pace.slot_at(0.03, Lane.ALERT) < 0.032
    assert pace.slot_at(0.03, Lane.PERSON) > 1.0
    assert [lane for lane in Lane if pace.is_paid(lane)] == [Lane.ALERT]
    assert not Pace(TELEGRAM).is_paid(Lane.ALERT)


def test_acknowledgements_are_free_only_where_the_messenger_says_so() -> None:
    telegram, vk = Pace(TELEGRAM), Pace(Limits(20, 5, 10, 0, 100, 25, 24, free_acks=False))
    for pace in (telegram, vk):
        for _ in range(30):
            pace.take_slot(0.0, Lane.ACK)
    assert telegram.slot_at(0.0, Lane.PERSON) == 0.0
    assert vk.slot_at(0.0, Lane.ACK) > 0.0


def test_one_chat_gets_three_within_a_moment_and_then_one_a_second() -> None:
    times = send_times(Pace(TELEGRAM), "7", Share.NONE, 10, until=60)
    assert times[:2] == [0.0, 0.0]
    assert 0.0 < times[2] < 0.2
    assert all(b - a >= 1.0 for a, b in itertools.pairwise(times[2:]))


@pytest.mark.parametrize("late", range(8))
def test_a_call_that_is_held_up_on_its_way_gets_the_next_ones_no_refusal(late: int) -> None:
    """One call takes 0.2 s longer than the others; the messenger allows three and then one a second."""
    messenger = ChatRate(1.0, 3)
    leave = send_times(Pace(TELEGRAM), "7", Share.NONE, 12, until=60)
    for at in sorted(left + 0.03 + (0.2 if number == late else 0.0) for number, left in enumerate(leave)):
        assert messenger.wait("7", at) == 0.0
        messenger.add("7", at)


def test_a_group_gets_twenty_a_minute_even_when_one_share_wants_all() -> None:
    times = send_times(Pace(TELEGRAM), "-100", Share.REPORTS, 100, until=300)
    assert most_within(times, 60.0) <= 20
    assert len(times) > 55


def test_a_flood_of_reports_leaves_room_for_what_operators_ask() -> None:
    pace, now = Pace(TELEGRAM), 0.0
    for now in (i * 1.1 for i in range(40)):
        if pace.chat_at(now, "-1", Share.REPORTS, {Share.REPORTS}) <= now:
            pace.take_chat(now, "-1", Share.REPORTS)
    assert pace.chat_at(now + 1, "-1", Share.ASKED, {Share.REPORTS, Share.ASKED}) <= now + 1
    assert pace.chat_at(now + 1, "-1", Share.ALARMS, {Share.REPORTS, Share.ALARMS}) <= now + 1


def test_an_album_takes_as_many_places_as_it_has_photos() -> None:
    pace = Pace(TELEGRAM)
    for _ in range(2):
        pace.take_chat(0.0, "-1", Share.REPORTS)
        pace.take_more(0.0, "-1", Share.REPORTS, 5)
    assert pace.more_at(0.0, "-1", Share.REPORTS, 3) == 0.0  # 15 of 20: the rest stays for presses and alarms
    assert pace.more_at(0.0, "-1", Share.REPORTS, 4) > 59.0


def test_a_pause_holds_only_the_chat_that_it_was_said_for() -> None:
    pace = Pace(TELEGRAM)
    pace.refused(0.0, "7", 30.0)
    assert pace.chat_at(0.0, "7", Share.NONE, ()) == 30.0
    assert pace.chat_at(0.0, "8", Share.NONE, ()) == 0.0
    assert pace.slot_at(0.0, Lane.PERSON) == 0.0


def test_when_several_chats_are_refused_at_once_all_wait_and_go_slower_for_a_while() -> None:
    pace = Pace(TELEGRAM)
    for i in range(REFUSALS):
        pace.refused(0.1 * i, str(i), 5.0)
    assert pace.slot_at(1.0, Lane.PERSON) >= 5.0
    assert pace.overall.most < 30
    for minute in range(1, 30):
        pace.forget_idle(minute * (FASTER_S + 1))
    assert pace.overall.most == 30


def test_an_earlier_pause_does_not_shorten_a_later_one() -> None:
    pace = Pace(TELEGRAM)
    pace.pause("7", 30.0)
    pace.pause("7", 10.0)
    assert pace.chat_at(0.0, "7", Share.NONE, ()) == 30.0


def test_windows_and_buckets_hold_at_random_moments() -> None:
    dice = random.Random(7)
    window, bucket, taken, now = Window(5, 1.0), Bucket(2, 4, 4, 0), list[float](), 0.0
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
    pace.take_chat(0.0, "7", Share.NONE)
    for _ in range(20):
        pace.take_chat(100.0, "-1", Share.REPORTS)
    pace.forget_idle(130.0)
    assert "7" not in pace.chats
    assert pace.chat_at(130.0, "-1", Share.REPORTS, ()) > 130.0


def test_presses_and_alarms_take_what_is_free_and_the_rest_keeps_to_its_part() -> None:
    """How many of each may leave in one minute though all the others wait."""
    parts = {Share.REPORTS: 11, Share.ASKED: 16, Share.EDITS: 7, Share.ALARMS: 15}
    for share, own in parts.items():
        group = GroupWindow(20)
        sent = 0
        while group.ready_at(100.0, share, 1, parts) <= 100.0:
            group.take(100.0, share, 1)
            sent += 1
        assert (share, sent) == (share, own)


@pytest.mark.parametrize("share", FIRST)
def test_whatever_reports_and_edits_took_the_next_press_and_the_next_alarm_go_at_once(share: Share) -> None:
    group, now = GroupWindow(20), 0.0
    for i in range(600):
        now = i / 2
        for other in (Share.REPORTS, Share.EDITS):
            if group.ready_at(now, other, 1, QUOTAS) <= now:
                group.take(now, other, 1)
        assert group.ready_at(now, share, 1, (share, *QUOTAS)) <= now, f"held up after {now} s"


def test_presses_without_end_leave_a_place_a_minute_to_a_report_and_to_a_state() -> None:
    group, waiting = GroupWindow(20), dict[Share, list[float]]()
    for i in range(1200):
        now = i / 2
        for share in (Share.ASKED, Share.ALARMS, Share.REPORTS, Share.EDITS):
            if group.ready_at(now, share, 1, Share) <= now:
                group.take(now, share, 1)
                waiting.setdefault(share, []).append(now)
    for share in QUOTAS:
        times = [0.0, *waiting[share]]
        assert max(b - a for a, b in itertools.pairwise(times)) < 62
    assert most_within(sorted(itertools.chain.from_iterable(waiting.values())), 60.0) <= 20


def test_a_place_that_was_not_used_is_free_again() -> None:
    pace = Pace(TELEGRAM)
    for i in range(20):
        pace.take_chat(i * 2.0, "-1", Share.ASKED)
    assert pace.chat_at(40.0, "-1", Share.ASKED, ()) > 60.0
    pace.give_back("-1", Share.ASKED, 38.0)
    assert pace.chat_at(40.0, "-1", Share.ASKED, ()) > 60.0  # the alarms' two stay free
    for at in (34.0, 36.0):
        pace.give_back("-1", Share.ASKED, at)
    assert pace.chat_at(40.0, "-1", Share.ASKED, ()) == 40.0
    pace.give_back("-1", Share.ASKED, 7.7)  # a moment at which nothing was taken
    assert pace.groups["-1"].all.used(40.0) == 17


def test_cards_that_follow_one_another_leave_the_next_second_to_a_press() -> None:
    pace = Pace(TELEGRAM)
    times = send_times(pace, "-1", Share.REPORTS, 5, until=20)
    assert pace.chat_at(times[-1], "-1", Share.ASKED, ()) == times[-1]


def test_a_groups_minute_is_kept_a_little_longer_than_the_messengers() -> None:
    group = GroupWindow(20)
    for _ in range(20):
        group.take(0.0, Share.REPORTS, 1)
    assert 60.3 < group.ready_at(1.0, Share.REPORTS, 1, ()) < 61.0


def test_every_photo_of_an_album_counts_in_the_whole_and_in_its_group() -> None:
    pace = Pace(TELEGRAM)
    pace.take_slot(0.0, Lane.OPERATORS)
    pace.take_chat(0.0, "-100", Share.REPORTS)
    pace.take_more(0.0, "-100", Share.REPORTS, 9)
    assert pace.overall.used(0.0) == 10
    assert pace.groups["-100"].all.used(0.0) == 10
    assert pace.groups["-100"].used(0.0)[Share.REPORTS] == 10


def test_what_the_messenger_forbade_is_not_forgotten_before_its_time() -> None:
    pace = Pace(TELEGRAM)
    pace.pause("7", 30.0)
    pace.hold("upload", 30.0)
    for now in range(0, 30, 5):
        pace.forget_idle(float(now))
        assert pace.chat_at(float(now), "7", Share.NONE, ()) == 30.0
        assert pace.held_until("upload") == 30.0
    pace.forget_idle(31.0)
    assert pace.chat_at(31.0, "7", Share.NONE, ()) == 31.0
    assert pace.held_until("upload") == 0.0


def test_where_every_call_counts_a_quiet_chat_gets_two_at_once_and_never_a_third_within_a_second() -> None:
    pace = Pace(EVERY_CALL)
    times = send_times(pace, "7", Share.NONE, 10, until=60)
    assert times[:2] == [0.0, 0.0]
    assert most_within(times, 1.0) == 2
    assert times[-1] < 4.3
    pace.forget_idle(times[-1] + 0.5)
    assert pace.chat_at(times[-1] + 0.5, "7", Share.NONE, ()) > times[-1] + 1


def test_where_every_call_counts_cards_leave_one_of_two_and_a_pressed_cards_edit_goes_beside_its_toast() -> None:
    pace = Pace(EVERY_CALL)
    pace.take_chat(0.0, "-1", Share.REPORTS)
    assert pace.chat_at(0.0, "-1", Share.REPORTS, ()) > 1.0
    assert pace.chat_at(0.0, "-1", Share.EDITS, ()) == 0.0
    pace.take_chat(0.0, "-1", Share.EDITS)
    assert pace.chat_at(0.0, "-1", Share.NONE, ()) > 1.0
    pace.give_back("-1", Share.EDITS, 0.0)
    assert pace.chat_at(0.0, "-1", Share.NONE, ()) == 0.0


def test_what_was_held_up_does_not_catch_up_at_once() -> None:
    """Thirty requests had their moments, and then nothing ran for a second: they leave, and the next ones wait."""
    pace = Pace(TELEGRAM)
    for _ in range(30):
        assert pace.leaves_at(100.0, Lane.PERSON) == 100.0
        pace.leaves(100.0, Lane.PERSON)
    assert pace.leaves_at(100.1, Lane.PERSON) == pytest.approx(100.0 + LEFT_S)
    assert pace.leaves_at(100.1, Lane.ACK) == 100.1, "what is free is held to nothing"
    assert pace.leaves_at(101.1, Lane.PERSON) == 101.1


def test_a_pause_that_is_asked_for_is_a_number_and_no_longer_than_an_hour() -> None:
    asked = (5.0, 10.0**9, float("inf"), 0.0, -3.0, float("nan"))
    assert [Pace.capped(seconds) for seconds in asked] == [5.0, LONGEST_PAUSE_S, LONGEST_PAUSE_S, 0.0, 0.0, 0.0]
