"""Bringing a local file to MAX: an address, the file, and the token that messages take.

The token of a picture and of a document comes with the answer to the file, that of a video and of sound with the
address; the answer to their bytes is XML and says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from bot.channels.answers import mapping
from bot.channels.file_names import ending_of, sent_name
from bot.channels.http import Upload
from bot.channels.lenient import words
from bot.channels.max.client import MaxAnswer, MaxClient
from bot.channels.max.errors import of_upload
from bot.channels.port import Outcome, Result, SendFile
from handlers.base.event import AttachmentKind

TYPES = {"photo": "image", "video": "video", "voice": "audio", "audio": "audio"}
"""Kind of a file -> MAX's type; everything else, and what was refused as what it is, is a "file"."""
AS_FILE = "file:"
"""Before the token of a sticker of another messenger, which went as a document: MAX's own have a code instead."""
LONGEST = 4096


async def upload(client: MaxClient, file: SendFile) -> str | Outcome:
    """The file's handle, or what becomes of its message, of which nothing was said yet."""
    assert file.path is not None
    kind = TYPES.get(file.kind, "file")
    place = await client.call("POST", "/uploads", {"type": kind})
    url = words(place.fields, "url", LONGEST) if place.ok else ""
    if not url:
        return _later(place)
    sent = await client.upload(url, Upload(file.path, _name(file), file.mime))
    if sent.status not in (200, 201) or (sent.body is not None and sent.fields.get("success") is False):
        return of_upload(sent)
    token = _token(kind, place, sent)
    if not token:
        refused = sent.body is not None and bool(sent.code or sent.fields.get("error_code"))
        return replace(of_upload(sent), as_file=True, result=Result.REJECTED, why="bad-file") if refused else _RETRY
    return f"{AS_FILE}{token}" if file.kind == AttachmentKind.STICKER else token


def attachment(kind: str, handle: str) -> dict[str, object]:
    """A handle as a message takes it."""
    if handle.startswith(AS_FILE):
        return {"type": "file", "payload": {"token": handle.removeprefix(AS_FILE)}}
    if kind == "sticker":
        return {"type": "sticker", "payload": {"code": handle}}
    return {"type": TYPES.get(kind, "file"), "payload": {"token": handle}}


_RETRY = Outcome(Result.RETRY, why="upload")


def _later(place: MaxAnswer) -> Outcome:
    """No address was had: the file was not even tried."""
    found = of_upload(place)
    return found if found.stop or found.scope == "method" else _RETRY


def _token(kind: str, place: MaxAnswer, sent: MaxAnswer) -> str:
    if kind in ("video", "audio"):
        return words(place.fields, "token", LONGEST)
    if kind == "file":
        return words(sent.fields, "token", LONGEST)
    photos = mapping(sent.fields.get("photos"))
    return next((token for photo in photos.values() if (token := words(mapping(photo), "token", LONGEST))), "")


def _name(file: SendFile) -> str:
    """A name with an ending: MAX judges files by it."""
    assert file.path is not None
    name = sent_name(file.name) or file.path.name
    if ending_of(name):
        return name
    return name + (ending_of("", file.kind, file.mime) or ".bin")
