"""Quiet hours of a subscription: ready ones by buttons, others in words ("23-7", «с 23 до 7»)."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.message import Button, Marked
from handlers.base.phrases import phrases, says_only
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.subscriber.alerts import clock_words, quiet_words, show_alerts
from handlers.subscriber.answers import begins_something_else, said, unheard
from handlers.subscriber.common import ask, in_pairs, last_row, marked_label
from handlers.subscriber.hours import DAY_MINUTES, read_hours
from handlers.subscriber.wishes import keep, wishes_of
from handlers.subscriber.words import SubscriberButton
from storage.records import Timer
from storage.ticks import Tick

READY_HOURS = ((22 * 60, 8 * 60), (23 * 60, 7 * 60), (21 * 60, 9 * 60), (0, 8 * 60))


def quiet(turn: Turn) -> None:
    """Button «Тишина»."""
    turn.ack()
    _ask(turn)


def _ask(turn: Turn, heading: Marked | str = "", *, again: bool = False) -> None:
    wanted, label = wishes_of(turn).subscription, turn.texts.label
    hours = (wanted.quiet_from, wanted.quiet_to)
    ready = [
        Button(
            marked_label(turn, label("quiet-hours", begins=clock_words(a), ends=clock_words(b)), hours == (a, b)),
            SubscriberButton.SET_QUIET(a, b),
        )
        for a, b in READY_HOURS
    ]
    never = Button(marked_label(turn, label("quiet-never"), wanted.quiet_from < 0), SubscriberButton.SET_QUIET("none"))
    report = (Button(label("button-is-report"), SubscriberButton.IS_REPORT),) if again else ()
    text = join(heading, quiet_words(turn, wanted), turn.t("quiet-how"))
    rows = (*in_pairs(ready), (never,), report, last_row(turn, SubscriberButton.ALERTS))
    ask(turn, QuestionStep.QUIET, text, rows, **({KeptData.SAID: unheard(turn)} if again else {}))


def set_quiet(turn: Turn) -> None:
    """Button of ready hours, or none."""
    turn.ack()
    if turn.event.argument == "none":
        keep_hours(turn, None)
        return
    hours = _pressed(turn.event.argument)
    if hours:
        keep_hours(turn, hours)
    else:
        _ask(turn)


def _pressed(argument: str) -> tuple[int, int] | None:
    parts = argument.split(":")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) <= 4 for p in parts):
        return None
    begins, ends = (int(p) for p in parts)
    return (begins, ends) if begins != ends and max(begins, ends) < DAY_MINUTES else None


def written(turn: Turn) -> None:
    """Words while the hours are asked for."""
    if begins_something_else(turn):
        return
    hours = read_hours(turn.shared.library, said(turn))
    if hours:
        keep_hours(turn, hours)
    elif wants_none(turn):
        keep_hours(turn, None)
    else:
        _ask(turn, turn.t("quiet-not-understood"), again=True)


def wants_none(turn: Turn) -> bool:
    """«Без тихих часов», «тихие часы не нужны», and nothing else."""
    return says_only(said(turn), phrases(turn, "quiet-never-words"), phrases(turn, "quiet-name-words"))


def keep_hours(turn: Turn, hours: tuple[int, int] | None) -> None:
    """Store them. What waits for the morning comes now if there is no night any more."""
    begins, ends = hours or (-1, -1)
    wishes = wishes_of(turn)
    wishes = keep(turn, wishes, replace(wishes.subscription, quiet_from=begins, quiet_to=ends))
    if hours is None:
        for account in wishes.accounts:
            turn.save(Timer(Tick.MORNING, f"{account.channel}:{account.user_id}", turn.now))
    show_alerts(turn, wishes, turn.t("quiet-kept"))
