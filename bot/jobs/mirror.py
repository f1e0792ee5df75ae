"""What is kept beside the database, also in the store of files that all nodes share: who was forgotten, an empty object
`forgotten/<person id>` each, and the highest report number, `last_number/<node>`.

So whichever machine is left knows both after the database was restored. Nothing is ever taken out of either.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.delivery.objects import AWAY, Objects, ObjectsFault
from bot.jobs.forgotten import Forgotten
from bot.jobs.id_file import numbers_of
from bot.jobs.last_number import LastNumber
from bot.waiting import happens
from storage.store import Store

log = structlog.get_logger()

FORGOTTEN, NUMBERS = "forgotten/", "last_number/"
LEARN_S = 5.0
"""So long a start waits for the store; then it goes on with what stands on this machine, and learns the rest later."""
EVERY_S = 10.0
LONGEST_S = 600.0
AT_ONCE = 8


def node_of(folder: Path) -> str:
    """How this node's object is called: its machine, and its DATA_DIR where a machine has several."""
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{socket.gethostname()}-{digest[:8]}"


class Mirror:
    """Without a store (`objects` None) it does nothing. `learned`: whether all was seen that stands there."""

    def __init__(self, objects: Objects | None, forgotten: Forgotten, numbers: LastNumber, clock: Clock) -> None:
        self.objects, self.forgotten, self.numbers, self.clock = objects, forgotten, numbers, clock
        self.node = node_of(forgotten.path.parent)
        self.learned = objects is None
        self._there = set[int]()  # forgotten, and known to stand in the store
        self._number = 0  # what stands there of this node

    async def learn(self, limit_s: float = LEARN_S) -> bool:
        """Before numbers are counted on from and the forgotten are erased again, at a start and at a takeover: join
        what this machine and the store know of, here and there. False, and a warning, where the store cannot be asked
        within `limit_s` seconds: then it is done later, by `run`. OSError where the disk fails.
        """
        if self.objects is None:
            return True
        self.learned = False
        try:
            async with asyncio.timeout(limit_s):
                await self._join(self.objects)
                await self.push()
        except (ObjectsFault, TimeoutError) as fault:
            why = str(fault) if isinstance(fault, ObjectsFault) else AWAY
            log.warning("mirror.not_read", why=why)
            return False
        self.learned = True
        return True

    async def _join(self, objects: Objects) -> None:
        self._there = {n for name in await objects.names(FORGOTTEN) for n in numbers_of(name.encode()).numbers}
        for person in sorted(self._there - set(self.forgotten.ids())):
            self.forgotten.note(person)
        highest = 0
        for node in await objects.names(NUMBERS):
            number = max(numbers_of(await objects.get(f"{NUMBERS}{node}") or b"").numbers, default=0)
            self._number = number if node == self.node else self._number
            highest = max(highest, number)
        if highest > self.numbers.told():
            self.numbers.keep(highest)

    async def push(self) -> None:
        """What this machine knows and the store does not yet. ObjectsFault."""
        if self.objects is None:
            return
        missing = sorted(set(self.forgotten.ids()) - self._there)
        for few in (missing[i : i + AT_ONCE] for i in range(0, len(missing), AT_ONCE)):
            await asyncio.gather(*(self.objects.put(f"{FORGOTTEN}{person}", b"") for person in few))
            self._there.update(few)
        if (number := self.numbers.told()) > self._number:
            await self.objects.put(f"{NUMBERS}{self.node}", str(number).encode("ascii"))
            self._number = number

    async def run(self, store: Store) -> None:
        """For ever, on the node that leads: what is new goes to the store; what could not be learned is asked for, and
        then whoever is forgotten is erased again. StorageError.
        """
        pause = EVERY_S
        while True:
            await happens(asyncio.Event(), pause)
            if self.objects is None:
                continue
            try:
                if not self.learned and await self.learn(LONGEST_S):
                    if erased := await self.forgotten.apply(store, self.clock.now()):
                        log.warning("forgotten.erased_again", persons=erased)
                elif self.learned:
                    await self.push()
                pause = EVERY_S if self.learned else min(2 * pause, LONGEST_S)
            except ObjectsFault as fault:
                pause = min(2 * pause, LONGEST_S)
                log.warning("mirror.not_written", why=str(fault))
