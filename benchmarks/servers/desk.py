"""Emulated messengers with their limits: citizens who report with three photos, four operators on shift, one more who
presses in the group.

`admin`: the messenger of the operators' chat. `/control/load` {"minutes", "per_minute"} lets everything begin;
`/control/figures` tells what everybody saw (Town.figures).
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from benchmarks.sides.ours import TOKEN
from bot.clock import RealClock
from bot.sandbox.loopback import json_response
from bot.sandbox.samples import SAMPLES, sample_png
from bot.sandbox.storm import Citizen, onward
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Change, ShownMessage, WorldFile

NUMBER = re.compile(r"сообщение — №\s*(\d+)")
CARD = re.compile(r"№\s(\d+) ·")
DELIVERED = "доставлено"
OPERATORS, PHOTOS, DANGER_EACH = 4, 3, 10
READS_S, PRESSES_S = (6.0, 12.0), (0.8, 2.5)
"""How long an operator reads and writes, and until he presses on."""
GROUP_EACH_S = 20.0
Emulator = TelegramEmulator | VkEmulator


def button(message: ShownMessage, word: str) -> str:
    """The data of the message's button of this word; VK has it as JSON."""
    found = (b.data for row in message.buttons for b in row)
    return next((data for data in found if re.search(rf"(?<![a-z_]){word}(?![a-z_])", data)), "")


class Town:
    """Everybody, and what each saw when (monotonic seconds)."""

    def __init__(self, telegram: TelegramEmulator, vk: VkEmulator, admin: str, *, shifts: bool) -> None:
        self.messengers: tuple[Emulator, Emulator] = (telegram, vk)
        self.staff: Emulator = telegram if admin == "telegram" else vk
        self.shifts = shifts  # else the first operator works in the group
        self.dice, self.clock = random.Random(11), telegram.clock
        self.operators = [self.staff.add_person(f"Оператор {n + 1}").id for n in range(OPERATORS)]
        self.duty = self.staff.add_person("Старший смены").id
        self.group = self.staff.add_group("Сотрудники", administrators=(self.duty, *self.operators)).id
        self.citizens: dict[tuple[str, str], tuple[Citizen, bool]] = {}
        self.filed: dict[int, tuple[float, bool]] = {}  # report -> when, whether it is dangerous
        self.offered: dict[int, float] = {}  # report -> when its card was first seen, on a desk or in the group
        self.pressed: dict[str, float] = {}  # operator -> when he pressed, until something shows
        self.waits: list[float] = []  # presses on desks
        self.group_waits: list[float] = []  # presses in the group
        self.group_pressed: dict[str, float] = {}  # message -> when
        self.answered: dict[int, float] = {}
        self.delivered: dict[int, float] = {}  # report -> seconds from the answer to "delivered" on the desk
        self.busy: set[str] = set()
        self.over = False
        self.tasks: set[asyncio.Task[None]] = set()
        for messenger in self.messengers:
            messenger.listeners.append(self._heard)

    # -- the load ---------------------------------------------------------------------------------
    async def lives(self, minutes: float, per_minute: float) -> None:
        for user in self.operators if self.shifts else ():
            self.staff.start(user)
            self.staff.say(user, user, "моя смена")
        await asyncio.sleep(5)
        async with asyncio.TaskGroup() as group:
            presser = group.create_task(self._presses_in_group() if self.shifts else asyncio.sleep(0))
            began, total = self.clock.monotonic(), int(minutes * per_minute)
            for number in range(total):
                await asyncio.sleep(max(0.0, began + number * 60 / per_minute - self.clock.monotonic()))
                self._reports(number)
            await asyncio.sleep(30)
            presser.cancel()
        self.over = True

    def _reports(self, number: int) -> None:
        messenger = self.messengers[number % 2]
        person = messenger.add_person(f"Житель {number}")
        messenger.start(person.id)
        danger = number % DANGER_EACH == DANGER_EACH - 1
        self.citizens[messenger.name, person.id] = Citizen(messenger, person.id, person.id), danger
        what = "в подъезде пахнет газом" if danger else "третий день не чистят снег, не пройти"
        photos = tuple(
            WorldFile("photo", f"{number}-{n}.png", "image/png", sample_png(SAMPLES[n % len(SAMPLES)]))
            for n in range(PHOTOS)
        )
        messenger.say(person.id, person.id, f"В Сосновинке на улице Лесной, {number + 1} {what}", files=photos)

    async def _presses_in_group(self) -> None:
        """Whoever looks on in the group opens a menu on a card that stands there, and leaves it again."""
        while True:
            await asyncio.sleep(GROUP_EACH_S)
            shown = [m for m in self.staff.chats[self.group].messages if m.sender == "bot" and not m.deleted]
            for word in ("o_topic", "o_card"):
                card = next((m for m in reversed(shown) if button(m, word)), None)
                if card is not None:
                    self.group_pressed[card.id] = self.clock.monotonic()
                    self.staff.press(self.duty, self.group, card.id, button(card, word))
                    await asyncio.sleep(6)

    # -- what is seen -----------------------------------------------------------------------------
    def _heard(self, change: Change) -> None:
        message = change.message
        if message is None or message.sender != "bot" or change.kind not in ("message", "edit"):
            return
        now = self.clock.monotonic()
        if change.messenger == self.staff.name and change.chat == self.group:
            self._in_group(message, change.kind, now)
        elif change.messenger == self.staff.name and change.chat in self.operators:
            self._on_desk(change.chat, message, change.kind, now)
        elif (found := self.citizens.get((change.messenger, change.chat))) is not None:
            self._of_citizen(*found, message, now)

    def _of_citizen(self, citizen: Citizen, danger: bool, message: ShownMessage, now: float) -> None:
        if found := NUMBER.search(message.text):
            self.filed.setdefault(int(found[1]), (now, danger))
        elif (data := onward(message)) and citizen.pressed != f"{message.id}/{data}":
            citizen.pressed = f"{message.id}/{data}"
            self._later((0.5, 2.0), lambda: citizen.messenger.press(citizen.user, citizen.chat, message.id, data))

    def _in_group(self, message: ShownMessage, kind: str, now: float) -> None:
        if kind == "message" and (found := CARD.search(message.text)) and message.buttons:
            self.offered.setdefault(int(found[1]), now)
            if not self.shifts:
                self._later(PRESSES_S, lambda: self._takes(message))
        if kind == "edit" and not self.shifts and (found := CARD.search(message.text)):
            self._works(message, int(found[1]), now)
        if kind == "edit" and (at := self.group_pressed.pop(message.id, None)) is not None:
            self.group_waits.append(now - at)

    def _takes(self, card: ShownMessage) -> None:
        self.group_pressed[card.id] = self.clock.monotonic()
        self.staff.press(self.operators[0], self.group, card.id, button(card, "o_take"))

    def _works(self, card: ShownMessage, number: int, now: float) -> None:
        """A card in the group that was taken is answered, and at last says whether that arrived."""
        if number in self.answered:
            if DELIVERED in card.text:
                self.delivered.setdefault(number, now - self.answered[number])
        elif button(card, "o_release"):
            self.answered[number] = now + PRESSES_S[1]
            asyncio.get_running_loop().call_later(
                PRESSES_S[1], self.staff.say, self.operators[0], self.group, f"№ {number} Приедут сегодня до вечера"
            )

    def _on_desk(self, user: str, message: ShownMessage, kind: str, now: float) -> None:
        if kind == "message" and (at := self.pressed.pop(user, None)) is not None:
            self.waits.append(now - at)
        if kind == "message" and (data := button(message, "o_sbegin")):
            self._press(user, message, data)
        elif kind == "message" and (data := button(message, "o_undo")):
            self._press(user, message, button(message, "o_next"))
        elif found := CARD.search(message.text):
            number = int(found[1])
            if kind == "message" and not message.reply_to:
                self.offered.setdefault(number, now)
                self._later(READS_S, lambda: self._answer(user, number))
            elif DELIVERED in message.text and number in self.answered:
                self.delivered.setdefault(number, now - self.answered[number])

    def _answer(self, user: str, number: int) -> None:
        self.answered[number] = self.clock.monotonic()
        self.staff.say(user, user, f"Передали дорожной службе, приедут сегодня до вечера. Заявка {number}")

    def _press(self, user: str, message: ShownMessage, data: str) -> None:
        def press() -> None:
            self.pressed[user] = self.clock.monotonic()
            self.staff.press(user, user, message.id, data)

        self._later(PRESSES_S, press)

    def _later(self, within: tuple[float, float], act: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(self.dice.uniform(*within), act)

    # -- figures ----------------------------------------------------------------------------------
    def figures(self) -> dict[str, Any]:
        sights = [
            (max(0.0, self.offered.get(n, 0.0) - at), danger, n in self.offered)
            for n, (at, danger) in self.filed.items()
        ]
        refused = [*self.messengers[0].refused, *self.messengers[1].refused]
        return {
            "over": self.over,
            "filed": len(self.filed),
            "danger_s": [round(s, 2) for s, danger, seen in sights if danger and seen],
            "offered_s": [round(s, 2) for s, _, seen in sights if seen],
            "never": sum(not seen for _, _, seen in sights),
            "press_s": [round(s, 3) for s in self.waits],
            "group_press_s": [round(s, 3) for s in self.group_waits],
            "group_unseen": len(self.group_pressed),
            "answered": len(self.answered),
            "delivered_s": [round(s, 2) for s in self.delivered.values()],
            "refused": len(refused),
            "notes": sorted(set(refused))[:5],
            "group_messages": sum(m.sender == "bot" for m in self.staff.chats[self.group].messages),
        }

    async def control(self, request: web.Request) -> web.Response:
        if request.match_info["what"] == "load":
            asked = json.loads(await request.text())
            task = asyncio.create_task(self.lives(float(asked["minutes"]), float(asked["per_minute"])))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return json_response({"result": self.figures()})


class TelegramTown(TelegramEmulator):
    town: Town

    def application(self) -> web.Application:
        app = super().application()
        app.router.add_route("*", "/control/{what}", lambda request: self.town.control(request))
        return app


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """{"url", "vk", "admin_chat"}."""
    clock = RealClock()
    telegram = TelegramTown(clock, token=TOKEN, limits=True)
    vk = VkEmulator(clock, token="vk1.benchmarks", limits=True)
    telegram.town = Town(telegram, vk, arguments["admin"], shifts=bool(arguments["shifts"]))
    for emulator in (telegram, vk):
        await emulator.serve()
        stack.push_async_callback(emulator.stop)
    town = telegram.town
    return {"url": telegram.url, "vk": vk.url, "admin_chat": f"{town.staff.name}:{town.group}"}
