"""The watched folder cannot be read, hangs, or holds what nobody reads: staff are told, once, and when it is over."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.back_office import tables
from bot.folder_trouble import HANGS_S, STRANGE_S
from bot.health.alarms import LOOKS, PATIENCE_S, Watch
from handlers.operator.alarms import Alarm, alarm_text
from tests.unit.operator.office import Office
from tests.unit.outside.abroad import TEXT
from tests.unit.outside.test_tables import Cabinet, table

ROW = f"A-1;1;Отработано;{TEXT};;;"


class Listening:
    """What staff are told of the folder."""

    def __init__(self, cabinet: Cabinet) -> None:
        async def tell(alarm: Alarm) -> None:
            """They are taken out of the queue instead."""

        self.cabinet = cabinet
        self.watch = Watch(cabinet.folder.trouble.concerns(), cabinet, tell)

    def hears(self, seconds: float = 0.0) -> list[str]:
        """After so many seconds, in words."""
        self.cabinet.passed += seconds
        for _ in range(LOOKS):
            self.watch.look()
        shared = self.cabinet.office.shared
        found = []
        while not self.watch._alarms.empty():
            alarm = self.watch._alarms.get_nowait()
            for language in shared.library.languages:
                found.append(str(alarm_text(shared, shared.library.texts(language), alarm)))
        return found


@pytest.fixture
def cabinet(office: Office, tmp_path: Path) -> Cabinet:
    return Cabinet(office, tmp_path)


@pytest.mark.parametrize("step", ["open", "file away"])
async def test_a_table_that_cannot_be_opened_or_filed_away_is_told_and_taken_once_it_can(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refused(*args: Any) -> Any:
        raise PermissionError

    await cabinet.office.files_report(1)
    staff = Listening(cabinet)
    cabinet.lays("a.csv", table(ROW))
    with monkeypatch.context() as patch:
        place, name = (tables, "read_at_rest") if step == "open" else (os, "replace")
        patch.setattr(place, name, refused)
        await cabinet.looks()
        assert staff.hears() == []
        told = staff.hears(PATIENCE_S)
        assert ["incident/a.csv" in text for text in told] == [True, True]
    cabinet.passed += 600
    await cabinet.looks()
    assert cabinet.there() == {"incident/done/a.csv"}
    assert len(staff.hears()) == 2
    assert [line.text for line in await cabinet.office.history()] == [TEXT]


async def test_a_disk_that_does_not_answer_is_told_and_the_bot_goes_on(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, answers, looks = threading.Event(), threading.Event(), os.scandir

    def scandir(path: Any) -> Any:
        hangs.set()
        answers.wait(30)
        return looks(path)

    staff = Listening(cabinet)
    monkeypatch.setattr(os, "scandir", scandir)
    looking = asyncio.create_task(cabinet.folder.look())
    try:
        assert await asyncio.to_thread(hangs.wait, 30)
        assert staff.hears() == []
        assert len(staff.hears(HANGS_S)) == 2
    finally:
        answers.set()
    await looking
    assert len(staff.hears()) == 2


async def test_a_file_that_nobody_will_read_is_told_after_an_hour(cabinet: Cabinet) -> None:
    staff = Listening(cabinet)
    path = cabinet.lays("отчёт.xlsx", b"PK")
    cabinet.lays("~$отчёт.csv", b"\0")
    cabinet.lays(".b.xlsx", b"PK")
    await cabinet.looks()
    assert staff.hears() == []
    cabinet.passed += STRANGE_S
    await cabinet.looks()
    assert ["incident/отчёт.xlsx" in text for text in staff.hears()] == [True, True]
    path.unlink()
    await cabinet.looks()
    assert len(staff.hears()) == 2
    assert cabinet.there() == {"incident/~$отчёт.csv", "incident/.b.xlsx"}
