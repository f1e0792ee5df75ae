"""Who calls the interface for other programs: keys, where they come from, how often they may, who guesses keys, and
which language they read.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

import structlog
from aiohttp import hdrs, web

from bot.clock import Clock
from bot.delivery.limits import Bucket
from bot.setting_values import LOOPBACK_NETWORKS
from bot.settings import Settings
from bot.web.client_keys import SHORTEST_KEY, faults_of, read_keys
from handlers.base.texts import Library, Texts
from handlers.open311.asking import SHORT
from handlers.open311.faults import FORBIDDEN, MANY, UNKNOWN, ApiFault, ApiRefused
from handlers.open311.viewer import Viewer
from storage.region.clients import ANSWER, BURST, READ, ApiClient

log = structlog.get_logger()

WRONG, WRONG_S = 10, 60.0
"""So many wrong keys in so many seconds from one address, and it has to wait."""
LOCKED_S = 600
MOST_KNOWN = 10_000
"""Addresses and clients that are remembered."""
PUBLIC_RATE, PUBLIC_BURST = 2.0, 20
"""Requests a second of one address that has no key."""
BEARER = "bearer"


def texts_for(request: web.Request, library: Library) -> Texts:
    """Of the first language of Accept-Language that there is, else the default one."""
    said = request.headers.get(hdrs.ACCEPT_LANGUAGE, "")[:200].split(",")
    wanted = (part.partition(";")[0].strip().lower()[:2] for part in said)
    return library.texts(next((code for code in wanted if code in library.languages), library.default))


def wants_json(request: web.Request) -> bool:
    """By the ending of the address; without one it is XML, unless the request asks for JSON by name and for no XML."""
    if request.path.endswith((".json", ".xml")):
        return request.path.endswith(".json")
    asked = ",".join(request.headers.getall(hdrs.ACCEPT, [])).lower()
    return "application/json" in asked and "xml" not in asked


class Callers:
    """Lets requests in. `public`: whoever has no key may read, too. `proxies`: networks whose word is taken for where a
    request comes from. `host`: our name outside, where a proxy may hide it.
    """

    def __init__(
        self, clients: Iterable[ApiClient], keys: Mapping[str, str], clock: Clock, *, public: bool,
        proxies: Iterable[str] = LOOPBACK_NETWORKS, host: str = "",
    ) -> None:  # fmt: skip
        self._clock, self._public, self._proxies, self._host = clock, public, tuple(proxies), host
        self._keys = [
            (key.encode(), client)
            for client in clients
            for name in (client.key_env, client.key_env_old)
            if len(key := keys.get(name, "")) >= SHORTEST_KEY
        ]
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def admit(self, request: web.Request) -> Viewer:
        """Who reads. ApiRefused: no key, a wrong one, from elsewhere, without the right, or too often."""
        if key := key_of(request):
            return Viewer(self.enter(request, key, READ))
        address, now = address_of(request, self._proxies), self._clock.monotonic()
        self._not_locked(address, now)
        if not self._public:
            raise ApiRefused(ApiFault(FORBIDDEN, "key-missing"))
        self._not_too_often(f"address {address}", lambda: Bucket(PUBLIC_RATE, PUBLIC_BURST, PUBLIC_BURST, now), now)
        return Viewer()

    def enter(self, request: web.Request, key: str, *rights: str) -> ApiClient:
        """The client whose key this is, if it has one of these rights. ApiRefused, likewise."""
        address, now = address_of(request, self._proxies), self._clock.monotonic()
        self._not_locked(address, now)
        if not key:
            raise ApiRefused(ApiFault(FORBIDDEN, "key-missing"))
        client = self.client_of(key)
        if client is None or not _is_within(address, client.addresses):
            self._note_wrong(address, now)
            raise ApiRefused(ApiFault(FORBIDDEN, "key-wrong"))
        burst = max(BURST, client.rate)
        self._not_too_often(f"client {client.code}", lambda: Bucket(client.rate, burst, burst, now), now)
        if client.may.isdisjoint(rights):
            raise ApiRefused(ApiFault(FORBIDDEN, "no-right"))
        return client

    def not_locked(self, request: web.Request) -> None:
        """ApiRefused where too many wrong keys came from: nothing of such a request is read."""
        self._not_locked(address_of(request, self._proxies), self._clock.monotonic())

    def in_jurisdiction(self, request: web.Request, said: str = "") -> None:
        """This interface serves one region, whose jurisdiction is its own host name or none at all. `said`: in the
        body. ApiRefused.
        """
        asked = (said or request.query.get("jurisdiction_id", "")).strip()
        if asked and asked.lower() not in (_host_of(request), self._host):
            raise ApiRefused(ApiFault(UNKNOWN, "no-jurisdiction", {"value": asked[:SHORT]}))

    def client_of(self, key: str) -> ApiClient | None:
        """Every key is compared whole, so that the time tells nothing."""
        said, found = key.encode("utf-8", "surrogateescape"), None
        for known, client in self._keys:
            if hmac.compare_digest(known, said):
                found = client
        return found

    def signing_keys(self) -> dict[str, bytes]:
        """By the client's code, the present key of each that has one."""
        return {client.code: key for key, client in reversed(self._keys)}

    def _not_locked(self, address: str, now: float) -> None:
        times = self._wrong.get(address, [])
        if len(times) >= WRONG and now < times[-1] + LOCKED_S:
            raise ApiRefused(ApiFault(MANY, "wrong-keys"), retry_s=round(times[-1] + LOCKED_S - now) + 1)

    def _note_wrong(self, address: str, now: float) -> None:
        times = [at for at in self._wrong.pop(address, []) if now - at < WRONG_S]
        self._wrong[address] = [*times, now]
        while len(self._wrong) > MOST_KNOWN:
            self._wrong.popitem(last=False)

    def _not_too_often(self, name: str, make: Callable[[], Bucket], now: float) -> None:
        bucket = self._buckets.pop(name, None) or make()
        self._buckets[name] = bucket
        while len(self._buckets) > MOST_KNOWN:
            self._buckets.popitem(last=False)
        if (ready_at := bucket.ready_at(now)) > now:
            raise ApiRefused(ApiFault(MANY, "too-often"), retry_s=int(ready_at - now) + 1)
        bucket.take(now)


def callers_of(settings: Settings, clients: Iterable[ApiClient], clock: Clock) -> Callers:
    """The one for all doors of an installation: wrong keys and paces count together, whichever is knocked at. A client
    without a fit key is told in the log.
    """
    known = [client for client in clients if settings.open311 or ANSWER in client.may]
    keys = read_keys(known)
    for fault in faults_of(known, keys):
        log.warning("client.key", client=fault.client, variable=fault.variable, why=fault.why)
    return Callers(
        known, keys, clock, public=settings.requests_public, proxies=settings.trusted_proxies,
        host=urlsplit(settings.public_url).hostname or "",
    )  # fmt: skip


def _host_of(request: web.Request) -> str:
    """As the request says; "" for what is none."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


def address_of(request: web.Request, proxies: Iterable[str] = LOOPBACK_NETWORKS) -> str:
    """Where a request comes from. What a proxy says of it is believed of these alone: one after the other, from the one
    that came to us.
    """
    found, networks = _plain(request.remote or ""), tuple(proxies)
    for said in reversed(",".join(request.headers.getall("X-Forwarded-For", [])).split(",")):
        if not said.strip() or not _is_within(found, networks):
            break
        found = _plain(said.strip())
    return found


def _plain(address: str) -> str:
    """An address in one form: some proxies add a port or brackets, and a server for both kinds sees IPv4 as IPv6."""
    host, _, port = address.strip('"').rpartition(":")
    bare = host if port.isdecimal() and (host.endswith("]") or ":" not in host) else address.strip('"')
    try:
        found = ipaddress.ip_address(bare.strip("[]").partition("%")[0])
    except ValueError:
        return address
    return str(getattr(found, "ipv4_mapped", None) or found)


def key_of(request: web.Request) -> str:
    """The key in the headers, else in the address, which stands in the logs of proxies."""
    kind, _, said = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return said.strip() if kind.lower() == BEARER else request.query.get("api_key", "")


def _is_within(address: str, networks: Iterable[str]) -> bool:
    allowed = [ipaddress.ip_network(network) for network in networks]
    try:
        return not allowed or any(ipaddress.ip_address(address) in network for network in allowed)
    except ValueError:
        return False
