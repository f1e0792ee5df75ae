"""A messenger's token is taken out while messages wait for it: nobody is left to believe that they went."""

from __future__ import annotations

from pathlib import Path

from bot.health.stranded import LOOK_S
from storage.changes import Changes
from storage.records import OutboxRow
from tests.persons.people import operator
from tests.persons.stage import Stage, open_stage
from tests.persons.test_operator_delivery import looked, opens, showing, values

FAR = 9_000_000_000_000
METRIC = "otklik_outbox_stranded_rows{channel=pager}"


def waiting(number: int) -> OutboxRow:
    return OutboxRow(5_000 + number, "pager", "7", 2, "send", "{}", created_at=1, due_at=FAR)


async def write(stage: Stage, *rows: OutboxRow, drop: bool = False) -> None:
    changes = Changes()
    for row in rows:
        if drop:
            changes.delete(OutboxRow, row.id)
        else:
            changes.put(row)
    async with stage.app.store.unit() as unit:
        await unit.commit(changes)


async def test_what_waits_for_a_messenger_that_is_not_run_is_told_shown_and_counted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        maria, stranded = operator(stage), stage.app.health.stranded
        assert METRIC not in await values(stage)
        rows = [waiting(1), waiting(2), waiting(3)]
        await write(stage, *rows, OutboxRow(6_000, "pager", "7", 2, "send", "", state=2, created_at=1, finished_at=5))
        stage.clock.leap(LOOK_S + 1)
        await stage.until(lambda: stranded.rows == {"pager": 3}, "the count")
        for _ in range(5):
            await looked(stage, 6)
        await stage.quiet()
        assert len(showing(maria, "не подключён")) == 1
        assert "ждут отправки: 3" in showing(maria, "не подключён")[0].text
        assert (await values(stage))[METRIC] == 3
        assert "pager: ждут отправки 3" in (await opens(maria)).text

        await write(stage, *rows, drop=True)
        stage.clock.leap(LOOK_S + 1)
        await stage.until(lambda: not stranded.rows, "none counted")
        await looked(stage, 6)
        await stage.quiet()
        assert showing(maria, "больше нет")
        assert METRIC not in await values(stage)
