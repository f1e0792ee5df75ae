"""Where the bot may write and who leads a group: asked of the emulated Telegram, which says only what the real one
does; of what the emulator has no chats for, a scripted server answers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.clock import RealClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.world import FaultRule
from tests.unit.rights import group
from tests.unit.telegram.api import Api, error, ok

QUESTIONS = ("getChat", "getChatMember", "getChatAdministrators")


@pytest.fixture
async def world() -> AsyncIterator[TelegramEmulator]:
    emulator = TelegramEmulator(RealClock())
    await emulator.serve()
    yield emulator
    await emulator.stop()


@pytest.fixture
async def bot(world: TelegramEmulator) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(world.token, clock=RealClock(), api_url=world.url, patience_s=20)
    yield made
    await made.close()


async def test_a_person_can_be_written_to_from_his_start_until_he_blocks(
    world: TelegramEmulator, bot: TelegramChannel
) -> None:
    anna = world.add_person("Анна").id
    assert await bot.can_write(anna) is False
    world.start(anna)
    assert await bot.can_write(anna) is True
    world.block(anna)
    assert await bot.can_write(anna) is False
    world.unblock(anna)
    assert await bot.can_write(anna) is True
    world.deactivate(anna)
    assert await bot.can_write(anna) is False
    assert await bot.can_write("555") is False
    assert await bot.can_write("@nobody") is False


async def test_a_group_names_its_administrators_without_bots_and_members(
    world: TelegramEmulator, bot: TelegramChannel
) -> None:
    chat, lead, member = group(world)
    assert await bot.administrators(chat) == [lead]
    world.join(chat, member, "administrator")
    assert await bot.administrators(chat) == [lead, member]
    world.leave(chat, lead)
    assert await bot.administrators(chat) == [member]
    assert await bot.can_write(chat) is True


async def test_a_group_that_is_gone_for_the_bot_is_neither_written_to_nor_believed(
    world: TelegramEmulator, bot: TelegramChannel
) -> None:
    chat, lead, _ = group(world)
    world.kick_bot(chat, lead)
    assert await bot.can_write(chat) is False
    assert await bot.administrators(chat) is None
    world.invite_bot(chat, lead)
    assert await bot.can_write(chat) is True
    assert await bot.administrators(chat) == [lead]
    assert await bot.can_write("-100999") is False
    assert await bot.administrators("-100999") is None


async def test_a_group_that_moved_is_asked_about_under_its_new_number(
    world: TelegramEmulator, bot: TelegramChannel
) -> None:
    lead = world.add_person("Мария").id
    old = world.add_group("Дежурные", [lead], supergroup=False).id
    new = world.migrate(old)
    assert await bot.can_write(old) is False
    assert await bot.administrators(old) is None
    assert await bot.can_write(new) is True
    assert await bot.administrators(new) == [lead]


async def test_a_private_chat_has_no_administrators(world: TelegramEmulator, bot: TelegramChannel) -> None:
    anna = world.add_person("Анна").id
    world.start(anna)
    assert await bot.administrators(anna) is None


@pytest.mark.parametrize("fault", ["500", "502-html", "cut-before", "cut-after", "refuse", "slow", "429"])
@pytest.mark.parametrize("method", QUESTIONS)
async def test_without_an_answer_nothing_is_said_and_the_next_question_is_asked_anew(
    world: TelegramEmulator, bot: TelegramChannel, fault: str, method: str
) -> None:
    chat, lead, _ = group(world)
    world.faults.append(FaultRule(method, fault, times=-1, seconds=1))
    if fault == "slow":
        bot._client._patience_s = 0.3
    writes, leads = await bot.can_write(chat), await bot.administrators(chat)
    assert (writes, leads) == ((True, None) if method == "getChatAdministrators" else (None, [lead]))
    world.faults.clear()
    bot._client._patience_s = 20
    assert (await bot.can_write(chat), await bot.administrators(chat)) == (True, [lead])


@pytest.mark.parametrize(
    ("kind", "member", "may"),
    [
        ("channel", {"status": "administrator", "can_post_messages": True}, True),
        ("channel", {"status": "administrator", "can_post_messages": False}, False),
        ("channel", {"status": "administrator"}, False),
        ("channel", {"status": "member"}, False),
        ("channel", {"status": "left"}, False),
        ("supergroup", {"status": "administrator"}, True),
        ("supergroup", {"status": "member"}, True),
        ("supergroup", {"status": "restricted", "can_send_messages": True}, True),
        ("supergroup", {"status": "restricted", "can_send_messages": False}, False),
        ("group", {"status": "left"}, False),
        ("group", {"status": "kicked"}, False),
        ("group", {}, False),
    ],
)
async def test_rights_decide_where_the_bot_may_write(
    api: Api, channel: TelegramChannel, kind: str, member: dict[str, Any], may: bool
) -> None:
    api.tell("getChat", ok({"id": -1001, "type": kind}))
    api.tell("getChatMember", ok(member))
    assert await channel.can_write("-1001") is may
    assert api.calls("getChatMember") == [{"chat_id": -1001, "user_id": int(channel.bot_id)}]


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (error(400, "Bad Request: chat not found"), False),
        (error(403, "Forbidden: bot is not a member of the channel chat"), False),
        (error(401, "Unauthorized"), None),
        (error(429, "Too Many Requests: retry after 5", retry_after=5), None),
        (error(500, "Internal Server Error"), None),
    ],
)
async def test_a_refusal_is_told_from_silence(
    api: Api, channel: TelegramChannel, refusal: dict[str, Any], said: bool | None
) -> None:
    api.tell("getChat", refusal)
    assert await channel.can_write("@town") is said
    api.told["getChat"].clear()
    api.tell("getChat", ok({"id": -1001, "type": "channel"}))
    api.tell("getChatMember", refusal)
    assert await channel.can_write("@town") is said
    api.tell("getChatAdministrators", refusal)
    assert await channel.administrators("-1001") is None
