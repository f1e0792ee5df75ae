"""Connections to addresses that somebody else named: each is judged as it is written, as it resolves, and again where
it is sent on to, so that none leads into somebody's own network.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from storage.addresses import AddressReach

MOST_HOPS = 5
LONGEST_ADDRESS = 4_000
HOPS = (301, 302, 303, 307, 308)

Lookup = Callable[[str, int, socket.AddressFamily], Awaitable[list[ResolveResult]]]


class FetchError(OSError):
    """It could not be had; `code` says why: "network", "timeout", "too-large", "not-https", "hops", "http-503",
    "bad-address", "private" (an address that is not of the public network).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def passing(self) -> bool:
        """Whether a later try may have it."""
        return self.code in ("network", "timeout") or self.code.startswith("http-5")


class Guarded(AbstractResolver):
    """Names that lead where `reach` does not lead nowhere: asked at the connection, so that a name which has changed
    since it was judged is judged again. `lookup` resolves names; None: the system does.
    """

    def __init__(self, reach: AddressReach, lookup: Lookup | None = None) -> None:
        self._reach, self._lookup = reach, lookup or ThreadedResolver().resolve

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._lookup(host, port, family)
        if not self._reach.is_server(host, port) and not all(self._reach.permits(one["host"]) for one in found):
            raise FetchError("private")
        return found

    async def judge(self, target: URL) -> None:
        """Behind a proxy it is the proxy that finds a name's address: what is known of it here is judged all the same.
        FetchError.
        """
        try:
            await self.resolve(target.host or "", target.port or 0)
        except FetchError:
            raise
        except OSError:
            return

    async def close(self) -> None:
        pass


def judged(url: str, reach: AddressReach) -> URL:
    """The address as it will be asked, if it may be: the library's reading of it is judged, too. FetchError."""
    if len(url) > LONGEST_ADDRESS:
        raise FetchError("bad-address")
    try:
        why = reach.why_not(url)
        target = URL(url) if not why else URL()
        why = why or reach.why_not(str(target))
    except ValueError:
        why = "bad-address"
    if why:
        raise FetchError(why)
    return target


def sent_on(response: aiohttp.ClientResponse, asked: URL) -> str:
    """Where an answer sends us on to; "" if it does not."""
    there = response.headers.get("Location", "") if response.status in HOPS else ""
    return urljoin(str(asked), there) if there else ""


def refused(fault: Exception) -> FetchError | None:
    """The guard's own refusal inside of what aiohttp made of it."""
    inner = getattr(fault, "os_error", None)
    return inner if isinstance(inner, FetchError) else None
