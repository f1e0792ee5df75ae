"""One call of one webhook: signed, over https to where it may lead, without following where it is sent on to.

Of the answer only its status counts. What an endpoint answers is read by `otklik hooks test` alone, 16 KB at most, so
that an endless answer costs nothing and no words that it repeats come into the database or the log.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp import hdrs
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.clock import Clock
from bot.guarded import FetchError, Guarded, Lookup
from bot.webhooks.reach import reach_of, why_not
from bot.webhooks.schedule import GONE, LONGEST_PAUSE_S, CallAnswer
from bot.webhooks.secrets import sign
from storage.region.webhooks import Webhook

VERSION = "0.1.0"
"""Ours, as pyproject.toml has it."""
PATIENCE_S = 15.0
AT_ONCE = 8
MOST_READ = 16_384
MOST_SAID = 200


class OneLookup:
    """Asks for a name once at a time, however many calls wait for it and give up: a name server that does not answer
    holds one thread of those that the whole program shares, and not all of them.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._asking: dict[tuple[str, int, int], asyncio.Future[list[ResolveResult]]] = {}

    async def __call__(self, host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
        key = host, port, int(family)
        asking = self._asking.get(key)
        if asking is None or asking.done():
            asking = self._asking[key] = asyncio.ensure_future(self._lookup(host, port, family))
            asking.add_done_callback(lambda done: done.cancelled() or done.exception())  # all may have given up
        return await asyncio.shield(asking)

    def close(self) -> None:
        for asking in self._asking.values():
            asking.cancel()


class HookCaller:
    """Calls one webhook; `lookup` resolves names (None: the system does). Close it in the end."""

    def __init__(self, hook: Webhook, keys: Sequence[bytes], clock: Clock, lookup: Lookup | None = None) -> None:
        self.hook, self._keys, self._clock = hook, tuple(keys), clock
        self._lookup = OneLookup(lookup or ThreadedResolver().resolve)
        self._session: aiohttp.ClientSession | None = None
        self.patience_s = PATIENCE_S

    async def call(self, message_id: str, body: bytes, *, listen: bool = False) -> CallAnswer:
        """Never raises but CancelledError. `listen`: bring what was answered, too."""
        if why := why_not(self.hook):
            return CallAnswer(why)
        timestamp = self._clock.now() // 1000
        headers = {
            hdrs.CONTENT_TYPE: "application/json; charset=utf-8",
            hdrs.USER_AGENT: f"Otklik/{VERSION}",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(self._keys, message_id, timestamp, body),
        }
        try:
            async with (
                asyncio.timeout(self.patience_s),
                self._open().post(self.hook.url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                said = await _read(response) if listen else ""
                if not (listen or response.content.at_eof()):
                    response.close()  # whatever else it sends is nobody's business
                return _answer(response, said, timestamp)
        except TimeoutError:
            return CallAnswer("timeout")
        except aiohttp.ClientError as fault:
            return CallAnswer(_why(fault))
        except (OSError, ValueError) as fault:
            return CallAnswer(fault.code if isinstance(fault, FetchError) else "network")

    async def close(self) -> None:
        self._lookup.close()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        """No proxy of the environment, no cookies, and an address that is judged when it is connected to."""
        if self._session is None:
            guarded = Guarded(reach_of(self.hook), self._lookup)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=guarded, use_dns_cache=False, limit=AT_ONCE),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session


def _answer(response: aiohttp.ClientResponse, said: str, now_s: int) -> CallAnswer:
    status = response.status
    if 200 <= status < 300:
        return CallAnswer(status=status, said=said)
    if 300 <= status < 400:
        return CallAnswer("redirect", status, said=said)
    why = "gone" if status == GONE else f"http-{status}"
    return CallAnswer(why, status, _retry_after_s(response.headers.get(hdrs.RETRY_AFTER, ""), now_s), said)


def _retry_after_s(text: str, now_s: int) -> float:
    """Seconds, or the moment at which they are over, however many are asked for; 0 for anything else."""
    if text.isascii() and text.isdecimal():
        return min(float(text[:20]), LONGEST_PAUSE_S)
    try:
        at = parsedate_to_datetime(text[:64])
        left_s = at.replace(tzinfo=at.tzinfo or UTC).timestamp() - now_s
    except (ValueError, OverflowError, TypeError, IndexError):
        return 0.0
    return min(max(0.0, left_s), LONGEST_PAUSE_S)


def _why(fault: aiohttp.ClientError) -> str:
    inner = getattr(fault, "os_error", None)
    if isinstance(inner, FetchError):
        return inner.code
    if isinstance(fault, aiohttp.ClientSSLError) or isinstance(inner, ssl.SSLError):
        return "tls"
    return "network"


async def _read(response: aiohttp.ClientResponse) -> str:
    parts, size = [], 0
    async for part in response.content.iter_chunked(1_024):
        parts.append(part)
        size += len(part)
        if size >= MOST_READ:
            response.close()
            break
    return b"".join(parts)[:MOST_READ].decode("utf-8", "replace")[:MOST_SAID]
