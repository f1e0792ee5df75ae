"""The door by which acts of other systems come in, whatever brought them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from handlers.base.event import CLOCK, Event, Kind, Update
from handlers.base.faults import tick_raw
from handlers.intake import Intake
from handlers.outside.act import OutsideAct
from handlers.outside.judge import was_done
from handlers.outside.tables import ToldTable
from handlers.outside.told import ToldAct, told
from storage.answer_records import KeptOutsideAct
from storage.changes import Query
from storage.store import Store
from storage.ticks import Tick

AT_ONCE = 10
"""Acts of one transaction: nobody's message waits longer for the ones than for the others."""
LOOKED_AT = 500
"""Names of acts in one question."""


class OutsideDoor:
    """Hands acts to the intake. What was handed over is committed when `take` returns; whoever is cut off before may
    hand over the same again.
    """

    def __init__(self, store: Store, intake: Intake, clock: Clock) -> None:
        self._store, self._intake, self.clock = store, intake, clock

    async def take(self, acts: Sequence[OutsideAct]) -> list[ToldAct]:
        """What became of each, in their order. StorageError: that is not known, and may be asked again."""
        found, taken = list[ToldAct](), set[str]()
        for start in range(0, len(acts), AT_ONCE):
            for each in await self._few(acts[start : start + AT_ONCE]):
                found.append(replace(each, again=True) if each.done and each.act.key in taken else each)
                taken.add(each.act.key)
        return found

    async def new_among(self, acts: Sequence[OutsideAct]) -> list[OutsideAct]:
        """Those that were not done before, each once. StorageError."""
        found, first = list[OutsideAct](), dict[str, OutsideAct]()
        for act in acts:
            first.setdefault(act.key, act)
        each_once = list(first.values())
        for start in range(0, len(each_once), LOOKED_AT):
            few = each_once[start : start + LOOKED_AT]
            kept = await self._kept(few)
            found += [act for act in few if not was_done(kept.get((act.client, act.name)))]
        return found

    async def _kept(self, acts: Sequence[OutsideAct]) -> dict[tuple[str, str], KeptOutsideAct]:
        kept = {}
        for client in {act.client for act in acts}:
            names = json.dumps([act.name for act in acts if act.client == client], ensure_ascii=False)
            for row in (await self._store.read(Query("outside_acts_among", (client, names))))[0]:
                kept[row.client, row.act] = row
        return kept

    async def tell(self, key: str, table: ToldTable) -> None:
        """Staff read it in one message, which says it anew under the same key."""
        await self._intake.tick(Tick.OUTSIDE_TABLE, key, table.dump())

    async def _few(self, acts: Sequence[OutsideAct]) -> list[ToldAct]:
        began = self.clock.now()
        await self._intake.take([_update(act) for act in acts])
        kept = await self._kept(acts)
        numbers = json.dumps([row.event_id for row in kept.values() if row.event_id])
        events = {event.id: event for event in (await self._store.read(Query("report_events_among", (numbers,))))[0]}
        rows = [(act, kept.get((act.client, act.name))) for act in acts]
        return [told(act, row, events.get(row.event_id) if row else None, began) for act, row in rows]


def _update(act: OutsideAct) -> Update:
    """Remembered by its own row: it needs no seen-before key."""
    event = Event(CLOCK, act.key, Kind.TICK, data=act.tick, text=act.dump())
    return Update(CLOCK, "", "", tick_raw(event), event)
