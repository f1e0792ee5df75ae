"""What the limits that the emulators hold a bot to are made of; bot/delivery keeps within them.

Time is the monotonic time of the clock that was passed in. "Within any second" counts what was admitted less
than one second ago. The real servers publish no exact algorithm.
"""

from __future__ import annotations

from collections import deque

_CHATS_KEPT = 10_000


class RateWindow:
    """At most `limit` within any `seconds`, exactly: it remembers when each one was."""

    __slots__ = ("limit", "seconds", "times")

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit = limit
        self.seconds = seconds
        self.times: deque[float] = deque()

    def used(self, now: float) -> int:
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        return len(self.times)

    def wait(self, now: float, count: int = 1) -> float:
        """Seconds until `count` more fit; 0.0 if they fit now."""
        over = self.used(now) + min(count, self.limit) - self.limit
        return 0.0 if over <= 0 else self.times[over - 1] + self.seconds - now

    def add(self, now: float, count: int = 1) -> None:
        self.times.extend([now] * count)


class ChatRate:
    """`per_second` to each chat after a burst, kept as the time at which the chat's burst is whole again."""

    def __init__(self, per_second: float, burst: int) -> None:
        self.interval = 1.0 / per_second
        self.burst = burst
        self._whole_at: dict[str, float] = {}

    def used(self, chat: str, now: float) -> float:
        return max(0.0, self._whole_at.get(chat, now) - now) / self.interval

    def wait(self, chat: str, now: float) -> float:
        return max(0.0, (self.used(chat, now) - self.burst + 1) * self.interval)

    def add(self, chat: str, now: float) -> None:
        if len(self._whole_at) > _CHATS_KEPT:
            self._whole_at = {c: at for c, at in self._whole_at.items() if at > now}
        self._whole_at[chat] = max(self._whole_at.get(chat, now), now) + self.interval

    def busy(self, now: float) -> list[str]:
        return [chat for chat, at in self._whole_at.items() if at > now]


def level(used: float, limit: float, seconds: float) -> dict[str, float]:
    return {"used": used, "limit": limit, "seconds": seconds}
