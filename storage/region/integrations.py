"""Programs that may ask the bot, or that it calls: reads `integrations.toml` of a region's folder, if there is one."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from storage.region.clients import RATE, RIGHTS, ApiClient
from storage.region.faults import RegionFault, nearest
from storage.region.table import RegionTable, read_toml
from storage.region.webhooks import CALLS_A_SECOND, EVENT_PATTERNS, Webhook

FILE = "integrations.toml"
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{2,63}")
CLIENT_CODE = re.compile(r"[a-z0-9-]{1,32}")
HOOK_CODE = re.compile(r"[a-z0-9-]{1,16}")
"""A webhook's: it stands in buttons."""
MAPPED = 96
"""Bits before an IPv4 address that is written as IPv6."""


class Integrations(NamedTuple):
    """What the file says."""

    clients: tuple[ApiClient, ...] = ()
    webhooks: tuple[Webhook, ...] = ()


def read_integrations(folder: Path, organisations: Collection[str], found: list[RegionFault]) -> Integrations:
    """The clients and webhooks of a region; none without the file. Faults are noted."""
    path = folder / FILE
    table = read_toml(path, found) if path.exists() else None
    if table is None:
        return Integrations()
    clients = tuple(_client(row, organisations) for row in _rows(table, "clients"))
    webhooks = tuple(_webhook(row, organisations) for row in _rows(table, "webhooks"))
    table.faults.unique((client.code for client in clients), "clients")
    table.faults.unique((hook.code for hook in webhooks), "webhooks")
    table.finish()
    return Integrations(clients, webhooks)


def _rows(table: RegionTable, key: str) -> list[RegionTable]:
    table.asked.add(key)
    return table.tables(key) if key in table.values else []


def _client(row: RegionTable, organisations: Collection[str]) -> ApiClient:
    code = row.text("code")
    if code and not CLIENT_CODE.fullmatch(code):
        row.faults.add(row.at("code"), "bad-client", value=code)
    old = "key_env_old"
    found = ApiClient(
        code, row.names(), _variable(row, "key_env"), _variable(row, old) if old in row.values else "",
        frozenset(_among(row, "may", RIGHTS, "no-such-word", required=True)),
        _among(row, "organisations", organisations, "no-organisation"),
        row.flag("texts"), row.number("rate", 0.1, 1000, RATE), _networks(row),
    )  # fmt: skip
    row.asked.add(old)
    row.finish()
    return found


def _webhook(row: RegionTable, organisations: Collection[str]) -> Webhook:
    code, private = row.text("code"), row.flag("private")
    if code and not HOOK_CODE.fullmatch(code):
        row.faults.add(row.at("code"), "bad-hook", value=code)
    old = "secret_env_old"
    found = Webhook(
        code, _address(row, private=private), _variable(row, "secret_env"),
        _variable(row, old) if old in row.values else "",
        _among(row, "events", EVENT_PATTERNS, "no-such-word", required=True),
        _among(row, "organisations", organisations, "no-organisation"),
        row.flag("texts"), private, row.number("rate", 0.1, 1000, CALLS_A_SECOND),
    )  # fmt: skip
    row.asked.add(old)
    row.finish()
    return found


def _address(row: RegionTable, *, private: bool) -> str:
    """Where it is called; what stands in it besides may be secret and is not repeated."""
    url = row.text("url")
    try:
        parts = urlsplit(url)
        host, named = parts.hostname, parts.username is not None or parts.port == 0
    except ValueError:
        host, named = None, True
    if url and (not host or named or any(sign.isspace() for sign in url)):
        row.faults.add(row.at("url"), "bad-hook-url")
    elif url and parts.scheme != "https" and not (parts.scheme == "http" and private):
        row.faults.add(row.at("url"), "hook-not-https")
    return url


def _variable(row: RegionTable, key: str) -> str:
    """The name of an environment variable; a key that was written here itself is not repeated."""
    value = row.text(key)
    if value and not VARIABLE.fullmatch(value):
        row.faults.add(row.at(key), "bad-variable")
    return value


def _among(
    row: RegionTable, key: str, known: Collection[str], fault: str, *, required: bool = False
) -> tuple[str, ...]:
    """A list of known words."""
    values = row.strings(key) if key in row.values or required else ()
    row.asked.add(key)
    if required and key in row.values and row.values[key] == []:  # whoever may nothing, or hears of nothing
        row.faults.add(row.at(key), "empty")
    for value in values:
        if value not in known:
            words = ", ".join(known)
            row.faults.add(row.at(key), fault, value=value, near=nearest(value, known), words=words)
    return tuple(values)


def _networks(row: RegionTable) -> tuple[str, ...]:
    """As callers' addresses are compared: IPv4 that is written as IPv6 is IPv4."""
    values = row.strings("addresses") if "addresses" in row.values else ()
    row.asked.add("addresses")
    found = list[str]()
    for value in values:
        try:
            network = ipaddress.ip_network(value)
        except ValueError:
            row.faults.add(row.at("addresses"), "bad-network", value=value)
            continue
        first = network.network_address
        inner = first.ipv4_mapped if isinstance(first, ipaddress.IPv6Address) and network.prefixlen >= MAPPED else None
        found.append(f"{inner}/{network.prefixlen - MAPPED}" if inner is not None else value)
    return tuple(found)
