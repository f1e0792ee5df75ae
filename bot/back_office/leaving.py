"""A table that is done leaves its folder together with the files beside it, though the program ends in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger()

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
    looks there next.
    """

    folder: Path
    table: str
    moves: dict[str, tuple[Path, Look]] = field(default_factory=dict)

    def add(self, name: str, target: Path) -> None:
        """The table, or a file of its. OSError."""
        self.moves[name] = (target, _look(self.folder / name))

    def go(self) -> list[tuple[Path, OSError]]:
        """Which files stay, and why. OSError: the table cannot go, or no note be written; then all of it stays."""
        if len(self.moves) > 1:
            self._write_down()
        self._move(self.table)
        return self.go_on()

    def go_on(self) -> list[tuple[Path, OSError]]:
        """The files alone; the table has gone."""
        stays = list[tuple[Path, OSError]]()
        for name in self.moves:
            try:
                if name != self.table and _is(self.folder / name, self.moves[name][1]):
                    self._move(name)  # and nothing that was laid there since
            except OSError as fault:
                stays.append((self.folder / name, fault))
        self._note.unlink(missing_ok=True)
        return stays

    @property
    def has_gone(self) -> bool:
        return not _is(self.folder / self.table, self.moves[self.table][1])

    @property
    def _note(self) -> Path:
        return self.folder / f".{self.table}{NOTE}"

    def _move(self, name: str) -> None:
        target = self.moves[name][0]
        target.parent.mkdir(exist_ok=True)
        (self.folder / name).replace(target)

    def _write_down(self) -> None:
        moves = {name: [target.parent.name, target.name, *look] for name, (target, look) in self.moves.items()}
        draft = self._note.with_name(f"{self._note.name}.part")
        draft.write_text(json.dumps({"v": VERSION, "table": self.table, "moves": moves}))
        draft.replace(self._note)


def read_note(note: Path) -> Leaving:
    """OSError, ValueError, KeyError, TypeError."""
    said: dict[str, Any] = json.loads(note.read_text())
    found = Leaving(note.parent, said["table"])
    for name, (place, called, size, at) in dict(said["moves"]).items():
        found.moves[name] = (note.parent / place / called, (size, at))
    return found


def begun_in(folder: Path) -> Iterator[Leaving]:
    """Tables that have left this folder while files of theirs may be there still. OSError."""
    for note in sorted(folder.glob(f".*{NOTE}")):
        try:
            found = read_note(note)
            begun = found.has_gone
        except (ValueError, KeyError, TypeError) as fault:  # damaged: it says nothing
            log.error("back_office.note_unusable", error=type(fault).__name__)
            begun = False
        if begun:
            yield found
        else:
            note.unlink(missing_ok=True)


def _is(path: Path, look: Look) -> bool:
    """Whether this file is there, and none that came in its place."""
    return path.exists() and _look(path) == look


def _look(path: Path) -> Look:
    found = path.lstat()
    return found.st_size, found.st_mtime_ns
