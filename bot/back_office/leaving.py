"""A table that is done leaves its folder together with the files beside it, though the program ends in between."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.back_office.files import LARGEST, plain_bytes
from bot.private_files import PART, remove_quietly
from bot.watched_files import lay, move

DONE, ERRORS = "done", "errors"
NOTE = ".leaving.json"
"""How the name of a note ends that says what leaves; it begins with a dot, so nobody takes it for something to read."""
VERSION = 1
Look = tuple[int, int]
"""Size and time of change: by these a file is known again, also on another machine's disk."""


@dataclass
class Leaving:
    """A table on its way out, with where it and its files go and what they looked like.

    The table goes first: without it nobody asks for the files, and one that is still there is read again, and leaves
    anew. While its files go a note lies in the folder: what was not moved when the program ended is moved by whoever
    looks there next, which may be another node. Its client can write there, too: `read_note` believes little.
    """

    folder: Path
    table: str
    moves: dict[str, tuple[Path, Look]] = field(default_factory=dict)

    def add(self, name: str, target: Path) -> None:
        """The table, or a file of its. OSError."""
        self.moves[name] = (target, _look(self.folder / name))

    def go(self) -> list[tuple[Path, OSError]]:
        """Which files stay, and why. OSError: the table cannot go; then all of it stays. Without a note it goes, too:
        on a full disk a file can be moved still.
        """
        unwritten = list[tuple[Path, OSError]]()
        if len(self.moves) > 1:
            try:
                self._write_down()
            except OSError as fault:
                unwritten.append((self._note, fault))
        self._move(self.table)
        return unwritten + self.go_on()

    def go_on(self) -> list[tuple[Path, OSError]]:
        """The files alone; the table has gone."""
        stays = list[tuple[Path, OSError]]()
        for name in self.moves:
            try:
                if name != self.table and _is(self.folder / name, self.moves[name][1]):
                    self._move(name)  # and nothing that was laid there since
            except OSError as fault:
                stays.append((self.folder / name, fault))
        remove_quietly(self._note)  # what stays of it says nothing more: its files have gone
        return stays

    @property
    def has_gone(self) -> bool:
        return not _is(self.folder / self.table, self.moves[self.table][1])

    @property
    def _note(self) -> Path:
        return self.folder / f".{self.table}{NOTE}"

    def _move(self, name: str) -> None:
        move(self.folder / name, self.moves[name][0])

    def _write_down(self) -> None:
        moves = {name: [target.parent.name, target.name, *look] for name, (target, look) in self.moves.items()}
        note = self._note.parent.resolve() / self._note.name  # an administrator may have made the folder itself a link
        lay(note, json.dumps({"v": VERSION, "table": self.table, "moves": moves}).encode())


def read_note(note: Path) -> Leaving:
    """OSError; ValueError, KeyError, TypeError, RecursionError: damaged, or it names what does not lie in this folder
    or goes elsewhere than tables and their files go.
    """
    data = plain_bytes(note)
    if data is None or len(data) > LARGEST:
        raise ValueError("no note")
    said: dict[str, Any] = json.loads(data)
    found = Leaving(note.parent, _plain(said["table"]))
    for name, (place, called, size, at) in dict(said["moves"]).items():
        if place not in (DONE, ERRORS) or (note.parent / place).is_symlink():
            raise ValueError("elsewhere")
        found.moves[_plain(name)] = (note.parent / place / _plain(called), (size, at))
    if note != found._note or found.table not in found.moves:
        raise ValueError("of another table")
    return found


def begun_in(folder: Path, complain: Callable[[Path, Exception], None]) -> Iterator[Leaving]:
    """Tables that have left this folder while files of theirs may be there still. OSError: of the folder. A note that
    is damaged or cannot be read is its own fault: the others are gone on with.
    """
    for draft in folder.glob(f".*{NOTE}{PART}"):  # its table is there still, and will leave anew
        remove_quietly(draft)
    for note in sorted(folder.glob(f".*{NOTE}")):
        try:
            found = read_note(note)
            begun = found.has_gone
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
            complain(note, fault)
            begun = False
        if begun:
            yield found
        else:
            remove_quietly(note)


def _plain(name: str) -> str:
    """The name of something that lies in the folder itself. ValueError, TypeError."""
    if name != Path(name).name or name == ".." or b"\0" in os.fsencode(name):
        raise ValueError("no plain name")
    return name


def _is(path: Path, look: Look) -> bool:
    """Whether this file is there, and none that came in its place."""
    return path.exists() and _look(path) == look


def _look(path: Path) -> Look:
    found = path.lstat()
    return found.st_size, found.st_mtime_ns
