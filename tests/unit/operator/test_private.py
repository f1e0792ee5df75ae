"""What an operator's private chat with the bot is for: the queue, a card to look at, and a help of its own."""

from __future__ import annotations

from handlers import citizen
from handlers.base.event import Event, Kind, Update
from handlers.base.message import Address
from handlers.base.routes import Router
from storage.store import Store
from tests.unit.operator.office import Office
from tests.world.messenger import Shown

PRIVATE = Address("telegram", "Анна")


async def writes(office: Office, text: str, who: str = "Анна") -> Shown | None:
    """Somebody's private message; what he is told."""
    if not any(route.where == "private" and route.by == "step" for route in office.intake.router.table.values()):
        router = Router(dict(office.intake.router.table))
        router.add(citizen.ROUTES)
        office.intake.router = router
    key = f"private-{len(office.rows)}-{text}"
    event = Event("telegram", key, Kind.MESSAGE, who, True, who, who, text=text, message=key)
    await office.intake.take([Update("telegram", "1", key, "{}", event)])
    await office.passes(10_000)
    chat = office.chats.get(Address("telegram", who))
    return chat[-1] if chat else None


async def test_a_number_opens_the_card_to_look_at(office: Office) -> None:
    await office.files_report(17)
    said = await writes(office, "№ 17")
    assert said is not None
    assert "Яма на дороге" in said.text
    assert "Здесь только посмотреть" in said.text
    assert said.data == []


async def test_a_number_that_is_none_is_said(office: Office) -> None:
    said = await writes(office, "№ 99")
    assert said is not None
    assert "Сообщения № 99 здесь нет" in said.text


async def test_help_is_an_operator_s(office: Office) -> None:
    said = await writes(office, "/help")
    assert said is not None
    assert "/queue" in said.text
    assert "№ 123" in said.text


async def test_a_citizen_s_number_and_help_are_what_they_were(office: Office) -> None:
    await office.files_report(17)
    office.strangers.add("Пётр")
    said = await writes(office, "/help", "Пётр")
    assert said is not None
    assert "/queue" not in said.text
    said = await writes(office, "№ 17", "Пётр")
    assert said is not None
    assert "Яма на дороге" not in said.text
    assert office.audits == []


async def test_a_number_within_a_sentence_is_a_citizen_s_report(office: Office, desk_store: Store) -> None:
    await office.files_report(17)
    said = await writes(office, "№ 17 дом по улице Мира, нет воды")
    assert said is not None
    assert "Яма на дороге" not in said.text
