"""Which messages show the slots of rows that are made ready: their own is said where they are claimed, others' (what a
message replies to) are asked for, in one question for all that ask at the same moment.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storage.changes import Query
from storage.store import Rows, StorageError, Store

Slot = tuple[str, str]
"""(chat, slot)"""
Shown = Mapping[Slot, str]
"""The native id of each slot's message, "" where there is none."""


def question(channel: str, slots: Sequence[Slot]) -> Query:
    """Which messages show these slots; `answer` reads what comes."""
    return Query("sent_by_slot", (channel, json.dumps(slots)))


def answer(slots: Iterable[Slot], rows: Rows) -> Shown:
    shown = {(message.chat, message.slot): str(message.message_id) for message in rows}
    return {slot: shown.get(slot, "") for slot in slots}


@dataclass(slots=True)
class _Round:
    """What is asked together, and its answer; `fault` where there is none."""

    wanted: set[Slot] = field(default_factory=set)
    found: Shown = field(default_factory=dict)
    fault: str = ""
    retry: bool = True
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Slots:
    """One channel's. A trip to the database costs as much as making ten rows ready, and many are claimed at once."""

    def __init__(self, channel: str, store: Store) -> None:
        self._channel, self._store = channel, store
        self._gathers: _Round | None = None

    async def of(self, wanted: set[Slot]) -> Shown:
        """What shows these slots, others among them; StorageError."""
        if not wanted:
            return {}
        this = self._gathers
        if this is not None:
            this.wanted |= wanted
            await this.over.wait()
        else:
            this = self._gathers = _Round(set(wanted))
            try:
                await asyncio.sleep(0)  # whoever is made ready in this turn of the event loop joins in
                self._gathers = None
                await self._ask(this)
            finally:
                self._close(this)
        if this.fault:
            raise StorageError(this.fault, retry=this.retry)
        return this.found

    async def _ask(self, this: _Round) -> None:
        this.fault = "the question was given up"
        slots = sorted(this.wanted)
        try:
            rows = (await self._store.read(question(self._channel, slots)))[0]
        except StorageError as fault:
            this.fault, this.retry = str(fault), fault.retry
            return
        this.found = answer(slots, rows)
        this.fault = ""

    def _close(self, this: _Round) -> None:
        if self._gathers is this:  # cancelled while others could still join
            self._gathers, this.fault = None, "the question was given up"
        this.over.set()
