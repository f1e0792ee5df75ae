"""The messengers are asked who we are: at the start, and by a node that waits for the lead, before it is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.channels.runner import Runner
from bot.lead.lead import Lead
from bot.start import StartFailed
from bot.waiting import end_all
from storage.lead import lease_clock

AGAIN_S = 30.0
"""A messenger that could not be asked is asked again so much later, while the node waits."""


class Introduction:
    """A standby asks beside its waiting, and says in /readyz how it went; whoever runs alone asks in `ends`."""

    def __init__(self, runners: Iterable[Runner], lead: Lead) -> None:
        self._runners, self._lead = list(runners), lead
        self._asking: asyncio.Task[None] | None = None
        self._asked_at = 0.0

    async def __aenter__(self) -> Introduction:
        if self._lead.standby:
            self._ask()
            self._lead.meanwhile = self._look
        return self

    async def __aexit__(self, *_: object) -> None:
        self._lead.meanwhile = lambda: None
        if self._asking is not None:
            await end_all((self._asking,))

    async def ends(self) -> None:
        """Every messenger was asked. StartFailed if all refuse us."""
        await (self._asking or self._introduce(self._runners))

    def _ask(self) -> None:
        self._asked_at = lease_clock()
        unknown = [runner for runner in self._runners if runner.channel.name not in runner.shared.bots]
        self._asking = asyncio.create_task(self._introduce(unknown), name="introduction")

    def _look(self) -> None:
        """StartFailed, as soon as that is known."""
        if self._asking is None or not self._asking.done():
            return
        self._asking.result()
        known = all(runner.channel.name in runner.shared.bots for runner in self._runners)
        if not known and lease_clock() - self._asked_at >= AGAIN_S:
            self._ask()

    async def _introduce(self, runners: list[Runner]) -> None:
        refusals = await asyncio.gather(*(runner.introduce() for runner in runners))
        if runners and all(refusals) and len(runners) == len(self._runners):
            raise StartFailed("cli-channel-refused", channel=runners[0].channel.name, why=refusals[0])
        for runner, why in zip(runners, refusals, strict=True):
            if why:
                runner.refuse(why)
