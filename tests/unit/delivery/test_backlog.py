from __future__ import annotations

from dataclasses import replace

from bot.delivery.backlog import Backlog, Waiting
from storage.records import Lane, Share

FREE = 0


def row(
    number: int, chat: str = "7", lane: Lane = Lane.PERSON, *, share: Share = Share.NONE, slot: str = "", due: int = 0
) -> Waiting:
    return Waiting(number, chat, int(lane), int(share), slot, due, 0)


def take_items(backlog: Backlog, now: int = 0, most: int = 100, limits: dict[str, int] | None = None) -> list[Waiting]:
    """What may go now, lane by lane; `limits`: from when a chat lets anything go."""
    taken: list[Waiting] = []
    for lane in Lane:
        while len(taken) < most and (item := backlog.peek(lane, now, lambda i: (limits or {}).get(i.chat, now))):
            backlog.fly(item)
            taken.append(item)
    return taken


def take(backlog: Backlog, now: int = 0, most: int = 100) -> list[int]:
    return [item.id for item in take_items(backlog, now, most)]


def test_one_row_of_a_chat_flies_at_a_time_and_order_is_kept() -> None:
    backlog = Backlog()
    rows = [row(1), row(2), row(3, "8")]
    backlog.offer(rows)
    assert take(backlog) == [1, 3]
    assert take(backlog) == []
    backlog.done(rows[0])
    assert take(backlog) == [2]


def test_the_urgent_goes_first_whatever_came_first() -> None:
    backlog = Backlog()
    backlog.offer(
        [
            row(1, "1", Lane.DIGEST),
            row(2, "2", Lane.NOTICE),
            row(3, "3"),
            row(4, "4", Lane.ALERT),
            row(5, "5", Lane.ACK),
        ]
    )
    assert take(backlog) == [5, 4, 3, 2, 1]


def test_a_row_that_must_wait_holds_back_the_later_ones_of_its_chat_only() -> None:
    backlog = Backlog()
    rows = [row(1), row(2), row(3, "8")]
    backlog.offer(rows)
    take(backlog)
    backlog.done(rows[0], again_at=500)
    assert take(backlog, 100) == []
    assert take(backlog, 500) == [1]


def test_lanes_of_one_chat_do_not_wait_for_each_other() -> None:
    backlog = Backlog()
    backlog.offer([row(1, lane=Lane.NOTICE), row(2, lane=Lane.PERSON)])
    assert take(backlog) == [2, 1]


def test_shares_of_the_operators_chat_overtake_each_other() -> None:
    backlog = Backlog()
    backlog.offer([row(i, "-1", Lane.OPERATORS, share=Share.REPORTS) for i in range(1, 50)])
    backlog.offer([row(99, "-1", Lane.OPERATORS, share=Share.ASKED)])
    assert take(backlog) == [1, 99]


def test_a_later_state_of_a_slot_waits_for_the_earlier_one_in_whatever_lane() -> None:
    backlog = Backlog()
    first = row(1, "-1", Lane.OPERATORS, share=Share.REPORTS, slot="card:5")
    second = row(2, "-1", Lane.OPERATORS, share=Share.EDITS, slot="card:5")
    backlog.offer([first, second])
    assert take(backlog) == [1]
    assert take(backlog, 1000) == []
    backlog.done(first)
    assert take(backlog, 2000) == [2]


def test_the_press_on_a_card_does_not_wait_behind_edits_of_other_cards() -> None:
    """Its newest state went into the row that waits already, so that this one moves into the quicker queue."""
    backlog = Backlog()
    edits = [row(i, "-1", Lane.OPERATORS, share=Share.EDITS, slot=f"card:{i}", due=900) for i in range(1, 6)]
    backlog.offer(edits)
    backlog.offer([row(9, "-1", Lane.OPERATORS, share=Share.ASKED, slot="card:4")])
    assert take(backlog) == [4]
    backlog.done(replace(edits[3], share=int(Share.ASKED), due_at=0))
    assert take(backlog) == [9]
    backlog.done(row(9, "-1", Lane.OPERATORS, share=Share.ASKED, slot="card:4"))
    for edit in (edits[0], edits[1], edits[2], edits[4]):
        assert take(backlog, 1000) == [edit.id]
        backlog.done(edit)
    assert take(backlog, 2000) == []
    assert backlog.known == set()
    assert backlog.slots == {}


def test_an_edit_under_way_is_waited_for_by_the_press_on_its_card() -> None:
    backlog = Backlog()
    edits = [row(i, "-1", Lane.OPERATORS, share=Share.EDITS, slot="card:4") for i in (1, 2)]
    backlog.offer(edits)
    assert take(backlog) == [1]
    backlog.offer([row(9, "-1", Lane.OPERATORS, share=Share.ASKED, slot="card:4")])
    assert take(backlog, 100) == []
    backlog.done(edits[0])
    assert take(backlog, 200) == [2]
    backlog.done(replace(edits[1], share=int(Share.ASKED)))
    assert take(backlog, 300) == [9]


def test_a_row_offered_twice_goes_once() -> None:
    backlog = Backlog()
    backlog.offer([row(1)])
    backlog.offer([row(1)])
    assert take(backlog) == [1]
    backlog.done(row(1))
    assert take(backlog) == []


def test_a_row_that_moved_to_another_chat_goes_on_there() -> None:
    backlog = Backlog()
    rows = [row(1, "-5"), row(2, "-5")]
    backlog.offer(rows)
    take(backlog)
    backlog.done(rows[0], again_at=10, chat="-1005")
    assert take(backlog, 10) == [1]
    backlog.done(replace(rows[0], chat="-1005"))
    assert [item.chat for item in take_items(backlog, 20)] == ["-1005"]


def test_a_limited_chat_is_looked_at_again_when_its_limit_lets_it() -> None:
    backlog = Backlog()
    backlog.offer([row(1), row(2, "8")])
    assert [i.id for i in take_items(backlog, limits={"7": 700})] == [2]
    assert backlog.next_at() == 700
    assert take(backlog, 700) == [1]


def test_no_more_are_taken_than_there_is_room_for() -> None:
    backlog = Backlog()
    backlog.offer([row(i, str(i)) for i in range(1, 10)])
    assert take(backlog, most=4) == [1, 2, 3, 4]
    assert take(backlog, most=100) == [5, 6, 7, 8, 9]


def test_of_each_lane_it_knows_how_many_wait_and_since_when() -> None:
    backlog = Backlog()
    written = [
        replace(row(n, str(n % 2), due=n * 10), created_at=at) for n, at in ((1, 700), (2, 0), (3, 500), (4, 800))
    ]
    backlog.offer([*written, replace(row(5, lane=Lane.ALERT, due=99), created_at=90)])
    assert backlog.depths()["person"] == (4, 10, 700)  # behind the first of a chat nobody looks
    assert backlog.depths()["alert"] == (1, 99, 90)
    assert backlog.depths()["notice"] == (0, 0, 0)
    assert take(backlog, now=1000)[0] == 5
    backlog.done(replace(row(5, lane=Lane.ALERT, due=99), created_at=90))
    assert backlog.depths()["alert"] == (0, 0, 0)


def test_rows_that_many_deaths_have_met_go_one_at_a_time_among_the_others() -> None:
    backlog = Backlog()
    met = [replace(row(number, str(number)), deaths=3) for number in (1, 2)]
    backlog.offer([*met, replace(row(3, "3"), deaths=2), row(4, "4")])
    assert take(backlog) == [1, 3, 4]
    assert take(backlog, 1000) == []
    backlog.done(met[0])
    assert take(backlog, 2000) == [2]
    backlog.done(met[1], again_at=2000)
    assert take(backlog, 3000) == [2]
