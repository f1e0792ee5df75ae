"""The channel as the house sees it: who we are, members, files, what `check` finds."""

from __future__ import annotations

import json
import ssl
from pathlib import Path
from typing import Any

import pytest

from bot.channels.max import chats, trust
from bot.channels.max.channel import MaxChannel
from bot.channels.max.receive import note
from bot.channels.port import ChannelStopped
from handlers.base.event import Kind, Membership
from tests.unit.adapters import QuickClock
from tests.unit.max.api import BOT, TOKEN, Api, about, refusal, said
from tests.unit.telegram.api import page

MEMBERS, ME = "GET /chats/-71/members", "GET /chats/-71/members/me"


async def test_start_tells_who_we_are(channel: MaxChannel) -> None:
    bot = await channel.start()
    assert (bot.id, bot.name, bot.link) == ("7001", "Отклик", "https://max.ru/id77_bot")
    assert channel.translate('{"update_type": "bot_stopped", "timestamp": 1, "user": {"user_id": 5}}').bot == "7001"


async def test_a_refused_token_stops_and_a_fault_does_not(channel: MaxChannel, api: Api) -> None:
    api.tell("GET /me", refusal(401, "verify.token"), page(401), page(502), {"odd": 1})
    with pytest.raises(ChannelStopped):
        await channel.start()
    for _ in range(3):
        with pytest.raises(OSError, match="max"):
            await channel.start()


async def test_commands_are_those_of_the_first_language(channel: MaxChannel, api: Api) -> None:
    await channel.publish_commands({"ru": [("help", "Помощь" * 40)], "en": [("help", "Help")]})
    ((_, body),) = api.calls("PATCH /me/commands")
    assert body == {"commands": [{"name": "help", "description": ("Помощь" * 40)[:128]}]}
    api.tell("PATCH /me/commands", refusal(500))
    await channel.publish_commands({"ru": []})


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        ({"members": [{"user_id": 42, "is_admin": True}]}, Membership.ADMINISTRATOR),
        ({"members": [{"user_id": 42, "is_owner": True}]}, Membership.ADMINISTRATOR),
        ({"members": [{"user_id": 42, "is_admin": False}]}, Membership.MEMBER),
        ({"members": []}, Membership.GONE),
        ({"members": [{"user_id": 43}]}, Membership.GONE),
        (refusal(403, "chat.denied"), Membership.UNKNOWN),
        (page(200), Membership.UNKNOWN),
        ({"odd": 1}, Membership.UNKNOWN),
    ],
)
async def test_members(channel: MaxChannel, api: Api, told: Any, standing: Membership) -> None:
    api.tell(MEMBERS, told)
    assert await channel.member("-71", "42") is standing
    assert api.calls(MEMBERS) == [({"user_ids": "42"}, None)]


async def test_administrators_without_bots(channel: MaxChannel, api: Api) -> None:
    api.tell(f"{MEMBERS}/admins", {"members": [{"user_id": 42}, BOT, {"odd": 1}]}, refusal(403))
    assert await channel.administrators("-71") == ["42"]
    assert await channel.administrators("-71") is None


@pytest.mark.parametrize(
    ("chat", "own", "may"),
    [
        ({"type": "chat"}, {"is_admin": False}, True),
        ({"type": "channel"}, {"is_admin": True, "permissions": ["write"]}, True),
        ({"type": "channel"}, {"is_admin": True, "permissions": ["post_edit_delete_message"]}, True),
        ({"type": "channel"}, {"is_admin": True, "permissions": ["pin_message"]}, False),
        ({"type": "channel"}, {"is_admin": False}, False),
        ({"type": "channel"}, {"is_owner": True}, True),
        ({"type": "channel"}, refusal(404), False),
        (refusal(403, "chat.denied"), {}, False),
        (refusal(500), {}, None),
    ],
)
async def test_where_the_bot_may_write(channel: MaxChannel, api: Api, chat: Any, own: Any, may: bool | None) -> None:
    api.tell("GET /chats/-71", chat)
    api.tell(ME, own)
    assert await channel.can_write("-71") is may


async def test_a_file_comes_without_the_token(channel: MaxChannel, api: Api, tmp_path: Path) -> None:
    assert await channel.fetch("t", f"{api.url}/file/a", tmp_path / "f") == ""
    assert (tmp_path / "f").read_bytes() == b"a" * 1000
    assert await channel.fetch("t", f"{api.url}/file/gone", tmp_path / "g") == "gone"
    assert await channel.fetch("t", "no address", tmp_path / "g") == "gone"
    assert not api.token_elsewhere


async def test_a_video_comes_in_its_best_form_that_fits(
    channel: MaxChannel, api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.max.channel.LARGEST_FILE", 4000)
    urls = {"mp4_1080": f"{api.url}/file/large", "mp4_480": f"{api.url}/file/v", "hls": "x"}
    api.tell("GET /videos/vid.1/2", {"token": "vid.1/2", "urls": urls})
    assert await channel.fetch("vid.1/2", "", tmp_path / "f") == ""
    assert (tmp_path / "f").read_bytes() == b"v" * 1000
    api.tell("GET /videos/x", refusal(404), refusal(500), {"token": "x"})
    assert [await channel.fetch("x", "", tmp_path / "g") for _ in range(3)] == ["gone", "later", "gone"]


async def findings(channel: MaxChannel, chat: str = "-71") -> list[str]:
    return [finding.text.removeprefix("check-max-") for finding in await channel.check(chat)]


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"is_admin": True, "permissions": ["read_all_messages"]}, "administrator"),
        ({"is_owner": True}, "administrator"),
        ({"is_admin": True, "permissions": ["write"]}, "cannot-read"),
        ({"is_admin": True}, "cannot-read"),
        ({"is_admin": False}, "not-administrator"),
        (refusal(403, "chat.denied"), "not-in-chat"),
        (refusal(500), "no-answer"),
    ],
)
async def test_check_looks_at_the_operators_chat(channel: MaxChannel, api: Api, own: Any, says: str) -> None:
    api.tell(ME, own)
    assert await findings(channel) == ["token", says]


async def test_check_tells_of_tokens_webhooks_and_the_certificates_end(
    channel: MaxChannel, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.tell("GET /subscriptions", {"subscriptions": [{"url": "https://x", "time": 1}]})
    assert await findings(channel, "") == ["token", "webhook"]
    monkeypatch.setattr(chats, "root_ends", lambda: channel._clock.now() + 10 * 86_400_000 + 60_000)
    root = (await channel.check(""))[-1]
    assert (root.ok, root.text, root.values) == (False, "check-max-root-ends", {"days": "10"})
    api.tell("GET /me", refusal(401, "verify.token"), page(502))
    assert [await findings(channel, "") for _ in range(2)] == [["token-refused"], ["no-answer"]]


def test_the_ministrys_root_stands_beside_the_usual_ones() -> None:
    context = trust.trust()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    names = [value for cert in context.get_ca_certs() for ((_, value),) in cert["subject"]]  # type: ignore[misc, str-unpack]
    assert "Russian Trusted Root CA" in names
    assert trust.root_ends() == 1_961_528_655_000  # 2032-02-27 21:04:15 UTC


async def test_who_stopped_is_known_from_events(channel: MaxChannel, api: Api, clock: QuickClock) -> None:
    """So that his refusal is his own, and not the bot's."""
    found = [channel.translate(json.dumps(raw)) for raw in (about("bot_stopped"), said())]
    heard: list[str] = []
    for update in found:
        note(update, lambda who: heard.append(f"-{who}"), lambda who: heard.append(f"+{who}"))
    assert heard == ["-42", "+42"]
    assert [update.event.kind for update in found if update.event] == [Kind.BLOCKED, Kind.MESSAGE]
    assert TOKEN not in "".join(update.raw for update in found)
