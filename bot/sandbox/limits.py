"""The limits that the emulators hold a bot to. This page is the contract; bot/delivery keeps within it.

Telegram. A *message* is a call of sendMessage, sendPhoto, sendVideo, sendDocument, sendVoice, sendAudio,
sendLocation, copyMessage, editMessageText, editMessageCaption or editMessageReplyMarkup, and every item of a
sendMediaGroup; an edit that changes nothing counts too, a call that is refused for another reason does not.
Everything else (answerCallbackQuery, deleteMessage, sendChatAction, get*) is free.
- no more than 30 messages within any one second, over all chats;
- to one chat one call a second, after a burst of three that is earned back at one a second (an album is one
  call here);
- to one group (a negative chat id) no more than 20 messages within any 60 seconds.
What exceeds is answered with 429 and `retry_after` in whole seconds, has no effect and is not counted.

VK. No more than 20 calls of API methods within any one second; `execute` is one call, long-poll requests,
uploads and downloads are none. What exceeds is answered with error 6, has no effect and is not counted.

Time is the monotonic time of the clock that was passed in. "Within any second" counts what was admitted less
than one second ago. Sources: core.telegram.org/bots/faq and dev.vk.com/ru/api/api-requests; the real servers
publish no exact algorithm.
"""

from __future__ import annotations

import math
from collections import deque

from bot.clock import Clock

MESSAGES_PER_SECOND = 30
CHAT_PER_SECOND = 1.0
CHAT_BURST = 3
GROUP_PER_MINUTE = 20
VK_CALLS_PER_SECOND = 20

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


class TelegramLimits:
    def __init__(self, clock: Clock, on: bool = True) -> None:
        self.on = on
        self._clock = clock
        self._all = RateWindow(MESSAGES_PER_SECOND, 1.0)
        self._chats = ChatRate(CHAT_PER_SECOND, CHAT_BURST)
        self._groups: dict[str, RateWindow] = {}

    def admit(self, chat: str, messages: int = 1) -> int:
        """0 and counted, or how many whole seconds the sender must wait."""
        if not self.on:
            return 0
        now = self._clock.monotonic()
        group = None
        if chat.startswith("-"):
            group = self._groups.setdefault(chat, RateWindow(GROUP_PER_MINUTE, 60.0))
        wait = max(self._all.wait(now, messages), self._chats.wait(chat, now))
        if group is not None:
            wait = max(wait, group.wait(now, messages))
        if wait > 1e-9:
            return math.ceil(wait)
        self._all.add(now, messages)
        self._chats.add(chat, now)
        if group is not None:
            group.add(now, messages)
        return 0

    def usage(self) -> dict[str, dict[str, float]]:
        """How full each limit is now: its name ("all", "chat:ID", "group:ID") -> used, limit, seconds."""
        now = self._clock.monotonic()
        full = {"all": _level(self._all.used(now), MESSAGES_PER_SECOND, 1)}
        for chat in self._chats.busy(now):
            full[f"chat:{chat}"] = _level(round(self._chats.used(chat, now), 2), CHAT_BURST, CHAT_BURST)
        for chat, window in self._groups.items():
            full[f"group:{chat}"] = _level(window.used(now), GROUP_PER_MINUTE, 60)
        return full


class VkLimits:
    def __init__(self, clock: Clock, on: bool = True) -> None:
        self.on = on
        self._clock = clock
        self._all = RateWindow(VK_CALLS_PER_SECOND, 1.0)

    def admit(self) -> bool:
        """True and counted, or False: too many calls within this second."""
        now = self._clock.monotonic()
        if self.on and self._all.wait(now) > 0:
            return False
        if self.on:
            self._all.add(now)
        return True

    def usage(self) -> dict[str, dict[str, float]]:
        """How full the limit is now: "all" -> used, limit, seconds."""
        return {"all": _level(self._all.used(self._clock.monotonic()), VK_CALLS_PER_SECOND, 1)}


def _level(used: float, limit: float, seconds: float) -> dict[str, float]:
    return {"used": used, "limit": limit, "seconds": seconds}
