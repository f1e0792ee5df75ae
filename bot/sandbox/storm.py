"""The storm: hundreds of invented citizens report within a minute, over all messengers.

They behave like citizens: write, sometimes with a photo or a place, tell the place when they are asked,
and press the button that leads on until the report is passed on. Their phones are not shown; the operators'
chat and the panel show the rest.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.sandbox.samples import SAMPLES, sample_png
from bot.sandbox.storm_texts import citizen_name, report_text
from bot.sandbox.world import Change, Messenger, ShownMessage, WorldFile
from storage.region.region import Region, Settlement

log = structlog.get_logger()

TOTAL = 500
MINUTE_S = 60.0
TAIL_S = 180.0
"""How long the last citizens may still press buttons after the last report was written."""
QUIET_S = 15.0
"""When nobody has pressed anything for so long, the storm is over."""
PRESSES = 6
"""A citizen presses at most so many buttons in one storm."""
ONWARD = ("main", "good")
"""Styles of the button that leads on, the likelier first."""


@dataclass(slots=True)
class Citizen:
    messenger: Messenger
    user: str
    chat: str
    place: tuple[float, float] | None = None  # told when the bot asks something; None: told or not known
    presses: int = 0
    pressed: str = ""


@dataclass(slots=True)
class Progress:
    """`written` reports of `total`, in the storm that runs or ran last."""

    running: bool = False
    total: int = 0
    written: int = 0
    pressed: int = 0


class Storm:
    """At most one storm at a time; its citizens are made once and come back in the next one."""

    def __init__(self, messengers: Mapping[str, Messenger], clock: Clock, region: Region | None, seed: int = 1) -> None:
        self.progress = Progress()
        self._messengers = list(messengers.values())
        self._clock, self._region, self._rng = clock, region, random.Random(seed)
        self._citizens: list[Citizen] = []
        self._at_chat: dict[tuple[str, str], Citizen] = {}
        self._to_press: deque[tuple[Citizen, str, str]] = deque()
        self._making = False
        self._task: asyncio.Task[None] | None = None
        for messenger in self._messengers:
            messenger.listeners.append(self._heard)

    @property
    def hidden(self) -> frozenset[tuple[str, str]]:
        """(messenger, user) of every invented citizen."""
        return frozenset((c.messenger.name, c.user) for c in self._citizens)

    def is_hidden(self, messenger: str, chat: str) -> bool:
        return self._making or (messenger, chat) in self._at_chat

    def begin(self, total: int = TOTAL, seconds: float = MINUTE_S) -> bool:
        """Start a storm of at most TOTAL reports; False if one is running."""
        if self.progress.running:
            return False
        self.progress = Progress(running=True, total=max(1, min(total, TOTAL)))
        self._task = asyncio.create_task(self._run(self.progress.total, seconds))
        return True

    async def stop(self) -> None:
        """End a running storm; what was written stays written."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self.progress.running = False

    async def close(self) -> None:
        await self.stop()
        for messenger in self._messengers:
            if self._heard in messenger.listeners:
                messenger.listeners.remove(self._heard)

    async def _run(self, total: int, seconds: float) -> None:
        log.info("storm-begins", total=total)
        for citizen in self._citizens:
            citizen.presses, citizen.pressed = 0, ""
        begun = self._clock.monotonic()
        try:
            while self.progress.written < total:
                due = min(total, 1 + int((self._clock.monotonic() - begun) / seconds * total))
                for number in range(self.progress.written, due):
                    self._report(number)
                    if number % 10 == 9:  # after a leap of time many are due at once
                        await asyncio.sleep(0)
                self._press_some()
                await self._clock.sleep(seconds / total)
            await self._tail()
        finally:
            self.progress.running = False
            log.info("storm-ends", written=self.progress.written, pressed=self.progress.pressed)

    async def _tail(self) -> None:
        """What the bot still asks is answered, until all is quiet."""
        now = self._clock.monotonic
        ends, quiet_at, pressed = now() + TAIL_S, now() + QUIET_S, self.progress.pressed
        while now() < min(ends, quiet_at):
            self._press_some()
            if self.progress.pressed > pressed:
                pressed, quiet_at = self.progress.pressed, now() + QUIET_S
            await self._clock.sleep(0.1)

    def _report(self, number: int) -> None:
        citizen = self._citizen(number)
        settlement = self._rng.choice(self._region.settlements) if self._region and self._region.settlements else None
        text = report_text(self._rng, settlement.name if settlement else "")
        files = (self._photo(),) if self._rng.random() < 0.15 else ()
        citizen.messenger.say(citizen.user, citizen.chat, text, files=files)
        citizen.place = self._near(settlement) if settlement else None
        if self._rng.random() < 0.4:
            tell_place(citizen)
        self.progress.written += 1

    def _citizen(self, number: int) -> Citizen:
        if number < len(self._citizens):
            return self._citizens[number]
        messenger = self._messengers[number % len(self._messengers)]
        self._making = True  # whoever is told of the new person already finds him hidden
        person = messenger.add_person(citizen_name(self._rng))
        self._making = False
        citizen = Citizen(messenger, person.id, messenger.private_chat(person.id))
        self._citizens.append(citizen)
        self._at_chat[messenger.name, citizen.chat] = citizen
        messenger.start(person.id)
        return citizen

    def _photo(self) -> WorldFile:
        name = self._rng.choice(SAMPLES)
        return WorldFile("photo", f"{name}.png", "image/png", sample_png(name))

    def _near(self, settlement: Settlement) -> tuple[float, float]:
        """A point within about two kilometres of a settlement."""
        lat = settlement.lat + self._rng.uniform(-0.018, 0.018)
        return round(lat, 5), round(settlement.lon + self._rng.uniform(-0.03, 0.03), 5)

    def _heard(self, change: Change) -> None:
        """A message of the bot to one of the citizens: remember the button that leads on, or that he is asked."""
        citizen = self._at_chat.get((change.messenger, change.chat))
        message = change.message
        if not self.progress.running or citizen is None or message is None or message.sender != "bot":
            return
        if change.kind in ("message", "edit") and message.buttons:
            self._to_press.append((citizen, message.id, onward(message)))

    def _press_some(self) -> None:
        """Press what is waiting, a few at a time, so that the storm stays a stream."""
        for _ in range(min(len(self._to_press), 25)):
            citizen, message, data = self._to_press.popleft()
            mark = f"{message}/{data}"
            if not data:
                tell_place(citizen)
                continue
            if citizen.presses >= PRESSES or citizen.pressed == mark:
                continue
            citizen.presses, citizen.pressed = citizen.presses + 1, mark
            citizen.messenger.press(citizen.user, citizen.chat, message, data)
            self.progress.pressed += 1


def tell_place(citizen: Citizen) -> None:
    """Say where it is, once; what the bot asks without a leading button is nearly always this."""
    place, citizen.place = citizen.place, None
    if place is not None:
        citizen.messenger.say(citizen.user, citizen.chat, lat=place[0], lon=place[1])


def onward(message: ShownMessage) -> str:
    """The data of the button that leads on: the one with a leading style, or ""."""
    buttons = [button for row in message.buttons for button in row if button.data]
    for style in ONWARD:
        for button in buttons:
            if button.style == style:
                return button.data
    return ""
