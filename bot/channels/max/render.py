"""A neutral message as calls of MAX. Pure: the same message always makes the same calls.

Photos and videos go in one message, with the text and the buttons; a document or a voice message stands alone, so that
the buttons are under the text before it. MAX has no keyboard in place of the phone's own: one is shown as buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import structlog

from bot.channels.pieces import Piece, to_be_had
from bot.channels.port import Parcel
from bot.channels.split import shorten, split, utf16_len
from bot.channels.tags import to_html
from handlers.base.message import Button, Message, Span, parse_marks
from storage.outbox_records import OutboxOp
from storage.plain_value import plain_value

log = structlog.get_logger()

TEXT_MAX = 3999
"""UTF-16 units, marks included: MAX says 4000 characters and not which ones it counts."""
SHORTER = (3999, 3600, 3000, 2000, 1000, 600)
"""Lengths at which a text is cut, until each piece fits with its marks."""
TOAST_MAX = 200
ALBUM_MAX = 10
LABEL_MAX, PAYLOAD_MAX, URL_MAX = 128, 1024, 2048
ROW, NARROW_ROW, ROWS, BUTTONS = 7, 3, 30, 210
"""Buttons in a row, in one with a link or a request, rows, and buttons in all."""
TOGETHER = ("photo", "video")


@lru_cache(maxsize=256)  # a notice says one text to many, and every message is asked about twice
def pieces_of(message: Message, edit: bool, slotted: bool) -> tuple[Piece, ...]:
    """The pieces in their order, at least one.

    An edit is one piece: what is too long for it is cut and ends in an ellipsis. A slotted message has its buttons
    under its first text, the one that is edited later, and its files apart; any other under its last, with its first
    album.
    """
    plain, spans = parse_marks(message.text)
    if edit:
        return (Piece(*_shortened(plain, spans), markup=True),)
    pieces = [Piece(*piece) for piece in _pieces(plain, spans) if piece[0].strip()]
    groups = _groups(message)
    if groups and not (slotted and pieces):
        pieces = _beside(message, pieces, groups)
    pieces += [Piece(files=group) for group in groups]
    if message.lat is not None and message.lon is not None:
        pieces.append(Piece(place=True))
    return tuple(_with_markup(pieces or [Piece()], message, slotted))


def _groups(message: Message) -> list[tuple[int, ...]]:
    files = message.files
    same = [i for i, file in enumerate(files) if file.kind in TOGETHER]
    albums = [tuple(same[start : start + ALBUM_MAX]) for start in range(0, len(same), ALBUM_MAX)]
    return albums + [(i,) for i, file in enumerate(files) if file.kind not in TOGETHER]


def _beside(message: Message, pieces: list[Piece], groups: list[tuple[int, ...]]) -> list[Piece]:
    """The last text takes the first files along: pictures always, another file where no buttons stand beside it."""
    if not _are_pictures(message, groups[0]) and (message.buttons or message.keyboard):
        return pieces
    last = pieces.pop() if pieces else Piece()
    return [*pieces, replace(last, files=groups.pop(0))]


def _are_pictures(message: Message, files: Iterable[int]) -> bool:
    return all(message.files[i].kind in TOGETHER for i in files)


def _with_markup(pieces: list[Piece], message: Message, slotted: bool) -> list[Piece]:
    """The buttons stand under a text, or under pictures; never beside another file."""
    texts = [i for i, piece in enumerate(pieces) if not piece.place and (piece.text or not piece.files)]
    takers = texts or [i for i, piece in enumerate(pieces) if piece.files and _are_pictures(message, piece.files)]
    if takers:
        chosen = takers[0 if slotted else -1]
        pieces[chosen] = replace(pieces[chosen], markup=True)
    elif message.buttons:
        log.error("max_no_place_for_buttons")
    return pieces


# -- calls ------------------------------------------------------------------------------------
@plain_value(frozen=True, slots=True)
class MaxCall:
    """A request to come. `files` are those of the message that go with it, as indices."""

    verb: str
    path: str
    query: dict[str, str | int]
    body: dict[str, Any] | None = None
    files: tuple[int, ...] = ()


def render(parcel: Parcel) -> MaxCall | None:
    """The call that carries a parcel out, None if there is nothing to say. ValueError: an id that is no number."""
    row = parcel.row
    if row.op == OutboxOp.ACK:
        toast = {"notification": _cut(row.body, TOAST_MAX)}
        return MaxCall("POST", "/answers", {"callback_id": row.slot}, toast) if row.body else None
    if row.op == OutboxOp.DELETE:
        return MaxCall("DELETE", "/messages", {"message_id": parcel.edit}) if parcel.edit else None
    piece = piece_of(parcel)
    if piece is None:
        return None
    files = carried(parcel)
    body = _said(piece, parcel.plain)
    attachments: list[dict[str, Any]] = []
    if piece.place:
        message = parcel.message
        attachments.append({"type": "location", "latitude": message.lat, "longitude": message.lon})
    if piece.markup and not parcel.plain and (keyboard := keyboard_of(parcel.message)):
        attachments.append(keyboard)
    if not (body.get("text", "").strip() or files or piece.place):
        return None
    if parcel.edit:
        body["attachments"] = attachments  # none: the old buttons go, and the picture of a mark's notice with them
        return MaxCall("PUT", "/messages", {"message_id": parcel.edit}, body)
    if attachments:
        body["attachments"] = attachments
    if parcel.reply_to and (parcel.part == 0 or row.op == OutboxOp.PUT):
        body["link"] = {"type": "reply", "mid": parcel.reply_to}
    query = target(row.chat) | {"disable_link_preview": "true"}
    return MaxCall("POST", "/messages", query, body, files)


def target(chat: str) -> dict[str, str | int]:
    """A person is written to by his own number, a group or channel by that of the chat, which is negative."""
    number = int(chat)
    return {"chat_id": number} if number < 0 else {"user_id": number}


def piece_of(parcel: Parcel) -> Piece | None:
    pieces = pieces_of(parcel.message, bool(parcel.edit), parcel.row.op == OutboxOp.PUT)
    if parcel.part >= len(pieces):
        return None
    piece = pieces[parcel.part]
    if parcel.instead:
        return Piece(shorten(parcel.instead, (), TEXT_MAX)[0], markup=piece.markup)
    return piece


def planned(parcel: Parcel) -> tuple[int, ...]:
    """The files of this part, as indices into the message's."""
    piece = None if parcel.edit else piece_of(parcel)
    return piece.files if piece else ()


def carried(parcel: Parcel) -> tuple[int, ...]:
    """Those of them that can be had, in the order in which they are sent."""
    return to_be_had(parcel, planned(parcel))


# -- text -------------------------------------------------------------------------------------
def _said(piece: Piece, plain: bool) -> dict[str, Any]:
    if not piece.text.strip():
        return {}
    if plain or not piece.spans:
        return {"text": piece.text}
    said = to_html(piece.text, piece.spans)
    return {"text": said, "format": "html"} if utf16_len(said) <= TEXT_MAX else {"text": piece.text}


def _pieces(plain: str, spans: Sequence[Span]) -> list[tuple[str, tuple[Span, ...]]]:
    """Cut so that each piece fits with its marks."""
    if not spans:
        return split(plain, spans, TEXT_MAX)
    found = split(plain, spans, SHORTER[-1])
    for limit in SHORTER:
        found = split(plain, spans, limit)
        if all(utf16_len(to_html(*piece)) <= TEXT_MAX for piece in found):
            break
    return found


def _shortened(plain: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    for limit in SHORTER:
        found = shorten(plain, spans, limit)
        if not found[1] or utf16_len(to_html(*found)) <= TEXT_MAX:
            return found
    return shorten(plain, (), TEXT_MAX)


def _cut(text: str, most: int) -> str:
    return text if utf16_len(text) <= most else split(text, (), most - 1)[0][0].rstrip() + "…"


# -- buttons ----------------------------------------------------------------------------------
def keyboard_of(message: Message) -> dict[str, Any] | None:
    """The message's buttons, or those of its keyboard; None without any."""
    asked = message.buttons or (message.keyboard.rows if message.keyboard is not None else ())
    rows = _rows([[ready for button in row if (ready := _button(button))] for row in asked])
    return {"type": "inline_keyboard", "payload": {"buttons": rows}} if rows else None


def _rows(asked: Sequence[Sequence[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """MAX refuses a keyboard that is too large as a whole: rows are broken, what is over its limits is left out."""
    rows: list[list[dict[str, Any]]] = []
    for row in asked:
        most = NARROW_ROW if any(button["type"] in ("link", "request_geo_location") for button in row) else ROW
        rows += [list(row[i : i + most]) for i in range(0, len(row), most)]
    kept, room = list[list[dict[str, Any]]](), BUTTONS
    for buttons in rows[:ROWS]:
        kept.append(buttons[:room])
        room -= len(kept[-1])
    kept = [buttons for buttons in kept if buttons]
    if (left := sum(map(len, rows)) - sum(map(len, kept))) > 0:
        log.error("max_keyboard_cut", left_out=left)
    return kept


def _button(button: Button) -> dict[str, Any] | None:
    """None for what MAX would refuse, and with it the whole keyboard."""
    text = _cut(button.label, LABEL_MAX)
    if not text.strip() or len(button.data) > PAYLOAD_MAX or len(button.url) > URL_MAX:
        return None
    if button.location:
        return {"type": "request_geo_location", "text": text}
    if button.url:
        return {"type": "link", "text": text, "url": button.url}
    if button.data:
        return {"type": "callback", "text": text, "payload": button.data}
    return {"type": "message", "text": text}
