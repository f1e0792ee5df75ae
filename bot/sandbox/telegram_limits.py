"""The limits that the emulated Telegram holds a bot to.

A *message* is a call of sendMessage, sendPhoto, sendVideo, sendDocument, sendVoice, sendAudio,
sendLocation, copyMessage, editMessageText, editMessageCaption or editMessageReplyMarkup, and every item of a
sendMediaGroup; an edit that changes nothing counts too, a call that is refused for another reason does not.
Everything else (answerCallbackQuery, deleteMessage, sendChatAction, get*) is free.
- no more than 30 messages within any one second, over all chats;
- to one chat one call a second, after a burst of three that is earned back at one a second (an album is one
  call here);
- to one group (a negative chat id) no more than 20 messages within any 60 seconds.
What exceeds is answered with 429 and `retry_after` in whole seconds, has no effect and is not counted.

Source: core.telegram.org/bots/faq.
"""

from __future__ import annotations

import math

from bot.clock import Clock
from bot.sandbox.limits import ChatRate, RateWindow, level

MESSAGES_PER_SECOND = 30
CHAT_PER_SECOND = 1.0
CHAT_BURST = 3
GROUP_PER_MINUTE = 20


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
        full = {"all": level(self._all.used(now), MESSAGES_PER_SECOND, 1)}
        for chat in self._chats.busy(now):
            full[f"chat:{chat}"] = level(round(self._chats.used(chat, now), 2), CHAT_BURST, CHAT_BURST)
        for chat, window in self._groups.items():
            full[f"group:{chat}"] = level(window.used(now), GROUP_PER_MINUTE, 60)
        return full
