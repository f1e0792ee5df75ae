"""People who write all the while, in all messengers, to a bot that is killed and started again."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import SecretStr

from bot.sandbox.emulators import Emulated, open_all
from bot.sandbox.scene import open_scene
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Messenger, ShownMessage
from handlers.base.message import load_message, parse_marks
from tests.chaos.bot_process import Bot
from tests.chaos.fast_clock import PACE, FastClock
from tests.chaos.patience import Patience
from tests.contracts.raw import run_raw

MARK = re.compile(r"мк\d{5}х")
QUIET_S = 60.0
"""So long nothing at all may get on, while something still waits (real seconds; see tests/chaos/patience.py)."""


LEADS_ON = ("c_consent", "c_send", "c_second")
"""The buttons that a citizen presses: consent, sending, and that what came last is another report."""


class Telling(NamedTuple):
    """How often a text stands in a chat (`shown`), how often it was confirmed (`least`), and `most` with the unsure."""

    channel: str
    chat: str
    text: str
    shown: int
    least: int
    most: int


@dataclass
class Life:
    """`said` are the marks of what citizens wrote, `answered` those of the operators' answers by report.

    `pauses`: so long from one deed to the next (real seconds, at least and at most); `hasty`: how often somebody does
    more although nothing came of the last; `away_s`: so long a look at the database may have to wait for it.
    """

    dice: random.Random
    emulators: dict[str, Emulated]
    bot: Bot
    url: str
    clock: FastClock
    said: list[str] = field(default_factory=list)
    answered: dict[int, str] = field(default_factory=dict)
    pauses: tuple[float, float] = (0.02, 0.12)
    away_s: float = 0.0
    quiet_s: float = QUIET_S
    hasty: float = 1.0
    pressed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def settle_in(self, citizens: int) -> None:
        self.scene = open_scene(self.emulators, self.dice.choice(tuple(self.emulators)))
        self.people: list[tuple[Messenger, str]] = []
        for number in range(citizens):
            world = self.in_turn(number)
            person = world.add_person(f"Житель {number}").id
            world.start(person)
            self.people.append((world, person))

    # -- what people do --------------------------------------------------------------------------
    async def lives(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(self.dice.uniform(*self.pauses))
            if self.dice.random() < 0.2:
                await self.operator_acts()
            else:
                self.citizen_acts(*self.dice.choice(self.people))

    def citizen_acts(self, world: Messenger, user: str) -> None:
        """Presses what leads on, if it is shown, or else writes something."""
        found = button(bot_says(world, user), LEADS_ON)
        waits = self.dice.random() >= self.hasty and self.is_unanswered(world, user, found)
        if waits:
            return
        if found and self.dice.random() < 0.7:
            self.pressed[user] = found
            world.press(user, user, *found)
            return
        mark = f"мк{len(self.said):05d}х"
        self.said.append(mark)
        world.say(user, user, f"В Сосновинке на улице Лесной, {self.dice.randrange(1, 40)} яма на дороге {mark}")

    def is_unanswered(self, world: Messenger, user: str, found: tuple[str, str] | None) -> bool:
        """Whether nothing came of what this person did last: wrote, or pressed the button that is found."""
        kept = [message for message in world.chats[user].messages if not message.deleted]
        if not kept:  # a screen that was all there was has gone
            return False
        return kept[-1].sender == user or (found is not None and found == self.pressed.get(user))

    async def operator_acts(self) -> None:
        """Answers a report that has a card and that nobody answered yet."""
        cards = await self.look("message_id, report_id", "sent_message", "purpose = 'card' AND slot <> ''")
        for message, report in cards:
            if report not in self.answered:
                mark = self.answered[report] = f"от{report:05d}х"
                chat = self.scene.admin_chat_id
                self.staff.say(self.scene.operators[0], chat, f"Бригада выехала {mark}", reply_to=message)
                return

    async def is_listened_to(self) -> None:
        """VK tells of nothing that happened before the first time that anybody listened."""
        vk = self.emulators["vk"]
        assert isinstance(vk, VkEmulator)
        async with asyncio.timeout(QUIET_S):
            while not vk.polled:  # noqa: ASYNC110 - set by the emulator's server
                await asyncio.sleep(0.02)

    # -- looking ---------------------------------------------------------------------------------
    async def look(self, what: str, table: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
        until = time.monotonic() + self.away_s
        while True:
            try:
                return await run_raw(self.url, f"SELECT {what} FROM {table} WHERE {where}")
            except Exception as fault:
                if "no such table" in str(fault) or "does not exist" in str(fault):
                    return []  # killed before the first migration
                if time.monotonic() >= until:
                    raise
            await asyncio.sleep(0.2)

    async def becomes_quiet(self) -> None:
        """Everything written is read, everything to be said is said, no timer is near."""
        calm, patience = 0, Patience(self)
        while calm < 10:
            await patience.lasts()
            soon = self.clock.now() + 30_000
            near = "kind <> 'idle' AND kind <> 'drop_draft' AND due_at < "
            unread = any(emulator.pending() for emulator in self.emulators.values())
            busy = unread or await self.look("id", "outbox", "state < 2")
            calm = 0 if busy or await self.look("key", "timer", f"{near}{soon}") else calm + 1
            await asyncio.sleep(0.05)

    # -- what must be true -----------------------------------------------------------------------
    async def check(self) -> None:
        assert await self.look("error", "fault") == []
        assert {name: one.refused for name, one in self.emulators.items() if one.refused} == {}
        await self.check_texts()
        await self.check_cards()
        await self.check_doubles()
        await self.check_answers()

    async def check_texts(self) -> None:
        assert await self.misplaced() == {}

    async def misplaced(self) -> dict[str, int]:
        """Texts not in exactly one report (or what was added to it) or their author's draft; in how many they are."""
        holders = Counter[str]()
        texts = [t for (t,) in await self.look("text || ' ' || address", "report")]
        texts += [t for (t,) in await self.look("text", "report_event", "kind IN ('added', 'reply')")]
        texts += [_without_labels(t) for (t,) in await self.look("data", "dialogue")]
        for text in texts:
            holders.update(set(MARK.findall(text)))
        return {mark: holders[mark] for mark in self.said if holders[mark] != 1}

    async def check_cards(self) -> None:
        """Every report is in sight in the admin chat, with a card of its own or in a gathered one."""
        chat = self.staff.chats[self.scene.admin_chat_id]
        live = {m.id for m in chat.messages if not m.deleted}
        cards = {r: m for m, r in await self.look("message_id, report_id", "sent_message", "slot LIKE 'card:%'")}
        for report, carded, unshown in await self.look("id, carded, unshown", "report"):
            assert not unshown, f"report {report} is not in sight"
            if carded:
                assert cards.get(report) in live, f"report {report} has no card"
        uncarded = await self.look("id", "report", "carded = 0")
        gathered = await self.look("message_id", "sent_message", "purpose = 'gathered'")
        assert not uncarded or gathered

    async def check_doubles(self) -> None:
        """VK nothing twice; the others at most once more for each attempt whose outcome was unknown."""
        for told in await self.tellings():
            if not told.least <= told.shown <= told.most:
                print(await self.story(self.world(told.channel), told.channel, told.chat))  # noqa: T201 - pytest's
            assert told.least <= told.shown <= told.most, told

    async def tellings(self) -> list[Telling]:
        """Everything that was to be said in words, by its chat and text; files go in messages of their own.

        A notice's progress ends up with the words of its result; it is another message.
        """
        said = "(op = 'send' OR purpose = 'confirmation') AND body <> ''"
        rows = await self.look("channel, chat, body, state, unknowns", "outbox", said)
        progress = set(await self.look("channel, chat, message_id", "sent_message", "purpose = 'progress'"))
        doubts = Counter(await self.look("channel, chat", "outbox", "purpose = 'progress' AND unknowns > 0"))
        allowed, least = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
        for channel, chat, body, state, unknowns in rows:
            key = (channel, chat, parse_marks(load_message(body).text)[0])
            allowed[key] += 1 + (0 if channel == "vk" else unknowns)
            least[key] += state == 2
        shown = Counter[tuple[str, str, str]]()
        for channel, chat in {key[:2] for key in allowed}:
            told = (m for m in self.world(channel).chats[chat].messages if m.sender == "bot")
            shown.update((channel, chat, m.text) for m in told if (channel, chat, m.id) not in progress)
        return [
            Telling(*key, shown[key], least[key], most + doubts[key[:2]]) for key, most in allowed.items() if key[2]
        ]

    @property
    def staff(self) -> Messenger:
        """The messenger of the admin chat."""
        return self.world(self.scene.admin_messenger)

    def world(self, channel: str) -> Messenger:
        return self.emulators[channel]

    def in_turn(self, number: int) -> Messenger:
        """A messenger for the person of this number."""
        return tuple(self.emulators.values())[number % len(self.emulators)]

    async def story(self, world: Messenger, channel: str, chat: str) -> str:
        """What a chat shows and what its outbox says, for whoever has to find out why they differ."""
        where = f"channel = '{channel}' AND chat = '{chat}' ORDER BY id"
        what = "id, op, slot, state, attempts, unknowns, created_at, finished_at, why, purpose, body"
        rows = [f"row {row}" for row in await self.look(what, "outbox", where)]
        sent = [
            f"sent {row}"
            for row in await self.look("message_id, slot, purpose", "sent_message", f"{where[:-2]}sent_at")
        ]
        shown = [f"{m.id} {m.sender} {m.at} {'deleted ' * m.deleted}{m.text!r}" for m in world.chats[chat].messages]
        return "\n".join(["", *shown, *rows, *sent])

    async def check_answers(self) -> None:
        """An answer that the card calls delivered is with the citizen; each was recorded once."""
        events = await self.look("report_id, text, delivery", "report_event", "kind = 'answer'")
        assert Counter(text for _, text, _ in events) == Counter(f"Бригада выехала {m}" for m in self.answered.values())
        chats = {number: (channel, chat) for number, channel, chat in await self.look("id, channel, chat", "report")}
        for report, text, delivery in events:
            channel, chat = chats[report]
            if delivery == "delivered":
                assert any(text in m.text for m in bot_says(self.world(channel), chat)), (
                    f"answer to {report} is not there"
                )
            else:
                assert delivery != "waiting", f"answer to {report} still waits"


def _without_labels(data: str) -> str:
    """A dialogue's data without what its screen shows: buttons begin with the words of reports."""

    def left(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: left(each) for name, each in value.items() if name not in ("asks", "shown")}
        return [left(each) for each in value] if isinstance(value, list) else value

    return json.dumps(left(json.loads(data)), ensure_ascii=False)


def bot_says(world: Messenger, chat: str) -> list[ShownMessage]:
    return [m for m in world.chats[chat].messages if m.sender == "bot" and not m.deleted]


def button(messages: list[ShownMessage], words: tuple[str, ...]) -> tuple[str, str] | None:
    """The newest button of one of these words: its message and data."""
    for message in reversed(messages):
        for row in message.buttons:
            for shown in row:
                if any(word in shown.data for word in words):
                    return message.id, shown.data
    return None


def told(variables: dict[str, Any]) -> dict[str, Any]:
    """Settings of a messenger as they go to another process."""
    return {k: v.get_secret_value() if isinstance(v, SecretStr) else v for k, v in variables.items()}


@asynccontextmanager
async def open_life(
    folder: Path, seed: int, database_url: str = "", citizens: int = 6, pace: float = PACE
) -> AsyncIterator[Life]:
    clock = FastClock(time.time(), pace)
    emulators = open_all(clock, limits=False)
    for emulator in emulators.values():
        await emulator.serve()
    url = database_url or f"sqlite:///{folder / 'otklik.db'}"
    bot = Bot({})
    life = Life(random.Random(seed), emulators, bot, url, clock)
    life.settle_in(citizens)
    bot.settings = {
        "messengers": {name: told(emulator.variables()) for name, emulator in emulators.items()},
        "admin_chat": life.scene.admin_chat,
        "database_url": url,
        "folder": str(folder),
        "log": str(folder / "bot.log"),
        "base": clock.base,
        "pace": pace,
    }
    await bot.prepare()
    try:
        yield life
    finally:
        await bot.close()
        for emulator in emulators.values():
            await emulator.stop()
