"""Keys of other programs: where they stand, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.env_file import read_named
from storage.region.clients import ApiClient

SHORTEST_KEY = 32
"""Characters."""


@dataclass(frozen=True, slots=True)
class ClientKeyFault:
    """A client that cannot be let in: its code, the variable, and "missing", "short" or "double"."""

    client: str
    variable: str
    why: str


def read_keys(clients: Iterable[ApiClient], env_file: Path = Path(".env")) -> dict[str, str]:
    """The values of the variables that these clients name: the process's own come before the file's."""
    names = {name for client in clients for name in (client.key_env, client.key_env_old) if name}
    return read_named(names, env_file)


def faults_of(clients: Iterable[ApiClient], keys: Mapping[str, str]) -> list[ClientKeyFault]:
    """Clients without a key that is fit to be one, and keys that two have."""
    found, seen = list[ClientKeyFault](), set[str]()
    for client in clients:
        for name in (client.key_env, client.key_env_old):
            key = keys.get(name, "")
            why = "missing" if not key else "short" if len(key) < SHORTEST_KEY else "double" if key in seen else ""
            if why and name and (name == client.key_env or key):
                found.append(ClientKeyFault(client.code, name, why))
            seen.add(key)
    return found
