"""Where webhooks may lead: never into a network of the centre's own unless its row says so."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit

from storage.addresses import AddressReach, host_of, numeric
from storage.region.webhooks import Webhook

HERE = "http://localhost"


def reach_of(hook: Webhook) -> AddressReach:
    """What its connections may lead to: with `private` also this machine and networks inside, but never addresses at
    which clouds give away secrets.
    """
    return AddressReach(own=HERE if hook.private else "", inside=hook.private)


def why_not(hook: Webhook) -> str:
    """ "" if it may be called as it is written, else "not-https", "bad-address" or "private". What its name leads to is
    judged at the connection.
    """
    try:
        host = host_of(hook.url)
    except ValueError:
        return "bad-address"
    if not host:
        return "bad-address"
    if urlsplit(hook.url).scheme != "https" and not hook.private:
        return "not-https"
    reach, number = reach_of(hook), numeric(host)
    if host == "localhost" or host.endswith(".localhost"):
        return "" if hook.private else "private"
    return "" if number is None or reach.permits(number) else "private"


async def trouble_of(hook: Webhook) -> str:
    """`why_not`, and what its name leads to now: "no-name" if it leads nowhere."""
    if why := why_not(hook):
        return why
    host = host_of(hook.url)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return "no-name"
    reach = reach_of(hook)
    return "" if all(reach.permits(str(address[4][0])) for address in found) else "private"
