"""What comes in badly while a report goes to its answer: odd answers, poisoned files, a database that goes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from bot.sandbox.world import FaultRule
from tests.chaos.server_troubles import cut_off
from tests.chaos.test_faults import ANSWER, SENDING, comes, from_report_to_answer, press
from tests.contracts.raw import run_raw
from tests.persons.people import citizen, document, operator
from tests.persons.reporting import reports, rows
from tests.persons.stage import Stage, open_stage
from tests.world.turns import in_turn, in_two

pytestmark = pytest.mark.usefixtures("in_place")
DEEP = "[" * 4_000 + "]" * 4_000
ODD_ANYWHERE = "[1,2,3]", "null", "{}", "", "<html>", DEEP
ODD = {
    "telegram": (
        '{"ok":true}', '{"ok":true,"result":null}',
        '{"ok":true,"result":{}}', '{"ok":true,"result":' + DEEP + "}",
        '{"ok":false,"error_code":"x","parameters":{"retry_after":"soon"}}',
    ),
    "vk": (
        '{"ts":null,"updates":null}', '{"ts":{},"updates":[]}',
        '{"failed":"x"}', '{"response":null}', '{"response":' + DEEP + "}", '{"error":{"error_code":"x"}}',
    ),
    "max": (
        '{"updates":null,"marker":1}', '{"updates":{},"marker":null}',
        '{"marker":7}', '{"updates":' + DEEP + "}", '{"success":false,"code":{},"message":[]}',
        '{"updates":[],"marker":"soon"}',
    ),
}  # fmt: skip
"""Whole answers of no known shape, to whoever asks for updates."""
UNTOLD = {"null": "null", "page": "<html>", "deep": DEEP, "list": "[1,2,3]"}
"""Answers that do not say whether a message was taken."""
POISON = ("𠮷" * 70 + ".pdf", "a\\b:c*?" * 30, "." * 200, "a\x00b" + "ж" * 300, "CON.pdf")


@pytest.mark.parametrize("where", in_two(0))
async def test_odd_answers_to_whoever_asks_for_updates_lose_nothing(tmp_path: Path, where: str) -> None:
    async with open_stage(tmp_path, where) as stage:
        odd = tuple(FaultRule("receiving", "odd", text=text) for text in (*ODD_ANYWHERE, *ODD.get(where, ())))
        await from_report_to_answer(stage, where, odd)
        assert await stage.faults() == 0


@pytest.mark.parametrize(("where", "shape"), in_turn(UNTOLD))
async def test_odd_answers_to_what_is_sent_are_unknown_and_no_more(tmp_path: Path, where: str, shape: str) -> None:
    """An ordinary message is repeated once, so one odd answer a step."""
    async with open_stage(tmp_path, where) as stage:
        await from_report_to_answer(
            stage, where, tuple(FaultRule(m, "odd", text=UNTOLD[shape]) for m in SENDING[where])
        )


@pytest.mark.parametrize("where", in_two(1))
async def test_poisoned_file_names_stop_nobody_also_after_a_restart(tmp_path: Path, where: str) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        stage.app.shared.ids._last["attachment"] = 100_000
        anna, boris = citizen(stage, where), citizen(stage, where, "Борис")
        await anna.starts()
        await anna.says("В Сосновинке на улице Лесной, 5 не чистят снег", *(document(name) for name in POISON))
        await stage.passes(10)
        press(anna, "Отправить")
        await comes(stage, anna, "Согласие на обработку")
        press(anna, "Даю согласие")
        await comes(stage, anna, "Готово")
        for _ in range(2):
            await stage.passes(40)
            assert {name for name, work in stage.app.supervisor.works.items() if work.error} == set()
            await stage.stop_bot()
            await stage.start_bot()
        fetched = rows(stage, "SELECT path FROM attachment")
        assert len(fetched) == len(POISON)
        assert [path for (path,) in fetched if not path or path.startswith("-")] == []
        assert await reports(boris) == "2"


# -- PostgreSQL -----------------------------------------------------------------------------------
async def let_in(server: str, name: str, *, allowed: bool) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {str(allowed).lower()}")
    finally:
        await connection.close()


@pytest.mark.postgres
@pytest.mark.parametrize("away", [False, True], ids=["restarted", "refusing"])
async def test_a_server_that_ends_its_connections_or_refuses_them_for_a_while_loses_nothing(
    tmp_path: Path, postgres_server: str, postgres_url: str, away: bool
) -> None:
    name = postgres_url.partition("?")[0].rpartition("/")[2]
    async with open_stage(tmp_path, "telegram", postgres_url) as stage:

        async def trouble() -> None:
            if away:
                await let_in(postgres_server, name, allowed=False)
            await cut_off(postgres_server, name)
            await asyncio.sleep(0.3)
            if away:
                await let_in(postgres_server, name, allowed=True)

        await through(stage, trouble)


async def through(stage: Stage, trouble: object) -> None:
    """A report from its first word to its answer, with the trouble amid each step."""
    assert callable(trouble)
    anna, maria = citizen(stage, "vk"), operator(stage, 0)
    await anna.starts()
    anna.messenger.say(anna.user, anna.chat, "В Сосновинке на улице Лесной, 5 не чистят снег")
    await trouble()
    await comes(stage, anna, "Проверьте")
    press(anna, "Отправить")
    await trouble()
    await comes(stage, anna, "Согласие на обработку")
    press(anna, "Даю согласие")
    await trouble()
    await comes(stage, anna, "Готово")
    await comes(stage, maria, "не чистят снег")
    card = next(message for message in maria.messages() if "не чистят снег" in message.text)
    maria.messenger.say(maria.user, maria.chat, ANSWER, reply_to=card.id)
    await trouble()
    await comes(stage, anna, ANSWER)
    assert sum(ANSWER in message.text for message in anna.messages()) == 1, "VK says nothing twice"
    assert await run_raw(stage.database_url, "SELECT COUNT(*) FROM report") == [(1,)]
