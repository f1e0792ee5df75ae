"""Emulated messengers full of citizens who report, tell the place and press on; and the operators' chat.

`people` write in Telegram, `vk_people` in VK; `limits`: both messengers keep theirs; `pause`: [least, most] seconds
before a citizen reacts. `/control/load` {"seconds"} lets all of them report, evenly over so long;
`/control/wait?sent=N` answers when N reports have their numbers; `/control/log` tells of the operators' chat every
message and edit: [UTC ms, message id, "message" or "edit"].
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from benchmarks.meter import cpu_s
from benchmarks.servers.waiting import until
from benchmarks.sides.ours import TOKEN
from bot.clock import RealClock
from bot.sandbox.loopback import json_response
from bot.sandbox.storm import Citizen, onward, tell_place
from bot.sandbox.storm_texts import citizen_name, report_text
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Change
from storage.region.load import FICTIONAL, load_region

NUMBER = re.compile(r"№\s*\d+(?![\d-])")
"""A report's number; not a law's («№ 152-ФЗ»)."""
MOST_PRESSES = 8


class City:
    """The citizens, who act by themselves once `load` was called, and what is seen in the operators' chat."""

    def __init__(self, telegram: TelegramEmulator, vk: VkEmulator, group: str, pause: tuple[float, float]) -> None:
        self.telegram, self.vk, self.group, self.pause = telegram, vk, group, pause
        self.random, self.region = random.Random(7), load_region(FICTIONAL)
        self.citizens: dict[tuple[str, str], Citizen] = {}
        self.filed: set[tuple[str, str]] = set()
        self.log: list[tuple[int, str, str]] = []
        self.said = 0  # messages and edits of the bot to citizens
        self.storm: asyncio.Task[None] | None = None
        telegram.listeners.append(self._heard)
        vk.listeners.append(self._heard)

    def settle(self, messenger: TelegramEmulator | VkEmulator, people: int) -> None:
        for _ in range(people):
            person = messenger.add_person(citizen_name(self.random))
            person.started = True
            self.citizens[messenger.name, person.id] = Citizen(messenger, person.id, person.id)

    async def report(self, seconds: float) -> None:
        """Everybody once, evenly, in an order of chance."""
        everybody = list(self.citizens.values())
        self.random.shuffle(everybody)
        began = asyncio.get_running_loop().time()
        for number, citizen in enumerate(everybody):
            await asyncio.sleep(began + seconds * number / len(everybody) - asyncio.get_running_loop().time())
            settlement = self.random.choice(self.region.settlements)
            citizen.place = (settlement.lat, settlement.lon)
            citizen.messenger.say(citizen.user, citizen.chat, report_text(self.random, settlement.name))

    def _heard(self, change: Change) -> None:
        message = change.message
        if message is None or message.sender != "bot" or change.kind not in ("message", "edit"):
            return
        if change.messenger == "telegram" and change.chat == self.group:
            self.log.append((self.telegram.clock.now(), message.id, change.kind))
            return
        citizen = self.citizens.get((change.messenger, change.chat))
        if citizen is None:
            return
        self.said += 1
        if NUMBER.search(message.text):
            self.filed.add((change.messenger, change.chat))
        elif message.buttons:
            data = onward(message)
            asyncio.get_running_loop().call_later(
                self.random.uniform(*self.pause), self._react, citizen, message.id, data
            )

    def _react(self, citizen: Citizen, message: str, data: str) -> None:
        mark = f"{message}/{data}"
        if not data:
            tell_place(citizen)
        elif citizen.presses < MOST_PRESSES and citizen.pressed != mark:
            citizen.presses, citizen.pressed = citizen.presses + 1, mark
            citizen.messenger.press(citizen.user, citizen.chat, message, data)

    async def control(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        if what == "load":
            self.storm = asyncio.create_task(self.report(float(json.loads(await request.text())["seconds"])))
        if what == "wait":
            wanted = int(request.query["sent"])
            await until(lambda: len(self.filed) >= wanted)
        if what == "log":
            return json_response({"result": self.log})
        refused = [*self.telegram.refused, *self.vk.refused]
        stats = {"filed": len(self.filed), "said": self.said, "refused": len(refused), "notes": refused[:5]}
        return json_response({"result": stats | {"server_cpu_s": cpu_s()}})


class TelegramCity(TelegramEmulator):
    city: City

    def application(self) -> web.Application:
        app = super().application()
        app.router.add_route("*", "/control/{what}", lambda request: self.city.control(request))
        return app


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """{"url", "vk", "group"}."""
    limits, clock = bool(arguments.get("limits")), RealClock()
    telegram = TelegramCity(clock, token=TOKEN, limits=limits)
    vk = VkEmulator(clock, token="vk1.benchmarks", limits=limits)
    operator = telegram.add_person("Olga Operator")
    group = telegram.add_group("Operators", administrators=(operator.id,))
    pause = arguments.get("pause", [0.0, 0.0])
    telegram.city = City(telegram, vk, group.id, (pause[0], pause[1]))
    telegram.city.settle(telegram, int(arguments.get("people", 0)))
    telegram.city.settle(vk, int(arguments.get("vk_people", 0)))
    for emulator in (telegram, vk):
        await emulator.serve()
        stack.push_async_callback(emulator.stop)
    return {"url": telegram.url, "vk": vk.url, "group": group.id}
