"""The watched folder (NOTICE_FOLDER): a file `*.xml` that appears is read when it has come to rest, then filed away.

It goes to `done/` or `refused/`, and a `.txt` beside it says what became of it. What is in the folder is what is not
judged yet: a kill at any moment leaves a file that is looked at again, and the same alert is never counted twice.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.notices.inbox import Inbox
from handlers.alerts.arrival import ANSWER, FOLDER, Answer, Arrival, arrival_key
from handlers.alerts.judge import REFUSED
from handlers.alerts.safe_xml import LARGEST
from handlers.alerts.telling import answer_lines
from handlers.texts import Texts
from storage.changes import Query

log = structlog.get_logger()

LOOK_S = 2.0
"""A file that looks the same in two looks has come to rest."""
EMPTY_S = 30.0
"""An empty one is still being written, until so long has passed."""
KEY = "folder-"
DONE, REFUSED_FOLDER = "done", "refused"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a file looked like, and since when (monotonic)."""

    size: int
    changed: int
    since: float


class Folder:
    """Looks until cancelled. Files that cannot be read or moved are logged once and tried again."""

    def __init__(self, path: Path, inbox: Inbox, texts: Texts) -> None:
        self.path, self.inbox, self.texts = path, inbox, texts
        self._seen: dict[str, Sight] = {}
        self._asked: dict[str, str] = {}  # name -> key of the arrival whose answer is waited for
        self._complained: set[str] = set()

    async def run(self) -> None:
        await self._forget_old()
        while True:
            await self.look()
            await self.inbox.clock.sleep(LOOK_S)

    async def look(self) -> None:
        """One look at every file."""
        try:
            names = sorted(entry.name for entry in os.scandir(self.path) if _is_alert(entry))
        except OSError as fault:
            self._complain("", fault)
            return
        for gone in set(self._seen) - set(names):
            self._seen.pop(gone, None)
            self._asked.pop(gone, None)
        for name in names:
            try:
                if self._rests(name):
                    await self._take(name)
            except OSError as fault:
                self._complain(name, fault)

    def _rests(self, name: str) -> bool:
        """Whether the file looks as it did at the last look."""
        stat, now = (self.path / name).stat(), self.inbox.clock.monotonic()
        before = self._seen.get(name)
        if before is None or (before.size, before.changed) != (stat.st_size, stat.st_mtime_ns):
            self._seen[name] = Sight(stat.st_size, stat.st_mtime_ns, now)
            self._asked.pop(name, None)
            return False
        return stat.st_size > 0 or now - before.since >= EMPTY_S

    async def _take(self, name: str) -> None:
        key = self._asked.get(name)
        if key is None:
            data = await asyncio.to_thread(_head, self.path / name)
            key = KEY + arrival_key(name, str(self._seen[name].changed), data)
            self._asked[name] = key
            if await self.inbox.answer(key) is None:
                await self.inbox.put({key: await self.inbox.read(Arrival(FOLDER, name, answer=True), data)})
        answer = await self.inbox.answer(key)
        if answer is not None:
            await asyncio.to_thread(self._file_away, name, key, answer)
            self._asked.pop(name, None)
            await self.inbox.forget(key)
            log.info("folder.alert", file=name, outcome=answer.outcome, notice=answer.notice)

    def _file_away(self, name: str, key: str, answer: Answer) -> None:
        """The words first: a file is never filed away without them."""
        folder = self.path / (REFUSED_FOLDER if answer.outcome in REFUSED else DONE)
        folder.mkdir(exist_ok=True)
        target = folder / name
        if target.exists():
            target = folder / f"{target.stem}-{key.removeprefix(KEY)[:8]}{target.suffix}"
        said = "\n".join(answer_lines(self.texts, answer))
        note = target.with_suffix(".txt")
        draft = note.with_suffix(".part")
        draft.write_text(f"{said}\n", encoding="utf-8")
        draft.replace(note)
        (self.path / name).replace(target)

    async def _forget_old(self) -> None:
        """Answers to files that were filed away in the very moment of a kill."""
        rows = (await self.inbox.store.read(Query("settings_like", (f"{ANSWER}{KEY}",))))[0]
        if rows and not list(self.path.glob("*.xml")):
            await self.inbox.forget(*(row.name.removeprefix(ANSWER) for row in rows))

    def _complain(self, name: str, fault: OSError) -> None:
        if name not in self._complained:
            self._complained.add(name)
            log.error("folder.trouble", file=name, error=type(fault).__name__)


def _is_alert(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(".xml") and not entry.name.startswith(".") and entry.is_file()


def _head(path: Path) -> bytes:
    """The file, or so much of it as shows that it is too large."""
    with open(path, "rb") as file:
        return file.read(LARGEST + 1)
