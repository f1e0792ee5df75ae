"""What systemd hears, over a real socket; and when the process is ended because it stands still."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.notify import Notifier
from bot.watchdog import BEAT_S, LOOKS, Watchdog


class Systemd:
    """Listens as systemd does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.setblocking(False)

    def heard(self) -> list[str]:
        said = []
        while True:
            try:
                said.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return said

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    address = str(tmp_path / "notify") if request.param == "path" else f"@otklik-{secrets.token_hex(8)}"
    systemd = Systemd(address)
    yield systemd
    systemd.close()


def test_the_words_of_a_life_are_heard(systemd: Systemd) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": systemd.address})
    notifier.ready("waiting for the database")
    notifier.alive()
    notifier.ready("running")
    notifier.stopping()
    assert systemd.heard() == [
        "READY=1\nSTATUS=waiting for the database",
        "WATCHDOG=1",
        "STATUS=running",
        "STOPPING=1",
    ]


@pytest.mark.parametrize("address", ["", "relative", "vsock:2:1234", "/nowhere/at/all", "@nobody-listens-here"])
def test_where_nobody_listens_nothing_happens(address: str) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": address} if address else {})
    for _ in range(2):
        notifier.ready("running")
        notifier.alive()


def test_a_systemd_that_does_not_read_holds_nobody_up(systemd: Systemd) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": systemd.address})
    for _ in range(5_000):
        notifier.alive()
    assert systemd.heard()


class Guard:
    def __init__(self) -> None:
        self.wound = 0

    def wind(self) -> None:
        self.wound += 1

    def let_go(self) -> None: ...


class Dog:
    """A watchdog whose looks a test makes."""

    def __init__(self, systemd: Systemd) -> None:
        self.why, self.ended, self.guard = "", list[str](), Guard()
        notifier = Notifier({"NOTIFY_SOCKET": systemd.address})
        self.watchdog = Watchdog(lambda: self.why, self.ended.append, MovableClock(), notifier, self.guard)


def test_it_is_fed_while_everything_moves(systemd: Systemd) -> None:
    dog = Dog(systemd)
    for _ in range(3):
        dog.watchdog.look()
    assert systemd.heard() == ["WATCHDOG=1"] * 3
    assert dog.guard.wound == 3


def test_what_stands_still_ends_the_process_when_that_is_certain(systemd: Systemd) -> None:
    dog = Dog(systemd)
    dog.why = "writer"
    for _ in range(LOOKS - 1):
        dog.watchdog.look()
    assert dog.ended == []
    dog.watchdog.look()
    assert dog.ended == ["stuck: writer"]
    assert systemd.heard() == [], "systemd ends it, if it does not end by itself"


def test_a_clock_that_jumps_ends_nothing(systemd: Systemd) -> None:
    dog = Dog(systemd)
    for _ in range(5):
        dog.why = "receive vk"
        dog.watchdog.look()
        dog.why = ""
        dog.watchdog.look()
    assert dog.ended == []


async def test_after_the_end_nothing_is_fed_so_that_an_end_that_does_not_come_is_forced(systemd: Systemd) -> None:
    dog = Dog(systemd)
    dog.why = "writer"
    running = asyncio.create_task(dog.watchdog.run())
    clock = dog.watchdog._clock
    assert isinstance(clock, MovableClock)
    async with asyncio.timeout(20):
        while not running.done():
            clock.leap(BEAT_S)
            await asyncio.sleep(0)
    await running
    wound = dog.guard.wound
    assert dog.ended == ["stuck: writer"]
    assert wound == LOOKS
