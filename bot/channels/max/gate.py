"""The last look before a request leaves: no more than MAX takes within any second, of all together and of one chat.

bot/delivery chooses what goes and when, but it does not know of what is asked beside the messages (who is a member,
where a file may go), nor how long a message waits for its files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from bot.channels.port import Limits
from bot.clock import Clock

WITHIN_S = 1.03
"""A window is kept a little longer than MAX's: requests may arrive closer together than they left."""
_CHATS_KEPT = 1_000


class Gate:
    """Keeps `limits` by what really left: all requests, and in each chat what says something there (messages, edits,
    deletions, answers to presses: MAX writes two a second of each, and not whether they share).
    """

    def __init__(self, clock: Clock, limits: Callable[[], Limits]) -> None:
        self._clock, self._limits = clock, limits
        self._all = deque[float]()
        self._chats: dict[str, deque[float]] = {}

    async def open(self, chat: str = "") -> None:
        """Returns when a request may leave, which then counts. `chat`: "" for what says nothing anywhere."""
        while (wait_s := self._wait_s(chat)) > 0:
            await self._clock.sleep(wait_s)
        now = self._clock.monotonic()
        self._all.append(now)
        if chat:
            self._chats.setdefault(chat, deque()).append(now)

    def _wait_s(self, chat: str) -> float:
        now, limits = self._clock.monotonic(), self._limits()
        if len(self._chats) > _CHATS_KEPT:
            self._chats = {c: left for c, left in self._chats.items() if left[-1] > now - WITHIN_S}
        return max(
            _free_at(self._all, limits.per_second, now),
            _free_at(self._chats.get(chat, deque()), limits.chat_per_second, now),
        ) - now  # fmt: skip


def _free_at(left: deque[float], most: float, now: float) -> float:
    """When one more may follow those that left; what is too long ago to matter is forgotten."""
    while left and left[0] <= now - WITHIN_S:
        left.popleft()
    over = len(left) - max(1, int(most))
    return left[over] + WITHIN_S if over >= 0 else now
