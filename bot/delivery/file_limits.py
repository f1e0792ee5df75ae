"""How much of people's files is taken onto the disk: all figures in one place."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

MB = 1024 * 1024
KEEP_FREE = 500 * MB
"""Bytes that stay free for the database and its copies; below it there is the low-disk alarm (bot.health.status)."""
PERSON_FILES = 200
"""Of one person in a day: some twenty reports with a full album each."""
PERSON_BYTES = 300 * MB
"""Of one person in a day: a hundred photos and some minutes of video; a hundred such people fill 30 GB at most."""
DAY_MS = 24 * 3_600_000
QUOTA, DISK = "quota", "disk"
"""Why a file is not taken: its sender's day is used up; the disk has no room."""


def free_bytes(folder: Path) -> int:
    """Free where this folder is, or will be. OSError if that cannot be said, or nothing can be written there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise OSError(errno.EROFS, "cannot be written to")
    return shutil.disk_usage(folder).free


def is_over(count: int, size: int, more: int) -> bool:
    """Whether a file of `more` bytes (0: unknown) is beyond what a person has left, who sent so much today."""
    return count >= PERSON_FILES or size >= PERSON_BYTES or size + more > PERSON_BYTES
