"""Where the community may write and who leads a chat: asked of the emulated VK, which says what the real one does."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.vk import api as api_module
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.members import KEEP_REFUSAL_S, KEEP_S
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import FaultRule
from tests.unit.adapters import RunningClock
from tests.unit.rights import group
from tests.unit.vk.fake import FakeVk, Refusal

MEMBERS, ALLOWED = "messages.getConversationMembers", "messages.isMessagesFromGroupAllowed"


@pytest.fixture
async def bot(world: VkEmulator, clock: RunningClock) -> AsyncIterator[VkChannel]:
    made = VkChannel(world.token, world.group_id, clock=clock, api_url=world.url)
    yield made
    await made.close()


async def test_a_person_can_be_written_to_from_his_start_until_he_forbids(world: VkEmulator, bot: VkChannel) -> None:
    anna = world.add_person("Анна").id
    assert await bot.can_write(anna) is False
    world.start(anna)
    assert await bot.can_write(anna) is True
    world.block(anna)
    assert await bot.can_write(anna) is False
    world.allow(anna)
    assert await bot.can_write(anna) is True
    assert await bot.can_write("555") is False


async def test_a_chat_names_its_administrators_without_communities_and_members(
    world: VkEmulator, bot: VkChannel, clock: RunningClock
) -> None:
    chat, lead, member = group(world)
    assert await bot.administrators(chat) == [lead]
    assert await bot.can_write(chat) is True
    world.join(chat, member, "administrator")
    assert await bot.administrators(chat) == [lead], "believed for a moment"
    clock.ahead += KEEP_S
    assert await bot.administrators(chat) == [lead, member]
    world.leave(chat, lead)
    clock.ahead += KEEP_S
    assert await bot.administrators(chat) == [member]


async def test_a_community_without_rights_in_the_chat_is_told_nothing(
    world: VkEmulator, bot: VkChannel, clock: RunningClock
) -> None:
    chat, lead, _ = group(world)
    world.bot_is_admin[chat] = False
    assert await bot.administrators(chat) is None
    assert await bot.can_write(chat) is False
    world.bot_is_admin[chat] = True
    clock.ahead += KEEP_REFUSAL_S
    assert await bot.administrators(chat) == [lead]
    assert await bot.can_write(chat) is True


async def test_a_chat_that_is_gone_is_neither_written_to_nor_believed(world: VkEmulator, bot: VkChannel) -> None:
    assert await bot.can_write("2000000999") is False
    assert await bot.administrators("2000000999") is None


@pytest.mark.parametrize("fault", ["500", "502-html", "cut-before", "cut-after", "refuse", "slow"])
async def test_without_an_answer_nothing_is_said_and_later_it_is_asked_anew(
    world: VkEmulator, bot: VkChannel, clock: RunningClock, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(api_module, "TIMEOUT_S", (0.3, 0.3))
    chat, lead, _ = group(world)
    anna = world.add_person("Анна").id
    world.start(anna)
    world.faults.append(FaultRule("*", fault, times=-1, seconds=1))
    assert await bot.can_write(chat) is None
    assert await bot.can_write(anna) is None
    assert await bot.administrators(chat) is None
    world.faults.clear()
    clock.ahead += KEEP_REFUSAL_S
    assert await bot.can_write(chat) is True
    assert await bot.can_write(anna) is True
    assert await bot.administrators(chat) == [lead]


@pytest.mark.parametrize(
    ("code", "said"),
    [(100, False), (917, False), (927, False), (5, None), (6, None), (10, None), (15, None), (29, None)],
)
async def test_a_refusal_is_told_from_silence(vk: FakeVk, channel: VkChannel, code: int, said: bool | None) -> None:
    vk.answers = {MEMBERS: [Refusal(code)], ALLOWED: [Refusal(code)]}
    assert await channel.can_write("2000000001") is said
    assert await channel.can_write("77") is said
    assert await channel.administrators("2000000001") is None


async def test_an_answer_that_is_none_of_vk_s_says_nothing(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers = {MEMBERS: [[]], ALLOWED: ["yes"]}
    assert await channel.can_write("2000000001") is None
    assert await channel.can_write("77") is None
    assert await channel.administrators("2000000001") is None
