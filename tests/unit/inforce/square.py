"""A phone in a town in which notices were said, and the operators' chat beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import time
from functools import cache
from typing import Any

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from handlers.notices.content import Area, Content
from handlers.notices.kinds import Severity
from handlers.reading.region_words import TopicGuesser
from storage.changes import Query
from storage.notice_records import Notice, NoticeResponse, Place, Subscription, SubscriptionArea
from storage.region.load import FICTIONAL, load_region
from storage.region.notice_rules import StaffHours
from tests.unit.citizen.phone import ADMIN, MINUTE, Phone, Shown

HOUR = 60 * MINUTE
TOWN = Area(settlements=("tikhorechensk",))
VILLAGE = Area(settlements=("sosnovinka",))
TOWN_AT, VILLAGE_AT = (60.31, 63.52), (60.42, 63.31)
PERSON = 1
"""The phone's person: the first one that the house sees."""


@cache
def guesser() -> TopicGuesser:
    """One dictionary for all tests: it takes half a second to load."""
    return TopicGuesser(load_region(FICTIONAL))


@dataclass
class Square(Phone):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.world.standings = {"501": "administrator", "502": "member"}
        self.world.shared.lemmas = guesser().lemmas

    # -- what there is --------------------------------------------------------------------------
    async def notice(self, number: int = 7, text: str = "Вода прибывает.", **values: Any) -> Notice:
        """A notice that was said an hour ago and holds for another ten. `values`: of the content or of the notice."""
        names = set(Content.__dataclass_fields__)
        fields: dict[str, Any] = {"kind": "flood", "severity": 4, "area": TOWN, "until": self.at + 10 * HOUR}
        fields |= {"texts": {"ru": text}, "ask": ("safe", "help", "what", "away")}
        content = Content(**(fields | {k: v for k, v in values.items() if k in names}))
        said = Notice(number, "sent", content.kind, int(content.severity), int(content.drill), content.dump())
        said.until, said.started_at, said.digest, said.version = content.until, self.at - HOUR, content.digest(), 1
        for name, value in values.items():
            if name not in names:
                setattr(said, name, value)
        self.shared.ids.next("notice")
        await self.keep(said)
        return said

    async def begins(self) -> None:
        """The person is known: he has written before."""
        await self.says("/start")

    async def lives(self, *areas: str, drills: int = 0) -> None:
        await self.keep(
            Subscription(PERSON, kinds=1023, least=1, drills=drills), *(SubscriptionArea(PERSON, a) for a in areas)
        )

    async def has_place(self, number: int, name: str, lat: float, lon: float, radius_m: int = 300, **more: Any) -> None:
        await self.keep(replace(Place(number, PERSON, name, lat, lon, radius_m), **more))

    def desk(self, *kinds: str, opens: int = 0, closes: int = 0) -> None:
        """The hours in which calls for help are read."""
        rules = self.shared.region.notices
        self.shared.region.notices = replace(rules, desk=StaffHours(kinds, time(opens), time(closes)))

    # -- what happens ---------------------------------------------------------------------------
    async def forwards(self, text: str) -> None:
        await self.happens(self.event(text=text, forwarded=True))
        await self.waits(10_000)

    async def staff_presses(self, data: str, who: str = "502", *, at: Address = ADMIN) -> str:
        """A button in the operators' chat; the toast that answered it."""
        number = str(next(self.world.numbers))
        event = Event(at.channel, f"k{number}", Kind.BUTTON, at.chat, private=False, sender=who, sender_name=f"О{who}")
        before = len(self.toasts)
        await self.happens(replace(event, data=data, ack=number, ack_until=self.at + 10_000))
        return self.toasts[-1] if len(self.toasts) > before else ""

    # -- what is seen ---------------------------------------------------------------------------
    async def response(self, notice: int = 7) -> NoticeResponse | None:
        rows = (await self.store.read(Query("response_of", (notice, PERSON))))[0]
        return rows[0] if rows else None

    async def answers(self, notice: int = 7) -> list[tuple[str, str, int]]:
        return [tuple(row) for row in (await self.store.read(Query("response_counts", (notice,))))[0]]

    def alarms(self) -> list[Shown]:
        return [s for s in self.chats.get(ADMIN, []) if "просит помощи" in s.text or "просят помощи" in s.text]

    def texts(self, words: str) -> list[Shown]:
        return [shown for shown in self.chat if words in shown.text]

    async def step(self) -> str:
        dialogue = await self.dialogue()
        return dialogue.step if dialogue else ""

    async def data(self) -> dict[str, Any]:
        dialogue = await self.dialogue()
        return dict(json.loads(dialogue.data)) if dialogue else {}


EXTREME, SEVERE, MODERATE = Severity.EXTREME, Severity.SEVERE, Severity.MODERATE
