"""requests' way to VK, with the question whether this process may speak right before a request is written, and, where
VK named the address, whether that may be asked.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from typing import Any

import requests
import structlog
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from bot.guarded import FetchError, judged
from bot.lead.fence import NO_LEAD, Fence
from storage.addresses import AddressReach

log = structlog.get_logger()


class FencedAdapter(HTTPAdapter):
    """What it refuses was never written: to those who ask, as if no connection could be made. `reach`: where addresses
    may lead, None where they are all of the settings' server; an address that may not be asked is InvalidURL, or a
    ConnectionError where only its connection showed it.
    """

    def __init__(self, fence: Fence, connections: int, reach: AddressReach | None = None) -> None:
        self._fence, self._reach = fence, reach
        self._pools = _pools(fence, reach)
        super().__init__(pool_maxsize=connections, max_retries=0)

    def init_poolmanager(self, *args: Any, **how: Any) -> None:
        super().init_poolmanager(*args, **how)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **how: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **how)
        manager.pool_classes_by_scheme = _pools(self._fence, None)  # the proxy itself may stand inside
        return manager

    def send(self, request: requests.PreparedRequest, *args: Any, **how: Any) -> requests.Response:
        if self._reach is not None:
            try:
                _judge(request.url or "", self._reach, proxied=bool(how.get("proxies")))
            except FetchError as fault:
                log.warning("file.address_refused", why=fault.code)
                raise requests.exceptions.InvalidURL(fault.code) from None
        return super().send(request, *args, **how)


def _judge(url: str, reach: AddressReach, *, proxied: bool) -> None:
    """Behind a proxy it is the proxy that finds a name's address: what is known of it here is judged. FetchError."""
    target = judged(url, reach)
    if proxied and not reach.is_server(target.host or "", target.port):
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except OSError:
            return
        _permit((address[0] for *_, address in found), reach)


def _permit(addresses: Iterable[object], reach: AddressReach) -> None:
    if not all(reach.permits(str(address)) for address in addresses):
        raise FetchError("private")


def _pools(fence: Fence, reach: AddressReach | None) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's, whose connections ask once they stand: making one takes its time. Where one has led is judged before a
    byte is written: by then its name has been looked up for the last time.
    """

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _led(super()._new_conn(), reach, self)

        def putrequest(self, *args: Any, **how: Any) -> None:
            _ask(self, fence)
            super().putrequest(*args, **how)

    class Safe(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _led(super()._new_conn(), reach, self)

        def putrequest(self, *args: Any, **how: Any) -> None:
            _ask(self, fence)
            super().putrequest(*args, **how)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


def _led(line: socket.socket, reach: AddressReach | None, connection: HTTPConnection) -> socket.socket:
    """The line, if it may be used; else it is closed. FetchError, or OSError where it has ended already."""
    if reach is not None and not reach.is_server(connection.host, connection.port):
        try:
            _permit([line.getpeername()[0]], reach)
        except OSError as fault:
            line.close()
            if isinstance(fault, FetchError):
                log.warning("file.address_refused", why=fault.code)
            raise
    return line


def _ask(connection: HTTPConnection, fence: Fence) -> None:
    if connection.sock is None:
        connection.connect()
    if not fence.may_call():
        raise NewConnectionError(connection, NO_LEAD)
