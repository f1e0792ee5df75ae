"""An officer's private chat with the bot over a real database, the admin chat beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.notices.content import Content, load_content
from storage.changes import Query
from storage.notice_records import Notice
from tests.unit.citizen.phone import ADMIN, Phone, Shown

BORIS = "78"


@dataclass
class Study(Phone):
    """Anna (77 in Telegram, 9 in every other messenger) and Boris (78 in Telegram) are duty officers; `gone` are not in
    the admin chat.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        others = (Address(name, "9") for name in self.world.messengers if name != "telegram")
        anna = frozenset({Address("telegram", "77"), *others})
        self.shared.officers = (anna, frozenset({Address("telegram", BORIS)}))

    @property
    def gone(self) -> set[str]:
        return self.strangers

    @gone.setter
    def gone(self, users: set[str]) -> None:
        self.strangers = users

    # -- doing ----------------------------------------------------------------------------------
    async def begins(self, template: str = "", *, drill: bool = False) -> Notice:
        """From /notice to the question where it is: of a template, or a flood that is dangerous to life."""
        await self.says("/notice")
        await self.presses("Учения" if drill else "Настоящее")
        if template:
            for _ in range(8):
                if not any(template in label for label in self.labels):
                    await self.presses("Ещё")
            await self.presses(template)
        else:
            await self.presses("Своё")
            await self.presses("Паводок")
            await self.presses("Опасно для жизни")
        return (await self.notices())[-1]

    async def completes(self, *, drill: bool = False) -> Notice:
        """A notice to which nothing is missing."""
        await self.begins(drill=drill)
        await self.says("Сосновинка")
        await self.says("Вода быстро прибывает.")
        await self.presses("До когда")
        await self.presses("6 часов")
        return (await self.notices())[-1]

    async def in_admin_chat(self, text: str, user: str = "77") -> None:
        await self.happens(self.event(text=text, chat=ADMIN.chat, private=False, sender=user))

    # -- looking --------------------------------------------------------------------------------
    @property
    def screen(self) -> Shown:
        return next(s for s in reversed(self.chat) if s.row.slot.startswith("screen:"))

    @property
    def labels(self) -> list[str]:
        return list(self.screen.buttons)

    @property
    def admin_chat(self) -> list[Shown]:
        return self.chats.get(ADMIN, [])

    async def notices(self) -> list[Notice]:
        found: list[Notice] = []
        for number in range(1, 12):
            found += (await self.store.read(Query("notice_by_id", (number,))))[0]
        return found

    async def content(self) -> Content:
        """Of the newest notice."""
        return load_content((await self.notices())[-1].content)

    async def data(self) -> dict[str, Any]:
        dialogue = await self.dialogue()
        assert dialogue is not None
        values: dict[str, Any] = json.loads(dialogue.data)
        return values

    async def all_is_well(self) -> bool:
        return await self.faults() == []


def at_another_phone(study: Study, channel: str, user: str) -> Study:
    """Somebody else, or the same officer in the other messenger: the same program, the same chats."""
    return Study(study.world, channel, user)


async def presses_as(study: Study, user: str, data: str, **more: object) -> None:
    """Somebody presses a button of the admin chat."""
    event: Event = study.event(
        Kind.BUTTON, data=data, chat=ADMIN.chat, private=False, sender=user, sender_name=user, ack="a1",
        ack_until=study.at + 10_000, **more,
    )  # fmt: skip
    await study.happens(event)
