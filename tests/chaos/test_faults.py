"""Each way in which a messenger or the database may misbehave, while a report goes to its answer."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import RealClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.world import FaultRule
from tests.contracts.raw import run_raw
from tests.persons.people import Citizen, Operator, citizen, operator
from tests.persons.stage import Stage, open_stage

ROOT = Path(__file__).resolve().parents[2]
ANSWER = "Трактор выйдет сегодня"
NOTHING_LEFT, MAYBE_LEFT = ("refuse", "down"), ("cut-before", "cut-after", "500", "502-html")
SENDING = {"telegram": ("sendMessage",), "vk": ("messages.send", "execute")}
"""An ordinary message whose outcome stays unknown is repeated once only: so much each of these may fail at a step."""
CASES = [
    *((where, (FaultRule("*", fault, times=4),)) for where in SENDING for fault in NOTHING_LEFT),
    *((where, tuple(FaultRule(m, fault) for m in SENDING[where])) for where in SENDING for fault in MAYBE_LEFT),
    *(("telegram", (FaultRule("getUpdates", fault, times=3),)) for fault in (*MAYBE_LEFT, "409")),
    ("telegram", (FaultRule("sendMessage", "429", times=2, seconds=3),)),
    *(("vk", (FaultRule("messages.send", "error", times=2, code=code),)) for code in (6, 9)),
    ("vk", (FaultRule("messages.send", "error", code=10),)),
]


def name_of(value: str | tuple[FaultRule, ...]) -> str:
    return value if isinstance(value, str) else f"{value[0].method}-{value[0].fault}{value[0].code or ''}"


async def comes(stage: Stage, person: Citizen | Operator, text: str) -> None:
    """Time goes on until this is seen; it does in the end, whatever failed before."""
    for _ in range(150):
        if text in person.text():
            break
        stage.clock.leap(2)
        await asyncio.sleep(0.05)
    await person.sees(text)


def in_trouble(stage: Stage, where: str, rules: tuple[FaultRule, ...]) -> None:
    """The messenger misbehaves from now on, as often as the rules say; what was left of the last trouble is over."""
    stage.messenger(where).faults[:] = [replace(rule) for rule in rules]


def url(stage: Stage) -> str:
    return f"sqlite:///{stage.folder}/otklik.db"


def press(person: Citizen, label: str) -> None:
    message, button = person._button(label, None)
    person.messenger.press(person.user, person.chat, message.id, button.data)


@pytest.mark.parametrize(("where", "rules"), CASES, ids=name_of)
async def test_a_report_goes_to_its_answer_whatever_the_messenger_does(
    tmp_path: Path, where: str, rules: tuple[FaultRule, ...]
) -> None:
    async with open_stage(tmp_path, where) as stage:
        anna, maria = citizen(stage, where), operator(stage, 0)
        await anna.starts()
        in_trouble(stage, where, rules)
        anna.messenger.say(anna.user, anna.chat, "На улице Лесной, 5 третий день не чистят снег")
        await comes(stage, anna, "Проверьте")
        in_trouble(stage, where, rules)
        press(anna, "Отправить")
        await comes(stage, anna, "Согласие на обработку")
        in_trouble(stage, where, rules)
        press(anna, "Даю согласие")
        await comes(stage, anna, "Готово")
        await comes(stage, maria, "не чистят снег")
        in_trouble(stage, where, rules)
        maria.messenger.say(maria.user, maria.chat, ANSWER, reply_to=(await maria.card("1")).id)
        await comes(stage, anna, ANSWER)
        in_trouble(stage, where, ())
        for _ in range(15):
            stage.clock.leap(4)
            await asyncio.sleep(0.05)
        await stage.passes(1)
        await check_doubles(stage, anna, maria)


async def check_doubles(stage: Stage, anna: Citizen, maria: Operator) -> None:
    """One report, one answer on record; in the chat at most one more for each unknown attempt, in VK none."""
    assert await run_raw(url(stage), "SELECT COUNT(*) FROM report") == [(1,)]
    rows = await run_raw(url(stage), "SELECT state, unknowns FROM outbox WHERE purpose = 'answer'")
    assert [state for state, _ in rows] == [2]
    doubles = rows[0][1] if anna.messenger is stage.telegram else 0
    assert 1 <= sum(ANSWER in m.text for m in anna.messages()) <= 1 + doubles
    assert any("№ 1" in m.text and "· доставлено" in m.text for m in maria.messages()), maria.text()
    assert (await run_raw(url(stage), "SELECT COUNT(*) FROM outbox WHERE state < 2")) == [(0,)]


@pytest.mark.parametrize("fault", ["forget_events", "expire_key", "lose_session"])
async def test_vk_loses_no_message_when_its_long_poll_fails(tmp_path: Path, fault: str) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna = citizen(stage, "vk")
        await anna.starts()
        getattr(stage.vk, fault)()
        await anna.says("На улице Лесной, 5 третий день не чистят снег")
        await comes(stage, anna, "Проверьте")


async def test_a_database_locked_by_another_program_loses_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna = citizen(stage, "vk")
        await anna.starts()
        other = sqlite3.connect(tmp_path / "otklik.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        anna.messenger.say(anna.user, anna.chat, "На улице Лесной, 5 третий день не чистят снег")
        await asyncio.sleep(0.5)
        assert stage.vk.pending()
        other.execute("ROLLBACK")
        other.close()
        await anna.sees("Проверьте")


# -- the program itself ----------------------------------------------------------------------------------
@asynccontextmanager
async def messenger_with_group() -> AsyncIterator[dict[str, str]]:
    """Settings of a program of its own over an emulated Telegram."""
    telegram = TelegramEmulator(RealClock(), token=f"1000001:{'A' * 35}")
    await telegram.serve()
    with tempfile.TemporaryDirectory() as folder:
        owner = telegram.add_person("Мария").id
        yield {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "ADMIN_CHAT": f"telegram:{telegram.add_group('Операторы', (owner,)).id}",
            "DATABASE_URL": f"sqlite:///{folder}/own.db",
            "DATA_DIR": folder,
            "HTTP_PORT": "0",
        }
    await telegram.stop()


async def run(values: dict[str, str]) -> asyncio.subprocess.Process:
    program = (sys.executable, "-m", "bot", "run")
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*program, cwd=values["DATA_DIR"], env=values, stdout=pipe, stderr=pipe)


async def says(program: asyncio.subprocess.Process, wanted: bytes) -> bool:
    """Whether a line of its log holds this, before it ends."""
    assert program.stderr is not None
    async with asyncio.timeout(60):
        while line := await program.stderr.readline():
            if wanted in line:
                return True
    return False


async def is_refused(values: dict[str, str]) -> str:
    """The one line with which the program declines to start."""
    program = await run(values)
    out, errors = await asyncio.wait_for(program.communicate(), 60)
    lines = errors.decode().splitlines()
    told = [line for line in lines if line.strip() and "[info" not in line]
    assert (program.returncode, len(told)) == (2, 1), (out, lines)
    return told[0]


async def test_sigterm_ends_the_program_cleanly_and_a_second_one_is_refused_meanwhile() -> None:
    async with messenger_with_group() as values:
        first = await run(values)
        try:
            assert await says(first, b"service.running")
            await is_refused(values)
            first.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(first.wait(), 10) == 0
        finally:
            if first.returncode is None:
                first.kill()
                await first.wait()


async def test_a_wrong_token_ends_the_start_with_one_clear_line() -> None:
    async with messenger_with_group() as values:
        wrong = f"1000001:{'B' * 35}"
        assert wrong not in await is_refused({**values, "TELEGRAM_TOKEN": wrong})


async def test_a_port_in_use_ends_the_start_with_one_clear_line() -> None:
    async with messenger_with_group() as values:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            assert port in await is_refused({**values, "HTTP_PORT": port})
