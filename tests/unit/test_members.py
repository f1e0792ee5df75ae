"""How long it is believed that somebody belongs to a chat."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from bot.channels.members import Members
from bot.channels.port import Channel, Limits
from bot.clock import Clock
from handlers.base.event import Event, Kind, Membership
from handlers.base.message import Address

CHAT = Address("telegram", "-1001")
LIMITS = Limits(1, 1, 1, 0, 1, 1, 1)


@dataclass
class Messenger:
    """What it says of everybody, how long that may be believed, and the time."""

    says: Membership = Membership.MEMBER
    limits: Limits = LIMITS
    at: float = 1000.0
    asked: list[str] = field(default_factory=list)

    async def member(self, chat: str, user: str) -> Membership:
        self.asked.append(user)
        return self.says

    def monotonic(self) -> float:
        return self.at


def members(messenger: Messenger) -> Members:
    return Members({"telegram": cast("Channel", messenger)}, cast("Clock", messenger))


async def test_a_membership_is_believed_for_a_minute_at_most() -> None:
    messenger = Messenger()
    known = members(messenger)
    assert [await known.standing(CHAT, "7") for _ in range(3)] == ["member"] * 3
    assert messenger.asked == ["7"]
    messenger.says, messenger.at = Membership.GONE, messenger.at + 60
    assert await known.standing(CHAT, "7") == "gone"


async def test_of_all_who_ever_asked_only_the_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.members.MOST_KNOWN", 10)
    messenger = Messenger(says=Membership.GONE)
    known = members(messenger)
    for user in range(50):
        messenger.at += 30
        await known.standing(CHAT, str(user))
    assert len(known._known) <= 11
    await known.standing(CHAT, "49")
    assert messenger.asked == [str(user) for user in range(50)]


async def test_news_of_a_person_counts_at_once() -> None:
    messenger = Messenger()
    known = members(messenger)
    await known.standing(CHAT, "7")
    messenger.says = Membership.GONE
    known.note(Event("telegram", "k", Kind.MEMBER, chat="-1001", sender="7", member="unknown"))
    assert await known.standing(CHAT, "7") == "gone"


async def test_where_the_adapter_remembers_by_itself_nothing_is_remembered_twice() -> None:
    messenger = Messenger(limits=replace(LIMITS, membership_s=0))
    known = members(messenger)
    await known.standing(CHAT, "7")
    messenger.says = Membership.GONE
    assert await known.standing(CHAT, "7") == "gone"


async def test_of_a_messenger_that_is_not_there_nothing_is_known() -> None:
    assert await members(Messenger()).standing(Address("vk", "5"), "7") == "unknown"


@pytest.mark.parametrize("said_of", ["-1001", ""])
async def test_news_that_cannot_be_read_lets_everybody_of_the_chat_be_asked_anew(said_of: str) -> None:
    """ "" is a chat that cannot be read either: then it may be any."""
    messenger = Messenger()
    known, other = members(messenger), Address("telegram", "-1002")
    for chat in (CHAT, other):
        await known.standing(chat, "7")
    messenger.says = Membership.GONE
    known.forget("telegram", said_of)
    assert await known.standing(CHAT, "7") == "gone"
    assert await known.standing(other, "7") == ("member" if said_of else "gone")
    known.forget("vk", "")
    messenger.says = Membership.MEMBER
    assert await known.standing(CHAT, "7") == "gone"
