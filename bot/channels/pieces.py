"""What a message goes out in, where a text, files and a place are sent apart."""

from __future__ import annotations

from contextlib import suppress

from bot.channels.port import Parcel, SendFile
from handlers.base.message import Span
from storage.plain_value import plain_value


@plain_value(frozen=True, slots=True)
class Piece:
    """One call to come: a text, the files of these indices (more than one: an album), or the place."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    files: tuple[int, ...] = ()
    place: bool = False
    markup: bool = False  # it carries the buttons


EMPTY_FILE = "empty-file"
"""Why a file of no bytes is not even tried: no messenger takes one, and each says that it is something else."""


def is_empty(file: SendFile) -> bool:
    """Whether a file that has still to be uploaded holds nothing; one that is not there is another matter."""
    with suppress(OSError):
        return not file.handle and file.path is not None and not file.path.stat().st_size
    return False


def to_be_had(parcel: Parcel, planned: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the planned files, in their order, that have a handle or stand on this machine."""
    files = parcel.files
    return tuple(i for i in planned if i < len(files) and (files[i].handle or files[i].path))
