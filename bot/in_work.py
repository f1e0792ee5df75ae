"""Which inputs were being handled when the program died: whoever kills it twice is set aside at the third start.

The file is mapped into memory, so noting an input costs microseconds, and what is noted outlives kill -9 and want of
memory (not a failing machine, which is no input's fault). Keys are ids; no words of people stand here.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from pathlib import Path

import structlog

from handlers.base.marker import DEADLY

log = structlog.get_logger()

SLOTS, SLOT_SIZE = 8, 512
"""So many inputs may be in work at a time (one a channel); of more nothing is noted."""
HEAD = struct.Struct(">HI")  # length of the key, its checksum
LONGEST_KEY = SLOT_SIZE - HEAD.size
MOST_DEATHS = 2
REMEMBERED = 100
UNNOTED = -2


class InWork:
    """Does nothing until it is opened: only whoever holds the database may."""

    def __init__(self, path: Path) -> None:
        self.path, self.counts_path = path, path.with_suffix(".deaths")
        self.deaths: dict[str, int] = {}
        self._map: mmap.mmap | None = None
        self._free: list[int] = []
        self._survived: list[str] = []

    def open(self) -> None:
        """Learns who was in work at the last death. Where the disk refuses, nothing is noted; that is logged."""
        try:
            found = self._read()
            self.deaths = self._load()
            for key in found:
                self.deaths[key] = self.deaths.pop(key, 0) + 1
            if found:
                log.warning("in_work.died", keys=found, deaths=[self.deaths[key] for key in found])
                self._save()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(bytes(SLOTS * SLOT_SIZE))
            with open(self.path, "r+b") as file:
                self._map = mmap.mmap(file.fileno(), SLOTS * SLOT_SIZE)
        except (OSError, ValueError) as fault:
            log.warning("in_work.off", error=type(fault).__name__)
            return
        self._free = list(range(SLOTS))

    def close(self) -> None:
        if self._map is not None:
            self._map.close()
            self._map = None

    def begin(self, key: str) -> int:
        """Notes that an input's handler begins: a number for `end`, or DEADLY: it was in work at two deaths."""
        if self.deaths and key in self.deaths:
            self._survived.append(key)
            if self.deaths[key] >= MOST_DEATHS:
                return DEADLY
        if self._map is None or not self._free:
            return UNNOTED
        slot, text = self._free.pop(), key.encode(errors="replace")[:LONGEST_KEY]
        at = slot * SLOT_SIZE
        self._map[at + HEAD.size : at + HEAD.size + len(text)] = text
        self._map[at : at + HEAD.size] = HEAD.pack(len(text), zlib.crc32(text))
        return slot

    def end(self, slot: int) -> None:
        """The handler is over, however it went."""
        if slot >= 0 and self._map is not None:
            self._map[slot * SLOT_SIZE : slot * SLOT_SIZE + 2] = b"\0\0"
            self._free.append(slot)

    def committed(self) -> None:
        """What was begun is written down: those that had been suspected have survived, or are set aside for good."""
        if self._survived:
            for key in self._survived:
                self.deaths.pop(key, None)
            self._survived.clear()
            try:
                self._save()
            except OSError as fault:
                log.warning("in_work.not_saved", error=type(fault).__name__)

    # -- the files ------------------------------------------------------------------------------
    def _read(self) -> list[str]:
        """The keys of the last life; torn and foreign content is none."""
        try:
            with open(self.path, "rb") as file:
                data = file.read(SLOTS * SLOT_SIZE)
        except FileNotFoundError:
            return []
        found = []
        for at in range(0, len(data) - SLOT_SIZE + 1, SLOT_SIZE):
            size, sum_ = HEAD.unpack_from(data, at)
            text = data[at + HEAD.size : at + HEAD.size + size]
            if 0 < size <= LONGEST_KEY and zlib.crc32(text) == sum_:
                found.append(text.decode(errors="replace"))
        return list(dict.fromkeys(found))

    def _load(self) -> dict[str, int]:
        try:
            values = json.loads(self.counts_path.read_text("utf-8"))
        except (FileNotFoundError, ValueError, RecursionError):
            return {}
        rows = values.items() if isinstance(values, dict) else ()
        return {key: count for key, count in rows if isinstance(count, int)}

    def _save(self) -> None:
        kept = dict(list(self.deaths.items())[-REMEMBERED:])
        draft = self.counts_path.with_suffix(".part")
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.counts_path)
