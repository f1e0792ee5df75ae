"""The log of persons who had themselves erased: ids only, beside the database, so that a restored copy of an
earlier day does not bring them back. They are erased again by the steps of /forget (decision 90).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import structlog

from bot.delivery.files import Files
from bot.jobs.id_file import read_numbers
from bot.private_files import open_private
from handlers.base.loads import Asked, Load
from handlers.base.routes import Route, tick
from handlers.base.turn import Turn
from handlers.citizen.forget import faults_of
from handlers.citizen.forgetting import NEXT, Forgetting, about, at_once, step, what_is_left
from handlers.citizen.words import CitizenTick
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.records import Fault, Record, Timer
from storage.store import Store, Unit
from storage.ticks import Tick

log = structlog.get_logger()

T = TypeVar("T")


def person_of(key: str) -> int:
    """Whose files a timer ERASE_FILES is about: its key is the person, with a number behind for all but the first."""
    return int(key.partition(":")[0])


@dataclass(slots=True)
class Unserved:
    """Stands in for the turn of /forget where no messenger is served: nothing is said or shown. What stood in chats was
    taken away when the person was first forgotten.
    """

    now: int
    ids: Ids = field(default_factory=lambda: Ids({}))
    loaded: dict[Load[Any], tuple[Any, ...]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)

    async def load(self, unit: Unit, wanted: Sequence[Asked]) -> None:
        """What is asked for twice has the rows of both answers."""
        found = await unit.exchange(None, [asked.query for asked in wanted]) if wanted else []
        for asked, rows in zip(wanted, found, strict=True):
            self.loaded[asked.load] = (*self.many(asked.load), *asked.load.rows(rows))

    def many(self, load: Load[T]) -> tuple[T, ...]:
        return self.loaded.get(load, ())

    def new_id(self, table: str) -> int:
        return self.ids.next(table)

    def save(self, record: Record) -> None:
        self.changes.put(record)

    def after(self, ms: int, kind: str, key: object, data: str = "") -> None:
        self.save(Timer(kind, str(key), self.now + ms, data))

    def forget_timer(self, kind: str, key: object) -> None:
        self.changes.delete(Timer, kind, str(key))


async def erase_again(store: Store, person: int, now: int) -> None:
    """Erase a person whom a restored copy still knows. A kill in between leaves the timer "forgetting" for the running
    program, which goes on as after the button. StorageError.
    """
    faults, accounts, ids = await store.read(
        Query("citizen_faults", (person,)), Query("accounts_of_person", (person,)), Query("last_ids")
    )
    his = tuple((account.channel, account.user_id) for account in accounts)
    last = Ids(dict(ids))
    whose = Forgetting(person, his, before=last.next("outbox"), at=now, number=1)
    turn = Unserved(now, last)
    at_once(turn, person, lately_ms=now)
    for fault in faults_of(faults, accounts):
        turn.changes.delete(Fault, fault.id)
    async with store.unit() as unit:
        turn.after(0, CitizenTick.FORGETTING, person, whose.dump())
        await unit.commit(turn.changes)
    following: Forgetting | None = whose
    while following is not None:
        turn = Unserved(now, last)
        async with store.unit() as unit:
            await turn.load(unit, what_is_left(following))
            await turn.load(unit, about(turn.many(NEXT)))
            turn.forget_timer(CitizenTick.FORGETTING, person)
            following = step(turn, following)
            await unit.commit(turn.changes)


class Forgotten:
    """One id a line in `path`; nothing is ever taken out."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def ids(self) -> list[int]:
        """Whoever can be read; a damaged line is no reason to serve nobody. OSError."""
        found = read_numbers(self.path)
        if found.damaged:
            log.error("forgotten.damaged", lines=found.damaged)
        return list(found.numbers)

    def note(self, person_id: int) -> None:
        """On the disk before it returns; twice does no harm."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open_private(self.path, append=True) as file:
            file.write(f"\n{person_id}\n".encode("ascii"))  # before it, too: the last line may have been cut short
            file.flush()
            os.fsync(file.fileno())

    async def apply(self, store: Store, now: int) -> int:
        """Erase again whoever a restored database still knows; how many."""
        ids = self.ids()
        found = (await store.read(Query("persons_among", (json.dumps(ids),))))[0] if ids else []
        for person in found:
            await erase_again(store, person.id, now)
        return len(found)

    def routes(self, files: Files) -> tuple[Route, ...]:
        """The tick whose work is on the disk. Done twice it does no harm, so it may come before the commit."""

        def erase_files(turn: Turn) -> None:
            person = person_of(turn.event.argument)
            if turn.event.argument == str(person):
                self.note(person)
            for row in files.remove(json.loads(turn.event.text or "[]")):
                turn.save(row)
            files.exports.drop(person)

        return (tick(Tick.ERASE_FILES, erase_files),)
