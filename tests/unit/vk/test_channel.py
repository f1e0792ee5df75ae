from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.channels.port import Channel, ChannelStopped
from bot.channels.vk import check as check_module
from bot.channels.vk.about import ABOUT
from bot.channels.vk.channel import LIMITS, VkChannel
from handlers.base.event import Membership
from handlers.base.texts import Library
from tests.ports import free_port
from tests.unit.adapters import RunningClock
from tests.unit.vk.conftest import GROUP
from tests.unit.vk.fake import TOKEN, FakeVk, Refusal
from tests.unit.vk.test_translate import CHAT, new

MEMBERS = {
    "items": [
        {"member_id": 9, "is_admin": True},
        {"member_id": 12},
        {"member_id": 13, "is_owner": True},
        {"member_id": -GROUP, "is_admin": True},
    ],
    "count": 4,
}
SETTINGS = {"is_enabled": True, "api_version": "5.199", "events": dict.fromkeys(check_module.EVENTS, 1)}
RIGHTS = {"mask": 1, "permissions": [{"name": n, "setting": 1} for n in check_module.RIGHTS]}


def as_channel(channel: VkChannel) -> Channel:
    return channel  # the type checker holds the port


def test_the_limits_are_vks() -> None:
    assert (LIMITS.per_second, LIMITS.together, LIMITS.calls, LIMITS.group_per_minute) == (20, 100, 25, 0)


async def test_start_says_who_we_are(channel: VkChannel) -> None:
    bot = await channel.start()
    assert (bot.id, bot.name, bot.link) == ("5", "Отклик", "https://vk.me/otklik")
    opened = replace(bot, opens=ABOUT.start_link)  # as the house does it
    assert opened.start_link("afisha") == "https://vk.me/otklik?ref=afisha"


async def test_start_reads_the_older_shape_and_a_community_without_a_name(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["groups.getById"] = [[{"id": 5, "name": "Отклик"}]]
    assert (await channel.start()).link == "https://vk.me/club5"


@pytest.mark.parametrize("code", [5, 15, 27, 100])
async def test_a_start_that_vk_refuses_says_so(vk: FakeVk, channel: VkChannel, code: int) -> None:
    vk.answers["groups.getById"] = [Refusal(code)]
    with pytest.raises(ChannelStopped, match=str(code)):
        await channel.start()


@pytest.mark.parametrize("answer", [{"groups": []}, [], {}, 1])
async def test_a_start_without_a_community_says_so(vk: FakeVk, channel: VkChannel, answer: Any) -> None:
    vk.answers["groups.getById"] = [answer]
    with pytest.raises(ChannelStopped):
        await channel.start()


@pytest.mark.parametrize("answer", [Refusal(6), Refusal(10), Refusal(status=502), Refusal(status=0)])
async def test_a_start_without_an_answer_may_be_tried_again(vk: FakeVk, channel: VkChannel, answer: Refusal) -> None:
    vk.answers["groups.getById"] = [answer]
    with pytest.raises(OSError, match="vk") as raised:
        await channel.start()
    assert TOKEN not in str(raised.value)


async def test_members_are_asked_for_together_and_anew_within_seconds(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    vk.answers["messages.getConversationMembers"] = [MEMBERS]
    roles = await asyncio.gather(*(channel.member(str(CHAT), str(u)) for u in (9, 12, 13, 14)))
    assert roles == [
        Membership.ADMINISTRATOR,
        Membership.MEMBER,
        Membership.ADMINISTRATOR,
        Membership.GONE,
    ]
    assert vk.requests == 1
    clock.ahead += 11
    await channel.member(str(CHAT), "9")
    assert vk.requests == 2


async def test_whoever_was_taken_out_of_a_chat_unheard_is_out_within_seconds(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    left = {"items": [{"member_id": 12}, {"member_id": 13, "is_owner": True}]}
    vk.answers["messages.getConversationMembers"] = [MEMBERS, left]
    assert await channel.member(str(CHAT), "9") is Membership.ADMINISTRATOR
    clock.ahead += 11
    assert await channel.member(str(CHAT), "9") is Membership.GONE


async def test_while_vk_does_not_answer_its_last_list_holds_for_a_minute(
    vk: FakeVk, channel: VkChannel, clock: RunningClock
) -> None:
    vk.answers["messages.getConversationMembers"] = [MEMBERS, *[Refusal(10)] * 9]
    for _ in range(6):
        assert await channel.member(str(CHAT), "12") is Membership.MEMBER
        clock.ahead += 11
    assert await channel.member(str(CHAT), "12") is Membership.UNKNOWN


async def test_odd_entries_of_the_list_cost_nobody_else_anything(vk: FakeVk, channel: VkChannel) -> None:
    odd = [None, 5, {}, {"member_id": "x"}, {"member_id": 12, "is_admin": "perhaps"}]
    vk.answers["messages.getConversationMembers"] = [{"items": odd, "profiles": [None, {"id": 12, "first_name": 5}]}]
    assert await channel.member(str(CHAT), "12") is Membership.MEMBER
    assert await channel.member(str(CHAT), "13") is Membership.GONE


@pytest.mark.parametrize("answer", [Refusal(917), Refusal(status=502), {}, 1])
async def test_a_chat_that_vk_does_not_show_leaves_membership_unknown(
    vk: FakeVk, channel: VkChannel, clock: RunningClock, answer: Any
) -> None:
    vk.answers["messages.getConversationMembers"] = [answer, MEMBERS]
    assert await channel.member(str(CHAT), "9") is Membership.UNKNOWN
    assert await channel.member(str(CHAT), "9") is Membership.UNKNOWN
    assert vk.requests == 1
    clock.ahead += 11
    assert await channel.member(str(CHAT), "9") is Membership.ADMINISTRATOR


async def test_a_large_chat_is_read_to_its_end(vk: FakeVk, channel: VkChannel) -> None:
    everybody = [{"member_id": n} for n in range(1, 1501)]
    vk.answers["messages.getConversationMembers"] = [lambda p: {"items": everybody[int(p["offset"]) :][:1000]}]
    assert await channel.member(str(CHAT), "1500") is Membership.MEMBER


async def test_in_a_private_chat_there_is_one_person(vk: FakeVk, channel: VkChannel) -> None:
    assert await channel.member("9", "9") is Membership.MEMBER
    assert await channel.member("9", "12") is Membership.GONE
    assert vk.requests == 0


async def test_a_file_without_an_address_is_gone(channel: VkChannel, tmp_path: Path) -> None:
    assert await channel.fetch("video1_2", "", tmp_path / "x") == "gone"


async def test_a_stored_update_is_read_again(channel: VkChannel) -> None:
    from bot.channels.vk.translate import whole

    found = channel.translate(whole(new()))
    assert found.event is not None
    assert found.event.text == "яма"


async def test_enabling_events_switches_on_what_the_bot_reads(vk: FakeVk, channel: VkChannel) -> None:
    await channel.enable_events()
    (params,) = vk.of("groups.setLongPollSettings")
    assert (params["group_id"], params["enabled"], params["api_version"]) == ("5", "1", "5.199")
    assert all(params[name] == "1" for name in check_module.EVENTS)


async def test_enabling_events_without_the_right_is_an_error(vk: FakeVk, channel: VkChannel) -> None:
    vk.answers["groups.setLongPollSettings"] = [Refusal(15)]
    with pytest.raises(OSError, match="code-15"):
        await channel.enable_events()


# -- check ------------------------------------------------------------------------------------
async def faults(vk: FakeVk, channel: VkChannel, **answers: Any) -> list[str]:
    normal: dict[str, list[Any]] = {
        "groups.getTokenPermissions": [RIGHTS],
        "groups.getLongPollSettings": [SETTINGS],
        "messages.getConversations": [{"items": []}],
        "messages.getConversationMembers": [MEMBERS],
    }
    vk.answers = normal | {name.replace("_", ".", 1): [answer] for name, answer in answers.items()}
    findings = await channel.check(str(CHAT))
    assert all(f.mend for f in findings if not f.ok)
    return [f.text for f in findings if not f.ok]


async def test_a_community_that_is_set_up_has_no_faults(vk: FakeVk, channel: VkChannel) -> None:
    assert await faults(vk, channel) == []


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"groups_getById": Refusal(5)}, ["vk-check-token-refused"]),
        ({"groups_getById": Refusal(100)}, ["vk-check-group-refused"]),
        ({"groups_getById": {"groups": []}}, ["vk-check-group-refused"]),
        ({"groups_getById": Refusal(status=502)}, ["vk-check-no-answer"]),
        ({"groups_getTokenPermissions": {"permissions": []}}, ["vk-check-rights-lacking"]),
        ({"groups_getTokenPermissions": Refusal(status=502)}, ["vk-check-unasked"]),
        ({"groups_getTokenPermissions": 1}, ["vk-check-unasked"]),
        ({"groups_getLongPollSettings": []}, ["vk-check-unasked"]),
        ({"messages_getConversations": Refusal(15)}, ["vk-check-messages-off"]),
        ({"messages_getConversations": Refusal(912)}, ["vk-check-bot-features-off"]),
        ({"groups_getLongPollSettings": {"is_enabled": False, "events": {}}}, ["vk-check-longpoll-off"]),
        ({"groups_getLongPollSettings": SETTINGS | {"api_version": "5.92"}}, ["vk-check-longpoll-version"]),
        ({"groups_getLongPollSettings": SETTINGS | {"events": {}}}, ["vk-check-longpoll-events"]),
        ({"messages_getConversationMembers": Refusal(917)}, ["vk-check-chat-refused"]),
        ({"messages_getConversationMembers": Refusal(912)}, ["vk-check-bot-features-off"]),
        (
            {"messages_getConversationMembers": {"items": [{"member_id": -GROUP}]}},
            ["vk-check-chat-not-admin"],
        ),
    ],
)
async def test_every_fault_of_the_settings_is_found(
    vk: FakeVk, channel: VkChannel, answers: dict[str, Any], found: list[str]
) -> None:
    assert await faults(vk, channel, **answers) == found


async def test_without_a_chat_in_vk_none_is_asked_for(vk: FakeVk, channel: VkChannel) -> None:
    await channel.check("")
    assert vk.of("messages.getConversationMembers") == []


async def test_check_says_that_vk_cannot_be_reached(clock: RunningClock) -> None:
    channel = VkChannel(TOKEN, GROUP, clock=clock, api_url=f"http://127.0.0.1:{free_port()}")
    assert [f.text for f in await channel.check("")] == ["vk-check-no-answer"]
    await channel.close()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_finding_has_its_sentence(language: str) -> None:
    assert check_module.__file__
    names = set(re.findall(r'"(vk-check-[a-z-]+)"', Path(check_module.__file__).read_text(encoding="utf-8")))
    texts = Library(ZoneInfo("Europe/Moscow")).texts(language)
    values = dict.fromkeys(("name", "code", "why", "what", "rights", "version", "wanted", "events", "chat"), "x")
    assert len(names) > 20
    assert all(texts.say(name, **values) for name in names)
