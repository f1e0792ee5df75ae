"""Fetches documents of sources: with caps on size and time, and over https alone, also where it is sent on."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.notices.proxy import Way

TIMEOUT_S = 20.0
MOST_HOPS = 5
CHUNK = 65_536
LOOPBACK = ("localhost", "127.0.0.1", "::1")
DOCUMENTS = "application/cap+xml, application/atom+xml, application/xml, text/xml, */*"
HOPS = (301, 302, 303, 307, 308)


class FetchError(OSError):
    """It could not be had; `code` says why: "network", "timeout", "too-large", "not-https", "hops", "http-503",
    "private" (an address that is not of the public network).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None where nothing has changed. `url`: where it came from in the end."""

    url: str
    body: bytes | None
    etag: str = ""
    modified: str = ""


async def fetch(
    url: str, largest: int, *, etag: str = "", modified: str = "", own: str = "", accept: str = DOCUMENTS,
    outside: bool = False, proxy: str = "",
) -> Fetched:  # fmt: skip
    """The document at an address; `own` is the source's, which alone may be on this machine without https.

    `outside`: the address was chosen by a stranger, so it and whatever it sends on to must be of the public network,
    unless the source is on this machine. `proxy`: the way to whatever is not on this machine; there it is the proxy
    that finds a name's address, and a name that is known here as one of somebody's own network is refused all the
    same. FetchError for whatever goes wrong.
    """
    headers = {"Accept": accept}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    proxied = bool(proxy) and not _is_local(own or url)
    way = Way(proxy if proxied else "")
    connector = way.connector if proxied else _connector(outside, own)
    try:
        async with asyncio.timeout(TIMEOUT_S), aiohttp.ClientSession(connector=connector) as session:
            for _ in range(MOST_HOPS + 1):
                if not _is_allowed(url, own if outside else own or url):
                    raise FetchError("not-https")
                if outside and not _is_local(own) and not _may_be_public(url):
                    raise FetchError("private")
                if outside and proxied:
                    await _refuse_own_network(url)
                async with session.get(url, headers=headers, allow_redirects=False, proxy=way.address) as response:
                    if response.status in HOPS and "Location" in response.headers:
                        url = urljoin(url, response.headers["Location"])
                        continue
                    return await _read(response, url, largest)
            raise FetchError("hops")
    except TimeoutError:
        raise FetchError("timeout") from None
    except (aiohttp.ClientError, ValueError) as fault:  # ValueError: an address that is none
        inner = getattr(fault, "os_error", None)
        raise FetchError(inner.code if isinstance(inner, FetchError) else "network") from fault
    except way.faults as fault:
        raise FetchError("network") from fault


async def _read(response: aiohttp.ClientResponse, url: str, largest: int) -> Fetched:
    etag, modified = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
    if response.status == 304:
        return Fetched(url, None, etag, modified)
    if response.status != 200:
        raise FetchError(f"http-{response.status}")
    parts, size = [], 0
    async for part in response.content.iter_chunked(CHUNK):  # unpacked: a small answer may hold a large document
        size += len(part)
        if size > largest:
            raise FetchError("too-large")
        parts.append(part)
    return Fetched(url, b"".join(parts), etag, modified)


def _is_allowed(url: str, own: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and parts.hostname in LOOPBACK and _is_local(own)


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK


def _may_be_public(url: str) -> bool:
    """Whether the host is a name (of which the resolver decides) or an address of the public network."""
    try:
        return _is_public(urlsplit(url).hostname or "")
    except ValueError:
        return True


def _is_public(address: str) -> bool:
    """ValueError for what is no address."""
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global and not found.is_multicast)


class _PublicOnly(ThreadedResolver):
    """Names that lead into somebody's own network lead nowhere."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        if not all(_is_public(one["host"]) for one in found):
            raise FetchError("private")
        return found


async def _refuse_own_network(url: str) -> None:
    """FetchError for a name that leads into somebody's own network, as far as it is known on this side of a proxy."""
    try:
        await _PublicOnly().resolve(urlsplit(url).hostname or "")
    except FetchError:
        raise
    except OSError:
        return


def _connector(outside: bool, own: str) -> aiohttp.TCPConnector | None:
    """None: aiohttp's own."""
    return aiohttp.TCPConnector(resolver=_PublicOnly()) if outside and not _is_local(own) else None
