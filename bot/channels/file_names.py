"""Names of files: none of the sender's on the disk, and a harmless one where a file goes out.

File systems count a name in bytes (255 on most), messengers show the beginning; both are kept to well below.
"""

from __future__ import annotations

import mimetypes
import re

NAME_MAX = 100
"""Bytes of a name that goes out, in UTF-8."""
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")
_ENDINGS = {"photo": ".jpg", "voice": ".ogg", "video": ".mp4"}


def ending_of(name: str, kind: str = "", mime: str = "") -> str:
    """ ".pdf", in small letters: the name's own if it is a plain one, else that of its kind or type; or ""."""
    if found := _ENDING.search(name.strip()):
        return f".{found[1].lower()}"
    return _ENDINGS.get(kind) or mimetypes.guess_extension(mime) or ""


def disk_name(number: int, name: str, kind: str, mime: str = "") -> str:
    """The name of a stored file: its number, and an ending, by which uploads know its kind."""
    return f"{number}{ending_of(name, kind, mime)}"


def sent_name(name: str) -> str:
    """A sender's name for a header: printable, without a path or quotes, NAME_MAX bytes at most, its ending kept.

    "" if nothing of it is left.
    """
    kept = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable() and c not in '"/')
    kept = kept.strip(" ")
    if not kept.strip("._ "):
        return ""
    ending = ending_of(kept)
    stem = kept[: len(kept) - len(ending)]
    return stem.encode()[: NAME_MAX - len(ending)].decode(errors="ignore") + ending
