"""A town for the state machine: the real program over its messengers, kept running from example to example."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import threading
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Any, TypeVar

from bot.sandbox.world import Change, Messenger, ShownMessage
from storage.changes import Query
from storage.records import Account, Person
from tests.persons.stage import Stage
from tests.world.world import keep

T = TypeVar("T")
LOOK_S = 0.003
QUIET_S = 15.0


class Town:
    """One loop in a thread of its own holds the program and the messengers; `do` runs things there.

    `shown` are all buttons that ever stood in a chat, as (message, data); `stirs` counts what the bot did there.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="otklik-town-")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.shown: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self.stirs: dict[tuple[str, str], int] = defaultdict(int)
        self.stage = self.do(self._open())

    async def _open(self) -> Stage:
        stage = Stage(Path(self._folder.name), "telegram")
        for emulator in stage.emulators.values():
            emulator.listeners.append(self._note)
        await stage.open()
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
        path = f"{self._folder.name}/otklik.db"
        connection = sqlite3.connect(path)
        try:
            return connection.execute(f"SELECT {what} FROM {table} WHERE {where}").fetchall()
        finally:
            connection.close()

    async def quiet(self) -> None:
        """As `Stage.quiet`, looking closer: a machine takes hundreds of steps."""
        calm = 0
        try:
            async with asyncio.timeout(QUIET_S):
                while calm < 3:
                    calm = 0 if await self._busy() else calm + 1
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            left = self.look("id, channel, chat, lane, op, state, attempts, why", "outbox", "state < 2")
            timers = self.look("kind, key", "timer", f"due_at <= {self.stage.clock.now()}")
            raise AssertionError(f"never quiet: {left} {timers}") from None

    async def _busy(self) -> bool:
        stage = self.stage
        if any(emulator.pending() for emulator in stage.emulators.values()):
            return True
        now = stage.clock.now()
        due, depths = await stage.app.store.read(Query("timers_due", (now, 1)), Query("outbox_depths"))
        return bool(due) or any(earliest <= now for _, _, _, earliest in depths)

    def close(self) -> None:
        self.do(self.stage.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._folder.cleanup()


def bot_messages(world: Messenger, chat: str) -> list[ShownMessage]:
    return [m for m in world.chats[chat].messages if m.sender == "bot" and not m.deleted]
