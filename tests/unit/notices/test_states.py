"""The life of a notice, written down a second time by hand: which act leads where, and for whom."""

from __future__ import annotations

from handlers.notices.states import Act, NoticeState, Role, leads_to

STATES = ("draft", "pending", "approved", "sending", "sent", "rejected", "stopped", "expired", "cancelled",
          "outdated")  # fmt: skip
# One row an act, one column a state in the order above; "-" where the act cannot be done.
LIFE = """
change    draft      draft      -          -          -          -  -        -  -  draft
submit    pending    -          -          -          -          -  -        -  -  -
approve   -          approved   -          -          -          -  -        -  -  -
return    -          draft      -          -          -          -  -        -  -  -
reject    -          rejected   -          -          -          -  -        -  -  -
start     -          -          sending    -          -          -  -        -  -  -
stop      -          -          -          stopped    -          -  -        -  -  -
go_on     -          -          -          -          -          -  sending  -  -  -
finish    -          -          -          sent       -          -  -        -  -  -
expire    -          expired    expired    -          -          -  expired  -  -  -
drop      cancelled  cancelled  cancelled  -          -          -  -        -  -  cancelled
withdraw  -          -          -          cancelled  cancelled  -  cancelled  -  -  -
outdate   -          outdated   outdated   -          -          -  -        -  -  -
reopen    -          -          -          -          -          draft  -    -  -  -
repeat    approved   -          -          -          -          -  -        -  -  -
"""
WHO = """
change    hand officer
submit    hand officer source console
approve   officer source console
return    officer
reject    officer
start     clock
stop      hand officer clock
go_on     hand officer
finish    clock
expire    clock
drop      hand officer source clock
withdraw  hand officer source console
outdate   clock
reopen    hand officer
repeat    clock
"""


def rows(table: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()}


def expected(state: str, act: str, role: str) -> str | None:
    """What the two tables above say: the next state, or None."""
    to = rows(LIFE)[act][STATES.index(state)]
    return to if to != "-" and role in rows(WHO)[act] else None


def test_the_tables_name_every_state_and_act() -> None:
    assert tuple(state.value for state in NoticeState) == STATES
    assert list(rows(LIFE)) == list(rows(WHO)) == [act.value for act in Act]
    assert all(len(row) == len(STATES) for row in rows(LIFE).values())


def test_every_act_leads_where_the_table_says_and_for_nobody_else() -> None:
    wrong = []
    for state in NoticeState:
        for act in Act:
            for role in Role:
                to = leads_to(state, act, role)
                if (to and to.value) != expected(state.value, act.value, role.value):
                    wrong.append((state.value, act.value, role.value, to))
    assert wrong == []


def test_a_lone_officer_may_approve_his_own_and_nothing_else_that_he_may_not() -> None:
    more = [
        (state.value, act.value, role.value)
        for state in NoticeState
        for act in Act
        for role in Role
        if leads_to(state, act, role, alone=True) != leads_to(state, act, role)
    ]
    assert more == [("pending", "approve", "hand")]
