"""Operators' chats that take nothing from the bot for now: what is for them waits, and they are asked again.

Removed from the group, without the right to write, every topic closed: that says nothing about the message, and
somebody will mend it. So one row at a time asks, with growing pauses, and the rest stays behind it. Whoever else
refuses (a citizen who blocked the bot) is not of these chats and is final as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.channels.port import Outcome, Result

log = structlog.get_logger()

PAUSES_S = (5.0, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
"""Between two attempts; the last one is repeated."""
UNDER_WAY_S = 60.0
"""So long at most the others of a chat wait for what became of the one that asks."""
EARLY_S = 3.0
"""A chat that shows a sign of life is asked at once, but not more often than this."""


@dataclass(slots=True)
class Held:
    """`since` is UTC ms; `until` and `tried_at` are monotonic seconds."""

    why: str
    since: int
    tries: int = 0
    until: float = 0.0
    tried_at: float = 0.0
    asking: int = 0  # the row that is under way there, 0: none

    @property
    def pause_s(self) -> float:
        return PAUSES_S[min(max(self.tries, 1), len(PAUSES_S)) - 1]


@dataclass(slots=True)
class HeldChats:
    """One channel's. `keeps` says of a chat whether it is one of the operators'; `takes_since` when such a chat took
    a message again after it had been held, UTC ms. `taken`: what took a message since the start, until `recall`.
    """

    channel: str = ""
    keeps: Callable[[str], bool] = lambda chat: False
    chats: dict[str, Held] = field(default_factory=dict)
    takes_since: dict[str, int] = field(default_factory=dict)
    taken: set[str] | None = field(default_factory=set)

    def until(self, chat: str) -> float:
        """When a row may go there; 0.0: it is not held."""
        held = self.chats.get(chat)
        return held.until if held else 0.0

    def since(self, chat: str, now: int) -> int:
        """Before this the chat took nothing, UTC ms; 0: it always did."""
        return now if chat in self.chats else self.takes_since.get(chat, 0)

    def asks(self, chat: str, row: int, mono: float) -> None:
        """This row leaves for the chat; while that is held, the others wait for what becomes of it."""
        if (held := self.chats.get(chat)) is not None:
            held.asking, held.until, held.tried_at = row, mono + UNDER_WAY_S, mono

    def returned(self, chat: str, row: int, mono: float) -> bool:
        """The row did not leave after all; whether it was the one that was to ask."""
        held = self.chats.get(chat)
        if held is None or held.asking != row:
            return False
        held.asking, held.until = 0, mono
        return True

    def refused(self, chat: str, why: str, mono: float, now: int) -> float:
        """The chat took it not; for how many seconds nothing goes there."""
        held = self.chats.get(chat) or self._hold(chat, why, now)
        held.why, held.tries = why, held.tries + 1
        held.asking, held.until, held.tried_at = 0, mono + held.pause_s, mono
        return held.pause_s

    def heard(self, chat: str, outcome: Outcome, mono: float, now: int, *, edit: bool) -> bool:
        """Anything but a refusal came of a row of a held chat; whether the chat takes messages again.

        Only a new message proves it: an edit or a delete may go where nothing new is taken.
        """
        held = self.chats[chat]
        if outcome.migrated_to or (outcome.result is Result.SENT and outcome.message_ids and not edit):
            self.forget(chat, now)
            return True
        final = outcome.result not in (Result.RETRY, Result.UNKNOWN)
        held.asking, held.until = 0, mono if final else mono + held.pause_s
        return False

    def forget(self, chat: str, now: int) -> None:
        """It is held no more."""
        held = self.chats.pop(chat)
        self.takes_since[chat] = now
        log.warning("chat.takes_again", channel=self.channel, chat=chat, held_s=max(0, now - held.since) // 1000)

    def alive(self, chat: str, mono: float) -> bool:
        """Something came from a held chat, so that it may take messages again: it is asked soon. Whether sooner."""
        held = self.chats.get(chat)
        if held is None or held.asking:
            return False
        soon = max(mono, held.tried_at + EARLY_S) if held.tried_at else mono
        if soon >= held.until:
            return False
        held.until = soon
        return True

    def recall(self, left: Mapping[str, tuple[str, int]]) -> None:
        """What an earlier run left held, and why and since when; not what has taken something by now. Once."""
        for chat, (why, since) in left.items():
            if (held := self.chats.get(chat)) is not None:
                held.since = min(since, held.since)
            elif self.keeps(chat) and chat not in (self.taken or ()):
                self.chats[chat] = Held(why, since)
        self.taken = None

    def left(self, chat: str, now: int) -> None:
        """The messenger says that the bot is not in this chat any more."""
        if self.keeps(chat) and chat not in self.chats:
            self._hold(chat, "kicked", now)

    def _hold(self, chat: str, why: str, now: int) -> Held:
        self.takes_since.pop(chat, None)
        log.warning("chat.refuses", channel=self.channel, chat=chat, why=why)
        held = self.chats[chat] = Held(why, now)
        return held


def is_refusal(outcome: Outcome, *, doubtful: bool = False) -> bool:
    """Whether the chat, and not the message, is why it did not go. `doubtful`: no rights may mean the message, too."""
    return outcome.result is Result.UNREACHABLE or (outcome.shut and outcome.result is Result.REJECTED and not doubtful)
