"""What goes by itself: reports that are kept long enough, numbers that a restore must not give twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.jobs.last_number import LastNumber
from storage.changes import Changes, Query
from storage.records import Report, ReportEvent, StoredFile
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
