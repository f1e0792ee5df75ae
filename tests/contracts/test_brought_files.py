"""Files that other programs bring in bodies, with two nodes and one store: whichever node lives has them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import FormData

from bot.clock import MovableClock
from bot.delivery.files import Files
from bot.delivery.objects import Objects
from bot.delivery.shelf import PAUSE_S, SPARED_S
from bot.notices.fetch import WebFetcher
from bot.web.client_files import ClientFiles
from handlers.open311.media import PROGRAM_FILES
from storage.records import StoredFile
from storage.store import Store
from tests.contracts.test_open311_filing import JPEG, POTHOLE, Desk, open_desk
from tests.stores import S3


@dataclass
class Pair:
    """The node behind `desk` leads; `second` is what the other one has of files."""

    desk: Desk
    second: Files
    clock: MovableClock
    objects: Objects

    async def waiting(self) -> list[str]:
        return await self.objects.names("waiting/")

    def reach(self, objects: Objects) -> None:
        self.desk.files.shelf.objects = self.second.shelf.objects = objects

    def first_dies(self) -> None:
        shutil.rmtree(self.desk.files.folder)

    async def upload(self) -> StoredFile:
        (file,) = await self.desk.office.files(await self.desk.number(form()))
        return file


@pytest.fixture
async def pair(store: Store, tmp_path: Path, s3: S3) -> AsyncIterator[Pair]:
    async with open_desk(store, tmp_path) as desk:
        brought = ClientFiles(WebFetcher(), tmp_path / "second" / "brought")
        clock = MovableClock()
        second = Files(store, {PROGRAM_FILES: brought}, tmp_path / "second", clock, free=lambda: 10**12)
        for files in (desk.files, second):
            of_programs = files.channels[PROGRAM_FILES]
            assert isinstance(of_programs, ClientFiles)
            of_programs.shelf, files.shelf.clock = files.shelf, clock
        pair = Pair(desk, second, clock, s3.objects())
        pair.reach(pair.objects)
        yield pair


def form(**more: str) -> FormData:
    form = FormData(list({**POTHOLE, **more}.items()))
    form.add_field("media", JPEG, filename="a.jpg")
    return form


async def test_a_file_for_which_a_program_was_told_yes_outlives_the_node_that_took_it(pair: Pair) -> None:
    file = await pair.upload()
    pair.first_dies()
    path, why = await pair.second.bring(file.id)
    assert (why, path is not None and path.read_bytes()) == ("", JPEG)
    await pair.second.shelf.clear(pair.second.store)
    assert await pair.waiting() == []
    assert len(await pair.objects.names("files/")) == 1


async def test_a_node_that_cannot_ask_the_store_waits_and_gives_nothing_up(pair: Pair, s3: S3) -> None:
    file = await pair.upload()
    pair.first_dies()
    pair.reach(s3.objects(endpoint="http://127.0.0.1:9"))
    for _ in range(2 * len(PAUSE_S)):
        assert await pair.second.bring(file.id) == (None, "later")
        pair.clock.leap(PAUSE_S[-1])
    pair.reach(pair.objects)
    path, why = await pair.second.bring(file.id)
    assert (why, path is not None and path.read_bytes()) == ("", JPEG)


async def test_without_the_store_a_file_is_not_taken_and_its_program_comes_again(pair: Pair, s3: S3) -> None:
    pair.reach(s3.objects(endpoint="http://127.0.0.1:9"))
    answer = await pair.desk.post(form())
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert await pair.desk.reports() == 0
    assert list((pair.desk.files.folder / "brought").glob("*")) == []
    await pair.desk.number(POTHOLE)  # what brings no file needs no store
    pair.reach(pair.objects)
    await pair.desk.number(form(description="Яма у школы"))
    assert len(await pair.waiting()) == 1


async def test_what_no_report_needs_leaves_the_store_and_what_one_waits_for_stays(pair: Pair) -> None:
    await pair.upload()
    assert await pair.desk.number(form()) == 1  # the same again
    assert len(await pair.waiting()) == 1
    await pair.objects.put("waiting/open311/never-filed", JPEG)
    shelf, store = pair.second.shelf, pair.second.store
    assert await shelf.drop_waiting(store) == 0
    assert await shelf.drop_waiting(store, older_than_s=-60) == 1
    (left,) = await pair.waiting()
    assert left != "open311/never-filed"


async def test_what_a_node_took_lies_there_only_as_long_as_a_row_waits_for_it(pair: Pair) -> None:
    """Who has his data removed is nowhere any more, also where the node died that took his photo."""
    file, mine = await pair.upload(), pair.desk.files

    def here() -> list[str]:
        return [path.name for path in (mine.folder / "brought").iterdir()]

    (young,) = here()
    never = mine.folder / "outside" / ("0" * 64)
    never.parent.mkdir()
    never.write_bytes(JPEG)
    for path in (never, mine.folder / "brought" / young):
        os.utime(path, (time.time() - SPARED_S - 60,) * 2)
    assert await mine.sweep()
    assert (here(), never.exists()) == ([young], False), "the other node may have it from here alone"
    assert await pair.second.bring(file.id) != (None, "")
    assert here() == [young]
    await mine.sweep()
    assert here() == []
    (mine.folder / "brought" / "coming").write_bytes(JPEG)
    await mine.sweep()
    assert here() == ["coming"], "the row that names it may be on its way"
