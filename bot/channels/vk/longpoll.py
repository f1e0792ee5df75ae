"""VK's Bots Long Poll, one check at a time, and the history that fills its gaps."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import requests
from vk_api.bot_longpoll import VkBotLongPoll

from bot.channels.answers import parse, whole
from bot.channels.vk.api import VERSION, Api

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
        except Exception as fault:
            self.key, self.server, self.url, self.ts = before
            if isinstance(fault, LookupError | TypeError | AttributeError):
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
            return await _history(api, peer, since)

    found = await asyncio.gather(*(history(peer) for peer in sorted(peers)))
    messages = sorted((m for some in found for m in some), key=lambda m: (m.get("date", 0), m.get("id", 0)))
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
        items = answer.get("items") or []
        new = [i for i in items if (i.get("last_message") or {}).get("date", since) >= since]
        peers += [int(i["conversation"]["peer"]["id"]) for i in new]
        if len(items) < PAGE or len(new) < len(items):
            break
    return peers


async def _history(api: Api, peer: int, since: int) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for page in range(PAGES):
        answer = await api.call("messages.getHistory", peer_id=peer, count=PAGE, offset=page * PAGE)
        items = answer.get("items") or []
        new = [m for m in items if m.get("date", 0) >= since]
        messages += [m for m in new if not m.get("out") and m.get("from_id", 0) > 0]
        if len(items) < PAGE or len(new) < len(items):
            break
    return messages
