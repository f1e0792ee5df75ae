"""The code that joins accounts: how long it counts, and how it is guarded against guessing."""

from __future__ import annotations

import json

from handlers.base.codes import read_code
from handlers.base.turn import Needs, Turn, queries
from handlers.reports.draft import my_key
from storage.changes import Query
from storage.notice_records import JoinCode
from storage.records import Timer

VALID_MS = 10 * 60_000
TRIES = 5
TRIES_MS = 10 * 60_000
WRONG = "s_tries"
"""Timer of an account: wrong codes of the last minutes, how many in its data. Gone with it: one may try again. It
stays when the person is forgotten (forget_timers), and is no personal tick, which would make a new person of nobody."""


def code_needs(turn: Turn, text: str) -> Needs:
    """The code's row and the wrong tries so far."""
    tries = Query("timers_among", (json.dumps([[WRONG, my_key(turn)]]),), "tries")
    return (*queries({"code": ("join_code", (read_code(text),))}), tries)


def wrong_tries(turn: Turn) -> int:
    timer = turn.one("tries", Timer)
    return int(timer.data) if timer and timer.data.isdigit() else 0


def note_wrong(turn: Turn) -> int:
    """Count one more wrong try; how many are left. Whoever keeps trying while he has to wait waits no longer."""
    tries = wrong_tries(turn) + 1
    if tries <= TRIES:
        turn.after(TRIES_MS, WRONG, my_key(turn), str(tries))
    return max(0, TRIES - tries)


def valid_code(turn: Turn) -> JoinCode | None:
    """The loaded code, if it still counts."""
    code = turn.one("code", JoinCode)
    return code if code is not None and code.expires_at > turn.now else None
