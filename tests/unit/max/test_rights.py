"""Where the bot may write and who leads a group: asked of the emulated MAX, which says only what the real one does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.channels.max.channel import MaxChannel
from bot.clock import RealClock
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.world import FaultRule
from tests.unit.rights import group


@pytest.fixture
async def world() -> AsyncIterator[MaxEmulator]:
    emulator = MaxEmulator(RealClock(), limits=False)
    await emulator.serve()
    yield emulator
    await emulator.stop()


@pytest.fixture
async def bot(world: MaxEmulator) -> AsyncIterator[MaxChannel]:
    made = MaxChannel(world.token, clock=RealClock(), api_url=world.url, patience_s=20)
    made.limits = replace(made.limits, per_second=1000, chat_per_second=1000)
    yield made
    await made.close()


async def test_a_group_names_its_administrators_without_bots_and_members(world: MaxEmulator, bot: MaxChannel) -> None:
    chat, lead, member = group(world)
    assert await bot.administrators(chat) == [lead]
    world.join(chat, member, "administrator")
    assert await bot.administrators(chat) == [lead, member]
    world.leave(chat, lead)
    assert await bot.administrators(chat) == [member]
    assert await bot.can_write(chat) is True


async def test_a_group_that_is_gone_for_the_bot_is_neither_written_to_nor_believed(
    world: MaxEmulator, bot: MaxChannel
) -> None:
    chat, lead, _ = group(world)
    world.kick_bot(chat, lead)
    assert await bot.can_write(chat) is False
    assert await bot.administrators(chat) is None
    world.invite_bot(chat, lead)
    assert await bot.can_write(chat) is True
    assert await bot.administrators(chat) == [lead]
    assert await bot.can_write("-999") is False
    assert await bot.administrators("-999") is None


async def test_a_bot_that_is_no_administrator_is_told_nothing(world: MaxEmulator, bot: MaxChannel) -> None:
    chat, lead, _ = group(world)
    world.set_rights(chat, None)
    assert await bot.administrators(chat) is None
    assert await bot.can_write(chat) is True
    world.set_rights(chat, ["read_all_messages"])
    assert await bot.administrators(chat) == [lead]


async def test_of_a_private_chat_nothing_is_said(world: MaxEmulator, bot: MaxChannel) -> None:
    anna = world.add_person("Анна").id
    world.start(anna)
    assert await bot.can_write(anna) is None
    assert await bot.administrators(anna) is None


@pytest.mark.parametrize("fault", ["500", "502-html", "cut-before", "cut-after", "refuse", "slow", "too-many"])
async def test_without_an_answer_nothing_is_said_and_the_next_question_is_asked_anew(
    world: MaxEmulator, bot: MaxChannel, fault: str
) -> None:
    chat, lead, _ = group(world)
    world.faults.append(FaultRule("*", fault, times=-1, seconds=1))
    if fault == "slow":
        bot._client._patience_s = 0.3
    assert (await bot.can_write(chat), await bot.administrators(chat)) == (None, None)
    world.faults.clear()
    bot._client._patience_s = 20
    assert (await bot.can_write(chat), await bot.administrators(chat)) == (True, [lead])
