"""How fast a messenger may be written to: kept here, so that its refusals stay the exception (promise 6).

All times are monotonic seconds. `ready_at` answers when a call may go; `take` counts one that goes now.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.channels.port import Limits
from storage.records import Lane, Share

MARGIN = 1.0515
"""A window is kept a little longer than the messenger's: calls may arrive closer together than they left.
50 ms are what answers between 20 and 70 ms allow for; 30 messages in 1.0515 s are 28.53 a second."""
PAID_MARGIN = 1.04
"""Of a thousand a second no answer's way matters, but turns of the event loop between leaving and being written."""

LATE_CALLS = 1
BURST_SLACK = 0.15
"""A chat's burst is never used up whole: on a busy machine one call may take longer on its way than the next."""

FIRST: dict[Share, int] = {Share.ASKED: 3, Share.ALARMS: 2}
"""Shares that go first in a group (promise 8), in any place of its minute that is free. So many places always stay free
for the next ones of them, beside those that were taken in this minute and whatever else waits."""
QUOTAS: dict[Share, int] = {Share.REPORTS: 8, Share.EDITS: 4}
"""Of a group's 20 messages a minute, what is kept for each of the others while it waits."""
REFUSALS, REFUSALS_WITHIN_S = 3, 2.0
"""So many chats refused within so many seconds: the messenger means all of us."""
FASTER_S = 30.0
LEFT_S = 1.03
"""What has really left is held to this, too: a stall squeezes together what was planned evenly."""

LONGEST_PAUSE_S = 3600.0
"""Whatever a messenger asks for, after an hour it is asked again: a slip of its must not silence a chat for years."""

AT_LEAST = 1
"""So many of a minute has each share that waits, however much is pressed: no report stays unseen."""
SPARE = 2
"""What does not go first in its chat leaves one of the chat's burst for what does."""
SPARING = frozenset({Share.REPORTS})
"""Who leaves one where every call counts: the edit of a card whose button was pressed goes beside its toast."""


@dataclass(slots=True)
class Window:
    """At most `most` in any `seconds`. `even_at`: when the next one of those that go evenly may go."""

    most: float
    seconds: float
    taken: deque[float] = field(default_factory=deque)
    even_at: float = 0.0

    def used(self, now: float) -> int:
        while self.taken and self.taken[0] <= now - self.seconds:
            self.taken.popleft()
        return len(self.taken)

    def ready_at(self, now: float, cost: int = 1) -> float:
        over = self.used(now) + min(cost, int(self.most)) - int(self.most)
        if over <= 0:
            return now
        return self.taken[min(over, len(self.taken)) - 1] + self.seconds if self.taken else now

    def take(self, now: float, cost: int = 1) -> None:
        """Count what goes at `now`, which may be a moment to come; moments are given in their order."""
        self.taken.extend([now] * cost)

    def give_back(self, at: float) -> None:
        """What was taken at this moment did not leave."""
        if at in self.taken:
            self.taken.remove(at)

    def idle(self, now: float) -> bool:
        return not self.used(now)


@dataclass(slots=True)
class Bucket:
    """`rate` a second after a burst of `size`."""

    rate: float
    size: float
    level: float
    at: float

    def _fill(self, now: float) -> float:
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return self.level

    def ready_at(self, now: float, cost: int = 1) -> float:
        missing = min(cost, self.size) - self._fill(now)
        return now if missing <= 1e-9 else now + missing / self.rate

    def take(self, now: float, cost: int = 1) -> None:
        self._fill(now)
        self.level -= cost

    def give_back(self, at: float) -> None:
        self.level += 1

    def idle(self, now: float) -> bool:
        return self._fill(now) >= self.size


class GroupWindow:
    """A group's messages of the last minute, by what they were for."""

    def __init__(self, per_minute: float) -> None:
        self.all = Window(per_minute, 60 * 1.01)
        self.shares: deque[tuple[float, Share]] = deque()

    def used(self, now: float) -> dict[Share, int]:
        while self.shares and self.shares[0][0] <= now - self.all.seconds:
            self.shares.popleft()
        counts = dict.fromkeys((*FIRST, *QUOTAS), 0)
        for _, share in self.shares:
            counts[share] = counts.get(share, 0) + 1
        return counts

    def ready_at(self, now: float, share: Share, cost: int, wanted: Iterable[Share]) -> float:
        """When a message of this share may go; `wanted` are the shares that others wait for."""
        return self.all.ready_at(now, cost + self._kept(now, share, cost, wanted))

    def _kept(self, now: float, share: Share, cost: int, wanted: Iterable[Share]) -> int:
        """How many places must stay free beside those that this message takes."""
        used = self.used(now)
        others = [other for other in QUOTAS if other is not share and other in wanted]
        reserve = sum(places for other, places in FIRST.items() if other is not share)
        if share in FIRST:
            return reserve + sum(max(0, AT_LEAST - used[other]) for other in others)
        if used.get(share, 0) < AT_LEAST:
            return 0
        if used.get(share, 0) + cost <= QUOTAS.get(share, 0):
            return reserve
        return reserve + sum(max(0, QUOTAS[other] - used[other]) for other in others)

    def take(self, now: float, share: Share, cost: int) -> None:
        self.all.take(now, cost)
        self.shares.extend([(now, share)] * cost)

    def give_back(self, at: float, share: Share) -> None:
        """What was taken at this moment did not leave."""
        if at in self.all.taken and (at, share) in self.shares:
            self.all.taken.remove(at)
            self.shares.remove((at, share))


class Pace:
    """All limits of one channel: overall, each chat, each group, and what the messenger forbade for a while."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.overall = Window(limits.per_second, MARGIN)
        self.paid = Window(limits.paid_per_second, PAID_MARGIN)
        self._left = (Window(limits.per_second, LEFT_S), Window(limits.paid_per_second, LEFT_S))
        self.chats: dict[str, Bucket | Window] = {}
        self.groups: dict[str, GroupWindow] = {}
        self.paused: dict[str, float] = {}  # chat, or "" for the whole channel -> until
        self.held: dict[str, float] = {}  # a method (bot.channels.port.METHODS) -> until
        self._groups = re.compile(limits.groups)
        self._refused: deque[tuple[float, str]] = deque(maxlen=REFUSALS)
        self._faster_at = 0.0

    def has_group_limit(self, chat: str) -> bool:
        return bool(self.limits.group_per_minute) and self._groups.fullmatch(chat) is not None

    # -- the channel as a whole -----------------------------------------------------------------
    @property
    def gap_s(self) -> float:
        """Seconds between two requests when they go evenly."""
        return self.overall.seconds / self.overall.most

    def slot_at(self, now: float, lane: Lane, *, even: bool = False) -> float:
        """When the next request of this lane may leave. `even`: at the same distance from the one before; else as soon
        as it can, and then one of the window stays free, for a call of the last burst that is late on its way.
        """
        if lane is Lane.ACK and self.limits.free_acks:
            return now
        at = max(now, self.paused.get("", 0.0))
        window = self._window(lane)
        if window is None:
            return at
        return max(at, window.ready_at(now), window.even_at) if even else max(at, window.ready_at(now, 1 + LATE_CALLS))

    def take_slot(self, at: float, lane: Lane) -> None:
        """A request of this lane leaves at this moment, which `slot_at` gave or a later one."""
        window = self._window(lane)
        if window is not None:
            window.take(at)
            gap = window.seconds / window.most
            window.even_at = max(window.even_at, at - gap) + gap

    def leaves_at(self, now: float, lane: Lane) -> float:
        """When a request that had its moment may really leave: a process that was held up must not catch up."""
        window = self._window(lane)
        return self._left[window is self.paid].ready_at(now) if window else now

    def leaves(self, now: float, lane: Lane) -> None:
        """It leaves now."""
        if (window := self._window(lane)) is not None:
            self._left[window is self.paid].take(now)

    def _window(self, lane: Lane) -> Window | None:
        if lane is Lane.ACK and self.limits.free_acks:
            return None
        return self.paid if self.is_paid(lane) else self.overall

    def is_paid(self, lane: Lane) -> bool:
        """Whether messages of this lane are paid for, beyond the free rate: alerts only."""
        return lane is Lane.ALERT and self.limits.paid_per_second > 0

    # -- one chat -------------------------------------------------------------------------------
    def chat_at(self, now: float, chat: str, share: Share, wanted: Iterable[Share]) -> float:
        """When a message to this chat may go; `wanted`: the shares that wait there."""
        spares = share in (SPARING if self.limits.every_call else QUOTAS)
        at = max(now, self.paused.get(chat, 0.0), self._chat(chat, now).ready_at(now, SPARE if spares else 1))
        if self.has_group_limit(chat):
            at = max(at, self._group(chat).ready_at(now, share, 1, wanted))
        return at

    def take_chat(self, now: float, chat: str, share: Share) -> None:
        self._chat(chat, now).take(now)
        if self.has_group_limit(chat):
            self._group(chat).take(now, share, 1)

    def recall(self, chat: str, share: Share, at: float, messages: int) -> None:
        """Another node sent so many there at this moment, which is past; moments are given in their order."""
        if self.has_group_limit(chat):
            self._group(chat).take(at, share, messages)

    def give_back(self, chat: str, share: Share, at: float) -> None:
        """The message for which `take_chat` was called at this moment did not leave."""
        if (place := self.chats.get(chat)) is not None:
            place.give_back(at)
        if (group := self.groups.get(chat)) is not None:
            group.give_back(at, share)

    def more_at(self, now: float, chat: str, share: Share, more: int) -> float:
        """When a call may go that counts for `more` messages beyond the one already taken (an album)."""
        at = max(now, self.overall.ready_at(now, more))
        if self.has_group_limit(chat):
            at = max(at, self._group(chat).ready_at(now, share, more, ()))
        return at

    def take_more(self, now: float, chat: str, share: Share, more: int) -> None:
        self.overall.take(now, more)
        if self.has_group_limit(chat):
            self._group(chat).take(now, share, more)

    # -- what the messenger said ----------------------------------------------------------------
    def refused(self, now: float, chat: str, seconds: float) -> None:
        """ "Later" for one chat. When several chats hear it at once, it concerns all."""
        self.pause(chat, now + seconds)
        self._refused.append((now, chat))
        recent = {c for at, c in self._refused if now - at < REFUSALS_WITHIN_S}
        if len(recent) >= REFUSALS:
            self.pause("", now + seconds)
            self.slow_down(now)

    def pause(self, chat: str, until: float) -> None:
        """Nothing goes to this chat, or nowhere (""), before `until`."""
        self.paused[chat] = max(until, self.paused.get(chat, 0.0))

    def hold(self, method: str, until: float) -> None:
        """Nothing that takes this method goes before `until`; everything else does."""
        self.held[method] = max(until, self.held.get(method, 0.0))

    @staticmethod
    def capped(seconds: float) -> float:
        """A pause that a messenger asks for, as it is kept: no less than none, no longer than LONGEST_PAUSE_S."""
        return min(seconds, LONGEST_PAUSE_S) if seconds > 0 else 0.0  # of what is no number: none

    def held_until(self, method: str) -> float:
        """0.0: it is free."""
        return self.held.get(method, 0.0)

    def slow_down(self, now: float) -> None:
        """A tenth less, down to half; it comes back bit by bit (see `forget_idle`)."""
        self.overall.most = max(self.limits.per_second / 2, self.overall.most * 0.9)
        self._faster_at = now + FASTER_S

    def forget_idle(self, now: float) -> None:
        """Drop what has no bearing any more, and speed up again; called every few seconds."""
        self.paused = {chat: until for chat, until in self.paused.items() if until > now}
        self.held = {method: until for method, until in self.held.items() if until > now}
        self.chats = {c: place for c, place in self.chats.items() if not place.idle(now)}
        self.groups = {c: g for c, g in self.groups.items() if g.all.used(now)}
        if self.overall.most < self.limits.per_second and now >= self._faster_at:
            self.overall.most = min(self.limits.per_second, self.overall.most * 1.1)
            self._faster_at = now + FASTER_S

    def _chat(self, chat: str, now: float) -> Bucket | Window:
        place = self.chats.get(chat)
        if place is None:
            if self.limits.every_call:
                place = Window(self.limits.chat_per_second, MARGIN)
            else:
                size = max(1.0, self.limits.chat_burst - BURST_SLACK)
                place = Bucket(self.limits.chat_per_second / MARGIN, size, size, now)
            self.chats[chat] = place
        return place

    def _group(self, chat: str) -> GroupWindow:
        group = self.groups.get(chat)
        if group is None:
            group = self.groups[chat] = GroupWindow(self.limits.group_per_minute)
        return group
