"""The way to the sources of alerts through a proxy, HTTP or SOCKS (FEED_PROXY)."""

from __future__ import annotations

import aiohttp


class Way:
    """How a request leaves: `connector` for its session, `address` for its `proxy`, `faults` that it may raise.

    `used`: there is a proxy. A connector is good for one session.
    """

    def __init__(self, proxy: str) -> None:
        self.connector: aiohttp.BaseConnector | None = None
        self.address: str | None = None
        self.used = bool(proxy)
        self.faults: tuple[type[Exception], ...] = ()
        if proxy.startswith("http"):
            self.address = proxy
        elif proxy:
            import aiohttp_socks  # only where such a proxy is set

            self.connector = aiohttp_socks.ProxyConnector.from_url(proxy)
            self.faults = (
                aiohttp_socks.ProxyError, aiohttp_socks.ProxyConnectionError, aiohttp_socks.ProxyTimeoutError,
            )  # fmt: skip
