"""requests' way to VK, with the question whether this process may speak right before a request is written."""

from __future__ import annotations

from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from bot.lead.fence import NO_LEAD, Fence


class FencedAdapter(HTTPAdapter):
    """What it refuses was never written: to those who ask, as if no connection could be made."""

    def __init__(self, fence: Fence, connections: int) -> None:
        self._pools = _pools(fence)
        super().__init__(pool_maxsize=connections, max_retries=0)

    def init_poolmanager(self, *args: Any, **how: Any) -> None:
        super().init_poolmanager(*args, **how)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **how: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **how)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(fence: Fence) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's, whose connections ask once they stand: making one takes its time."""

    class Plain(HTTPConnection):
        def putrequest(self, *args: Any, **how: Any) -> None:
            _ask(self, fence)
            super().putrequest(*args, **how)

    class Safe(HTTPSConnection):
        def putrequest(self, *args: Any, **how: Any) -> None:
            _ask(self, fence)
            super().putrequest(*args, **how)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


def _ask(connection: HTTPConnection, fence: Fence) -> None:
    if connection.sock is None:
        connection.connect()
    if not fence.may_call():
        raise NewConnectionError(connection, NO_LEAD)
