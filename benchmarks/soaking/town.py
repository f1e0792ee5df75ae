"""The people of a soak: citizens and operators as in the kill tests, at the pace of real time, and two who watch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.sandbox.world import Change, Messenger, WorldFile
from tests.chaos.life import Life, bot_says, button

PAUSE_S = (0.1, 0.4)
WITNESS_S, MISSED_S = 4.0, 120.0
CARDS = "purpose = 'card' AND slot <> '' ORDER BY report_id DESC LIMIT 200"


@dataclass
class Witness:
    """Somebody in a messenger who asks for help again and again, and how long he waited each time (seconds)."""

    world: Messenger
    user: str
    waits: list[float] = field(default_factory=list)
    missed: int = 0

    async def watches(self) -> None:
        while True:
            before, began = self._heard(), time.monotonic()
            self.world.say(self.user, self.user, "/help")
            while self._heard() == before and time.monotonic() - began < MISSED_S:  # noqa: ASYNC110 - a screen
                await asyncio.sleep(0.05)
            if self._heard() == before:
                self.missed += 1
            else:
                self.waits.append(time.monotonic() - began)
            await asyncio.sleep(WITNESS_S)

    def _heard(self) -> int:
        return sum(m.sender == "bot" for m in self.world.chats[self.user].messages)


class Silence:
    """The longest time between two things that the bot said or changed in a messenger, in seconds, until `ends`."""

    def __init__(self, world: Messenger) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._world = world
        world.listeners.append(self._heard)

    def ends(self) -> None:
        """Nobody asks for anything any more."""
        self.longest = max(self.longest, time.monotonic() - self._last)
        self._world.listeners.remove(self._heard)

    def _heard(self, change: Change) -> None:
        if change.message is not None and change.message.sender == "bot":
            now = time.monotonic()
            self.longest, self._last = max(self.longest, now - self._last), now


class Town(Life):
    """`settle_in`, then `lives` until cancelled. Whoever writes into the database past the program holds `database`."""

    def settle_in(self, citizens: int) -> None:
        super().settle_in(citizens)
        self.database = asyncio.Lock()
        self.witnesses = []
        for world in self.emulators.values():
            user = world.add_person("Свидетель").id
            world.start(user)
            self.witnesses.append(Witness(world, user))
        self.silences = {world.name: Silence(world) for world in self.emulators.values()}

    async def lives(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._traffic())
            for witness in self.witnesses:
                tasks.create_task(witness.watches())

    async def _traffic(self) -> None:
        while True:
            await self.acts()

    async def acts(self) -> None:
        """One thing that somebody does, after a pause."""
        await asyncio.sleep(self.dice.uniform(*PAUSE_S))
        if self.dice.random() < 0.1:
            await self.operator_acts()
        else:
            self.citizen_acts(*self.dice.choice(self.people))

    def citizen_acts(self, world: Messenger, user: str) -> None:
        """Presses what leads on, if it is shown; else writes, until his draft is long enough to be sent."""
        found = button(bot_says(world, user)[-4:], ("c_consent", "c_send"))
        if found and self.dice.random() < 0.7:
            world.press(user, user, *found)
        else:
            self.says_something(world, user)

    def says_something(self, world: Messenger, user: str, files: Sequence[WorldFile] = ()) -> None:
        mark = f"мк{len(self.said):05d}х"
        self.said.append(mark)
        world.say(user, user, f"Яма, Сосновинка, Лесная, {self.dice.randrange(1, 40)} {mark}", files=files)

    async def operator_acts(self) -> None:
        """Answers the newest report that has a card and no answer yet."""
        for message, report in await self.look("message_id, report_id", "sent_message", CARDS):
            if report in self.answered:
                continue
            mark = f"от{report:05d}х"
            try:
                chat = self.scene.admin_chat_id
                self.world("telegram").say(self.scene.operators[0], chat, f"Бригада выехала {mark}", reply_to=message)
            except LookupError:
                continue  # a gathered card has taken its place
            self.answered[report] = mark
            return

    def waits(self) -> Iterator[float]:
        for witness in self.witnesses:
            yield from witness.waits
