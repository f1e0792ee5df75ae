"""Fetches what has an address outside: with caps on size and time, over https alone, and never into somebody's own
network. Each address that it is sent on to is judged anew, as it is written and again as it resolves.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

import aiohttp

from bot.guarded import MOST_HOPS, FetchError, Guarded, Lookup, judged, refused, sent_on
from bot.notices.proxy import Way
from storage.addresses import AddressReach
from storage.plain_text import is_charset

TIMEOUT_S, READ_TIMEOUT_S = 20.0, 10.0
"""For the whole, and without a byte."""
FETCH_CHUNK = 65_536
DOCUMENTS = "application/cap+xml, application/atom+xml, application/xml, text/xml, */*"
AGENT = "Otklik"
"""How it names itself; services of warnings ask for an address besides."""
DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=", re.IGNORECASE)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None where nothing has changed. `url`: where it came from in the end."""

    url: str
    body: bytes | None
    etag: str = ""
    modified: str = ""


class WebFetcher:
    """`lookup` resolves names; None: the system does. `proxy`: the way to whatever is not on this machine.
    `address`: ours, for whoever wants to know who asks.
    """

    def __init__(
        self, timeout_s: float = TIMEOUT_S, lookup: Lookup | None = None, proxy: str = "", address: str = ""
    ) -> None:
        self._agent = f"{AGENT} (+{address})" if address else AGENT
        self.timeout_s, self._proxy, self._lookup = timeout_s, proxy, lookup

    async def fetch(
        self,
        url: str,
        largest: int,
        reach: AddressReach,
        *,
        etag: str = "",
        modified: str = "",
        accept: str = DOCUMENTS,
    ) -> Fetched:
        """The document at an address, at most `largest` bytes when unpacked. FetchError for whatever goes wrong."""
        headers = {"Accept": accept, "User-Agent": self._agent}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        way = Way("" if reach.here else self._proxy)
        try:
            async with asyncio.timeout(self.timeout_s), self._session(reach, way) as session:
                for _ in range(MOST_HOPS + 1):
                    target = judged(url, reach)
                    if way.used:
                        await Guarded(reach, self._lookup).judge(target)
                    async with session.get(target, headers=headers, allow_redirects=False) as response:
                        if url := sent_on(response, target):
                            continue
                        return await _read(response, str(target), largest)
                raise FetchError("hops")
        except TimeoutError:
            raise FetchError("timeout") from None
        except (aiohttp.ClientError, ValueError) as fault:  # ValueError: an address that is none
            raise refused(fault) or FetchError("network") from fault
        except way.faults as fault:
            raise FetchError("network") from fault

    def _session(self, reach: AddressReach, way: Way) -> aiohttp.ClientSession:
        """Behind a proxy the connection is the proxy's, whose own address may be inside."""
        guarded = None if way.used else Guarded(reach, self._lookup)
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=READ_TIMEOUT_S, sock_read=READ_TIMEOUT_S)
        return aiohttp.ClientSession(
            connector=way.connector or aiohttp.TCPConnector(resolver=guarded, use_dns_cache=False),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=timeout,
            proxy=way.address,
        )


async def _read(response: aiohttp.ClientResponse, url: str, largest: int) -> Fetched:
    etag, modified = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
    if response.status == 304:
        return Fetched(url, None, etag, modified)
    if response.status != 200:
        raise FetchError(f"http-{response.status}")
    if (response.content_length or 0) > largest:
        raise FetchError("too-large")
    parts, size = [], 0
    async for part in response.content.iter_chunked(FETCH_CHUNK):  # unpacked: a small answer may hold a large document
        size += len(part)
        if size > largest:
            raise FetchError("too-large")
        parts.append(part)
    return Fetched(url, _in_utf8(b"".join(parts), response.charset or ""), etag, modified)


def _in_utf8(body: bytes, charset: str) -> bytes:
    """A document whose letters only the answer's header names (RFC 7303); what says it itself is left as it is."""
    if not charset or body.startswith(MARKS) or not body.lstrip().startswith(b"<") or DECLARED.match(body):
        return body
    if not is_charset(charset):
        return body
    try:
        return body.decode(charset).encode()
    except UnicodeError:
        return body
