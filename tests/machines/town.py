"""A town for the state machine: the real program over its messengers, kept running from example to example."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import threading
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from bot.sandbox.world import Change, Messenger, ShownMessage
from storage.records import Account, Person
from tests.persons.stage import SOON_S, Stage
from tests.world.world import keep

T = TypeVar("T")
QUIET_S, MANY_WAITS = 3.0, 12


class Town:
    """One loop in a thread of its own holds the program and the messengers; `do` runs things there.

    `shown` are all buttons that ever stood in a chat, as (message, data); `stirs` counts what the bot did there.
    `water` is an organisation with a chat of its own in VK: (one of its staff, the chat).
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="otklik-town-")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.shown: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self.stirs: dict[tuple[str, str], int] = defaultdict(int)
        self.stage = self.do(self._open())
        # One for all looks: a connection reads the whole schema first, and machines look a hundred times a step.
        path = f"{self._folder.name}/otklik.db"
        self._looks = sqlite3.connect(path, check_same_thread=False, isolation_level=None)

    async def _open(self) -> Stage:
        stage = Stage(Path(self._folder.name), "telegram")
        vera = stage.vk.add_person("Вера из водоканала").id
        self.water = (vera, stage.vk.add_group("Водоканал", administrators=(vera,)).id)
        chats = {"water": f"vk:{self.water[1]}"}
        own = tuple(replace(each, chat=chats.get(each.code, "")) for each in stage.region.organisations)
        stage.region = replace(stage.region, organisations=own, _by_code={})
        for emulator in stage.emulators.values():
            emulator.listeners.append(self._note)
        await stage.open()
        self._neighbour = stage.max.add_person("Сосед").id
        return stage

    def _note(self, change: Change) -> None:
        where = (change.messenger, change.chat)
        message = change.message
        if change.kind == "toast" or (message is not None and message.sender == "bot"):
            self.stirs[where] += 1
        if message is not None and message.sender == "bot":
            for row in message.buttons:
                for button in row:
                    if button.data and (message.id, button.data) not in self.shown[where]:
                        self.shown[where].append((message.id, button.data))

    async def joined(self, accounts: Iterable[tuple[str, str]]) -> None:
        """These (messenger, user) are one person's from now on."""
        app = self.stage.app
        number, now = app.shared.ids.next("person"), self.stage.clock.now()
        await keep(app.store, Person(number, now, "ru"), *(Account(*account, number, now) for account in accounts))

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(90)

    def look(self, what: str, table: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
        return self._looks.execute(f"SELECT {what} FROM {table} WHERE {where}").fetchall()

    async def quiet(self) -> None:
        """As `Stage.quiet`, also of what a messenger is asked again soon; saying what is left. Whom MAX suspends the
        bot doubts until somebody else there takes a message, if it has not heard of it; so somebody else writes.
        """
        for _ in range(MANY_WAITS):
            with suppress(TimeoutError):
                async with asyncio.timeout(QUIET_S):
                    await self.stage.quiet(SOON_S)
                return
            due, wait_s = await self.stage._left()
            if due and wait_s > SOON_S:
                self.stage.max.say(self._neighbour, self._neighbour, "/help")
                self.stage.clock.leap(wait_s)
        left = self.look("id, channel, chat, lane, op, state, attempts, why", "outbox", "state < 2")
        timers = self.look("kind, key", "timer", f"due_at <= {self.stage.clock.now()}")
        raise AssertionError(f"never quiet: {left} {timers}")

    def close(self) -> None:
        self._looks.close()
        self.do(self.stage.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._folder.cleanup()


def bot_messages(world: Messenger, chat: str) -> list[ShownMessage]:
    return [m for m in world.chats[chat].messages if m.sender == "bot" and not m.deleted]
