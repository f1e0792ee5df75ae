"""A neutral message as calls of the Bot API. Pure: the same message always makes the same calls.

Files keep to their kinds: photos and videos in albums of ten, documents in albums of documents, the rest
one by one. Buttons win over a keyboard, since Telegram takes one of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache
from typing import Any

from bot.channels.http import Upload, encode
from bot.channels.pieces import Piece, to_be_had
from bot.channels.port import Parcel, SendFile
from bot.channels.split import is_short, shorten, split, utf16_len
from bot.channels.tags import to_html
from handlers.base.event import AttachmentKind
from handlers.base.message import Button, FileRef, Message, ReplyKeyboard, parse_marks
from storage.outbox_records import OutboxOp
from storage.plain_value import plain_value
from storage.records import OutboxRow

TEXT_MAX = 4096
CAPTION_MAX = 1024
TOAST_MAX = 200
PLACEHOLDER_MAX = 64
ALBUM_MAX = 10

SINGLE = {
    "photo": ("sendPhoto", "photo"),
    "video": ("sendVideo", "video"),
    "voice": ("sendVoice", "voice"),
    "audio": ("sendAudio", "audio"),
}
DOCUMENT = ("sendDocument", "document")
PICTURES, DOCUMENTS = (AttachmentKind.PHOTO, AttachmentKind.VIDEO), (AttachmentKind.DOCUMENT,)
"""Kinds of files that go together in one album."""
ALBUMS = (*PICTURES, *DOCUMENTS)
STYLES = {"good": "success", "bad": "danger", "main": "primary"}
NO_PREVIEW: dict[str, Any] = {"link_preview_options": {"is_disabled": True}}


@plain_value(frozen=True, slots=True)
class TelegramCall:
    """A method with its parameters. `files` are what it sends, in the order of the messages it makes."""

    method: str
    params: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)
    files: tuple[SendFile, ...] = ()
    encoded: bytes = b""  # the params without chat_id as the inside of a JSON object, where they came before


@lru_cache(maxsize=256)  # a notice says one text to many, and every message is asked about twice
def plan(message: Message, edit: bool, slotted: bool) -> tuple[Piece, ...]:
    """The pieces in their order, at least one.

    An edit is one piece: it cannot grow into two messages, so text beyond the limit is cut at a sentence
    and ends with an ellipsis. A slotted message has its buttons under its first text, the one that is
    edited later; any other under its last.
    """
    plain, spans = parse_marks(message.text)
    if edit:
        return (Piece(*shorten(plain, spans, TEXT_MAX), markup=True),)
    files = message.files
    captioned = len(files) == 1 and files[0].kind in ALBUMS
    if captioned and not slotted and utf16_len(plain) <= CAPTION_MAX:
        pieces = [Piece(plain, spans, files=(0,))]
    else:
        pieces = [Piece(*part) for part in split(plain, spans, TEXT_MAX) if part[0].strip()]
        pieces += [Piece(files=group) for group in _groups(files)]
    if message.lat is not None and message.lon is not None:
        pieces.append(Piece(place=True))
    return tuple(_with_markup(pieces or [Piece()], slotted))


def _groups(files: Sequence[FileRef]) -> Iterator[tuple[int, ...]]:
    for kinds in (PICTURES, DOCUMENTS):
        same = [i for i, file in enumerate(files) if file.kind in kinds]
        for start in range(0, len(same), ALBUM_MAX):
            yield tuple(same[start : start + ALBUM_MAX])
    for i, file in enumerate(files):
        if file.kind not in ALBUMS:
            yield (i,)


def _with_markup(pieces: list[Piece], slotted: bool) -> list[Piece]:
    texts = [i for i, piece in enumerate(pieces) if not piece.place and (piece.text or not piece.files)]
    takers = texts or [i for i, piece in enumerate(pieces) if len(piece.files) <= 1]  # albums take none
    if takers:
        chosen = takers[0 if slotted else -1]
        pieces[chosen] = replace(pieces[chosen], markup=True)
    return pieces


def planned(parcel: Parcel) -> tuple[int, ...]:
    """The files of this part, as indices into the message's."""
    pieces = plan(parcel.message, bool(parcel.edit), parcel.row.op == OutboxOp.PUT)
    return pieces[parcel.part].files if parcel.part < len(pieces) and not parcel.instead else ()


def carried(parcel: Parcel) -> tuple[int, ...]:
    """Those of them that can be had, in the order in which they are sent."""
    return to_be_had(parcel, planned(parcel))


def render(parcel: Parcel) -> TelegramCall | None:
    """The call for this part; None if there is nothing to say in it (no text, or its files are lost)."""
    message = parcel.message
    if is_short(message) and not (parcel.edit or parcel.instead or parcel.plain or parcel.reply_to or parcel.paid):
        if parcel.part:
            return None
        same, encoded = _same_for_all(message)
        return (
            TelegramCall("sendMessage", {"chat_id": native(parcel.row.chat), **same}, encoded=encoded) if same else None
        )
    pieces = plan(message, bool(parcel.edit), parcel.row.op == OutboxOp.PUT)
    if parcel.part >= len(pieces):
        return None
    piece = pieces[parcel.part]
    if parcel.instead:
        piece = Piece(shorten(parcel.instead, (), TEXT_MAX)[0], markup=piece.markup)
    params: dict[str, Any] = {"chat_id": native(parcel.row.chat)}
    if parcel.edit:
        return _edit(parcel, piece, params)
    markup = _markup(message) if piece.markup and not parcel.plain else None
    if parcel.reply_to:
        params["reply_parameters"] = {
            "message_id": native(parcel.reply_to),
            "allow_sending_without_reply": True,
        }
    if parcel.paid:
        params["allow_paid_broadcast"] = True
    if markup is not None:
        params["reply_markup"] = markup
    if piece.place:
        params |= {"latitude": message.lat, "longitude": message.lon}
        return TelegramCall("sendLocation", params)
    if piece.files:
        return _files(parcel, piece, params)
    return _text("sendMessage", parcel, piece, params)


@lru_cache(maxsize=256)  # as plan: most screens say the same to everybody
def _same_for_all(message: Message) -> tuple[dict[str, Any], bytes]:
    """What a plain message of one text takes beside the chat, also encoded; empty if it has no text."""
    piece = Piece(*parse_marks(message.text))
    if not piece.text.strip():
        return {}, b""
    markup = _markup(message)
    params = ({"reply_markup": markup} if markup is not None else {}) | _said("text", piece, plain=False) | NO_PREVIEW
    return params, encode(params)[1:-1]


def _edit(parcel: Parcel, piece: Piece, params: dict[str, Any]) -> TelegramCall | None:
    params["message_id"] = native(parcel.edit)
    if parcel.message.buttons and not parcel.plain:
        params["reply_markup"] = _inline(parcel.message.buttons)
    return _text("editMessageText", parcel, piece, params)


def as_caption(parcel: Parcel) -> TelegramCall:
    """An edit of what a file's caption says; what is too long for one is cut at a sentence."""
    piece = Piece(*shorten(*parse_marks(parcel.message.text), CAPTION_MAX))
    params: dict[str, Any] = {"chat_id": native(parcel.row.chat), "message_id": native(parcel.edit)}
    return TelegramCall("editMessageCaption", params | _said("caption", piece, parcel.plain))


def _text(method: str, parcel: Parcel, piece: Piece, params: dict[str, Any]) -> TelegramCall | None:
    if not piece.text.strip():
        return None
    params |= _said("text", piece, parcel.plain) | NO_PREVIEW
    return TelegramCall(method, params)


def _said(name: str, piece: Piece, plain: bool) -> dict[str, Any]:
    if plain or not piece.spans:
        return {name: piece.text}
    return {name: to_html(piece.text, piece.spans), "parse_mode": "HTML"}


def _files(parcel: Parcel, piece: Piece, params: dict[str, Any]) -> TelegramCall | None:
    """One file with its caption, or an album of those that can be had."""
    chosen = [(parcel.message.files[i].kind, parcel.files[i]) for i in carried(parcel)]
    sent = tuple(file for _, file in chosen)
    uploads: dict[str, Upload] = {}
    if len(chosen) > 1:
        params["media"] = [
            {"type": kind, "media": _source(file, f"file{i}", uploads, attach=True)}
            for i, (kind, file) in enumerate(chosen)
        ]
        return TelegramCall("sendMediaGroup", params, uploads, sent)
    if not chosen:
        return _text("sendMessage", parcel, piece, params)  # its caption, without the lost file
    kind, file = chosen[0]
    method, name = SINGLE.get(kind, DOCUMENT)
    if source := _source(file, name, uploads, attach=False):
        params[name] = source
    if piece.text.strip():
        params |= _said("caption", piece, parcel.plain)
    return TelegramCall(method, params, uploads, sent)


def _source(file: SendFile, name: str, uploads: dict[str, Upload], *, attach: bool) -> str:
    if file.handle:
        return file.handle
    assert file.path is not None
    uploads[name] = Upload(file.path, file.name, file.mime)
    return f"attach://{name}" if attach else ""


def _markup(message: Message) -> dict[str, Any] | None:
    keyboard = message.keyboard
    if message.buttons:
        return _inline(message.buttons)
    if message.ask_reply:
        hint = keyboard.placeholder if keyboard else ""
        return {"force_reply": True, "selective": True, **_placeholder(hint)}
    if keyboard is None:
        return None
    return _reply_keyboard(keyboard)


def _inline(rows: Sequence[Sequence[Button]]) -> dict[str, Any]:
    return {"inline_keyboard": [[_inline_button(button) for button in row] for row in rows if row]}


def _inline_button(button: Button) -> dict[str, Any]:
    does = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **does, **_style(button)}


def _reply_keyboard(keyboard: ReplyKeyboard) -> dict[str, Any]:
    rows = [[_reply_button(button) for button in row] for row in keyboard.rows if row]
    if not rows:
        return {"remove_keyboard": True}
    return {
        "keyboard": rows,
        "resize_keyboard": True,
        "one_time_keyboard": keyboard.one_time,
        **_placeholder(keyboard.placeholder),
    }


def _reply_button(button: Button) -> dict[str, Any]:
    location = {"request_location": True} if button.location else {}
    return {"text": button.label, **location, **_style(button)}


def _style(button: Button) -> dict[str, str]:
    return {"style": STYLES[button.style]} if button.style in STYLES else {}


def _placeholder(text: str) -> dict[str, str]:
    return {"input_field_placeholder": text[:PLACEHOLDER_MAX]} if text else {}


def acknowledgement(row: OutboxRow) -> TelegramCall:
    params: dict[str, Any] = {"callback_query_id": row.slot}
    if row.body:
        params["text"] = row.body[:TOAST_MAX]
    return TelegramCall("answerCallbackQuery", params)


def removal(parcel: Parcel) -> TelegramCall:
    return TelegramCall("deleteMessage", {"chat_id": native(parcel.row.chat), "message_id": native(parcel.edit)})


def native(number: str) -> int | str:
    """An id as Telegram wants it; a channel's @name stays text."""
    return int(number) if number.lstrip("-").isdecimal() else number
