"""Long polling: a batch is committed with the marker behind it, and only then is the marker given to MAX.

Giving a marker tells MAX that everything before it is done with, so the marker is the channel's cursor. MAX keeps
events for 24 hours; kinds that are not asked for are lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import structlog

from bot.channels.answers import WAIT_READING_S, in_turns
from bot.channels.fault_log import FaultLog
from bot.channels.lenient import id_of, number, part, parts, words
from bot.channels.max.client import UPDATES, MaxAnswer, MaxClient
from bot.channels.max.people import is_bot
from bot.channels.max.translate import MaxTranslator
from bot.channels.port import ChannelStopped, Sink
from bot.clock import Clock
from handlers.base.event import Kind, Update

log = structlog.get_logger()

BATCH = 100
WAIT_S = 30
AT_ONCE, WITHIN_S = 2, 1.5
"""MAX lets a bot ask twice a second; so often within so many seconds leaves the 30 requests a second to messages."""
PAUSES_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
MOST_ASKED = 20
"""Dialogues of one batch that MAX is asked about: the others of the batch wait for it."""
REFUSED = 405
"""What MAX answers while somebody's webhook takes the updates."""
GONE = 404


class MaxReceiver:
    """`told` hears "" when updates come in and a short code when they do not, `seen` every update."""

    def __init__(
        self,
        client: MaxClient,
        translator: MaxTranslator,
        clock: Clock,
        told: Callable[[str], None],
        seen: Callable[[Update], None],
        wait_s: int = WAIT_S,
        within_s: float = WITHIN_S,
    ) -> None:
        self._client, self._translator, self._clock = client, translator, clock
        self._told, self._seen, self._wait_s = told, seen, wait_s
        self._hooks = True  # somebody else's webhook may take the updates
        self._faults = 0
        self._repeats = 0
        self._last: frozenset[str] = frozenset()  # the keys of the batch before
        self._fault_log = FaultLog()
        self._asked: deque[float] = deque(maxlen=AT_ONCE)
        self._within_s = within_s

    async def run(self, sink: Sink, cursor: str) -> None:
        """Until cancelled. ChannelStopped when the token is refused."""
        while True:
            answer = await self._ask(cursor)
            found = answer.fields.get("updates")
            if not (answer.ok and isinstance(found, list)):
                await self._wait_out(answer)
                continue
            self._told("")
            self._faults = 0
            self._fault_log.over()
            marker = _marker(answer) or cursor
            if found or marker != cursor:
                await self._take(found, sink, marker)
            cursor = marker

    async def _ask(self, cursor: str) -> MaxAnswer:
        await self._space()
        if self._hooks:
            refused = await self._drop_hooks()
            if refused is not None:
                return refused
        wait_s = 0 if self._faults else self._wait_s  # after a fault: quickly learn that all is well again
        query: dict[str, str | int] = {
            "limit": BATCH,
            "timeout": wait_s,
            "types": ",".join(self._translator.types),
        }
        if cursor:
            query["marker"] = cursor
        return await self._client.call("GET", UPDATES, query, wait_s=wait_s)

    async def _space(self) -> None:
        """Not more often than MAX allows."""
        now = self._clock.monotonic()
        if len(self._asked) == AT_ONCE and (left := self._asked[0] + self._within_s - now) > 0:
            await self._clock.sleep(left)
        self._asked.append(self._clock.monotonic())

    async def _drop_hooks(self) -> MaxAnswer | None:
        """Take away webhooks, which keep the updates from us; the answer of MAX if it does not let us."""
        answer = await self._client.call("GET", "/subscriptions")
        if not answer.ok:
            return answer
        for hook in parts(answer.fields, "subscriptions"):
            if url := words(hook, "url", 4096):
                log.warning("max_webhook_removed")
                gone = await self._client.call("DELETE", "/subscriptions", {"url": url})
                if not gone.ok and gone.status != GONE:
                    return gone
        self._hooks = False
        return None

    async def _take(self, found: list[Any], sink: Sink, marker: str) -> None:
        """A batch as it came; what MAX sends twice in one is taken once. One that was handed over before is asked for
        again slowly.
        """
        await self._learn(found)
        updates = list({update.key: update for update in await in_turns(self._translator.translate, found)}.values())
        keys = frozenset(update.key for update in updates)
        again = bool(keys) and keys <= self._last
        self._last = keys or self._last
        for update in updates:
            self._seen(update)
        await sink(updates, marker)
        self._repeats = self._repeats + 1 if again else 0
        if again:
            self._fault_log.warn("max_repeats", updates=len(keys))
            await self._clock.sleep(PAUSES_S[min(self._repeats, len(PAUSES_S)) - 1])

    async def _learn(self, found: list[Any]) -> None:
        """Whose dialogues these are where no update says so and none has since the start; as far as MAX says."""
        unknown = dict.fromkeys(filter(None, map(self._translator.unknown_dialogue, found)))
        for dialogue in list(unknown)[:MOST_ASKED]:
            answer = await self._client.call("GET", f"/chats/{dialogue}")
            person = part(answer.fields, "dialog_with_user")
            if answer.ok and (user := id_of(person, "user_id")) and not is_bot(person):
                self._translator.remember(dialogue, user)
            elif not answer.status:
                return

    async def _wait_out(self, answer: MaxAnswer) -> None:
        """A growing pause, or the one that MAX asks for."""
        if answer.status == 401 and answer.body is not None:
            raise ChannelStopped("max: the token was refused")
        if answer.status == REFUSED:
            self._hooks = True
        trouble = _trouble(answer)
        self._told(trouble)
        self._fault_log.warn("max_receive_failed", why=trouble, status=answer.status)
        pause_s = PAUSES_S[min(self._faults, len(PAUSES_S) - 1)]
        self._faults += 1
        await self._clock.sleep(answer.wait_s(WAIT_READING_S) or pause_s)


def _marker(answer: MaxAnswer) -> str:
    """ "" if there is none that could be given back."""
    marker = number(answer.fields, "marker")
    return "" if marker is None else str(marker)


def _trouble(answer: MaxAnswer) -> str:
    if answer.status == 0:
        return "network"
    if answer.status == 429:
        return "too-many"
    if answer.status == REFUSED:
        return "conflict"
    return "server" if answer.body is not None or answer.status != 200 else "not-json"


def note(update: Update, stopped: Callable[[str], None], started: Callable[[str], None]) -> None:
    """Who stopped the bot, and who is heard of again."""
    event = update.event
    if event is None or not event.private:
        return
    if event.kind is Kind.BLOCKED:
        stopped(event.chat)
    elif event.kind in (Kind.MESSAGE, Kind.BUTTON):
        started(event.chat)
