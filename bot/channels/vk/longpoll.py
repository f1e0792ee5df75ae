"""VK's Bots Long Poll, one check at a time, and the history that fills its gaps."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import requests
import structlog
from vk_api.bot_longpoll import VkBotLongPoll
from vk_api.exceptions import ApiError

from bot.channels.answers import parse, whole
from bot.channels.lenient import Raw, amount, flag, number, part, parts
from bot.channels.port import Result
from bot.channels.vk.api import VERSION, Api
from bot.channels.vk.errors import outcome_of_code
from bot.guarded import FetchError, judged

log = structlog.get_logger()

T = TypeVar("T")

WAIT_S = 25
PAGE = 200
PAGES = 5
AT_ONCE = 8
UNKNOWN_FAULT = -1
"""For a `failed` that is no number."""


class LongPoll(VkBotLongPoll):  # type: ignore[misc]
    """vk_api's long poll, whose `check` gives raw updates and leaves `ts` to the caller.

    The library's own check moves `ts` before anybody has stored the updates, fails on every update of an
    unexpected shape (and so on its whole batch, for ever), and does not say that a part of the history is lost.
    """

    vk: Api
    session: requests.Session
    key: Any
    server: Any
    url: Any
    ts: Any

    def __init__(self, api: Api, group_id: int, ts: str) -> None:
        super().__init__(api, group_id, WAIT_S)  # asks for the server
        self._renew = api.session
        self.session = self._renew()
        if is_place(ts):
            self.ts = ts

    def check(self, wait_s: int = WAIT_S) -> Checked:
        """One answer of the server, after at most `wait_s`. Raises CALL_FAULTS."""
        query = {"act": "a_check", "key": self.key, "ts": self.ts, "wait": wait_s}
        reply = self.session.get(self.url, params=query, timeout=(3.05, wait_s + 10))
        reply.raise_for_status()
        return self._read(parse(reply.content))

    def _read(self, answer: Any) -> Checked:
        """An answer without a place that could be asked for leaves us where we are."""
        if not isinstance(answer, dict):
            raise ValueError("not an answer of VK")
        ts, failed = answer.get("ts"), answer.get("failed")
        place = str(ts) if is_place(ts) else str(self.ts)
        if failed is None:
            if not isinstance(answer.get("updates"), list):
                raise ValueError("not an answer of VK")
            return Checked(answer["updates"], place)
        if failed == 1:  # the history is partly lost
            return Checked([], place, 1, gap=True)
        lost = failed != 2
        self.update_longpoll_server(update_ts=lost)
        return Checked([], str(self.ts), whole(failed, UNKNOWN_FAULT), gap=lost)

    def update_longpoll_server(self, update_ts: bool = True) -> None:
        """A new key, and with `update_ts` a new place. Raises CALL_FAULTS, and then nothing has changed."""
        before = self.key, self.server, self.url, self.ts
        try:
            super().update_longpoll_server(update_ts)
            if not (isinstance(self.key, str) and isinstance(self.server, str) and is_place(self.ts)):
                raise ValueError("not an answer of VK")
            judged(self.server, self.vk.reach)
        except Exception as fault:
            self.key, self.server, self.url, self.ts = before
            if isinstance(fault, LookupError | TypeError | AttributeError | FetchError):
                raise ValueError("not an answer of VK") from None
            raise

    def rebuild(self) -> None:
        """A fresh session and key at the same place: long sessions sometimes fall silent."""
        self.session.close()
        self.session = self._renew()
        self.update_longpoll_server(update_ts=False)


def is_place(ts: object) -> bool:
    """Whether this is a place that VK's server can be asked for: a number, in whichever type."""
    return whole(ts, -1) >= 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What the server said: raw updates, the place after them, and whether something before was lost."""

    updates: list[Any]
    ts: str
    failed: int = 0
    gap: bool = False


async def aside(function: Callable[[], T]) -> T:
    """Run in a thread of its own that does not keep the process from ending (a check may last WAIT_S)."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, fault: BaseException | None) -> None:
        if future.done():
            return
        if fault is not None:
            future.set_exception(fault)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result: T | None = None
        fault: BaseException | None = None
        try:
            result = function()
        except Exception as raised:  # noqa: BLE001  handed to whoever waits
            fault = raised
        try:
            loop.call_soon_threadsafe(tell, result, fault)
        except RuntimeError:  # the loop has ended: nobody waits any more
            return

    threading.Thread(target=work, name="vk-longpoll", daemon=True).start()
    return await future


# -- gaps -------------------------------------------------------------------------------------
async def missed(api: Api, group_id: int, since: int, moved: Callable[[], None]) -> list[dict[str, Any]]:
    """Updates, oldest first, for what persons wrote since a UTC second, out of VK's history; `moved` is called at
    every step, since there may be many.

    They have the keys of long poll's own updates, so that what was seen already is not seen again.
    """
    peers = set(await _peers(api, "unanswered", since, PAGES)) | set(await _peers(api, "all", since, 1))
    slots = asyncio.Semaphore(AT_ONCE)

    async def history(peer: int) -> list[dict[str, Any]]:
        async with slots:
            moved()
            try:
                return await _history(api, peer, since)
            except ApiError as fault:
                if outcome_of_code(fault.code).result not in (Result.REJECTED, Result.UNREACHABLE):
                    raise
                log.warning("vk_gap_in_one_chat", peer=peer, code=fault.code)
            except TypeError:
                log.warning("vk_gap_in_one_chat", peer=peer)
            return []

    found = await asyncio.gather(*(history(peer) for peer in sorted(peers)))
    messages = sorted((m for some in found for m in some), key=lambda m: (amount(m, "date"), amount(m, "id")))
    return [
        {
            "type": "message_new",
            "event_id": "",
            "v": VERSION,
            "group_id": group_id,
            "object": {"message": message, "client_info": {}},
        }
        for message in messages
    ]


async def _peers(api: Api, which: str, since: int, pages: int) -> list[int]:
    """Dialogues with something new; VK lists those with the newest message first."""
    peers: list[int] = []
    for page in range(pages):
        answer = await api.call("messages.getConversations", filter=which, count=PAGE, offset=page * PAGE)
        listed, items = _listed(answer)
        new = [i for i in items if _is_new(part(i, "last_message"), since)]
        peers += [peer for i in new if (peer := number(part(part(i, "conversation"), "peer"), "id"))]
        if listed < PAGE or len(new) < len(items):
            break
    return peers


async def _history(api: Api, peer: int, since: int) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for page in range(PAGES):
        answer = await api.call("messages.getHistory", peer_id=peer, count=PAGE, offset=page * PAGE)
        listed, items = _listed(answer)
        new = [m for m in items if _is_new(m, since)]
        messages += [dict(m) for m in new if not flag(m, "out") and (number(m, "from_id") or 0) > 0]
        if listed < PAGE or len(new) < len(items):
            break
    return messages


def _listed(answer: Any) -> tuple[int, Sequence[Raw]]:
    """How many things a page holds, and those of them that can be read. TypeError: this is no page."""
    items = answer.get("items") or [] if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise TypeError("not a page")
    return len(items), parts(answer, "items")


def _is_new(message: Raw, since: int) -> bool:
    """What does not say when it was written counts as new: seen twice it is answered once, left out it is lost."""
    at = number(message, "date")
    return at is None or at >= since
