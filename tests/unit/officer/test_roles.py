"""Every kind of person against every state and every act, by what they press and write: only the table decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.base.message import Address
from handlers.notices.panel import stamp
from handlers.notices.states import TABLE, Act, NoticeState, Role, leads_to
from storage.notice_records import Notice
from storage.records import Account
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, HOUR, STRANGER, VERA, Duty

PEOPLE: dict[str, tuple[str, Address | None, Role]] = {
    "author": (ANNA, None, Role.HAND),
    "author in the chat": (ANNA, ADMIN, Role.HAND),
    "author in the other messenger": ("vk:7", None, Role.HAND),
    "joined to the author": (BORIS, None, Role.HAND),
    "officer": (BORIS, None, Role.OFFICER),
    "officer in the chat": (BORIS, ADMIN, Role.OFFICER),
    "officer from the other messenger": (VERA, None, Role.OFFICER),
    "removed": (BORIS, None, Role.NOBODY),
    "removed, in the other messenger": (VERA, None, Role.NOBODY),
    "removed, in the chat": (BORIS, ADMIN, Role.NOBODY),
    "stranger": (STRANGER, None, Role.NOBODY),
    "stranger in the other messenger": ("vk:12345", None, Role.NOBODY),
    "member who is no officer": ("telegram:50", ADMIN, Role.NOBODY),
    "in the group's name": (BORIS, ADMIN, Role.NOBODY),
}
ACTS: dict[Act, tuple[str, str]] = {
    Act.APPROVE: ("d_ok:{stamp}", ""),
    Act.RETURN: ("d_return:{stamp}", "причина"),
    Act.REJECT: ("d_reject:{stamp}", "причина"),
    Act.STOP: ("d_stopok:{id}:1", ""),
    Act.GO_ON: ("d_goon:{id}", ""),
    Act.DROP: ("d_dropok:{id}:1", ""),
    Act.WITHDRAW: ("d_false:{id}", "ложная тревога"),
}
"""By which button an officer does it, and what he has to write then."""


async def pending(duty: Duty) -> Notice:
    """A notice that Anna has written and submitted: `in_state` makes copies of it, quicker than to write each."""
    return await duty.notice(await duty.is_pending())


async def in_state(duty: Duty, written: Notice, state: NoticeState) -> tuple[int, str]:
    """The number of a copy of it in this state, and what its buttons carried while it was pending."""
    notice = replace(written, id=duty.shared.ids.next("notice"), state=state.value)
    if state in (NoticeState.SENDING, NoticeState.SENT, NoticeState.STOPPED):
        notice.approved_at = notice.started_at = duty.at
    await duty.keep(notice)
    return notice.id, stamp(notice)


def prepare(duty: Duty, person: str) -> None:
    if person.startswith("removed"):
        duty.strangers |= {"2", "3"}


@pytest.mark.parametrize("act", list(ACTS))
@pytest.mark.parametrize("person", list(PEOPLE))
async def test_only_the_table_decides(duty: Duty, person: str, act: Act) -> None:
    who, chat, role = PEOPLE[person]
    prepare(duty, person)
    written = await pending(duty)
    for state in NoticeState:
        number, shown = await in_state(duty, written, state)
        if person == "joined to the author":
            await duty.says(BORIS, "привет")
            await duty.keep(Account("telegram", "2", (await duty.notice(number)).author, 1))
        data, words = ACTS[act]
        await duty.presses(who, data.format(stamp=shown, id=number), chat, anonymous=person == "in the group's name")
        if words:
            question = [s.id for s in duty.chats[ADMIN] if s.row.purpose == "typing"]
            await duty.says(who, words, chat, reply_to=question[-1] if chat and question else "")
        wanted = leads_to(state, act, role) or state
        assert await duty.state(number) == wanted, f"{person} {act} in {state}"
        assert (act.value in await duty.did(number)) is (wanted is not state)


async def test_the_table_is_walked_whole() -> None:
    """Every act of the table is one of those above, one of composing, or one of the clock."""
    # d_reopen: tests/unit/officer/test_again.py
    elsewhere = {Act.REOPEN, Act.CHANGE, Act.SUBMIT, Act.START, Act.FINISH, Act.EXPIRE, Act.OUTDATE, Act.REPEAT}
    assert {act for _, act in TABLE} == set(ACTS) | elsewhere


@pytest.mark.parametrize("state", list(NoticeState))
async def test_the_clock_starts_only_what_is_approved(duty: Duty, state: NoticeState) -> None:
    number, _ = await in_state(duty, await pending(duty), state)
    await duty.ticks("n_start", number)
    await duty.ticks("n_start", number)
    assert await duty.state(number) == ("sending" if state is NoticeState.APPROVED else state)
    assert (await duty.did(number)).count("start") == (1 if state is NoticeState.APPROVED else 0)


@pytest.mark.parametrize("state", list(NoticeState))
async def test_what_is_done_is_only_what_was_being_sent(duty: Duty, state: NoticeState) -> None:
    number, _ = await in_state(duty, await pending(duty), state)
    await duty.ticks("n_done", number)
    await duty.ticks("n_done", number)
    assert await duty.state(number) == ("sent" if state is NoticeState.SENDING else state)


@pytest.mark.parametrize("state", list(NoticeState))
async def test_when_its_time_is_over_nothing_is_sent_that_was_not(duty: Duty, state: NoticeState) -> None:
    number, _ = await in_state(duty, await pending(duty), state)
    duty.at += 13 * HOUR
    await duty.ticks("n_until", number)
    expired = state in (NoticeState.PENDING, NoticeState.APPROVED, NoticeState.STOPPED)
    assert await duty.state(number) == ("expired" if expired else state)
    over = expired or state in (NoticeState.SENDING, NoticeState.SENT)
    assert bool((await duty.notice(number)).ended_at) is over
