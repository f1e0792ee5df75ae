"""What a program reads from its database before it says or does anything: it holds only while nobody else writes."""

from __future__ import annotations

from bot.jobs.forgotten import Forgotten
from bot.jobs.last_number import LastNumber
from handlers.base.faults import MOVED_CHAT
from handlers.base.own_chats import LOST_CHAT
from handlers.base.shared import Shared, parse_address
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.store import Store


async def learn(store: Store, shared: Shared, forgotten: Forgotten, last_number: LastNumber) -> None:
    """Where the numbers stand, which groups have moved, which chats are connected. StorageError."""
    ids, moved, connected, lost = await store.read(
        Query("last_ids"), Query("settings_like", (MOVED_CHAT,)), Query("connections"),
        Query("settings_like", (LOST_CHAT,)),
    )  # fmt: skip
    last = dict(ids)
    last["person"] = max([last["person"], *forgotten.ids()])  # a restore must not give their ids away
    last["report"] = last_number.after_restart(last["report"])
    shared.ids = Ids(last)
    for setting in moved:
        shared.follow(parse_address(setting.name.removeprefix(MOVED_CHAT)), parse_address(setting.value))
    known = Changes()
    for row in (*connected, *lost):
        known.put(row)
    shared.heed(known)
