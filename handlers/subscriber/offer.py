"""The offer of a subscription, once, after somebody's first report: two buttons."""

from __future__ import annotations

from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.persons import PERSON_COUNTS
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.notices.loads import SUBSCRIPTION
from handlers.reports.words import ReportTick
from handlers.subscriber.wishes import subscription_of
from handlers.subscriber.words import SubscriberButton

OFFER_LATER_MS = 5 * MINUTE_MS
OFFER_TRIES = 3


@need(PERSON_COUNTS, SUBSCRIPTION)
def load_first_report(turn: Turn) -> Needs:
    """Whether it is the first one, and what else there is of this person."""
    return (PERSON_COUNTS(turn.person.id), SUBSCRIPTION(turn.person.id))


def offer(turn: Turn) -> None:
    """Tick: a report was filed a little while ago. Only the first one counts, and only if he is in nothing else."""
    counts = turn.one(PERSON_COUNTS)
    if counts is None or counts.reports != 1 or subscription_of(turn).kinds or turn.account.unreachable_at:
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
