"""One parcel, one call, one outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.channels.answers import mapping, whole
from bot.channels.pieces import EMPTY_FILE, is_empty
from bot.channels.port import Outcome, Parcel, Result
from bot.channels.telegram import render
from bot.channels.telegram.client import ApiAnswer, Client
from bot.channels.telegram.errors import CAPTIONED, item_of, outcome
from bot.channels.telegram.render import TelegramCall
from storage.notice_records import MARK
from storage.outbox_records import SAYS, OutboxOp

log = structlog.get_logger()

_FILE_FIELDS = ("document", "video", "animation", "voice", "audio", "sticker", "video_note")
"""Where a message shows its file; Telegram may make another kind of it than was asked for."""


async def send(client: Client, parcel: Parcel) -> Outcome:
    """Carry out one parcel, once. Handles of what was uploaded are noted in the parcel."""
    try:
        call = _call(parcel)
    except (ArithmeticError, LookupError, TypeError, ValueError) as fault:  # a row that is not as we write them
        log.error("telegram_render_fault", row=parcel.row.id, fault=type(fault).__name__)
        return Outcome(Result.REJECTED, why="unreadable")
    if call is None:
        return _nothing_to_say(parcel)
    if call.uploads and (empty := tuple(i for i in render.carried(parcel) if is_empty(parcel.files[i]))):
        return Outcome(Result.REJECTED, why=EMPTY_FILE, bad_files=empty)
    answer = await client.call(call.method, call.params, call.uploads, encoded=call.encoded)
    if not answer.ok and parcel.row.purpose == MARK and outcome(answer).why == CAPTIONED:
        call = render.as_caption(parcel)  # a notice with a picture: nothing was changed yet
        answer = await client.call(call.method, call.params, call.uploads)
    if not answer.ok:
        return _as_done(_elsewhere(_blamed(outcome(answer), answer, parcel), parcel), parcel)
    messages = answer.result if isinstance(answer.result, list) else [answer.result]
    messages = [message for message in messages if isinstance(message, Mapping)]
    _note_uploads(call, messages, parcel)
    ids = tuple(str(number) for message in messages if (number := whole(message.get("message_id"))))
    return _as_done(Outcome(Result.SENT, message_ids=ids), parcel)


def _blamed(found: Outcome, answer: ApiAnswer, parcel: Parcel) -> Outcome:
    """Which files a refusal is about: an album's item if the answer names it, else all that this call carried."""
    if not found.as_file or parcel.row.op not in SAYS or parcel.edit:
        return replace(found, as_file=False)
    carried = render.carried(parcel)
    item = item_of(answer)
    blamed = carried[item - 1 : item] if item else ()
    return replace(found, bad_files=blamed or carried, as_file=bool(carried))


def _elsewhere(found: Outcome, parcel: Parcel) -> Outcome:
    """A group that "moved" to where it is did not: it is tried again, with pauses."""
    return replace(found, migrated_to="") if found.migrated_to == parcel.row.chat else found


def _as_done(found: Outcome, parcel: Parcel) -> Outcome:
    """An edit keeps its message; a refused acknowledgement holds back acknowledgements, not the chat."""
    if parcel.row.op == OutboxOp.ACK:
        return replace(found, scope="method", method="ack") if found.retry_after_s else found
    edited = parcel.edit if parcel.row.op != OutboxOp.DELETE and found.result is Result.SENT else ""
    return replace(found, message_ids=(edited,)) if edited else found


def _call(parcel: Parcel) -> TelegramCall | None:
    if parcel.row.op == OutboxOp.ACK:
        return render.acknowledgement(parcel.row)
    if parcel.row.op == OutboxOp.DELETE:
        return render.removal(parcel) if parcel.edit else None
    return render.render(parcel)


def _nothing_to_say(parcel: Parcel) -> Outcome:
    if parcel.row.op == OutboxOp.DELETE:
        return Outcome(Result.SENT, why="already-gone")
    why = "no-file" if parcel.message.files else "empty"
    return Outcome(Result.REJECTED, why=why, bad_files=render.planned(parcel))


def _note_uploads(call: TelegramCall, messages: list[Mapping[str, Any]], parcel: Parcel) -> None:
    for file, message in zip(call.files, messages, strict=False):
        handle = file_id(message)
        if handle and not file.handle and file.stored_id:
            parcel.uploaded[file.stored_id] = handle


def file_id(message: Mapping[str, Any]) -> str:
    """The handle of the file in a message: of a photo the largest size; "" if there is none."""
    sizes = message.get("photo")
    if isinstance(sizes, list) and sizes:
        return _handle(sizes[-1])
    return next((_handle(message[name]) for name in _FILE_FIELDS if name in message), "")


def _handle(file: object) -> str:
    handle = mapping(file).get("file_id")
    return handle if isinstance(handle, str) else ""
