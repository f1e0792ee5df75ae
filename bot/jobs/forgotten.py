"""The log of persons who had themselves erased: ids only, beside the database, so that a restored copy of an
earlier day does not bring them back.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import structlog

from bot.delivery.files import Files
from bot.jobs.id_file import read_numbers
from bot.private_files import open_private
from handlers.base.routes import Route, tick
from handlers.base.turn import Turn
from handlers.citizen.forget import erasing, faults_of
from storage.changes import Changes, Query
from storage.records import Fault
from storage.store import Store
from storage.ticks import Tick

log = structlog.get_logger()


def person_of(key: str) -> int:
    """Whose files a timer ERASE_FILES is about: its key is the person, with a number behind for all but the first."""
    return int(key.partition(":")[0])


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
            faults, accounts = await store.read(
                Query("citizen_faults", (person.id,)), Query("accounts_of_person", (person.id,))
            )
            changes = Changes(commands=list(erasing(person.id, now)))
            for fault in faults_of(faults, accounts):
                changes.delete(Fault, fault.id)
            async with store.unit() as unit:
                await unit.commit(changes)
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
