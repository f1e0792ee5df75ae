"""One parcel, one call, one outcome."""

from __future__ import annotations

from dataclasses import replace
from random import Random, SystemRandom
from typing import Any

import structlog

from bot.channels.lenient import part, words
from bot.channels.max import render
from bot.channels.max.chats import is_out
from bot.channels.max.client import MaxAnswer, MaxClient
from bot.channels.max.errors import NEVER_STARTED, NOT_READY, TOO_MANY, outcome
from bot.channels.max.pauses import Backoff, OutOfReach
from bot.channels.max.render import MaxCall
from bot.channels.max.upload import attachment, upload
from bot.channels.pieces import EMPTY_FILE, is_empty
from bot.channels.port import Outcome, Parcel, Result
from storage.outbox_records import SAYS, OutboxOp

log = structlog.get_logger()

NOT_READY_TRIES = 10
"""After so many attempts, some minutes, a file that is still being worked on goes as a plain document."""
KICKED = "kicked"
_NEVER_READY = Outcome(Result.REJECTED, why="bad-file", as_file=True)


class MaxSender:
    """Sends for one bot. Never raises but CancelledError; nothing is repeated here."""

    def __init__(self, client: MaxClient, reach: OutOfReach, random: Random | None = None) -> None:
        self._client, self._reach = client, reach
        self._backoff = Backoff(random or SystemRandom())

    async def send(self, parcel: Parcel) -> Outcome:
        """Carry out one parcel, once. Handles of what was uploaded are noted in the parcel."""
        try:
            call = render.render(parcel)
        except (ArithmeticError, LookupError, TypeError, ValueError) as fault:  # a row that is not as we write them
            log.error("max_render_fault", row=parcel.row.id, fault=type(fault).__name__)
            return Outcome(Result.REJECTED, why="unreadable")
        if call is None:
            return _nothing_to_say(parcel)
        if call.files:
            files = await self._files(parcel, call)
            if isinstance(files, Outcome):
                return self._paused(parcel, files)
            assert call.body is not None
            call.body["attachments"] = [*files, *call.body.get("attachments", ())]
        person = _person(parcel)
        number = self._reach.leaves() if person else 0
        answer = await self._client.call(call.verb, call.path, call.query, call.body, chat=parcel.row.chat)
        found = self._judged(parcel, call, answer)
        if person and found.result is Result.SENT and not parcel.edit:
            self._reach.took(person, number)
        if found.result is not Result.UNREACHABLE:
            return found
        if person:
            never = found.why == NEVER_STARTED
            return (self._reach.never_started if never else self._reach.refused)(person, found)
        return await self._explained(parcel.row.chat, found)

    async def _explained(self, chat: str, found: Outcome) -> Outcome:
        """MAX has one code for a bot that was taken out of a group and for one that may not write there."""
        return replace(found, why=KICKED) if await is_out(self._client, chat) else found

    # -- files --------------------------------------------------------------------------------
    async def _files(self, parcel: Parcel, call: MaxCall) -> list[dict[str, Any]] | Outcome:
        """The message's files as MAX takes them; what has no handle yet is uploaded, one after the other."""
        ready = []
        for i in call.files:
            file = parcel.files[i]
            if is_empty(file):
                return Outcome(Result.REJECTED, why=EMPTY_FILE, bad_files=(i,))
            handle: str | Outcome = file.handle or await upload(self._client, file)
            if isinstance(handle, Outcome):
                blamed = (i,) if handle.result is Result.REJECTED else ()
                return replace(handle, bad_files=blamed, as_file=handle.as_file and bool(blamed))
            if not file.handle and file.stored_id:
                parcel.uploaded[file.stored_id] = handle
            ready.append(attachment(file.kind if file.kind else parcel.message.files[i].kind, handle))
        return ready

    # -- answers ------------------------------------------------------------------------------
    def _judged(self, parcel: Parcel, call: MaxCall, answer: MaxAnswer) -> Outcome:
        method = {"POST": "send", "PUT": "edit", "DELETE": "delete"}[call.verb]
        if parcel.row.op == OutboxOp.ACK:
            method = "ack"
        if answer.ok:
            self._backoff.took()
            return _done(parcel, method, answer)
        found = self._paused(parcel, outcome(answer, method))
        if found.why == NOT_READY and parcel.row.attempts > NOT_READY_TRIES:
            return replace(_NEVER_READY, bad_files=call.files)
        if found.as_file or found.bad_files:
            return replace(found, bad_files=call.files, as_file=bool(call.files))
        if parcel.reply_to and method == "send" and _is_about_the_reply(answer, found):
            return Outcome(Result.RETRY, why="replied-gone", gone=True)
        if found.plain and parcel.plain:  # it was not the marks nor the buttons
            gone = method == "edit"
            return Outcome(Result.RETRY if gone else Result.REJECTED, why=found.why, gone=gone)
        if found.result is Result.SENT and method == "edit":
            return replace(found, message_ids=(parcel.edit,))
        return found

    def _paused(self, parcel: Parcel, found: Outcome) -> Outcome:
        """MAX does not say how long "too many" lasts. An answer to a press counts in its chat as a message does."""
        if found.why != TOO_MANY or found.scope == "method":
            return found
        return self._backoff.refused(parcel.row.chat, found)


def _done(parcel: Parcel, method: str, answer: MaxAnswer) -> Outcome:
    if method != "send":
        kept = (parcel.edit,) if method == "edit" else ()
        return Outcome(Result.SENT, message_ids=kept)
    message = answer.fields.get("message")
    if not isinstance(message, dict):
        return Outcome(Result.UNKNOWN, why="not-json")
    mid = words(part(message, "body"), "mid", 200)
    return Outcome(Result.SENT, message_ids=(mid,) if mid else ())


def _is_about_the_reply(answer: MaxAnswer, found: Outcome) -> bool:
    """The message that this replies to is not there; which words MAX has for it is not known."""
    text = f"{answer.code} {answer.message}"
    if answer.status == 404 and found.result is Result.UNREACHABLE:
        return "message" in text and "chat.not.found" not in text
    return answer.status == 400 and found.why in ("marks", "code-400") and ("link" in text or "mid" in text)


def _person(parcel: Parcel) -> str:
    """The person who is written to; "" for a group, a channel, and for what goes to nobody."""
    return parcel.row.chat if parcel.row.chat[:1] != "-" and parcel.row.op in SAYS else ""


def _nothing_to_say(parcel: Parcel) -> Outcome:
    if parcel.row.op == OutboxOp.ACK:
        return Outcome(Result.SENT, why="no-toast")  # MAX takes no empty answer
    if parcel.row.op == OutboxOp.DELETE:
        return Outcome(Result.SENT, why="already-gone")
    why = "no-file" if parcel.message.files else "empty"
    return Outcome(Result.REJECTED, why=why, bad_files=render.planned(parcel))
