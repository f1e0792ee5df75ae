"""Runs one messenger: its channel is asked who we are, read until the end, and written to by its sender."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.channels.members import Members
from bot.channels.names import described, messengers
from bot.channels.port import Channel, ChannelStopped
from bot.clock import Clock
from bot.delivery.sender import Sender
from handlers.base.event import Kind, Membership, Update
from handlers.base.shared import Bot, Shared
from handlers.base.texts import Library
from handlers.intake import Intake
from storage.changes import Query
from storage.records import Setting
from storage.store import Store

log = structlog.get_logger()

CURSOR = "cursor:"
"""Settings of this name hold how far a channel was read (its cursor)."""
MENU = ("report", "status", "reports", "now", "info", "alerts", "places", "help", "language", "privacy", "cancel")
"""Commands that the messenger's own menu offers."""
LONGEST_PAUSE_S = 30.0
OF_LIFE = (Kind.MESSAGE, Kind.BUTTON, Kind.UNBLOCKED)
"""Whoever does this can be written to, as far as we know."""
ASK_AGAIN_S = (30.0, 60.0, 120.0, 300.0)
"""A messenger that refused us is asked again after these, the last one repeated: it may have been its slip."""


def menu(library: Library) -> dict[str, list[tuple[str, str]]]:
    """The messenger's own menu of commands: (command, description) by language, the default one first."""
    languages = sorted(library.languages, key=lambda language: language != library.default)
    return {language: [(c, library.texts(language).label(f"menu-command-{c}")) for c in MENU] for language in languages}


@dataclass(slots=True)
class Runner:
    """`took` is told of each batch after its commit. `refused`: why the messenger will not have us, "" if it does.

    Works that go on for ever: `receive` and `admit`.
    """

    channel: Channel
    sender: Sender
    shared: Shared
    store: Store
    intake: Intake
    members: Members
    clock: Clock
    took: Callable[[str, Sequence[Update], int], None]
    refused: str = ""
    took_at: float = 0.0  # monotonic: a batch came in, or was committed
    _refusal: asyncio.Event = field(default_factory=asyncio.Event)
    _admission: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def moved_at(self) -> float:
        """When receiving last made a step, monotonic seconds."""
        return max(self.took_at, self.channel.round_at)

    async def introduce(self) -> str:
        """Ask the messenger who we are: "" or why it refuses us. If it cannot be asked now, `receive` goes on."""
        try:
            self.shared.bots[self.channel.name] = await self._bot()
        except ChannelStopped as fault:
            return str(fault)
        except OSError:
            log.warning("channel.not_reached", channel=self.channel.name)
        return ""

    async def _bot(self) -> Bot:
        """ChannelStopped, OSError."""
        name = self.channel.name
        bot = await self.channel.start()
        return replace(bot, opens=described(name).start_link) if name in messengers() else bot

    async def receive(self) -> None:
        """Read for ever. While the messenger refuses us nothing is read; once it admits us, reading goes on."""
        while True:
            if self.refused:
                await self._admission.wait()
            try:
                await self._be_known()
                await self.channel.publish_commands(menu(self.shared.library))
                rows = (await self.store.read(Query("setting", (f"{CURSOR}{self.channel.name}",))))[0]
                await self.channel.receive(self._take, rows[0].value if rows else "")
            except ChannelStopped as fault:
                self.refuse(str(fault))

    async def admit(self) -> None:
        """While the messenger refuses us, ask it every few minutes whether it still does; for ever."""
        asked = 0
        while True:
            await self._refusal.wait()
            await self.clock.sleep(ASK_AGAIN_S[min(asked, len(ASK_AGAIN_S) - 1)])
            asked += 1
            try:
                self.shared.bots[self.channel.name] = await self._bot()
            except (ChannelStopped, OSError):
                continue
            log.warning("channel.admitted_again", channel=self.channel.name)
            asked, self.refused = 0, ""
            self._refusal.clear()
            self._admission.set()

    def refuse(self, why: str) -> None:
        """The messenger will not have us any more (token withdrawn)."""
        if not self.refused:
            self.refused = why
            self._admission.clear()
            self._refusal.set()
            log.error("channel.stopped", channel=self.channel.name, why=why)

    async def _be_known(self) -> None:
        pause = 1.0
        while self.channel.name not in self.shared.bots:
            try:
                self.shared.bots[self.channel.name] = await self._bot()
            except OSError:
                await self.clock.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _take(self, updates: Sequence[Update], cursor: str) -> None:
        self.took_at = self.clock.monotonic()
        for update in updates:
            if update.event is not None and update.event.kind is Kind.MEMBER:
                self.members.note(update.event)
            if update.members_of is not None:
                self.members.forget(update.channel, update.members_of)
        await self.intake.take(updates, Setting(f"{CURSOR}{self.channel.name}", cursor) if cursor else None)
        self.took_at = self.clock.monotonic()
        self._tell_sender(updates)
        self.took(self.channel.name, updates, self.clock.now())

    def _tell_sender(self, updates: Sequence[Update]) -> None:
        """A chat that took nothing may do so now that something comes from it, unless that is the bot's own removal."""
        held, came = self.sender.dispatch.held, set[str]()
        for update in updates:
            event = update.event
            if event is not None and event.kind is Kind.RIGHTS and event.member == Membership.GONE:
                held.left(event.chat, self.clock.now())
                came.discard(event.chat)
            elif event is not None and (held.chats or (event.private and event.kind in OF_LIFE)):
                came.add(event.chat)
        if came:
            self.sender.alive(came)
