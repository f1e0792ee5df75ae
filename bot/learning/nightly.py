"""The nightly learning, and what the running program guesses topics with: the newest version, or the chosen one.

The program that runs learns, and one runs over a database: a machine that takes over from another reads the same
corrections and learns in its first night. Files are a machine's own; numbers and the choice are the database's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import structlog

from bot.beside import TooMuch, Worker
from bot.clock import Clock
from bot.jobs.scheduler import Job
from bot.learning import work
from bot.learning.choice import (
    BUILTIN,
    LAST,
    NUMBER,
    LastNight,
    Night,
    VersionChoice,
    last_number,
    note,
    pick,
    read_choice,
)
from bot.learning.split import is_held_out
from bot.learning.texts import ReportText, read_texts
from bot.learning.versions import Stamp, Versions
from handlers.reading.topics import TopicReader
from storage.region.region import Region
from storage.store import Store

log = structlog.get_logger()

LOOK_S = 15.0
"""A choice on the command line, or a file that is new or damaged, is seen within this."""
LIMIT_S = 300.0
"""For one night's learning; it takes some ten seconds."""
MEMORY_MB = 1_536
AT = "02:40"
"""In the region's zone: before the night's copy, so that it has what is noted of it."""
LEAST = 50
"""Corrections of what had been guessed wrongly, before anything is learned."""
LEAST_HELD_OUT = 10
"""Corrections to measure with: of fewer, one by chance would decide."""
KEEP = 5
"""Versions that stay; the chosen one besides."""


class OwnWorker(Worker, Protocol):
    """One whose process ends with it: after a night the memory is free again."""

    async def close(self) -> None: ...


class TopicLearning:
    """`topics` guesses with what `look` found last. `trouble`: why it is not what it should be, a code of
    `dlv-why-…`; "" while all is well. It is an alarm.
    """

    def __init__(
        self, store: Store, clock: Clock, region: Region, topics: TopicReader, folder: Path,
        worker: Callable[[], OwnWorker],
    ) -> None:  # fmt: skip
        self.store, self.clock, self.region, self.topics = store, clock, region, topics
        self.versions, self._worker = Versions(folder), worker
        self.in_use, self.trouble = BUILTIN, ""
        self._seen: tuple[VersionChoice, dict[int, Stamp | None]] | None = None

    def jobs(self, *, wanted: bool) -> tuple[Job, ...]:
        """The night's work, unless nothing is to be learned."""
        return (Job("learn", self.nightly, daily=AT),) if wanted else ()

    # -- what is used -----------------------------------------------------------------------------
    async def run(self) -> None:
        """Take up what is chosen or new, until cancelled."""
        await asyncio.to_thread(self.versions.tidy)
        while True:
            await self.look()
            await self.clock.sleep(LOOK_S)

    async def look(self) -> None:
        """Use what is to be used now. StorageError, OSError."""
        choice = await read_choice(self.store)
        seen = (choice, await asyncio.to_thread(self._stamps))
        if seen == self._seen:
            return
        picked = await asyncio.to_thread(pick, self.versions, choice)
        if picked.number != self.in_use or picked.weights is not None:
            self.topics.learned(picked.weights)
        self._seen, self.in_use = seen, picked.number
        self.trouble = f"reading-{picked.trouble}" if picked.trouble else ""
        if picked.trouble:
            log.error("reading.version_unusable", why=picked.trouble, chosen=choice.number)
        log.info("reading.in_use", version=picked.number)

    def _stamps(self) -> dict[int, Stamp | None]:
        return {number: self.versions.stamp(number) for number in self.versions.numbers()}

    # -- learning ---------------------------------------------------------------------------------
    async def nightly(self) -> None:
        """Learn from all corrections that there are; a better version is written and used. TooMuch, StorageError,
        OSError where that failed: then nothing has changed.
        """
        try:
            night = await self._learn()
        except TooMuch as fault:
            log.error("reading.not_learned", why=fault.code)
            await self._note(LastNight(self.clock.now(), Night.FAILED))
            raise
        await self._note(night)
        await self.look()

    async def _learn(self) -> LastNight:
        await self.look()
        now = self.clock.now()
        choice = await read_choice(self.store)
        if choice.number is not None:
            return LastNight(now, Night.CHOSEN)
        texts, held_out = await asyncio.to_thread(_wanted, await read_texts(self.store, self.region))
        corrected = [each for each in texts if each.corrected]
        night = LastNight(now, Night.FEW, len(corrected), held_out)
        if sum(each.missed for each in corrected) < LEAST or held_out < LEAST_HELD_OUT:
            return night
        lesson = await self._lesson(texts)
        night = replace(night, outcome=Night(lesson.comparison.verdict.value))
        return replace(night, version=await self._keep(lesson.file)) if lesson.file else night

    async def _lesson(self, texts: list[ReportText]) -> work.Lesson:
        in_use = self.versions.path(self.in_use) if self.in_use != BUILTIN else None
        worker = self._worker()
        try:
            return await worker.run(work.learn, texts, in_use, self.clock.now(), limit_s=LIMIT_S)
        finally:
            await worker.close()

    async def _keep(self, file: bytes) -> int:
        """Its number. That is given out first: a kill before the file is there leaves a gap, never a number twice."""
        there = await asyncio.to_thread(self.versions.numbers)
        number = max(await last_number(self.store), *there, 0) + 1
        await note(self.store, NUMBER, str(number))
        await asyncio.to_thread(self.versions.write, number, file)
        await asyncio.to_thread(self.versions.drop_old, KEEP, {self.in_use})
        return number

    async def _note(self, night: LastNight) -> None:
        await note(self.store, LAST, night.dump())
        log.info("reading.night", outcome=night.outcome.value, corrections=night.corrections, version=night.version)


def _wanted(texts: list[ReportText]) -> tuple[list[ReportText], int]:
    """All corrections, of the reports that were left as they were those that are held out; and how many corrections
    are.
    """
    held = [is_held_out(each.text) for each in texts]
    kept = [each for each, out in zip(texts, held, strict=True) if each.corrected or out]
    return kept, sum(each.corrected and out for each, out in zip(texts, held, strict=True))
