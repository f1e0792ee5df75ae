"""Telling systemd how the service fares (sd_notify(3)): a few words over the socket that NOTIFY_SOCKET names."""

from __future__ import annotations

import socket
from collections.abc import Mapping

import structlog

log = structlog.get_logger()


class Notifier:
    """Says nothing where there is no systemd. Never raises and never waits."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = _address(environment.get("NOTIFY_SOCKET", ""))
        self._ready = self._complained = False

    def ready(self, status: str) -> None:
        """The start is over, as far as systemd has to wait for it; a second time only the status is told."""
        self._say("" if self._ready else "READY=1", f"STATUS={status}")
        self._ready = True

    def alive(self) -> None:
        """The watchdog's time begins anew."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        self._say("STOPPING=1")

    def _say(self, *words: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
                channel.setblocking(False)
                channel.sendto("\n".join(filter(None, words)).encode(), self._address)
        except OSError as fault:
            if not self._complained:
                self._complained = True
                log.warning("systemd.not_told", error=type(fault).__name__)


def _address(name: str) -> str:
    """A path, or a name in the abstract space, which the kernel wants with a zero byte; "" for anything else."""
    if name.startswith("@"):
        return "\0" + name[1:]
    return name if name.startswith("/") else ""
