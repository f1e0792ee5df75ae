from __future__ import annotations

import json

import pytest

from bot.channels.port import Outcome, Result
from bot.delivery.outcomes import BACKOFF_S, GIVE_UP_MS, SendVerdict, judge, news, sent_messages
from storage.records import OutboxRow, OutboxState

NOW = 1_000_000_000


def row(**values: object) -> OutboxRow:
    made = OutboxRow(1, "telegram", "7", 2, "send", "{}", state=1, created_at=NOW, attempts=1)
    for name, value in values.items():
        setattr(made, name, value)
    return made


def test_each_part_is_concluded_by_itself() -> None:
    first = judge(row(), Outcome(Result.SENT), 3, NOW)
    assert (first.state, first.parts_done) == (OutboxState.WAITING, 1)
    assert judge(row(parts_done=2), Outcome(Result.SENT), 3, NOW).state is OutboxState.SENT


@pytest.mark.parametrize(("careful", "unknowns", "state"), [
    (0, 0, OutboxState.WAITING), (0, 1, OutboxState.GIVEN_UP),
    (1, 0, OutboxState.WAITING), (1, 1, OutboxState.WAITING), (1, 2, OutboxState.GIVEN_UP),
])  # fmt: skip
def test_an_unknown_row_is_repeated_as_often_as_promised(careful: int, unknowns: int, state: OutboxState) -> None:
    assert judge(row(careful=careful, unknowns=unknowns), Outcome(Result.UNKNOWN), 1, NOW).state is state


def test_deaths_count_by_themselves_and_end_at_the_twenty_first() -> None:
    """Nearly all of what was claimed had not left. What ends the program each time does not go on for ever."""
    died = Outcome(Result.UNKNOWN, why="restart")
    verdicts = [judge(row(careful=1, unknowns=before, deaths=before), died, 1, NOW) for before in range(21)]
    assert [verdict.state for verdict in verdicts] == [OutboxState.WAITING] * 20 + [OutboxState.GIVEN_UP]
    pauses_s = [(verdict.due_at - NOW) // 1000 for verdict in verdicts[:-1]]
    assert pauses_s == [3, 6, 12, 24, 48] + [60] * 15
    after_deaths = [judge(row(careful=1, unknowns=5 + before, deaths=5), Outcome(Result.UNKNOWN), 1, NOW).state
                    for before in range(3)]  # fmt: skip
    assert after_deaths == [OutboxState.WAITING] * 2 + [OutboxState.GIVEN_UP]
    assert judge(row(unknowns=1, deaths=1), died, 1, NOW).state is OutboxState.GIVEN_UP


def test_an_ordinary_unknown_row_is_repeated_only_into_a_quiet_chat() -> None:
    assert judge(row(), Outcome(Result.UNKNOWN), 1, NOW).ask_quiet
    assert not judge(row(careful=1), Outcome(Result.UNKNOWN), 1, NOW).ask_quiet


def test_an_unknown_edit_is_repeated_since_it_says_the_same() -> None:
    verdict = judge(row(op="put", unknowns=3), Outcome(Result.UNKNOWN), 1, NOW, edit=True)
    assert verdict.state is OutboxState.WAITING
    assert not verdict.ask_quiet


def test_an_unknown_acknowledgement_is_not_repeated() -> None:
    assert judge(row(op="ack"), Outcome(Result.UNKNOWN), 1, NOW).state is OutboxState.GIVEN_UP


def test_later_means_at_least_as_late_as_the_messenger_said() -> None:
    assert judge(row(), Outcome(Result.RETRY, retry_after_s=37), 1, NOW).due_at == NOW + 37_000
    pauses = [judge(row(attempts=n), Outcome(Result.RETRY), 1, NOW).due_at - NOW for n in range(1, 12)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == BACKOFF_S[-1] * 1000


def test_a_row_that_cannot_leave_for_a_day_is_given_up_and_not_before() -> None:
    assert judge(row(created_at=NOW - GIVE_UP_MS), Outcome(Result.RETRY), 1, NOW).state is OutboxState.WAITING
    assert judge(row(created_at=NOW - GIVE_UP_MS - 1), Outcome(Result.RETRY), 1, NOW).state is OutboxState.GIVEN_UP


def test_a_migrated_group_gets_the_row_at_once_under_its_new_id() -> None:
    verdict = judge(row(chat="-5", attempts=9), Outcome(Result.RETRY, migrated_to="-1005"), 1, NOW)
    assert (verdict.chat, verdict.due_at) == ("-1005", NOW)


def test_handlers_learn_only_what_is_final() -> None:
    asked = row(then="delivered:55")
    waiting = judge(asked, Outcome(Result.RETRY), 1, NOW)
    assert news(asked, waiting, NOW) is None
    blocked = news(asked, judge(asked, Outcome(Result.UNREACHABLE, why="blocked"), 1, NOW), NOW)
    assert blocked is not None
    assert (blocked.kind, blocked.key) == ("delivered", "55")
    assert json.loads(blocked.data) == {"result": "unreachable", "why": "blocked", "at": NOW}


def test_only_the_first_message_of_a_put_is_its_slot() -> None:
    card = row(op="put", slot="card:5", report_id=5)
    first = sent_messages(card, Outcome(Result.SENT, ("10",)), NOW)
    photos = sent_messages(
        row(op="put", slot="card:5", report_id=5, parts_done=1), Outcome(Result.SENT, ("11", "12")), NOW
    )
    assert [(m.message_id, m.slot, m.report_id) for m in first + photos] == [
        ("10", "card:5", 5),
        ("11", "", 5),
        ("12", "", 5),
    ]


def test_what_handlers_are_told_is_what_became_of_the_row() -> None:
    """The words between delivery and the card: only "sent" may ever be shown as delivered."""
    told = {
        OutboxState.SENT: "sent", OutboxState.UNREACHABLE: "unreachable", OutboxState.REJECTED: "rejected",
        OutboxState.EXPIRED: "expired", OutboxState.GIVEN_UP: "given_up", OutboxState.DROPPED: "dropped",
    }  # fmt: skip
    for state in OutboxState:
        timer = news(row(then="answer:5"), SendVerdict(state, why="x"), 7)
        assert (json.loads(timer.data)["result"] if timer else None) == told.get(state)
