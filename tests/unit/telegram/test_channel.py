"""Who we are, who is in a chat, what `check` finds."""

from __future__ import annotations

import subprocess
import sys
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.channels.port import Channel, ChannelStopped
from bot.channels.telegram.channel import LIMITS, TelegramChannel
from bot.sandbox.telegram_check import specification
from handlers.base.event import Membership
from handlers.base.shared import Bot
from handlers.base.texts import Library
from tests.unit.adapters import QuickClock
from tests.unit.telegram.api import TOKEN, Api, cut, error, ok, page

ME = {"id": 7001, "is_bot": True, "first_name": "Отклик", "username": "otklik_bot"}
CHAT = {"id": -1001, "type": "supergroup", "title": "Смена"}


async def test_start_says_who_we_are(api: Api, channel: TelegramChannel) -> None:
    api.tell("getMe", ok(ME))
    assert await channel.start() == Bot("7001", "Отклик", "https://t.me/otklik_bot")


async def test_channel_is_what_the_port_asks_for(channel: TelegramChannel) -> None:
    port: Channel = channel
    assert (port.name, port.limits) == ("telegram", LIMITS)
    paid = TelegramChannel(TOKEN, clock=QuickClock(), rate=25, paid_rate=500)
    assert paid.limits.paid_per_second == 500
    assert TelegramChannel(TOKEN, clock=QuickClock(), rate=25).limits.per_second == 25


@pytest.mark.parametrize("code", [401, 404])
async def test_refused_token_stops(api: Api, channel: TelegramChannel, code: int) -> None:
    api.tell("getMe", error(code, "Unauthorized"))
    with pytest.raises(ChannelStopped):
        await channel.start()


@pytest.mark.parametrize("reply", [cut, page(502), page(401), error(500, "Internal Server Error")])
async def test_faulty_line_is_no_refusal(api: Api, channel: TelegramChannel, reply: Any) -> None:
    api.tell("getMe", reply)
    with pytest.raises(OSError, match="no answer"):
        await channel.start()


@pytest.mark.parametrize(
    ("reply", "membership"),
    [
        (ok({"status": "creator"}), Membership.ADMINISTRATOR),
        (ok({"status": "administrator"}), Membership.ADMINISTRATOR),
        (ok({"status": "member"}), Membership.MEMBER),
        (ok({"status": "restricted", "is_member": True}), Membership.MEMBER),
        (ok({"status": "restricted", "is_member": False}), Membership.GONE),
        (ok({"status": "left"}), Membership.GONE),
        (ok({"status": "kicked"}), Membership.GONE),
        (ok({"status": "new-kind"}), Membership.UNKNOWN),
        (error(400, "Bad Request: user not found"), Membership.GONE),
        (error(400, "Bad Request: PARTICIPANT_ID_INVALID"), Membership.GONE),
        (error(400, "Bad Request: chat not found"), Membership.UNKNOWN),
        (error(403, "Forbidden: bot was kicked from the supergroup chat"), Membership.UNKNOWN),
        (error(500, "user not found"), Membership.UNKNOWN),
        (cut, Membership.UNKNOWN),
        (page(200), Membership.UNKNOWN),
    ],
)
async def test_membership(api: Api, channel: TelegramChannel, reply: Any, membership: Membership) -> None:
    api.tell("getChatMember", reply)
    assert await channel.member("-1001", "42") is membership
    assert api.calls("getChatMember") == [{"chat_id": -1001, "user_id": 42}]


async def test_commands_are_published_for_each_language_and_for_all_others(api: Api, channel: TelegramChannel) -> None:
    api.tell("setMyCommands", ok(True))
    await channel.publish_commands({"ru": [("start", "начать")], "en": [("start", "begin")]})
    sent = api.calls("setMyCommands")
    assert [(c.get("language_code"), c["commands"][0]["description"]) for c in sent] == [
        (None, "начать"),
        ("ru", "начать"),
        ("en", "begin"),
    ]
    for params in sent:
        specification().methods["setMyCommands"].read(params)


async def test_refused_commands_are_no_reason_to_stop(api: Api, channel: TelegramChannel) -> None:
    api.tell("setMyCommands", error(400, "Bad Request: BOT_COMMAND_INVALID"))
    await channel.publish_commands({"ru": [("start", "начать")]})
    await channel.publish_commands({})
    assert len(api.asked) == 2


@pytest.mark.parametrize(
    ("me", "chat", "member", "found"),
    [
        (ok(ME), ok(CHAT), ok({"status": "administrator"}), ["token", "in-chat", "administrator"]),
        (ok(ME), ok(CHAT), ok({"status": "member"}), ["token", "in-chat", "!cannot-read"]),
        (
            ok({**ME, "can_read_all_group_messages": True}),
            ok(CHAT),
            ok({"status": "member"}),
            ["token", "in-chat", "reads-all"],
        ),
        (ok(ME), ok(CHAT), ok({"status": "kicked"}), ["token", "!not-in-chat"]),
        (ok(ME), error(400, "Bad Request: chat not found"), ok({}), ["token", "!not-in-chat"]),
        (ok(ME), ok({**CHAT, "type": "private"}), ok({}), ["token", "!not-a-group"]),
        (
            ok(ME),
            ok({**CHAT, "type": "group"}),
            ok({"status": "administrator"}),
            ["token", "in-chat", "administrator", "!not-a-supergroup"],
        ),
        (ok(ME), error(400, "upgraded", migrate_to_chat_id=-1007), ok({}), ["token", "!migrated"]),
        (error(401, "Unauthorized"), ok(CHAT), ok({}), ["!token-refused"]),
        (page(502), ok(CHAT), ok({}), ["!no-answer"]),
        (ok(ME), cut, ok({}), ["token", "!no-answer"]),
        (ok(ME), ok(CHAT), cut, ["token", "!no-answer"]),
    ],
)
async def test_check_finds_what_is_wrong_and_says_so_in_every_language(
    api: Api, channel: TelegramChannel, me: Any, chat: Any, member: Any, found: list[str]
) -> None:
    api.tell("getMe", me)
    api.tell("getChat", chat)
    api.tell("getChatMember", member)
    findings = await channel.check("-1001")
    said = [("" if f.ok else "!") + f.text.removeprefix("check-telegram-") for f in findings]
    assert said == found
    library = Library(ZoneInfo("UTC"))
    for language in library.languages:
        texts = library.texts(language)
        for finding in findings:
            assert texts.label(finding.text, **finding.values)
            assert finding.ok or texts.label(finding.mend, **finding.values)


async def test_check_without_a_chat_of_this_messenger_asks_for_the_token_alone(
    api: Api, channel: TelegramChannel
) -> None:
    api.tell("getMe", ok(ME))
    assert [f.text for f in await channel.check("")] == ["check-telegram-token"]


def test_the_channel_alone_does_not_import_aiogram() -> None:
    code = "import sys, bot.channels.telegram; sys.exit('aiogram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_check_says_that_topics_in_private_chats_are_switched_on(api: Api, channel: TelegramChannel) -> None:
    api.tell("getMe", ok({**ME, "has_topics_enabled": True}))
    finding = (await channel.check(""))[-1]
    assert (finding.ok, finding.text, finding.mend) == (False, "check-telegram-topics", "check-telegram-topics-mend")
