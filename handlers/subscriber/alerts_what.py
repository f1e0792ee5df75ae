"""The kinds of a subscription as buttons that are on or off, and its least severity, one of four."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.buttons import part
from handlers.base.message import Button
from handlers.base.turn import Turn
from handlers.notices.kinds import GROUPS, Severity, group_of, is_group
from handlers.subscriber.alerts import kinds_words, show_alerts
from handlers.subscriber.common import (
    group_label,
    in_pairs,
    last_row,
    marked_label,
    numbered,
    page_of,
    paging,
    show,
)
from handlers.subscriber.wishes import Wishes, keep, wishes_of
from handlers.subscriber.words import SubscriberButton

KINDS_A_PAGE = 6
"""Kinds a page; with all other buttons ten at most."""


def kinds(turn: Turn) -> None:
    """Button «О чём» and the pages of it."""
    turn.ack()
    _show_kinds(turn, wishes_of(turn), 0)


def _show_kinds(turn: Turn, wishes: Wishes, place: int) -> None:
    wanted = wishes.subscription
    page, pages = page_of(turn, place, len(GROUPS), KINDS_A_PAGE)
    buttons = [
        Button(
            marked_label(turn, group_label(turn, kind), bool(wanted.kinds & kind.bit)),
            SubscriberButton.KIND(kind.code, page),
        )
        for kind in GROUPS[page * KINDS_A_PAGE : (page + 1) * KINDS_A_PAGE]
    ]
    named = kinds_words(turn, wanted)
    text = turn.t("kinds-now", kinds=named) if named else turn.t("kinds-none")
    show(
        turn,
        text,
        (
            *in_pairs(buttons),
            paging(turn, SubscriberButton.KINDS, page, pages),
            last_row(turn, SubscriberButton.ALERTS),
        ),
    )


def kind(turn: Turn) -> None:
    """Button of a kind: on or off, its own opposite."""
    turn.ack()
    wishes, code = wishes_of(turn), part(turn, 0)
    if wishes.stored is None:
        show_alerts(turn, wishes)
        return
    if is_group(code):
        wishes = keep(turn, wishes, replace(wishes.stored, kinds=wishes.stored.kinds ^ group_of(code).bit))
    _show_kinds(turn, wishes, 1)


def least(turn: Turn) -> None:
    """Button «Важность»."""
    turn.ack()
    wanted, label = wishes_of(turn).subscription, turn.texts.label
    rows = [
        (Button(marked_label(turn, label(f"least-{n.value}"), wanted.least == n), SubscriberButton.SET_LEAST(n.value)),)
        for n in Severity
    ]
    show(turn, turn.t("least-how"), (*rows, last_row(turn, SubscriberButton.ALERTS)))


def set_least(turn: Turn) -> None:
    """Button of a severity."""
    turn.ack()
    wishes, value = wishes_of(turn), numbered(turn)
    if value in [n.value for n in Severity]:
        wishes = keep(turn, wishes, replace(wishes.subscription, least=value))
    show_alerts(turn, wishes)
