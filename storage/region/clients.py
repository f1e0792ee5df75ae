"""Programs of others that may ask the bot; storage/region/integrations.py reads them."""

from __future__ import annotations

from dataclasses import dataclass

READ, FILE, ANSWER = "read", "file", "answer"
RIGHTS = (READ, FILE, ANSWER)
"""read: GET /requests and /servicerequestupdates; file: POST /requests; answer: POST /servicerequestupdates,
/back-office/answers and the watched folder.
"""
RATE, BURST = 10.0, 30
"""Requests a second, where a client's row does not say, and how many may come at once."""


@dataclass(frozen=True, slots=True)
class ApiClient:
    """One program with a key. The key itself stands in the environment variable `key_env`; while it is being changed
    the one before stands in `key_env_old`.
    """

    code: str
    names: dict[str, str]
    key_env: str
    key_env_old: str = ""
    may: frozenset[str] = frozenset()  # of RIGHTS
    organisations: tuple[str, ...] = ()  # whose reports it sees; none: everybody's
    texts: bool = False  # sees what citizens wrote, exact places and files
    rate: float = RATE
    addresses: tuple[str, ...] = ()  # networks that it may come from; none: all
