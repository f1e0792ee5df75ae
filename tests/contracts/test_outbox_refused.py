"""What a chat refused: it counts as not tried, and goes elsewhere when the chat is nobody's any more."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from handlers.reports.status import ALIVE, QUEUED
from storage.changes import Query, words
from storage.records import OutboxRow, Report, SentMessage
from storage.store import Store
from tests.contracts.test_outbox import FIRST, SECOND, claim, do, rows_of
from tests.contracts.test_store import save

TODAY = json.dumps([["vk", "2000000001"], ["telegram", "-300"]])
ADMIN = ("vk", "2000000001")


async def refused(store: Store, row: int, unknowns: int = 0) -> None:
    await do(store, "outbox_conclude", row, 0, 600, 1, unknowns, 0, 0, "kicked", "-100")
    await do(store, "outbox_untried", row)


async def test_a_refused_put_takes_over_a_newer_state(store: Store, database_url: str) -> None:
    await save(store, FIRST)
    await claim(store, 1)
    await refused(store, 1)
    await save(store, SECOND)
    [row] = await rows_of(database_url)
    assert (row.id, row.body, row.attempts) == (1, SECOND.body, 0)


async def test_a_put_beside_which_a_newer_one_waits_keeps_its_own_row(store: Store, database_url: str) -> None:
    await save(store, FIRST)
    await claim(store, 1)
    await save(store, SECOND)
    await refused(store, 1)
    assert [(row.id, row.attempts) for row in await rows_of(database_url)] == [(1, 1), (2, 0)]


async def test_a_put_that_may_have_arrived_counts_as_tried(store: Store, database_url: str) -> None:
    await save(store, FIRST)
    await claim(store, 1)
    await refused(store, 1, unknowns=1)
    assert [row.attempts for row in await rows_of(database_url)] == [1]


def card(number: int, report: int, chat: str = "-100", **more: Any) -> OutboxRow:
    row = replace(FIRST, id=number, chat=chat, slot=f"card:{report}", report_id=report)
    return replace(row, **more)


async def test_cards_for_nobodys_chat_go_to_the_admin_chat_once_each(store: Store, database_url: str) -> None:
    await save(
        store,
        card(1, 1),
        card(2, 1, "-200", body="newer"),
        card(3, 2),
        card(4, 2, op="send", slot="", body="photos"),
        card(5, 3),
        card(6, 4),
        card(7, 4, op="send", slot="", body="more photos"),
        card(8, 5, "-300"),
        card(9, 6, purpose="screen"),
        card(10, 7),
        card(11, 7, "2000000001", channel="vk"),
        SentMessage("telegram", "-100", "90", "card:4", sent_at=1),
        SentMessage("vk", "2000000001", "91", "card:3", sent_at=1),
    )
    for _ in range(2):  # a second start finds nothing more to do
        await do(store, "outbox_readdress", TODAY, *ADMIN, 700)
    now = {row.id: row for row in await rows_of(database_url)}
    moved = {number for number, row in now.items() if (row.channel, row.chat, row.state) == (*ADMIN, 0)}
    dropped = {number for number, row in now.items() if row.state == 7}
    assert moved == {2, 3, 4, 11}
    assert dropped == {1, 5, 6, 7, 10}
    assert (now[8].chat, now[9].chat) == ("-300", "-100")
    assert all(now[number].why == "moved" for number in dropped)


async def test_cards_that_wait_for_a_team_s_lost_chat_are_put_elsewhere_and_nothing_else(
    store: Store, database_url: str
) -> None:
    await save(store, card(1, 1), card(2, 2, "-200"), card(3, 3, purpose="screen"), card(4, 4, state=1))
    await do(store, "cards_left", "telegram", "-100", 700)
    assert {row.id: row.state for row in await rows_of(database_url)} == {1: 7, 2: 0, 3: 0, 4: 1}


async def test_what_teams_work_on_comes_back_unless_they_still_take_it(store: Store) -> None:
    def report(number: int, team: str, status: str, carded: int, unshown: int) -> Report:
        made = Report(number, 31, "vk", "31", "ru", status, "snow", "roads", "Снег", team=team)
        return replace(made, carded=carded, unshown=unshown)

    await save(
        store,
        report(1, "north", "new", 4, 0),
        report(2, "north", "new", 2 | 1, 4),  # somebody in the admin chat asked for it
        report(3, "north", "answered", 4 | 2, 0),
        report(4, "north", "closed", 4, 0),
        report(5, "south", "new", 4, 0),
        report(6, "", "new", 1, 0),
    )
    for _ in range(2):
        await do(store, "teams_return", json.dumps(["south"]), words(QUEUED), words(ALIVE))
    [*found] = (await store.read(Query("reports_among", (json.dumps([1, 2, 3, 4, 5, 6]),))))[0]
    assert [(r.team, r.carded, r.unshown) for r in found] == [
        ("", 0, 1), ("", 3, 0), ("", 2, 0), ("north", 4, 0), ("south", 4, 0), ("", 1, 0)
    ]  # fmt: skip
