"""Persons for scripts: they write, press, look; each waits for what a person would wait for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.channels.names import messengers
from bot.sandbox.samples import SAMPLES, sample_png
from bot.sandbox.world import Messenger, ShownButton, ShownMessage, WorldFile
from handlers.base.texts import Library
from tests.persons.stage import Stage

NAMES = {name: Library(ZoneInfo("UTC")).texts("ru").label(f"messenger-{name}") for name in messengers()}
"""What people call the messengers."""


def photo(name: str = "") -> WorldFile:
    sample = name or next(iter(SAMPLES))
    return WorldFile("photo", f"{sample}.png", "image/png", sample_png(sample))


def document(name: str = "act.pdf", content: bytes = b"%PDF-1.4 act") -> WorldFile:
    return WorldFile("document", name, "application/pdf", content)


@dataclass
class Person:
    """Somebody in one chat of one messenger."""

    stage: Stage
    messenger: Messenger
    user: str
    chat: str

    # -- doing --------------------------------------------------------------------------------
    async def starts(self, ref: str = "") -> None:
        self.messenger.start(self.user, ref)
        await self.stage.quiet()

    async def says(
        self, text: str = "", *files: WorldFile, reply_to: ShownMessage | str = "", **how: float | bool
    ) -> list[str]:
        """Write; returns the ids of the messages. `how`: lat, lon, anonymous, forwarded."""
        target = reply_to.id if isinstance(reply_to, ShownMessage) else reply_to
        ids = self.messenger.say(self.user, self.chat, text, files=files, reply_to=target, **how)  # type: ignore[arg-type]
        await self.stage.quiet()
        return ids

    async def forwards(self, text: str = "", *files: WorldFile) -> None:
        """Pass on what somebody else wrote."""
        await self.says(text, *files, forwarded=True)

    async def is_at(self, lat: float, lon: float) -> None:
        await self.says(lat=lat, lon=lon)

    async def edits(self, message: str, text: str) -> None:
        self.messenger.edit(self.user, self.chat, message, text)
        await self.stage.quiet()

    async def presses(self, label: str, *, on: ShownMessage | None = None) -> ShownMessage:
        """Press the newest button with this in its label; returns the message that it stood under."""
        message, button = self._button(label, on)
        self.messenger.press(self.user, self.chat, message.id, button.data)
        await self.stage.quiet()
        return message

    async def presses_data(self, message: ShownMessage, data: str) -> None:
        """Press a button that may not be shown any more."""
        self.messenger.press(self.user, self.chat, message.id, data)
        await self.stage.quiet()

    # -- looking ------------------------------------------------------------------------------
    def messages(self) -> list[ShownMessage]:
        """What the bot says here now, oldest first."""
        shown = self.messenger.chats[self.chat].messages
        return [m for m in shown if m.sender == "bot" and not m.deleted]

    def screen(self) -> ShownMessage:
        return self.messages()[-1]

    def text(self) -> str:
        """Everything the bot says here now."""
        return "\n---\n".join(m.text for m in self.messages())

    async def sees(self, *wanted: str) -> ShownMessage:
        """Wait for a message that holds all of this; the newest one."""
        await self.stage.until(lambda: self._with(wanted), f"{wanted} in:\n{self.text()}")
        found = self._with(wanted)
        assert found is not None
        return found

    def does_not_see(self, *unwanted: str) -> None:
        for text in unwanted:
            assert text not in self.text(), f"{text!r} is there:\n{self.text()}"

    def toasts(self) -> list[str]:
        return self.messenger.toasts(self.user)

    def labels(self, message: ShownMessage | None = None) -> list[str]:
        return [b.label for row in (message or self.screen()).buttons for b in row]

    def _with(self, wanted: tuple[str, ...]) -> ShownMessage | None:
        found = [m for m in self.messages() if all(text in m.text for text in wanted)]
        return found[-1] if found else None

    def _button(self, label: str, on: ShownMessage | None) -> tuple[ShownMessage, ShownButton]:
        for message in [on] if on is not None else reversed(self.messages()):
            for button in _buttons(message):
                if label in button.label:
                    return message, button
        raise AssertionError(f"no button {label!r} in:\n{self.text()}\n{[self.labels(m) for m in self.messages()]}")


class Citizen(Person):
    async def number(self) -> str:
        """The number of the report that was just taken."""
        message = await self.sees("№")
        found = re.search(r"№\s*(\d+)", message.text)
        assert found is not None
        return found[1]


class Operator(Person):
    async def card(self, number: str) -> ShownMessage:
        """The card of a report, as it shows now."""
        message = (
            await self.sees(f"№\u00a0{number}") if self._with((f"№\u00a0{number}",)) else await self.sees(f"№ {number}")
        )
        return next(m for m in self.messages() if m.buttons and re.search(rf"№\s{number}\b", m.text)) or message

    async def replies_to(self, message: ShownMessage, text: str, *files: WorldFile) -> None:
        await self.says(text, *files, reply_to=message)

    async def answers(self, card: ShownMessage, text: str, *files: WorldFile) -> None:
        """Reply to a card and let the ten seconds pass."""
        await self.replies_to(card, text, *files)
        await self.stage.passes(11)


def _buttons(message: ShownMessage) -> Iterator[ShownButton]:
    for row in message.buttons:
        yield from row


def citizen(stage: Stage, messenger: str, name: str = "") -> Citizen:
    """Anna of the scene in Telegram, Pyotr in VK, or somebody new by name."""
    world = stage.messenger(messenger)
    ours = stage.scene.citizens[messenger]
    user = world.add_person(name).id if name else ours
    return Citizen(stage, world, user, world.private_chat(user))


def operator(stage: Stage, which: int = 0) -> Operator:
    world = stage.messenger(stage.scene.admin_messenger)
    return Operator(stage, world, stage.scene.operators[which], stage.scene.admin_chat_id)
