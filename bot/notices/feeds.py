"""Sources with an address: polled, and what is new in them handed to the inbox.

What was seen, ETag and Last-Modified stand in a setting that is written together with what was fetched. An alert that
vanishes from a feed changes nothing: only an update, a cancellation or its time ends it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import partial

import structlog

from bot.beside import TooMuch
from bot.guarded import FetchError
from bot.jobs.scheduler import Job
from bot.notices.fetch import Fetched, WebFetcher
from bot.notices.inbox import Inbox
from handlers.alerts.arrival import FEED, Arrival, arrival_key
from handlers.alerts.feed_alarm import FeedAlarm
from handlers.alerts.prepare import Item, read_items
from handlers.cap.feed import LARGEST_FEED
from handlers.cap.safe_xml import LARGEST_XML, CapError, CapFault
from storage.changes import Query
from storage.records import Setting
from storage.region.notice_rules import AlertSource
from storage.ticks import Tick

log = structlog.get_logger()

FEED_SETTING = "feed:"
MOST_POLLS_MISSED = 2
"""A source that failed is left alone for so many polls at most: what it says next may not wait."""
WATCH_S = 30
"""So often it is looked whether a source has been silent for too long, however rarely it is asked."""
ALARM_MS = 10 * 60_000
"""A source that has not answered for so long is told to the operators."""
FEED_TRIES = 5
"""Attempts at one entry's alert, each at another poll; then it is told that it could not be had."""
FEEDS_TOGETHER = 20
"""New entries are written down so many at a time, and what was seen with them."""
REMEMBERED = 2_000
"""Entries of a feed that are known, at most; more than it ever holds at once."""


@dataclass(slots=True)
class FeedState:
    """What is remembered of a source. Times UTC ms. `tries` counts failed attempts by entry."""

    etag: str = ""
    modified: str = ""
    seen: list[str] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    fails: int = 0
    bad_since: int = 0
    told: bool = False
    next_at: int = 0
    why: str = ""

    def setting(self, code: str) -> Setting:
        self.seen = self.seen[-REMEMBERED:]
        self.tries = dict(list(self.tries.items())[-REMEMBERED:])
        return Setting(f"{FEED_SETTING}{code}", json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False))


class Feeds:
    """The jobs of the sources that have an address."""

    def __init__(self, sources: Iterable[AlertSource], inbox: Inbox, fetcher: WebFetcher) -> None:
        self.sources = tuple(source for source in sources if source.url)
        self.inbox, self.clock, self.fetcher = inbox, inbox.clock, fetcher
        self._busy: set[str] = set()  # sources that are being asked

    def jobs(self) -> tuple[Job, ...]:
        if not self.sources:
            return ()
        polls = (Job(f"feed-{s.code}", partial(self.poll, s), every_s=s.every_s) for s in self.sources)
        return (*polls, Job("feeds-watch", self.watch, every_s=WATCH_S))

    async def poll(self, source: AlertSource) -> None:
        """Ask a source once, unless it is being left alone for a while. StorageError."""
        self._busy.add(source.code)
        try:
            await self._poll(source)
        finally:
            self._busy.discard(source.code)

    async def _poll(self, source: AlertSource) -> None:
        state = await self._state(source)
        if self.clock.now() < state.next_at:
            await self._tell_late(source, state)
            return
        try:
            await self._ask(source, state)
        except FetchError as fault:
            await self._failed(source, state, fault.code)
        except CapError as fault:
            await self._failed(source, state, fault.faults[0].code)

    async def watch(self) -> None:
        """Tell of sources that have not answered for too long. StorageError."""
        for source in self.sources:
            if source.code not in self._busy:
                await self._tell_late(source, await self._state(source))

    async def _tell_late(self, source: AlertSource, state: FeedState) -> None:
        if state.bad_since and not state.told and self.clock.now() - state.bad_since >= ALARM_MS:
            state.told = True
            await self._alarm(source, state, state.why or "network")
            await self.inbox.put({}, state.setting(source.code))

    async def _ask(self, source: AlertSource, state: FeedState) -> None:
        got = await self.fetcher.fetch(source.url, LARGEST_FEED, source.reach, etag=state.etag, modified=state.modified)
        complete = True
        fresh: dict[str, Arrival] = {}
        for item in await self._news(source, got, state):
            try:
                arrival = await self._arrival(source, item)
            except FetchError as fault:
                missed = self._missed(source, state, item, fault.code)
                complete = complete and missed is not None
                if missed is None:
                    continue
                arrival = missed
            key = item.key
            state.seen.append(key)
            state.tries.pop(key, None)
            fresh[arrival_key(source.code, key)] = arrival
            if len(fresh) >= FEEDS_TOGETHER:
                await self.inbox.put(fresh, state.setting(source.code))
                fresh = {}
        if fresh:
            await self.inbox.put(fresh, state.setting(source.code))
        await self._went_well(source, state, got if complete else Fetched(got.url, b""))

    async def _news(self, source: AlertSource, got: Fetched, state: FeedState) -> list[Item]:
        """What is new in the document. CapError if it is no feed, FetchError if it cannot be read in time."""
        if got.body is None:
            return []
        try:
            now = self.clock.now()
            read = await self.inbox.beside.run(read_items, got.body, got.url, list(state.seen), source.code, now)
        except TooMuch as fault:
            raise FetchError("too-hard") from fault
        if isinstance(read, tuple):
            raise CapError(*read)
        return read

    async def _arrival(self, source: AlertSource, item: Item) -> Arrival:
        """What an entry brings. FetchError."""
        arrival = Arrival(FEED, item.url, item.alert, item.bad, source=source.code)
        if item.alert is not None or item.bad:
            return await self.inbox.place(arrival)
        url = item.url
        if source.url.startswith("https://") and url.startswith("http://"):
            url = "https://" + url.removeprefix("http://")  # a feed over https whose author forgot a letter
        got = await self.fetcher.fetch(url, LARGEST_XML, source.reach)
        return await self.inbox.read(arrival, got.body or b"")

    def _missed(self, source: AlertSource, state: FeedState, entry: Item, why: str) -> Arrival | None:
        """An entry's alert could not be had: later perhaps; after some attempts the officers hear of it."""
        state.tries[entry.key] = state.tries.get(entry.key, 0) + 1
        log.warning("feed.entry_missed", source=source.code, why=why, tries=state.tries[entry.key])
        if state.tries[entry.key] < FEED_TRIES:
            return None
        return Arrival(FEED, entry.url, bad=(CapFault("", "cap-not-fetched", {"why": why}),), source=source.code)

    async def _went_well(self, source: AlertSource, state: FeedState, got: Fetched) -> None:
        """What is not complete is asked for anew: then no ETag is kept."""
        before = asdict(state)
        told = state.told
        if got.body is not None:
            state.etag, state.modified = got.etag, got.modified
        state.fails, state.bad_since, state.told, state.next_at, state.why = 0, 0, False, 0, ""
        if told:
            await self._alarm(source, state, "")
        if asdict(state) != before or state.tries:
            await self.inbox.put({}, state.setting(source.code))

    async def _failed(self, source: AlertSource, state: FeedState, why: str) -> None:
        now = self.clock.now()
        state.fails += 1
        state.bad_since = state.bad_since or now
        state.why = why
        pause_s = source.every_s * min(state.fails, MOST_POLLS_MISSED)
        state.next_at = now + int(pause_s * 1000) - 1_000  # a poll that comes a moment early is the one meant
        log.warning("feed.failed", source=source.code, why=why, fails=state.fails)
        await self.inbox.put({}, state.setting(source.code))
        await self._tell_late(source, state)

    async def _alarm(self, source: AlertSource, state: FeedState, why: str) -> None:
        alarm = FeedAlarm(source.code, bool(why), why, state.bad_since)
        await self.inbox.intake.tick(Tick.FEED, source.code, alarm.dump())

    async def _state(self, source: AlertSource) -> FeedState:
        rows: list[Setting] = (await self.inbox.store.read(Query("setting", (f"{FEED_SETTING}{source.code}",))))[0]
        if not rows:
            return FeedState()
        values = json.loads(rows[0].value)
        values.pop("v", None)
        return FeedState(**values)
