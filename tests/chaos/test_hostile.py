"""What somebody with ill will does from outside: a polygon that nobody can unravel, a full disk, silent connections."""

from __future__ import annotations

import asyncio
import errno
import math
import random
import sys
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO, cast

import aiohttp
import pytest

from bot.channels import http
from bot.private_files import PART
from tests.chaos.forked import Run
from tests.chaos.life import QUIET_S, Life, bot_says, open_life
from tests.chaos.test_faults import comes, press
from tests.chaos.test_program import ends, outside, running, small_disk
from tests.persons.people import citizen, document
from tests.persons.reporting import reports, rows
from tests.persons.stage import Stage, open_stage
from tests.ports import free_port
from tests.world.turns import MESSENGERS, in_two

# -- a polygon ------------------------------------------------------------------------------------
CAP = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{name}</identifier>
<sender>alerts@hydromet.example</sender><sent>{sent}</sent><status>Actual</status><msgType>Alert</msgType>
<scope>Public</scope><info><language>ru-RU</language><category>Met</category><event>Ветер</event>
<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
<headline>Сильный ветер</headline><description>Сильный ветер до утра</description>
<area><areaDesc>Берег</areaDesc><polygon>{points}</polygon></area></info></alert>
"""
Spot = tuple[float, float]


def tangle(dice: random.Random, count: int) -> list[Spot]:
    """From anywhere to anywhere."""
    return [(60 + dice.random(), 63 + dice.random()) for _ in range(count)]


def star(_: random.Random, count: int) -> list[Spot]:
    """Each line crosses nearly all others."""
    turns = [math.pi * i * (count // 2 * 2 - 1) / count for i in range(count)]
    return [(60.5 + 0.4 * math.cos(turn), 63.5 + 0.4 * math.sin(turn)) for turn in turns]


def round_the_earth(dice: random.Random, count: int) -> list[Spot]:
    """A comb whose teeth are as long as the Earth is round."""
    return [(60 + i / count, -179.0 if i % 2 else 179.0 - dice.random()) for i in range(count)]


HOSTILE = (tangle, star, round_the_earth)


def lay(life: Life, folder: Path, name: str, spots: list[Spot]) -> None:
    """Somebody's program writes the file at its leisure."""
    points = " ".join(f"{lat:.6f},{lon:.6f}" for lat, lon in [*spots, spots[0]])
    sent = f"{datetime.fromtimestamp(life.clock.now() // 1000, UTC):%Y-%m-%dT%H:%M:%S}+00:00"
    (folder / f"{name}.xml").write_text(CAP.format(name=name, sent=sent, points=points), encoding="utf-8")


async def is_answered(life: Life) -> None:
    """A citizen says something, and what he is asked next comes."""
    world, user = life.people[0]
    before = len(bot_says(world, user))
    world.say(user, user, "/help")
    async with asyncio.timeout(QUIET_S):
        while len(bot_says(world, user)) == before:  # noqa: ASYNC110 - what a screen shows
            await asyncio.sleep(0.02)


async def polygons_and_kills(tmp_path: Path, counts: tuple[int, ...], kills: int) -> None:
    """Each file comes to rest beside what was made of it; whoever writes meanwhile is answered, through all kills."""
    async with open_life(tmp_path, 11, citizens=2) as life:
        folder = tmp_path / "notices"
        folder.mkdir()
        life.bot.settings["notices"] = str(folder)
        await life.bot.start()
        await life.is_listened_to()
        names = set()
        for count in counts:
            for shape in HOSTILE:
                names.add(name := f"{shape.__name__}-{count}")
                lay(life, folder, name, shape(life.dice, count))
        for _ in range(kills):
            await asyncio.sleep(life.dice.uniform(0.1, 0.8))
            await is_answered(life)
            await life.bot.kill()
            await life.bot.start()
        async with asyncio.timeout(3 * QUIET_S):
            while list(folder.glob("*.xml")):
                await asyncio.sleep(0.05)
                await is_answered(life)
        aside = {path.name for place in ("done", "refused") for path in (folder / place).glob("*")}
        assert aside == {f"{name}.{kind}" for name in names for kind in ("xml", "txt")}
        await life.becomes_quiet()
        states = [state for (state,) in await life.look("state", "notice")]
        assert len(states) == len(names)
        assert set(states) <= {"draft", "pending"}, "an officer says where it holds"
        await life.check()


async def test_hostile_polygons_stop_nobody_and_are_set_aside_through_kills(tmp_path: Path) -> None:
    await polygons_and_kills(tmp_path, (500,), 2)


@pytest.mark.chaos
async def test_many_hostile_polygons_stop_nobody_through_many_kills(tmp_path: Path) -> None:
    await polygons_and_kills(tmp_path, (50, 100, 200, 400, 800, 1_600, 3_200), 40)


# -- a disk ---------------------------------------------------------------------------------------
class Disk:
    """A disk on which so many bytes of a file have room: what goes beyond fails as the system has it fail."""

    def __init__(self, room: int) -> None:
        self.room, self.refused = room, 0

    def open(self, path: Path) -> BinaryIO:
        disk = self

        class Limited(FileIO):
            def write(self, data: bytes, /) -> int:  # type: ignore[override]  # only bytes are written here
                if self.tell() + len(data) > disk.room:
                    disk.refused += 1
                    raise OSError(errno.ENOSPC, "No space left on device")
                return super().write(data)

        return cast(BinaryIO, Limited(path, "wb"))


async def a_report_with_a_file(stage: Stage, where: str, content: bytes) -> None:
    anna = citizen(stage, where)
    await anna.starts()
    await anna.says("В Сосновинке на улице Лесной, 5 третий день не чистят снег", document("act.pdf", content))
    await stage.passes(10)
    press(anna, "Отправить")
    await comes(stage, anna, "Согласие на обработку")
    press(anna, "Даю согласие")
    await comes(stage, anna, "Готово")


def unfinished(stage: Stage) -> list[Path]:
    return [path for path in stage.folder.rglob(f"*{PART}") if path.is_file()]


async def goes_on(stage: Stage) -> None:
    """So much time that whatever waited for its next try has it."""
    await stage.passes(700)
    stage.app.files.wake()
    await asyncio.sleep(0.05)


async def until_fetched(stage: Stage, where: str) -> Path:
    """Time goes on until the file is here."""
    for _ in range(20):
        ((path,),) = rows(stage, "SELECT path FROM attachment")
        if path:
            break
        await goes_on(stage)
    assert path, where
    assert not path.startswith("-"), path
    return next(stage.folder.rglob(Path(path).name))


@pytest.mark.parametrize("where", in_two(0))
async def test_a_disk_that_is_full_amid_a_download_costs_nobody_anything(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report goes its way, others are served, and the file comes when there is room."""
    disk, content = Disk(room=150_000), random.Random(3).randbytes(400_000)
    monkeypatch.setattr(http, "open_private", disk.open)
    async with open_stage(tmp_path, "telegram") as stage:
        await a_report_with_a_file(stage, where, content)
        for _ in range(8):
            await goes_on(stage)
        assert disk.refused > 4, "longer than any other fault is given"
        assert unfinished(stage) == []
        assert rows(stage, "SELECT path FROM attachment") == [("",)]
        assert await reports(citizen(stage, where, "Борис")) == "2"
        assert {name for name, work in stage.app.supervisor.works.items() if work.error} == set()
        disk.room = 10**9
        assert (await until_fetched(stage, where)).read_bytes() == content


@pytest.mark.chaos
@pytest.mark.parametrize("where", MESSENGERS)
async def test_a_real_disk_that_is_full_amid_a_download_costs_nobody_anything(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same with the system's own answer."""
    content = random.Random(3).randbytes(8_000_000)
    monkeypatch.setattr("bot.delivery.files.KEEP_FREE", -(10**9))  # nobody asks whether there is room
    with small_disk(megabytes=12) as folder:
        async with open_stage(folder, "telegram") as stage:
            full = folder / "somebody-else.bin"
            full.write_bytes(bytes(5_000_000))
            await a_report_with_a_file(stage, where, content)
            for _ in range(5):
                await goes_on(stage)
            assert unfinished(stage) == []
            assert rows(stage, "SELECT path FROM attachment") == [("",)]
            full.unlink()
            assert (await until_fetched(stage, where)).read_bytes() == content


# -- connections ----------------------------------------------------------------------------------
HALF = 1_100


def enough_descriptors(count: int) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count + 200:
        pytest.skip("this machine lets nobody open so many connections")
    if soft != resource.RLIM_INFINITY and soft < count + 200:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count + 200, hard))


async def half_requests(port: int, count: int) -> list[asyncio.StreamWriter]:
    opened = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in range(count)))
    for _, writer in opened:
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    return [writer for _, writer in opened]


async def answers(port: int, path: str) -> None:
    url, patience = f"http://127.0.0.1:{port}{path}", aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=patience) as session, session.get(url) as answer:
        assert answer.status == 200


async def silent_callers(run: Run, rounds: int) -> None:
    """The program may have 1,024 descriptors, as installations have, and others hold on to more connections."""
    enough_descriptors(HALF * rounds)
    port = free_port()
    async with outside() as world, running(run, {**world.values, "HTTP_PORT": str(port)}) as program:
        if sys.platform == "linux":
            resource = pytest.importorskip("resource")
            resource.prlimit(program.pid, resource.RLIMIT_NOFILE, (1_024, 1_024))
        writers: list[asyncio.StreamWriter] = []
        try:
            for _ in range(rounds):
                writers += await half_requests(port, HALF)
                for path in ("/readyz", "/healthz", "/metrics"):
                    await answers(port, path)
            user = world.somebody()
            await world.until_told(user, "Здравствуйте")
        finally:
            for writer in writers:
                writer.transport.abort()
        await ends(program)


async def test_eleven_hundred_half_requests_leave_readyz_and_citizens_answered(run: Run) -> None:
    await silent_callers(run, 1)


@pytest.mark.chaos
async def test_ten_thousand_half_requests_leave_readyz_and_citizens_answered(run: Run) -> None:
    await silent_callers(run, 9)
