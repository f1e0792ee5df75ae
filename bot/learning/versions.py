"""The learned versions: numbered files of plain numbers in one folder that only the service's account may read.

A file is written beside and takes its name last, so that a kill leaves none that looks whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.learning.judge import Figures, load_figures
from bot.private_files import PART, open_private, private_folder, remove_quietly, tidy
from handlers.reading.model import MODELS, ModelUnusable, OtherVersion, Weights, load, told_by
from storage.copies import on_disk

TASK = "topics"
NAME = re.compile(rf"{TASK}-([1-9]\d{{0,8}})\.npz")
LARGEST = 64_000_000
"""Bytes of a file that is looked into; ours have one or two million."""


@dataclass(frozen=True, slots=True)
class About:
    """What a version says of itself: when it was learned (UTC ms), from how many corrections, and what the version
    before it and itself reach on the same texts.
    """

    at: int
    corrections: int
    old: Figures
    new: Figures

    def dump(self) -> dict[str, Any]:
        values = {"at": self.at, "corrections": self.corrections}
        return {**values, "old": self.old.dump(), "new": self.new.dump()}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which file it is: another one of the same name has another."""

    inode: int
    size: int
    changed_ns: int


class Versions:
    """`folder` is made when the first version is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> list[int]:
        """Of all versions that are there, damaged or not, the oldest first. OSError."""
        names = (NAME.fullmatch(path.name) for path in self.folder.iterdir()) if self.folder.is_dir() else ()
        return sorted(int(name[1]) for name in names if name)

    def path(self, number: int) -> Path:
        return self.folder / f"{TASK}-{number}.npz"

    def stamp(self, number: int) -> Stamp | None:
        """None where there is no such file."""
        try:
            seen = self.path(number).stat()
        except OSError:
            return None
        return Stamp(seen.st_ino, seen.st_size, seen.st_mtime_ns)

    def about(self, number: int) -> About:
        """Raises ModelUnusable."""
        head = self._head(number)
        try:
            about = head["about"]
            at, corrections = int(about["at"]), int(about["corrections"])
            told = About(at, corrections, load_figures(about["old"]), load_figures(about["new"]))
        except (KeyError, TypeError, ValueError) as fault:
            raise ModelUnusable(f"{self.path(number).name}: {fault}") from None
        return told

    def weights(self, number: int) -> Weights:
        """Raises ModelUnusable; OtherVersion where the program that it was learned with had other sentences."""
        self.about(number)
        found = load(self.path(number))
        if found.task != TASK:
            raise ModelUnusable(f"{self.path(number).name}: of {found.task}")
        if found.learned_from != told_by(MODELS / f"{TASK}.npz")["learned_from"]:
            raise OtherVersion(self.path(number).name)
        return found

    def write(self, number: int, content: bytes) -> None:
        """A new version, on the disk when this returns. FileExistsError where the number is taken; OSError."""
        path = self.path(number)
        private_folder(self.folder)
        part = path.with_name(path.name + PART)
        try:
            with open_private(part) as file:
                file.write(content)
            on_disk(part)
            if path.exists():
                raise FileExistsError(f"{path.name} is there already")
            part.rename(path)
        except BaseException:
            remove_quietly(part)
            raise
        on_disk(path)

    def tidy(self) -> None:
        """Remove what a killed run left, and close the folder to others."""
        tidy(self.folder)

    def drop_old(self, keep: int, also: Collection[int]) -> None:
        """The newest `keep` stay, and those of `also`."""
        for number in self.numbers()[:-keep]:
            if number not in also:
                remove_quietly(self.path(number))

    def _head(self, number: int) -> dict[str, Any]:
        path, stamp = self.path(number), self.stamp(number)
        if stamp is None or stamp.size > LARGEST:
            raise ModelUnusable(f"{path.name}: {'missing' if stamp is None else 'too large'}")
        return told_by(path)
