"""Files on their way from one messenger into the other: the same bytes, once, and a word about what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.world import FaultRule, WorldFile
from tests.persons.people import Citizen, Operator, citizen, document, operator, photo
from tests.persons.reporting import SNOW, reports, voice
from tests.persons.stage import Stage, open_stage

BIG = 21 * 1024 * 1024
UPLOADS = {"telegram": "sendPhoto", "vk": "photos.getMessagesUploadServer", "max": "getUploadUrl"}


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
async def test_bytes_arrive_unchanged_in_the_other_messenger(
    stage: Stage, anna: Citizen, maria: Operator, kind: str
) -> None:
    file = {"photo": photo(), "document": document(content=b"%PDF-1.4 " + bytes(range(256))), "voice": voice()}[kind]
    await reports(anna, SNOW, file)
    (there,) = [f for m in maria.messages() for f in m.files]
    assert there.content == file.content
    if kind == "document":
        assert there.name == file.name


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_bytes_of_an_answer_arrive_unchanged(stage: Stage, anna: Citizen, maria: Operator, kind: str) -> None:
    file = photo() if kind == "photo" else document(content=b"%PDF-1.4 " + bytes(range(256)))
    await maria.answers(await maria.card(await reports(anna)), "Вот", file)
    await anna.sees("Вот")
    assert [f.content for m in anna.messages() for f in m.files] == [file.content]


async def test_too_big_a_file_is_named_and_the_rest_arrives(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "vk") as stage:
        anna, maria = citizen(stage, "telegram"), operator(stage)
        number = await reports(anna, SNOW, WorldFile("document", "film.zip", "application/zip", bytes(BIG)), photo())
        await maria.presses("📎 2")
        await maria.sees("Файл «film.zip» не передан: он слишком большой")
        assert [f.content for m in maria.messages() for f in m.files] == [photo().content] * 2
        assert "не чистят снег" in (await maria.card(number)).text


async def test_file_that_is_gone_is_named_and_the_rest_arrives(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna, maria = citizen(stage, "vk"), operator(stage)
        lost = document("lost.pdf")
        await anna.starts()
        for kept in list(stage.vk.files.values()):
            assert kept.name != "lost.pdf"
        await stage.stop_bot()
        stage.vk.say(anna.user, anna.chat, SNOW, files=(lost, photo()))
        for key in [k for k, f in stage.vk.files.items() if f.name == "lost.pdf"]:
            del stage.vk.files[key]
        await stage.start_bot()
        await stage.passes(5)
        await anna.presses("Отправить")
        await anna.presses("Даю согласие")
        await stage.passes(5)
        await maria.presses("📎 2")
        await maria.sees("Файл «lost.pdf» не передан: мессенджер его не отдал")
        assert [f.content for m in maria.messages() for f in m.files] == [photo().content] * 2


async def test_an_answer_s_file_that_does_not_arrive_is_told_to_the_operators_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna, maria = citizen(stage, "vk"), operator(stage)
        number = await reports(anna)
        big = WorldFile("document", "план.zip", "application/zip", bytes(BIG))
        await maria.answers(await maria.card(number), "Вот план уборки", big)
        await anna.sees("Файл «план.zip» не передан: он слишком большой")
        await maria.sees(f"№ {number}: ответ доставлен, но без файлов")
        await maria.sees("Файл «план.zip» не передан: он слишком большой")
        card = (await maria.card(number)).text
        assert "доставлено" in card
        assert "1 файл не передан" in card


async def test_an_answer_with_all_its_files_says_nothing_of_them(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Вот", document())
    await anna.sees("Вот")
    await stage.passes(5)
    assert "не передан" not in (await maria.card(number)).text
    assert not any("без файлов" in m.text for m in maria.messages())


async def test_file_needed_twice_is_uploaded_once(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, SNOW, photo())
    before = len(maria.messenger.persons), _files_in(stage)
    await maria.says(f"№ {number}")
    await stage.quiet()
    assert _files_in(stage) == before[1]


def _files_in(stage: Stage) -> int:
    return len([f for f in stage.messenger(stage.admin).files.values() if f.kind == "photo"])  # type: ignore[attr-defined]


async def test_upload_that_fails_once_still_arrives_once(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    stage.messenger(stage.admin).faults.append(FaultRule(UPLOADS[stage.admin], "refuse"))
    await reports(anna, SNOW, photo())
    for _ in range(4):
        await stage.passes(5)
    assert [f.content for m in maria.messages() for f in m.files] == [photo().content]
