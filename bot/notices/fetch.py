"""Fetches documents of sources: with caps on size and time, and over https alone, also where it is sent on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import aiohttp

TIMEOUT_S = 20.0
MOST_HOPS = 5
CHUNK = 65_536
LOOPBACK = ("localhost", "127.0.0.1", "::1")
HOPS = (301, 302, 303, 307, 308)


class FetchError(OSError):
    """It could not be had; `code` says why: "network", "timeout", "too-large", "not-https", "hops", "http-503"."""

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


async def fetch(url: str, largest: int, *, etag: str = "", modified: str = "", own: str = "") -> Fetched:
    """The document at an address; `own` is the source's, which alone may be on this machine without https.

    FetchError for whatever goes wrong.
    """
    headers = {"Accept": "application/cap+xml, application/atom+xml, application/xml, text/xml, */*"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    try:
        async with asyncio.timeout(TIMEOUT_S), aiohttp.ClientSession() as session:
            for _ in range(MOST_HOPS + 1):
                if not _is_allowed(url, own or url):
                    raise FetchError("not-https")
                async with session.get(url, headers=headers, allow_redirects=False) as response:
                    if response.status in HOPS and "Location" in response.headers:
                        url = urljoin(url, response.headers["Location"])
                        continue
                    return await _read(response, url, largest)
            raise FetchError("hops")
    except TimeoutError:
        raise FetchError("timeout") from None
    except (aiohttp.ClientError, ValueError) as fault:  # ValueError: an address that is none
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
    return parts.scheme == "http" and parts.hostname in LOOPBACK and urlsplit(own).hostname in LOOPBACK
