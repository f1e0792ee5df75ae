"""Many acts of another system came at once, and the chat stops those that have not gone: one button for all of them.

What still comes of them is stopped as well: it is looked for until nothing is about to go any more. Each line is
stopped in a turn of its own, as its own button would do it.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.base.buttons import number, part, part_of
from handlers.base.loads import Load, Needs, need
from handlers.base.turn import Turn
from handlers.operator.case import operator_name, sees_everything, tick_case
from handlers.operator.grace import call_off, in_grace
from handlers.operator.words import OperatorTick
from handlers.outside.words import OutsideTick
from handlers.reports.loads import REPORT_EVENT
from handlers.reports.status import GRACED
from storage.changes import words
from storage.records import Delivery, Lane, ReportEvent, Share
from storage.region.region import name_in

AGAIN_MS = 4_000
"""Less than the ten seconds that each of them waits."""
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class OutsideCount:
    """How many lines of a client's acts stand so (ReportEvent.delivery)."""

    delivery: str
    count: int


PENDING = Load("what of a client's acts is about to go", "outside_pending", ReportEvent)
COUNTS = Load("how a client's acts fare", "outside_counts", OutsideCount)


@need(PENDING, COUNTS)
def load_many(turn: Turn) -> Needs:
    """What this client has done since then."""
    client, since = part(turn, 0), number(part(turn, 1)) * 1000
    return PENDING(client, since, words(GRACED), AT_ONCE), COUNTS(client, since, words(GRACED))


def stop_many(turn: Turn) -> None:
    """x_stop: whoever is in the centre's chat may stop them."""
    operator_name(turn)
    if not sees_everything(turn):
        turn.ack(turn.texts.label("op-toast-no-report"))
        return
    turn.ack(turn.texts.label("outside-toast-stopping"))
    turn.audit("outside_stop", client=part(turn, 0), since=number(part(turn, 1)))
    _stop(turn)


def stop_more(turn: Turn) -> None:
    """Tick "x_stop_all": until nothing is about to go."""
    if turn.many(PENDING):
        _stop(turn)
        return
    client = part_of(turn.event.argument, 0)
    known = next((each for each in turn.shared.region.clients if each.code == client), None)
    texts, chat = turn.staff_texts, turn.shared.admin_chat
    if chat is None:
        return
    counts = {each.delivery: each.count for each in turn.many(COUNTS)}
    stopped = counts.pop(Delivery.CALLED_OFF, 0)
    text = texts.say(
        "outside-stopped", client=name_in(known.names, texts.language) if known else client, stopped=stopped,
        gone=sum(counts.values()),
    )  # fmt: skip
    turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ASKED)


def _stop(turn: Turn) -> None:
    found = turn.many(PENDING)
    for line in found:
        turn.after(0, OutsideTick.STOP, line.id)
    turn.after(0 if len(found) == AT_ONCE else AGAIN_MS, OutsideTick.STOP_ALL, turn.event.argument)  # after those


def stop_one(turn: Turn) -> None:
    """Tick "x_stop": its key is the line."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is not None and event is not None and in_grace(event):
        turn.forget_timer(OperatorTick.ANSWER, event.id)
        call_off(turn, case, event)
