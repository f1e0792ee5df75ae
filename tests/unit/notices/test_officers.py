"""Who is a duty officer: the same person in every messenger, only while he belongs to the admin chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.base.event import Event, Kind, Update
from handlers.base.message import Address, Marked
from handlers.base.routes import Where, button, command, default, step
from handlers.base.turn import Turn
from storage.open import make_store
from tests.unit.reception import ADMIN, FlakyStore, Reception

OFFICERS = (
    frozenset({Address("telegram", "1"), Address("vk", "9")}),
    frozenset({Address("telegram", "2")}),
    frozenset({Address("vk", "8")}),
)


def who(turn: Turn) -> None:
    turn.say(Marked(f"you are {turn.officer}"))


def begin(turn: Turn) -> None:
    turn.step("typing")


def heard(turn: Turn) -> None:
    turn.say(Marked(f"a citizen says {turn.event.text}, step {turn.dialogue.step!r}"))


ROUTES = [
    command(Where.PRIVATE, "queue", who, officer=True),
    command(Where.OPERATORS, "queue", who, officer=True),
    button(Where.OPERATORS, "d_act", who, officer=True),
    command(Where.PRIVATE, "report", begin),
    step(Where.PRIVATE, "typing", who, officer=True),
    default(Where.PRIVATE, "message", heard),
]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[FlakyStore]:
    opened = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await opened.open()
    await opened.migrate()
    yield FlakyStore(opened)
    await opened.close()


def office(store: FlakyStore, **standing: str) -> Reception:
    desk = Reception(store, ROUTES, standing={user.removeprefix("u"): what for user, what in standing.items()})
    desk.shared.officers = OFFICERS
    return desk


def from_vk(desk: Reception, user: str) -> Update:
    update = desk.update("/queue", user=user)
    assert update.event is not None
    event = Event("vk", update.key, Kind.MESSAGE, chat=user, sender=user, message=update.key, text="/queue")
    return Update("vk", "1", update.key, update.raw, event)


async def test_officer_is_the_same_person_in_both_messengers(store: FlakyStore) -> None:
    desk = office(store)
    await desk.intake.take([desk.update("/queue", user="1"), from_vk(desk, "9")])
    assert await desk.said("1") == ["you are telegram:1"]
    assert await desk.said("9") == ["you are telegram:1"]


@pytest.mark.parametrize("standing", ["gone", "unknown"])
async def test_whoever_is_not_known_to_be_in_the_admin_chat_is_no_officer(store: FlakyStore, standing: str) -> None:
    desk = office(store, u1=standing)
    await desk.intake.take([desk.update("/queue", user="1"), from_vk(desk, "9")])
    for user in ("1", "9"):
        assert all("you are" not in text for text in await desk.said(user))
        assert len(await desk.said(user)) == 1


async def test_officer_without_an_account_where_the_admin_chat_is_cannot_be_vouched_for(store: FlakyStore) -> None:
    desk = office(store)
    await desk.intake.take([from_vk(desk, "8")])
    assert all("you are" not in text for text in await desk.said("8"))


async def test_member_who_is_not_named_is_refused_in_the_admin_chat_too(store: FlakyStore) -> None:
    desk = office(store)
    await desk.intake.take([desk.in_admin_chat("/queue", "7")])
    pressed = desk.update(kind=Kind.BUTTON, user="7", data="d_act", chat=ADMIN.chat, private=False, ack="a1")
    await desk.intake.take([pressed])
    rows = await desk.outbox()
    assert [row.op for row in rows] == ["send", "ack"]
    assert all("you are" not in row.body for row in rows)


async def test_nobody_is_an_officer_in_the_name_of_the_group(store: FlakyStore) -> None:
    desk = office(store)
    await desk.intake.take([desk.in_admin_chat("/queue", "1", anonymous=True)])
    assert all("you are" not in text for text in await desk.said(ADMIN.chat))


async def test_without_named_officers_the_administrators_of_the_admin_chat_are(store: FlakyStore) -> None:
    desk = office(store, u5="administrator", u6="member")
    desk.shared.officers = ()
    await desk.intake.take([desk.update("/queue", user="5"), desk.update("/queue", user="6"), from_vk(desk, "5")])
    assert await desk.said("5") == ["you are telegram:5", await _no(desk)]
    assert await desk.said("6") == [await _no(desk)]


async def test_an_organisations_own_chat_is_no_place_for_notices(store: FlakyStore) -> None:
    desk = office(store)
    desk.shared._chats = frozenset({ADMIN, Address("telegram", "-7")})
    await desk.intake.take([desk.update("/queue", user="1", chat="-7", private=False)])
    assert all("you are" not in text for text in await desk.said("-7"))


async def _no(desk: Reception) -> str:
    return desk.shared.library.texts("ru").label("officer-refused")


async def test_at_an_officers_step_it_is_asked_who_writes(store: FlakyStore) -> None:
    desk = office(store)
    await desk.intake.take([desk.update("/report", user="1"), desk.update("1200", user="1")])
    await desk.intake.take([desk.update("1200", user="1")])
    assert await desk.said("1") == ["you are telegram:1"] * 2


async def test_whoever_is_no_officer_any_more_is_a_citizen_at_an_officers_step(store: FlakyStore) -> None:
    desk = office(store)
    await desk.intake.take([desk.update("/report", user="1"), desk.update("/report", user="7")])
    desk.world.standings["1"] = "gone"
    await desk.intake.take([desk.update("яма", user="1"), desk.update("яма", user="7")])
    for user in ("1", "7"):
        assert await desk.said(user) == ["a citizen says яма, step ''"]
