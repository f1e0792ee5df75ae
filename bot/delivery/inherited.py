"""What a program that begins must know of the one that spoke before it, another node or itself before a restart: how
much of its limits is used up, and what the messenger has forbidden for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.clock import Clock
from bot.delivery.dispatch import Dispatch
from storage.changes import Changes, Query
from storage.records import Setting, Share
from storage.store import Store

PAUSE = "pause:"
"""Settings of this name hold until when the messenger wants no calls (UTC ms): `pause:CHANNEL:WHAT`."""
LASTING_S = 5.0
"""A shorter pause is over before anybody else is there."""
MINUTE_MS = 61_000


class Inherited:
    """One channel's. `keeps`: whether a chat is the operators' own; of others nothing is written down."""

    def __init__(self, channel: str, dispatch: Dispatch, clock: Clock, keeps: Callable[[str], bool]) -> None:
        self._channel, self._dispatch, self._clock, self._keeps = channel, dispatch, clock, keeps
        self._kept: dict[str, float] = {}  # what -> until, monotonic, as it is written down
        self._going: dict[str, float] = {}
        self._recalled = False

    async def recall(self, store: Store) -> None:
        """Before anything is sent. A sender that broke and begins anew knows its own minutes still. StorageError."""
        now, mono, pace = self._clock.now(), self._clock.monotonic(), self._dispatch.pace
        prefix = f"{PAUSE}{self._channel}:"
        queries = [Query("settings_like", (prefix,))]
        if pace.limits.group_per_minute and not self._recalled:
            queries.append(Query("outbox_lately", (self._channel, now - MINUTE_MS)))
        pauses, *lately = await store.read(*queries)
        for chat, share, at, messages in lately[0] if lately else ():
            pace.recall(chat, Share(share), mono - max(0, now - at) / 1000, messages)
        self._recalled = True
        over = Changes()
        for setting in pauses:
            what, until = setting.name.removeprefix(prefix), int(setting.value)
            if until <= now:
                over.delete(Setting, setting.name)
            else:
                self._pause(what, mono + pace.capped((until - now) / 1000))
        if over:
            async with store.unit() as unit:
                await unit.commit(over)

    def _pause(self, what: str, until: float) -> None:
        pace, (kind, _, name) = self._dispatch.pace, what.partition(":")
        if kind == "method":
            pace.hold(name, until)
        else:
            pace.pause(name, until)
        self._kept[what] = until

    def news(self) -> list[Setting]:
        """Pauses that are not written down yet; `written` says that they are."""
        mono, now = self._clock.monotonic(), self._clock.now()
        lasting = {what: until for what, until in self._pauses() if until - mono > LASTING_S}
        self._going = {what: until for what, until in lasting.items() if until > self._kept.get(what, 0.0)}
        return [
            Setting(f"{PAUSE}{self._channel}:{what}", str(now + int((until - mono) * 1000)))
            for what, until in self._going.items()
        ]

    def written(self) -> None:
        self._kept |= self._going

    def _pauses(self) -> Iterator[tuple[str, float]]:
        pace = self._dispatch.pace
        for chat, until in pace.paused.items():
            if not chat or self._keeps(chat):
                yield f"chat:{chat}", until
        for method, until in pace.held.items():
            yield f"method:{method}", until
