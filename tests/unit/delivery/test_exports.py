"""What is stored about a person: written straight to the disk, in ZIPs that the messenger carries."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

import pytest

from bot.delivery import exports
from bot.delivery.exports import CLOSING, Exports
from bot.private_files import open_private
from storage.changes import Changes
from storage.open import make_store
from storage.records import Person, Report, StoredFile
from storage.store import Store

MOST = CLOSING * 2 + 200_000
ROOM = 10**9


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    yield store
    await store.close()


async def stored(store: Store, folder: Path, *sizes: int) -> dict[str, bytes]:
    """A person with one report and files of these sizes; what lies on the disk, by name."""
    changes = Changes()
    found: dict[str, bytes] = {}
    changes.put(Person(5, 0, "ru"))
    changes.put(Report(1, 5, "vk", "77", "ru", "new", "other", "", "Яма у дома \ud83d"[:-1]))
    for number, size in enumerate(sizes, 1):
        name = f"{number}.bin"
        found[name] = os.urandom(size)
        (folder / name).write_bytes(found[name])
        changes.put(StoredFile(number, 1, 0, 5, "vk", "h", "document", name=f"файл{number}.bin", path=name))
    async with store.unit() as unit:
        await unit.commit(changes)
    return found


def of(store: Store, folder: Path, room: int = ROOM) -> Exports:
    return Exports(store, folder / "exports", lambda file: folder / file.path, lambda: room)


async def test_each_zip_fits_and_opens_by_itself_and_nothing_is_left_out(store: Store, tmp_path: Path) -> None:
    there = await stored(store, tmp_path, 150_000, 150_000, 10_000, 200_000)
    made = await of(store, tmp_path).make(5, 1, MOST)
    assert len(made.paths) >= 3
    found: dict[str, bytes] = {}
    for number, path in enumerate(made.paths):
        assert path.stat().st_size <= MOST
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            assert ("data.json" in archive.namelist()) == (number == 0)
            found |= {name: archive.read(name) for name in archive.namelist()}
    assert json.loads(found.pop("data.json"))["reports"]
    assert {name.removeprefix("files/"): content for name, content in found.items()} == there


async def test_a_file_too_large_for_the_messenger_is_named_and_the_rest_goes(store: Store, tmp_path: Path) -> None:
    await stored(store, tmp_path, MOST + 1, 1_000)
    made = await of(store, tmp_path).make(5, 1, MOST)
    assert made.too_large == ("файл1.bin",)
    with zipfile.ZipFile(made.paths[0]) as archive:
        assert "files/2.bin" in archive.namelist()
        assert "файл1.bin" in archive.read("data.json").decode()


class Counting:
    """A file that notes how much is written at once."""

    largest = 0

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner

    def write(self, data: bytes) -> int:
        Counting.largest = max(Counting.largest, len(data))
        return self._inner.write(data)

    def __enter__(self) -> Counting:
        return self

    def __exit__(self, *_: object) -> None:
        self._inner.close()

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


async def test_no_file_is_ever_whole_in_memory(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await stored(store, tmp_path, 30_000_000)
    opened = open_private
    monkeypatch.setattr(exports, "open_private", lambda path: Counting(opened(path)))
    await of(store, tmp_path).make(5, 1, 50_000_000)
    assert 0 < Counting.largest <= 1_000_000


async def test_the_parts_of_one_message_share_what_was_made_and_another_message_gets_its_own(
    store: Store, tmp_path: Path
) -> None:
    await stored(store, tmp_path, 1_000)
    made = await of(store, tmp_path).make(5, 1, MOST)
    before = made.paths[0].stat().st_mtime_ns
    assert await of(store, tmp_path).make(5, 1, MOST) == made
    assert made.paths[0].stat().st_mtime_ns == before
    assert (await of(store, tmp_path).make(5, 2, MOST)).paths != made.paths
    of(store, tmp_path).drop(5)
    assert list((tmp_path / "exports").iterdir()) == []


async def test_without_room_nothing_is_begun(store: Store, tmp_path: Path) -> None:
    await stored(store, tmp_path, 1_000)
    with pytest.raises(OSError, match="no room"):
        await of(store, tmp_path, room=10).make(5, 1, MOST)
    assert list((tmp_path / "exports").iterdir()) == []


async def test_a_fault_in_the_middle_leaves_nothing_behind(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stored(store, tmp_path, 150_000, 150_000)

    def fails(*args: object, **more: object) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(zipfile.ZipFile, "write", fails)
    with pytest.raises(OSError, match="No space"):
        await of(store, tmp_path).make(5, 1, MOST)
    assert list((tmp_path / "exports").iterdir()) == []
