"""The offer of a subscription, once, after somebody's first report: two buttons."""

from __future__ import annotations

from typing import NamedTuple

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.notices.loads import SUBSCRIPTION
from handlers.reports.words import ReportTick
from handlers.subscriber.wishes import subscription_of
from handlers.subscriber.words import SubscriberButton

OFFER_LATER_MS = 5 * MINUTE_MS
OFFER_TRIES = 3


class ReportNumber(NamedTuple):
    """A row of the statement `first_reports_of`."""

    id: int


FIRST_REPORTS = Load("first reports of the person, two at most", "first_reports_of", ReportNumber)


@need(FIRST_REPORTS, SUBSCRIPTION)
def load_first_report(turn: Turn) -> Needs:
    """Whether it is the first one, and what the person is told already."""
    return (FIRST_REPORTS(turn.person.id), SUBSCRIPTION(turn.person.id))


def offer(turn: Turn) -> None:
    """Tick: a report was filed a little while ago. Only the first one counts, and only if he is in nothing else."""
    is_first = len(turn.many(FIRST_REPORTS)) == 1
    if not is_first or subscription_of(turn).kinds or turn.account.unreachable_at:
        return
    tried = len(turn.event.text)
    if turn.dialogue.step or turn.dialogue.screen:
        if tried < OFFER_TRIES:
            turn.after(OFFER_LATER_MS, ReportTick.OFFER, turn.timer_key, "." * (tried + 1))
        return
    label = turn.texts.label
    rows = (
        (
            Button(label("button-subscribe"), SubscriberButton.SUBSCRIBE, style="good"),
            Button(label("button-offer-later"), SubscriberButton.LATER),
        ),
    )
    turn.screen(Message(turn.t("offer-text"), rows))


def later(turn: Turn) -> None:
    """Button «Не сейчас»: nobody asks again."""
    turn.ack()
    turn.leave_screen(turn.t("offer-later"))
