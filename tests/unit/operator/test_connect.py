"""Which chat is whose: places that are given to another chat, files that are overruled, chats that are lost."""

from __future__ import annotations

import re

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from storage.changes import Query
from storage.connection_records import ConnectCode, Connection
from tests.unit.operator.office import ADMIN, ROADS, Office, region_with

FIRST, SECOND = Address("telegram", "-100901"), Address("vk", "2000000077")
HERE, THERE = "99601000", "99602000"


async def code_of(office: Office, *places: str) -> str:
    """A code for the road authority and these municipalities."""
    await office.says("Анна", "/connect")
    slot = re.findall(r"o_cn_new:(\d+)", str(office.last().buttons))[-1]
    await office.presses("Анна", f"o_cn_to:{slot}:roads:0")
    for place in places:
        await office.presses("Анна", f"o_cn_at:{slot}:{place}:0")
    await office.presses("Анна", f"o_cn_code:{slot}")
    return str(re.findall(r"/connect ([A-Z0-9]{12})", office.last().text)[-1])


async def connects(office: Office, chat: Address, *places: str) -> None:
    await office.says("Вера", f"/connect {await code_of(office, *places)}", chat)


async def rows(office: Office) -> list[Connection]:
    return list((await office.store.read(Query("connections")))[0])


def chat_of(office: Office, place: str) -> Address | None:
    return office.shared.own.chat("roads", place)


async def thrown_out(office: Office, chat: Address) -> None:
    number = str(next(office.world.numbers))
    await office.world.take(Event(chat.channel, number, Kind.RIGHTS, chat.chat, False, "Вера", member="gone"))


def shown(office: Office, chat: Address) -> str:
    return "\n".join(s.text for s in office.chats.get(chat, []))


async def test_some_places_go_before_all_and_the_newer_chat_takes_them(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await connects(office, FIRST, HERE, THERE)
    assert [chat_of(office, place) for place in (HERE, THERE, "")] == [FIRST, FIRST, ROADS]
    await connects(office, SECOND, THERE)
    assert [chat_of(office, place) for place in (HERE, THERE, "")] == [FIRST, SECOND, ROADS]
    await connects(office, SECOND, HERE, THERE)
    assert [chat_of(office, place) for place in (HERE, THERE, "")] == [SECOND, SECOND, ROADS]
    assert "приходят в другой чат" in shown(office, FIRST)
    assert [Address(row.channel, row.chat) for row in await rows(office)] == [SECOND]
    assert FIRST not in office.shared.operator_chats()
    await connects(office, FIRST)
    assert [chat_of(office, place) for place in (HERE, "")] == [SECOND, FIRST]
    assert ROADS not in office.shared.operator_chats()  # its whole organisation is elsewhere


async def test_a_chat_for_some_places_works_on_their_reports_alone(office: Office) -> None:
    await connects(office, FIRST, HERE)
    await connects(office, SECOND, THERE)
    await office.files_report(municipality=HERE)
    assert "Лесная" in office.card(chat=FIRST).text
    assert SECOND not in office.chats or "Лесная" not in shown(office, SECOND)
    await office.presses("Вера", "o_take:1", office.card(chat=FIRST), FIRST)
    assert (await office.report()).taken_name == "Вера"
    await office.presses("Борис", "o_release:1", chat=SECOND)
    assert (await office.report()).taken_name == "Вера"


async def test_only_a_hash_is_kept_and_a_used_code_connects_nothing_more(office: Office) -> None:
    code = await code_of(office)
    await office.says("Вера", code.lower(), FIRST)
    kept = await office.store.read(Query("connect_codes_of", (1,)), Query("connections"))
    assert code not in str(kept)
    assert [isinstance(row, ConnectCode) and row.used_at > 0 for row in kept[0]] == [True]
    await office.says("Глеб", f"/connect {code}", SECOND)
    assert "уже использован" in office.last(SECOND).text
    assert len(await rows(office)) == 1


async def test_nobody_connects_in_a_groups_own_name_nor_in_the_alarm_chat(office: Office) -> None:
    code = await code_of(office)
    await office.says("Группа", f"/connect {code}", FIRST, anonymous=True)
    assert "от своего имени" in office.last(FIRST).text
    office.shared.alarm_chat = SECOND
    await office.says("Вера", f"/connect {code}", SECOND)
    assert "служебный чат" in office.last(SECOND).text
    assert await rows(office) == []


async def test_talk_in_a_foreign_group_is_nobodys_business(office: Office) -> None:
    before = len(office.rows)
    await office.says("Вера", "Всем привет, это код A2C3?", FIRST)
    assert len(office.rows) == before


async def test_the_bot_thrown_out_of_a_files_chat_gives_the_reports_to_the_centre(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await office.files_report()
    assert "Лесная" in office.card(chat=ROADS).text
    await thrown_out(office, ROADS)
    assert "не принимает сообщения бота" in office.last().text
    assert "№ 1" in office.last().text
    assert chat_of(office, HERE) is None
    await office.files_report(2)
    assert "№ 2" not in shown(office, ROADS)
    await thrown_out(office, ROADS)
    assert shown(office, ADMIN).count("не принимает сообщения бота") == 1
    await office.joins(ROADS, "Вера")
    await office.passes(60_000)
    assert chat_of(office, HERE) == ROADS
    assert "снова принимает" in shown(office, ADMIN)
    assert "Лесная" in office.card(2, ROADS).text


async def test_disconnecting_drops_what_still_waits_for_the_chat(office: Office) -> None:
    await connects(office, FIRST)
    office.world.slow = lambda item: item.chat == FIRST.chat
    await office.files_report()
    await office.says("Анна", "/connect")
    slot = re.findall(r"o_cn_part:(\d+)", str(office.last().buttons))[-1]
    await office.presses("Анна", f"o_cn_sure:{slot}:{FIRST}")
    assert "№ 1" in shown(office, ADMIN)
    waiting = (await office.store.read(Query("outbox_depths")))[0]
    assert sum(count for *_, count, _ in waiting) == 1  # the farewell alone
    assert not (await office.report()).carded & 2
