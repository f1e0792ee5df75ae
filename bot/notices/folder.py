"""The watched folder (NOTICE_FOLDER): a file `*.xml` that appears is read when it has come to rest, then filed away.

It goes to `done/` or `refused/`, and a `.txt` beside it says what became of it. What is in the folder is what is not
judged yet: a kill at any moment leaves a file that is looked at again, and the same alert is never counted twice.
Only plain files count: links, pipes and folders are left alone. What cannot be read or moved is tried again after
growing pauses, and keeps no other file waiting.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.folder_trouble import ALERTS, FolderTrouble, shown_name
from bot.notices.inbox import Inbox
from bot.watched_files import lay, move, open_plain
from handlers.alerts.arrival import ANSWER, FOLDER, Arrival, ArrivalAnswer, arrival_key
from handlers.alerts.judge import REFUSED
from handlers.alerts.telling import answer_lines
from handlers.base.texts import Texts
from handlers.cap.safe_xml import LARGEST_XML
from storage.changes import Query
from storage.store import StorageError

log = structlog.get_logger()

FOLDER_LOOK_S = 2.0
"""A file that looks the same in two looks has come to rest."""
EMPTY_S = 30.0
"""An empty one, or one without its end, is still being written, until so long has passed."""
PAUSE_S, LONGEST_PAUSE_S = 4.0, 600.0
"""After a file could not be read or moved; twice as long after each further time."""
LONGEST_FILE_NAME = 180
"""Bytes of a name in `done/` and `refused/`, without its ending: a longer one would not fit there with its key."""
KEY = "folder-"
DONE_FOLDER, REFUSED_FOLDER = "done", "refused"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a file looked like, and since when (monotonic)."""

    size: int
    changed: int
    since: float


class Folder:
    """Looks until cancelled. Files that cannot be read or moved are logged once and tried again later."""

    def __init__(self, path: Path, inbox: Inbox, texts: Texts) -> None:
        self.path, self.inbox, self.texts = path, inbox, texts
        self._seen: dict[str, Sight] = {}
        self._asked: dict[str, str] = {}  # name -> key of the arrival whose answer is waited for
        self._complained: set[str] = set()
        self._pauses: dict[str, tuple[float, float]] = {}  # name -> not before (monotonic), how long it was
        self.trouble = FolderTrouble(ALERTS, path, inbox.clock)

    async def run(self) -> None:
        await self._forget_old()
        while True:
            await self.look()
            await self.inbox.clock.sleep(FOLDER_LOOK_S)

    async def look(self) -> None:
        """One look at every file."""
        try:
            names = await self.trouble.beside(_alerts, self.path)
        except OSError as fault:
            self.trouble.cannot(self.path)
            self._complain("", fault)
            return
        self.trouble.can(self.path)
        self.trouble.there(self.path / name for name in names)
        for gone in set(self._seen) - set(names):
            self._seen.pop(gone, None)
            self._asked.pop(gone, None)
            self._pauses.pop(gone, None)
        for name in names:
            until, pause = self._pauses.get(name, (0.0, PAUSE_S / 2))
            if self.inbox.clock.monotonic() < until:
                continue
            try:
                if await self.trouble.beside(self._rests, name):
                    await self._take(name)
            except StorageError:  # the database's: it goes for all of them
                raise
            except Exception as fault:  # noqa: BLE001 - one file's fault is its own: the others are taken
                self.trouble.cannot(self.path / name)
                self._complain(name, fault)
                pause = min(LONGEST_PAUSE_S, 2 * pause)
                self._pauses[name] = self.inbox.clock.monotonic() + pause, pause
            else:
                self._pauses.pop(name, None)
                self.trouble.can(self.path / name)

    def _rests(self, name: str) -> bool:
        """Whether the file looks as it did at the last look."""
        found, now = (self.path / name).lstat(), self.inbox.clock.monotonic()
        before = self._seen.get(name)
        if before is None or (before.size, before.changed) != (found.st_size, found.st_mtime_ns):
            self._seen[name] = Sight(found.st_size, found.st_mtime_ns, now)
            self._asked.pop(name, None)
            return False
        return found.st_size > 0 or now - before.since >= EMPTY_S

    async def _take(self, name: str) -> None:
        key = self._asked.get(name)
        if key is None:
            sight, shown = self._seen[name], shown_name(name)
            data = await self.trouble.beside(read_at_rest, self.path / name, sight, LARGEST_XML)
            if data is None:  # it goes on changing
                self._seen.pop(name)
                return
            begun = len(data) <= LARGEST_XML and not _is_finished(data)
            if begun and self.inbox.clock.monotonic() - sight.since < EMPTY_S:
                return
            key = KEY + arrival_key(shown, str(self._seen[name].changed), data)
            self._asked[name] = key
            if await self.inbox.answer(key) is None:
                await self.inbox.put({key: await self.inbox.read(Arrival(FOLDER, shown, answer=True), data)})
        answer = await self.inbox.answer(key)
        if answer is not None:
            await self.trouble.beside(self._file_away, name, key, answer)
            self._asked.pop(name, None)
            await self.inbox.forget(key)
            log.info("folder.alert", file=shown_name(name), outcome=answer.outcome, notice=answer.notice)

    def _file_away(self, name: str, key: str, answer: ArrivalAnswer) -> None:
        """The words first: a file is never filed away without them."""
        folder = self.path / (REFUSED_FOLDER if answer.outcome in REFUSED else DONE_FOLDER)
        folder.mkdir(exist_ok=True)
        target = folder / fitting_name(name)
        if os.path.lexists(target):
            target = folder / f"{target.stem}-{key.removeprefix(KEY)[:8]}{target.suffix}"
        said = "\n".join(answer_lines(self.texts, answer))
        lay(target.with_suffix(".txt"), f"{said}\n".encode())
        move(self.path / name, target)

    async def _forget_old(self) -> None:
        """Answers to files that were filed away in the very moment of a kill."""
        rows = (await self.inbox.store.read(Query("settings_like", (f"{ANSWER}{KEY}",))))[0]
        if rows and not await asyncio.to_thread(lambda: list(self.path.glob("*.xml"))):
            await self.inbox.forget(*(row.name.removeprefix(ANSWER) for row in rows))

    def _complain(self, name: str, fault: Exception) -> None:
        if name not in self._complained:
            self._complained.add(name)
            log.error("folder.trouble", file=shown_name(name), error=type(fault).__name__)


def _alerts(folder: Path) -> list[str]:
    """OSError."""
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if _is_alert(entry))


def _is_finished(data: bytes) -> bool:
    """Whether it ends as a document does, in whichever encoding: with a tag, but for blanks and the room that Windows
    makes before it writes.
    """
    return b"\0\0" not in data and data.rstrip(b"\0 \t\r\n").endswith(b">")


def _is_alert(entry: os.DirEntry[str]) -> bool:
    if not entry.name.lower().endswith(".xml") or entry.name.startswith("."):
        return False
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def read_at_rest(path: Path, sight: Sight, largest: int) -> bytes | None:
    """The file, or so much of it as shows that it is too large; None if it is not what was seen. Never waits, whatever
    has been put in its place. OSError.
    """
    file = open_plain(path)
    if file is None:
        return None
    with file:
        data = file.read(largest + 1)
        now = os.fstat(file.fileno())
    return data if (now.st_size, now.st_mtime_ns) == (sight.size, sight.changed) else None


def fitting_name(name: str) -> str:
    stem, ending = os.path.splitext(name)
    return os.fsdecode(os.fsencode(stem)[:LONGEST_FILE_NAME].decode("utf-8", "ignore").encode()) + ending
