"""The code that joins accounts: how long it counts, and how it is guarded against guessing."""

from __future__ import annotations

import json

from handlers.base.codes import hash_of, read_code
from handlers.base.loads import Load, Needs
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.subscriber.words import SubscriberTick
from storage.notice_records import JoinCode
from storage.records import Timer

CODE_VALID_MS = 10 * MINUTE_MS
CODE_TRIES = 5
CODE_TRIES_MS = 10 * MINUTE_MS


TYPED_CODE = Load("code that joins accounts", "join_code", JoinCode)
WRONG_TRIES = Load("wrong codes of the last minutes", "timers_among", Timer)

CODE_LOADS = (TYPED_CODE, WRONG_TRIES)


def code_needs(turn: Turn, text: str) -> Needs:
    """Asks for CODE_LOADS: the code in a text, and the wrong tries so far."""
    return (
        TYPED_CODE(hash_of(read_code(text))),
        WRONG_TRIES(json.dumps([[SubscriberTick.WRONG_CODES, turn.timer_key]])),
    )


def wrong_tries(turn: Turn) -> int:
    timer = turn.one(WRONG_TRIES)
    return int(timer.data) if timer and timer.data.isdigit() else 0


def note_wrong(turn: Turn) -> int:
    """Count one more wrong try; how many are left. Whoever keeps trying while he has to wait waits no longer."""
    tries = wrong_tries(turn) + 1
    if tries <= CODE_TRIES:
        turn.after(CODE_TRIES_MS, SubscriberTick.WRONG_CODES, turn.timer_key, str(tries))
    return max(0, CODE_TRIES - tries)


def valid_code(turn: Turn) -> JoinCode | None:
    """The loaded code, if it still counts."""
    code = turn.one(TYPED_CODE)
    return code if code is not None and code.expires_at > turn.now else None
