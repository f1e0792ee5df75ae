"""Notices to everybody, among the kills: each must reach whoever was there when it was begun."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from handlers.notices.content import Area, Content
from handlers.notices.kinds import ALL_KINDS, Severity
from storage.notice_records import Notice
from tests.chaos.life import Life
from tests.chaos.patience import Patience
from tests.contracts.raw import insert_raw, run_raw

DAY_MS = 24 * 3_600_000


@dataclass
class Announcing:
    """`made`: by number its mark and the accounts, (channel, user), that have to get it."""

    life: Life
    made: dict[int, tuple[str, set[tuple[str, str]]]] = field(default_factory=dict)

    def settle_in(self, listeners: int) -> None:
        """People who write nothing and are told everything."""
        for number in range(listeners):
            world = self.life.in_turn(number)
            world.start(world.add_person(f"Слушатель {number}").id)

    async def announce(self) -> None:
        """While the bot is dead: a notice that was approved just before, in turn a warning and an alert."""
        found = await self.life.look("channel, user_id", "account", "unreachable_at = 0")
        accounts = {(channel, user) for channel, user in found if self.life.world(channel).persons[user].started}
        if not accounts:
            return
        ((last,),) = await self.life.look("COALESCE(MAX(id), 0)", "notice")
        number = last + 1
        mark, severity = f"нт{number:05d}х", (Severity.MODERATE, Severity.EXTREME)[number % 2]
        text = f"Вода поднимается {mark}"
        content = Content(
            "flood", severity, area=Area(region=True), texts={"ru": text, "en": text},
            until=self.life.clock.now() + DAY_MS,
        )  # fmt: skip
        notice = Notice(number, "sending", content.kind, severity, 0, content.dump(), digest=content.digest())
        notice.until, notice.created_at = content.until, self.life.clock.now()
        wishes = f"SELECT id, {ALL_KINDS}, 1 FROM person WHERE id NOT IN (SELECT person_id FROM subscription)"
        await run_raw(self.life.url, f"INSERT INTO subscription (person_id, kinds, least) {wishes}")
        await insert_raw(self.life.url, notice)
        self.made[number] = (mark, accounts)

    async def are_through(self) -> None:
        patience = Patience(self.life)
        while await self.life.look("id", "notice", "state = 'sending'"):
            await patience.lasts()
            await asyncio.sleep(0.1)

    async def check(self) -> None:
        """Everybody has each; in VK once, in Telegram at most once more for each attempt that nobody answered."""
        for number, (mark, accounts) in self.made.items():
            rows = await self.life.look("channel, chat, state, unknowns", "outbox", f"notice_id = {number}")
            told = {(channel, chat): unknowns for channel, chat, state, unknowns in rows if state == 2}
            assert accounts <= told.keys(), (number, accounts - told.keys(), rows)
            for (channel, chat), unknowns in told.items():
                shown = sum(mark in m.text for m in self.life.world(channel).chats[chat].messages if m.sender == "bot")
                assert 1 <= shown <= 1 + (0 if channel == "vk" else unknowns), (number, channel, chat, shown)
