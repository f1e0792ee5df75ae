"""The persons and dialogues of one group of updates: loaded at once, handed out as copies, collected again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from handlers.base.event import CLOCK, Event, Kind
from handlers.base.loads import Asked, Needs
from handlers.base.message import Address
from handlers.base.shared import Shared
from handlers.base.steps import KeptData
from handlers.base.turn import Turn
from storage.changes import Changes, Query, key_of
from storage.record import copied
from storage.records import Account, Dialogue, Person, Record
from storage.store import Unit

R = TypeVar("R", bound=Record)

NOBODY = "0"
_encode = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps makes one for each text

WORDLESS = (Kind.BLOCKED, Kind.UNBLOCKED, Kind.MEMBER, Kind.RIGHTS, Kind.FILED)
"""Nobody says anything by these: no dialogue begins, and the first words after them are still the first."""


class Batch:
    """What one transaction knows and wants written. `changes` is what has not been written yet."""

    def __init__(self, unit: Unit, shared: Shared, now: int) -> None:
        self.unit, self.shared, self.now = unit, shared, now
        self.changes = Changes()
        self.written = Changes()  # what went to the database before the last declared load
        self.alarmed = False  # the operators are told of a fault; counts from the commit on
        self.apologised: set[Address] = set()  # private chats that are told of one; likewise
        self._known: dict[tuple[type[Record], tuple[Any, ...]], Record] = {}
        self._persons: dict[tuple[str, str], Person] = {}
        self._steady: dict[Asked, list[Any]] = {}  # answers that go for the whole group (Load.steady)

    async def load(self, events: Sequence[Event], more: Sequence[Query] = ()) -> list[list[Any]]:
        """Accounts, persons and dialogues of everybody in these events; in the same trip the answers to `more`."""
        users: dict[str, set[str]] = {}
        talks: set[tuple[str, str, str]] = set()
        for event in events:
            if event.channel != CLOCK and event.sender:
                users.setdefault(event.channel, set()).add(event.sender)
                talks.add((event.channel, event.chat, event.sender))
        queries = [Query("dialogues_among", (json.dumps(sorted(talks)),))] if talks else []
        for channel, ids in sorted(users.items()):
            listed = json.dumps(sorted(ids))
            queries += [Query("accounts_among", (channel, listed)), Query("persons_of_accounts", (channel, listed))]
        if not queries and not more:
            return []
        rows = await self.unit.exchange(None, [*more, *queries])
        persons: dict[int, Person] = {}
        for record in (record for group in rows[len(more) :] for record in group):
            self._known[type(record), key_of(record)] = record  # made by the store just now: nobody else has it
            if isinstance(record, Person):
                persons[record.id] = record
        for record in list(self._known.values()):
            if isinstance(record, Account):
                self._persons[record.channel, record.user_id] = persons[record.person_id]
        return rows[: len(more)]

    async def write(self, queries: Sequence[Query] = ()) -> list[list[Any]]:
        """Write what was collected so far, then read: a load sees everything that came before it."""
        rows = await self.unit.exchange(self.changes or None, queries)
        self.written.add(self.changes)
        self.changes = Changes()
        return rows

    async def answers(self, wanted: Needs) -> list[list[Any]]:
        """The rows of each of these, after `write`. What is steady and was answered in this group is not asked again:
        where no more is wanted, nothing is written yet.
        """
        held = [self._held(asked) for asked in wanted]
        queries = [asked.query for asked, rows in zip(wanted, held, strict=True) if rows is None]
        found = iter(await self.write(queries) if queries else ())
        answers = [next(found) if rows is None else rows for rows in held]
        for asked, rows, known in zip(wanted, answers, held, strict=True):
            if asked.load.steady and known is None:
                self._steady[asked] = [copied(row) for row in rows]
        return answers

    def _held(self, asked: Asked) -> list[Any] | None:
        """Copies of what this was answered, as long as the group has written no such row."""
        if not asked.load.steady or asked not in self._steady:
            return None
        if any(made.commands or asked.load.kind in made.rows for made in (self.changes, self.written)):
            return None
        return [copied(row) for row in self._steady[asked]]

    @property
    def everything(self) -> Changes:
        """What went to the database, and what was to go with the commit."""
        whole = Changes()
        whole.add(self.written)
        whole.add(self.changes)
        return whole

    async def commit(self) -> None:
        await self.unit.commit(self.changes)
        if self.alarmed:
            self.shared.fault_alarm_at = self.now
        if self.apologised:
            self.shared.apologise(self.apologised, self.now)
        self.written.add(self.changes)
        self.changes = Changes()

    def turn(self, event: Event, texts_language: str = "") -> Turn:
        """A turn over copies: a handler that fails changes nothing that others see."""
        person, account = self._who(event)
        dialogue = self._get(Dialogue, event.channel, event.chat, event.sender)
        if dialogue is None:
            dialogue = Dialogue(event.channel, event.chat, event.sender, person.id)
        language = texts_language or person.language or event.language or self.shared.default_language
        turn = Turn(event, self.now, self.shared, person, account, dialogue, self.shared.library.texts(language))
        turn.data = json.loads(dialogue.data)
        turn.shown = turn.data.pop(KeptData.SHOWN, {})
        no_buttons = turn.data.pop(KeptData.NO_BUTTONS, False)
        turn.no_buttons = no_buttons if event.buttons is None else not event.buttons
        turn.sees_edited = turn.data.pop(KeptData.SEES_EDITED, False) or turn.pressed_what_was_edited
        return turn

    def keep(self, turn: Turn) -> None:
        """Take over what a handler that returned has collected and changed."""
        event = turn.event
        if event.sender and event.channel != CLOCK:
            data = {**turn.data, KeptData.SHOWN: turn.shown} if turn.shown else turn.data
            data = {**data, KeptData.NO_BUTTONS: True} if turn.no_buttons else data
            data = {**data, KeptData.SEES_EDITED: True} if turn.sees_edited else data
            turn.dialogue.data = _encode(data) if data else "{}"
            turn.dialogue.person_id = turn.person.id
            mine: tuple[Record, ...] = (turn.person, turn.account, turn.dialogue)
            for record in mine:
                before = self._known.get((type(record), key_of(record)))
                ours = turn.changes.rows.get(type(record), {})
                if before is None and isinstance(record, Dialogue) and event.kind in WORDLESS:
                    continue
                if before != record and key_of(record) not in ours:
                    if isinstance(record, Dialogue):
                        record.updated_at = self.now
                    turn.changes.put(record)
        for kind in (Person, Account, Dialogue):
            for key, record_or_none in turn.changes.rows.get(kind, {}).items():
                self._replace(kind, key, record_or_none)
        self.changes.add(turn.changes)

    # -- what is known ------------------------------------------------------------------------
    def _who(self, event: Event) -> tuple[Person, Account]:
        if event.channel == CLOCK or not event.sender:
            return Person(0, self.now), Account(event.channel, NOBODY, 0, self.now)
        account = self._get(Account, event.channel, event.sender)
        person = self._persons.get((event.channel, event.sender))
        if account is not None and person is not None:
            return self._get(Person, person.id) or copied(person), account
        person = Person(self.shared.ids.next("person"), self.now, language=event.language)
        return person, Account(event.channel, event.sender, person.id, self.now)

    def _get(self, kind: type[R], *key: Any) -> R | None:
        found = self._known.get((kind, key))
        return copied(found) if isinstance(found, kind) else None

    def _remember(self, record: Record) -> None:
        self._known[type(record), key_of(record)] = copied(record)

    def _replace(self, kind: type[Record], key: tuple[Any, ...], record: Record | None) -> None:
        if record is None:
            self._known.pop((kind, key), None)
            return
        self._remember(record)
        if isinstance(record, Account):
            person = self._known.get((Person, (record.person_id,)))
            if isinstance(person, Person):
                self._persons[record.channel, record.user_id] = person
