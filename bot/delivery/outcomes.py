"""What becomes of a row after a call: the promises about repeating, in one place and without any waiting."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.channels.port import Outcome, Result
from bot.delivery.limits import Pace
from storage.notice_records import COUNTED
from storage.outbox_records import SAYS, OutboxOp
from storage.plain_value import plain_value
from storage.records import OutboxRow, OutboxState, SentMessage, Timer

BACKOFF_S = (1, 2, 4, 8, 15, 30, 60)
"""Pauses of a row that the messenger would not take yet; the last one is repeated."""
UNKNOWN_PAUSE_S = 3
CAREFUL_REPEATS = 2
"""Notices, answers, cards and confirmations that nobody answered for are sent again so often at most (promise 2)."""
DEATH = "restart"
"""Why an outcome is unknown: the program ended while the row was claimed."""
SHARED_DEATHS = 3
"""A row that so many deaths have met is under way with no other such row (docs/decisions/0086): what ends the program
each time it is sent is found out, and at the next death only one of them is met.
"""
DEATH_PAUSES_S = (3, 6, 12, 24, 48, 60)
"""Pauses of a row that was on its way when the program ended, death by death; the last one is repeated. No longer: what
comes after it in its chat waits for it.
"""
DEATH_REPEATS = 20
"""It is sent again so often: of all that was claimed at a death, little had left (docs/decisions/0083). Not for ever:
what ends the program each time it is sent would end it each minute.
"""
EDIT_REPEATS = 5
"""An edit or deletion says the same however often it arrives."""
GIVE_UP_MS = 24 * 3_600_000
"""A row that could not leave for a day is given up and stays visible."""

FINAL: dict[Result, OutboxState] = {
    Result.UNREACHABLE: OutboxState.UNREACHABLE,
    Result.REJECTED: OutboxState.REJECTED,
    Result.EXPIRED: OutboxState.EXPIRED,
}
SAID: dict[OutboxState, str] = {
    OutboxState.SENT: "sent",
    OutboxState.UNREACHABLE: "unreachable",
    OutboxState.REJECTED: "rejected",
    OutboxState.EXPIRED: "expired",
    OutboxState.GIVEN_UP: "given_up",
    OutboxState.DROPPED: "dropped",
}


@plain_value(frozen=True, slots=True)
class SendVerdict:
    """The row's next state. WAITING: again at `due_at`. `ask_quiet`: only if the chat has had nothing since.

    `kept`: its chat took nothing, so that the row counts as not tried.
    """

    state: OutboxState
    due_at: int = 0
    parts_done: int = 0
    unknowns: int = 0
    why: str = ""
    chat: str = ""
    ask_quiet: bool = False
    kept: bool = False


def judge(row: OutboxRow, outcome: Outcome, parts: int, now: int, *, edit: bool = False, since: int = 0) -> SendVerdict:
    """What one call's outcome means for its row. `parts`: calls that the whole row takes; times UTC ms.

    `since`: before this its chat took nothing, and the row is no older than that. What is kept for such a chat is
    never given up for its age.
    """
    if outcome.result is Result.SENT:
        done = row.parts_done + 1
        if done < parts:
            return SendVerdict(OutboxState.WAITING, now, done)
        return SendVerdict(OutboxState.SENT, parts_done=done, unknowns=row.unknowns)
    if outcome.scope == "kept":
        due = now + int(outcome.retry_after_s * 1000)
        return SendVerdict(OutboxState.WAITING, due, row.parts_done, row.unknowns, outcome.why, kept=True)
    if outcome.result is Result.RETRY:
        return _later(row, outcome, now, since)
    if outcome.result is Result.UNKNOWN:
        return _unknown(row, outcome, now, edit)
    return SendVerdict(FINAL[outcome.result], parts_done=row.parts_done, unknowns=row.unknowns, why=outcome.why)


def _later(row: OutboxRow, outcome: Outcome, now: int, since: int) -> SendVerdict:
    chat = outcome.migrated_to
    if now - max(row.created_at, since) > GIVE_UP_MS:
        return SendVerdict(OutboxState.GIVEN_UP, parts_done=row.parts_done, why=outcome.why or "late")
    told_s = 0.0 if outcome.scope == "method" else Pace.capped(outcome.retry_after_s)  # the method is held, not the row
    if not chat and not (told_s and outcome.scope == "chat"):  # whoever says how long is taken at his word
        told_s = max(told_s, BACKOFF_S[min(max(row.attempts, 1), len(BACKOFF_S)) - 1])
    due = now + int(told_s * 1000)
    return SendVerdict(OutboxState.WAITING, due, row.parts_done, row.unknowns, outcome.why, chat)


def _unknown(row: OutboxRow, outcome: Outcome, now: int, edit: bool) -> SendVerdict:
    unknowns, deaths = row.unknowns + 1, row.deaths + (outcome.why == DEATH)
    if edit or row.op == OutboxOp.DELETE:
        over = unknowns - deaths > EDIT_REPEATS or deaths > DEATH_REPEATS
    elif row.careful:
        over = unknowns - deaths > CAREFUL_REPEATS or deaths > DEATH_REPEATS
    else:
        over = unknowns > 1
    if row.op == OutboxOp.ACK or over:
        return SendVerdict(OutboxState.GIVEN_UP, parts_done=row.parts_done, unknowns=unknowns, why="unknown")
    pause_s = UNKNOWN_PAUSE_S * unknowns
    if outcome.why == DEATH:
        pause_s = DEATH_PAUSES_S[min(deaths, len(DEATH_PAUSES_S)) - 1]
    due = now + pause_s * 1000
    ask = not (edit or row.careful or row.op == OutboxOp.DELETE)
    return SendVerdict(OutboxState.WAITING, due, row.parts_done, unknowns, outcome.why, ask_quiet=ask)


def witness(row: OutboxRow, state: OutboxState) -> str:
    """Where it can be read that a row came to its end and did not arrive: "tick" (its `then` comes), "notice" (its
    counts), "delivery" (/delivery, and the log), "log". "" if it arrived, is not final, or was dropped by a person,
    and for a press whose toast came too late.
    """
    if (
        state in (OutboxState.WAITING, OutboxState.CLAIMED, OutboxState.SENT, OutboxState.DROPPED)
        or row.op == OutboxOp.ACK
    ):
        return ""
    if row.then:
        return "tick"
    if row.notice_id and row.purpose == COUNTED:
        return "notice"
    return "delivery" if state in (OutboxState.REJECTED, OutboxState.GIVEN_UP) else "log"


def news(row: OutboxRow, verdict: SendVerdict, now: int, left_out: Sequence[tuple[str, str, str]] = ()) -> Timer | None:
    """The tick that tells handlers of a final outcome (OutboxRow.then), and which files did not go with it."""
    if not row.then or verdict.state not in SAID:
        return None
    kind, _, key = row.then.partition(":")
    told: dict[str, object] = {"result": SAID[verdict.state], "why": verdict.why, "at": now}
    if left_out:
        told["left_out"] = left_out
    return Timer(kind, key, now, json.dumps(told))


def sent_messages(row: OutboxRow, outcome: Outcome, now: int) -> list[SentMessage]:
    """What the messenger's new messages stand for; the first one of a put is its slot's."""
    if row.op not in SAYS or not (row.slot or row.report_id or row.purpose):
        return []
    slot = row.slot if row.op == OutboxOp.PUT and row.parts_done == 0 else ""
    return [
        SentMessage(
            row.channel, row.chat, message, slot if i == 0 else "", row.report_id, row.event_id, row.purpose, now
        )
        for i, message in enumerate(outcome.message_ids)
    ]
