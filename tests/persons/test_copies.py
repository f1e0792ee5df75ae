"""Copies of the database as persons meet them: the alarm of a night without one, and what a restored one remembers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import variables
from storage.changes import Query
from storage.copies import CopyError
from storage.open import make_store
from tests.persons.people import Operator, citizen, photo
from tests.persons.reporting import DAY_S, reports
from tests.persons.stage import Stage, open_stage
from tests.persons.test_operator_delivery import looked, values

AGE = "otklik_backup_last_success_timestamp_seconds{}"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def where() -> str:
    return "telegram"


@pytest.fixture
async def stage(tmp_path: Path, admin: str, database_url: str, tools: None) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, admin, database_url) as opened:
        yield opened


@pytest.fixture
def console(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line works on the stage's database."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(stage.folder))
    monkeypatch.setenv("DATABASE_URL", stage.database_url)
    monkeypatch.chdir(stage.folder)


async def otklik(*line: str) -> int:
    """A command, as another process would run it."""
    return await asyncio.to_thread(main, line)


async def count(stage: Stage) -> int:
    """The reports that there are."""
    store = make_store(stage.database_url)
    await store.open()
    try:
        return int((await store.read(Query("reports_count")))[0][0][0])
    finally:
        await store.close()


async def make_empty(stage: Stage) -> None:
    """On PostgreSQL: as an administrator does before a restore."""
    if stage.database_url.startswith("sqlite"):
        return
    import asyncpg

    server = await asyncpg.connect(stage.database_url)
    await server.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await server.close()


async def test_a_night_without_a_copy_is_told_and_so_is_the_next_good_one(
    stage: Stage, maria: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AGE not in await values(stage)
    monkeypatch.setattr(stage.app.backups, "_free", lambda _: 0)
    with pytest.raises(CopyError):
        await stage.app.backups.nightly()
    for _ in range(4):
        await looked(stage, 6)
    await maria.sees("Ночью не сделана копия", "мало места на диске")
    assert AGE not in await values(stage)
    await stage.stop_bot()
    await stage.start_bot()
    for _ in range(4):
        await looked(stage, 6)
    await stage.quiet()
    maria.does_not_see("снова сделана")  # that it was started again is no copy
    await stage.app.backups.nightly()
    await looked(stage, 6)
    await maria.sees("Копия базы данных снова сделана")
    made_at = (await values(stage))[AGE]
    assert stage.clock.now() / 1000 - made_at < 60


@pytest.mark.usefixtures("console")
async def test_a_restored_copy_has_its_reports_but_not_the_forgotten_and_gives_no_number_twice(
    stage: Stage, maria: Operator, capsys: Output
) -> None:
    anna, boris = citizen(stage, "telegram"), citizen(stage, "vk")
    await anna.starts()
    await boris.starts()
    kept, secret = await reports(anna), await reports(boris, "В Сосновинке на улице Мира, 7 не чистят снег", photo())
    await stage.quiet()
    assert await otklik("backup", "copy") == 0
    copied = (await values(stage))[AGE]
    await boris.says("/forget")
    await boris.presses("Да, удалить всё")
    await stage.passes(2)
    later = await reports(anna, "В Сосновинке на улице Садовой, 9 второй день не горит фонарь")
    await stage.quiet()
    assert copied > 0

    assert await otklik("restore", "copy", "--yes") == 2, "while the service runs"
    await stage.stop_bot()
    present = await count(stage)
    assert await otklik("restore", "copy") == 2, "over a database that is there"
    assert await count(stage) == present == 3

    await make_empty(stage)
    capsys.readouterr()
    assert await otklik("restore", "copy", "--yes") == 0
    said = capsys.readouterr().out
    assert str(int(later) + 1) in said
    assert "снова забыт 1 человек" in said.lower()
    if stage.database_url.startswith("sqlite"):
        aside = [path for path in stage.folder.iterdir() if ".before-restore-" in path.name]
        assert [path.name for path in aside if str(path) in said]

    await stage.start_bot()
    store = stage.app.store
    mine, his, new = [(await store.read(Query("report_by_id", (int(n),))))[0] for n in (kept, secret, later)]
    assert (mine[0].text != "", his[0].text, his[0].person_id, new) == (True, "", 0, [])
    stage.clock.leap(DAY_S)
    assert int(await reports(anna, "В Сосновинке на улице Мира, 11 не чистят снег")) == int(later) + 1
    card = await maria.card(kept)
    await maria.answers(card, "Трактор выйдет сегодня")
    await anna.sees("Трактор выйдет сегодня")
