"""Chats that move or multiply: an organisation's own chat, a group that becomes a supergroup, a restart."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.scene import Scene
from tests.persons.people import Citizen, Operator, citizen, operator, photo
from tests.persons.reporting import SNOW, reports
from tests.persons.stage import Stage


async def restarts(stage: Stage) -> None:
    await stage.stop_bot()
    await stage.start_bot()


async def test_handed_over_report_appears_in_the_chat_of_its_organisation(
    stage: Stage, anna: Citizen, maria: Operator, water: Operator
) -> None:
    number = await reports(anna, SNOW, photo())
    assert water.messages() == []
    await maria.presses("Передать")
    await maria.presses("Заречный водоканал")
    await stage.passes(11)
    card = await water.card(number)
    assert "не чистят снег" in card.text
    assert [f.content for m in water.messages() for f in m.files] == [photo().content]
    await water.answers(card, "Это не снег, а прорыв. Едем")
    await anna.sees("Это не снег", "Заречный водоканал")
    for chat in (maria, water):
        assert "доставлено" in (await chat.card(number)).text


async def test_report_that_leaves_an_organisation_leaves_no_text_there(
    stage: Stage, anna: Citizen, maria: Operator, water: Operator
) -> None:
    number = await reports(anna, "В Сосновинке на улице Лесной, 5 из крана течёт ржавая вода")
    await water.card(number)
    await maria.presses("Передать", on=await maria.card(number))
    await maria.presses("Дорожное управление")
    await stage.passes(11)
    await water.sees(f"№ {number} передано", "Дорожное управление")
    water.does_not_see("ржавая")
    before = len(water.messages())
    await water.says(f"№ {number} Мы бы и сами")
    await stage.passes(11)
    anna.does_not_see("Мы бы и сами")
    assert len(water.messages()) == before + 1


async def test_organisation_sees_only_its_own_queue(
    stage: Stage, anna: Citizen, maria: Operator, water: Operator
) -> None:
    await reports(anna)
    await water.says("/queue")
    await water.sees("В очереди пусто")
    card = await maria.card("1")
    opens = "o_open:1"
    await water.presses_data(water.screen(), json.dumps({"d": opens}) if water.messenger.name == "vk" else opens)
    assert "здесь нет" in water.toasts()[-1]
    assert card.text not in water.text()


@pytest.fixture
async def plain(tmp_path: Path) -> AsyncIterator[Stage]:
    """The operators' chat is an ordinary Telegram group, not yet a supergroup."""
    stage = Stage(tmp_path, "telegram")
    await stage.open()
    try:
        await stage.stop_bot()
        users = stage.scene.operators
        group = stage.telegram.add_group("Операторы", administrators=users, supergroup=False)
        scene = stage.scene
        stage.scene = Scene(scene.citizens, users, "telegram", group.id)
        await stage.start_bot()
        yield stage
        await stage.quiet()
        assert await stage.faults() == 0
        assert stage.telegram.refused == []
    finally:
        await stage.close()


async def test_group_that_becomes_a_supergroup_loses_nothing(plain: Stage) -> None:
    anna, maria = citizen(plain, "vk"), operator(plain)
    first = await reports(anna)
    await maria.card(first)
    new = plain.telegram.migrate(maria.chat)
    await plain.quiet()
    there = Operator(plain, plain.telegram, maria.user, new)
    second = await reports(anna, "В Сосновинке на улице Речной, 8 яма на дороге")
    await there.answers(await there.card(second), "Засыплем завтра")
    await anna.sees("Засыплем завтра")
    await there.says(f"№ {first} Уже чистим")
    await plain.passes(11)
    await anna.sees("Уже чистим")
    assert "доставлено" in (await there.card(first)).text

    await restarts(plain)
    third = await reports(anna, "В Сосновинке на улице Речной, 9 не горит фонарь")
    await there.answers(await there.card(third), "Лампу заменим")
    await anna.sees("Лампу заменим")


async def test_group_that_moved_while_the_bot_was_away_gets_what_waits(plain: Stage) -> None:
    anna, maria = citizen(plain, "vk"), operator(plain)
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), "Едем")
    await plain.stop_bot()
    new = plain.telegram.migrate(maria.chat)
    plain.clock.leap(60)
    await plain.start_bot()
    await anna.sees("Едем")
    await plain.quiet()
    there = Operator(plain, plain.telegram, maria.user, new)
    assert "доставлено" in (await there.card(number)).text
