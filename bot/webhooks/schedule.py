"""What becomes of a row after a call: when it goes again, and when it is given up. No waiting and no network here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.records import OutboxRow, OutboxState

SCHEDULE_S = (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Pauses after each failure, 75.6 hours in all; then the row is given up."""
URGENT_S = (5, 15, 60, 300, 900, 3_600)
"""Of notices; the last one is repeated."""
GIVE_UP_MS, URGENT_MS = sum(SCHEDULE_S) * 1000, 24 * 3_600_000
"""So old a row is when it is given up, tried or not."""
JITTER = 0.2
LONGEST_PAUSE_S = 3_600.0
"""No endpoint has us wait for longer."""
PAUSES = frozenset({429, 502, 503, 504})
"""Statuses by which an endpoint asks to be left alone as a whole."""
GONE = 410


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What came of a call: `why` is "" where it was taken, else a short code ("http-500", "timeout", "redirect",
    "network", "too-late", "private" …). `retry_after_s`: what the endpoint asked for, 0 without.
    """

    why: str = ""
    status: int = 0
    retry_after_s: float = 0.0
    said: str = ""

    @property
    def ok(self) -> bool:
        return not self.why

    @property
    def pauses(self) -> bool:
        return self.status in PAUSES


def is_urgent(row: OutboxRow) -> bool:
    return row.chat.startswith("notice:")


def pauses_of(row: OutboxRow) -> tuple[int, ...]:
    return URGENT_S if is_urgent(row) else SCHEDULE_S


def judge_call(row: OutboxRow, answer: CallAnswer, now: int, random: Callable[[], float]) -> tuple[OutboxState, int]:
    """The row's next state, and when it goes again (UTC ms) if it waits. `random` gives 0 to 1."""
    if answer.ok:
        return OutboxState.SENT, 0
    pauses, failures = pauses_of(row), row.attempts + 1
    through = failures > len(pauses) and not is_urgent(row)
    if through or now - row.created_at >= (URGENT_MS if is_urgent(row) else GIVE_UP_MS):
        return OutboxState.GIVEN_UP, 0
    pause_s = pauses[min(failures, len(pauses)) - 1] * (1 - JITTER + 2 * JITTER * random())
    return OutboxState.WAITING, now + int(max(pause_s, min(answer.retry_after_s, LONGEST_PAUSE_S)) * 1000)
