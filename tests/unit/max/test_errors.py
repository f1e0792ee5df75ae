"""MAX's answers, and what becomes of the row."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.max.client import MaxAnswer
from bot.channels.max.errors import outcome
from bot.channels.port import Outcome, Result

R = Result
FALSE = {"success": False, "message": "", "code": ""}


def answer(status: int, code: str = "", message: str = "", **more: Any) -> MaxAnswer:
    return MaxAnswer(status, {"code": code, "message": message, **more})


NETWORK = MaxAnswer(failure="ServerDisconnectedError")
NOT_LEFT = MaxAnswer(failure="ClientConnectorError", written=False)
SUSPENDED = answer(403, "chat.denied", "Key: error.dialog.suspended, args: [USER,].")
CASES: tuple[tuple[str, MaxAnswer, Outcome], ...] = (
    ("send", NETWORK, Outcome(R.UNKNOWN, why="network")),
    ("send", NOT_LEFT, Outcome(R.RETRY, why="network")),
    ("send", MaxAnswer(502, None), Outcome(R.UNKNOWN, why="not-json")),
    ("send", MaxAnswer(200, None), Outcome(R.UNKNOWN, why="not-json")),
    ("send", answer(500, "internal"), Outcome(R.UNKNOWN, why="server-error")),
    ("send", answer(503), Outcome(R.UNKNOWN, why="server-error")),
    ("send", answer(302), Outcome(R.UNKNOWN, why="server-error")),
    ("send", answer(401, "verify.token"), Outcome(R.RETRY, why="unauthorized", scope="channel", stop=True)),
    ("send", answer(429, "too.many.requests"), Outcome(R.RETRY, why="too-many")),
    ("send", MaxAnswer(429, None), Outcome(R.RETRY, why="too-many")),
    ("send", MaxAnswer(429, {}, retry_after="7"), Outcome(R.RETRY, why="too-many", retry_after_s=7)),
    ("edit", answer(200, "too.many.requests", success=False), Outcome(R.RETRY, why="too-many")),
    ("send", SUSPENDED, Outcome(R.UNREACHABLE, why="blocked")),
    ("send", answer(403, "chat.denied", "Invalid chatId: 0"), Outcome(R.REJECTED, why="bad-id")),
    ("send", answer(403, "chat.denied", "anything"), Outcome(R.UNREACHABLE, why="forbidden")),
    ("send", answer(404, "chat.not.found"), Outcome(R.UNREACHABLE, why="not-found")),
    ("send", answer(404, "", "error.dialog.notfound"), Outcome(R.UNREACHABLE, why="not-found")),
    (
        "send",
        answer(400, "attachment.not.ready", "Key: errors.process.attachment.file.not.processed"),
        Outcome(R.RETRY, why="not-ready"),
    ),
    (
        "send",
        answer(400, "proto.payload", "Key: errors.process.attachment.movie.not.owner"),
        Outcome(R.REJECTED, why="bad-file", as_file=True),
    ),
    (
        "send",
        answer(400, "proto.payload", "Missing `token` in video attachment"),
        Outcome(R.REJECTED, why="bad-file", as_file=True),
    ),
    ("send", answer(400, "proto.payload", "?"), Outcome(R.RETRY, why="marks", plain=True)),
    ("send", answer(415), Outcome(R.REJECTED, why="code-415")),
    ("send", answer(200, success=False), Outcome(R.REJECTED, why="refused")),
    ("edit", answer(200, success=False), Outcome(R.RETRY, why="not-editable", gone=True)),
    ("edit", answer(200, "", "Message is not modified", success=False), Outcome(R.SENT, why="not-modified")),
    ("edit", answer(404), Outcome(R.RETRY, why="edited-gone", gone=True)),
    ("edit", SUSPENDED, Outcome(R.RETRY, why="not-editable", gone=True)),
    ("delete", answer(200, success=False), Outcome(R.SENT, why="already-gone")),
    ("delete", answer(404), Outcome(R.SENT, why="already-gone")),
    ("delete", answer(403, "chat.denied"), Outcome(R.SENT, why="not-deletable")),
    ("delete", NETWORK, Outcome(R.UNKNOWN, why="network")),
    ("ack", answer(200, success=False), Outcome(R.EXPIRED, why="too-old")),
    ("ack", answer(404), Outcome(R.EXPIRED, why="too-old")),
    ("ack", answer(429), Outcome(R.RETRY, why="too-many")),
)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_each_answer_has_its_outcome(number: int) -> None:
    method, came, expected = CASES[number]
    assert outcome(came, method) == expected


def test_the_raw_words_of_max_never_leave() -> None:
    why = outcome(answer(418, "secret.code", "args: [79990000000]"), "send").why
    assert why == "code-418"
