"""What the machines of talk have in common: who is there, how a step is done, and how people write and press."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from bot.channels.names import messengers
from bot.sandbox.samples import SAMPLES, sample_png
from bot.sandbox.world import Messenger, WorldFile
from tests.machines.town import Town, bot_messages

TOWN: list[Town] = []
"""The one that is open; machines of the short form have one for all."""

ACCOUNTS = len(messengers())
"""So many of those who write are one person, with an account in each messenger; the others have one each."""
MARK = re.compile(r"мк\d+я\d+ю")
LETTING_GO = ("c_cancel", "c_noconsent", "c_forgetyes", "c_unconsent", "c_undo", "c_new", "c_withdrawn", "c_topic")

who = st.integers(0, ACCOUNTS + 3)
which = st.integers(0, 1)
pick = st.integers(0, 10_000)


def file_of(kind: str) -> WorldFile:
    sample = next(iter(SAMPLES))
    mimes = {"photo": "image/png", "document": "application/pdf", "voice": "audio/ogg", "sticker": "image/webp"}
    content = sample_png(sample) if kind == "photo" else b"content"
    return WorldFile(kind, f"{kind}.bin", mimes[kind], content)


class Talk(RuleBasedStateMachine):
    """People, and nothing that they do yet. `let_go`: whoever's texts may go in this step; `held`: marks that stood in
    a draft or a report after the last one; `fresh`: that of the message that was just written.
    """

    def __init__(self) -> None:
        super().__init__()
        self.town = TOWN[0]
        stage = self.town.stage
        self.worlds = tuple(stage.emulators.values())
        self.people: list[tuple[Messenger, str]] = []
        for number in range(ACCOUNTS + 4):
            world = self.worlds[number % len(self.worlds)]
            self.people.append((world, world.add_person(f"Житель {number}").id))
        accounts = [(world.name, user) for world, user in self.people]
        self.town.do(self.town.joined(accounts[:ACCOUNTS]))
        self.owners = {one: one if at >= ACCOUNTS else accounts[0] for at, one in enumerate(accounts)}
        self.operators = stage.scene.operators
        self.stranger = stage.telegram.add_person("Чужой").id
        self.admin = stage.scene.admin_chat_id
        self.marks: dict[str, tuple[str, str]] = {}  # mark -> whose it is
        self.held: set[str] = set()
        self.let_go: set[tuple[str, str]] = set()
        self.own: dict[tuple[str, str], list[str]] = {}  # messages that a citizen wrote
        self.theirs: list[str] = []  # and operators
        self.answers = 0  # what operators wrote, each with a mark of its own
        self.fresh: set[str] = set()

    def owner(self, world: Messenger, user: str) -> tuple[str, str]:
        """The (messenger, user) by which whoever has this account is known here."""
        return self.owners[world.name, user]

    def happens(self, act: Any, *values: Any, **named: Any) -> list[str]:
        async def step() -> Any:
            done = act(*values, **named)
            await self.town.quiet()
            return done

        return self.town.do(step()) or []

    def passes(self, seconds: float) -> None:
        self.happens(self.town.stage.clock.leap, seconds)

    # -- citizens ---------------------------------------------------------------------------------
    def mark(self, number: int) -> str:
        world, user = self.people[number]
        mark = f"мк{user}я{len(self.marks)}ю"
        self.marks[mark] = self.owner(world, user)
        self.fresh.add(mark)
        return mark

    def writes(self, number: int, text: str, **how: Any) -> None:
        world, user = self.people[number]
        ids = self.happens(world.say, user, user, text, **how)
        self.own.setdefault((world.name, user), []).extend(ids)

    def lets_go(self, number: int) -> None:
        """What he wrote may be gone after this step."""
        self.let_go.add(self.owner(*self.people[number]))

    def is_asked(self, world: Messenger, user: str) -> bool:
        """Whether a question about warnings or places waits for words."""
        where = f"channel = '{world.name}' AND chat = '{user}' AND step LIKE 's_%'"
        return bool(self.town.look("step", "dialogue", where))

    def files_report(self, number: int, text: str) -> None:
        """From the first word to the number, if nothing stands in the way."""
        if self.is_asked(*self.people[number]):
            self.lets_go(number)
        self.writes(number, f"{self.mark(number)} {text}")
        self.passes(6)
        for _ in range(2):  # to send, to consent
            self.goes_on(number)

    def goes_on(self, number: int) -> None:
        world, user = self.people[number]
        for message in reversed(bot_messages(world, user)):
            data = [b.data for row in message.buttons for b in row if b.data]
            if data:
                self.press(world, user, message.id, data[0])
                return

    def press(self, world: Messenger, user: str, message: str, data: str) -> None:
        if any(word in data for word in LETTING_GO):
            self.let_go.add(self.owner(world, user))
        self.happens(world.press, user, user, message, data)

    # -- staff ------------------------------------------------------------------------------------
    def answer_mark(self) -> str:
        self.answers += 1
        return f"оп{self.answers}ц{self.stranger}"

    def staff_say(self, which: int, text: str, **how: Any) -> None:
        telegram = self.town.stage.telegram
        ids = self.happens(telegram.say, self.operators[which], self.admin, text, **how)
        if not how.get("anonymous") and not how.get("files"):
            self.theirs.append(ids[0])

    def staff_press(self, which: int, message: str, data: str) -> None:
        self.happens(self.town.stage.telegram.press, self.operators[which], self.admin, message, data)
