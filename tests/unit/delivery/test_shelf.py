"""Files in a store that several nodes share: kept before they are noted, brought where they are not."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.delivery.files import SWEEPS_FIRST_S, SWEEPS_S
from bot.delivery.objects import AWAY, NO_BUCKET, OTHER, REFUSED, Objects, ObjectsFault
from bot.delivery.shelf import KEEP_CACHED_S, PAUSE_S
from bot.setting_values import StorePlace, read_place
from bot.waiting import alongside
from bot.web.notice_files import NoticeFiles
from storage.changes import Changes, Query
from storage.open import make_store
from storage.records import Report
from storage.store import Store
from tests.stores import S3
from tests.unit.delivery.test_files import Shelf as Node
from tests.unit.delivery.test_files import raises
from tests.world.waits import PATIENCE_S

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    yield store
    await store.close()


class Away(Objects):
    """A store of which the network is cut for a while."""

    def __init__(self, whole: Objects) -> None:
        super().__init__(whole.place, whole._key, whole._secret)
        self.away = False
        self.asked = 0

    async def put_file(self, name: str, path: Path) -> None:
        self._pass()
        await super().put_file(name, path)

    async def get_file(self, name: str, path: Path, size: int) -> bool:
        self._pass()
        return await super().get_file(name, path, size)

    async def remove(self, name: str) -> None:
        self._pass()
        await super().remove(name)

    def _pass(self) -> None:
        self.asked += 1
        if self.away:
            raise ObjectsFault(AWAY)


class Nodes:
    """Two nodes on one database and one store, each with a folder of its own."""

    def __init__(self, store: Store, folder: Path, objects: Objects) -> None:
        self.objects = Away(objects)
        self.first, self.second = (self._node(store, folder / name) for name in ("first", "second"))

    def _node(self, store: Store, folder: Path) -> Node:
        node = Node(store, folder)
        node.files.shelf.objects = self.objects
        return node

    async def kept(self) -> list[str]:
        return sorted(await self.objects.names("files/"))


@pytest.fixture
def nodes(store: Store, tmp_path: Path, s3: S3) -> Nodes:
    return Nodes(store, tmp_path, s3.objects())


def test_what_an_address_of_a_store_says() -> None:
    assert read_place("s3://b/a/c/?endpoint=https://s3.example.com:9000/&region=ru-1") == StorePlace(
        "b", "a/c", "https://s3.example.com:9000", "ru-1"
    )
    assert read_place("s3://b") == StorePlace("b")
    wrong = ("b", "https://b/a", "s3:///a", "s3://key:secret@b/a", "s3://b?endpoint=ftp://x", "s3://b?endpoint=x")
    assert [url for url in (*wrong, "s3://b?endpont=https://x", "s3://b?endpoint=https://x:y") if read_place(url)] == []


async def test_large_and_small_objects_come_back_as_they_were(s3: S3, tmp_path: Path) -> None:
    objects, there = s3.objects("two/deep"), tmp_path / "there"
    for name, content in (("a", b""), ("b", b"x"), ("c", os.urandom(11_000_000))):
        (tmp_path / name).write_bytes(content)
        await objects.put_file(f"files/aa/{name}", tmp_path / name)
        assert await objects.get_file(f"files/aa/{name}", there, len(content))
        assert there.read_bytes() == content
    assert sorted(await objects.names("files/")) == ["aa/a", "aa/b", "aa/c"]
    assert await objects.get("files/aa/none") is None
    assert not await objects.get_file("files/aa/none", tmp_path / "none", 0)
    for _ in range(2):
        await objects.remove("files/aa/c")
    assert sorted(await objects.names("files/aa/")) == ["a", "b"]
    assert not (tmp_path / "none.part").exists()
    assert not (tmp_path / "none").exists()


async def test_every_fault_of_a_store_is_one_of_four(s3: S3, tmp_path: Path) -> None:
    (file := tmp_path / "f").write_bytes(b"x")
    wrong = {
        NO_BUCKET: s3.objects(bucket="nowhere"),
        REFUSED: s3.objects(secret="not-this-one"),
        AWAY: s3.objects(endpoint="http://127.0.0.1:9"),
    }
    for code, objects in wrong.items():
        for call in (
            objects.put("a", b"x"), objects.put_file("a", file), objects.get("a"), objects.get_file("a", file, 0),
            objects.remove("a"), objects.names("a/"),
        ):  # fmt: skip
            with pytest.raises(ObjectsFault) as met:
                await call
            assert met.value.code == code
            assert "not-this-one" not in str(met.value)
    assert file.read_bytes() == b"x"


HEAD = b'HTTP/1.1 200 OK\r\nETag: "x"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n'


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\n<html>", HEAD + b"Content-Length: 9000\r\n\r\ncut off",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", HEAD + b"Content-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", b"\x00\xff\r\n\r\n", b"",
    ],
    ids=("no page", "cut off", "cut off in pieces", "less than nothing", "sent on", "nonsense", "nothing"),
)  # fmt: skip
async def test_whatever_stands_between_and_answers_is_one_of_the_four_and_leaves_no_half_file(
    tmp_path: Path, answer: bytes
) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(say, "127.0.0.1", 0)
    async with server:
        port, file = server.sockets[0].getsockname()[1], tmp_path / "brought"
        place = read_place(f"s3://bucket/p?endpoint=http://127.0.0.1:{port}")
        assert place is not None
        objects = Objects(place, "key", "secret")
        codes = set[str]()
        for call in (objects.put("a", b"x"), objects.get("a"), objects.get_file("a", file, 0), objects.names("a/")):
            try:
                codes.add(str(await call or ""))
            except ObjectsFault as fault:
                codes.add(fault.code)
        assert codes <= {NO_BUCKET, REFUSED, AWAY, OTHER, ""}
        assert os.listdir(tmp_path) == []


async def test_proxies_of_the_environment_do_not_count(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    objects = s3.objects()
    await objects.put("a", b"x")
    assert await objects.get("a") == b"x"
    assert os.environ["HTTP_PROXY"]


async def test_a_file_is_in_the_store_before_it_is_noted_and_another_node_has_it(nodes: Nodes) -> None:
    first, second = nodes.first, nodes.second
    await first.holds(first.file(1), first.file(258))
    await first.fetches()
    assert await nodes.kept() == ["01/1", "02/258"]
    path, why = await second.files.bring(1)
    assert (path, why) == (second.folder / "01" / "1.pdf", "")
    assert path is not None
    assert path.read_bytes() == b"1234567890"
    assert second.source.asked == []


async def test_a_store_that_is_away_holds_nobody_up_and_the_file_comes_there_in_the_end(nodes: Nodes) -> None:
    node = nodes.first
    nodes.objects.away = True
    await node.holds(node.file(1), node.file(2))
    await node.fetches()
    assert nodes.objects.asked == 1  # the second file does not try it again at once
    assert await node.paths() == {1: "", 2: ""}
    assert node.files.shelf.trouble == "files-away"
    path, why = await node.files.bring(1)  # whoever wants to pass it on has it
    assert why == ""
    assert path is not None
    assert path.read_bytes() == b"1234567890"
    for pause in (*PAUSE_S, PAUSE_S[-1], PAUSE_S[-1]):
        await node.fetches(pause)
    assert await node.paths() == {1: "", 2: ""}
    assert nodes.objects.asked <= 8
    nodes.objects.away = False
    await node.fetches(2 * PAUSE_S[-1])
    assert await node.paths() == {1: "01/1.pdf", 2: "02/2.pdf"}
    assert await nodes.kept() == ["01/1", "02/2"]
    assert node.files.shelf.trouble == ""
    assert len(node.source.asked) == 2


async def test_where_the_store_has_lost_a_file_the_messenger_is_asked_again(nodes: Nodes) -> None:
    await nodes.first.holds(nodes.first.file(1), nodes.first.file(2))
    await nodes.first.fetches()
    for name in ("files/01/1", "files/02/2"):
        await nodes.objects.remove(name)
    second = nodes.second
    second.source.does["h2"] = lambda path: "gone"
    assert (await second.files.bring(1))[1] == ""
    assert await nodes.kept() == ["01/1"]
    assert await second.files.bring(2) == (None, "gone")


async def test_a_page_that_stands_in_place_of_a_file_is_not_taken_for_it(nodes: Nodes) -> None:
    await nodes.first.holds(nodes.first.file(1))
    await nodes.first.fetches()
    await nodes.objects.put("files/01/1", b"<html>Please pay for the network</html>")
    second = nodes.second
    second.source.does["h1"] = raises(ConnectionResetError())
    assert await second.files.bring(1) == (None, "later")
    assert second.files.shelf.trouble == "files-other"
    assert [path for path in second.folder.rglob("*") if path.is_file()] == []
    with pytest.raises(OSError, match="store"):
        await second.files._have_all([await second.row(1)])
    await nodes.objects.put("files/01/1", b"1234567890")
    second.clock.leap(2 * PAUSE_S[-1])
    path, why = await second.files.bring(1)
    assert (path and path.read_bytes(), why) == (b"1234567890", "")


async def test_what_the_messenger_gives_anew_in_another_size_is_the_file_from_then_on(nodes: Nodes) -> None:
    await nodes.first.holds(nodes.first.file(1))
    await nodes.first.fetches()
    await nodes.objects.remove("files/01/1")
    second = nodes.second
    second.source.does["h1"] = lambda path: str(path.write_bytes(b"smaller") and "")
    path, why = await second.files.bring(1)
    assert (path and path.read_bytes(), why) == (b"smaller", "")
    assert path is not None
    path.unlink()
    second.source.does["h1"] = lambda path: "gone"
    assert (await second.files.bring(1))[1] == ""
    assert path.read_bytes() == b"smaller"


async def test_a_store_that_stays_away_lets_a_message_go_without_its_file_in_the_end(nodes: Nodes) -> None:
    await nodes.first.holds(nodes.first.file(1))
    await nodes.first.fetches()
    nodes.objects.away, second = True, nodes.second
    second.source.does["h1"] = raises(ConnectionResetError())
    said = []
    for _ in range(len(PAUSE_S) + 1):
        said.append((await second.files.bring(1))[1])
    assert said == ["later"] * len(PAUSE_S) + ["failed"]
    nodes.objects.away = False
    second.clock.leap(2 * PAUSE_S[-1])
    assert (await second.files.bring(1))[1] == ""


async def test_objects_of_erased_files_go_also_if_the_store_was_away(nodes: Nodes) -> None:
    node = nodes.first
    await node.holds(node.file(1), node.file(2))
    await node.fetches()
    changes = Changes()
    for row in node.files.shelf.unwanted(["01/1.pdf", "-failed", ""]):
        changes.put(row)
    async with node.store.unit() as unit:
        await unit.commit(changes)
    nodes.objects.away = True
    await node.fetches()
    assert await nodes.kept() == ["01/1", "02/2"]
    nodes.objects.away = False
    await node.fetches(PAUSE_S[0])
    assert await nodes.kept() == ["02/2"]
    assert (await node.store.read(Query("settings_like", ("unwanted:",))))[0] == []


async def test_a_cache_keeps_nothing_that_another_node_erased_and_nothing_old(nodes: Nodes) -> None:
    first, second = nodes.first, nodes.second
    await first.holds(*(first.file(n) for n in range(1, 4)))
    await first.fetches()
    for number in (1, 2, 3):
        await second.files.bring(number)
    waits = second.folder / "04" / "4.pdf"
    waits.parent.mkdir()
    waits.write_bytes(b"the store does not take it yet")
    await second.holds(second.file(4))
    async with second.store.unit() as unit:
        await unit.commit(Changes(commands=[Query("forget_some_files", ("[]",)), Query("retire_reports", ("[]",))]))
    old = time.time() - KEEP_CACHED_S - 60
    for path in (second.folder / "03" / "3.pdf", waits):
        os.utime(path, (old, old))
    changes = Changes()
    changes.delete(type(first.file(1)), 1)
    async with second.store.unit() as unit:
        await unit.commit(changes)
    await second.files.tidy()
    assert sorted(str(p.relative_to(second.folder)) for p in second.folder.rglob("*.pdf")) == ["02/2.pdf", "04/4.pdf"]
    assert (await second.files.bring(3))[1] == ""


async def test_a_node_that_waits_looks_after_its_cache(nodes: Nodes) -> None:
    await nodes.first.holds(nodes.first.file(1))
    await nodes.first.fetches()
    assert await nodes.second.files.shelf.bring("01/1.pdf", 10) == ""
    copy = nodes.second.folder / "01" / "1.pdf"
    async with alongside(nodes.second.files.look_after_cache()):
        await asyncio.sleep(0.01)
        nodes.second.clock.leap(SWEEPS_FIRST_S)
        await asyncio.sleep(0.2)
        assert copy.exists()
        changes = Changes()
        changes.delete(type(nodes.first.file(1)), 1)
        async with nodes.first.store.unit() as unit:
            await unit.commit(changes)
        async with asyncio.timeout(PATIENCE_S):
            while copy.exists():  # the first look may last until now: then its hour begins only here
                nodes.second.clock.leap(SWEEPS_S)
                await asyncio.sleep(0.01)


async def test_without_a_store_the_folder_is_no_cache(store: Store, tmp_path: Path) -> None:
    alone = Node(store, tmp_path / "files")
    (tmp_path / "files" / "01").mkdir(parents=True)
    kept = tmp_path / "files" / "01" / "1.pdf"
    kept.write_bytes(b"x")
    os.utime(kept, (0, 0))
    await alone.files.tidy()
    assert kept.exists()
    assert alone.files.shelf.unwanted(["01/1.pdf"]) == []


async def test_an_export_on_another_node_has_every_file(nodes: Nodes) -> None:
    changes = Changes()
    changes.put(Report(1, 5, "vk", "1", "ru", "new", "other", "", ""))
    async with nodes.first.store.unit() as unit:
        await unit.commit(changes)
    await nodes.first.holds(nodes.first.file(1, person=5), nodes.first.file(2, person=5))
    await nodes.first.fetches()
    nodes.objects.away = True
    with pytest.raises(OSError, match="store"):
        await nodes.second.files.export(5, 1, 10_000_000)
    nodes.objects.away = False
    nodes.second.clock.leap(PAUSE_S[0])
    made = await nodes.second.files.export(5, 2, 10_000_000)
    assert len(made.paths) == 1
    assert (nodes.second.folder / "02" / "2.pdf").exists()


async def test_pages_show_files_of_notices_that_another_node_fetched(nodes: Nodes) -> None:
    first, second = nodes.first, nodes.second
    first.source.does["h1"] = lambda path: str(path.write_bytes(PNG) and "")
    await first.holds(first.file(1, "map.png"))
    await first.fetches()
    pages = NoticeFiles(second.store, second.folder, second.files.shelf.bring)
    shown = await pages.among([1])
    assert [file.mime for file in shown] == ["image/png"]
    assert await pages.read(shown[0]) == PNG
