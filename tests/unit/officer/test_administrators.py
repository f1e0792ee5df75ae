"""The messenger is asked again and again which officers belong to the admin chat."""

from __future__ import annotations

from typing import Any, cast

import pytest

from bot.channels.administrators import Administrators
from bot.clock import Clock
from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.notices.officers import hear_of_member, left
from tests.unit.officer.duty import ADMIN, OFFICERS, Duty

BORIS, VERA = OFFICERS[1], OFFICERS[2]


class Leads:
    """A channel that knows its administrators."""

    def __init__(self, *users: str) -> None:
        self.users = users

    async def administrators(self, chat: str) -> list[str] | None:
        return list(self.users)


def watching(duty: Duty, standings: dict[str, str], channel: Any = None) -> Administrators:
    async def standing(chat: Address, user: str) -> str:
        assert chat == ADMIN
        return standings.get(user, "member")

    return Administrators(duty.shared, {"telegram": channel} if channel else {}, cast("Clock", duty), standing)


@pytest.mark.parametrize(("standing", "gone"), [("gone", True), ("member", False), ("unknown", False)])
async def test_only_who_is_known_to_be_gone_is_gone(duty: Duty, standing: str, gone: bool) -> None:
    await watching(duty, {"3": standing}).look()
    assert left(duty.shared, VERA) is gone
    assert not left(duty.shared, BORIS)


async def test_what_was_known_holds_while_the_messenger_does_not_say(duty: Duty) -> None:
    await watching(duty, {"2": "gone"}).look()
    await watching(duty, {"2": "unknown"}).look()
    assert left(duty.shared, BORIS)
    await watching(duty, {"2": "member"}).look()
    assert not left(duty.shared, BORIS)


async def test_where_nobody_is_named_whoever_leads_the_chat_is_there(duty: Duty) -> None:
    duty.shared.officers = ()
    hear_of_member(duty.shared, Event("telegram", "m", Kind.MEMBER, ADMIN.chat, sender="2", member="gone"))
    assert left(duty.shared, BORIS)
    await watching(duty, {}, Leads("2", "5")).look()
    assert duty.shared.administrators == ("2", "5")
    assert not left(duty.shared, BORIS)


async def test_an_officer_without_an_account_there_is_not_known_to_have_left(duty: Duty) -> None:
    await watching(duty, {}).look()
    assert not left(duty.shared, frozenset({Address("vk", "50")}))
