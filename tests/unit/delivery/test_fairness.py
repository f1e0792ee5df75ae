from __future__ import annotations

from collections import Counter

from bot.delivery.fairness import PATIENCE, Fairness
from storage.records import Lane


def turns(*ready: Lane, count: int = 1000) -> Counter[Lane]:
    fairness = Fairness()
    return Counter(fairness.choose(ready) for _ in range(count))


def test_an_alert_keeps_nine_tenths_and_people_a_tenth() -> None:
    got = turns(Lane.ALERT, Lane.PERSON)
    assert (got[Lane.ALERT], got[Lane.PERSON]) == (900, 100)


def test_an_alert_alone_takes_everything() -> None:
    assert turns(Lane.ALERT) == {Lane.ALERT: 1000}


def test_a_notice_and_people_have_every_second_turn() -> None:
    got = turns(Lane.NOTICE, Lane.PERSON)
    assert (got[Lane.NOTICE], got[Lane.PERSON]) == (500, 500)


def test_acknowledgements_go_before_everything() -> None:
    assert Fairness().choose([Lane.ALERT, Lane.ACK, Lane.PERSON]) is Lane.ACK


def test_no_lane_waits_for_ever_whatever_the_others_want() -> None:
    others = [lane for lane in Lane if lane is not Lane.ACK]
    got = turns(*others, count=5000)
    assert got[Lane.ALERT] >= 4500
    assert all(got[lane] > 0 for lane in others)
    without_alert = turns(*[lane for lane in others if lane is not Lane.ALERT], count=5000)
    assert all(without_alert[lane] >= 5000 // (PATIENCE * 5) for lane in without_alert)
    assert without_alert[Lane.NOTICE] >= 2000


def test_people_come_right_after_a_turn_of_a_notice() -> None:
    fairness = Fairness()
    first = [fairness.choose([Lane.NOTICE]) for _ in range(7)]
    assert first == [Lane.NOTICE] * 7
    assert Lane.PERSON in [fairness.choose([Lane.NOTICE, Lane.PERSON]) for _ in range(2)]


def test_a_digest_beside_people_who_never_stop_has_a_turn_every_second() -> None:
    a_second = 30
    assert turns(Lane.PERSON, Lane.DIGEST, count=10 * a_second)[Lane.DIGEST] >= 10
