"""A duty room for the state machine: handlers, the real loop that writes notices out, and a messenger that takes rows.

Everything that is not the database may die at any step (`Mortal`); `opens` is the program's next start.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.clock import MovableClock
from bot.delivery.files import Files
from bot.delivery.prepare import Parcels
from bot.notices.audience import Audience
from handlers.base.message import load_message, parse_marks
from handlers.base.routes import Where, button
from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.kinds import ALL_KINDS
from handlers.notices.moves import load_accounts, set_content
from handlers.notices.states import SAYABLE
from handlers.officer.compose.drafting import draft_of
from handlers.officer.loads import load_notice
from storage.changes import Changes, Query, words
from storage.ids import Ids
from storage.notice_records import Notice, NoticeText, Subscription
from storage.open import make_store
from storage.record import columns
from storage.records import Account, OutboxRow, OutboxState, Person
from tests.contracts.raw import run_raw
from tests.unit.delivery.post import FakeChannel
from tests.unit.notices.town import TELEGRAM, VK, Idle, Mortal
from tests.unit.officer.duty import ADMIN, OFFICERS, Duty

CITIZENS = 6
"""Every second one joined drills; they write from both messengers in turn."""


@dataclass
class Got:
    """A message of a notice that a citizen's messenger took, and the notice's state when its row was claimed."""

    notice: int
    channel: str
    chat: str
    state: str
    text: str
    purpose: str


def change(turn: Turn) -> None:
    """Test button t_change:ID:TEXT: somebody changes what is written."""
    draft = draft_of(turn)
    if draft is not None:
        text = turn.event.argument.partition(":")[2]
        set_content(turn, draft.notice, draft.content.changed(texts={"ru": text}))


class RoomClock(MovableClock):
    """Shows the room's time."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def now(self) -> int:
        return self.room.at


@dataclass
class Room(Duty):
    """`store` is the mortal one; `got` is everything that ever reached a citizen."""

    url: str = ""
    folder: Path = Path()
    got: list[Got] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)  # (message, data) of every button that ever stood
    deaths: int = 0

    def __post_init__(self) -> None:
        self.clock = RoomClock(self)
        super().__post_init__()

    def open(self) -> None:
        super().open()
        self.intake.router.add([button(Where.PRIVATE, "t_change", change, load_notice, load_accounts, officer=True)])
        channels = {"telegram": FakeChannel(limits=TELEGRAM), "vk": FakeChannel(name="vk", limits=VK)}
        files = Files(self.store, channels, self.folder, self.clock)
        parcels = {name: Parcels(c, self.store, files, self.shared.library) for name, c in channels.items()}
        senders = {
            name: Idle(c, self.store, self.clock, parcels[name], lambda changes: None, moved=lambda a, b: None)
            for name, c in channels.items()
        }
        self.audience = Audience(self.shared, self.store, senders, self.clock, lambda changes: None)

    async def settles(self) -> None:
        """People who want to be warned of everything."""
        for number in range(1, CITIZENS + 1):
            channel = "telegram" if number % 2 else "vk"
            person = 500 + number
            await self.keep(
                Person(person, 1, "ru"),
                Account(channel, str(7000 + number), person, 1),
                Subscription(person, ALL_KINDS, 1, drills=number % 2),
            )

    async def opens(self) -> None:
        """The program starts again over what was committed."""
        self.deaths += 1
        for pending in (self._sent, self._waiting, self._left):
            pending.clear()
        self.shared.ids = Ids(dict((await self.store.read(Query("last_ids")))[0]))
        self.open()
        await self._lands()

    def _show(self, row: OutboxRow) -> None:
        super()._show(row)
        chat = self.chats.get(ADMIN if row.chat == ADMIN.chat else self._address(row), [])
        for said in chat[-1:]:
            self.seen += [(said.id, data) for data in said.data if data and (said.id, data) not in self.seen]

    @staticmethod
    def _address(row: OutboxRow) -> Any:
        return replace(ADMIN, channel=row.channel, chat=row.chat)

    # -- the audience and the messengers ----------------------------------------------------------
    async def looks(self) -> None:
        """One round of the loop that counts and writes out; afterwards its ticks."""
        await self.audience._count_all()
        await self.audience._round()
        await self.passes(0)

    async def sends(self, most: int) -> None:
        """The messengers take so many rows that wait, each claimed by the statement that the sender uses."""
        waiting = await self._rows("notice_id <> 0 AND state = 0 ORDER BY lane, id")
        for row in waiting[:most]:
            state = await self.state(row.notice_id)
            if row.expires_at and row.expires_at <= self.at:
                await self._conclude(row, OutboxState.EXPIRED)
                continue
            async with self.store.unit() as unit:
                claim = Query("outbox_claim_many", (json.dumps([row.id]), self.at, words(SAYABLE)))
                [claimed] = await unit.exchange(None, [claim])
                await unit.commit()
            for one in claimed:
                self.got.append(
                    Got(one.notice_id, one.channel, one.chat, state.value, await self._text(one), one.purpose)
                )
                await self._conclude(one, OutboxState.SENT)

    async def _lands(self) -> None:
        """What was claimed when the program died had reached its messenger."""
        for row in await self._rows("notice_id <> 0 AND state = 1 ORDER BY id"):
            await self._conclude(row, OutboxState.SENT)

    async def _conclude(self, row: OutboxRow, state: OutboxState) -> None:
        changes = Changes()
        changes.command("notice_count_add", json.dumps([row.id]), state.name.lower(), "")
        changes.command("outbox_conclude", row.id, int(state), row.due_at, 1, 0, 1, self.at, "", row.chat)
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def _text(self, row: OutboxRow) -> str:
        body = row.body
        if row.text_id:
            found: list[NoticeText] = (
                await self.store.read(Query("notice_texts_among", (json.dumps([row.text_id]),)))
            )[0]
            body = found[0].body
        return parse_marks(load_message(body).text)[0] if body else ""

    async def _rows(self, where: str) -> list[OutboxRow]:
        names = '"' + '", "'.join(columns(OutboxRow)) + '"'
        return [OutboxRow(*row) for row in await run_raw(self.url, f"SELECT {names} FROM outbox WHERE {where}")]

    # -- what must hold ---------------------------------------------------------------------------
    async def faults_found(self) -> list[str]:
        """Every promise that is broken, in words."""
        notices = {n.id: n for n in await self.notices()}
        found = []
        for notice in notices.values():
            found += [f"№ {notice.id}: {f}" for f in await self._of_notice(notice, notices)]
        twice = [k for k, n in Counter((g.notice, g.channel, g.chat, g.purpose) for g in self.got).items() if n > 1]
        found += [f"twice: {key}" for key in twice]
        found += [f"while {g.state}: {g}" for g in self.got if g.state != "sending"]
        found += [f"a drill as live, or the other way round: {g}" for g in self.got if not self._marked(g, notices)]
        chats = {str(7000 + number) for number in range(1, CITIZENS + 1, 2)}
        found += [
            f"a drill to somebody who did not join: {g}"
            for g in self.got
            if notices[g.notice].drill and g.chat.startswith("70") and g.chat not in chats
        ]
        return found

    @staticmethod
    def _marked(got: Got, notices: dict[int, Notice]) -> bool:
        if got.purpose != "notice":
            return True
        drill = "УЧЕНИЯ. Опасности нет."
        shown = got.text.startswith(drill) and got.text.endswith(drill)
        return shown if notices[got.notice].drill else drill not in got.text

    async def _of_notice(self, notice: Notice, notices: dict[int, Notice]) -> list[str]:
        found = []
        content = load_content(notice.content)
        if bool(notice.drill) != content.drill:
            found.append("its drill flag is not its content's")
        said = notice.started_at or any(g.notice == notice.id for g in self.got)
        if said and notice.digest != content.digest():
            found.append("it is not what was submitted")
        if said and not await self._approved(notice, notices):
            found.append("it was sent without an approval")
        if notice.link == "withdraws" and notice.started_at and notices[notice.linked_id].state != "cancelled":
            found.append("its original is not cancelled")
        if notice.link in ("updates", "corrects", "ends", "repeats") and notice.started_at:
            original = notices[notice.linked_id]
            if not original.ended_at or original.state == "sending":
                found.append("its original goes on")
            if notice.link != "repeats" and original.ended_at < notice.started_at:
                found.append("its original was not in force any more")
            if bool(notices[notice.linked_id].drill) != bool(notice.drill):
                found.append("a drill and something real are linked")
        return found

    async def _approved(self, notice: Notice, notices: dict[int, Notice]) -> bool:
        """By somebody who had no hand in it, by the exception, or (said again) with what it repeats."""
        approvals = [e for e in await self.history(notice.id) if e.what in ("approve", "repeat") and "by" not in e.data]
        if notice.link == "repeats":
            original = notices[notice.linked_id]
            same = notice.content == original.content and bool(original.approved_at)
            return not approvals and notice.source == "clock" and same
        if len(approvals) != 1:
            return False
        [by], hands = approvals, json.loads(notice.hands)
        if by.actor not in hands:
            return any(by.actor == min(str(a) for a in person) for person in OFFICERS)
        alone = json.loads(by.data).get("alone")
        may = notice.link == "withdraws" or (self.shared.one_officer and notice.severity == 4)
        return bool(alone) and may


async def open_room(folder: Path) -> tuple[Room, Mortal]:
    """A new room over a new database."""
    url = f"sqlite:///{folder}/otklik.db"
    store = Mortal(make_store(url))
    await store.store.open()
    await store.store.migrate()
    room = Room(store, url=url, folder=folder)
    await room.settles()
    return room, store
