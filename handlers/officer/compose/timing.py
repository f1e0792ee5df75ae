"""Until when a notice is in force, and when it is to be sent: a tap, or a time as people write it."""

from __future__ import annotations

from handlers.base.buttons import Rows, number, part
from handlers.base.message import Button, Marked
from handlers.base.moment_words import moment_words
from handlers.base.moments import BadMoment, read_moment
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.notices.reach_count import graver
from handlers.officer.compose.drafting import NoticeDraft, ask, change, field_of
from handlers.officer.compose.summary import show_more, show_summary
from handlers.officer.compose.until import move_until
from handlers.officer.compose.words import ComposeButton, ComposeField

UNTIL_HOURS = (3, 6, 12, 24, 72)


def ask_until(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """d_until"""
    buttons = tuple(
        Button(turn.texts.label("compose-hours", count=h), ComposeButton.SET_UNTIL(draft.id, h)) for h in UNTIL_HOURS
    )
    rows: Rows = (buttons[:3], buttons[3:])
    ask(turn, draft, ComposeField.UNTIL, join(turn.t("compose-ask-until"), _now_until(turn, draft)), rows, fault=fault)


def _now_until(turn: Turn, draft: NoticeDraft) -> Marked:
    until = draft.content.until
    return turn.t("compose-line-until", at=turn.texts.moment(until, turn.now)) if until else Marked("")


def set_until(turn: Turn, draft: NoticeDraft) -> None:
    """d_setuntil:ID:HOURS: from when it is sent."""
    hours = number(part(turn, 1))
    if hours not in UNTIL_HOURS:
        ask_until(turn, draft)
        return
    show_summary(turn, draft, move_until(turn, draft, max(turn.now, draft.content.send_at) + hours * HOUR_MS))


def ask_send(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """d_send: at a set time, or once it is approved."""
    rows: Rows = ((Button(turn.texts.label("compose-send-now"), ComposeButton.SEND_NOW(draft.id)),),)
    at = draft.content.send_at
    now = turn.t("compose-line-send", at=turn.texts.moment(at, turn.now)) if at else Marked("")
    ask(turn, draft, ComposeField.SEND, join(turn.t("compose-ask-send"), now), rows, fault=fault)


def send_now(turn: Turn, draft: NoticeDraft) -> None:
    """d_sendnow"""
    change(turn, draft, send_at=0)
    show_more(turn, draft)


def raise_severity(turn: Turn, draft: NoticeDraft) -> None:
    """d_raise: as grave as it takes: one step for whoever wants graver ones, else what comes through quiet hours."""
    severity = graver(draft.notice, draft.content.severity)
    if severity > draft.content.severity:
        change(turn, draft, severity=int(severity))
    show_summary(turn, draft)


def wake(turn: Turn, draft: NoticeDraft) -> None:
    """d_wake"""
    change(turn, draft, wake=True)
    show_summary(turn, draft)


def typed_time(turn: Turn, draft: NoticeDraft) -> None:
    """A time for either field."""
    field, _ = field_of(turn)
    shared, again = turn.shared, ask_until if field == ComposeField.UNTIL else ask_send
    try:
        at = read_moment(turn.event.text, turn.now, shared.region.zone, moment_words(shared.library))
    except BadMoment as bad:
        again(turn, draft, turn.t(f"compose-fault-time-{bad.why}", now=turn.texts.clock(turn.now)))
        return
    if field == ComposeField.UNTIL and draft.content.send_at and at <= draft.content.send_at:
        again(turn, draft, turn.t("compose-lacks-order"))
        return
    if field == ComposeField.UNTIL:
        show_summary(turn, draft, move_until(turn, draft, at))
    else:
        change(turn, draft, send_at=at)
        show_summary(turn, draft)
