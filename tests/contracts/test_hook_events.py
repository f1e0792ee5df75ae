"""Which change is which event, over both engines: everything stands in the transaction that makes it so."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.webhooks.announce import Announcer, announcing
from handlers.base.event import Kind
from handlers.citizen import forgetting
from handlers.webhooks.events import Before, happened
from handlers.webhooks.facts import MOST_BYTES, Listener, body_of, event_fields, read_line
from storage.changes import Changes, Query
from storage.hook_records import HookEvent
from storage.notice_records import Notice
from storage.records import OutboxRow, Report, ReportEvent
from storage.region.webhooks import Webhook
from storage.store import Rows, StorageError, Store
from tests.contracts.test_store import save
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import Office
from tests.world.clock import SECOND, TUESDAY, StillClock
from tests.world.world import World

ALL = Webhook("all", "https://all.example", "S_ALL", events=("report.*", "notice.*"), texts=True)
ROADS = Webhook("roads", "https://roads.example", "S_ROADS", events=("report.*",), organisations=("roads",))
FEW = Webhook("few", "https://few.example", "S_FEW", events=("report.answered",))


class Announced:
    """A world whose changes are told to `hooks`."""

    def __init__(self, store: Store, *hooks: Webhook) -> None:
        clock = StillClock()
        self.announcer = Announcer(lambda: self.world.shared.ids.next("outbox"), hooks, clock.now)
        self.world = World(announcing(store, self.announcer), clock=clock)
        self.store = store

    async def events(self) -> list[HookEvent]:
        return list((await self.store.read(Query("hook_events_after", (0, 1, "[]", 500, ""))))[0])

    async def kinds(self) -> list[str]:
        return [event.kind for event in await self.events()]

    async def told(self, hook: Webhook) -> list[str]:
        """What waits for this webhook, in its order."""
        rows: list[OutboxRow] = (await self.store.read(Query("hook_due", (hook.channel, TUESDAY * 2, 500))))[0]
        return [row.body for row in rows]


@pytest.mark.both_engines
async def test_a_report_of_a_citizen_is_told_from_its_first_word_to_its_end(store: Store) -> None:
    told = Announced(store, ALL, ROADS, FEW)
    phone = Phone(told.world)
    report = await phone.files_report()
    assert await told.kinds() == ["report.created"]
    (event,) = await told.events()
    assert (event.report_id, event.organisation) == (report.id, report.organisation)
    whole = event_fields(event, Listener("", texts=True, base="https://bot.example/open311/v2"))
    assert whole["data"]["text"] == report.text
    assert whole["data"]["url"] == f"https://bot.example/open311/v2/requests/{report.id}.json"
    plain = json.dumps(event_fields(event, Listener("")), ensure_ascii=False)
    assert "Лесной" not in plain
    assert "lat" not in plain
    assert await told.told(ALL) == ["report.created"]
    assert await told.told(FEW) == []

    await phone.happens(phone.event(Kind.BUTTON, data=f"c_forgetyes:{(await phone.account()).person_id}", ack="a1",
                                    ack_until=told.world.clock.now() + 9_000))  # fmt: skip
    assert await told.kinds() == ["report.erased"]
    assert await told.told(ALL) == ["report.erased"], "what waited of it is not sent any more"
    (erased,) = await told.events()
    assert event_fields(erased, Listener("", texts=True, base="https://b"))["data"] == {
        "sequence": erased.id, "report": str(report.id),
    }  # fmt: skip


@pytest.mark.both_engines
async def test_reports_that_are_erased_in_steps_are_told_once_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "REPORTS", 1)
    told = Announced(store, ALL)
    phone = Phone(told.world)
    for text in ("В Сосновинке на улице Лесной, 5 яма", "В Сосновинке на улице Лесной, 7 снег"):
        await phone.files_report(text)
    await phone.press_data(f"c_forgetyes:{(await phone.account()).person_id}")
    erased = [(event.kind, event.report_id) for event in await told.events()]
    assert erased == [("report.erased", 1), ("report.erased", 2)]
    assert await told.told(ALL) == ["report.erased"] * 2


@pytest.mark.both_engines
async def test_an_answer_is_told_after_its_ten_seconds_and_not_if_it_is_taken_back(store: Store) -> None:
    told = Announced(store, ALL, FEW)
    office = Office(told.world)
    await office.files_report()
    await office.says("5", "№ 1 Яму засыпали утром.")
    assert "report.answered" not in await told.kinds()
    await office.passes(11 * SECOND)
    kinds = await told.kinds()
    assert kinds[-2:] == ["report.answered", "report.status"]
    answered, moved = (await told.events())[-2:]
    data = event_fields(answered, Listener("", texts=True))["data"]
    assert data["answer"] == "Яму засыпали утром."
    assert "answer" not in event_fields(answered, Listener(""))["data"]
    said = event_fields(moved, Listener(""))["data"]
    assert (said["was"], said["extended_status"], said["status"]) == ("new", "answered", "open")
    assert await told.told(FEW) == ["report.answered"]
    before = len(kinds)
    await office.passes(60 * SECOND)
    assert len(await told.kinds()) == before, "that it was delivered is no event"

    await office.files_report(2)
    await office.says("5", "№ 2 Сделаем завтра с утра.")
    undo = next(data for shown in reversed(office.chats[office.admin]) for data in shown.buttons.values()
                if data.startswith("o_undo"))  # fmt: skip
    await office.presses("5", undo)
    await office.passes(60 * SECOND)
    assert [e.kind for e in await told.events() if e.report_id == 2 and e.kind == "report.answered"] == []


async def test_notes_and_who_has_it_in_hand_are_told_to_nobody(store: Store) -> None:
    told = Announced(store, ALL)
    office = Office(told.world)
    await office.files_report()
    before = await told.kinds()
    await office.says("5", "№ 1 //Позвонить соседям, код 4417")
    await office.passes(11 * SECOND)
    found = "".join(event.data for event in await told.events())
    assert "4417" not in found
    assert await told.kinds() == before


async def test_whose_report_goes_away_hears_of_it_once(store: Store) -> None:
    told = Announced(store, ROADS)
    report = Report(1, 7, "telegram", "7", "ru", "accepted", "potholes", "roads", "Яма")
    await save(store, report, ReportEvent(1, 1, TUESDAY, "taken"))
    line = ReportEvent(2, 1, TUESDAY + 1, "transferred", delivery="waiting", data='{"to": "water"}')
    await commit(told, replace(report, status="transferred", organisation="water"), line)
    assert sorted(await told.kinds()) == ["report.status", "report.transferred"]
    rows = (await store.read(Query("hook_due", (ROADS.channel, TUESDAY * 2, 9))))[0]
    assert [row.body for row in rows] == ["report.transferred"], "one of a report at a time, in order"
    await commit(told, replace(report, status="answered", organisation="water"))
    events = await told.events()
    assert events[-1].kind == "report.status"
    waiting = await run_count(store, ROADS.channel)
    assert waiting == 2, "it is somebody else's now"


@pytest.mark.parametrize(("kind", "event"), [
    ("reply", "report.replied"), ("added", "report.replied"), ("closed", "report.closed"), ("silent", "report.closed"),
    ("not_solved", "report.reopened"), ("merged", "report.merged"), ("withdrawn", "report.withdrawn"), ("note", ""),
    ("taken", ""), ("assigned", ""), ("rated", ""), ("silenced", ""), ("team", ""),
])  # fmt: skip
async def test_each_line_of_a_history_is_one_event_or_none(store: Store, kind: str, event: str) -> None:
    told = Announced(store, ALL)
    report = Report(1, 7, "telegram", "7", "ru", "accepted", "potholes", "roads", "Яма")
    await save(store, report)
    await commit(told, report, ReportEvent(5, 1, TUESDAY, kind, delivery="waiting"))
    assert await told.kinds() == ([event] if event else [])


async def test_words_with_which_an_answered_report_is_to_be_closed_are_told(store: Store) -> None:
    """It stands as it stood, so no other event has them."""
    told = Announced(store, ALL)
    report = Report(1, 7, "open311:incident", "case-77", "ru", "answered", "potholes", "roads", "Яма")
    await save(store, report)
    await commit(told, report, ReportEvent(5, 1, TUESDAY, "closing", text="Проверьте, всё ли.", delivery="waiting"))
    (event,) = await told.events()
    fields = event_fields(event, Listener("incident"))
    assert (fields["type"], fields["data"]["answer"]) == ("report.answered", "Проверьте, всё ли.")
    assert read_line(event, fields, Listener("incident")) == 5
    await commit(told, report, ReportEvent(6, 1, TUESDAY, "closing", delivery="waiting"))
    assert len(await told.kinds()) == 1, "a mere question says nothing"


async def test_whose_report_it_is_is_told_to_that_program_alone(store: Store) -> None:
    told = Announced(store, ALL)
    report = Report(1, 7, "open311:incident", "case-77", "ru", "new", "potholes", "roads", "Яма")
    await commit(told, report, ReportEvent(1, 1, TUESDAY, "filed"))
    (made,) = await told.events()
    theirs = event_fields(made, Listener("incident"))["data"]
    assert (theirs["client"], theirs["account_id"]) == ("incident", "case-77")
    assert "case-77" not in json.dumps(event_fields(made, Listener("other", texts=True)))


async def test_of_the_erased_and_retired_nothing_is_told(store: Store) -> None:
    told = Announced(store, ALL)
    report = Report(1, 0, "", "", "ru", "accepted", "potholes", "roads", "")
    await save(store, report, replace(report, id=2, person_id=7, retired=1))
    await commit(told, replace(report, status="closed"), replace(report, id=2, person_id=7, retired=1, status="closed"))
    assert await told.kinds() == []


async def test_what_is_not_written_was_never_told(store: Store) -> None:
    told = Announced(store, ALL)
    report = Report(1, 7, "telegram", "7", "ru", "new", "potholes", "roads", "Яма")
    changes = Changes()
    changes.put(report)
    changes.put(ReportEvent(1, 1, TUESDAY, "filed"))
    with pytest.raises(StorageError):
        await breaks_off(told, changes)
    assert await told.kinds() == []
    assert await told.told(ALL) == []
    assert (await store.read(Query("report_by_id", (1,))))[0] == []


async def test_ids_grow_whatever_the_clock_does(store: Store) -> None:
    told = Announced(store, ALL)
    ahead = HookEvent(TUESDAY * 2_000, TUESDAY, "notice.sent", notice_id=1)
    await save(store, ahead)
    report = Report(1, 7, "telegram", "7", "ru", "new", "potholes", "roads", "Яма")
    await commit(told, report, ReportEvent(1, 1, TUESDAY, "filed"))
    first, second = await told.events()
    assert (first.id, second.id > first.id) == (ahead.id, True)


def notice(number: int, state: str, **values: Any) -> Notice:
    return Notice(number, state, "flood", 4, 0, "{}", **values)


@pytest.mark.parametrize(("before", "after", "kinds"), [
    ([notice(7, "approved")], [notice(7, "sending")], ["notice.sent"]),
    ([notice(7, "stopped")], [notice(7, "sending")], []),
    ([notice(7, "sending")], [notice(7, "sent")], []),
    ([notice(7, "sent")], [notice(7, "sent", ended_at=5)], ["notice.ended"]),
    ([notice(7, "sent")], [notice(7, "cancelled", ended_at=5)], ["notice.withdrawn"]),
    ([notice(7, "draft")], [notice(7, "cancelled")], []),
    (
        [notice(7, "sent"), notice(8, "approved", link="updates", linked_id=7)],
        [notice(7, "sent", ended_at=5), notice(8, "sending", link="updates", linked_id=7)],
        ["notice.updated"],
    ),
    (
        [notice(7, "sent"), notice(8, "approved", link="ends", linked_id=7)],
        [notice(7, "sent", ended_at=5), notice(8, "sending", link="ends", linked_id=7)],
        ["notice.ended"],
    ),
])  # fmt: skip
def test_a_notice_is_told_when_it_begins_and_when_it_is_over(
    before: list[Notice], after: list[Notice], kinds: list[str]
) -> None:
    changes = Changes()
    for row in after:
        changes.put(row)
    found = list(happened(changes, Before(notices={row.id: row for row in before})))
    assert [each.kind for each in found] == kinds


async def test_a_drill_says_that_it_is_one(store: Store) -> None:
    told = Announced(store, ALL)
    await save(store, replace(notice(7, "approved"), drill=1))
    await commit(told, replace(notice(7, "sending"), drill=1))
    (event,) = await told.events()
    data = event_fields(event, Listener(""))["data"]
    assert (data["notice"], data["drill"], data["severity"]) == ("7", True, "extreme")


def test_long_words_are_cut_and_it_is_said() -> None:
    event = HookEvent(1, TUESDAY, "report.created", 1, data=json.dumps(
        {"v": 1, "seen": {"report": "1"}, "words": {"text": "ы" * 30_000, "address": "Лесная, 5"}}
    ))  # fmt: skip
    body = body_of(event_fields(event, Listener("", texts=True)))
    assert len(body) <= MOST_BYTES
    said = json.loads(body)["data"]
    assert (said["cut"], said["address"]) == (True, "Лесная, 5")


def test_of_more_pictures_than_fit_the_first_are_told_and_it_is_said() -> None:
    event = HookEvent(1, TUESDAY, "report.created", 1, data=json.dumps(
        {"v": 1, "seen": {"report": "1"}, "words": {"text": "Яма"}}
    ))  # fmt: skip
    links = [f"https://otklik.example/open311/v2/media/{n}.jpg?sig={'a' * 100}" for n in range(200)]
    body = body_of(event_fields(event, Listener("", texts=True), links))
    assert len(body) <= MOST_BYTES
    said = json.loads(body)["data"]
    assert (said["cut"], said["text"]) == (True, "Яма")
    assert 50 < len(said["media"]) < 200
    assert said["media"] == links[: len(said["media"])]
    with pytest.raises(ValueError):
        body_of({"data": {"numbers": [0] * MOST_BYTES}})


async def test_where_nobody_is_told_no_store_stands_between() -> None:
    """A change that says nothing to others costs no question either."""
    asked: list[Any] = []

    class Watched:
        async def exchange(self, changes: Changes | None, queries: Any = ()) -> list[Rows]:
            asked.append(queries)
            return []

        commit = exchange

    class Inner:
        def unit(self) -> Any:
            from contextlib import nullcontext

            class Entered(nullcontext):  # type: ignore[type-arg]
                pass

            return Entered(Watched())

    announcer = Announcer(lambda: 1, (ALL,), lambda: TUESDAY)
    store = announcing(Inner(), announcer)  # type: ignore[arg-type]
    changes = Changes()
    changes.put(OutboxRow(1, "telegram", "7", 2, "send", "{}"))
    async with store.unit() as unit:
        await unit.commit(changes)
        await unit.commit(None)
    assert asked == [(), ()]


async def commit(told: Announced, *records: Any) -> None:
    changes = Changes()
    for record in records:
        changes.put(record)
    async with told.world.store.unit() as unit:
        await unit.commit(changes)


async def breaks_off(told: Announced, changes: Changes) -> None:
    async with told.world.store.unit() as unit:
        await unit.exchange(changes)
        await unit.commit(None, [Query("no_such_statement")])


async def run_count(store: Store, channel: str) -> int:
    return int((await store.read(Query("hook_waiting", (channel,))))[0][0][0])
