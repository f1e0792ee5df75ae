"""After /forget, and after the years that a report is kept: nothing but numbers, states and times is left of a person.

What may be left stands here once more, by hand: a new column is in none of these lists, so whoever adds one decides.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from bot.backups import Backups
from bot.delivery.files import Files
from bot.jobs import forgotten
from bot.jobs.chores import Chores
from bot.jobs.forgotten import erase_again
from handlers.base.event import Kind
from handlers.base.texts import DAY_MS
from handlers.citizen import forgetting
from handlers.citizen.export import export_json, export_queries
from handlers.notices.states import IN_FORCE, SAYABLE
from storage.changes import Changes, Query, words
from storage.marks import Unmarked, marks_of
from storage.record import Record
from storage.records import RECORDS, Account, OutboxRow, Person, Setting
from storage.store import Store
from tests.contracts.filled import FAR, Rows, Somebody, everything, left, save_all
from tests.contracts.test_store import save
from tests.unit.citizen.phone import Phone
from tests.world.world import World

LEFT = {
    "report": """topic organisation team settlement municipality danger unsent created_at updated_at first_due_at due_at
        answered_at closed_at taken_until merged_into reminded_at asked stars""",
    "report_event": "at delivery_at kind delivery why",
    # An operators' card is blanked, its place is known; rows of his own chat go after a month, without their texts.
    "sent_message": "message_id event_id sent_at",
    "outbox": """chat slot share careful created_at expires_at attempts unknowns parts_done random_id report_id
        event_id purpose then claimed_at finished_at why notice_id text_id deaths""",
    # What came in is not done twice; who did what stays in the log of acts, as numbers.
    "seen_update": "bot key at",
    "audit": "at user_id action data",
    # What was said to many is the centre's paper, too.
    "storm_answer": """chat everything topic place since until text actor actor_name cursor told created_at
        ended_at""",
    # An officer answers for a notice by name: it is the centre's paper.
    "notice": """kind severity drill content digest version link linked_id source hands author_name submitter_name
        approver_name until send_at repeat_min created_at updated_at submitted_at approved_at started_at finished_at
        ended_at counted cursor expanded why""",
    # What staff saved to say again holds nothing of a report (handlers.reports.ready.general).
    "ready_answer": "topic title body created_at",
    # Which chat is whose stays; who connected it is gone.
    "connection": "channel chat organisation municipalities connected_at seen_at",
    # What another system did, under its own name for it, without its words.
    "outside_act": "client act kind outcome status digest at",
    "promise": "organisation made_at due_at state decided_at",
    "notice_text": "variant body",
    "notice_count": "channel outcome why count",
    "two_in_one": "other_id",
    "notice_event": "at what actor actor_name data",
    "cap_alert": "sender identifier sent outcome source at digests",
    "cap_reference": "sender identifier moment by_sender by_identifier by_moment kind",
}
RETIRED = {
    "report": "topic organisation team settlement municipality danger unsent created_at updated_at first_due_at due_at "
    "answered_at closed_at taken_until merged_into reminded_at unshown asked stars",
    "report_event": "at delivery_at kind delivery why",
}


def table_of(columns: dict[str, str]) -> dict[str, set[str]]:
    return {table: set(names.split()) for table, names in columns.items()}


async def test_after_forget_nothing_but_numbers_states_and_times_is_left(store: Store, database_url: str) -> None:
    phone = Phone(World(store, otherwise="gone"))
    gone, neighbour = Somebody(1, "77123"), Somebody(2, "88123")
    phone.user = gone.user
    await save_all(store, gone, neighbour)
    before = await everything(database_url)
    assert {kind.TABLE for kind in RECORDS} == left(gone, before).keys()

    await phone.happens(phone.event(Kind.BUTTON, data="c_forgetyes:1", message="", ack="a1", ack_until=FAR))

    assert await phone.faults() == []
    after = await everything(database_url)
    only_what_may_stay_is_left(gone, neighbour, before, after)
    timer = next(row for row in after["timer"] if row["kind"] == "erase_files" and row["key"] == "1")
    assert sorted(json.loads(timer["data"])) == ["1/1000.jpg", "1/1001.jpg"]
    for state in (0, 1):
        waiting = [row for row in after["outbox"] if row["state"] == state and row["id"] < 2000]
        assert {row["body"] for row in waiting if row["id"] >= 1000} <= {""}
    assert {row["status"] for row in after["report"] if row["id"] < 2000} == {
        "withdrawn", "rejected", "merged", "closed", "silent",
    }  # fmt: skip


def only_what_may_stay_is_left(gone: Somebody, neighbour: Somebody, before: Rows, after: Rows) -> None:
    found, allowed = left(gone, after), table_of(LEFT)
    wrong = {t: found.get(t, set()) ^ allowed.get(t, set()) for t in found.keys() | allowed.keys()}
    assert not any(wrong.values()), wrong
    nothing_of_is_gone(neighbour, before, after)


def nothing_of_is_gone(neighbour: Somebody, before: Rows, after: Rows) -> None:
    kept = left(neighbour, before)
    assert {table: rows for table, rows in left(neighbour, after).items() if rows != kept[table]} == {}


async def two_people(store: Store, monkeypatch: pytest.MonkeyPatch) -> tuple[Phone, Somebody, Somebody]:
    """The phone of whoever goes in small steps, himself, and his neighbour."""
    monkeypatch.setattr(forgetting, "ROWS", 3)
    monkeypatch.setattr(forgetting, "REPORTS", 2)
    phone = Phone(World(store, otherwise="gone"))
    gone, neighbour = Somebody(1, "77123"), Somebody(2, "88123")
    phone.user = gone.user
    await save_all(store, gone, neighbour)
    await phone.world.restart()  # so that new rows have numbers after those
    return phone, gone, neighbour


async def test_whoever_left_much_is_forgotten_in_steps_that_outlive_kills(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step ends with a death of the program: what is left in the end is what is left of whoever left little."""
    phone, gone, neighbour = await two_people(store, monkeypatch)
    before = await everything(database_url)

    await phone.happens(phone.event(Kind.BUTTON, data="c_forgetyes:1", message="", ack="a1", ack_until=FAR))
    assert "Напишу, когда" in phone.last.text
    at_once = await everything(database_url)
    assert left(gone, at_once).keys() & {"person", "account", "subscription", "place", "dialogue", "setting"} == set()
    assert {row["state"] for row in at_once["outbox"] if row["chat"] == gone.user and row["id"] < 2000} & {0} == set()
    assert left(gone, at_once)["report"] & {"chat", "text", "address"} == set()
    await phone.happens(phone.event(text="Здравствуйте"))  # a newcomer, while the old one is still going
    steps = 0
    while steps < 200:
        await phone.world.restart()
        if not (await phone.store.read(Query("timer_keys", ("forgetting",))))[0]:
            break
        await phone.world.intake.ring()
        await phone.world.deliver()
        steps += 1
    assert steps > 5
    assert await phone.faults() == []
    assert phone.sees("ваши данные удалены")
    assert sorted(phone.world.forgotten.ids()) == [1, 1500]

    after = await everything(database_url)
    said_since = [row["body"] for row in after["outbox"] if row["chat"] == gone.user and row["id"] >= 2000]
    assert any("займёт до минуты" in body for body in said_since), "what is said from here on is not his past"
    newcomer = {("account", "user_id"), ("dialogue", "chat"), ("dialogue", "user_id"), ("sent_message", "chat")}
    found, allowed = left(gone, after), table_of(LEFT)
    wrong = {(t, c) for t in found.keys() | allowed.keys() for c in found.get(t, set()) ^ allowed.get(t, set())}
    assert wrong <= newcomer, wrong
    nothing_of_is_gone(neighbour, before, after)


class Killed(BaseException):
    """The program dies."""


@pytest.mark.parametrize("dies_at", [0, 1, 5])
async def test_a_restored_copy_is_erased_by_the_same_steps_also_over_a_kill(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    """Before the copy is served, or, where the program died over it, by what it left to the running one."""
    phone, gone, neighbour = await two_people(store, monkeypatch)
    phone.world.forgotten.note(1)
    before, steps = await everything(database_url), 0

    def step(*how: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps == dies_at:
            raise Killed
        return forgetting.step(*how)

    monkeypatch.setattr(forgotten, "step", step)
    if dies_at:
        with pytest.raises(Killed):
            await phone.world.forgotten.apply(store, FAR)
        at_once = left(gone, await everything(database_url))
        assert at_once.keys() & {"person", "account", "subscription", "place", "dialogue", "setting"} == set()
    else:
        assert await phone.world.forgotten.apply(store, FAR) == 1
        assert steps > 5
    await phone.world.restart()
    phone.at = max(phone.at, FAR)
    assert await phone.world.forgotten.apply(store, FAR) == 0
    for _ in range(100):
        if not (await store.read(Query("timer_keys", ("forgetting",))))[0]:
            break
        assert dies_at
        await phone.world.intake.ring()
    assert await phone.faults() == []
    assert not [row for row in (await everything(database_url))["outbox"] if "удалены" in row["body"]]

    after = await everything(database_url)
    after["timer"] = [row for row in after["timer"] if row not in before["timer"]]  # of what was under way
    only_what_may_stay_is_left(gone, neighbour, before, after)
    erased = [path for row in after["timer"] if row["key"].startswith("1:") for path in json.loads(row["data"])]
    assert sorted(erased) == ([] if dies_at else ["1/1000.jpg", "1/1001.jpg"])  # else they were rung already


async def test_a_report_that_is_kept_long_enough_is_left_with_numbers_states_and_times(
    store: Store, database_url: str
) -> None:
    phone, old = Phone(World(store)), Somebody(1, "77123")
    await save_all(store, old)
    phone.at = FAR + (phone.region.keep_days + 1) * DAY_MS
    removed: list[str] = []

    class Disk:
        def remove(self, paths: list[str]) -> list[Setting]:
            removed.extend(paths)
            return []

    chores = Chores(
        store, phone.intake, {}, (), cast(Files, Disk()), phone.world.clock, cast(Backups, None), cast(Any, None)
    )  # fmt: skip
    await chores.retire()
    rows = await everything(database_url)
    found = left(old, {table: rows[table] for table in ("report", "report_event", "attachment", "attachment_copy")})
    wrong = {t: found.get(t, set()) ^ names for t, names in table_of(RETIRED).items()}
    assert not any(wrong.values()), wrong
    assert found.keys() == RETIRED.keys()
    assert {row["retired"] for row in rows["report"]} == {1}
    assert sorted(removed) == ["1/1000.jpg", "1/1001.jpg"]


def test_every_column_of_every_record_says_whether_it_is_personal() -> None:
    for kind in RECORDS:
        assert marks_of(kind)


def test_a_column_that_does_not_say_it_is_refused() -> None:
    @dataclass
    class Bare(Record):
        id: int

    with pytest.raises(Unmarked, match=r"Bare\.id"):
        marks_of(Bare)


async def test_the_file_that_a_person_may_ask_for_holds_every_text_of_his_rows(store: Store) -> None:
    somebody = Somebody(1, "77123")
    await save_all(store, somebody, Somebody(2, "88123"))
    queries = export_queries(1)
    rows = await store.read(*queries)
    told = json.dumps(export_json({q.into: r for q, r in zip(queries, rows, strict=True)}), ensure_ascii=False)
    asked = {type(row) for found in rows for row in found}
    assert len(asked) == len(queries)
    written = {text for row in somebody.records() if type(row) in asked for text in _texts_of(row)}
    missing = {text for text in written if f"«{text}»1" not in told}
    # Who of the staff it was, where a file lies, and what is made of the address that stands there.
    inner = {"report.street_key", "report.house_key", "attachment.url"}
    assert missing == {"report.taken_name", "report_event.actor_name", *inner}
    assert "»2" not in told


def _texts_of(record: Record) -> set[str]:
    """TABLE.COLUMN of its texts that name their column."""
    names = marks_of(type(record))
    return {f"{record.TABLE}.{n}" for n in names if f"«{record.TABLE}.{n}»" in str(getattr(record, n))}


async def test_what_is_under_way_when_its_person_is_forgotten_does_not_wait_again(store: Store) -> None:
    row = OutboxRow(1, "telegram", "77", 2, "send", "слова", created_at=5)
    of_notice = replace(row, id=2, body="", text_id=5)  # its words stand elsewhere
    await save(store, Person(1, 1), Account("telegram", "77", 1, 1), row, of_notice, replace(row, id=3))
    async with store.unit() as unit:
        await unit.exchange(None, [Query("outbox_claim_many", ("[1, 2, 3]", 50, words(SAYABLE), words(IN_FORCE)))])
        await unit.commit()
    await erase_again(store, 1, 60)
    concluded = [
        Query("outbox_conclude", (1, 0, 90, 1, 0, 0, 0, "flood", "77")),
        Query("outbox_conclude", (2, 2, 90, 1, 0, 1, 80, "", "77")),
        Query("outbox_release", ("[3]",)),
    ]
    async with store.unit() as unit:
        await unit.commit(Changes(commands=concluded))
    assert await store.read(Query("outbox_backlog", ("telegram", 0, 9, "[]"))) == [[]]
    assert await store.read(Query("outbox_depths")) == [[]]
    async with store.unit() as unit:
        (again,) = await unit.exchange(
            None, [Query("outbox_claim_many", ("[1, 2, 3]", 99, words(SAYABLE), words(IN_FORCE)))]
        )
    assert again == []
