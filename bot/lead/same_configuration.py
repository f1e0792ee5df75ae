"""Whether all nodes on one database were told the same: a standby with another region or other settings would go on
as somebody else. The node that leads writes its sum down, one that waits shows the beginning of its own.
"""

from __future__ import annotations

import asyncio

import structlog

from bot.configuration import sum_of
from bot.settings import Settings
from storage.changes import Changes, Query
from storage.lead import MARK
from storage.region.region import Region
from storage.store import StorageError, Store

log = structlog.get_logger()

ANSWER_S = 2.0
DIFFERS = "differs"


def configuration_of(settings: Settings, region: Region) -> str:
    """The sum of what this node was told; "" where it cannot be said: then nothing is compared."""
    try:
        return sum_of(settings, region.clients, region.webhooks)
    except OSError as fault:
        log.warning("configuration.not_read", fault=type(fault).__name__)
        return ""


class SameConfiguration:
    """`trouble`: DIFFERS, or "" while nobody is known who was told something else."""

    def __init__(self, store: Store, configuration: str) -> None:
        self.store, self.configuration = store, configuration
        self.trouble = ""

    @property
    def mark(self) -> str:
        return self.configuration[:MARK]

    async def write(self, epoch: int) -> None:
        """This node leads now. StorageError."""
        changes = Changes()
        changes.command("lead_configure", epoch, self.configuration)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def look(self, *, leading: bool) -> None:
        """Compare; what cannot be asked now, or is not there yet (an older program's database), is asked later."""
        if not self.configuration:
            return
        try:
            async with asyncio.timeout(ANSWER_S):
                others = await self._waiting() if leading else await self._leading()
        except (StorageError, TimeoutError) as fault:
            log.debug("configuration.not_compared", error=type(fault).__name__)
            return
        before, self.trouble = self.trouble, DIFFERS if others - {self.mark} else ""
        if self.trouble != before:
            log.warning("configuration.compared", differs=bool(self.trouble), leading=leading)

    async def _waiting(self) -> frozenset[str]:
        return (await self.store.seats()).marks

    async def _leading(self) -> frozenset[str]:
        rows = (await self.store.read(Query("lead_configuration")))[0]
        return frozenset(told[:MARK] for (told,) in rows if told)
