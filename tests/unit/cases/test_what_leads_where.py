"""What everybody's acts make of a report in each of its states: written by hand, never asked of the code."""

from __future__ import annotations

import pytest

from handlers.reports.status import Status
from storage.records import ReportEvent, Timer
from tests.unit.cases.street import StreetOfPeople
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import CITIZEN, Office
from tests.world.clock import SECOND

CASE = 900
"""An open report of somebody else: the one that is joined to."""
GRACE = 15 * SECOND
ALIVE = """
             new         accepted    needs_info  answered    transferred reopened
withdraw     withdrawn   withdrawn   withdrawn   withdrawn   withdrawn   withdrawn
leave        =           =           =           =           =           =
solved       =           closed      closed      closed      closed      closed
unsolved     =           reopened    reopened    reopened    =           =
partly       =           reopened    reopened    reopened    =           =
take         accepted    =           =           =           =           =
let_go       =           new         =           =           =           =
answer       answered    answered    answered    =           answered    answered
interim      accepted    =           =           accepted    accepted    accepted
ask          needs_info  needs_info  =           needs_info  needs_info  needs_info
reject       rejected    rejected    rejected    rejected    rejected    rejected
hand_over    transferred transferred transferred transferred =           transferred
join         merged      merged      merged      merged      merged      merged
close        =           =           =           =           =           =
reopen       =           =           =           =           =           =
silence      =           =           =           silent      =           =
lease_over   =           new         =           =           =           =
"""
OVER = """
             rejected    closed      silent      merged      withdrawn
withdraw     =           =           =           =           =
leave        =           =           =           withdrawn   =
solved       =           =           closed      closed      =
unsolved     reopened    reopened    reopened    =           =
partly       reopened    reopened    reopened    =           =
take         =           =           =           =           =
let_go       =           =           =           =           =
answer       =           =           =           =           =
interim      =           =           =           =           =
ask          =           =           =           =           =
reject       =           =           =           =           =
hand_over    =           =           =           =           =
join         =           =           =           =           =
close        =           =           =           =           =
reopen       reopened    reopened    reopened    reopened    =
silence      =           =           =           =           =
lease_over   =           =           =           =           =
"""
"""Rows: what somebody does, first the author, then the staff, then the clock. Columns: the state before. "=": it stays.
"new" has had no word yet, "reopened" had one that did not help. What is not solved of a joined report is said at its
case, and its author leaves it instead of taking it back.
"""


def table() -> tuple[list[str], dict[str, list[str]]]:
    """The states, and by act what becomes of each."""
    alive, over = ([line.split() for line in text.strip().splitlines()] for text in (ALIVE, OVER))
    return [*alive[0], *over[0]], {a[0]: [*a[1:], *o[1:]] for a, o in zip(alive[1:], over[1:], strict=True)}


STATES, ACTS = table()
NUMBERS = {(act, state): 1 + 20 * a + s for a, act in enumerate(ACTS) for s, state in enumerate(STATES)}


def test_the_table_knows_every_state() -> None:
    assert set(STATES) == {status.value for status in Status}
    assert {len(cells) for cells in ACTS.values()} == {len(STATES)}


async def stands(office: Office, number: int, state: str, act: str) -> None:
    """A report of somebody's that came into this state as it does: with an answer where one was given."""
    now = office.at
    over = state in ("rejected", "closed", "silent", "merged", "withdrawn")
    report = await office.files_report(number, address=f"Лесная, {number}")
    report.status, report.closed_at = state, now if over else 0
    report.merged_into = CASE if state == "merged" else 0
    if state in ("answered", "closed", "silent", "reopened"):
        report.answered_at = now
        event = ReportEvent(10_000 + number, number, now, "answer", 9, "Анна", "Сделали", "{}", "delivered", now)
        await office.keep(event)
    if state == "reopened":
        await office.keep(ReportEvent(20_000 + number, number, now, "not_solved", 31))
    if act in ("let_go", "lease_over") and not over:
        await office.keep(report)
        await office.presses("Анна", f"o_take:{number}", office.card(number))
    else:
        await office.keep(report)


async def acts(office: Office, phone: Phone, act: str, number: int) -> None:
    pressed = {
        "take": "o_take:{n}", "let_go": "o_release:{n}", "reject": "o_reason:{n}:no_details",
        "join": "o_join:{n}:{case}", "hand_over": "o_handto:{n}:water", "close": "o_close:{n}",
        "reopen": "o_reopen:{n}", "ask": "o_ask:{n}",
    }  # fmt: skip
    said = {
        "withdraw": "c_withdrawn",
        "leave": "c_leave",
        "solved": "solved",
        "unsolved": "unsolved",
        "partly": "partly",
    }
    if act in said:
        await phone.press_data(f"{said[act]}:{number}")
    elif act in pressed:
        await office.presses("Анна", pressed[act].format(n=number, case=CASE), office.card(number))
    elif act in ("answer", "interim"):
        await office.says("Анна", f"№ {number} Сделали сегодня")
    if act == "interim":
        button = [(s, d) for s in office.chats[office.admin] for d in s.data if d.startswith("o_interim:")]
        for shown, data in button[-1:]:
            await office.presses("Анна", data, shown)
    if act == "ask":
        asked = [s for s in office.chats[office.admin] if s.row.purpose == "prompt:ask"]
        for shown in [s for s in asked if s.row.report_id == number]:
            await office.says("Анна", "Какой подъезд?", reply_to=shown.id)
    if act == "silence":
        await office.keep(Timer("silence", str(number), office.at, "asked"))
    if act == "lease_over":
        await office.passes(31 * 60 * SECOND)
    await office.passes(GRACE)


@pytest.mark.parametrize("act", ACTS)
async def test_what_leads_where(street: StreetOfPeople, act: str) -> None:
    office, phone = street.office, Phone(street.world, CITIZEN.channel, CITIZEN.chat)
    street.world.strangers.add(CITIZEN.chat)
    case = await office.files_report(CASE, address="Садовая, 1")
    case.person_id, case.chat = 77, "77"
    await office.keep(case)
    found = {}
    for state in STATES:
        number = NUMBERS[act, state]
        await stands(office, number, state, act)
        await acts(office, phone, act, number)
        after = (await office.report(number)).status
        found[state] = "=" if after == state else after
    assert found == dict(zip(STATES, ACTS[act], strict=True))
