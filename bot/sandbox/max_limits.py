"""The limits that the emulated MAX holds a bot to; see limits.py for the others'.

- no more than 30 requests within any one second; GET /updates and what goes to file servers are outside;
- to one chat no more than two messages, edits, deletions and answered presses together within any one second (MAX
  writes two a second of each, and not whether they share);
- GET /updates no more than twice within any one second.
What exceeds is answered with 429 `too.many.requests`, without a time, has no effect and is not counted. Sources: the
method pages of dev.max.ru and MAX's notice of May 2026; the real servers publish no exact algorithm.
"""

from __future__ import annotations

from bot.clock import Clock
from bot.sandbox.limits import RateWindow

REQUESTS_PER_SECOND = 30
CHAT_PER_SECOND = 2
POLLS_PER_SECOND = 2
_CHATS_KEPT = 10_000


class MaxLimits:
    def __init__(self, clock: Clock, on: bool = True) -> None:
        self.on = on
        self._clock = clock
        self._all = RateWindow(REQUESTS_PER_SECOND, 1.0)
        self._polls = RateWindow(POLLS_PER_SECOND, 1.0)
        self._chats: dict[str, RateWindow] = {}

    def admit(self, chat: str = "") -> bool:
        """True and counted, or False: too many within this second. `chat`: where something is said, "" for nowhere."""
        if not self.on:
            return True
        now = self._clock.monotonic()
        windows = [self._all]
        if chat:
            self._forget(now)
            windows.append(self._chats.setdefault(chat, RateWindow(CHAT_PER_SECOND, 1.0)))
        return _take(windows, now)

    def admit_poll(self) -> bool:
        return not self.on or _take([self._polls], self._clock.monotonic())

    def usage(self) -> dict[str, dict[str, float]]:
        """How full each limit is now: its name ("all", "chat:ID") -> used, limit, seconds."""
        now = self._clock.monotonic()
        levels = {"all": {"used": float(self._all.used(now)), "limit": REQUESTS_PER_SECOND, "seconds": 1.0}}
        for chat, window in self._chats.items():
            if used := window.used(now):
                levels[f"chat:{chat}"] = {"used": float(used), "limit": CHAT_PER_SECOND, "seconds": 1.0}
        return levels

    def _forget(self, now: float) -> None:
        if len(self._chats) > _CHATS_KEPT:
            for chat in [chat for chat, window in self._chats.items() if not window.used(now)]:
                del self._chats[chat]


def _take(windows: list[RateWindow], now: float) -> bool:
    if any(window.wait(now) > 0 for window in windows):
        return False
    for window in windows:
        window.add(now)
    return True
