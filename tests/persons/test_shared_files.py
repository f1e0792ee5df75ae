"""Files in a store that several machines share, as persons meet it."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.back_office.door import OutsideDoor
from bot.back_office.tables import BackOfficeFolder
from bot.delivery.shelf import PAUSE_S
from tests.persons.people import Citizen, citizen, photo
from tests.persons.reporting import DAY_S, SNOW, reports
from tests.persons.stage import Stage, open_stage
from tests.stores import S3
from tests.unit.outside.abroad import with_clients


@pytest.fixture
async def stage(tmp_path: Path, admin: str, database_url: str, s3: S3) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, admin, database_url) as opened:
        objects = s3.objects()
        opened.app.files.shelf.objects = opened.app.mirror.objects = objects
        yield opened


@pytest.fixture
def anna(stage: Stage, where: str) -> Citizen:
    return citizen(stage, where, "Анна")


async def kept(stage: Stage) -> list[str]:
    objects = stage.app.files.shelf.objects
    assert objects is not None
    await stage.app.files._round()
    return await objects.names("files/")


async def test_who_is_forgotten_leaves_no_file_in_the_store_and_every_machine_knows(
    stage: Stage, anna: Citizen, where: str
) -> None:
    await reports(anna, SNOW, photo(), photo())
    neighbour = citizen(stage, where, "Сосед")
    await reports(neighbour, "Яма в Сосновинке на улице Речной, 7", photo())
    await stage.quiet()
    assert len(await kept(stage)) == 3
    await anna.says("/forget")
    await anna.presses("Да, удалить всё")
    await anna.sees("ваши данные удалены")
    await stage.quiet()
    assert len(await kept(stage)) == 1
    await stage.app.mirror.push()
    objects = stage.app.mirror.objects
    assert objects is not None
    assert len(await objects.names("forgotten/")) == 1


async def test_what_is_kept_long_enough_leaves_the_store(stage: Stage, anna: Citizen) -> None:
    await reports(anna, SNOW, photo())
    await stage.quiet()
    assert len(await kept(stage)) == 1
    await anna.says("отозвать")
    await anna.presses("Да, отозвать")
    await stage.quiet()
    stage.clock.leap((stage.app.region.keep_days + 2) * DAY_S)
    await stage.app.chores.retire()
    assert await kept(stage) == []


async def test_a_report_is_filed_and_shown_while_the_store_is_away(stage: Stage, anna: Citizen, s3: S3) -> None:
    good = stage.app.files.shelf.objects
    stage.app.files.shelf.objects = s3.objects(endpoint="http://127.0.0.1:9")
    picture = photo()
    await reports(anna, SNOW, picture)
    await stage.quiet()
    chat = stage.emulators[stage.admin].chats[stage.scene.admin_chat_id]
    seen = [file.content for message in chat.messages for file in message.files]
    assert picture.content in seen
    assert stage.app.files.shelf.trouble == "files-away"
    stage.app.files.shelf.objects = good
    stage.clock.leap(PAUSE_S[-1])
    assert len(await kept(stage)) == 1


async def test_a_photo_beside_a_table_reaches_the_citizen_though_the_node_that_took_it_is_gone(
    stage: Stage, anna: Citizen, s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await reports(anna, SNOW)
    await stage.quiet()
    app, folder, picture = stage.app, stage.folder / "tables", photo()
    shared, good = app.intake.shared, app.files.shelf.objects
    shared.region = with_clients(shared.region)
    door, texts = OutsideDoor(app.store, app.intake, stage.clock), shared.library.texts("ru")
    watched = BackOfficeFolder(folder, door, app.intake, app.programs.back_office.files, stage.clock, texts)
    (folder / "incident").mkdir(parents=True)
    (folder / "incident" / "a.jpg").write_bytes(picture.content)
    row = {"id": "A-1", "report": number, "kind": "answered", "text": "Снег убран.", "files": "a.jpg"}
    (folder / "incident" / "a.json").write_text(json.dumps([row]))

    app.files.shelf.objects = s3.objects(endpoint="http://127.0.0.1:9")
    for _ in range(3):
        await watched.look()
    assert (folder / "incident" / "a.json").exists()  # it waits for the store
    app.files.shelf.objects = good

    def dies() -> None:
        shutil.rmtree(app.files.folder / "outside", ignore_errors=True)
        type(app.files).wake(app.files)

    monkeypatch.setattr(app.files, "wake", dies)
    stage.clock.leap(PAUSE_S[-1])
    await watched.look()
    assert (folder / "incident" / "done" / "a.json").exists()
    await stage.passes(30)
    await anna.sees("Снег убран.")
    assert [file.content for message in anna.messages() for file in message.files] == [picture.content]
