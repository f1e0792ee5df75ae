"""Whoever adds a status to the sets of `handlers.reports.status` finds it wherever reports are looked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.base.texts import LOCALES, Library
from handlers.citizen.export import export_json, export_queries
from handlers.reports import status
from handlers.reports.status import FOLLOWS, Status
from storage.changes import Query
from storage.records import Report, Share
from storage.store import Store
from tests.contracts.test_store import save
from tests.databases import open_file
from tests.unit.citizen.phone import DAY, Phone
from tests.unit.operator.office import Office
from tests.world.world import World

NAME = "postponed"


@pytest.fixture
def postponed(monkeypatch: pytest.MonkeyPatch) -> Status:
    """A status more, in the sets of what is open, queued and awaited."""
    made = str.__new__(Status, NAME)
    made._name_, made._value_ = NAME.upper(), NAME
    monkeypatch.setitem(Status._value2member_map_, NAME, made)
    monkeypatch.setitem(FOLLOWS, made, frozenset({Status.WITHDRAWN, Status.ACCEPTED}))
    for name in ("ALIVE", "QUEUED", "AWAITS_STAFF"):
        known: frozenset[Status] = getattr(status, name)
        for module in [m for n, m in sys.modules.items() if n.startswith(("handlers.", "bot."))]:
            if getattr(module, name, None) is known:
                monkeypatch.setattr(module, name, known | {made})
    return made


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_file(tmp_path)
    yield opened
    await opened.close()


def library(folder: Path, phone: Phone) -> Library:
    """The sentences, with the names that the new status needs."""
    shutil.copytree(LOCALES, folder)
    for language in ("ru", "en"):
        with (folder / language / "common.ftl").open("a", encoding="utf-8") as file:
            file.write(f"\nstatus-{NAME} = отложено\nreport-state-{NAME} = отложено\n")
    return Library(phone.region.zone, folder=folder)


async def test_a_new_status_is_queued_reminded_of_listed_given_out_and_let_go(
    tmp_path: Path, store: Store, postponed: Status
) -> None:
    world = World(store)
    phone, office = Phone(world), Office(world)
    phone.shared.library = library(tmp_path / "locales", phone)
    report: Report = await phone.files_report("В Сосновинке на улице Лесной, 5 яма")
    report.status, office.at = postponed.value, phone.at + DAY
    report.first_due_at = office.at - 1
    await save(store, report)

    await office.says("Анна", "/queue")
    assert "№ 1" in office.last().text
    await office.ticks("remind")
    assert "№ 1" in office.last().text
    assert office.last().row.share == Share.ALARMS
    await phone.says("/reports")
    assert any("🟡" in label for label in phone.last.buttons)  # open
    await phone.presses("№ 1")
    assert "отложено" in phone.last.text
    queries = export_queries(1)
    rows = await store.read(*queries)
    told = export_json({q.into: r for q, r in zip(queries, rows, strict=True)})
    assert [r["status"] for r in told["reports"]] == [NAME]
    await phone.says("/forget")
    await phone.presses("Да, удалить")
    assert await phone.faults() == []
    (gone,) = (await store.read(Query("report_by_id", (1,))))[0]
    assert (gone.status, gone.closed_at > 0) == ("withdrawn", True)
