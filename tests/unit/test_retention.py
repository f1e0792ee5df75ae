"""What goes by itself: reports that are kept long enough, numbers that a restore must not give twice."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.jobs.last_number import LastNumber
from handlers.operator.alarms import Alarm, alarm_text
from storage.changes import Changes, Query
from storage.notice_records import Notice, Recipient
from storage.open import make_store
from storage.records import Fault, Report, ReportEvent, StoredFile
from storage.store import StorageError
from tests.persons.stage import open_stage

DAY = 24 * 3600


def report(number: int) -> Report:
    return Report(number, 1, "telegram", "7", "ru", "new", "snow", "", "")


def note(numbers: LastNumber, *reports: int) -> None:
    changes = Changes()
    for number in reports:
        changes.put(report(number))
    numbers.note(changes)


def test_numbers_go_on_behind_the_last_one_given_even_if_the_database_was_restored(tmp_path: Path) -> None:
    numbers = LastNumber(tmp_path / "n" / "last.txt")
    assert numbers.after_restart(4) == 4
    note(numbers, 5, 6)
    note(numbers, 2)  # an older report that was only changed
    assert LastNumber(tmp_path / "n" / "last.txt").after_restart(6) == 6
    assert LastNumber(tmp_path / "n" / "last.txt").after_restart(1) == 6
    assert LastNumber(tmp_path / "n" / "last.txt").after_restart(9) == 9


async def test_a_database_that_knows_less_than_was_given_out_is_told_of_until_it_has_caught_up(tmp_path: Path) -> None:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()

    async def commits(number: int) -> None:
        changes = Changes()
        changes.put(report(number))
        async with store.unit() as unit:
            await unit.commit(changes)
        numbers.note(changes)

    numbers = LastNumber(tmp_path / "last.txt")
    assert numbers.after_restart(0) == 0
    await commits(1)
    await numbers.look(store)
    assert numbers.trouble == ""
    note(numbers, 4)  # it was committed, and a failing over lost it
    await numbers.look(store)
    assert numbers.trouble == "3"
    again = LastNumber(tmp_path / "last.txt")
    assert (again.after_restart(1), again.trouble) == (4, "3")
    await commits(5)
    await numbers.look(store)
    assert numbers.trouble == ""
    await store.close()


async def test_a_report_that_was_kept_long_enough_holds_nothing_personal_any_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        app, now = stage.app, stage.clock.now()
        old = replace(
            report(1), text="Лесная, 5", address="Лесная, 5", lat=55.0, lon=37.0, status="closed", closed_at=now
        )
        young = replace(report(2), text="свежее", status="closed", closed_at=now + 9 * DAY * 1000)
        stored = app.files.folder / "aa" / "1.jpg"
        stored.parent.mkdir(parents=True)
        stored.write_bytes(b"photo")
        changes = Changes()
        for record in (
            old,
            young,
            ReportEvent(1, 1, now, "added", 1, text="моё"),
            ReportEvent(2, 2, now, "added", 1, text="и это"),
        ):
            changes.put(record)
        changes.put(StoredFile(1, 1, 0, 1, "telegram", "f", "photo", path="aa/1.jpg"))
        async with app.store.unit() as unit:
            await unit.commit(changes)
        stage.clock.leap((app.region.keep_days + 1) * DAY)
        await app.chores.retire()
        await app.chores.retire()
        reports = [(await app.store.read(Query("report_by_id", (n,))))[0][0] for n in (1, 2)]
        events = [(await app.store.read(Query("report_events", (n,))))[0][0] for n in (1, 2)]
        assert [(r.text, r.address, r.lat, r.person_id) for r in reports] == [
            ("", "", None, 0),
            ("свежее", "", None, 1),
        ]
        assert [e.text for e in events] == ["", "и это"]
        assert reports[0].topic == "snow"
        assert not stored.exists()


async def test_what_several_machines_need_is_watched_and_said(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        app, now = stage.app, stage.clock.now()
        texts = app.shared.library.texts("ru")
        assert {"configuration", "behind", "reading", "files"} <= app.health.watch.concerns.keys()
        app.last_number._behind, app.lead.same.trouble = 2, "differs"
        for name, said in (("behind", "в ней нет 2 сообщений"), ("configuration", "настроены по-разному")):
            concern = app.health.watch.concerns[name]
            assert said in alarm_text(app.shared, texts, Alarm(name, True, concern.probe(), now, now))
            assert "✅" in alarm_text(app.shared, texts, Alarm(name, False, "", now, now))
        started = asyncio.Event()

        async def looks_after() -> None:
            started.set()
            await asyncio.Event().wait()

        app.lead.standby, app.files.look_after_cache, app.lead.wait = True, looks_after, started.wait  # type: ignore
        with suppress(StorageError):
            async with asyncio.timeout(30):
                await app.open()
        assert started.is_set()
        app.lead.standby = False


async def test_what_was_set_aside_and_handled_later_holds_nobodys_words_a_day_after(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        app, now = stage.app, stage.clock.now()
        changes = Changes()
        for number, solved in ((1, now), (2, now + DAY * 1000)):
            changes.put(Fault(number, "telegram", "1", str(number), '{"text": "моё"}', "KeyError", now, 1, solved))
        async with app.store.unit() as unit:
            await unit.commit(changes)
        stage.clock.leap(DAY + 60)
        await app.chores.prune()
        faults = [(await app.store.read(Query("fault_by_id", (n,))))[0][0] for n in (1, 2)]
        assert [bool(fault.raw) for fault in faults] == [False, True]
        assert faults[0].error == "KeyError"


async def test_who_was_told_of_a_notice_is_forgotten_when_it_and_all_that_follows_it_are_long_over(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        app, now = stage.app, stage.clock.now()
        late = now + 300 * DAY * 1000
        over, running, followed, following = (
            Notice(number, "sent", "flood", 3, 0, "{}", link="updates" if linked else "", linked_id=linked,
                   until=until, updated_at=until)
            for number, linked, until in ((1, 0, now), (2, 0, late), (3, 0, now), (4, 3, late))
        )  # fmt: skip
        changes = Changes()
        for notice in (over, running, followed, following):
            changes.put(notice)
            for person in (7, 8):
                changes.put(Recipient(notice.id, person, "vk", str(person), 1))
        async with app.store.unit() as unit:
            await unit.commit(changes)
        stage.clock.leap(401 * DAY)
        await app.chores.prune_recipients()
        told = [(await app.store.read(Query("recipients_of", (person,))))[0] for person in (7, 8)]
        assert [[row.notice_id for row in rows] for rows in told] == [[2, 3, 4], [2, 3, 4]]
        stage.clock.leap(300 * DAY)
        await app.chores.prune_recipients()
        assert (await app.store.read(Query("recipients_of", (7,))))[0] == []
