"""Our own getUpdates loop: an update is confirmed only after it was taken (aiogram's own confirms earlier).

What cannot be read is kept aside as a fault and confirmed if its number can be read; if not, it is kept once and the
reading goes on with what can be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import structlog

from bot.channels.answers import WAIT_READING_S, dump, in_turns, key_of, whole
from bot.channels.fault_log import FaultLog
from bot.channels.port import ChannelStopped, Sink
from bot.channels.telegram.client import ApiAnswer, Client
from bot.clock import Clock
from handlers.base.event import Update

log = structlog.get_logger()

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
BATCH = 100
PAUSE_MIN_S = 1.0
PAUSE_MAX_S = 15.0
CONFLICT_LOG_S = 60.0
UNREADABLE = 3
"""So often in a row an answer could not be read at all: then one update at a time is asked for, and the one that
cannot be read is kept aside."""
NONE = -1
KEPT = 1_000_000
"""Bytes that are kept of such a one."""
_NUMBER = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')


class Translates(Protocol):
    bot_id: str

    def translate(self, update: dict[str, Any]) -> Update: ...


class TelegramReceiver:
    """`told` hears "" when updates come in and a short code when they do not."""

    def __init__(
        self, client: Client, translator: Translates, clock: Clock, poll_s: int, told: Callable[[str], None]
    ) -> None:
        self._client = client
        self._translator = translator
        self._clock = clock
        self._poll_s = poll_s
        self._told = told
        self._offset = 0
        self._pause_s = 0.0
        self._conflict_logged: float | None = None
        self._webhook = True  # one may be set; it would keep the updates from us
        self._unreadable = 0  # answers in a row that could not be read
        self._last: frozenset[str] = frozenset()  # the keys of the batch before
        self._fault_log = FaultLog()

    async def run(self, sink: Sink) -> None:
        """Until cancelled. ChannelStopped when the token is refused."""
        while True:
            answer = await self._ask()
            if answer.ok and isinstance(answer.result, list):
                self._told("")
                self._unreadable = 0
                await self._take(answer.result, sink)
            elif (poison := self._poison(answer)) is not None:
                await self._hand_over([poison], sink, whole(poison.key))
            else:
                await self._wait_out(answer)

    async def _ask(self) -> ApiAnswer:
        if self._webhook:
            answer = await self._client.call("deleteWebhook", {"drop_pending_updates": False})
            if not answer.ok:
                return answer
            self._webhook = False
        poll_s = 0 if self._pause_s else self._poll_s  # after a fault: quickly learn that all is well again
        limit = BATCH if self._unreadable < UNREADABLE else 1
        params: dict[str, Any] = {"timeout": poll_s, "limit": limit, "allowed_updates": ALLOWED}
        if self._offset:
            params["offset"] = self._offset
        return await self._client.call("getUpdates", params, wait_s=poll_s)

    async def _take(self, found: list[Any], sink: Sink) -> None:
        """A batch as it came. One that was handed over before is asked for again slowly."""
        updates, newest = await in_turns(self._read, found), max((_number(raw) for raw in found), default=NONE)
        keys = frozenset(update.key for update in updates)
        if keys and keys <= self._last:
            self._fault_log.warn("telegram_repeats", updates=len(keys))
            await self._pause()
            self._confirm(newest)
            return
        self._pause_s, self._last = 0.0, keys
        self._fault_log.over()
        if updates:
            await self._hand_over(updates, sink, newest)

    async def _hand_over(self, updates: Sequence[Update], sink: Sink, newest: int) -> None:
        """Only after the sink returned is the offset moved: the next getUpdates confirms the batch."""
        await sink(updates, "")
        self._confirm(newest)

    def _confirm(self, newest: int) -> None:
        self._offset = newest + 1 if newest > NONE else self._offset

    def _read(self, raw: Any) -> Update:
        """One update; never fails. What has no number of its own is known again by its content, and counts once."""
        number = _number(raw)
        try:
            update = self._translator.translate(raw)
            if number == NONE and update.event is None and not update.fault:
                return replace(update, fault="telegram: no update_id")
            return replace(update, raw=dump(raw)) if update.fault else update
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one must not hold up the others
            text = dump(raw)
            return self._fault(str(number) if number > NONE else key_of(text), text, type(fault).__name__)

    def _fault(self, key: str, raw: str, why: str) -> Update:
        return Update("telegram", self._translator.bot_id, key, raw, None, f"telegram: {why}")

    def _poison(self, answer: ApiAnswer) -> Update | None:
        """The one update that makes an answer unreadable, once that is certain: it was asked for alone, and has a
        number that can be told. None: nothing is known, it is asked for again.
        """
        if answer.status != 200 or answer.body is not None or not answer.raw.lstrip().startswith(b'{"ok":true'):
            self._unreadable = 0
            return None
        self._unreadable += 1
        numbers = set(_NUMBER.findall(answer.raw))
        if self._unreadable <= UNREADABLE * 2 or len(numbers) != 1:
            return None
        self._unreadable = UNREADABLE
        log.error("telegram_update_unreadable", size=len(answer.raw))
        return self._fault(str(int(numbers.pop())), answer.raw[:KEPT].decode("utf-8", "replace"), "nested too deep")

    async def _wait_out(self, answer: ApiAnswer) -> None:
        if answer.code in (401, 404) and answer.body is not None:
            raise ChannelStopped("telegram: the token was refused")
        if answer.code == 409:
            self._conflict(answer)
        else:
            trouble = _trouble(answer)
            self._told(trouble)
            self._fault_log.warn("telegram_receive_failed", why=trouble, code=answer.code)
        await self._pause(answer.wait_s(WAIT_READING_S))

    async def _pause(self, told_s: float = 0.0) -> None:
        """A growing pause, or the one that Telegram asks for."""
        self._pause_s = min(max(PAUSE_MIN_S, self._pause_s * 2), PAUSE_MAX_S)
        await self._clock.sleep(told_s or self._pause_s)

    def _conflict(self, answer: ApiAnswer) -> None:
        """Another program asks with our token, or it set a webhook, which is taken away again."""
        self._told("conflict")
        self._webhook = "webhook" in answer.description.lower()
        now = self._clock.monotonic()
        if self._conflict_logged is None or now - self._conflict_logged >= CONFLICT_LOG_S:
            self._conflict_logged = now
            log.error("telegram_second_instance", webhook=self._webhook)


def _number(raw: object) -> int:
    """The update's number; NONE if there is none that could be confirmed: a negative one counts from the end."""
    number = whole(raw.get("update_id"), NONE) if isinstance(raw, dict) else NONE
    return max(number, NONE)


def _trouble(answer: ApiAnswer) -> str:
    if answer.status == 0:
        return "network"
    if answer.code == 429:
        return "too-many"
    return "server" if answer.body is not None or answer.status != 200 else "not-json"
