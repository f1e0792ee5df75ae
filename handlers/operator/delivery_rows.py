"""What /delivery asks the outbox: what is on its way, stuck, given up or refused, and what a button would move."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.base.buttons import number_of, part_of
from handlers.base.loads import Load, Needs, RowCount, need
from handlers.base.texts import DAY_MS, MINUTE_MS
from handlers.base.turn import Turn
from handlers.notices.states import IN_FORCE
from handlers.operator.words import OperatorButton
from storage.changes import words
from storage.records import Lane, OutboxRow

STUCK_MS = 5 * MINUTE_MS
"""What was tried in vain for so long is stuck."""
REFUSED_MS = DAY_MS
"""What no messenger will take is shown for so long."""
RETRIED_AT_ONCE = 500
"""So many rows are said again by one press."""


@dataclass(frozen=True, slots=True)
class UndeliveredGroup:
    """Rows of one channel with one reason. A button's data is "SLOT:CHANNEL:WHY[:UNTIL]", UNTIL in seconds; a colon
    in a channel's name ("hook:CODE") is written "~".
    """

    slot_id: int
    channel: str
    why: str
    until_s: int = 0

    def data(self, word: OperatorButton) -> str:
        until = (self.until_s,) if self.until_s else ()
        return word(self.slot_id, self.channel.replace(":", "~"), self.why, *until)


def read_group(argument: str) -> UndeliveredGroup:
    """A group out of a button's data; what is not there is empty and means no row."""
    channel, why = part_of(argument, 1).replace("~", ":"), part_of(argument, 2)
    return UndeliveredGroup(number_of(argument), channel, why, number_of(part_of(argument, 3)))


@dataclass(frozen=True, slots=True)
class WaitingRows:
    """How many rows of a lane are on their way; `since`: when the oldest was made, UTC ms."""

    channel: str
    lane: int
    count: int
    since: int


@dataclass(frozen=True, slots=True)
class FailedRows:
    """How many rows did not get out for one reason; `at`: when the oldest was made or the newest given up, UTC ms."""

    channel: str
    why: str
    count: int
    at: int


@dataclass(frozen=True, slots=True)
class KeptRows:
    """How many rows wait for an operators' chat."""

    channel: str
    chat: str
    count: int


@dataclass(frozen=True, slots=True)
class GoneRows:
    """How many rows of a lane ended in this OutboxState and are not kept any more."""

    channel: str
    lane: int
    state: int
    count: int


ROWS_WAITING = Load("rows on their way", "delivery_waiting", WaitingRows)
ROWS_STUCK = Load("rows that are stuck", "delivery_stuck", FailedRows)
ROWS_GIVEN_UP = Load("rows that were given up", "delivery_given_up", FailedRows)
ROWS_REFUSED = Load("rows that were refused", "delivery_refused", FailedRows)
ROWS_KEPT = Load("rows for operators' chats", "delivery_of_chats", KeptRows)
ROWS_GONE = Load("rows that are gone", "outbox_gone", GoneRows)
ROWS_AGAIN = Load("rows that may be said again", "delivery_again", OutboxRow)
ROWS_DROPPABLE = Load("how many rows may be dropped", "delivery_droppable", RowCount)


@need(ROWS_WAITING, ROWS_STUCK, ROWS_GIVEN_UP, ROWS_REFUSED, ROWS_KEPT, ROWS_GONE)
def load_delivery(turn: Turn) -> Needs:
    """Everything that /delivery shows."""
    return (
        ROWS_WAITING(),
        ROWS_STUCK(turn.now - STUCK_MS),
        ROWS_GIVEN_UP(),
        ROWS_REFUSED(turn.now - REFUSED_MS),
        ROWS_KEPT(int(Lane.OPERATORS)),
        ROWS_GONE(),
    )


@need(ROWS_AGAIN)
def load_again(turn: Turn) -> Needs:
    """What the button's group would say again."""
    group = read_group(turn.event.argument)
    return (ROWS_AGAIN(group.channel, group.why, turn.now, RETRIED_AT_ONCE, words(IN_FORCE)),)


@need(ROWS_DROPPABLE)
def load_droppable(turn: Turn) -> Needs:
    """How many rows of the button's group would be dropped."""
    group = read_group(turn.event.argument)
    until = group.until_s * 1000 + 999 if group.until_s else turn.now
    return (ROWS_DROPPABLE(group.channel, group.why, until),)
