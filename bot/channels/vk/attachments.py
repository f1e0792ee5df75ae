"""VK's attachments as ours."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from typing import Any

from handlers.event import Attachment, AttachmentKind

Raw = Mapping[str, Any]


def read_attachments(items: Any) -> tuple[Attachment, ...]:
    """Every attachment of a message; a kind that the bot does not know is kept by its name."""
    return tuple(_read(item) for item in items or ())


def links(items: Any) -> list[str]:
    """Addresses that were attached as a link (their text stands elsewhere)."""
    return [
        str(item["link"]["url"])
        for item in items or ()
        if item.get("type") == "link" and (item.get("link") or {}).get("url")
    ]


def _read(item: Raw) -> Attachment:
    kind = str(item.get("type") or "unknown")
    thing = item.get(kind)
    reader = _READERS.get(kind)
    if reader is None or not isinstance(thing, dict):
        handle = _handle(kind, thing) if isinstance(thing, dict) else ""
        return Attachment(AttachmentKind.OTHER, handle, name=kind)
    return reader(thing)


def _handle(kind: str, thing: Raw) -> str:
    """What messages.send takes, e.g. "photo-1_2_key"; "" for a thing without an owner."""
    if "owner_id" not in thing or "id" not in thing:
        return ""
    key = thing.get("access_key")
    return f"{kind}{thing['owner_id']}_{thing['id']}" + (f"_{key}" if key else "")


def _photo(photo: Raw) -> Attachment:
    sizes = [s for s in photo.get("sizes") or () if s.get("url")]
    if isinstance(photo.get("orig_photo"), dict) and photo["orig_photo"].get("url"):
        sizes.append(photo["orig_photo"])
    best: Raw = max(sizes, key=lambda s: (s.get("width") or 0) * (s.get("height") or 0), default={})
    return Attachment(AttachmentKind.PHOTO, _handle("photo", photo), url=str(best.get("url") or ""), mime="image/jpeg")


def _doc(doc: Raw) -> Attachment:
    mime = mimetypes.guess_type(f"x.{doc.get('ext') or ''}")[0] or "application/octet-stream"
    return Attachment(
        AttachmentKind.DOCUMENT,
        _handle("doc", doc),
        url=str(doc.get("url") or ""),
        name=str(doc.get("title") or ""),
        mime=mime,
        size=int(doc.get("size") or 0),
    )


def _voice(voice: Raw) -> Attachment:
    return Attachment(
        AttachmentKind.VOICE,
        _handle("doc", voice),
        url=str(voice.get("link_ogg") or voice.get("link_mp3") or ""),
        mime="audio/ogg",
        transcript=str(voice.get("transcript") or ""),
    )


def _video(video: Raw) -> Attachment:
    """VK gives bots no bytes of a video: its name holds the address at which a person can watch it."""
    handle = _handle("video", video)
    address = f"https://vk.com/video{video['owner_id']}_{video['id']}" if handle else ""
    name = " ".join(part for part in (str(video.get("title") or ""), address) if part)
    return Attachment(AttachmentKind.VIDEO, handle, name=name)


def _audio(audio: Raw) -> Attachment:
    name = " - ".join(str(audio[k]) for k in ("artist", "title") if audio.get(k))
    return Attachment(AttachmentKind.AUDIO, _handle("audio", audio), url=str(audio.get("url") or ""), name=name)


def _sticker(sticker: Raw) -> Attachment:
    return Attachment(AttachmentKind.STICKER, str(sticker.get("sticker_id") or ""))


def _graffiti(graffiti: Raw) -> Attachment:
    url = str(graffiti.get("url") or "")
    return Attachment(AttachmentKind.PHOTO, _handle("doc", graffiti), url=url, mime="image/png")


_READERS: dict[str, Callable[[Raw], Attachment]] = {
    "photo": _photo,
    "doc": _doc,
    "audio_message": _voice,
    "video": _video,
    "audio": _audio,
    "sticker": _sticker,
    "graffiti": _graffiti,
}
