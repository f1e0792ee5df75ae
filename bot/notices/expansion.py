"""One notice being written out: recipients and outbox rows, a chunk a transaction, the cursor in the same one.

Each messenger is written out for itself, so that the quick one never waits for the slow one, and at most two chunks
ahead of its sender. Whatever is interrupted goes on at the last cursor; a recipient that is there is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from bot.notices.also import AlsoInForce
from bot.notices.marks import Marks
from bot.notices.selection import BEGIN, After, Candidate, RecipientSource, Selection
from bot.notices.texts import NoticeTexts
from bot.notices.together import Together, Waits, both_places, wait_still
from handlers.base.message import Message
from handlers.base.shared import Shared
from handlers.base.turn import random_id, text_random_id
from handlers.notices.chain import is_overtaken
from handlers.notices.content import load_content, wakes
from handlers.notices.family import NoticeLink
from handlers.notices.kinds import Severity
from handlers.notices.states import SAYABLE
from handlers.notices.wording import NO_DANGER, TAKES_BACK, Meaning, plain_meaning, variant
from handlers.notices.words import NoticeTick
from storage.changes import Changes, Query
from storage.notice_records import COUNTED, PUBLIC, Notice, Recipient, TwoInOne
from storage.outbox_records import OutboxOp
from storage.records import Lane, OutboxRow, OutboxState, Timer
from storage.store import Store
from storage.ticks import Tick

EXPANSION_CHUNK = 500
"""Recipients in one transaction: other writers wait for a chunk, and may wait 50 ms."""
FIRST_CHUNK = 100
"""The first one is small: somebody has it within the second."""
AHEAD = 2_000
EXPANSION_LOOK_S = 0.1
"""So long it looks for the persons of one chunk: most may be somebody else's, or have it already."""
"""The timer of whoever sleeps (handlers.subscriber)."""
CURSOR_DONE = "done"

NOBODY: Mapping[int, Waits] = {}

Chosen = tuple[Candidate, str]
"""Somebody with the user that he is in the messenger at hand."""


@dataclass(slots=True)
class Cursor:
    """How far a notice is: `places` has, by messenger, the source's name and where its reading stands."""

    public: bool = False  # public channels have it, and what waited of the earlier notice is dropped
    places: dict[str, tuple[str, After]] = field(default_factory=dict)

    @classmethod
    def load(cls, text: str) -> Cursor:
        values: dict[str, Any] = json.loads(text) if text else {}
        places = {name: (at[0], at[1]) for name, at in values.get("places", {}).items()}
        return cls(bool(values.get("public")), places)

    def dump(self) -> str:
        return json.dumps({"v": 1, "public": self.public, "places": self.places})

    def done(self, channel: str) -> bool:
        return self.places.get(channel, ("", BEGIN))[0] == CURSOR_DONE


@dataclass(slots=True)
class Tools:
    """What an expansion works with. `waiting` says how many rows of a notice a messenger has before it."""

    shared: Shared
    store: Store
    clock: Clock
    running: tuple[str, ...]
    waiting: Callable[[str, int], int]
    committed: Callable[[Changes], None]


class Expansion:
    """One notice that is being sent. Made anew after a fault: then it knows only what is committed."""

    def __init__(self, tools: Tools, notice: Notice, texts: NoticeTexts, earlier: Sequence[Notice]) -> None:
        """`earlier`: the notice that this one links to, and those before it (handlers.notices.family)."""
        self.tools, self.notice, self.texts, self.earlier = tools, notice, texts, earlier
        self.selection = Selection(tools.store, tools.shared, notice, tools.running, earlier)
        self.cursor = Cursor.load(notice.cursor)
        self.sources = self.selection.sources()
        self.wakes = wakes(load_content(notice.content))
        self.also = AlsoInForce(tools.store, tools.shared, notice)
        self.together = Together(tools.store, tools.shared, notice)
        self.marks: dict[str, Marks] = {}
        if notice.link in (NoticeLink.WITHDRAWS, NoticeLink.CORRECTS):
            self.marks = {
                str(n.id) if place else "": Marks(tools.shared, tools.store, notice, n, texts)
                for place, n in enumerate(earlier)
            }
            self.sources += [RecipientSource("marks", key) for key in self.marks]

    @property
    def expanded(self) -> bool:
        return self.cursor.public and all(self.cursor.done(name) for name in self.tools.running)

    async def advance(self) -> bool:
        """Write out what there is room for; False if there was nothing to do, or the notice is not sent any more."""
        if not self.cursor.public:
            return await self._begin()
        moved = False
        for channel in self.tools.running:
            if not self.cursor.done(channel):
                room = AHEAD - self.tools.waiting(channel, self.notice.id)
                if room >= EXPANSION_CHUNK:
                    moved |= await self._chunk(channel)
        return moved

    async def second_way(self) -> bool:
        """All of it was tried: whoever blocked one messenger gets it in the other; whether there was anybody."""
        if not (await self.tools.store.read(Query("audience_unreachable", (self.notice.id,))))[0][0][0]:
            return False
        after: After | None = BEGIN
        while isinstance(after, int):
            page = await self.selection.missed(after, EXPANSION_CHUNK)
            changes = Changes()
            for channel in self.tools.running:
                here = [(c, user) for c in page.candidates for where, user in c.accounts if where == channel]
                self._write(changes, channel, here, await self._also_near(here))
            if changes:
                return await self._commit(changes, over=True)
            after = page.after
        return False

    # -- the beginning --------------------------------------------------------------------------
    async def _begin(self) -> bool:
        """Public channels first, in one go; the earlier notice (of a false alarm: all of them) says nothing more."""
        changes, notice = Changes(), self.notice
        for one in self.earlier if notice.link == NoticeLink.WITHDRAWS else self.earlier[:1]:
            state = OutboxState.DROPPED
            changes.command("notice_drop", one.id, self.tools.clock.now(), int(state), state.name.lower(), notice.link)
            changes.command("audience_close", one.id)
        if not notice.drill:
            meaning = plain_meaning(notice)
            language = self.tools.shared.default_language
            also = await self.also.around(self.tools.clock.now()) if meaning in NO_DANGER else ()
            for address in dict.fromkeys(map(self.tools.shared.now_at, self.tools.shared.notice_channels)):
                if address.channel in self.tools.running:
                    stored, with_also = self.texts.stored, self.texts.with_also
                    text = with_also(changes, language, meaning, also) if also else stored(changes, language, meaning)
                    row = self._row(address.channel, address.chat, text, meaning)
                    row.purpose = PUBLIC
                    changes.put(row)
            for marks in self.marks.values():
                await marks.public(changes, self.tools.clock.now(), plain_meaning(marks.original))
        self.cursor.public = True
        return await self._commit(changes)

    # -- a chunk --------------------------------------------------------------------------------
    async def _chunk(self, channel: str) -> bool:
        began = channel in self.cursor.places
        most = EXPANSION_CHUNK if began else FIRST_CHUNK
        source, after = self._place(channel)
        changes, marked = Changes(), 0
        met: set[int] = set()
        chosen: list[Chosen] = []
        until = self.tools.clock.monotonic() + EXPANSION_LOOK_S
        while source is not None and len(chosen) + marked < most and self.tools.clock.monotonic() <= until:
            if source.kind == "marks":
                if chosen:
                    break  # whom to mark is read from what is committed
                count, found = await self.marks[source.key].page(changes, channel, after, most, self.tools.clock.now())
                marked += count
            else:
                page = await self.selection.page(source, after, most, channel)
                chosen += await self._fresh(page.candidates, channel, met)
                found = page.after
            source, after = (source, found) if found is not None else (self._next(source), BEGIN)
        waits = await self.together.waiting(channel, [candidate for candidate, _ in chosen])
        self._write(changes, channel, chosen, await self._also_near(chosen), waits)
        self.cursor.places[channel] = (source.name, after) if source is not None else (CURSOR_DONE, BEGIN)
        return await self._commit(changes, taken=[wait.row for wait in waits.values()])

    def _place(self, channel: str) -> tuple[RecipientSource | None, After]:
        """Where the reading of a messenger stands. A source that a changed region does not have any more: from the
        beginning; who is written out already is passed over.
        """
        if channel not in self.cursor.places:
            return self.sources[0], BEGIN
        name, after = self.cursor.places[channel]
        source = next((source for source in self.sources if source.name == name), None)
        return (source, after) if source is not None else (self.sources[0], BEGIN)

    def _next(self, source: RecipientSource) -> RecipientSource | None:
        place = self.sources.index(source) + 1
        return self.sources[place] if place < len(self.sources) else None

    async def _fresh(self, candidates: list[Candidate], channel: str, met: set[int]) -> list[Chosen]:
        """Those whom this messenger reaches and who do not have it yet."""
        here = [(c, user) for c in candidates for a, user in c.accounts if a == channel]
        ids = json.dumps([c.member.person for c, _ in here])
        written: dict[int, set[str]] = {}
        if here:
            query = Query("audience_written", (self.notice.id, ids))
            for person, where in (await self.tools.store.read(query))[0]:
                written.setdefault(person, set()).add(where)
        fresh = []
        for candidate, user in here:
            person = candidate.member.person
            before = written.get(person, set())
            if person in met or channel in before or (before and len(candidate.accounts) < 2):
                continue
            met.add(person)
            fresh.append((candidate, user))
        return fresh

    # -- rows -----------------------------------------------------------------------------------
    async def _also_near(self, chosen: list[Chosen]) -> dict[int, tuple[Notice, ...]]:
        """What else is in force for each of these, by person."""
        return await self.also.near(((c.member.person, c.meaning) for c, _ in chosen), self.tools.clock.now())

    def _write(
        self,
        changes: Changes,
        channel: str,
        chosen: list[Chosen],
        also: Mapping[int, tuple[Notice, ...]],
        waits: Mapping[int, Waits] = NOBODY,
    ) -> None:
        now, texts = self.tools.clock.now(), self.texts
        texts.expect((variant(texts.language(c.member.language), c.meaning), c.places) for c, _ in chosen if c.places)
        for candidate, user in chosen:
            member, meaning = candidate.member, candidate.meaning
            language = texts.language(member.language)
            told = Recipient(self.notice.id, member.person, channel, user, candidate.rank, at=now)
            told.variant = variant(language, meaning)
            if until := self._held_until(candidate, now):
                told.held = 1
                changes.put(Timer(Tick.MORNING, f"{channel}:{user}", until))
            else:
                text: int | Message
                if member.person in waits:
                    wait, names = waits[member.person], both_places(candidate.places, waits, member.person)
                    text = texts.together(changes, language, wait.notice, wait.content, names)
                elif member.person in also:
                    text = texts.with_also(changes, language, meaning, also[member.person])
                elif candidate.places:
                    text = texts.near(changes, language, meaning, candidate.places)
                else:
                    text = texts.stored(changes, language, meaning)
                row = self._row(channel, user, text, meaning)
                told.row_id = row.id
                changes.put(row)
                if member.person in waits:
                    self._join(changes, row, waits[member.person], member.person)
            changes.put(told)

    def _join(self, changes: Changes, row: OutboxRow, wait: Waits, person: int) -> None:
        """The row says the other notice, too. It is no message of one of them alone, so that neither marks it."""
        row.event_id = 0
        changes.put(TwoInOne(row.id, self.notice.id, wait.notice.id))
        now = self.tools.clock.now()
        changes.command("notice_join", row.id, wait.notice.id, person, row.channel, wait.row, now)

    def _held_until(self, candidate: Candidate, now: int) -> int:
        if self.wakes or candidate.meaning in TAKES_BACK:  # said to whoever sleeps, too
            return 0
        return candidate.member.quiet_until(now, self.tools.shared.region.zone)

    def _row(self, channel: str, chat: str, text: int | Message, meaning: Meaning) -> OutboxRow:
        now, notice = self.tools.clock.now(), self.notice
        number = self.tools.shared.ids.next("outbox")
        urgent = notice.severity >= Severity.SEVERE or notice.link == NoticeLink.WITHDRAWS
        lane = Lane.ALERT if urgent else Lane.NOTICE
        row = OutboxRow(number, channel, chat, int(lane), OutboxOp.SEND, "", careful=1, created_at=now, due_at=now)
        row.notice_id = row.event_id = notice.id
        row.purpose = COUNTED
        row.expires_at = 0 if meaning in NO_DANGER else notice.until  # that it is over is never too late
        if isinstance(text, Message):
            row.body, row.random_id = text.dump(), random_id(number)
        else:
            row.text_id, row.random_id = text, text_random_id(text)
        return row

    # -- committing -----------------------------------------------------------------------------
    async def _commit(self, changes: Changes, *, over: bool = False, taken: Sequence[int] = ()) -> bool:
        """Write a chunk with its cursor, if the notice is still being sent and nobody moved it: in one transaction.

        `over`: although it is written out. `taken`: rows of other notices that must wait still.
        """
        notice, cursor = self.notice, self.cursor.dump()
        async with self.tools.store.unit() as unit:
            asked = [Query("notice_unmoved", (notice.id, notice.cursor))]
            if notice.link:
                asked.append(Query("notice_family", (notice.id,)))
            rows, *family = await unit.exchange(None, asked)
            fresh: Notice | None = rows[0] if rows else None
            if fresh is None or fresh.state not in SAYABLE:
                raise Interrupted
            if (fresh.expanded and not over) or not await wait_still(unit, taken):
                raise Interrupted
            if family and is_overtaken(fresh, family[0]):
                judged = Changes()
                judged.put(Timer(NoticeTick.JUDGE, str(notice.id), self.tools.clock.now()))
                await unit.commit(judged)
                self.tools.committed(judged)
                raise Interrupted
            changes.command("audience_cursor", notice.id, cursor, int(self.expanded))
            await unit.commit(changes)
        self.notice = fresh
        self.notice.cursor, self.notice.expanded = cursor, int(self.expanded)
        self.tools.committed(changes)
        return True


class Interrupted(Exception):
    """The notice was stopped, withdrawn or changed meanwhile: nothing of the chunk is kept."""
