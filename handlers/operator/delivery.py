"""/delivery: how messages get out: each messenger, what waits, what is stuck, what was given up and may be retried.

Only numbers and reasons are shown, never what anybody wrote. Nothing goes twice by a double tap: what is said
again is a new row, and the old one is dropped in the same transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from handlers.base.buttons import LABEL_LENGTH, Rows, number_of
from handlers.base.message import Button, Marked, Message
from handlers.base.reasons import channel_name, mending, reason
from handlers.base.staff import tell
from handlers.base.texts import Texts, join, shorten, span
from handlers.base.turn import Turn
from handlers.operator.alarms import chat_name
from handlers.operator.case import operator_name, sees_everything
from handlers.operator.delivery_rows import (
    ROWS_AGAIN,
    ROWS_DROPPABLE,
    ROWS_GIVEN_UP,
    ROWS_GONE,
    ROWS_KEPT,
    ROWS_REFUSED,
    ROWS_STUCK,
    ROWS_WAITING,
    FailedRows,
    UndeliveredGroup,
    WaitingRows,
    read_group,
)
from handlers.operator.words import OperatorButton
from storage.records import Lane, OutboxRow, OutboxState

GROUPS_WITH_BUTTONS = 4
"""So many groups have buttons; the first ones are the largest."""
LONGEST_REASON = 24  # of a reason in a button's data: what is longer is only shown


# -- handling ---------------------------------------------------------------------------------
def delivery(turn: Turn) -> None:
    """/delivery: a new message at the bottom."""
    _show(turn, turn.new_id("outbox"))


def delivery_again(turn: Turn) -> None:
    """o_dlv: the same message as it is now."""
    _show(turn, number_of(turn.event.argument))


def retry(turn: Turn) -> None:
    """o_dlv_retry: what was given up for this reason is said again."""
    if not _allowed(turn):
        return
    group, rows = read_group(turn.event.argument), turn.many(ROWS_AGAIN)
    if not rows:
        turn.ack(turn.texts.label("dlv-toast-nothing"))
        return
    for row in rows:
        turn.save(_anew(turn, row))
    turn.changes.command("delivery_repeated", json.dumps([row.id for row in rows]))
    turn.audit("delivery-retry", channel=group.channel, why=group.why, count=len(rows))
    turn.ack(turn.texts.label("dlv-toast-retried", count=len(rows)))
    _say(turn, group, turn.t("dlv-retried", who=operator_name(turn), count=len(rows)))


def ask_drop(turn: Turn) -> None:
    """o_dlv_drop: asks once more, and names how many."""
    if not _allowed(turn):
        return
    group, count, texts = read_group(turn.event.argument), _count(turn), turn.texts
    if not count:
        turn.ack(texts.label("dlv-toast-nothing"))
        return
    sure = replace(group, until_s=turn.now // 1000)
    text = texts.say(
        "dlv-ask-drop", count=count, channel=channel_name(texts, group.channel), why=reason(texts, group.why)
    )
    yes = Button(
        texts.label("dlv-button-drop-sure", count=count), sure.data(OperatorButton.DELIVERY_DROP_SURE), style="bad"
    )
    _say(turn, group, text, ((yes,), (Button(texts.label("op-button-back"), OperatorButton.DELIVERY(group.slot_id)),)))


def drop(turn: Turn) -> None:
    """o_dlv_sure: what was given up until it was asked about is dropped for good."""
    if not _allowed(turn):
        return
    group, count = read_group(turn.event.argument), _count(turn)
    if not count or not group.until_s:
        turn.ack(turn.texts.label("dlv-toast-nothing"))
        return
    turn.changes.command("delivery_drop", group.channel, group.why, group.until_s * 1000 + 999)
    turn.audit("delivery-drop", channel=group.channel, why=group.why, count=count)
    turn.ack(turn.texts.label("dlv-toast-dropped", count=count))
    _say(turn, group, turn.t("dlv-dropped", who=operator_name(turn), count=count))


def _anew(turn: Turn, row: OutboxRow) -> OutboxRow:
    """The same message as a row of its own. Its `random_id` stays: the messenger may still know that it has it already.

    A notice may be through by now, and its rows leave only while it is not: what somebody asks for is his own.
    """
    return replace(
        row, id=turn.new_id("outbox"), state=int(OutboxState.WAITING), created_at=turn.now, due_at=turn.now,
        attempts=0, unknowns=0, claimed_at=0, finished_at=0, why="", notice_id=0,
    )  # fmt: skip


def _count(turn: Turn) -> int:
    return turn.many(ROWS_DROPPABLE)[0].count


def _allowed(turn: Turn) -> bool:
    """Only where every report is seen: what is stuck concerns all organisations."""
    if sees_everything(turn):
        return True
    if turn.event.ack:
        turn.ack(turn.texts.label("dlv-not-here"))
    else:
        tell(turn, turn.t("dlv-not-here"))
    return False


# -- showing ----------------------------------------------------------------------------------
def _show(turn: Turn, slot_id: int) -> None:
    if not _allowed(turn):
        return
    texts, given_up = turn.texts, turn.many(ROWS_GIVEN_UP)
    text = join(
        join(texts.say("dlv-title"), *_channel_lines(turn), *_hook_lines(turn), by="\n"),
        _section(texts, "dlv-waiting", [_waiting_line(turn, row) for row in turn.many(ROWS_WAITING)], "dlv-none-waits"),
        _section(texts, "dlv-stranded", _stranded_lines(turn)),
        _section(texts, "dlv-held", _held_lines(turn)),
        _section(texts, "dlv-stuck", [_group_line(turn, "dlv-line-stuck", row) for row in turn.many(ROWS_STUCK)]),
        _section(texts, "dlv-given-up", [_group_line(turn, "dlv-line-given-up", row) for row in given_up]),
        _section(texts, "dlv-refused", [_group_line(turn, "dlv-line-refused", row) for row in turn.many(ROWS_REFUSED)]),
        _section(texts, "dlv-earlier", _earlier_lines(turn)),
    )
    groups = [
        UndeliveredGroup(slot_id, rows.channel, rows.why) for rows in given_up if 0 < len(rows.why) <= LONGEST_REASON
    ]
    rows: list[tuple[Button, ...]] = [_buttons(texts, group) for group in groups[:GROUPS_WITH_BUTTONS]]
    rows.append((Button(texts.label("dlv-button-refresh"), OperatorButton.DELIVERY(slot_id)),))
    tell(turn, Message(text, tuple(rows)), slot=_slot(slot_id))


def _say(turn: Turn, group: UndeliveredGroup, text: Marked, buttons: Rows = ()) -> None:
    """In place of the list, with the way back to it."""
    back = ((Button(turn.texts.label("op-button-back"), OperatorButton.DELIVERY(group.slot_id)),),)
    tell(turn, Message(text, buttons or back), slot=_slot(group.slot_id))


def _slot(slot_id: int) -> str:
    return f"delivery:{slot_id}"


def _buttons(texts: Texts, group: UndeliveredGroup) -> tuple[Button, ...]:
    again = texts.label("dlv-button-retry", why=reason(texts, group.why))
    return (
        Button(shorten(again, LABEL_LENGTH), group.data(OperatorButton.DELIVERY_RETRY)),
        Button(texts.label("dlv-button-drop"), group.data(OperatorButton.DELIVERY_DROP)),
    )


def _section(texts: Texts, title: str, lines: list[Marked], nothing: str = "") -> Marked:
    if not lines:
        return texts.say(nothing) if nothing else Marked("")
    return join(texts.say(title), *lines, by="\n")


def _channel_lines(turn: Turn) -> list[Marked]:
    texts, lines = turn.texts, []
    for state in turn.shared.channels():
        values = {
            "channel": channel_name(texts, state.name),
            "why": reason(texts, state.why),
            "since": texts.moment(state.since or turn.now, turn.now),
        }
        if state.state == "ok" and state.paused_until > turn.now:
            lines.append(texts.say("dlv-channel-paused", until=texts.clock(state.paused_until), **values))
        else:
            troubled = state.state == "ok" and state.why
            lines.append(texts.say("dlv-channel-troubled" if troubled else f"dlv-channel-{state.state}", **values))
        for method, until in sorted(state.held.items()):
            what = reason(texts, f"held-{method}")
            lines.append(texts.say("dlv-channel-held", channel=values["channel"], what=what, until=texts.clock(until)))
    return lines


def _hook_lines(turn: Turn) -> list[Marked]:
    texts = turn.texts
    return [
        texts.say(
            f"dlv-hook-{state.state}",
            channel=channel_name(texts, state.name),
            why=reason(texts, state.why),
            since=texts.moment(state.since or turn.now, turn.now),
        )
        for state in turn.shared.hooks()
    ]


def _stranded_lines(turn: Turn) -> list[Marked]:
    """Messengers that are not run any more, how much waits for each, and what to do."""
    states = (*turn.shared.channels(), *turn.shared.hooks())
    running, waiting = {state.name for state in states}, Counter[str]()
    for rows in turn.many(ROWS_WAITING):
        if running and rows.channel not in running:
            waiting[rows.channel] += rows.count
    return [
        turn.t("dlv-line-stranded", channel=channel_name(turn.texts, channel), count=count)
        for channel, count in sorted(waiting.items())
    ]


def _held_lines(turn: Turn) -> list[Marked]:
    """The operators' chats that take nothing, how much waits for each, and what to do."""
    texts, waiting = turn.texts, {(rows.channel, rows.chat): rows.count for rows in turn.many(ROWS_KEPT)}
    return [
        texts.say(
            "dlv-line-held",
            chat=chat_name(turn.shared, texts, held.chat),
            channel=channel_name(texts, held.chat.channel),
            why=reason(texts, held.why),
            since=texts.moment(held.since, turn.now),
            count=waiting.get((held.chat.channel, held.chat.chat), 0),
            mend=mending(texts, held.why),
        )
        for held in turn.shared.held()
    ]


def _earlier_lines(turn: Turn) -> list[Marked]:
    """What became of messages whose rows are not kept any more, for each messenger."""
    sent: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for rows in turn.many(ROWS_GONE):
        (sent if rows.state == OutboxState.SENT else lost)[rows.channel] += rows.count
    return [
        turn.t("dlv-line-earlier", channel=channel_name(turn.texts, channel), sent=sent[channel], lost=lost[channel])
        for channel in sorted({*sent, *lost})
    ]


def _waiting_line(turn: Turn, rows: WaitingRows) -> Marked:
    texts, lane = turn.texts, Lane(rows.lane).name.lower()
    oldest = span(texts, turn.now - rows.since)
    channel = channel_name(texts, rows.channel)
    return turn.t("dlv-line-waiting", channel=channel, lane=lane, count=rows.count, oldest=oldest)


def _group_line(turn: Turn, key: str, rows: FailedRows) -> Marked:
    texts = turn.texts
    values = {"channel": channel_name(texts, rows.channel), "why": reason(texts, rows.why), "count": rows.count}
    return turn.t(key, at=texts.moment(rows.at, turn.now), **values)
