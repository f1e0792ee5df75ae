"""Files that other programs bring: which kinds are taken, judged by their first bytes, and what each becomes here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from handlers.base.event import AttachmentKind

PROGRAM_FILES = "open311"
"""The channel of stored files that came so; bot/web/client_files.py fetches them."""
UPLOADED = "upload:"
"""Before the name of a file that came in a body, in place of a messenger's handle."""
MB = 1024 * 1024
PICTURE_MOST, FILM_MOST = 10 * MB, 20 * MB
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
FILM = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"3gp4", b"3gp5")


@dataclass(frozen=True, slots=True)
class MediaSort:
    """`kind`: how messengers send it; `most`: bytes."""

    mime: str
    kind: AttachmentKind
    ending: str
    most: int = PICTURE_MOST


JPEG = MediaSort("image/jpeg", AttachmentKind.PHOTO, ".jpg")
PNG = MediaSort("image/png", AttachmentKind.PHOTO, ".png")
WEBP = MediaSort("image/webp", AttachmentKind.DOCUMENT, ".webp")
HEIC_PICTURE = MediaSort("image/heic", AttachmentKind.DOCUMENT, ".heic")
MP4 = MediaSort("video/mp4", AttachmentKind.VIDEO, ".mp4", FILM_MOST)
ENDINGS = {".jpg": JPEG, ".jpeg": JPEG, ".png": PNG, ".webp": WEBP, ".heic": HEIC_PICTURE, ".mp4": MP4}


def sort_of(data: bytes) -> MediaSort | None:
    """What a file is by its first bytes; None for what is not taken."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return HEIC_PICTURE if data[8:12] in HEIC else MP4 if data[8:12] in FILM else None
    return None


def brought(handle: str, sort: MediaSort, size: int) -> dict[str, Any]:
    """A file that came in a body, as a draft has it. Its name is its sender's and is not kept."""
    return _file(sort.kind, handle=handle, name=f"media{sort.ending}", mime=sort.mime, size=size)


def linked(link: str) -> dict[str, Any]:
    """A file that has still to be fetched: its address's ending says what it seems to be."""
    sort = ENDINGS.get(PurePosixPath(unquote(urlsplit(link).path)).suffix.lower())
    if sort is None:
        return _file(AttachmentKind.DOCUMENT, url=link, handle=AttachmentKind.DOCUMENT.value, name="media")
    return _file(sort.kind, url=link, handle=sort.kind.value, name=f"media{sort.ending}", mime=sort.mime)


def is_as_expected(expected: str, sort: MediaSort) -> bool:
    """Whether a fetched file can be sent as what its address made it; a document may be anything that is taken."""
    return expected in (sort.kind, AttachmentKind.DOCUMENT)


def _file(kind: AttachmentKind, **values: Any) -> dict[str, Any]:
    return {"kind": kind.value, "channel": PROGRAM_FILES, "message": "", **values}
