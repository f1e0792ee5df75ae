"""MAX's answers as outcomes: one table. MAX publishes no list of its codes; these are the ones that bots have seen.

A row is looked up by status, code and words, in this order of weight: the first that fits wins. `FAILED` is a status
of 200 whose body says `"success": false`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.channels.answers import WAIT_SENDING_S
from bot.channels.max.client import NO_FILE, MaxAnswer
from bot.channels.port import Outcome, Result

FAILED = 200
NOT_READY = "not-ready"
"""MAX still works on a file that it was given: nothing was sent, and the same token is good in a moment."""
TOO_MANY = "too-many"
SUSPENDED = "blocked"
ALL = ("send", "edit", "delete", "ack")
"""What may be asked of MAX: what the rows of the outbox do."""


@dataclass(frozen=True, slots=True)
class MaxFault:
    """An answer that is known: `methods` that may get it, its `status`, parts of its code and of its words."""

    methods: tuple[str, ...]
    status: int
    code: str
    says: str
    means: Outcome


def _plain(why: str) -> Outcome:
    return Outcome(Result.RETRY, why=why, plain=True)


def _gone(why: str) -> Outcome:
    return Outcome(Result.RETRY, why=why, gone=True)


def _file(why: str) -> Outcome:
    return Outcome(Result.REJECTED, why=why, as_file=True)


_UNREACHABLE = Outcome(Result.UNREACHABLE, why="forbidden")
_STOPPED = Outcome(Result.UNREACHABLE, why=SUSPENDED)
NEVER_STARTED = "not-found"
_NOT_FOUND = Outcome(Result.UNREACHABLE, why=NEVER_STARTED)
_DONE = Outcome(Result.SENT, why="already-gone")
_LATE = Outcome(Result.EXPIRED, why="too-old")
_STAYS = Outcome(Result.SENT, why="not-deletable")

TABLE: tuple[MaxFault, ...] = (
    MaxFault(ALL, 0, TOO_MANY.replace("-", "."), "", Outcome(Result.RETRY, why=TOO_MANY, retry_after_s=1)),
    MaxFault(ALL, 429, "", "", Outcome(Result.RETRY, why=TOO_MANY, retry_after_s=1)),
    MaxFault(ALL, 401, "", "", Outcome(Result.RETRY, why="unauthorized", scope="channel", stop=True)),
    # acknowledgements: whatever is wrong with one, the moment is over
    *(MaxFault(("ack",), status, "", "", _LATE) for status in (FAILED, 400, 403, 404, 405)),
    # deletions: what is not there is deleted, what may not be deleted stays
    *(MaxFault(("delete",), status, "", "", _DONE) for status in (FAILED, 400, 404)),
    MaxFault(("delete",), 403, "", "", _STAYS),
    # edits
    MaxFault(("edit",), 0, "not.modified", "", Outcome(Result.SENT, why="not-modified")),
    MaxFault(("edit",), 0, "", "not modified", Outcome(Result.SENT, why="not-modified")),
    MaxFault(("edit",), FAILED, "", "", _gone("not-editable")),
    MaxFault(("edit",), 404, "", "", _gone("edited-gone")),
    MaxFault(("edit",), 403, "", "", _gone("not-editable")),  # too old, or the chat is closed: a new message shows it
    # new messages
    MaxFault(("send",), 0, "attachment.not.ready", "", Outcome(Result.RETRY, why=NOT_READY)),
    MaxFault(("send",), 0, "", "file.not.processed", Outcome(Result.RETRY, why=NOT_READY)),
    MaxFault(("send",), 403, "", "invalid chatid", Outcome(Result.REJECTED, why="bad-id")),
    MaxFault(("send",), 403, "", "forwarding messages", Outcome(Result.REJECTED, why="no-forward")),
    MaxFault(("send",), 0, "", "dialog.suspended", _STOPPED),
    MaxFault(("send",), 0, "", "dialog.notfound", _NOT_FOUND),
    MaxFault(("send",), 0, "chat.not.found", "", _NOT_FOUND),
    MaxFault(("send",), 404, "", "", _NOT_FOUND),
    MaxFault(("send",), 403, "", "", _UNREACHABLE),
    MaxFault(("send",), 400, "", "errors.process.attachment", _file("bad-file")),
    MaxFault(("send",), 400, "proto.payload", "token", _file("bad-file")),
    MaxFault(("send",), 400, "proto.payload", "attachment", _file("bad-file")),
    MaxFault(("send", "edit"), 400, "", "keyboard", _plain("keyboard")),
    MaxFault(("send", "edit"), 400, "", "button", _plain("keyboard")),
    MaxFault(("send", "edit"), 400, "", "too long", Outcome(Result.REJECTED, why="too-long")),
    MaxFault(("send", "edit"), 400, "proto.payload", "", _plain("marks")),
    MaxFault(("send",), FAILED, "", "", Outcome(Result.REJECTED, why="refused")),
    MaxFault(("send",), 413, "", "", _file("too-big")),
)

UPLOADS: dict[int, Outcome] = {
    400: _file("bad-file"),
    403: _file("bad-file"),
    404: Outcome(Result.RETRY, why="upload"),
    413: _file("too-big"),
    415: _file("bad-file"),
}
"""What the host of uploads answers. No message was said yet, so whatever is not here is tried again."""


def outcome(answer: MaxAnswer, method: str) -> Outcome:
    """What an answer that is not good means for a call of this method (see ALL)."""
    if answer.status == 0:
        if answer.failure == NO_FILE:
            return _file(NO_FILE)
        return Outcome(Result.UNKNOWN if answer.written else Result.RETRY, why="network")
    if answer.body is None and answer.status not in (413, 429):
        return Outcome(Result.UNKNOWN, why="not-json")
    found = next((known for known in TABLE if _fits(known, answer, method)), None)
    if found is None and not 400 <= answer.status < 500:  # also what is none of MAX's: of whoever stands between
        return Outcome(Result.UNKNOWN, why="server-error")
    if found is None:
        return Outcome(Result.REJECTED, why=f"code-{answer.status}")
    if found.means.why == TOO_MANY:
        return replace(found.means, retry_after_s=answer.wait_s(WAIT_SENDING_S))  # 0.0: it does not say how long
    return found.means


def of_upload(answer: MaxAnswer) -> Outcome:
    """What an upload that failed means for its message, of which nothing was said yet."""
    if answer.status == 0 and answer.failure == NO_FILE:
        return _file(NO_FILE)
    if answer.status == 401:
        return outcome(answer, "send")
    if answer.status == 429:
        return replace(outcome(answer, "send"), scope="method", method="upload")
    return UPLOADS.get(answer.status) or Outcome(Result.RETRY, why="upload")


def _fits(known: MaxFault, answer: MaxAnswer, method: str) -> bool:
    return (
        method in known.methods
        and known.status in (0, answer.status)
        and known.code in answer.code
        and known.says in f"{answer.code} {answer.message}"
    )
