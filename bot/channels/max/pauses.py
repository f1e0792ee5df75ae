"""What MAX leaves unsaid: how long to wait after "too many", and whether a closed dialogue is the person's doing.

Both are answered by counting what came of other messages, never by a guess about one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from itertools import islice, takewhile
from random import Random
from typing import Any

import structlog

from bot.channels.port import Outcome, Result

log = structlog.get_logger()

LONGEST_S = 60.0
JITTER = 0.25
EVERYBODY = 2
"""So many chats told "too many" without a message taken in between: it means all of us."""

DOUBTED = 10
"""So many persons out of reach, without anybody reached in between: it is the bot that is suspended, not they."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 5.0, 300.0
REMEMBERED = 100_000
SUSPENDED = "bot-suspended"


class Backoff:
    """Pauses after a 429 that does not say how long: from a second on, doubled each time, and not all at one moment."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._tries = 0
        self._chats: set[str] = set()

    def refused(self, chat: str, outcome: Outcome) -> Outcome:
        """The outcome with its pause: this chat's, or everybody's."""
        self._tries += 1
        self._chats.add(chat)
        own_s = min(LONGEST_S, 2.0 ** min(self._tries - 1, 16)) * (1 + JITTER * self._random.random())
        scope = "channel" if len(self._chats) >= EVERYBODY else outcome.scope
        return replace(outcome, retry_after_s=outcome.retry_after_s or own_s, scope=scope)

    def took(self) -> None:
        """A message was taken."""
        self._tries = 0
        self._chats.clear()


class OutOfReach:
    """Who is out of reach. MAX says "dialog suspended" when a person stopped the bot, and of everybody when the bot
    is not moderated yet or was suspended; then nobody may be taken off the list of those who are told.

    So a refusal counts only once it is certain whose it is: MAX told us that this person stopped the bot, or somebody
    else took a message that left after the refusal. Until then the row waits, or until he is heard of himself.
    `trouble` is SUSPENDED while so many are refused that it can only be the bot.
    """

    def __init__(self) -> None:
        self._left = 0  # messages to persons that have left, counted
        self._took = 0  # the latest of them that a person took
        self._stopped: OrderedDict[str, None] = OrderedDict()
        self._doubted: OrderedDict[str, int] = OrderedDict()  # person -> what had left when he was first refused
        self._pause_s = 0.0
        self.trouble = ""

    def leaves(self) -> int:
        """A message to a person leaves: its number."""
        self._left += 1
        return self._left

    def stopped(self, person: str) -> None:
        """MAX told us: he stopped the bot."""
        self._stopped[person] = None
        _shrink(self._stopped)

    def started(self, person: str) -> None:
        """He wrote, or started the bot again."""
        self._stopped.pop(person, None)
        self._doubted.pop(person, None)

    def took(self, person: str, number: int) -> None:
        """He took the message of this number."""
        self.started(person)
        self._took = max(self._took, number)
        self._pause_s, self.trouble = 0.0, ""

    def refused(self, person: str, outcome: Outcome) -> Outcome:
        """What a refusal means for its row: UNREACHABLE as it says, or wait."""
        if person in self._stopped:
            return outcome
        if self._doubted.setdefault(person, self._left) < self._took:
            del self._doubted[person]
            return outcome
        _shrink(self._doubted)
        again = Outcome(Result.RETRY, why=outcome.why, doubted=True)
        return self._paused() if self._unsure() >= DOUBTED else again

    def never_started(self, person: str, outcome: Outcome) -> Outcome:
        """MAX knows no dialogue with this person: he is out of reach at once. So many one after the other are a bot
        that is not the one they started (another one's token): the rest waits.
        """
        self._doubted[person] = self._left
        self._doubted.move_to_end(person)
        _shrink(self._doubted)
        return self._paused() if self._unsure() >= DOUBTED else outcome

    def _paused(self) -> Outcome:
        if not self.trouble:
            log.error("max_bot_suspended", persons=DOUBTED)
        self.trouble = SUSPENDED
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2 or FIRST_PAUSE_S)
        return Outcome(Result.RETRY, why=SUSPENDED, retry_after_s=self._pause_s, scope="channel", doubted=True)

    def _unsure(self) -> int:
        """How many were refused since the latest message that was taken left; no more than DOUBTED are counted."""
        latest = takewhile(lambda person: self._doubted[person] >= self._took, reversed(self._doubted))
        return len(list(islice(latest, DOUBTED)))


def _shrink(kept: OrderedDict[str, Any]) -> None:
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
