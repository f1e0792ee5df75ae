"""From VK's long poll to the sink: in order, each batch confirmed only after it was stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import requests
import structlog
from vk_api.exceptions import ApiError, VkApiError

from bot.channels.answers import AT_A_TIME, dump, key_of, mapping
from bot.channels.port import ChannelStopped, Sink
from bot.channels.vk.api import Api
from bot.channels.vk.errors import CALL_FAULTS, outcome_of_code, short
from bot.channels.vk.longpoll import WAIT_S, Checked, LongPoll, aside, is_place, missed
from bot.channels.vk.translate import NAME, message_of, translate
from bot.clock import Clock
from handlers.base.event import Update

log = structlog.get_logger()

SILENCE_S = 300
"""After so long without any update the session is built anew."""

FIRST_LOOK_BACK_S = 3 * 86_400
"""How far back a gap is filled after a start, when nobody knows how long the bot was away.
Seen-before keys must be kept longer than this."""

OVERLAP_S = 300
QUICK_S = 1.0
AFTER_TROUBLE_S = 1
"""The first look after a fault is short: it tells quickly that all is well again."""
ODD = 5
"""So many answers in a row that cannot be read, and what was asked for beside the long poll is done without."""
PAUSES_S = (1, 2, 4, 8, 15, 30)


class VkReceiver:
    """One community's intake. `trouble` is "" while all is well, else a short code."""

    def __init__(self, api: Api, group_id: int, clock: Clock, seen: Callable[[Update], None]) -> None:
        self._api, self._group_id, self._clock = api, group_id, clock
        self._seen = seen  # told of every update before it is handed over
        self.trouble = ""
        self.name = ""  # of the community, as mentions write it; known once the channel has started
        self.round_at = 0.0  # monotonic: when something was heard of VK last, were it a fault
        self._faults = self._repeats = 0
        self._logged = ""
        self._answered_at = 0  # UTC ms of the last answer in this run

    async def run(self, sink: Sink, cursor: str) -> None:
        """For ever; see Channel.receive."""
        poll: LongPoll | None = None
        gap = False
        last_update = self._clock.monotonic()
        while True:
            began = self.round_at = self._clock.monotonic()
            try:
                if poll is None:
                    gap = gap or bool(cursor and not is_place(cursor))
                    poll = await self._open(cursor)
                    if not cursor:  # remembered at once: a stop before the first update loses nothing
                        await sink((), str(poll.ts))
                elif began - last_update > SILENCE_S:
                    log.info("vk_longpoll_rebuilt")
                    await aside(poll.rebuild)
                    last_update = began
                checked = await aside(partial(poll.check, AFTER_TROUBLE_S if self.trouble else WAIT_S))
                gap = gap or (checked.gap and bool(cursor))
                batch = await self._batch(checked, gap)
            except CALL_FAULTS as fault:
                await self._wait_out(fault)
                continue
            if batch:
                await sink(batch, checked.ts)
                last_update = self._clock.monotonic()
            gap = False
            stays = cursor == checked.ts
            poll.ts = cursor = checked.ts
            self._answered_at = self._clock.now()
            await self._breathe(checked, began, repeated=stays and bool(checked.updates))

    async def _open(self, cursor: str) -> LongPoll:
        return await aside(lambda: LongPoll(self._api, self._group_id, cursor))

    async def _batch(self, checked: Checked, gap: bool) -> list[Update]:
        """What is to be stored before going on; after a gap with what history has of it."""
        if checked.failed:
            log.warning("vk_longpoll_failed", failed=checked.failed, gap=gap)
        updates: Sequence[Any] = checked.updates
        if gap:
            updates = [*await self._missed(), *updates]
        # by key: after a gap history and long poll may both have a message
        batch = dict[str, Update]()
        for update in updates:
            read = await self._translate(update)
            batch[read.key] = read
            if not len(batch) % AT_A_TIME:
                await asyncio.sleep(0)
        for update in batch.values():
            self._seen(update)
        return list(batch.values())

    async def _missed(self) -> list[dict[str, Any]]:
        """What was written during a gap. VK's refusal is logged and leaves the gap; faults of the network rise."""
        now = self._clock.now()
        since = self._answered_at - OVERLAP_S * 1000 if self._answered_at else now - FIRST_LOOK_BACK_S * 1000
        try:
            found = await missed(self._api, self._group_id, since // 1000, self._move)
        except ApiError as fault:
            if outcome_of_code(fault.code).result != "rejected":
                raise
            log.error("vk_gap_not_filled", code=fault.code)
            return []
        except (AttributeError, LookupError, TypeError, ArithmeticError):
            log.error("vk_gap_unreadable")
            return []
        except ValueError as fault:
            if not self._is_odd_for_long(fault):
                raise
            log.error("vk_gap_unreadable")
            return []
        log.warning("vk_gap_filled", since=since, messages=len(found))
        return found

    def _is_odd_for_long(self, fault: ValueError) -> bool:
        """Whether VK answers what nobody can read, and has done so again and again: then reading goes on without it."""
        return not isinstance(fault, requests.RequestException | VkApiError) and self._faults >= ODD

    def _move(self) -> None:
        self.round_at = self._clock.monotonic()

    async def _translate(self, update: Any) -> Update:
        """Never fails but for the network's sake: what is wrong with one update must not hold up the others."""
        try:
            return translate(dump(await self._uncropped(update)), self._group_id, self._clock.now(), self.name)
        except CALL_FAULTS:
            raise
        except Exception as fault:  # noqa: BLE001
            raw = dump(update)
            return Update(NAME, str(self._group_id), key_of(raw), raw, None, f"vk: {type(fault).__name__}")

    async def _uncropped(self, update: Any) -> Any:
        """Long poll shortens large messages and says so; these are fetched whole."""
        try:
            message = message_of(update)
        except (AttributeError, KeyError, TypeError):
            return update  # translate says what is wrong with it
        if not message or not message.get("is_cropped"):
            return update
        try:
            found = await self._api.call(
                "messages.getByConversationMessageId",
                peer_id=message.get("peer_id"),
                conversation_message_ids=message.get("conversation_message_id"),
            )
        except ApiError as fault:
            if outcome_of_code(fault.code).result != "rejected":
                raise
            log.warning("vk_cropped", code=fault.code)
            return update
        except ValueError as fault:
            if not self._is_odd_for_long(fault):
                raise
            return update
        items = mapping(found).get("items")
        full = mapping(items[0]) if isinstance(items, list) and items else {}
        if not full:  # deleted meanwhile
            return update
        # the fetched one lacks what only the event has: ref, payload
        client_info = mapping(mapping(update["object"]).get("client_info"))
        return update | {"object": {"message": {**message, **full}, "client_info": client_info}}

    async def _wait_out(self, fault: Exception) -> None:
        """A growing pause. ChannelStopped if VK will not have us."""
        if isinstance(fault, ApiError) and outcome_of_code(fault.code).stop:
            raise ChannelStopped(f"vk: {outcome_of_code(fault.code).why} (code {fault.code})") from None
        odd = isinstance(fault, ValueError) and not isinstance(fault, requests.RequestException)
        self.trouble = "not-json" if odd else short(fault)
        pause: float = PAUSES_S[min(self._faults, len(PAUSES_S) - 1)]
        if isinstance(fault, ApiError):
            pause = max(pause, min(60, outcome_of_code(fault.code).retry_after_s))
        self._faults += 1
        if self.trouble != self._logged:
            self._logged = self.trouble
            log.warning("vk_receive_fault", fault=self.trouble, pause_s=pause)
        await self._clock.sleep(pause)

    async def _breathe(self, checked: Checked, began: float, *, repeated: bool) -> None:
        """A server that answers at once and has nothing to say, or says the same for ever, must not keep us busy."""
        self._move()
        self._repeats = self._repeats + 1 if repeated else 0
        if checked.failed:
            self.trouble = f"failed-{checked.failed}"
            await self._clock.sleep(PAUSES_S[min(self._faults, len(PAUSES_S) - 1)] if self._faults else 0)
            self._faults += 1
            return
        self.trouble, self._faults, self._logged = "", 0, ""
        if self._repeats:
            await self._clock.sleep(PAUSES_S[min(self._repeats, len(PAUSES_S)) - 1])
        elif not checked.updates and self._clock.monotonic() - began < QUICK_S:
            await self._clock.sleep(0.2)
