"""A notice's acts by themselves: what they change, what they write down, and whom they refuse."""

from __future__ import annotations

import json
from itertools import product

import pytest

from handlers.base.event import CLOCK, Event, Kind
from handlers.base.shared import Shared, parse_address
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.notices.content import Area, Content
from handlers.notices.loads import NAMED_ACCOUNTS, OFFICER_ACCOUNTS
from handlers.notices.moves import end, hands_of, move, new_notice, role_of, set_content
from handlers.notices.states import TABLE, Act, NoticeState, Role
from storage.ids import Ids
from storage.notice_records import Notice, NoticeEvent
from storage.records import Account, Dialogue, Person, Timer
from tests.unit.notices.test_states import expected
from tests.world.world import fictional

NOW = 1_763_445_600_000
HOUR = 3_600_000
REGION = fictional()
LIBRARY = Library(REGION.zone)
FLOOD = Content("flood", 4, area=Area(region=True), texts={"ru": "Вода"}, until=NOW + 12 * HOUR)


def turn_of(account: str, person: int = 1, key: str | None = None, joined: tuple[str, ...] = ()) -> Turn:
    """An officer's turn in a private chat; `joined` are his other accounts as the store has them."""
    address = parse_address(account)
    shared = Shared(REGION, LIBRARY, Ids({"notice": person * 100, "notice_event": person * 100}), None, lambda t: [],
                  lambda t: False)  # fmt: skip
    event = Event(address.channel, "1", Kind.BUTTON, address.chat, sender=address.chat, sender_name=f"Имя {account}")
    mine = [Account(a.channel, a.chat, person, 1) for a in map(parse_address, joined)]
    turn = Turn(event, NOW, shared, Person(person, 1), Account(address.channel, address.chat, person, 1),
                Dialogue(address.channel, address.chat, address.chat), LIBRARY.texts("ru"))  # fmt: skip
    turn.loaded = {OFFICER_ACCOUNTS: tuple(mine), NAMED_ACCOUNTS: ()}
    turn.officer = account if key is None else key
    return turn


def clock_turn() -> Turn:
    turn = turn_of("telegram:0", 0, "")
    turn.event = Event(CLOCK, "", Kind.TICK)
    return turn


def submitted(content: Content = FLOOD) -> Notice:
    turn = turn_of("telegram:1", 1)
    notice = new_notice(turn, content)
    assert move(turn, notice, Act.SUBMIT, role_of(turn, notice), who=turn.officer, name="Анна")
    return notice


def events(turn: Turn) -> list[tuple[str, str]]:
    rows = turn.changes.rows.get(NoticeEvent, {}).values()
    return [(e.what, e.actor) for e in rows if isinstance(e, NoticeEvent)]


def timer(turn: Turn, kind: str) -> Timer | None:
    found = [r for k, r in turn.changes.rows.get(Timer, {}).items() if k[0] == kind]
    return found[0] if found and isinstance(found[0], Timer) else None


def test_submitting_freezes_and_counts_the_version() -> None:
    notice = submitted()
    assert (notice.state, notice.digest, notice.version) == ("pending", FLOOD.digest(), 1)
    assert notice.submitter_name == "Анна"


def test_whoever_wrote_or_submitted_is_a_hand_in_every_account_of_his() -> None:
    notice = submitted()
    assert {"telegram:1", "p:1"} <= hands_of(notice)
    assert role_of(turn_of("telegram:1", 1), notice) is Role.HAND
    assert role_of(turn_of("vk:9", 1), notice) is Role.HAND, "joined: the same person"
    joined_later = turn_of("vk:9", 7, joined=("telegram:1", "vk:9"))
    assert role_of(joined_later, notice) is Role.HAND, "joined to another person since he wrote"
    assert role_of(turn_of("vk:9", 2), notice) is Role.OFFICER
    assert role_of(turn_of("vk:9", 2, key=""), notice) is Role.NOBODY


def test_accounts_that_the_setting_joins_are_one_hand() -> None:
    notice = submitted()
    other = turn_of("vk:9", 2)
    other.shared.officers = (frozenset({parse_address("telegram:1"), parse_address("vk:9")}),)
    assert role_of(other, notice) is Role.HAND


@pytest.mark.parametrize(("key", "role"), [
    ("console", Role.CONSOLE), ("clock", Role.CLOCK), ("", Role.NOBODY), ("telegram:1", Role.HAND),
    ("telegram:2", Role.OFFICER),
])  # fmt: skip
def test_a_key_alone_says_a_role(key: str, role: Role) -> None:
    assert role_of(key, submitted()) is role


def test_an_act_that_may_be_done_moves_the_notice_and_is_written_down() -> None:
    """Over the whole table of tests/unit/notices/test_states.py; what may not be done changes nothing."""
    for state, act, role in product(NoticeState, Act, Role):
        notice = submitted()
        notice.state = state.value
        turn = turn_of("telegram:2", 2)
        before = (notice.state, notice.updated_at, notice.digest)
        done = move(turn, notice, act, role, who="telegram:2", name="Борис")
        to = expected(state.value, act.value, role.value)
        assert done is (to is not None), (state, act, role)
        if to is None:
            assert (notice.state, notice.updated_at, notice.digest) == before
            assert not turn.changes
        else:
            assert notice.state == to
            assert events(turn) == [(act.value, "telegram:2")]


def test_what_was_changed_behind_the_digest_is_not_approved() -> None:
    notice = submitted()
    notice.content = FLOOD.changed(texts={"ru": "Другое"}).dump()
    turn = turn_of("telegram:2", 2)
    assert not move(turn, notice, Act.APPROVE, Role.OFFICER, who=turn.officer, name="Борис")
    assert notice.state == "pending"


def test_a_changed_notice_is_a_draft_again_and_its_changer_a_hand() -> None:
    notice, turn = submitted(), turn_of("telegram:2", 2)
    assert set_content(turn, notice, FLOOD.changed(severity=3, repeat_min=30, send_at=NOW + HOUR))
    assert (notice.state, notice.digest, notice.severity, notice.repeat_min) == ("draft", "", 3, 30)
    assert role_of(turn, notice) is Role.HAND
    assert events(turn) == [("change", "telegram:2")]


@pytest.mark.parametrize("state", [s for s in NoticeState if (s, Act.CHANGE) not in TABLE])
def test_what_was_decided_is_not_changed(state: NoticeState) -> None:
    notice, turn = submitted(), turn_of("telegram:2", 2)
    notice.state = state.value
    assert not set_content(turn, notice, FLOOD.changed(severity=1))
    assert notice.severity == 4
    assert not turn.changes


@pytest.mark.parametrize(("changed", "kept"), [
    ({"texts": {"ru": "Иначе"}}, True), ({"area": Area(municipalities=("1",))}, False), ({"severity": 2}, False),
])  # fmt: skip
def test_a_count_is_forgotten_when_it_would_be_another(changed: dict[str, object], kept: bool) -> None:
    notice = submitted()
    notice.counted = json.dumps({"telegram": 1})
    set_content(turn_of("telegram:1"), notice, FLOOD.changed(**changed))
    assert bool(notice.counted) is kept


def test_an_approved_notice_starts_now_or_at_its_time_and_ends_when_it_is_over() -> None:
    for send_at, due in ((0, NOW), (NOW + HOUR, NOW + HOUR)):
        notice, turn = submitted(FLOOD.changed(send_at=send_at)), turn_of("telegram:2", 2)
        assert move(turn, notice, Act.APPROVE, role_of(turn, notice), who=turn.officer, name="Борис")
        start = timer(turn, "n_start")
        assert start is not None
        assert start.due_at == due
        assert (notice.approver_name, notice.approved_at) == ("Борис", NOW)
        ticking = clock_turn()
        assert move(ticking, notice, Act.START, role_of(ticking, notice), who=CLOCK, name="")
        over = timer(ticking, "n_until")
        assert over is not None
        assert over.due_at == FLOOD.until


def test_a_false_alarm_stops_the_original_at_once() -> None:
    notice, turn = submitted(), turn_of("telegram:1", 1)
    notice.state, notice.started_at = "sending", NOW
    assert move(turn, notice, Act.WITHDRAW, role_of(turn, notice), who=turn.officer, name="Анна")
    assert (notice.state, notice.ended_at, notice.finished_at) == ("cancelled", NOW, NOW)
    assert [c.name for c in turn.changes.commands] == ["notice_drop"]
    assert not end(turn, notice), "it ends once"


def test_only_the_exception_lets_an_officer_approve_his_own() -> None:
    for alone in (False, True):
        notice, turn = submitted(), turn_of("telegram:1", 1)
        done = move(turn, notice, Act.APPROVE, Role.HAND, who="telegram:1", name="Анна", alone=alone)
        assert done is alone
        if alone:
            rows = turn.changes.rows[NoticeEvent].values()
            assert [json.loads(e.data) for e in rows if isinstance(e, NoticeEvent)] == [{"alone": True}]
