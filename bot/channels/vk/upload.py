"""Bringing a local file to VK: an upload address, the file, and the handle that messages take."""

from __future__ import annotations

import mimetypes
from typing import Any

from vk_api.exceptions import ApiError, ApiHttpError

from bot.channels.file_names import ending_of, sent_name
from bot.channels.pieces import EMPTY_FILE, is_empty
from bot.channels.port import SendFile
from bot.channels.vk.api import Api
from handlers.base.event import AttachmentKind

# 105: could not save; 118, 121, 129: server, hash, format; 1150, 1151: kind of document; 22: upload failed
_REFUSALS = {22, 100, 105, 118, 121, 129, 1150, 1151}


class FileRefused(Exception):
    """VK does not take this file; the message is a short reason."""


async def upload(api: Api, peer: str, file: SendFile) -> str:
    """The file's handle, e.g. "doc-1_2". Raises FileRefused, or what a call raises (CALL_FAULTS).

    What VK refuses as a photo or as a voice message is offered once more as a document.
    """
    if file.path is None or not await api.run(file.path.is_file):
        raise FileRefused("file-missing")
    if await api.run(is_empty, file):
        raise FileRefused(EMPTY_FILE)
    if file.kind == AttachmentKind.PHOTO:
        try:
            return await _photo(api, peer, file)
        except FileRefused:
            return await _document(api, peer, file, "doc")
    if file.kind == AttachmentKind.VOICE:
        try:
            return await _document(api, peer, file, "audio_message")
        except FileRefused:
            return await _document(api, peer, file, "doc")
    return await _document(api, peer, file, "doc")


async def _photo(api: Api, peer: str, file: SendFile) -> str:
    server = await api.call("photos.getMessagesUploadServer", peer_id=int(peer))
    sent = await _post(api, server, "photo", file)
    if sent.get("photo") in (None, "", "[]"):
        raise FileRefused("file-refused")
    saved = await _save(api, "photos.saveMessagesPhoto", {k: sent.get(k) for k in ("photo", "server", "hash")})
    return _handle("photo", saved[0] if isinstance(saved, list) and saved else None)


async def _document(api: Api, peer: str, file: SendFile, kind: str) -> str:
    server = await api.call("docs.getMessagesUploadServer", type=kind, peer_id=int(peer))
    sent = await _post(api, server, "file", file)
    if not sent.get("file"):
        raise FileRefused("file-refused")
    saved = await _save(api, "docs.save", {"file": sent["file"], "title": _name(file)})
    if isinstance(saved, list):  # the shape before 5.103
        return _handle("doc", saved[0] if saved else None)
    return _handle("doc", saved.get(saved.get("type") or "doc") if isinstance(saved, dict) else None)


async def _post(api: Api, server: Any, field: str, file: SendFile) -> dict[str, Any]:
    name = _name(file)
    mime = file.mime or mimetypes.guess_type(name)[0] or ""
    assert file.path is not None
    try:
        sent = await api.upload(server["upload_url"], field, file.path, name, mime)
    except ApiHttpError as fault:
        if fault.response.status_code == 413:
            raise FileRefused("too-big") from None
        raise
    if sent.get("error"):
        raise FileRefused("file-refused")
    return sent


async def _save(api: Api, method: str, values: dict[str, Any]) -> Any:
    try:
        return await api.call(method, **values)
    except ApiError as fault:
        if fault.code in _REFUSALS:
            raise FileRefused("file-refused") from None
        raise


def _name(file: SendFile) -> str:
    """A name with an ending: VK judges files by it."""
    assert file.path is not None
    name = sent_name(file.name) or file.path.name
    if ending_of(name):
        return name
    ending = mimetypes.guess_extension(file.mime) if file.mime else ""
    if not ending and file.kind == AttachmentKind.PHOTO:
        ending = ".jpg"
    return name + (ending or ".bin")


def _handle(kind: str, thing: Any) -> str:
    if not isinstance(thing, dict) or "owner_id" not in thing or "id" not in thing:
        raise FileRefused("file-refused")
    key = thing.get("access_key")
    return f"{kind}{thing['owner_id']}_{thing['id']}" + (f"_{key}" if key else "")
