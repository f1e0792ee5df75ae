"""A town of subscribers over a real database, and the loop that writes notices out to them.

The senders are there and send nothing: what they would be given stands in the outbox.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.channels.names import messengers
from bot.channels.port import Limits
from bot.notices.audience import Audience
from handlers.base.message import Address, Message, load_message, parse_marks
from handlers.notices.content import Area, Content
from handlers.notices.kinds import ALL_KINDS
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.notice_records import Notice, NoticeText, Place, Recipient, Subscription, SubscriptionArea
from storage.record import columns
from storage.records import Account, OutboxRow, OutboxState, Person, Record, SentMessage, Timer
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.world.clock import DayClock
from tests.world.mortal import Mortal
from tests.world.world import World

SOSNOVINKA = (60.42, 63.31)
HERE = Area(settlements=("sosnovinka",))
TELEGRAM = Limits(30, 1, 3, 20, 1, 1, 32)
VK = Limits(20, 1, 3, 0, 100, 25, 32)
MAX = Limits(30, 2, 2, 0, 1, 1, 24)
LIMITS = {"telegram": TELEGRAM, "vk": VK, "max": MAX}


class Town:
    """Subscribers, and `commits`: what the loop wrote."""

    def __init__(self, store: Store, url: str, folder: Path, public: tuple[Address, ...] = ()) -> None:
        self.url, self.folder = url, folder
        self.world = World(store, admin=None, public=public, folder=folder, limits=LIMITS, names=messengers())
        self.store, self.shared, self.region, self.clock = store, self.world.shared, self.world.region, DayClock()
        self.commits = self.world.commits
        self.dies_everywhere = url.startswith("sqlite")  # a server takes too long for all of it: after each commit
        self._persons = 0
        self._places = 0

    # -- who lives here -----------------------------------------------------------------------
    async def person(
        self,
        *areas: str,
        on: Sequence[str] = ("telegram",),
        places: Sequence[tuple[str, float, float]] = (),
        silent: bool = False,
        language: str = "ru",
        blocked: str = "",
        **wishes: Any,
    ) -> int:
        """A subscriber; `silent`: he never said anything about alerts. His user id is his number."""
        self._persons += 1
        number = self._persons
        records: list[Record] = [Person(number, 1, language)]
        for since, channel in enumerate(on, 1):
            gone = 9 if channel == blocked else 0
            records.append(Account(channel, str(1000 + number), number, since, gone, "blocked" if gone else ""))
        if not silent:
            records.append(Subscription(number, **{"kinds": ALL_KINDS, "least": 1, **wishes}))
        records += [SubscriptionArea(number, area) for area in areas]
        for name, lat, lon in places:
            self._places += 1
            records.append(Place(self._places, number, name, lat, lon, 500))
        await self.save(*records)
        return number

    async def notice(self, area: Area = HERE, state: str = "sending", **more: Any) -> Notice:
        """A notice that is being sent. `more`: fields of the notice, or of its content."""
        number = self.shared.ids.next("notice")
        about = {"kind": "flood", "severity": 3, "texts": {"ru": f"Вода {number}", "en": f"Water {number}"}}
        own = {name: more.pop(name) for name in ("link", "linked_id", "count_wanted") if name in more}
        content = Content(area=area, **{**about, **more})
        notice = Notice(number, state, content.kind, content.severity, int(content.drill), content.dump(), **own)
        notice.until = content.until
        await self.save(notice)
        return notice

    async def save(self, *records: Record) -> None:
        await self.world.keep(*records)

    # -- the loop -----------------------------------------------------------------------------
    def audience(self, store: Any) -> Audience:
        """The loop over senders that nobody runs: they want more at any time."""
        return Audience(self.shared, store, self.world.senders, self.clock, self.commits.append)

    async def writes_out(self, notice: Notice, fatal: int = 0) -> bool:
        """Run the loop until this notice is written out, or until it dies (see Mortal); whether it lived."""
        store = Mortal(self.store, fatal, everywhere=self.dies_everywhere, each_read=False)
        self.shared.ids = Ids(dict((await self.store.read(Query("last_ids")))[0]))
        running = asyncio.create_task(self.audience(store).run())
        running.add_done_callback(lambda _: store.wrote.set())
        try:
            async with asyncio.timeout(20):
                while not (running.done() or (await self.stored(notice)).expanded):
                    await store.wrote.wait()
                    store.wrote.clear()
        finally:
            died = running.done()
            running.cancel()
            await asyncio.wait([running])
        return not died

    async def counts(self, notice: Notice) -> dict[str, Any]:
        """Run the loop until it has counted."""
        running = asyncio.create_task(self.audience(self.store).run())
        try:
            async with asyncio.timeout(20):
                while (await self.stored(notice)).count_wanted:  # noqa: ASYNC110 - the database has no event
                    await asyncio.sleep(0.002)
        finally:
            running.cancel()
            await asyncio.wait([running])
        told: dict[str, Any] = json.loads((await self.stored(notice)).counted)
        return told

    async def ends(self, notice: Notice) -> None:
        """It is sent, and nobody looks at it any more."""
        stored = await self.stored(notice)
        stored.state = "sent"
        await self.save(stored)

    async def fails(self, notice: Notice) -> None:
        """What waits of it in Telegram meets people who blocked the bot."""
        for row in await self.rows(notice):
            if row.state == OutboxState.WAITING and row.channel == "telegram":
                now, changes = self.clock.now(), Changes()
                state = int(OutboxState.UNREACHABLE)
                changes.command("notice_count_add", json.dumps([row.id]), "unreachable", "blocked")
                changes.command("outbox_conclude", row.id, state, row.due_at, 1, 0, 0, now, "blocked", row.chat)
                changes.command("account_unreachable", row.channel, row.chat, now, "blocked")
                async with self.store.unit() as unit:
                    await unit.commit(changes)

    async def runs_until_told(self, notice: Notice, rows: int, *, done: bool = False) -> None:
        """Run the loop until so many rows stand there, and (`done`) handlers were told that it is over."""
        running = asyncio.create_task(self.audience(self.store).run())
        try:
            async with asyncio.timeout(20):
                told = False
                while len(await self.rows(notice)) < rows or (done and not told):
                    await asyncio.sleep(0.005)
                    told = any(timer.kind == "n_done" for timer in await self.timers())
        finally:
            running.cancel()
            await asyncio.wait([running])

    async def delivered(self, notice: Notice, *, but: Sequence[int] = ()) -> None:
        """All that waits of a notice was sent, save to these persons; what chats show of it is remembered."""
        sent = int(OutboxState.SENT)
        for row in await self.rows(notice):
            if row.state != OutboxState.WAITING or int(row.chat) - 1000 in but:
                continue
            now, changes = self.clock.now(), Changes()
            changes.command("outbox_conclude", row.id, sent, row.due_at, 1, 0, 1, now, "", row.chat)
            message = SentMessage(row.channel, row.chat, str(row.id), sent_at=row.created_at)
            message.event_id, message.purpose = row.event_id, row.purpose
            changes.put(message)
            async with self.store.unit() as unit:
                await unit.commit(changes)

    # -- what is there --------------------------------------------------------------------------
    async def _all(self, kind: type[Any], where: str) -> list[Any]:
        names = '"' + '", "'.join(columns(kind)) + '"'
        return [kind(*row) for row in await run_raw(self.url, f"SELECT {names} FROM {kind.TABLE} WHERE {where}")]

    async def stored(self, notice: Notice) -> Notice:
        found: Notice = (await self.store.read(Query("notice_by_id", (notice.id,))))[0][0]
        return found

    async def recipients(self, notice: Notice) -> list[Recipient]:
        return await self._all(Recipient, f"notice_id = {notice.id} ORDER BY row_id, person_id, channel")

    async def got(self, notice: Notice) -> list[tuple[int, str]]:
        """(person, messenger) in the order in which they were written out; each must have one row of its own."""
        recipients = await self.recipients(notice)
        rows = {row.id: row for row in await self.rows(notice)}
        for told in recipients:
            if told.row_id:
                assert (rows[told.row_id].channel, rows[told.row_id].chat) == (told.channel, told.chat)
        chats = Counter((row.channel, row.chat) for row in rows.values() if row.purpose == "notice")
        assert max(chats.values(), default=1) == 1, chats
        assert sum(chats.values()) == sum(1 for told in recipients if told.row_id)
        return [(told.person_id, told.channel) for told in recipients]

    async def rows(self, notice: Notice) -> list[OutboxRow]:
        return await self._all(OutboxRow, f"notice_id = {notice.id} ORDER BY id")

    async def timers(self) -> list[Timer]:
        return await self._all(Timer, "1 = 1 ORDER BY kind, key")

    async def said(self, notice: Notice) -> dict[tuple[str, str], str]:
        """What each (messenger, chat) is told, in plain words; marks are of another purpose."""
        texts = {t.id: t.body for t in await self._all(NoticeText, "1 = 1")}
        return {
            (row.channel, row.chat): parse_marks(self.message(row, texts).text)[0]
            for row in await self.rows(notice)
            if row.op == "send"
        }

    def message(self, row: OutboxRow, texts: dict[int, str]) -> Message:
        assert bool(row.body) != bool(row.text_id)
        return load_message(texts[row.text_id] if row.text_id else row.body)

    async def texts(self) -> dict[int, str]:
        return {t.id: t.body for t in await self._all(NoticeText, "1 = 1")}
