"""Files and folders that only the service's own account may read, whatever the umask.

Windows has no such bits; there the folder's own rights hold.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

FOLDER, FILE = 0o700, 0o600
PART = ".part"
"""Ending of a file that is not whole yet; what a kill left of these is swept at the next start."""


def private_folder(folder: Path) -> None:
    """Make it, with those above it; nobody else gets in, unless it was shared by all before. OSError."""
    if not folder.is_dir():
        folder.mkdir(FOLDER, parents=True, exist_ok=True)
    _narrow(folder, FOLDER)


def open_private(path: Path, *, append: bool = False) -> BinaryIO:
    """Open for writing bytes, from the beginning unless `append`. OSError."""
    flags = os.O_CREAT | os.O_WRONLY | (os.O_APPEND if append else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags, FILE), "ab" if append else "wb")
    _narrow(path, FILE)  # one that was there already
    return file


def write_whole(path: Path, data: bytes) -> None:
    """Whole or not at all. OSError."""
    part = path.with_name(path.name + PART)
    try:
        with open_private(part) as file:
            file.write(data)
        part.replace(path)
    except BaseException:
        remove_quietly(part)
        raise


def make_private(path: Path) -> None:
    """A file that somebody else wrote. OSError."""
    _narrow(path, FILE)


class DiskFault(Exception):
    """What `disk` met. requests and aiohttp raise OSErrors too, and these mean the network."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error.errno))
        self.error = error


def disk(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it; an OSError of it comes out as a DiskFault."""
    try:
        return work(*args, **kwargs)
    except OSError as error:
        raise DiskFault(error) from None


def remove_quietly(path: Path) -> None:
    """Remove it if that can be done: what stays is swept later."""
    with contextlib.suppress(OSError, ValueError):  # ValueError: a NUL in its name
        path.unlink(missing_ok=True)


def drop_older(folder: Path, kept_s: float) -> list[OSError]:
    """Remove the files of `folder` that were written longer ago than this; why some could not be."""
    stubborn = []
    for path in folder.glob("*"):
        try:
            if time.time() - path.stat().st_mtime > kept_s:
                path.unlink(missing_ok=True)
        except OSError as fault:
            stubborn.append(fault)
    return stubborn


def tidy(folder: Path) -> tuple[int, list[Path]]:
    """Narrow all that lies in `folder`, remove unfinished files: how many these were, and what would not be mended."""
    swept, stubborn = 0, list[Path]()
    if not folder.is_dir():
        return swept, stubborn
    for root, _, names in os.walk(folder):
        for path in (Path(root), *(Path(root, name) for name in names)):
            try:
                if path.suffix == PART and path != Path(root):
                    path.unlink(missing_ok=True)
                    swept += 1
                elif not path.is_symlink():
                    _narrow(path, FOLDER if path == Path(root) else FILE)
            except OSError:
                stubborn.append(path)
    return swept, stubborn


def _narrow(path: Path, mode: int) -> None:
    """A folder that all accounts of the machine share, as they do /tmp (its sticky bit says so), is left to them."""
    has = stat.S_IMODE(path.stat().st_mode)
    if has & ~mode and not has & stat.S_ISVTX:
        path.chmod(mode)
