"""Other programs that may ask the bot: reads `integrations.toml` of a region's folder, which may be missing."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from pathlib import Path

from storage.region.clients import RATE, RIGHTS, ApiClient
from storage.region.faults import RegionFault, nearest
from storage.region.table import RegionTable, read_toml

FILE = "integrations.toml"
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{2,63}")
CLIENT_CODE = re.compile(r"[a-z0-9-]{1,32}")


def read_integrations(folder: Path, organisations: Collection[str], found: list[RegionFault]) -> tuple[ApiClient, ...]:
    """The clients of a region; () without the file. Faults are noted."""
    path = folder / FILE
    table = read_toml(path, found) if path.exists() else None
    if table is None:
        return ()
    rows = table.tables("clients") if "clients" in table.values else []
    clients = tuple(_client(row, organisations) for row in rows)
    table.faults.unique((client.code for client in clients), "clients")
    table.asked.add("clients")
    table.finish()
    return clients


def _client(row: RegionTable, organisations: Collection[str]) -> ApiClient:
    code = row.text("code")
    if code and not CLIENT_CODE.fullmatch(code):
        row.faults.add(row.at("code"), "bad-client", value=code)
    old = "key_env_old"
    found = ApiClient(
        code, row.names(), _variable(row, "key_env"), _variable(row, old) if old in row.values else "",
        frozenset(_among(row, "may", RIGHTS, "no-such-word")),
        _among(row, "organisations", organisations, "no-organisation"),
        row.flag("texts"), row.number("rate", 0.1, 1000, RATE), _networks(row),
    )  # fmt: skip
    row.asked.add(old)
    row.finish()
    return found


def _variable(row: RegionTable, key: str) -> str:
    """The name of an environment variable; a key that was written here itself is not repeated."""
    value = row.text(key)
    if value and not VARIABLE.fullmatch(value):
        row.faults.add(row.at(key), "bad-variable")
    return value


def _among(row: RegionTable, key: str, known: Collection[str], fault: str) -> tuple[str, ...]:
    """A list of known words; it may be left out unless it says what a client may do."""
    values = row.strings(key) if key in row.values or key == "may" else ()
    row.asked.add(key)
    for value in values:
        if value not in known:
            words = ", ".join(known)
            row.faults.add(row.at(key), fault, value=value, near=nearest(value, known), words=words)
    return tuple(values)


def _networks(row: RegionTable) -> tuple[str, ...]:
    values = row.strings("addresses") if "addresses" in row.values else ()
    row.asked.add("addresses")
    for value in values:
        try:
            ipaddress.ip_network(value)
        except ValueError:
            row.faults.add(row.at("addresses"), "bad-network", value=value)
    return values
