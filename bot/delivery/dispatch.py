"""What leaves next: the rows that wait, the limits, and whose turn it is. No database and no network here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.channels.port import Limits, Outcome, Result
from bot.clock import Clock
from bot.delivery.backlog import Backlog, Waiting
from bot.delivery.fairness import BULK, Fairness
from bot.delivery.held import HeldChats, is_refusal
from bot.delivery.limits import Pace
from storage.records import Lane, Share

ChatAt = Callable[[Waiting], int]
LEAD_S = 0.015
"""A request leaves so long after it was picked: the commit of its claims fits in between, so that requests leave
when the limits say and not when the disk was ready."""
AHEAD_S = 0.06
"""How far ahead moments are given out."""
SETTLES_MS = 1_500
"""Where a group's messages are counted, an edit of state waits so long for the next one: "not delivered yet" and
"delivered" leave as one."""


@dataclass(slots=True)
class Request:
    """Rows that leave together at `at` (monotonic seconds)."""

    lane: Lane
    at: float
    items: list[Waiting] = field(default_factory=list)


class Dispatch:
    """One channel's. `slot_at`: after `pick`, when its pace lets the next request go (UTC ms), None if it is free."""

    def __init__(self, limits: Limits, clock: Clock, held: HeldChats | None = None) -> None:
        self.limits, self.clock = limits, clock
        self.held = held or HeldChats()
        self.backlog, self.pace, self.fairness = Backlog(), Pace(limits), Fairness()
        self.refusals: Counter[str] = Counter()  # why the messenger said "later" -> since the start
        self.slot_at: int | None = None
        self._taken: dict[int, float] = {}  # rows of slots under way -> when their place in the chat was taken

    def offer(self, items: Iterable[Waiting]) -> None:
        self.backlog.offer(items)

    def pick(self, room: int) -> list[Request]:
        """Up to `room` requests that may leave now, in the order of urgency; their rows count as under way."""
        requests: list[Request] = []
        mono, now = self.clock.monotonic(), self.clock.now()
        self.slot_at = None

        def chat_at(item: Waiting) -> int:
            return self._chat_at(item, mono, now)

        while len(requests) < room:
            heads = {lane: item for lane in self.backlog.lanes() if (item := self.backlog.peek(lane, now, chat_at))}
            if not heads:
                break
            # While something goes to many, all go evenly: else a burst of one lane takes the moments of another.
            even = not BULK.isdisjoint(heads)
            slots = {lane: self.pace.slot_at(mono + LEAD_S, lane, even=even) for lane in heads}
            ready = [lane for lane, at in slots.items() if at <= mono + AHEAD_S]
            if not ready:
                self.slot_at = _moment(now, mono, min(slots.values()) - AHEAD_S)
                break
            lane = self.fairness.choose(ready)
            self.pace.take_slot(slots[lane], lane)
            requests.append(Request(lane, slots[lane], self._gather(heads[lane], now, chat_at)))
        return requests

    async def leave(self, request: Request) -> None:
        """Wait for the moment when the request is to leave."""
        while (at := max(request.at, self.pace.leaves_at(now := self.clock.monotonic(), request.lane))) > now:
            await self.clock.sleep(at - now)
        self.pace.leaves(now, request.lane)

    def next_at(self) -> int | None:
        """When there may be something to pick, UTC ms; None: when something is offered."""
        return self.slot_at if self.slot_at is not None else self.backlog.next_at()

    def done(
        self, item: Waiting, again_at: int | None = None, chat: str = "", *, aside: bool = False, doubted: bool = False
    ) -> None:
        """See Backlog.done."""
        self._taken.pop(item.id, None)
        self.backlog.done(item, again_at, chat, aside=aside, doubted=doubted)
        if self.held.chats and self.held.returned(item.chat, item.id, self.clock.monotonic()):
            self.backlog.look_again(item.chat, self.clock.now())

    def not_left(self, item: Waiting) -> None:
        """A row that was picked is not there any more: it was replaced, dropped, or came too late."""
        if (at := self._taken.get(item.id)) is not None:
            self.pace.give_back(item.chat, Share(item.share), at)
        self.done(item)

    def held_s(self, method: str) -> float:
        """For how long the messenger still forbids this method (bot.channels.port.METHODS); 0.0: it is free."""
        return max(0.0, self.pace.held_until(method) - self.clock.monotonic())

    def kept(self, item: Waiting, outcome: Outcome, *, edit: bool, doubtful: bool = False) -> Outcome:
        """The outcome as it counts for this row: refused by an operators' chat as a whole, it waits (scope "kept").
        `doubtful`: see bot.delivery.held.is_refusal.
        """
        chat, held = item.chat, self.held
        refused = is_refusal(outcome, doubtful=doubtful) and item.lane != Lane.ACK and held.keeps(chat)
        if held.taken is not None and outcome.message_ids and not edit:
            held.taken.add(chat)
        if item.lane == Lane.ACK or not (refused or chat in held.chats):
            return outcome
        mono, now = self.clock.monotonic(), self.clock.now()
        if refused:
            pause_s = held.refused(chat, outcome.why, mono, now)
            outcome = Outcome(Result.RETRY, why=outcome.why, retry_after_s=pause_s, scope="kept")
        else:
            held.heard(chat, outcome, mono, now, edit=edit)
        self.backlog.look_again(chat, now)
        return outcome

    def alive(self, chat: str) -> bool:
        """Something came from this chat. If it takes no messages, or it is in doubt whether it does, it is asked soon;
        whether sooner than otherwise.
        """
        if chat in self.held.chats and self.held.alive(chat, self.clock.monotonic()):
            self.backlog.look_again(chat, self.clock.now())
            return True
        return chat in self.backlog.doubted and self.backlog.hear(chat, self.clock.now())

    def at_once(self, items: Iterable[Waiting]) -> list[Waiting]:
        """After a start: what waited for an operators' chat asks it now, whatever an earlier run found there."""
        now, keeps = self.clock.now(), self.held.keeps
        return [replace(i, due_at=now) if i.due_at > now and keeps(i.chat) else i for i in items]

    def heard(self, chat: str, outcome: Outcome) -> None:
        """What an answer says about the pace; what we put off ourselves (scope "row", "kept") says nothing."""
        if outcome.result is not Result.RETRY or not outcome.retry_after_s or outcome.scope in ("row", "kept"):
            return
        now, wait_s = self.clock.monotonic(), self.pace.capped(outcome.retry_after_s)
        self.refusals[outcome.why] += 1
        if outcome.scope == "chat":
            self.pace.refused(now, chat, wait_s)
        elif outcome.scope == "method" and outcome.method:
            self.pace.hold(outcome.method, now + wait_s)
        else:
            self.pace.pause("", now + wait_s)
            self.pace.slow_down(now)

    async def wait_for_more(self, chat: str, share: Share, more: int) -> None:
        """Wait until `more` messages may go besides the one that was picked (an album), and count them."""
        while more > 0:
            now = self.clock.monotonic()
            at = self.pace.more_at(now, chat, share, more)
            if at <= now:
                self.pace.take_more(now, chat, share, more)
                return
            await self.clock.sleep(at - now)

    def _gather(self, first: Waiting, now: int, chat_at: ChatAt) -> list[Waiting]:
        """The rows of one request: as many calls as the channel takes in one, an equal text to many being one call
        in whichever order its rows wait; of what goes to many, no more rows than one call may have.
        """
        items, many, texts = [self._fly(first)], int(bool(first.text)), {first.text}
        if many:
            many += self._add_equal(items, first, self.limits.together - many, now, chat_at)
        calls, most = 1, 1 if self.held_s("together") else self.limits.calls
        for lane in self.backlog.lanes() if most > 1 else ():
            while calls < most and (item := self.backlog.peek(lane, now, chat_at)):
                if item.text and (many >= self.limits.together or not (many or self._may_join(lane))):
                    break
                items.append(self._fly(item))
                calls += not item.text or item.text not in texts
                if item.text:
                    texts.add(item.text)
                    many += 1 + self._add_equal(items, item, self.limits.together - many - 1, now, chat_at)
        return items

    def _add_equal(self, items: list[Waiting], first: Waiting, most: int, now: int, chat_at: ChatAt) -> int:
        """Add the next rows of the lane that say the same to other chats; how many."""
        count = 0
        while count < most and (item := self.backlog.peek(Lane(first.lane), now, chat_at)):
            if item.text != first.text:
                break
            items.append(self._fly(item))
            count += 1
        return count

    def _may_join(self, lane: Lane) -> bool:
        """Whether a text for many may ride along now: it keeps its own even spacing."""
        mono = self.clock.monotonic()
        return self.pace.slot_at(mono, lane, even=True) <= mono + AHEAD_S + self.pace.gap_s

    def _fly(self, item: Waiting) -> Waiting:
        self.backlog.fly(item)
        mono = self.clock.monotonic()
        if self._counts(item):
            self.pace.take_chat(mono, item.chat, Share(item.share))
            if item.slot:
                self._taken[item.id] = mono
        if item.lane != Lane.ACK:
            self.held.asks(item.chat, item.id, mono)
        return item

    def _counts(self, item: Waiting) -> bool:
        """Whether it takes one of its chat's messages."""
        if self.limits.every_call:
            return not item.free or item.lane != Lane.ACK
        return not item.free and item.lane != Lane.ACK

    def _chat_at(self, item: Waiting, mono: float, now: int) -> int:
        """When this row's chat lets it go, UTC ms."""
        held = self.pace.held_until(item.method)
        counts = self._counts(item)
        if item.lane != Lane.ACK:
            held = max(held, self.held.until(item.chat))
        elif not counts:
            return _moment(now, mono, held)
        if not counts:
            return _moment(now, mono, max(held, self.pace.paused.get(item.chat, 0.0)))
        if item.share == Share.EDITS and now < item.created_at + SETTLES_MS and self.pace.has_group_limit(item.chat):
            return item.created_at + SETTLES_MS
        wanted = self.backlog.wanted_shares(item.chat) if item.share else ()
        return _moment(now, mono, max(held, self.pace.chat_at(mono, item.chat, Share(item.share), wanted)))


def _moment(now: int, mono: float, at: float) -> int:
    """A monotonic moment as UTC ms, never a little too early."""
    return now if at <= mono else now + int((at - mono) * 1000) + 1
