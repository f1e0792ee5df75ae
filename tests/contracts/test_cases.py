"""What is known at a place, who follows a case, and who is told: the statements, on both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.jobs.forgotten import erase_again
from handlers.reports.status import ALIVE, DONE, QUEUED, Status
from storage.changes import Changes, Query, words
from storage.records import Report, ReportEvent
from storage.store import Store
from tests.contracts.test_store import save

NOW = 1_000_000
MERGED = words([Status.MERGED])
COMMON = (1, words(["snow", "roads"]), NOW, 10, words(QUEUED), MERGED)
"""For person 1: of these topics, written since NOW, ten at most."""


def report(number: int, **values: Any) -> Report:
    made = Report(number, number, "vk", str(number), "ru", "new", "snow", "", "снег", "Лесная, 5", "town")
    made.street_key, made.house_key, made.lat, made.lon, made.created_at = "лесн", "5", 60.0, 63.0, NOW + number
    return replace(made, **values)


def merged(number: int, into: int, **values: Any) -> Report:
    return report(number, status="merged", merged_into=into, closed_at=NOW, **values)


async def ids(store: Store, name: str, *params: Any) -> list[int]:
    return [getattr(row, "id", None) or row[0] for row in (await store.read(Query(name, params)))[0]]


async def test_only_open_reports_of_others_of_the_topic_and_time_are_known_the_same_house_first(store: Store) -> None:
    await save(
        store, report(1), report(2), report(3, house_key="9"), report(4, house_key=""), report(5, topic="water"),
        report(6, status="closed", closed_at=NOW), report(7, status="answered"), report(8, created_at=NOW - 1),
        report(9, settlement="other"), report(10, person_id=0), report(11, street_key="садов"),
        report(12, street_key="", lat=None, lon=None), report(13, lat=61.0, topic="roads"), merged(14, 2),
        merged(15, 2, person_id=14), merged(16, 2, person_id=2), merged(17, 2, person_id=0),
    )  # fmt: skip
    assert await ids(store, "cases_at_street", *COMMON, "лесн", "town", "9") == [3, 13, 4, 2]
    assert sorted(await ids(store, "cases_near", *COMMON, 59.9, 60.1, 62.9, 63.1)) == [2, 3, 4, 9, 11]
    assert sorted(await ids(store, "cases_in_town", *COMMON, "town")) == [2, 3, 4, 11, 12, 13]
    assert await ids(store, "cases_without_point", *COMMON, "town") == [12]
    rows = (await store.read(Query("cases_at_street", (*COMMON, "лесн", "town", "5"))))[0]
    assert {row[0]: row[-1] for row in rows}[2] == 1, "one other person, whatever he sent"
    few = (1, words(["snow", "roads"]), NOW, 2, words(QUEUED), MERGED)
    assert await ids(store, "cases_in_town", *few, "town") == [13, 12]


async def test_what_was_over_of_late_and_what_is_fresh_since(store: Store) -> None:
    await save(
        store, report(1, status="closed", closed_at=NOW + 5), report(2, status="answered", answered_at=NOW + 6),
        report(3), report(4, status="closed", closed_at=NOW - 5), report(5, status="answered", answered_at=NOW - 5),
        report(6, created_at=NOW - 9), report(7, status="rejected", closed_at=NOW + 5), merged(8, 1),
    )  # fmt: skip
    for name, place in (("again_at_street", ("лесн", "town")), ("again_near", (59.9, 60.1, 62.9, 63.1))):
        over = (await store.read(Query(name, ("snow", NOW, words(DONE), 0, 10, *place))))[0]
        assert [(row[0], row[8]) for row in over] == [(2, NOW + 6), (1, NOW + 5)], name
        waiting = (await store.read(Query(name, ("snow", NOW, words(QUEUED), 1, 10, *place))))[0]
        assert [(row[0], row[8]) for row in waiting] == [(3, 0)], name


async def test_each_who_follows_is_told_once_and_counted_by_what_became_of_it(store: Store) -> None:
    await save(
        store, report(1), merged(2, 1), merged(3, 1, person_id=2), merged(4, 1, person_id=1), merged(5, 1),
        merged(6, 1, chat="", person_id=0), merged(7, 9),
        report(8, merged_into=1, status="withdrawn", closed_at=NOW), merged(9, 1),
    )  # fmt: skip
    assert await ids(store, "followers_to_tell", 1, 0, 1, MERGED, 2) == [2, 5]
    assert await ids(store, "followers_to_tell", 1, 5, 1, MERGED, 2) == [9]
    lines = [ReportEvent(n, n, NOW, "answer", data=f'{{"of": "e{of}e"}}') for n, of in ((2, 7), (5, 7), (9, 77))]
    lines[0].delivery, lines[1].delivery, lines[2].delivery = "delivered", "failed", "delivered"
    await save(store, *lines)
    counts = (await store.read(Query("answer_to_all_counts", (1, '%"of": "e7e"%'))))[0]
    assert [tuple(row) for row in counts] == [("delivered", 1), ("failed", 1)]
    known = (await store.read(Query("authors_of_reports", ("[1, 2]", words(ALIVE), MERGED))))[0]
    assert [tuple(row) for row in sorted(known)] == [(1, 0, 0, 3, ""), (2, 0, 0, 0, "new")]


async def test_a_case_moves_with_those_who_follow_it_and_is_noticed_when_its_author_is_forgotten(store: Store) -> None:
    await save(store, report(1), merged(2, 1), merged(3, 1), report(4), report(5, merged_into=1, status="closed"))
    async with store.unit() as unit:
        await unit.commit(Changes(commands=[Query("case_moves", (1, 2, MERGED))]))
    into = {row.id: row.merged_into for row in (await store.read(Query("reports_among", ("[2, 3, 5]",))))[0]}
    assert into == {2: 1, 3: 2, 5: 1}
    for person in (1, 4):
        await erase_again(store, person, NOW)
    timers = (await store.read(Query("timers_due", (NOW, 10))))[0]
    assert [(timer.kind, timer.key) for timer in timers] == [("left", "1")]
