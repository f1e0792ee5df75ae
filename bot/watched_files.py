"""Files of a folder that others write to, too: only plain ones are read, and nothing is written through a link.

Whoever fills a watched folder may make anything in it: a folder or a pipe with the name of a file, a link in place of
`done` or of a file that is about to be written. Followed, it would let him write wherever the service may
(decision 0120).
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.private_files import PART


def open_plain(path: Path) -> BinaryIO | None:
    """To be read, without ever waiting; None for what is no plain file. OSError, also for a link."""
    found = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if stat.S_ISREG(os.fstat(found).st_mode):
            return os.fdopen(found, "rb")
    except BaseException:
        os.close(found)
        raise
    os.close(found)
    return None


def lay(target: Path, data: bytes) -> None:
    """A file, whole or not at all. OSError."""
    part = f"{target.name}{PART}"
    with _folder(target.parent) as there:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part, dir_fd=there)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(part, flags, 0o666, dir_fd=there), "wb") as file:
            file.write(data)
        os.replace(part, target.name, src_dir_fd=there, dst_dir_fd=there)


def move(path: Path, target: Path) -> None:
    """A file to another folder, which is made. OSError."""
    target.parent.mkdir(exist_ok=True)
    with _folder(target.parent) as there:
        os.replace(path, target.name, dst_dir_fd=there)


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[int]:
    """The folder itself, whatever takes its place in the meantime. OSError where a link stands for it."""
    there = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield there
    finally:
        os.close(there)
