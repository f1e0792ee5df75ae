"""A duty room for the state machine: handlers, the real loop that writes notices out, and a messenger that takes rows.

Everything that is not the database may die at any step (`Mortal`); `opens` is the program's next start.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.names import messengers
from bot.channels.port import Parcel
from handlers.base.message import Address
from handlers.base.routes import Where, button
from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.kinds import ALL_KINDS
from handlers.notices.moves import load_accounts, set_content
from handlers.officer.compose.drafting import draft_of
from handlers.officer.loads import load_notice
from storage.changes import Query
from storage.ids import Ids
from storage.notice_records import Notice, Subscription
from storage.open import make_store
from storage.records import Account, Person
from tests.databases import ready_file
from tests.unit.alerts.wire import TRUSTED, region_with
from tests.unit.officer.duty import ADMIN, OFFICERS, Duty, world_of_officers
from tests.world.messenger import Shown
from tests.world.mortal import Mortal

NAMES = messengers()
ON_DUTY = (OFFICERS[0] | {Address("max", "17")}, *OFFICERS[1:])
"""Anna of `OFFICERS` has an account in all three messengers here."""
CHATS_OF_OFFICERS = {account.chat for person in ON_DUTY for account in person}
CITIZENS = 6
"""Every second one joined drills; they write from the three messengers in turn."""
EVERYWHERE = 500
"""A person with an account in each messenger, who wants warnings in any of them."""
NEIGHBOUR = 510
"""Another one, who reports from all of them; his chats have his number."""


BOTH = re.compile(r"№ (\d+) и № (\d+)")
"""What a message of two near-equal notices says of their numbers."""


def channel_of(number: int) -> str:
    return NAMES[number % len(NAMES)]


@dataclass
class Got:
    """A message of a notice that a citizen's messenger took, and the notice's state when its row was claimed."""

    notice: int
    channel: str
    chat: str
    state: str
    text: str
    purpose: str
    again: bool  # the program does not know whether it arrived before: it died meanwhile
    marked: str = ""  # the standing message that it changes; one notice may mark several of a chain in one chat
    also: int = 0  # the other notice of two near-equal ones that it says
    also_state: str = ""

    @property
    def said(self) -> tuple[int, ...]:
        return (self.notice, self.also) if self.also else (self.notice,)


def change(turn: Turn) -> None:
    """Test button t_change:ID:TEXT: somebody changes what is written."""
    draft = draft_of(turn)
    if draft is not None:
        text = turn.event.argument.partition(":")[2]
        set_content(turn, draft.notice, draft.content.changed(texts={"ru": text}))


CHANGE = button(Where.PRIVATE, "t_change", change, load_notice, load_accounts, officer=True)


@dataclass
class Room(Duty):
    """Its world's store is the mortal one; `got` is everything of notices that ever reached a citizen."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)  # (message, data) of every officers' button ever shown
    deaths: int = 0

    def __post_init__(self) -> None:
        self.world.slow = lambda item: bool(item.notice)
        self._states: dict[int, str] = {}
        self._shown = set[tuple[str, str]]()  # what is in `seen`
        for messenger in self.world.messengers.values():
            messenger.sees = self._sees

    async def settles(self) -> None:
        """People who want to be warned of everything."""
        for number in range(1, CITIZENS + 1):
            person = 500 + number
            await self.keep(
                Person(person, 1, "ru"),
                Account(channel_of(number), str(7000 + number), person, 1),
                Subscription(person, ALL_KINDS, 1, drills=number % 2),
            )
        accounts = [Account(name, "7100", EVERYWHERE, 1) for name in NAMES]
        await self.keep(Person(EVERYWHERE, 1, "ru"), *accounts, Subscription(EVERYWHERE, ALL_KINDS, 1))
        await self.keep(Person(NEIGHBOUR, 1, "ru"), *(Account(name, str(NEIGHBOUR), NEIGHBOUR, 1) for name in NAMES))
        self.world.ids = self.shared.ids = Ids(dict((await self.store.read(Query("last_ids")))[0]))

    async def opens(self) -> None:
        """The program starts again over what was committed."""
        self.deaths += 1
        await self.world.restart()
        await self.world.deliver()

    def _sees(self, parcel: Parcel, shown: Shown) -> None:
        row = parcel.row
        if row.notice_id:
            state, text = self._states[row.notice_id], shown.text
            again = bool(row.unknowns)
            got = Got(row.notice_id, row.channel, row.chat, state, text, row.purpose, again, parcel.edit)
            if both := BOTH.search(text) if row.purpose == "notice" else None:
                got.also = next(int(number) for number in both.groups() if int(number) != row.notice_id)
                got.also_state = self._states[got.also]
            self.got.append(got)
        elif Address(row.channel, row.chat) == ADMIN or row.chat in CHATS_OF_OFFICERS:
            new = [(shown.id, data) for data in shown.data if data and (shown.id, data) not in self._shown]
            self.seen += new
            self._shown |= set(new)

    # -- the audience and the messengers ----------------------------------------------------------
    async def looks(self) -> None:
        """One round of the loop that counts and writes out; afterwards its ticks."""
        await self.world.audience._count_all()
        await self.world.audience._round()
        await self.passes(0)

    async def sends(self, most: int) -> None:
        """The messengers take so many rows of notices that wait."""
        self._states = {notice.id: notice.state for notice in await self.notices()}
        senders = self.world.senders.values()
        waiting = sorted(item.id for sender in senders for item in sender.queue if item.notice)
        await self.world.take_now(*waiting[:most])

    # -- what must hold ---------------------------------------------------------------------------
    async def faults_found(self) -> list[str]:
        """Every promise that is broken, in words."""
        notices = {n.id: n for n in await self.notices()}
        found = []
        for notice in notices.values():
            found += [f"№ {notice.id}: {f}" for f in await self._of_notice(notice, notices)]
        twice = [
            k
            for k, n in Counter(
                (number, g.channel, g.chat, g.purpose, g.marked) for g in self.got if not g.again for number in g.said
            ).items()
            if n > 1
        ]
        found += [f"twice: {key}" for key in twice]
        found += [f"while {g.state}: {g}" for g in self.got if g.state != "sending"]
        found += [f"while the other is {g.also_state}: {g}" for g in self.got if g.also_state not in ("", "sending")]
        found += [f"a drill as live, or the other way round: {g}" for g in self.got if not self._marked(g, notices)]
        found += [f"in two messengers: {person}" for person in self._told_twice()]
        chats = {str(7000 + number) for number in range(1, CITIZENS + 1, 2)}
        found += [
            f"a drill to somebody who did not join: {g}"
            for g in self.got
            if notices[g.notice].drill and g.chat.startswith("7") and g.chat not in chats
        ]
        return found

    def _told_twice(self) -> list[int]:
        """Notices that somebody with three accounts got in more than one of them."""
        told = Counter(g.notice for g in self.got if g.chat == "7100" and g.purpose == "notice" and not g.again)
        return [notice for notice, times in told.items() if times > 1]

    async def without(self, numbers: tuple[int, ...]) -> list[str]:
        """Who of those who want everything did not get one of these; to be asked when all of them have gone out."""
        got = {(number, g.chat) for g in self.got if g.purpose == "notice" for number in g.said}
        chats = [*(str(7000 + number) for number in range(1, CITIZENS + 1)), "7100"]
        return [f"{chat} has no № {number}" for number in numbers for chat in chats if (number, chat) not in got]

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
            again = [n for n in _said(notices, notice.linked_id) if n.id < notice.id or notice.link != "repeats"]
            if any(not n.ended_at or n.state == "sending" for n in again):
                found.append("its original goes on")
            if notice.link != "repeats" and max(n.ended_at for n in again) < notice.started_at:
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
        if by.actor == TRUSTED.code:
            return notice.source == TRUSTED.code and not notice.author and not hands
        if by.actor not in hands:
            return any(by.actor == min(str(a) for a in person) for person in ON_DUTY)
        alone = json.loads(by.data).get("alone")
        may = notice.link == "withdraws" or (self.shared.one_officer and notice.severity == 4)
        return bool(alone) and may


def _said(notices: dict[int, Notice], number: int) -> list[Notice]:
    """A notice with its repeats that went out."""
    again = [n for n in notices.values() if n.link == "repeats" and n.linked_id == number and n.started_at]
    return [notices[number], *again]


async def open_room(folder: Path) -> tuple[Room, Mortal]:
    """A new room over a new database."""
    url = ready_file(folder / "otklik.db")
    store = Mortal(make_store(url))
    await store.store.open()
    world = world_of_officers(store, folder, (CHANGE,), region_with(TRUSTED), ON_DUTY, NAMES)
    room = Room(world, url)
    await room.settles()
    return room, store
