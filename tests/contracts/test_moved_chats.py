"""Groups that got new ids: whatever messengers say of it, nobody goes round in a circle."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.jobs.forgotten import Forgotten
from bot.jobs.last_number import LastNumber
from bot.lead.takeover import learn
from handlers.base.event import Event, Kind
from handlers.base.message import Address
from storage.changes import Query
from storage.records import Setting
from storage.store import Store
from tests.world.world import World

HERE, THERE = Address("telegram", "-5"), Address("telegram", "-1005")


def moves(key: str, old: Address, new: Address) -> Event:
    return Event("telegram", key, Kind.MIGRATED, chat=old.chat, private=False, migrated_to=new.chat)


async def test_a_group_that_moved_to_and_fro_is_where_it_was_last_said_to_be(store: Store, tmp_path: Path) -> None:
    world = World(store)
    async with asyncio.timeout(60):
        await world.take(moves("1", HERE, THERE), moves("2", THERE, HERE), moves("3", HERE, HERE))
        assert {world.shared.now_at(chat) for chat in (HERE, THERE)} == {HERE}
        kept = (await store.read(Query("settings_like", ("moved:",))))[0]
        assert [(one.name, one.value) for one in kept] == [(f"moved:{THERE}", str(HERE))]

        await world.keep(Setting(f"moved:{HERE}", str(THERE)))  # as an earlier program left it
        await learn(store, world.shared, Forgotten(tmp_path / "f"), LastNumber(tmp_path / "n"))
        assert world.shared.now_at(HERE) == world.shared.now_at(THERE)
