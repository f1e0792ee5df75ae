"""This node's part in the lead: it waits for it, keeps it, and stops when it is lost or asked for (decision 0053)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import structlog

from bot.lead.same_configuration import SameConfiguration, configuration_of
from bot.settings import Settings
from bot.waiting import end_all
from storage.lead import RENEW_S, WAIT_S, lease_clock
from storage.region.region import Region
from storage.store import LeadLost, NewerSchema, StorageError, Store

log = structlog.get_logger()

LEAD_LOST = "lead-lost"
"""Why the program ended (bot.supervise.ServiceFailed): it is to be started anew, as a standby."""
SETTLE_S = 1.1
"""Whoever led may have used up the messengers' last second just before."""
AGAIN_S = 0.2
"""After a renewal that failed."""
WATCH_S = 0.25
LOOK_S = 30.0
"""Between looks whether the database has become a newer program's, and at what is to be known while waiting."""


def make_lead(store: Store, settings: Settings, region: Region) -> Lead:
    """As the settings say; a node without a name is called like its machine."""
    lead = Lead(store, settings.node_name or socket.gethostname(), standby=settings.standby)
    if lead.standby:
        lead.same.configuration = configuration_of(settings, region)
    return lead


class Lead:
    """`standby` False: this program is the only one, whoever opens its database leads, and nothing is ever asked.

    `lost` and `end` are called when the lead is lost, `give` when somebody asked for it, `meanwhile` at every look of a
    node that waits.
    """

    def __init__(self, store: Store, node: str, *, standby: bool) -> None:
        self.store, self.node, self.standby = store, node, standby
        self.same = SameConfiguration(store, "")
        self.role = "standby" if standby else "alone"
        self.newer, self.given, self.entered, self.epoch = "", False, False, 0
        self.end: Callable[[str], None] = lambda why: None
        self.give: Callable[[], None] = lambda: None
        self.meanwhile: Callable[[], None] = lambda: None
        self.lost: Callable[[], None] = lambda: None
        self._taken_at = 0.0
        self._keeping: tuple[asyncio.Task[None], ...] = ()
        self._looked_at = self._compared_at = 0.0

    def leading(self) -> bool:
        """Whether this process may act on the world now: speak, fetch, call. To be asked right before."""
        return not self.standby or (self.role == "leading" and self.store.leading())

    def may_call(self) -> bool:
        """The same for the messengers' clients: a node that waits asks them who it is, and nothing else."""
        return not self.standby or self.role == "standby" or self.store.leading()

    # -- waiting --------------------------------------------------------------------------------
    async def wait(self) -> None:
        """Until the lead is this node's, in an open store. StorageError: what a person has to mend."""
        self.role, opened = "standby", False
        log.info("lead.waits", node=self.node)
        while True:
            self.meanwhile()
            try:
                if not opened:
                    await self.store.open()
                    opened = True
                if await self._is_newer() or not await self.store.contend(self.node, self.same.mark):
                    await self._compare_now()
                    await asyncio.sleep(WAIT_S)
                    continue
                self._taken_at, self._looked_at = lease_clock(), 0.0
                if not await self._is_newer():
                    break
                await self.store.close()  # what another node began meanwhile is too new for this one
                opened = False
            except StorageError as fault:
                if not fault.retry:
                    raise
                log.warning("lead.not_reached", error=type(fault).__name__)
                await asyncio.sleep(RENEW_S)
        self.role, self.same.trouble = "leading", ""
        works = {"lead renewed": self._keep(), "lead watched": self._watch(), "nodes compared": self._compare()}
        self._keeping = tuple(asyncio.create_task(work, name=name) for name, work in works.items())

    async def _is_newer(self) -> bool:
        """Whether the database belongs to a newer program; asked now and then."""
        if not self._looked_at or lease_clock() - self._looked_at >= LOOK_S:
            try:
                await self.store.pending()
                self.newer = ""
            except NewerSchema as fault:
                if not self.newer:
                    log.error("lead.newer_schema", why=str(fault))
                self.newer = str(fault)
            self._looked_at = lease_clock()
        return bool(self.newer)

    async def _compare_now(self) -> None:
        if not self._compared_at or lease_clock() - self._compared_at >= LOOK_S:
            self._compared_at = lease_clock()
            await self.same.look(leading=False)

    async def enter(self) -> None:
        """After the migration: write down who leads. StorageError."""
        if self.standby:
            self.epoch = await self.store.enter_lead(self.node)
            await self.same.write(self.epoch)
            log.warning("lead.taken", node=self.node, epoch=self.epoch)

    async def settle(self) -> None:
        """Before the first call."""
        if self.standby:
            await asyncio.sleep(max(0.0, self._taken_at + SETTLE_S - lease_clock()))
        self.entered = True

    # -- leading --------------------------------------------------------------------------------
    async def _keep(self) -> None:
        """Renew for ever; return when the lead is lost."""
        while True:
            asked, pause_s = False, AGAIN_S
            try:
                async with asyncio.timeout(RENEW_S * 4):
                    asked = await self.store.keep_lead()
                pause_s = RENEW_S
            except LeadLost as fault:
                self.lose(fault.why)
                return
            except (StorageError, TimeoutError) as fault:
                log.warning("lead.not_renewed", error=type(fault).__name__)
            if asked and not self.given:
                log.warning("lead.given", node=self.node, epoch=self.epoch)
                self.given = True
                self.give()
            await asyncio.sleep(pause_s)

    async def _compare(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            await self.same.look(leading=True)

    async def _watch(self) -> None:
        """Whatever a renewal waits for: when its time is over, the lead is lost."""
        while (left_s := self.store.lead_left_s()) > 0:  # noqa: ASYNC110 - it only becomes later, nobody signals that
            await asyncio.sleep(min(left_s, WATCH_S))
        self.lose("it could not be renewed in time")

    def lose(self, why: str) -> None:
        """For good: nothing is said, fetched or written any more."""
        if self.role != "ending":
            self.role = "ending"
            log.critical("lead.lost", node=self.node, epoch=self.epoch, why=why)
            self.store.lose_lead()
            self.lost()
            self.end(LEAD_LOST)

    async def let_go(self) -> None:
        """Before the store is closed; the node may wait again after it."""
        keeping, self._keeping = self._keeping, ()
        if keeping:
            await end_all(keeping)
        if self.standby and self.role == "leading":
            self.role = "standby"
        self.entered = False

    def measured(self) -> dict[tuple[str, ...], float]:
        """(node,) -> 1 while it leads, else 0; nothing of a program that runs alone."""
        return {(self.node,): float(self.leading())} if self.standby else {}

    def told(self) -> dict[str, Any]:
        """For /readyz and /leadz."""
        told: dict[str, Any] = {"role": self.role, "node": self.node, "epoch": self.epoch} if self.standby else {}
        return told | ({"schema": "newer"} if self.newer else {})
