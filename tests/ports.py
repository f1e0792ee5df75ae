"""Ports of this machine for what is started, perhaps again and again, on one that has to be known before."""

from __future__ import annotations

import random
import socket

OURS = range(15_000, 32_000)
"""Not those that Linux gives to outgoing connections (32768 to 60999): while a program is being started again, any
connection of another could take the port that it had."""


def free_port() -> int:
    """One on 127.0.0.1 where nobody listens now."""
    while True:
        port = random.SystemRandom().choice(OURS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def free_ports(count: int) -> list[int]:
    """So many different ones."""
    found = set[int]()
    while len(found) < count:
        found.add(free_port())
    return sorted(found)
