"""Whether an address leads into the public network, judged on what it means and not on how it is written.

Standards: RFC 6890 and the IANA registries behind `ipaddress`; the numeric forms that resolvers take for IPv4
(https://url.spec.whatwg.org/#ipv4) and the IPv6 prefixes that carry an IPv4 address.
"""

from __future__ import annotations

import re
import socket
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are this machine, as a region may write them."""
DOTS = re.compile("[\u3002\uff0e\uff61]")
NUMERIC = re.compile(r"(0x[0-9a-f]*|\d+)", re.ASCII)
NEVER = tuple(
    ip_network(network)
    for network in ("0.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "224.0.0.0/4",
                    "192.0.0.0/24", "240.0.0.0/4", "fe80::/10", "fd00:ec2::254/128", "ff00::/8", "::/128")
)  # fmt: skip
"""Link-local and multicast addresses, and those at which clouds give machines their secrets: not even `inside`."""
TRANSLATED = ip_network("64:ff9b::/96")
"""Networks that have IPv6 alone reach every IPv4 address by this prefix (RFC 6052): what it carries is judged."""
CARRIERS = tuple(
    ip_network(network)
    for network in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
                    "fec0::/10", "192.88.99.0/24")
)  # fmt: skip
"""IPv6 prefixes behind which an IPv4 address may stand, and others that no public server has; none is `inside`."""


@dataclass(frozen=True, slots=True)
class AddressReach:
    """Where an address may lead. `own`: the address of whoever is trusted so far ("" nobody): if that is this very
    machine, this machine is open to it, also without https. `inside`: private networks are, too (with https).
    `plain`: http will do as https does. `server`: the address of a server that the settings name: its host and port are
    open wherever they stand, a name of a private network too, and nothing else is for its sake.
    """

    own: str = ""
    inside: bool = False
    plain: bool = False
    server: str = ""

    @property
    def here(self) -> bool:
        return host_of(self.own) in LOOPBACK if self.own else False

    def is_server(self, host: str, port: int | None) -> bool:
        """Whether a connection to this host and port is one to the settings' own server."""
        return bool(self.server) and _place(f"//{_bracketed(host)}:{port}") == _place(self.server)

    def permits(self, address: str) -> bool:
        """Whether a connection to this numeric address may be made; False for what is no address."""
        try:
            found = _plain(address)
        except ValueError:
            return False
        if found.is_loopback:
            return self.here
        return is_public(address) or (self.inside and not _among(found, NEVER) and not _among(found, CARRIERS))

    def why_not(self, url: str) -> str:
        """ "" if it may be asked (what its name resolves to is judged at the connection), else "bad-address",
        "not-https" or "private".
        """
        try:
            parts = urlsplit(url)
            host, _ = host_of(url), parts.port
        except ValueError:
            return "bad-address"
        bare = parts.scheme == "http" and (self.plain or (host in LOOPBACK and self.here))
        if parts.scheme != "https" and not bare:
            return "not-https"
        if not host:
            return "bad-address"
        if self.server and _place(url) == _place(self.server):
            return ""
        if host == "localhost" or host.endswith(".localhost"):
            return "" if self.here else "private"
        number = numeric(host)
        return "" if number is None or self.permits(number) else "private"


def host_of(url: str) -> str:
    """The host as it is looked up: in small ASCII letters, without dots at its end; "" without one. ValueError."""
    host = DOTS.sub(".", unicodedata.normalize("NFKC", urlsplit(url).hostname or "")).rstrip(".").lower()
    if not host or host.isascii():
        return host
    return host.encode("idna").decode("ascii").lower()  # UnicodeError is a ValueError


def _place(url: str) -> tuple[str, int]:
    """Host and port as they are connected to; port 0 where none can be known. ValueError."""
    parts, host = urlsplit(url), host_of(url)
    return numeric(host) or host, parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def numeric(host: str) -> str | None:
    """The address that a host means if it is no name: also decimal, octal, hexadecimal and shortened ones. What looks
    like a number and is none comes back as it is, which no `AddressReach` permits.
    """
    host = host.strip("[]")
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    if not NUMERIC.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return str(IPv4Address(socket.inet_aton(host)))
    except (OSError, ValueError):
        return host


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public network. ValueError for what is no address."""
    found = _plain(address)
    return found.is_global and not found.is_multicast and not _among(found, NEVER) and not _among(found, CARRIERS)


def _plain(address: str) -> IPv4Address | IPv6Address:
    """IPv4 addresses that are written or translated as IPv6 are IPv4 addresses."""
    found = ip_address(address.partition("%")[0])
    if not isinstance(found, IPv6Address):
        return found
    return IPv4Address(int(found) & 0xFFFFFFFF) if found in TRANSLATED else found.ipv4_mapped or found


def _among(address: IPv4Address | IPv6Address, networks: tuple[object, ...]) -> bool:
    return any(address in network for network in networks)  # type: ignore[operator]
