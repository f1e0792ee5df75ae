"""A street of people who write of one trouble, and the staff who answer them: what they do, and what must hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from storage.records import Report
from tests.contracts.raw import run_raw
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import ADMIN, Office
from tests.world.clock import SECOND
from tests.world.messenger import Shown
from tests.world.mortal import Killed, Mortal
from tests.world.world import World

PEOPLE = ("telegram", "vk", "telegram", "vk", "telegram", "vk", "telegram")
STAFF = ("Анна", "Борис")
HOUSES = ("Лесная, 5", "Лесная, 5", "Лесная, 5", "Лесная, 7")
WORDS = ("яма на дороге, колесо пробил", "опять яма на дороге", "яма, машины объезжают")
NUMBERS = re.compile(r"№ (\d+)")
SECRET = re.compile(r"тайна\d+я")
ALIVE = ("new", "accepted", "needs_info", "answered", "transferred", "reopened")
COUNTED = re.compile(r"Пишут об этом: (\d+)")


@dataclass
class Answer:
    """What went out, and whom it had to reach, by chat: those who followed then, and its author."""

    text: str
    case: int
    people: frozenset[Address]


@dataclass
class Neighbourhood:
    """`answers` went out; `unsaid` are texts that must reach nobody. `forgotten`: who asked for it, so often."""

    world: World
    store: Mortal
    url: str
    answers: list[Answer] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    secrets: dict[str, Address] = field(default_factory=dict)
    storms: list[str] = field(default_factory=list)
    owners: dict[int, Address] = field(default_factory=dict)
    deaths: int = 0

    def __post_init__(self) -> None:
        self.phones = [Phone(self.world, channel, str(700 + n)) for n, channel in enumerate(PEOPLE)]
        self.world.strangers |= {phone.user for phone in self.phones}
        self.world.forgiving = False  # no handler may fail
        self.office = Office(self.world)

    # -- how it is done ---------------------------------------------------------------------------
    async def lives(self, work: Coroutine[Any, Any, Any], fatal: int = 0) -> bool:
        """Do this; the program may die at the `fatal`-th thing that it does with the database, and starts again."""
        self.store.done, self.store.fatal = 0, fatal
        try:
            await work
        except Killed:
            self.store.fatal = 0
            self.deaths += 1
            await self.world.restart()
            await self.world.deliver()
            return False
        finally:
            self.store.fatal = 0
        return True

    async def comes(self, event: Event, fatal: int = 0) -> None:
        """It comes again if the program died over it: it was not confirmed. Then what is due happens."""
        if not await self.lives(self.world.take(event), fatal):
            await self.lives(self.world.take(event))
        await self.lives(self.world.passes(SECOND))

    async def time(self, ms: int, fatal: int = 0) -> None:
        until = self.world.clock.at + ms
        while not await self.lives(self.world.passes(max(0, until - self.world.clock.at)), fatal):
            fatal = 0

    async def reports(self) -> list[Report]:
        names = "id, person_id, channel, chat, status, merged_into"
        found = []
        for number, person, channel, chat, status, into in await run_raw(
            self.url, f"SELECT {names} FROM report ORDER BY id"
        ):
            report = Report(number, person, channel, chat, "ru", status, "", "", "")
            report.merged_into = into
            if chat:
                self.owners[number] = Address(channel, chat)
            found.append(report)
        return found

    async def followers(self, case: Report) -> list[Report]:
        """Of each person one report."""
        joined = [r for r in await self.reports() if r.status == "merged" and r.merged_into == case.id and r.chat]
        return list({r.person_id: r for r in joined if r.person_id != case.person_id}.values())

    # -- what people do ---------------------------------------------------------------------------
    async def writes(self, who: int, house: int, words: int, fatal: int = 0) -> None:
        """From the first word to the number, by «Это то же самое» where it is offered and he likes."""
        phone, secret = self.phones[who], f"тайна{len(self.secrets)}я"
        self.secrets[secret] = phone.here
        await self.comes(phone.event(text=f"Сосновинка, {HOUSES[house]}, {WORDS[words]}, {secret}"), fatal)
        await self.time(10 * SECOND)

    async def sends(self, who: int, same: bool, fatal: int = 0) -> None:
        labels = ["Это то же самое", "Отправить"] if same else ["Отправить"]
        for label in (*labels, "согласие"):
            if data := self.button(self.phones[who], label):
                self.happened[label] += 1
                await self.comes(self.press(self.phones[who], data), fatal)
        await self.time(SECOND)

    def button(self, phone: Phone, label: str) -> str:
        """Of the newest message."""
        return next((d for shown in phone.chat[-1:] for b, d in shown.buttons.items() if label in b), "")

    def press(self, phone: Phone, data: str) -> Event:
        return phone.event(Kind.BUTTON, data=data, ack="a1", ack_until=self.world.clock.at + 9_000)

    async def staff(self, who: int, data: str, shown: Shown, fatal: int = 0) -> None:
        key = str(next(self.world.numbers))
        await self.comes(self.of_staff(who, Kind.BUTTON, key, data=data, message=shown.id, ack=key), fatal)

    async def says(self, who: int, text: str, fatal: int = 0, reply_to: str = "") -> None:
        key = str(next(self.world.numbers))
        await self.comes(self.of_staff(who, Kind.MESSAGE, key, text=text, message=key, reply_to=reply_to), fatal)

    def of_staff(self, who: int, kind: Kind, key: str, **more: Any) -> Event:
        name = STAFF[who]
        return Event(ADMIN.channel, key, kind, ADMIN.chat, private=False, sender=name, sender_name=name, **more)

    def shown(self, word: str) -> tuple[Shown, str] | None:
        """The newest button of the staff whose data begins so."""
        for shown in reversed(self.world.chats.get(ADMIN, [])):
            for data in shown.data:
                if data.startswith(word):
                    return shown, data
        return None

    # -- what must hold ---------------------------------------------------------------------------
    async def faults_found(self) -> list[str]:
        """Every promise that is broken, in words."""
        await self.reports()
        found = [f"a fault: {fault}" for fault in await self.world.faults()]
        waits = {Address(*row) for row in await run_raw(self.url, "SELECT channel, chat FROM outbox WHERE state < 2")}
        for phone in self.phones:
            found += self._in_chat(phone, phone.here in waits)
        return [*found, *await self._on_cards()]

    def _in_chat(self, phone: Phone, waits: bool) -> list[str]:
        """`waits`: something is on its way to him."""
        chat = [s for s in self.world.chats.get(phone.here, []) if s.row.op != "ack"]
        found = []
        for shown in chat:
            others = {s for s in SECRET.findall(shown.text) if self.secrets[s] != phone.here}
            numbers = {int(n) for n in NUMBERS.findall(shown.text)} - {0}
            foreign = {n for n in numbers if self.owners.get(n, phone.here) != phone.here}
            if others or foreign:
                found.append(f"{phone.here} reads of others: {others} {foreign}: {shown.text!r}")
        for answer in self.answers:
            had = [s for s in chat if answer.text in s.text and s.row.purpose == "answer"]
            sure = [s for s in had if not s.row.unknowns]
            if phone.here in answer.people and not had and not waits:
                found.append(f"{phone.here} lacks {answer.text} of № {answer.case}")
            if phone.here not in answer.people and had:
                found.append(f"{phone.here} has {answer.text} of № {answer.case}, which is not for him")
            if len(sure) > 1:
                found.append(f"{phone.here} has {answer.text} {len(sure)} times")
        for text in self.unsaid:
            if any(text in s.text for s in chat):
                found.append(f"{phone.here} has {text}, which nobody sent")
        mine = sum(owner == phone.here for owner in self.owners.values())
        for text in self.storms:
            had = [s for s in chat if text in s.text and s.row.purpose == "answer" and not s.row.unknowns]
            if len(had) > mine:
                found.append(f"{phone.here} has {text} {len(had)} times for {mine} reports")
        return found

    async def _on_cards(self) -> list[str]:
        found = []
        for case in await self.reports():
            cards = [s for s in self.world.chats.get(ADMIN, []) if s.row.slot == f"card:{case.id}"]
            people = len(await self.followers(case)) + 1
            for card in cards if case.chat and case.status in ALIVE else []:
                said = COUNTED.findall(card.text)
                if said != ([str(people)] if people > 1 else []):
                    found.append(f"card of № {case.id} says {said}, and {people} write")
        return found
