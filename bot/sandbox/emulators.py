"""The emulated messengers that there are: `EMULATOR = Emulator(...)` in `<name>_emulator.py` beside this file."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from bot.channels.names import messengers
from bot.clock import Clock
from bot.sandbox.world import Messenger

CALLS = {"sending": "sending", "receiving": "receiving", "any": "*"}
"""For which calls a fault can be switched on, by the form's word for them: the `FaultRule.method`."""


class Emulated(Messenger, Protocol):
    """A messenger that a bot can be connected to."""

    url: str

    async def serve(self) -> None:
        """Listens on this machine and sets `url`."""

    async def stop(self) -> None: ...

    def pending(self) -> bool:
        """Whether there is something that the bot has not confirmed."""

    def variables(self) -> dict[str, Any]:
        """The fields of this messenger's settings that lead the bot here: its token, its address."""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """What a fault needs: `seconds` (least, most), one of `codes`."""

    calls: tuple[str, ...] = tuple(CALLS)
    seconds: tuple[int, int] | None = None
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Emulator:
    """`make(clock, limits)` opens one; `limits`: it holds the bot to those of the messenger.

    `citizen`: who has a phone from the start. `sends`: what a person can send besides text, places and files; the page
    has "attach.KIND" and, where it says something, "KIND.name" and "KIND.text". `faults`: only this messenger has them.
    `sending`, `receiving`: how its methods' names begin, in lower case. `anonymous`: administrators may write as the
    group. Colours and words stand in `page/<name>.css` and `page/<name>.<language>.json`.
    """

    make: Callable[[Clock, bool], Emulated]
    citizen: str
    sends: tuple[str, ...] = ()
    faults: Mapping[str, FaultKind] = field(default_factory=dict)
    sending: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    anonymous: bool = False


def emulator(name: str) -> Emulator:
    found: Emulator = importlib.import_module(f"bot.sandbox.{name}_emulator").EMULATOR
    return found


def emulated() -> tuple[str, ...]:
    """The messengers that have an emulator, in the order of the messengers."""
    return tuple(name for name in messengers() if find_spec(f"bot.sandbox.{name}_emulator") is not None)


def open_all(clock: Clock, *, limits: bool = True) -> dict[str, Emulated]:
    """One of each, by name."""
    return {name: emulator(name).make(clock, limits) for name in emulated()}


@cache
def methods_for(calls: str) -> tuple[str, ...]:
    """How the names of the methods for "sending" or "receiving" begin, of all messengers."""
    return tuple(name for each in emulated() for name in getattr(emulator(each), calls))
