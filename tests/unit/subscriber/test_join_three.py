"""A person with three messengers: each is joined in turn, notices come where he says, and each joining is undone."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from handlers.base.shared import Bot
from storage.records import Setting
from tests.unit.subscriber.subscriber import Subscriber
from tests.unit.subscriber.test_join import joins
from tests.unit.subscriber.test_places import has_place
from tests.world.messenger import Messenger


@pytest.fixture(autouse=True)
def three(anna: Subscriber) -> None:
    """The house speaks to a third messenger besides, and to a fourth."""
    world = anna.world
    for name in ("pigeon", "raven"):
        world.messengers[name] = Messenger(name, world.chats, world.numbers, toasts=world.toasts)
        world.shared.bots[name] = Bot("3", "Бот", f"https://{name}.example/bot")
    world.open()


def in_pigeon(anna: Subscriber, user: str = "77") -> AbstractContextManager[None]:
    return anna.as_user("pigeon", user)


async def code_for(anna: Subscriber, messenger: str) -> str:
    await anna.says("/alerts")
    await anna.presses("У меня есть и другие" if "У меня есть и другие" in anna.labels else "Куда присылать")
    await anna.presses(f"У меня есть и {messenger}")
    return await anna.code()


async def everybody(anna: Subscriber) -> set[int]:
    """The persons whose the three accounts are."""
    found = {(await anna.person()).id}
    with anna.in_vk():
        found.add((await anna.person()).id)
    with in_pigeon(anna):
        found.add((await anna.person()).id)
    return found


async def joins_all(anna: Subscriber) -> None:
    """VK comes to Telegram, then the pigeon to both."""
    code = await code_for(anna, "ВКонтакте")
    with anna.in_vk():
        await joins(anna, code)
    code = await code_for(anna, "pigeon")
    with in_pigeon(anna):
        await joins(anna, code)


async def test_each_other_messenger_is_offered_with_its_link(anna: Subscriber) -> None:
    await anna.says("/alerts")
    await anna.presses("У меня есть и другие")
    assert [label for label in anna.labels if label.startswith("У меня")] == [
        "У меня есть и ВКонтакте", "У меня есть и pigeon", "У меня есть и raven",
    ]  # fmt: skip
    await anna.presses("У меня есть и pigeon")
    assert "Откройте нашего бота в pigeon" in anna.last.text
    (url,) = (b.url for row in anna.last.message.buttons for b in row if b.url)
    assert url == f"https://pigeon.example/bot?start=join_{await anna.code()}"


async def test_a_code_works_in_every_other_messenger(anna: Subscriber) -> None:
    code = await code_for(anna, "ВКонтакте")
    with in_pigeon(anna):
        await joins(anna, code)
        assert "Соединили с Telegram" in anna.last.text
        mine = (await anna.person()).id
    assert (await anna.person()).id == mine


async def test_who_has_two_adds_a_third_and_says_where_notices_come(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await joins_all(anna)
    assert len(await everybody(anna)) == 1
    assert anna.sees("К вам присоединили pigeon")
    with anna.in_vk():
        assert anna.sees("К вам присоединили pigeon"), "also where the code was not made"
    await anna.says("/alerts")
    assert "во все ваши мессенджеры" in anna.last.text
    await anna.presses("Куда присылать")
    ways = ["Telegram", "ВКонтакте", "pigeon", "✅ Во все"]
    assert anna.labels[: len(ways)] == ways
    assert len(anna.last.message.buttons) <= 6
    await anna.presses("pigeon")
    assert (await anna.kept()).channel == "pigeon"
    await anna.presses("Во все")
    assert (await anna.kept()).channel == "all"


async def test_two_persons_with_two_accounts_each_become_one(anna: Subscriber) -> None:
    code = await code_for(anna, "ВКонтакте")
    with anna.in_vk():
        await joins(anna, code)
    with in_pigeon(anna):
        code = await code_for(anna, "raven")
        with anna.as_user("raven", "5"):
            await joins(anna, code)
    code = await code_for(anna, "pigeon")
    with anna.as_user("raven", "5"):
        was = (await anna.person()).id
        await joins(anna, code)
        assert (await anna.person()).id != was
    assert await everybody(anna) == {(await anna.person()).id}
    assert anna.sees("К вам присоединили pigeon и raven")
    with in_pigeon(anna):
        assert anna.sees("К вам присоединили Telegram и ВКонтакте")
        await anna.presses("Разъединить")
        assert "Отсоединить pigeon и raven?" in anna.last.text
        await anna.presses("Да, разъединить")
        assert (await anna.person()).id == was
        await anna.says("/alerts")
        await anna.presses("Куда присылать")
        await anna.presses("Разъединить")
        assert "Разъединить мессенджеры?" in anna.last.text, "these two were one before"


async def test_whoever_has_an_account_there_is_not_joined_with_another_from_there(anna: Subscriber) -> None:
    code = await code_for(anna, "ВКонтакте")
    with anna.in_vk():
        await joins(anna, code)
    with in_pigeon(anna):
        code = await code_for(anna, "ВКонтакте")
        with anna.in_vk("99"):
            await joins(anna, code)
        code = await code_for(anna, "raven")
        mine = (await anna.person()).id
    await joins(anna, code)
    assert "уже присоединили ВКонтакте" in anna.last.text
    assert (await anna.person()).id != mine


async def test_each_joining_is_undone_with_what_came_by_it(anna: Subscriber) -> None:
    await anna.agreed()
    await has_place(anna)
    with anna.in_vk():
        await anna.agreed()
        await has_place(anna, "мама")
        vk = (await anna.person()).id
    with in_pigeon(anna):
        await anna.files_report("В Сосновинке на улице Речной, 7 яма")
        await anna.waits(60_000)
        await has_place(anna, "дом")
        pigeon = (await anna.person()).id
    await joins_all(anna)
    mine = (await anna.person()).id
    assert await everybody(anna) == {mine}
    with anna.in_vk():
        await anna.presses("Разъединить")
        assert "Отсоединить pigeon?" in anna.last.text
        await anna.presses("Да, разъединить")
        assert sorted(p.name for p in await anna.places()) == ["🌳 дача", "👵 мама"]
    assert (await anna.person()).id == mine
    with in_pigeon(anna):
        assert (await anna.person()).id == pigeon
        assert [p.name for p in await anna.places()] == ["🏠 дом"]
        assert anna.sees("Мессенджеры разъединили из ВКонтакте")
    await anna.says("/alerts")
    await anna.presses("Куда присылать")
    await anna.presses("Разъединить")
    await anna.presses("Да, разъединить")
    assert [p.name for p in await anna.places()] == ["🌳 дача"]
    assert await everybody(anna) == {mine, vk, pigeon}
    assert sorted((r.channel, r.person_id) for r in await anna.reports()) == [
        ("pigeon", pigeon), ("telegram", mine), ("vk", vk),
    ]  # fmt: skip


async def test_what_was_joined_when_there_were_two_messengers_is_parted_as_ever(anna: Subscriber) -> None:
    await joins_all(anna)
    mine = await anna.person()
    old = '{"v":1,"at":5,"person":900,"channel":"vk","places":[],"consents":[["",0],["",0]]}'
    await anna.stores(Setting(f"joined:{mine.id}", old))
    await anna.says("/alerts")
    await anna.presses("Куда присылать")
    await anna.presses("Разъединить")
    await anna.presses("Да, разъединить")
    with anna.in_vk():
        assert (await anna.person()).id == 900


async def test_forgetting_forgets_all_three(anna: Subscriber, tmp_path: Path) -> None:
    await anna.agreed()
    persons = set()
    with anna.in_vk():
        await anna.says("/start")
        persons.add((await anna.person()).id)
    with in_pigeon(anna):
        await anna.says("/start")
        persons.add((await anna.person()).id)
    await joins_all(anna)
    persons.add((await anna.person()).id)
    await anna.says("/forget")
    await anna.presses("Да, удалить")
    base = sqlite3.connect(tmp_path / "otklik.db")
    for table in ("person", "account", "place", "join_code"):
        assert base.execute(f"SELECT * FROM {table}").fetchall() == [], table
    assert base.execute("SELECT * FROM setting WHERE name LIKE 'joined%'").fetchall() == []
    base.close()
    assert set(anna.erased) == {str(person) for person in persons}
