"""What a handler holds: the event, who wrote it, what its route loaded, and where its answers go.

A handler is a plain function of a turn. What it says and changes is collected here and carried out
after it, in the batch's one transaction; if it raises, all of it is discarded and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handlers.base.event import Event, Kind
from handlers.base.labels import buttons_of, with_words
from handlers.base.loads import Load, NotAsked
from handlers.base.message import Address, Marked, Message
from handlers.base.programs import is_program
from handlers.base.shared import Shared
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import Texts
from storage.changes import Changes
from storage.outbox_records import OutboxOp
from storage.records import (
    Account,
    Audit,
    Dialogue,
    Lane,
    OutboxRow,
    Person,
    Record,
    Share,
    Timer,
)

R = TypeVar("R", bound=Record)
T = TypeVar("T")

DATA_VERSION = 1
"""Stored in every dialogue's data; a later program reads earlier ones in `Turn.data`."""
QUESTION_STEPS = frozenset(QuestionStep)

OUTLIVES = (KeptData.UNDO, KeptData.FILED, KeptData.RUMOUR)
"""What a dialogue remembers through such questions: a cancelled draft, what was filed, what may be a rumour."""

MESSAGE_SLOT = "message:"
"""Before the messenger's own id, in place of a slot: a message to delete of which nothing is remembered."""
PRESSED = "pressed"
"""In `Turn.shown`: the screen answered a button; what is written next stands below it, and so does its answer."""
EDITED = "edited"
"""In `Turn.shown`: the screen was edited, in a messenger where not everybody sees its buttons then."""
TOGETHER_MS = 5_000
"""Messages that follow within this time belong together: their screen is edited, not sent anew."""


@dataclass(slots=True)
class Turn:
    """One event being handled. `now` is UTC milliseconds.

    `person`, `account` and `dialogue` are copies for this event's sender; changes to them are kept
    when the handler returns. `loaded` has what the route's `needs` declare.
    """

    event: Event
    now: int
    shared: Shared
    person: Person
    account: Account
    dialogue: Dialogue
    texts: Texts  # in the person's language; in an operators' chat the default language
    loaded: dict[Load[Any], tuple[Any, ...]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    acknowledged: bool = False
    commanded: bool = False  # the message is a command
    command_argument: str = ""  # what stood after the command word
    data: dict[str, Any] = field(default_factory=dict)  # of the dialogue; stored when the handler returns
    officer: str = ""  # the duty officer's key, on routes that are for officers
    is_citizen: bool = False  # found to be nobody of the staff or the officers; whoever was not asked about may be one
    stepped: bool = False  # whether the handler went to a step itself
    typed: bool = False  # the words of a button were typed (see typed_buttons): there is nothing to acknowledge
    unclear: tuple[str, ...] = ()  # labels of the several buttons that they could mean
    overtaken: bool = False  # a notice or staff said something after what was shown last, and the words may be of that
    unsaid: str = ""  # what a toast would have said then
    shown: dict[str, Any] = field(default_factory=dict)  # the buttons shown last (see typed_buttons); stored likewise
    no_buttons: bool = False  # this person's program shows none; stored likewise
    sees_edited: bool = False  # a button under an edited message was pressed once; stored likewise
    pressed: str = ""  # the slot of the message under which the button stands, where a handler found that out
    meant: tuple[str, str, str, float] | None = None
    """Once that was read: a text, after what was asked, what it means (handlers.reading.intent), how sure that is."""

    # -- reading ------------------------------------------------------------------------------
    def many(self, load: Load[T]) -> tuple[T, ...]:
        """What the route loaded under this; NotAsked if no need of the route declares it."""
        try:
            return self.loaded[load]
        except KeyError:
            raise NotAsked(load.name) from None

    def one(self, load: Load[T]) -> T | None:
        """The single row under this, or None."""
        rows = self.many(load)
        return rows[0] if rows else None

    @property
    def here(self) -> Address:
        return Address(self.event.channel, self.event.chat)

    @property
    def staff_texts(self) -> Texts:
        """The language of the operators' chats, whoever the turn is about."""
        return self.shared.library.texts(self.shared.default_language)

    def t(self, name: str, /, **values: object) -> Marked:
        """A sentence of `locales/` in this turn's language; what persons wrote is escaped."""
        return self.texts.say(name, **values)

    # -- changing -----------------------------------------------------------------------------
    def save(self, record: Record) -> None:
        self.changes.put(record)

    def delete(self, kind: type[Record], *key: Any) -> None:
        self.changes.delete(kind, *key)

    def new_id(self, table: str) -> int:
        return self.shared.ids.next(table)

    def step(self, name: str, /, **data: Any) -> None:
        """Go to a step of the dialogue; `data` replaces what it remembered."""
        self.dialogue.step, self.stepped = name, True
        self.data = {KeptData.VERSION: DATA_VERSION, **data} if data else {}

    @property
    def timer_key(self) -> str:
        """The key of this person's personal timers (see Route.personal)."""
        return f"{self.dialogue.channel}:{self.dialogue.user_id}"

    def after(self, ms: int, kind: str, key: object, data: str = "") -> None:
        """Come back as the tick "kind:key" in `ms` milliseconds; an earlier timer of that name moves."""
        self.save(Timer(kind, str(key), self.now + ms, data))

    def forget_timer(self, kind: str, key: object) -> None:
        self.delete(Timer, kind, str(key))

    def audit(self, action: str, **data: Any) -> None:
        row = Audit(self.new_id("audit"), self.now, self.event.channel, self.event.sender, action)
        row.data = json.dumps(data, ensure_ascii=False)
        self.save(row)

    # -- saying -------------------------------------------------------------------------------
    def ack(self, text: str = "") -> None:
        """Answer a pressed button: a short toast, or nothing. Done by itself if a handler does not."""
        if self.typed and text:
            self.unsaid = text
        if not self.event.ack or self.acknowledged:
            return
        self.acknowledged = True
        row = self._row(self.here, OutboxOp.ACK, text[:90], Lane.ACK)
        row.slot, row.expires_at = self.event.ack, self.event.ack_until
        row.purpose = self.event.sender
        self._put(row)

    def say(self, text: Marked | Message, **how: Any) -> OutboxRow:
        """A message to the chat that the event came from. `how`: see `send`."""
        return self.send(self.here, text, **how)

    def send(
        self,
        to: Address,
        message: Marked | Message,
        *,
        lane: Lane = Lane.PERSON,
        share: Share = Share.NONE,
        careful: bool = False,
        slot: str = "",
        report_id: int = 0,
        event_id: int = 0,
        purpose: str = "",
        then: str = "",
    ) -> OutboxRow:
        """A message to any chat, through the outbox (see OutboxRow for what the words mean).

        With a slot it is a *put*: the slot's message comes to show this, by edit where it was sent.
        """
        body = message if isinstance(message, Message) else Message(message)
        if self.event.private and to == self.here:
            self._remember_buttons(body, slot)
            body = with_words(self.texts, body) if self.no_buttons else body
        row = self._row(to, OutboxOp.PUT if slot else OutboxOp.SEND, body.dump(), lane)
        row.slot, row.share, row.careful = slot, int(share), int(careful)
        row.report_id, row.event_id, row.purpose, row.then = report_id, event_id, purpose, then
        self._put(row)
        return row

    def _remember_buttons(self, body: Message, slot: str) -> None:
        """What can be typed from now on; a screen that comes to have no buttons has no words either."""
        buttons = buttons_of(body)
        if buttons:
            self.shown = {"at": self.now, "buttons": buttons}
        elif slot:
            self.shown = {}

    def take_away(self, to: Address, slot: str, *, lane: Lane = Lane.PERSON, share: Share = Share.NONE) -> None:
        """Delete the message of a slot, sent or still waiting; or that of MESSAGE_SLOT and its id."""
        row = self._row(to, OutboxOp.DELETE, "", lane)
        row.slot, row.share = slot, int(share)
        self._put(row)

    @property
    def asks(self) -> bool:
        """Whether a screen waits for words in answer to its question."""
        return self.dialogue.step in QUESTION_STEPS

    def leave_question(self) -> None:
        """Words are no answer any more, if a screen asked for some. A cancelled draft can still be brought back."""
        if self.asks:
            self.step("", **self.outliving())

    def outliving(self) -> dict[str, Any]:
        """Of what the dialogue remembers, what stays through a question."""
        return self.kept(*OUTLIVES)

    def kept(self, *keys: KeptData) -> dict[str, Any]:
        """Of what the dialogue remembers, what stands under these keys: for the step that follows."""
        return {key: self.data[key] for key in keys if key in self.data}

    def screen(self, message: Message | Marked) -> None:
        """Show this person the dialogue's one screen. It takes the place of one that asked, and its question goes too.

        Edited in place when a button was pressed, or when more of the same is written within seconds; else
        (a command is answered where it was written, words after a pressed button below them) shown anew at the bottom,
        and the old one is taken away.
        """
        if not self.stepped:
            self.leave_question()
        dialogue = self.dialogue
        recent = self.now - dialogue.screen_at < TOGETHER_MS and not self.commanded and not self.shown.get(PRESSED)
        edits = bool(dialogue.screen and (self.event.ack or recent))
        if not edits:
            self.close_screen()
            dialogue.screen = max(self.now, dialogue.screen_at + 1)  # no count: it must outlive restarts
        dialogue.screen_at = self.now
        self.say(self._edited(message) if edits else message, slot=self.screen_slot, purpose="screen")
        if self.event.ack:
            self.shown = {**self.shown, PRESSED: True}
        if edits and self._may_be_bare:
            self.shown = {**self.shown, EDITED: True}

    def _edited(self, message: Message | Marked) -> Message | Marked:
        """What an edited message says: with the words of its buttons for whoever may not see them there."""
        body = message if isinstance(message, Message) else Message(message)
        return with_words(self.texts, body) if self._may_be_bare and not self.no_buttons else message

    @property
    def _may_be_bare(self) -> bool:
        return self.event.private and self.event.channel in self.shared.bare_edits and not self.sees_edited

    @property
    def pressed_what_was_edited(self) -> bool:
        """Whether it is a press of a button of an edited screen: so this person sees them."""
        shown = self.shown.get("buttons", ()) if self.shown.get(EDITED) else ()
        return self.event.kind is Kind.BUTTON and any(data == self.event.data for _, data, _ in shown)

    @property
    def screen_slot(self) -> str:
        return f"screen:{self.dialogue.screen}"

    def close_screen(self) -> None:
        """Take the screen away, if there is one."""
        if self.dialogue.screen:
            row = self._row(self.here, OutboxOp.DELETE, "", Lane.PERSON)
            row.slot = self.screen_slot
            self._put(row)
            self.shown = {}
        self.dialogue.screen = 0

    def leave_screen(self, message: Message | Marked | None = None) -> None:
        """Let the screen stand as an ordinary message, showing `message` if given: nothing edits it later."""
        if message is not None:
            if self.dialogue.screen:
                self.say(self._edited(message), slot=self.screen_slot)
            else:
                self.say(message)
        self.dialogue.screen = 0

    def _put(self, row: OutboxRow) -> None:
        """Into the outbox; nothing where there is no messenger that could take it."""
        if not is_program(row.channel):
            self.save(row)

    def _row(self, to: Address, op: OutboxOp, body: str, lane: Lane) -> OutboxRow:
        row = OutboxRow(self.new_id("outbox"), to.channel, to.chat, int(lane), op, body)
        row.created_at = row.due_at = self.now
        row.random_id = random_id(row.id)
        return row


def random_id(number: int) -> int:
    """By which a messenger may know an outbox row again: an int32, never 0, the same at every attempt."""
    return number * 2_654_435_761 % (2**31 - 2) + 1


def text_random_id(text_id: int) -> int:
    """The random_id of all rows with this NoticeText: one for each version, and none that a row of its own has."""
    return random_id(-text_id)
